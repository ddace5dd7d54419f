"""Loaded rates of exchange under a home folder: rows of files put together, seen by a server at its next plan."""

import threading
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson

from entrygo.contract.problems import Problem
from entrygo.planning.exchange import held_status, newest_held
from entrygo.planning.rates_file import parse
from entrygo.ports.rates import Held
from entrygo.store.editions.files import replace_file
from entrygo.store.editions.law import FileLaw
from entrygo.store.file_stamp import Stamp, stamp_of

FILE = "rates.json"


def load(path: Path, home: Path) -> int:
    """Add a file's rates to those loaded before; one of the same currency and period takes its place. How many.

    Raises :class:`entrygo.planning.rates_file.InvalidRates` with every fault, or OSError, and then changes nothing.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    target = home.absolute() / "tariff" / FILE
    rates, sources = _read(target)
    rows = parse(text, newest_held(rates))
    merged = {currency: dict(periods) for currency, periods in rates.items()}
    told = dict(sources)
    for row in rows:
        merged.setdefault(row.currency, {})[row.period] = str(row.usd_per_unit)
        told[f"{row.currency} {row.period}"] = row.source
    target.parent.mkdir(parents=True, exist_ok=True)
    replace_file(target, orjson.dumps({"rates": merged, "sources": told}))
    return len(rows)


def status(home: Path) -> dict[str, Any]:  # Any: a document for the command line
    """What is held by currency: the newest quarter and day, loaded or shipped, and what has no quarterly rate."""
    rates, sources = _read(home.absolute() / "tariff" / FILE)
    return held_status(rates, sources, FileLaw(home).current().rates)


class FileRates:
    """The loaded table in force; a new load is noticed at the next call. Safe to use from several threads."""

    def __init__(self, home: Path) -> None:
        self._path = home.absolute() / "tariff" / FILE
        self._lock = threading.Lock()
        self._stamp: Stamp | None = None
        self._held: tuple[Held, Mapping[str, str]] = ({}, {})

    def current(self) -> tuple[Held, Mapping[str, str]]:
        """Its rates and their sources. A damaged file is UNAVAILABLE, never no rates."""
        stamp = stamp_of(self._path)
        with self._lock:
            if stamp != self._stamp:
                try:
                    self._held = _read(self._path)
                except ValueError as error:
                    raise Problem("UNAVAILABLE", str(error)) from error
                self._stamp = stamp
            return self._held


def _read(path: Path) -> tuple[Held, Mapping[str, str]]:
    try:
        document = orjson.loads(path.read_bytes())
        rates: Held = document["rates"]
        for periods in rates.values():
            for text in periods.values():
                Decimal(text)
        sources: Mapping[str, str] = document["sources"]
    except FileNotFoundError:
        return {}, {}
    except (orjson.JSONDecodeError, KeyError, TypeError, ArithmeticError) as error:
        raise ValueError(
            f"{path} is damaged. Run `entrygo rates load FILE` again after removing it."
        ) from error
    return rates, sources
