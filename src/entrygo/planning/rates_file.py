"""A file of rates of exchange read: our own CSV, or a notice as CBP publishes it. Every fault is told at once.

CSV: ``currency,quarter,usd_per_unit,source``; in ``quarter`` (or a column ``date``) a quarter such as ``2026Q4``, or a
day for a certified daily rate. A notice of the Customs Bulletin: a title with the quarter's days, then a line for each
country with its currency and US dollars; or ``Euro`` and the like with a line for each day.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from entrygo.planning.currency import is_currency

QUARTER = re.compile(r"\d{4}Q[1-4]")
MOST_FAULTS = 100
MOST_FACTOR = 3
"""A rate this many times another held of the currency, or a third of it, is units for a dollar or misplaced."""
NOTICE = "CBP, Customs Bulletin"

COUNTRIES: Mapping[str, str] = {
    "australia": "AUD", "brazil": "BRL", "canada": "CAD", "china": "CNY", "denmark": "DKK", "hong kong": "HKD",
    "india": "INR", "iran": "IRR", "japan": "JPY", "malaysia": "MYR", "mexico": "MXN", "new zealand": "NZD",
    "norway": "NOK", "philippines": "PHP", "singapore": "SGD", "south africa": "ZAR", "sri lanka": "LKR",
    "sweden": "SEK", "switzerland": "CHF", "thailand": "THB", "united kingdom": "GBP", "venezuela": "VES",
    "european": "EUR", "euro": "EUR", "south korea": "KRW", "korea": "KRW", "taiwan": "TWD", "vietnam": "VND",
    "viet nam": "VND", "israel": "ILS", "people's republic of china": "CNY",
}  # fmt: skip
"""Countries as CBP's notices name them, by how their line begins."""
_SPAN = re.compile(
    r"([A-Z][a-z]+ \d{1,2}, \d{4})\s+(?:THROUGH|through|to|-)\s+([A-Z][a-z]+ \d{1,2}, \d{4})", re.IGNORECASE
)
_RATE = re.compile(r"^(?P<name>\D[^$]*?)[\s.,|;\t]*\$?\s*(?P<rate>\d+(?:\.\d+)?)\s*$")
_DAY = re.compile(r"^(?P<day>[A-Z][a-z]+ \d{1,2}, \d{4})[\s.,|;\t]*\$?\s*(?P<rate>\d+(?:\.\d+)?)\s*$")
_CURRENCY_HEAD = re.compile(r"^(?P<name>[A-Za-z' ,.]+?)(?:\s*[:(].*)?:?\s*$")


