"""Preferences: the programmes of column 1 special, whom each reaches, and what its claim takes off.

Records are in ``preferences.json`` of the law bundle: the symbol, the countries (none where the general note lists them
and the list is not held), whether originating goods pay the merchandise processing fee, the proof, and the last day of
a programme that has expired.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

from entrygo.contract.findings import Severity
from entrygo.contract.hts import dotted
from entrygo.contract.tariff import Preference, ScheduleLine
from entrygo.tariff.rates import parse_rate, parse_special

FREE = "Free"
Held: TypeAlias = Mapping[str, Preference] | None
"""The programmes of the law in force by symbol; ``None`` where the shipped ones answer."""
OF_A_KIND = frozenset({"B", "N", "S+"})
"""Programmes for goods of a certain use, place or quota, which origin alone does not open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferenceNotice:
    """What is to be said of a claimed preference; one that ``is_fatal`` leaves the goods without it."""

    code: str
    severity: Severity
    message: str
    fix: str
    is_fatal: bool = True


@lru_cache(maxsize=1)
def preferences() -> Mapping[str, Preference]:
    """Every programme that ships inside, by symbol."""
    return read_preferences(json.loads(files(f"{__package__}.law").joinpath("preferences.json").read_bytes()))


def read_preferences(document: Mapping[str, Any]) -> Mapping[str, Preference]:  # Any: JSON of a bundle
    """The programmes of a bundle's document. Raises ``KeyError`` or ``ValueError`` on a faulty record."""
    return {row["symbol"]: _read(row) for row in document["records"]}


def naming(
    held: Mapping[str, Preference], origins: Collection[str] | None, claimed: Collection[str]
) -> dict[str, Preference]:
    """Those of the programmes that are claimed or name one of these origins (``None`` means any)."""
    return {
        symbol: record
        for symbol, record in held.items()
        if symbol in claimed or origins is None or not record.countries.isdisjoint(origins)
    }


def preference_notices(
    symbol: str, held: Held, *, origin: str, line: ScheduleLine | None, on: date | None
) -> Iterator[PreferenceNotice]:
    """What a claim of this symbol for goods of this origin and line raises on the entry date."""
    record = _of(held).get(symbol)
    faults = tuple(_faults(symbol, record, origin=origin, line=line, on=on))
    yield from faults
    if record is None or faults:
        return
    if record.certainty == "C" or not record.countries:
        yield PreferenceNotice(
            code="SPI_UNCONFIRMED",
            severity=Severity.WARNING,
            message=f"Whether goods of {origin} may claim {symbol} ({record.programme}, general note "
            f"{record.general_note}) was not confirmed.",
            fix="Have the broker confirm the claim before relying on its rate.",
            is_fatal=False,
        )
    yield PreferenceNotice(
        code="SPI_PROOF_ASKED",
        severity=Severity.INFO,
        message=f"A claim of {symbol} ({record.programme}) wants {record.proof}.",
        fix="Hold it when the claim is made, and give it to the broker on request.",
        is_fatal=False,
    )


def _of(held: Held) -> Mapping[str, Preference]:
    return preferences() if held is None else held


def _faults(
    symbol: str, record: Preference | None, *, origin: str, line: ScheduleLine | None, on: date | None
) -> Iterator[PreferenceNotice]:
    """What leaves the goods without a claimed preference."""
    if record is None:
        known = ", ".join(preferences())
        yield PreferenceNotice(
            code="SPI_UNKNOWN",
            severity=Severity.ERROR,
            message=f"{symbol} is no special programme indicator that is held.",
            fix=f"Claim one of {known}, or none.",
        )
        return
    if record.expired_on is not None and (on is None or on > record.expired_on):
        yield PreferenceNotice(
            code="SPI_EXPIRED",
            severity=Severity.ERROR,
            message=f"{symbol} ({record.programme}) expired on {record.expired_on}; its claim gives no relief.",
            fix="Withdraw the claim; if the programme is renewed, duty may be refunded.",
        )
    if record.countries and origin not in record.countries:
        yield PreferenceNotice(
            code="SPI_ORIGIN_MISMATCH",
            severity=Severity.ERROR,
            message=f"{symbol} ({record.programme}) is for goods of {', '.join(sorted(record.countries))}, and these "
            f"are of {origin or 'no stated origin'}.",
            fix="Withdraw the claim, or correct the country of origin.",
        )
    if line is not None and not _names(line, symbol):
        named = ", ".join(parse_special(line.special)) or "none"
        yield PreferenceNotice(
            code="SPI_NOT_ON_LINE",
            severity=Severity.ERROR,
            message=f"{dotted(line.code)} has no special rate for {symbol} ({record.programme}); it names {named}.",
            fix="Withdraw the claim, or claim a programme that the line names.",
        )


def granted(
    symbol: str | None, held: Held, *, origin: str, line: ScheduleLine | None, on: date | None
) -> str | None:
    """The symbol, where nothing keeps its claim from counting."""
    if symbol is None:
        return None
    notices = preference_notices(symbol, held, origin=origin, line=line, on=on)
    return None if any(notice.is_fatal for notice in notices) else symbol


def open_to(origin: str, line: ScheduleLine | None, held: Held) -> tuple[Preference, ...]:
    """The programmes that goods of this origin and line could claim, if they originate."""
    if line is None:
        return ()
    records = _of(held)
    named = dict.fromkeys((*parse_special(line.special), "S"))  # claimed on a line free for all, too
    found = (records[symbol] for symbol in named if symbol in records and symbol not in OF_A_KIND)
    return tuple(each for each in found if origin in each.countries and each.expired_on is None)


def is_mpf_exempt(symbol: str | None, held: Held) -> bool:
    """Whether originating goods under this claim pay no merchandise processing fee (19 CFR 24.23(c))."""
    record = _of(held).get(symbol or "")
    return record is not None and record.is_mpf_exempt


def _names(line: ScheduleLine, symbol: str) -> bool:
    """Whether a line has a rate for a symbol; on one free for all a claim takes off the fee alone."""
    return symbol in parse_special(line.special) or parse_rate(line.general).text == FREE


def _read(row: Mapping[str, Any]) -> Preference:  # Any: one JSON record
    expired = row.get("expired_on")
    return Preference(
        symbol=row["symbol"],
        programme=row["programme"],
        countries=frozenset(row["countries"]),
        general_note=row["general_note"],
        is_mpf_exempt=row["mpf"] == "exempt",
        proof=row["proof"],
        certainty=row["certainty"],
        expired_on=date.fromisoformat(expired) if expired else None,
    )
