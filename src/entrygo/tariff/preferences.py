"""Preferences: the programmes of column 1 special, whom each reaches, and what its claim takes off.

Records are in ``preferences.json``: the symbol, the countries (none where the general note lists them and the list is
not held), whether originating goods pay the merchandise processing fee, the proof, and the last day of a programme
that has expired.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from entrygo.contract.findings import Severity
from entrygo.contract.hts import dotted
from entrygo.contract.tariff import ScheduleLine
from entrygo.tariff.rates import parse_rate, parse_special

FREE = "Free"
OF_A_KIND = frozenset({"B", "N", "S+"})
"""Programmes for goods of a certain use, place or quota, which origin alone does not open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """One programme by its symbol; ``countries`` is empty where who is in it is not held."""

    symbol: str
    programme: str
    countries: frozenset[str]
    general_note: str
    is_mpf_exempt: bool
    proof: str
    certainty: str
    expired_on: date | None


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
    """Every programme held, by symbol."""
    document = json.loads(files(__package__).joinpath("preferences.json").read_text(encoding="utf-8"))
    return {row["symbol"]: _read(row) for row in document["records"]}


def preference_notices(
    symbol: str, *, origin: str, line: ScheduleLine | None, on: date | None
) -> Iterator[PreferenceNotice]:
    """What a claim of this symbol for goods of this origin and line raises on the entry date."""
    record = preferences().get(symbol)
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


def granted(symbol: str | None, *, origin: str, line: ScheduleLine | None, on: date | None) -> str | None:
    """The symbol, where nothing keeps its claim from counting."""
    if symbol is None:
        return None
    notices = preference_notices(symbol, origin=origin, line=line, on=on)
    return None if any(notice.is_fatal for notice in notices) else symbol


def open_to(origin: str, line: ScheduleLine | None) -> tuple[str, ...]:
    """The symbols that goods of this origin and line could claim, if they originate."""
    if line is None:
        return ()
    usmca = ("S",) if origin in preferences()["S"].countries else ()  # claimed on a line free for all, too
    named = dict.fromkeys((*parse_special(line.special), *usmca))
    return tuple(
        symbol
        for symbol in named
        if symbol in preferences()
        and symbol not in OF_A_KIND
        and origin in preferences()[symbol].countries
        and preferences()[symbol].expired_on is None
    )


def is_mpf_exempt(symbol: str | None) -> bool:
    """Whether originating goods under this claim pay no merchandise processing fee (19 CFR 24.23(c))."""
    record = preferences().get(symbol or "")
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