class InvalidRates(ValueError):
    """A file no rate is taken from: ``faults`` names each row and what to do."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """US dollars for one unit of a currency in a quarter (``2026Q4``) or on a day (``2026-11-23``)."""

    currency: str
    period: str
    usd_per_unit: Decimal
    source: str


def parse(text: str, held: Mapping[str, Decimal]) -> tuple[RateRow, ...]:
    """The rates of a file; ``held`` are rates known of a currency, for plausibility. Raises :class:`InvalidRates`."""
    faults: list[str] = []
    first = text.lstrip("\ufeff").lstrip().split("\n", 1)[0].lower()
    found = list(_csv(text, faults) if "currency" in first and "," in first else _notice(text, faults))
    rows: dict[tuple[str, str], RateRow] = {}
    for where, row in found:
        key = (row.currency, row.period)
        if key in rows and rows[key].usd_per_unit != row.usd_per_unit:
            faults.append(
                f"{where}: {row.currency} has two rates in {row.period}, {rows[key].usd_per_unit} and "
                f"{row.usd_per_unit}. Keep the one that was certified."
            )
        if fault := _unlikely(row, held.get(row.currency)):
            faults.append(f"{where}: {fault}")
        rows.setdefault(key, row)
    if not rows and not faults:
        faults.append(
            "The file holds no rate. Its first line should be currency,quarter,usd_per_unit,source."
        )
    if faults:
        raise InvalidRates(faults[:MOST_FAULTS])
    return tuple(rows[key] for key in sorted(rows))


def _csv(text: str, faults: list[str]) -> Iterator[tuple[str, RateRow]]:
    table = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    table.fieldnames = [name.strip().lower() for name in table.fieldnames or ()]
    needed = {"currency", "usd_per_unit"} - set(table.fieldnames)
    if needed or not {"quarter", "date"} & set(table.fieldnames):
        faults.append(
            "The first line lacks a column: currency,quarter,usd_per_unit,source are wanted (date for a day)."
        )
        return
    for number, cells in enumerate(table, start=2):
        where = f"row {number}"
        row = {name: (cell or "").strip() for name, cell in cells.items() if isinstance(cell, str) and name}
        if not any(row.values()):
            continue
        currency, period = row.get("currency", "").upper(), row.get("date") or row.get("quarter", "")
        before = len(faults)
        if not is_currency(currency) or currency == "USD":
            faults.append(
                f"{where}: {currency or 'nothing'} is no currency. Write its ISO 4217 code, such as CAD."
            )
        if not QUARTER.fullmatch(period.upper()) and _iso_day(period) is None:
            faults.append(f"{where}: {period or 'nothing'} is no quarter (2026Q4) and no day (2026-11-23).")
        rate = _positive(row.get("usd_per_unit", ""), where, faults)
        if len(faults) == before and rate is not None:
            source = row.get("source") or "loaded without a source"
            yield where, RateRow(currency=currency, period=period.upper(), usd_per_unit=rate, source=source)


def _notice(text: str, faults: list[str]) -> Iterator[tuple[str, RateRow]]:
    reader = _Notice(faults)
    for number, line in enumerate(text.splitlines(), start=1):
        yield from reader.read(line.replace("…", ".").strip(" |\t"), f"line {number}")


@dataclass
class _Notice:
    """A published notice read line by line: what its last title and its last currency were."""

    faults: list[str]
    quarter: str | None = None
    currency: str | None = None

    def read(self, line: str, where: str) -> Iterator[tuple[str, RateRow]]:
        if span := _SPAN.search(line):
            self.quarter = _quarter(span[1], span[2])
            if self.quarter is None:
                self.faults.append(f"{where}: {span[1]} through {span[2]} is no quarter of a year.")
        elif day := _DAY.match(line):
            yield from self._of_day(day["day"], day["rate"], where)
        elif found := _RATE.match(line):
            yield from self._of_quarter(found["name"].strip(" .,"), found["rate"], where)
        elif head := _CURRENCY_HEAD.match(line):
            self.currency = _currency(head["name"]) or self.currency

    def _of_day(self, day: str, text: str, where: str) -> Iterator[tuple[str, RateRow]]:
        on, rate = _english_day(day), _positive(text, where, self.faults)
        if self.currency is None or on is None:
            self.faults.append(f"{where}: no currency stands above the day {day}, such as Euro.")
        elif rate is not None:
            yield (
                where,
                RateRow(currency=self.currency, period=on.isoformat(), usd_per_unit=rate, source=NOTICE),
            )

    def _of_quarter(self, name: str, text: str, where: str) -> Iterator[tuple[str, RateRow]]:
        code = _currency(name)
        if code is None:
            if "." in text:
                self.faults.append(f"{where}: the currency of {name!r} is not known. Load it as CSV.")
            return
        rate = _positive(text, where, self.faults)
        if self.quarter is None:
            self.faults.append(
                f"{where}: no title names the quarter's days, such as January 1, 2026 through March 31, 2026."
            )
        elif rate is not None:
            yield where, RateRow(currency=code, period=self.quarter, usd_per_unit=rate, source=NOTICE)


def _currency(name: str) -> str | None:
    told = name.strip(" .,").lower()
    return next(
        (
            COUNTRIES[country]
            for country in sorted(COUNTRIES, key=len, reverse=True)
            if told.startswith(country)
        ),
        None,
    )


def _quarter(first: str, last: str) -> str | None:
    begins, ends = _english_day(first), _english_day(last)
    if begins is None or ends is None or begins.year != ends.year or begins.day != 1:
        return None
    number = (begins.month + 2) // 3
    is_whole = begins.month == 3 * number - 2 and ends.month == 3 * number
    return f"{begins.year}Q{number}" if is_whole else None


def _english_day(text: str) -> date | None:
    try:
        return datetime.strptime(text.title(), "%B %d, %Y").date()  # noqa: DTZ007 - a calendar day, no instant
    except ValueError:
        return None


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _positive(text: str, where: str, faults: list[str]) -> Decimal | None:
    try:
        rate = Decimal(text)
    except InvalidOperation:
        faults.append(
            f"{where}: {text or 'nothing'} is no rate. Write US dollars for one unit, such as 0.7213."
        )
        return None
    if not rate.is_finite() or rate <= 0:
        faults.append(
            f"{where}: a rate is above 0, and this one is {text}. Write US dollars for one unit, such as 0.7213."
        )
        return None
    return rate


def _unlikely(row: RateRow, held: Decimal | None) -> str | None:
    if held is None or held / MOST_FACTOR < row.usd_per_unit < held * MOST_FACTOR:
        return None
    return (
        f"{row.currency} at {row.usd_per_unit} is far from {held}, held of another day. Write US dollars for one "
        f"unit of {row.currency}, not {row.currency} for a dollar."
    )
