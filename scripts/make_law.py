"""Writes the lists of the law bundle that ships inside, from the data folder beside the project.

Run ``python -m scripts.make_law [DATA_FOLDER]`` after a new list. Facts only: codes, days, the note or proclamation
they stand in, certainty. The records that ask these lists are written by hand (``tariff/law/programmes``).
"""

import csv
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias

from entrygo.tariff import law
from scripts.law_notes import compile_lists

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
LISTS = "lists-2026-11"
TARGET = Path(law.__file__).with_name("lists")

Part: TypeAlias = dict[str, object]
Row: TypeAlias = dict[str, str]

NOTES_SOURCE = "HTS 2026 Rev 6, U.S. notes to ch. 99 subch. III"
JUNE_SOURCE = "U.S. note 16(c) as of HTS 2026 Rev 10; Proclamation 11032, 91 FR 34085"
TABLE_SOURCE = "lists of derivative articles by heading, compiled from the Federal Register notices"


def parts_of_notes(data: Path) -> dict[str, list[Part]]:
    """The lists of the notes and derived tables, by the file they go to."""
    lists = compile_lists(lambda name: (data / name).read_text(encoding="utf-8-sig"))
    made: dict[str, list[Part]] = defaultdict(list)
    for key, codes in lists.items():
        name = key.partition(":")[0]
        source = TABLE_SOURCE if name.endswith("_2025") else NOTES_SOURCE
        is_june = name == "s232_metals" and key.rpartition(":")[2] in ("vi", "vii", "ix", "x", "xi")
        made[name].append(_part(key, codes, JUNE_SOURCE if is_june else source, "B" if is_june else "A"))
    return made


def parts_of_rows(data: Path) -> dict[str, list[Part]]:
    """The lists gathered code by code, by the file they go to."""
    made: dict[str, list[Part]] = defaultdict(list)
    for name, key, row in _rows_with_keys(data / LISTS):
        first, last = row.get("from") or "", _last_day(row)
        source = row["law"] + ("" if row["certainty"] != "C" else " (one holder)")
        grouped = (key, first, last, source, row["certainty"][0])
        made[name].append({"group": grouped, "code": row["code"]})
    return {name: _grouped(rows) for name, rows in made.items()}


def _rows_with_keys(lists: Path) -> Iterator[tuple[str, str, Row]]:
    for row in _rows(lists / "s338_canada_products.csv"):
        yield "s338_canada", f"s338_canada:{row['list']}", row
    for row in _rows(lists / "s338_canada_bans.csv"):
        goods = {"9903.03.12": "alcohol", "9903.03.13": "dairy", "9903.03.14": "motorcycles"}[
            row["duty_heading"]
        ]
        packaged = "-packaged" if row["condition"].startswith("packaged only") else ""
        yield "s338_canada", f"s338_canada:ban-{goods}{packaged}", row
    for row in _rows(lists / "s301_forced_labor_common_exemptions.csv"):
        yield "s301_forced_labor", f"s301_forced_labor:{row['note']}", row
    for row in _rows(lists / "s301_forced_labor_country_exemptions.csv"):
        yield "s301_forced_labor", f"s301_forced_labor:{row['country']}", row
    for row in _rows(lists / "s301_brazil_exemptions.csv"):
        if row["code"].isdecimal():
            which = "50(a)(iii)" if row["condition"].startswith(("partial", "the Section")) else row["note"]
            yield "s301_brazil", f"s301_brazil:{which}", row
    for row in _rows(lists / "russia_column2_substitutes_note30.csv"):
        yield "russia", f"russia:{row['heading']}", row
    for row in _rows(lists / "s232_pharma_products_note40c.csv"):
        yield "s232_pharma", "s232_pharma:40(c)", row
    for row in _rows(lists / "s232_aircraft_exempt_taiwan_note35c.csv"):
        told = {"law": "U.S. note 35(c); HTS 2026 Rev 9", "certainty": "A", "from": "2026-05-01"}
        yield "s232_aircraft", "s232_aircraft:35(c)", {"code": row["hts8"], **told}


def _grouped(rows: Iterable[dict[str, object]]) -> list[Part]:
    by_group: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in rows:
        by_group[row["group"]].append(str(row["code"]))  # type: ignore[index]  # a tuple of texts
    return [
        _part(key, codes, source, certainty, first=first, last=last)
        for (key, first, last, source, certainty), codes in sorted(by_group.items())
    ]


def _part(
    key: str, codes: Iterable[str], source: str, certainty: str, *, first: str = "", last: str = ""
) -> Part:
    by_chapter: dict[str, list[str]] = defaultdict(list)
    for code in sorted(set(codes)):
        by_chapter[code[:2]].append(code)
    days = {name: day for name, day in (("from", first), ("to", last)) if day}
    if ":ban-" in key:
        days["by"] = "import"
    lines = [" ".join(by_chapter[chapter]) for chapter in sorted(by_chapter)]
    return {"key": key, **days, "source": source, "certainty": certainty, "codes": lines}


def _last_day(row: Row) -> str:
    """The last day a row counts: ``to_exclusive`` is the day after it, and so is ``to`` in these tables."""
    end = row.get("to_exclusive") or row.get("to") or ""
    return (date.fromisoformat(end) - timedelta(days=1)).isoformat() if end else ""


def _rows(path: Path) -> Iterator[Row]:
    return iter(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def main() -> None:
    """Writes the files and says how much they hold."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    made = parts_of_notes(data)
    for name, parts in parts_of_rows(data).items():
        made[name] += parts
    TARGET.mkdir(exist_ok=True)
    for name, parts in sorted(made.items()):
        document = {"lists": sorted(parts, key=lambda part: (str(part["key"]), str(part.get("from", ""))))}
        text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        TARGET.joinpath(f"{name}.json").write_text(text, encoding="utf-8")
        print(f"{name}: {len(parts)} parts, {len(text):,} characters")


if __name__ == "__main__":
    main()
