"""Rules and tariff: why planning says so, how often, and how old the law is that it speaks by."""

from typing import Any

from entrygo.operations.rules_in_force import list_rules, tariff_status
from entrygo.surfaces.console.forms import csv_text
from entrygo.surfaces.console.paging import address
from entrygo.surfaces.console.routes import Page, View
from entrygo.surfaces.console.visit import Visit
from entrygo.surfaces.console.vocabulary import Words

OLD_DAYS = 60
words = Words()
EVERY = "all"
LAST = frozenset({"OUT_OF_SCOPE"})
"""Programmes that stand after the others: what the estimate leaves out on purpose."""
Json = dict[str, Any]  # Any: JSON of an answer


def read(visit: Visit) -> View:
    """The rules that spoke lately, or all, or those of a family, most hits first; and the tariff's age."""
    told = visit.answer(list_rules)
    spoke = [each for each in told["data"] if each["hits"]]
    wanted = visit.query.get("family", "" if spoke else EVERY)
    families = sorted({each["family"] for each in told["data"]})
    found = spoke if not wanted else [each for each in told["data"] if wanted in (EVERY, each["family"])]
    rows = sorted(found, key=lambda each: (-each["hits"], each["rule"]))
    base = f"{visit.base()}/rules"
    values = {
        "rows": rows,
        "plans": told["plans"],
        "views": [
            ("Spoke", base, not wanted),
            ("All", address(base, {"family": EVERY}), wanted == EVERY),
        ]
        + [(name, address(base, {"family": name}), name == wanted) for name in families],
        "tariff": visit.answer(tariff_status),
        "old": OLD_DAYS,
        "base": visit.base(),
    }
    names = ("rule", "code", "severity", "title", "family", "legalSource", "hits")
    return View(
        title="Rules & tariff",
        values=values,
        csv=lambda: csv_text(names, ([each[name] for name in names] for each in rows)),
    )


def read_tariff(visit: Visit) -> View:
    """The schedule and the law in force, and the dated records of its programmes, programme by programme."""
    tariff = visit.answer(tariff_status)
    programmes: dict[str, list[Json]] = {}
    for each in tariff["programmes"]:
        programmes.setdefault(each["program"], []).append(each)
    base = f"{visit.base()}/tariff"
    named = sorted(
        ((words.programme(code), code) for code in programmes), key=lambda each: (each[1] in LAST, each)
    )
    wanted = visit.query.get("programme", named[0][1] if named else "")
    values = {
        "tariff": tariff,
        "programmes": [(name, address(base, {"programme": code}), code == wanted) for name, code in named],
        "name": words.programme(wanted),
        "records": programmes.get(wanted, []),
        "old": OLD_DAYS,
        "base": visit.base(),
    }
    return View(title="Tariff", values=values)


PAGES = (
    Page(
        name="rules",
        path="rules",
        template="rules.html",
        read=read,
        says="Every rule with its source in law and how often it spoke, and how old the tariff is.",
        rail="rules",
        queries=frozenset({"family", "format"}),
    ),
    Page(
        name="tariff",
        path="tariff",
        template="tariff.html",
        read=read_tariff,
        says="The schedule and the law in force: their age, what is held in part, the programmes with their dates.",
        rail="rules",
        queries=frozenset({"programme"}),
    ),
)
