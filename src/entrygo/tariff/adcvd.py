"""Antidumping and countervailing duty orders by country and tariff number, as the notices of the orders name them.

Tariff numbers are for convenience: the words of an order's scope govern. CBP's report flags codes whatever the country;
an order is of one country. Orders published since :func:`hole_since` may be missing, since the notices these are read
from name an order only after its first year: that none is held is never that there is none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import orjson

from entrygo.contract.plan import DutyLayer

Kind = Literal["antidumping", "countervailing"]
PROGRAM = "ADCVD"
SOURCE = "19 CFR 351.211; 19 USC 1673e, 1671e"
NOT_STATED = "the cash deposit rate of the producer is not stated"
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCase:
    """An order (or, where ``is_recent``, an investigation whose order was not seen) that names a code of a country."""

    case: str
    country: str
    product: str
    is_recent: bool
    is_doubtful: bool

    @property
    def kind(self) -> Kind:
        """Which duty it is about, as its number says."""
        return "antidumping" if self.case.startswith("A") else "countervailing"


def cases_of(code: str, country: str) -> tuple[DutyCase, ...]:
    """The cases of a country that name a code (digits; four to ten), orders first."""
    return tuple(
        DutyCase(
            case=case,
            country=country,
            product=product,
            is_recent=is_recent,
            is_doubtful=certainty == "C",
        )
        for is_recent, table in ((False, "orders"), (True, "recent"))
        for case, product, certainty in _naming(_held()[table].get(country, {}), code)
    )


def is_named(code: str) -> bool:
    """Whether a case of any country names the code: what its flag is then about."""
    held = _held()
    return any(
        True for table in ("orders", "recent") for cases in held[table].values() for _ in _naming(cases, code)
    )


def hole_since() -> str:
    """The month since which published orders may be missing, as ``2025-10``."""
    return str(_held()["hole_since"])


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
        amount_usd=(value_usd * rate / 100).quantize(CENT, rounding=ROUND_HALF_UP),
        source=SOURCE,
    )


def _naming(cases: Mapping[str, list[str]], code: str) -> Iterator[tuple[str, str, str]]:
    for case, (product, prefixes, certainty) in cases.items():
        if any(code.startswith(prefix) or prefix.startswith(code) for prefix in prefixes.split()):
            yield case, product, certainty


@cache
def _held() -> dict[str, Any]:  # Any: JSON of our own data file
    content = files(__package__).joinpath("adcvd.json").read_bytes()
    document: dict[str, Any] = orjson.loads(content)  # Any: as above
    return document
