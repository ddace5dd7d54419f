"""The rates of exchange of the law bundle: ``exchange_rates.json``, by currency and quarter, and the days that vary."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from entrygo.contract.tariff import RateTable

READINGS = ("daily", "either")


@cache
def shipped_rates() -> RateTable:
    """The table that ships inside."""
    return read_rates(orjson.loads(files(f"{__package__}.law").joinpath("exchange_rates.json").read_bytes()))


def read_rates(document: Mapping[str, Any]) -> RateTable:  # Any: JSON of a bundle
    """The table of a bundle's document. Raises ``KeyError`` or ``ValueError`` on a faulty rate."""
    days = {
        currency: {day: _day(currency, day, *told) for day, told in held.items()}
        for currency, held in document["days"].items()
    }
    quarters = {
        currency: {quarter: _rate(currency, quarter, text) for quarter, text in held.items()}
        for currency, held in document["quarters"].items()
    }
    return RateTable(
        source=str(document["source"]),
        daily_only=frozenset(document["daily_only"]),
        quarters=quarters,
        days=days,
    )


def _day(currency: str, day: str, text: str, reading: str) -> tuple[str, str]:
    if reading not in READINGS:
        raise ValueError(f"{currency} {day}: reading {reading!r} is none of {', '.join(READINGS)}")
    date.fromisoformat(day)
    return _rate(currency, day, text), reading


def _rate(currency: str, period: str, text: str) -> str:
    try:
        rate = Decimal(text)
    except ArithmeticError as error:
        raise ValueError(f"{currency} {period}: {text!r} is no rate") from error
    if not (rate.is_finite() and rate > 0):
        raise ValueError(f"{currency} {period}: {text} is no rate above 0")
    return text
