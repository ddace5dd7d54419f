"""Compiles the shipped rates of exchange: ``python -m scripts.make_rates QUARTERLY.csv VARIANCE.csv``.

Takes the rows two holders print alike or one holder and a check confirm (certainty A and B); an estimate is no rate.
"""

import csv
import json
import sys
from pathlib import Path

TARGET = Path("src/entrygo/tariff/law/exchange_rates.json")
SHIPPED = frozenset("AB")
QUARTERLY = "quarterly"


def main(quarterly: str, variance: str) -> None:
    """Write the table anew."""
    quarters: dict[str, dict[str, str]] = {}
    daily: set[str] = set()
    for row in _rows(quarterly):
        if row["customs_list"] != QUARTERLY:
            daily.add(row["currency"])
        elif row["certainty"] in SHIPPED:
            quarters.setdefault(row["currency"], {})[row["quarter"]] = row["usd_per_unit"]
    days: dict[str, dict[str, list[str]]] = {}
    for row in _rows(variance):
        is_sure = row["five_pct_reached"] == "both"
        found = [row["daily_usd_per_unit"], "daily" if is_sure else "either"]
        days.setdefault(row["currency"], {})[row["export_date"]] = found
    table = {
        "source": "Federal Reserve H.10 noon buying rates (31 USC 5151; 19 CFR 159.34)",
        "daily_only": sorted(daily),
        "quarters": dict(sorted(quarters.items())),
        "days": dict(sorted(days.items())),
    }
    TARGET.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")


def _rows(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main(*sys.argv[1:])
