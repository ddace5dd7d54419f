"""Rates of duty: every text form of the schedule's three columns as one value, and the amount it comes to.

A rate is a sum of terms: a percentage of the customs value, money per unit, a percentage of the value of one
part (a watch's case). What is no such sum, a pointer to another heading or a rule in words, is kept as text
and says why no figure follows from it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from entrygo.tariff.units import SPELLINGS, quantity_in, unit

ANY_PROGRAMME = "*"
"""The key of a special rate that names no programme (``Free`` alone, in chapter 98)."""

NOT_COMPUTABLE: tuple[tuple[str, str], ...] = (
    (r"^$", "the schedule states no rate"),
    (r"^See ", "the rate stands in another heading or note"),
    (r"^No change", "the rate is the one in the absence of this heading"),
    (r"^\[?The (duty|rate)\b", "the rate is that of another provision"),
    (r"^A duty ", "the rate is a rule in words"),
    (r"^Free(,| \()", "free only under the conditions the text names"),
    (r" less [\d.]+¢ ?/kg for each degree", "the rate depends on the polarity of the sugar"),
    (r"for each other piece or part", "the rate depends on a count of parts and has a ceiling"),
)
"""Texts from which no figure follows (a pattern, and why): the only ones that may fail to read as terms."""

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)(?: (\d)/(\d))?(?:%| percent)(?: ?(?:on|of) (?:the )?(.+))?")
_SPECIFIC = re.compile(
    r"(?:\$(?P<dollars>\d+(?:\.\d+)?)|(?P<cents>\d+(?:\.\d+)?)¢) ?(?:/ ?|(?= ?each))(?P<unit>.+)"
)
_WHOLE = re.compile(r"(?:the )?(?:full value of the imported article|entire set)")
_SPI = r"[A-Z]{1,2}[*+]?"
_GROUP = re.compile(rf"\(\s*({_SPI}(?:[\s,.]+{_SPI})*)[\s,.]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One rate of duty. Percentages are of the customs value, money is US dollars per unit (normal form).

    ``part_percents`` are percentages of the value of a named part: read, yet no figure without that value.
    ``reason`` says why a rate is not computable, and is ``None`` for one that is.
    """

    text: str
    ad_valorem_percent: Decimal | None = None
    specifics: tuple[tuple[Decimal, str], ...] = ()
    part_percents: tuple[tuple[Decimal, str], ...] = ()
    computable: bool = True
    reason: str | None = None


@lru_cache(maxsize=8192)
def parse_rate(text: str) -> Rate:
    """The rate a column's text states. Never raises: a text that cannot be read is not computable and says so."""
    tidy = _tidy(text)
    for pattern, reason in NOT_COMPUTABLE:
        if re.search(pattern, tidy):
            return Rate(text=tidy, computable=False, reason=reason)
    if tidy == "Free":
        return Rate(text=tidy, ad_valorem_percent=Decimal(0))
    percents: list[Decimal] = []
    specifics: list[tuple[Decimal, str]] = []
    parts: list[tuple[Decimal, str]] = []
    for term in re.split(r" ?\+ ?", tidy):
        if not _read_term(term, percents, specifics, parts):
            return Rate(text=tidy, computable=False, reason=f"the term {term!r} cannot be read")
    return Rate(
        text=tidy,
        ad_valorem_percent=sum(percents, Decimal(0)) if percents else None,
        specifics=tuple(specifics),
        part_percents=tuple(parts),
        computable=not parts,
        reason=f"the rate is on the {parts[0][1]}, of which no value is stated" if parts else None,
    )


def _read_term(
    term: str,
    percents: list[Decimal],
    specifics: list[tuple[Decimal, str]],
    parts: list[tuple[Decimal, str]],
) -> bool:
    if found := _PERCENT.fullmatch(term):
        percent = Decimal(found[1]) + (Decimal(found[2]) / Decimal(found[3]) if found[2] else 0)
        if found[4] is None or _WHOLE.fullmatch(found[4]):
            percents.append(percent)
        else:
            parts.append((percent, re.sub(r"^value of the ", "", found[4])))
        return True
    found = _SPECIFIC.fullmatch(term)
    if found is None or found["unit"].lower() not in SPELLINGS:
        return False
    usd = Decimal(found["dollars"]) if found["dollars"] else Decimal(found["cents"]) / 100
    specifics.append((usd, unit(found["unit"])))
    return True


def _tidy(text: str) -> str:
    """One spacing for all, and the export's slips mended (``thou- sand``, ``/m2of``, a stray ``/`` or bracket)."""
    tidy = re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip()
    tidy = tidy.replace("- sand", "sand").replace("m2of", "m2 of").replace("thebattery", "the battery")
    tidy = re.sub(r" ?¢ ?/ ?", "¢/", tidy).replace("line/ gross", "line/gross")
    return re.sub(r"(?<=%) ?/$", "", tidy) if tidy != ":" else ""


@lru_cache(maxsize=8192)
def parse_special(text: str) -> Mapping[str, Rate]:
    """Column 1 special as programme indicator -> rate (``Free (A*,AU,S) 2.1% (JP)``); a blank column is empty.

    A rate that names no programme stands under :data:`ANY_PROGRAMME`.
    """
    rates: dict[str, Rate] = {}
    start = 0
    for group in _GROUP.finditer(text):
        rate = parse_rate(re.sub(r"\(\w*\s*$", "", text[start : group.start()]))
        rates.update((indicator, rate) for indicator in re.findall(_SPI, group[1]))
        start = group.end()
    if rest := text[start:].strip():
        rates[ANY_PROGRAMME] = parse_rate(rest)
    return MappingProxyType(rates)


def lacking(rate: Rate, quantities: Mapping[str, Decimal], net_weight_kg: Decimal | None) -> str | None:
    """Why :func:`amount` has no figure for these quantities, in words; ``None`` when it has one."""
    if not rate.computable:
        return rate.reason
    missing = [name for _, name in rate.specifics if quantity_in(name, quantities, net_weight_kg) is None]
    return f"the rate {rate.text} needs the quantity in {' and '.join(missing)}" if missing else None


def amount(
    rate: Rate, value_usd: Decimal, quantities: Mapping[str, Decimal], net_weight_kg: Decimal | None
) -> Decimal | None:
    """Duty in US dollars, unrounded; ``None`` when it cannot be known (:func:`lacking` says why).

    ``quantities`` maps a unit, in any spelling of the schedule, to how much of it the whole line holds.
    """
    if not rate.computable:
        return None
    percent = rate.ad_valorem_percent
    duty = Decimal(0) if percent is None else value_usd * percent / 100  # a rate may have no such part
    for usd, name in rate.specifics:
        quantity = quantity_in(name, quantities, net_weight_kg)
        if quantity is None:
            return None
        duty += usd * quantity
    return duty
