"""Writes the names of the ports of entry that ship inside, from the data folder beside the project.

Run ``python -m scripts.make_ports [DATA_FOLDER]`` after a new list. Facts only: Schedule D code, name, state. A port
whose name rests on one source, or differs in another, is left out: its code stands without a name.
"""

import csv
import json
import re
import sys
from pathlib import Path

from entrygo.contract import ports

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
LIST = Path("datasets-2026-11") / "schedule_d_ports_v2.csv"
TARGET = Path(ports.__file__).with_suffix(".json")
SMALL = ("of", "and", "the")
WRITTEN_OUT = {"pt": "point", "int": "international"}


def name_of(text: str, state: str) -> str:
    """A port's name in mixed case with its state: ``BUFFALO-NIAGARA FALLS`` becomes ``Buffalo-Niagara Falls, NY``."""
    place = re.sub(r",.*$|\s*\(.*\)", "", text).strip()
    place = re.sub(r"\b(pt|int)\.", lambda found: WRITTEN_OUT[found[1]], place.lower())
    words = re.split(r"([\s/.-]+)", place)
    spelled = "".join(word if word in SMALL else word.capitalize() for word in words)
    return f"{spelled}, {state}"


def compiled(data: Path) -> dict[str, str]:
    """Code to name, by code."""
    with (data / LIST).open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["certainty"] == "A" and row["state"]]
    return {
        row["port_code"]: name_of(row["name"], row["state"])
        for row in sorted(rows, key=lambda row: row["port_code"])
        if "differs" not in row["note"] and "ask the broker" not in row["note"]
    }


if __name__ == "__main__":
    found = compiled(Path(sys.argv[1]) if sys.argv[1:] else DATA)
    TARGET.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"make_ports: {len(found)} names in {TARGET.name}")
