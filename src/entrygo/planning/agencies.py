"""Partner government agencies: what the schedule's flags ask for, and what counts as an answer.

Flags are those of CBP's ACE report: two letters for the agency's programme and a digit. An even digit means
that data are required, an odd one that they may be. ``AQX`` asks for nothing and needs no disclaim.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from entrygo.contract.facts import Product
from entrygo.contract.tariff import ScheduleLine
from entrygo.planning.agency_answers import Malformed, Reading, read
from entrygo.planning.agency_programmes import programmes_of
from entrygo.planning.agency_programmes.fda import FDA, PRIOR_NOTICE, PRIOR_NOTICE_NAMES
from entrygo.planning.product_facts import is_stated, plain_key


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as a flag names it, how people call it, and the names an answer may carry, ``name`` before others."""

    prefix: str
    label: str
    name: str
    names: frozenset[str]


def _agency(prefix: str, label: str, name: str, *others: str) -> tuple[str, Agency]:
    return prefix, Agency(prefix, label, name, frozenset({prefix, name, *others}))


AGENCIES = dict(
    (
        _agency("AL", "APHIS (Lacey Act)", "LACEY", "LACEYACT", "APL", "APHISLACEY", "PPQ505"),
        _agency("AM", "AMS", "AMS", "USDAAMS", "NOP"),
        _agency("AQ", "APHIS", "APHIS", "APH", "APHISCORE", "USDAAPHIS"),
        _agency("AT", "ATF", "ATF"),
        _agency("CP", "CPSC", "CPSC", "CPS"),
        _agency("DE", "DEA", "DEA"),
        _agency("DT", "NHTSA", "NHTSA", "NHT", "DOT"),
        _agency("EH", "EPA (HFC)", "HFC", "EPA", "EPAHFC"),
        _agency("EP", "EPA", "EPA", "TSCA"),
        _agency("FC", "FCC", "FCC"),
        _agency("FD", "FDA", "FDA"),
        _agency("FS", "FSIS", "FSIS", "FSI", "USDAFSIS"),
        _agency("FW", "Fish and Wildlife Service", "FWS", "USFWS"),
        _agency("NM", "NMFS", "NMFS", "NMF", "NOAA"),
        _agency("OM", "Department of State (OMC)", "OMC", "STATE", "DOS"),
        _agency("TB", "TTB", "TTB"),
    )
)

NEVER_DISCLAIMED = frozenset({"FD2", "FD4"})
"""Flags under which FDA takes data only."""

_PREFIXES = {
    name: tuple(agency.prefix for agency in AGENCIES.values() if name in agency.names)
    for name in sorted({name for agency in AGENCIES.values() for name in agency.names})
}
_FLAG = re.compile(r"([A-Z]{2})(\d)")


def flagged(line: ScheduleLine | None, *, required: bool) -> tuple[str, ...]:
    """The flags of a line that require data, or those that may."""
    flags = line.agency_flags if line else ()
    matches = (_FLAG.fullmatch(flag) for flag in flags)
    return tuple(m[0] for m in matches if m and m[1] in AGENCIES and (int(m[2]) % 2 == 0) == required)


def agency_of(flag: str) -> Agency:
    """The agency behind a flag that :func:`flagged` gave."""
    return AGENCIES[flag[:2]]


def readings(product: Product) -> tuple[Reading, ...]:
    """Every answer of the product, each read by its programme, in its order."""
    return tuple(read(answer, _PREFIXES) for answer in product.pga)


def answers(product: Product, flag: str) -> Iterator[Reading]:
    """The product's sound answers to a flag, or to the agency whose prefix it is.

    Where one programme alone answers a flag (TSCA of EP7), an answer of another programme does not.
    """
    agency = flag[:2]
    owners = [programme for programme in programmes_of(agency) if flag in programme.flags]
    for reading in readings(product):
        programme = reading.programme
        is_meant = not owners or programme is None or programme in owners
        if agency in reading.agencies and reading.is_sound and is_meant:
            yield reading


def is_answered(product: Product, flag: str) -> bool:
    """Whether the agency was given data it can read, or a disclaim it takes for the flag."""
    return any(reading.said or flag not in NEVER_DISCLAIMED for reading in answers(product, flag))


def is_disclaimed(product: Product, flag: str) -> bool:
    """Whether the agency's data were disclaimed."""
    return any(reading.disclaim for reading in answers(product, flag))


def said(product: Product, flag: str) -> frozenset[str]:
    """The elements that the sound answers to a flag or an agency state, by name."""
    return frozenset(name for reading in answers(product, flag) for name in reading.said)


def lacking(product: Product, agency: str, programme: str) -> tuple[str, ...]:
    """What the sound answers to an agency's programme still want, by name, all of them counted together."""
    given = [each for each in answers(product, agency) if each.programme and each.programme.code == programme]
    stated = {name for reading in given for name in reading.said}
    return tuple(
        dict.fromkeys(
            element.name
            for reading in given
            for element in reading.lacks
            if element.least > 1 or element.name not in stated
        )
    )


def prior_notice_of(product: Product) -> bool:
    """Whether FDA's answers or the attributes state a prior notice number of its form."""
    return "priorNoticeNumber" in said(product, FDA) or any(
        PRIOR_NOTICE.holds(value) for _, value in _attributed(product)
    )


def attribute_faults(product: Product) -> Iterator[Malformed]:
    """Prior notice numbers among the attributes that are none."""
    for key, value in _attributed(product):
        if not PRIOR_NOTICE.holds(value):
            yield Malformed(
                element=f"attributes.{key}",
                value=str(value),
                expected=PRIOR_NOTICE.words,
                example=str(PRIOR_NOTICE.example),
            )


def _attributed(product: Product) -> Iterator[tuple[str, object]]:
    wanted = {plain_key(name) for name in PRIOR_NOTICE_NAMES}
    for key, value in product.attributes.items():
        if plain_key(key) in wanted and is_stated(value):
            yield key, value


def flag_of(line: ScheduleLine | None, *flags: str) -> str | None:
    """The first of these flags the line carries."""
    return next((flag for flag in flags if line is not None and flag in line.agency_flags), None)


def labels(flags: tuple[str, ...]) -> str:
    """The agencies behind flags with the flags themselves, for a message: ``FDA (FD2), EPA (EP5)``."""
    return ", ".join(f"{agency_of(flag).label} ({flag})" for flag in flags)
