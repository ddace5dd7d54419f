"""Compiles the antidumping and countervailing orders that ship: ``python -m scripts.make_adcvd WORLD CHINA RECENT``.

Facts only: case, country, product in words, the tariff numbers a notice names. The scope is in the notice's words.
"""

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

from entrygo.tariff.shipped import shipped_schedule

TARGET = Path("src/entrygo/tariff/law/adcvd.json")
AS_OF = "2026-09-23"
HOLE_SINCE = "2025-10"
OF_CHINA = "570"


def main(world: str, china: str, recent: str) -> None:
    """Write the file anew."""
    orders: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for row in _rows(world):
        doubt = "C" if "DOUBTFUL" in row["note"].upper() else row["certainty"]
        orders[row["country"]][row["case"]] = [row["product"], row["hts_prefixes"], doubt]
    by_case: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(china):
        if row["case"][2:5] == OF_CHINA:  # the list files three cases of other countries under China
            by_case[row["case"]].append(row)
    for case, rows in by_case.items():
        codes = " ".join(sorted({row["hts_code"] for row in rows if row["hts_code"]}))
        orders["CN"][case] = [rows[0]["product_scope_keyword"], codes, rows[0]["certainty"][0]]
    asked: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for row in _rows(recent):
        asked[row["country"]][row["case"]] = [row["product"], row["hts_prefixes"], row["certainty"]]
    flagged = [line.code for line in shipped_schedule().lines() if line.antidumping or line.countervailing]
    document = {
        "as_of": AS_OF,
        "hole_since": HOLE_SINCE,
        "orders": {country: dict(sorted(cases.items())) for country, cases in sorted(orders.items())},
        "recent": {country: dict(sorted(cases.items())) for country, cases in sorted(asked.items())},
        "unflagged": sorted(
            case
            for cases in (*orders.values(), *asked.values())
            for case, (_, prefixes, _) in cases.items()
            if not any(code.startswith(tuple(prefixes.split())) for code in flagged)
        ),
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).replace('"],"', '"],\n"')
    TARGET.write_text(text + "\n", encoding="utf-8")
    print(f"{sum(map(len, orders.values()))} orders of {len(orders)} countries, {len(text):,} characters")


def _rows(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main(*sys.argv[1:])
