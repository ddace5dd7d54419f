"""The starter edition: some two hundred common e-commerce codes that ship inside, so a fresh installation works.

Facts only (code, units, rates, flags, list membership), with labels in our words. ``scripts/make_starter.py``
writes ``starter_2025.json``; a test holds each fact against the full edition.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

from entrygo.contract.tariff import Edition, ScheduleLine
from entrygo.tariff.schedule import AgencyEntry, Supplement

Facts: TypeAlias = Mapping[str, Any]  # Any: strings, lists and booleans of our own data file

DATA_FILE = "starter_2025.json"
NAME = "Starter 2025"


class StarterEdition:
    """The starter edition as a tariff book: every line in memory."""

    def __init__(self, document: Facts) -> None:
        self._lines = {code: _line(code, facts) for code, facts in document["lines"].items()}
        self.edition = Edition(
            name=NAME,
            vintage=document["vintage"],
            is_full=False,
            row_counts={"rows": len(self._lines), "ten_digit": len(self._lines)},
            partial_lists=document["partial_lists"],
        )

    def lookup(self, codes: Iterable[str]) -> Mapping[str, ScheduleLine]:
        """See :meth:`entrygo.ports.tariff_book.TariffBook.lookup`."""
        found = ((code, self._lines.get(f"{code}00" if len(code) == 8 else code)) for code in codes)
        return {code: line for code, line in found if line is not None}

    def lines(self) -> Iterator[ScheduleLine]:
        """Every line, in the order of the codes."""
        return iter(self._lines.values())

    def supplement(self) -> Supplement:
        """Agency flags and list membership of the codes in here, for an edition loaded without any.

        For the codes in here they are whole; for a larger edition each of them is known in part.
        """
        lists: dict[str, tuple[str, ...]] = {}
        for line in self._lines.values():
            for key in line.lists:
                lists[key] = (*lists.get(key, ()), line.code)
        agency = {
            line.code: AgencyEntry(
                description=line.description,
                units=line.units,
                antidumping=line.antidumping,
                countervailing=line.countervailing,
                flags=line.agency_flags,
            )
            for line in self._lines.values()
        }
        known = f"known for the {len(self._lines)} codes of the starter edition only"
        partial = {**self.edition.partial_lists} | dict.fromkeys(["agency_report", *lists], known)
        return Supplement(agency=agency, lists=lists, partial=partial)


@lru_cache(maxsize=1)
def starter_edition() -> StarterEdition:
    """The starter edition, read once from the package."""
    return StarterEdition(json.loads(files(__name__).joinpath(DATA_FILE).read_text(encoding="utf-8")))


def facts_of(line: ScheduleLine) -> Facts:
    """A line as the data file holds it, without its description; what is empty or false is left out."""
    facts = {
        "units": list(line.units),
        "general": line.general,
        "special": line.special,
        "other": line.other,
        "agency_flags": list(line.agency_flags),
        "antidumping": line.antidumping,
        "countervailing": line.countervailing,
        "quota": line.quota,
        "lists": list(line.lists),
    }
    return {name: value for name, value in facts.items() if value}


def _line(code: str, facts: Facts) -> ScheduleLine:
    return ScheduleLine(
        code=code,
        description=facts["label"],
        units=tuple(facts["units"]),
        general=facts.get("general", ""),
        special=facts.get("special", ""),
        other=facts.get("other", ""),
        agency_flags=tuple(facts.get("agency_flags", ())),
        antidumping=facts.get("antidumping", False),
        countervailing=facts.get("countervailing", False),
        quota=facts.get("quota", False),
        lists=tuple(facts.get("lists", ())),
    )
