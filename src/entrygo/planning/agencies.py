"""Partner government agencies: what the schedule's flags ask for, and what counts as an answer.

Flags are those of CBP's ACE report: two letters for the agency's programme and a digit. An even digit means
that data are required, an odd one that they may be. ``AQX`` asks for nothing and needs no disclaim.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from entrygo.contract.facts import PgaAnswer, Product
from entrygo.contract.tariff import ScheduleLine
from entrygo.planning.product_facts import is_stated, stated


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as a flag names it, how people call it, and the names an answer may carry."""

    prefix: str
    label: str
    names: frozenset[str]


def _agency(prefix: str, label: str, *names: str) -> tuple[str, Agency]:
    return prefix, Agency(prefix, label, frozenset({prefix, *names}))


AGENCIES = dict(
    (
        _agency("AL", "APHIS (Lacey Act)", "LACEY", "LACEYACT", "APL", "APHISLACEY", "PPQ505"),
        _agency("AM", "AMS", "AMS", "USDAAMS", "NOP"),
        _agency("AQ", "APHIS", "APHIS", "APH", "APHISCORE", "USDAAPHIS"),
        _agency("AT", "ATF", "ATF"),
        _agency("CP", "CPSC", "CPSC", "CPS"),
        _agency("DE", "DEA", "DEA"),
        _agency("DT", "NHTSA", "NHTSA", "NHT", "DOT"),
        _agency("EH", "EPA (HFC)", "EPA", "HFC", "EPAHFC"),
        _agency("EP", "EPA", "EPA", "TSCA"),
        _agency("FD", "FDA", "FDA"),
        _agency("FS", "FSIS", "FSIS", "FSI", "USDAFSIS"),
        _agency("FW", "Fish and Wildlife Service", "FWS", "USFWS"),
        _agency("NM", "NMFS", "NMFS", "NMF", "NOAA"),
        _agency("OM", "Department of State (OMC)", "OMC", "STATE", "DOS"),
        _agency("TB", "TTB", "TTB"),
    )
)

_FLAG = re.compile(r"([A-Z]{2})(\d)")


def flagged(line: ScheduleLine | None, *, required: bool) -> tuple[str, ...]:
    """The flags of a line that require data, or those that may."""
    flags = line.agency_flags if line else ()
    matches = (_FLAG.fullmatch(flag) for flag in flags)
    return tuple(m[0] for m in matches if m and m[1] in AGENCIES and (int(m[2]) % 2 == 0) == required)


def agency_of(flag: str) -> Agency:
    """The agency behind a flag that :func:`flagged` gave."""
    return AGENCIES[flag[:2]]


def answers(product: Product, prefix: str) -> Iterator[PgaAnswer]:
    """The product's answers to one agency; a Lacey answer may name APHIS and its programme."""
    names = AGENCIES[prefix].names
    for answer in product.pga:
        agency, program = _name(answer.agency), _name(answer.program)
        is_lacey = program in AGENCIES["AL"].names or stated(answer.data, "genus") is not None
        if agency in names or (prefix == "AL" and is_lacey and agency in AGENCIES["AQ"].names):
            yield answer


def _name(text: str | None) -> str:
    return re.sub(r"[^A-Z0-9]", "", str(text or "").upper())


def says_something(answer: PgaAnswer) -> bool:
    """Whether an answer carries data or a disclaim; an agency's bare name does not."""
    return is_stated(answer.disclaim) or any(is_stated(value) for value in answer.data.values())


def is_answered(product: Product, prefix: str) -> bool:
    """Whether the agency was given data or a disclaim."""
    return any(says_something(answer) for answer in answers(product, prefix))


def is_disclaimed(product: Product, prefix: str) -> bool:
    """Whether the agency's data were disclaimed."""
    return any(is_stated(answer.disclaim) for answer in answers(product, prefix))


def labels(flags: tuple[str, ...]) -> str:
    """The agencies behind flags with the flags themselves, for a message: ``FDA (FD2), EPA (EP5)``."""
    return ", ".join(f"{agency_of(flag).label} ({flag})" for flag in flags)
