"""What one bundle of the law changes against another: records by id, lists by key, code by code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TypeVar

from entrygo.contract.canonical import plain
from entrygo.contract.tariff import (
    DutyCase,
    FeeRecord,
    Law,
    ListPart,
    Preference,
    Programme,
    Provision,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRate:
    """US dollars for one unit of a currency in one period; ``reading`` says what kind of rate it is."""

    period: str
    usd_per_unit: str
    reading: str


Record = TypeVar("Record", Programme, Provision, Preference, FeeRecord, DutyCase, PeriodRate)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """A record of one id: new, gone, or otherwise. ``changed`` names the fields that differ, old and new."""

    id: str
    heading: str
    what: str
    changed: Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChange:
    """Codes that came to a list or left it, each with the days it is on it (``2026-09-15 to open``)."""

    key: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawChanges:
    """Everything two bundles differ in."""

    records: tuple[RecordChange, ...]
    lists: tuple[ListChange, ...]
    partial: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing that decides a duty differs."""
        return not (self.records or self.lists or self.partial)


def compared(old: Law, new: Law) -> LawChanges:
    """What ``new`` changes against ``old``."""
    return LawChanges(
        records=tuple(_records(old, new)),
        lists=tuple(_lists(old, new)),
        partial=tuple(
            sorted(
                key for key in {*old.partial, *new.partial} if old.partial.get(key) != new.partial.get(key)
            )
        ),
    )


def _records(old: Law, new: Law) -> Iterator[RecordChange]:
    """Records of programmes by id, provisions of chapter 98 by heading, preferences by symbol."""
    yield from _changed(*({each.id: each for each in law.programmes} for law in (old, new)))
    yield from _changed(*({each.heading: each for each in law.provisions.values()} for law in (old, new)))
    yield from _changed(
        *({f"spi {symbol}": each for symbol, each in law.preferences.items()} for law in (old, new))
    )
    yield from _changed(*({f"fees {each.fiscal_year}": each for each in law.fees} for law in (old, new)))
    yield from _changed(*(_cases(law) for law in (old, new)))
    yield from _changed(*(dict(_rates(law)) for law in (old, new)))


def _cases(law: Law) -> dict[str, DutyCase]:
    held = law.duty_orders.cases if law.duty_orders else ()
    return {f"case {each.case} {each.country}": each for each in held}


def _rates(law: Law) -> Iterator[tuple[str, PeriodRate]]:
    """Each rate of exchange by currency and period; a currency that wants the rate of the day as one of its own."""
    if law.rates is None:
        return
    for currency in law.rates.daily_only:
        yield f"rate {currency}", PeriodRate(period="each day", usd_per_unit="", reading="daily only")
    for currency, quarters in law.rates.quarters.items():
        for quarter, text in quarters.items():
            yield (
                f"rate {currency} {quarter}",
                PeriodRate(period=quarter, usd_per_unit=text, reading="quarter"),
            )
    for currency, days in law.rates.days.items():
        for day, (text, reading) in days.items():
            yield f"rate {currency} {day}", PeriodRate(period=day, usd_per_unit=text, reading=reading)


def _changed(before: Mapping[str, Record], after: Mapping[str, Record]) -> Iterator[RecordChange]:
    for name in sorted({*before, *after}):
        was, is_now = before.get(name), after.get(name)
        if was is None or is_now is None:
            one = was or is_now
            assert one is not None  # noqa: S101 -- the id is of one of the two
            yield RecordChange(
                id=name, heading=_heading(one), what="added" if was is None else "removed", changed={}
            )
        elif differing := _differing(was, is_now):
            yield RecordChange(id=name, heading=_heading(is_now), what="changed", changed=differing)


def _heading(record: Programme | Provision | Preference | FeeRecord | DutyCase | PeriodRate) -> str:
    if isinstance(record, Programme | Provision):
        return record.heading
    if isinstance(record, Preference):
        return record.symbol
    if isinstance(record, FeeRecord):
        return record.fiscal_year
    return record.product if isinstance(record, DutyCase) else record.period


def _differing(was: Record, is_now: Record) -> dict[str, tuple[object, object]]:
    pairs = {each.name: (getattr(was, each.name), getattr(is_now, each.name)) for each in fields(was)}
    return {name: (plain(one), plain(other)) for name, (one, other) in pairs.items() if one != other}


def _lists(old: Law, new: Law) -> Iterator[ListChange]:
    before, after = _codes(old), _codes(new)
    for key in sorted({*before, *after}):
        was, is_now = before.get(key, set()), after.get(key, set())
        if was != is_now:
            yield ListChange(key=key, added=tuple(sorted(is_now - was)), removed=tuple(sorted(was - is_now)))


def _codes(law: Law) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for part in law.lists:
        found.setdefault(part.key, set()).update(f"{code}{_days(part)}" for code in part.codes)
    return found


def _days(part: ListPart) -> str:
    if part.effective_from is None and part.effective_to is None:
        return ""
    return f" ({part.effective_from or 'open'} to {part.effective_to or 'open'})"
