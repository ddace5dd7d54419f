"""Antidumping and countervailing duty orders by country and tariff number, as the notices of the orders name them.

Records are in ``adcvd.json`` of the law bundle. Tariff numbers are for convenience: the words of an order's scope
govern. CBP's report flags codes whatever the country; an order is of one country. Orders published since
:func:`hole_since` may be missing, since the notices these are read from name an order only after its first year: that
none is held is never that there is none.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import orjson

from entrygo.contract.money import cents
from entrygo.contract.plan import DutyLayer
from entrygo.contract.tariff import DutyCase, DutyOrders, TariffFacts
from entrygo.tariff.programme_scope import Identity

PROGRAM = "ADCVD"
SOURCE = "19 CFR 351.211; 19 USC 1673e, 1671e"
NOT_STATED = "the cash deposit rate of the producer is not stated"
CENT = Decimal("0.01")
SHORTEST = 4
CASE_NUMBER = re.compile(r"[AC]-[0-9]{3}-[0-9]{3}")
_NO_DIGIT = re.compile(r"[^0-9]")
_CODE = re.compile(r"[0-9]{4,10}")


def read_duty_orders(document: Mapping[str, Any]) -> DutyOrders:  # Any: JSON of a bundle
    """The cases of a bundle's document. Raises ``KeyError`` or ``ValueError`` on a faulty record."""
    unflagged = frozenset(document.get("unflagged", ()))
    cases = tuple(
        _case(case, country, *row, is_recent=table == "recent", is_unflagged=case in unflagged)
        for table in ("orders", "recent")
        for country, held in document[table].items()
        for case, row in held.items()
    )
    return DutyOrders(hole_since=str(document["hole_since"]), cases=cases)


def naming(orders: DutyOrders | None, codes: Collection[str]) -> DutyOrders:
    """Those of the cases, of whatever country, that name one of the codes."""
    held = orders or shipped_duty_orders()
    index = _index(Identity(held))
    found = {place for code in codes for place in index.naming(code)}
    return DutyOrders(hole_since=held.hole_since, cases=tuple(held.cases[place] for place in sorted(found)))


def cases_of(code: str, country: str, orders: DutyOrders | None = None) -> tuple[DutyCase, ...]:
    """The cases of a country that name a code (digits; four to ten), orders first."""
    return tuple(case for case in naming(orders, (code,)).cases if case.country == country)


def country_of_case(case: str) -> str | None:
    """The country whose goods a case is about, by the three digits that its numbers share; ``None`` if none is held."""
    return _countries().get(_NO_DIGIT.sub("", case)[:3])


@cache
def _countries() -> Mapping[str, str]:
    return {_NO_DIGIT.sub("", each.case)[:3]: each.country for each in shipped_duty_orders().cases}


def is_named(code: str, orders: DutyOrders | None = None) -> bool:
    """Whether a case of any country names the code: what its flag is then about."""
    return any(True for _ in _index(Identity(orders or shipped_duty_orders())).naming(code))


def is_flag_named(code: str, tariff: TariffFacts) -> bool:
    """Whether a case of some country names each flagged line that a code is or has below it."""
    told = tariff.codes.get(code)
    lines = (tariff.lines.get(each) for each in (told.candidates if told and told.candidates else (code,)))
    flagged = [line.code for line in lines if line and (line.antidumping or line.countervailing)]
    return bool(flagged) and all(is_named(each, tariff.duty_orders) for each in flagged)


def hole_since(orders: DutyOrders | None = None) -> str:
    """The month since which published orders may be missing, as ``2025-10``."""
    return (orders or shipped_duty_orders()).hole_since


@cache
def shipped_duty_orders() -> DutyOrders:
    """The cases that ship inside."""
    content = files(f"{__package__}.law").joinpath("adcvd.json").read_bytes()
    return read_duty_orders(orjson.loads(content))


def deposit_layers(
    deposits: Mapping[str, Decimal | None], value_usd: Decimal | None
) -> tuple[DutyLayer, ...]:
    """A layer for each case goods are in the scope of: the cash deposit at its rate, no figure without one."""
    return tuple(_deposit(case, rate, value_usd) for case, rate in deposits.items())


def _deposit(case: str, rate: Decimal | None, value_usd: Decimal | None) -> DutyLayer:
    if rate is None or value_usd is None:
        note = NOT_STATED if rate is None else "the entered value is not known"
        return DutyLayer(program=PROGRAM, heading=case, rate="", amount_usd=None, source=SOURCE, note=note)
    return DutyLayer(
        program=PROGRAM,
        heading=case,
        rate=f"{rate.normalize():f}% cash deposit, as stated",
        amount_usd=cents(value_usd * rate / 100),
        source=SOURCE,
    )


def _case(
    case: str, country: str, product: str, codes: str, certainty: str, *, is_recent: bool, is_unflagged: bool
) -> DutyCase:
    if not CASE_NUMBER.fullmatch(case):
        raise ValueError(f"{case} of {country} is no case number such as A-570-504")
    prefixes = tuple(codes.split())
    wrong = [code for code in prefixes if not _CODE.fullmatch(code)]
    if wrong:
        raise ValueError(f"case {case}: {wrong[0]} is no code of 4 to 10 digits")
    return DutyCase(
        case=case,
        country=country,
        product=product,
        codes=prefixes,
        is_recent=is_recent,
        is_doubtful=certainty == "C",
        is_unflagged=is_unflagged,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Index:
    """The places of cases by the prefixes they name, which are sorted too for codes of fewer digits."""

    places: Mapping[str, tuple[int, ...]]
    prefixes: tuple[str, ...]

    def naming(self, code: str) -> Iterator[int]:
        """The places of the cases that name a code, or where it is incomplete a line below it."""
        if len(code) < SHORTEST:
            return
        for length in range(SHORTEST, len(code)):
            yield from self.places.get(code[:length], ())
        start, end = bisect_left(self.prefixes, code), bisect_left(self.prefixes, f"{code}:")
        for prefix in self.prefixes[start:end]:  # ``:`` follows ``9``
            yield from self.places[prefix]


@lru_cache(maxsize=16)
def _index(same: Identity[DutyOrders]) -> _Index:
    places: dict[str, list[int]] = {}
    for place, case in enumerate(same.value.cases):
        for prefix in case.codes:
            places.setdefault(prefix, []).append(place)
    return _Index({prefix: tuple(held) for prefix, held in places.items()}, tuple(sorted(places)))
