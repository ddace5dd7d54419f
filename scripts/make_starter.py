"""Writes the starter edition anew from the data folder beside the project and our labels.

Run ``python -m scripts.make_starter [DATA_FOLDER]`` after a change of the labels, the lists or the schedule.
"""

import json
import sys
from pathlib import Path
from typing import Any

from entrygo.store.editions.load import compile_source
from entrygo.store.editions.source import open_source
from entrygo.tariff import starter

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
LABELS = Path(__file__).with_name("starter_labels.json")
TARGET = Path(starter.__file__).with_name(starter.DATA_FILE)


def document(data: Path) -> dict[str, Any]:
    """The starter edition's data file: for each labelled code, the facts of the full edition."""
    source = open_source(data)
    compiled = compile_source(source, None, vintage=source.vintage)
    labels: dict[str, str] = json.loads(LABELS.read_text(encoding="utf-8"))
    if unknown := sorted(labels.keys() - compiled.lines.keys()):
        raise SystemExit(f"labels for codes the schedule does not have: {', '.join(unknown)}")
    return {
        "vintage": compiled.edition.vintage,
        "partial_lists": dict(compiled.edition.partial_lists),
        "lines": {
            code: {"label": labels[code], **starter.facts_of(compiled.lines[code])} for code in sorted(labels)
        },
    }


def main() -> None:
    """Writes the file and says how many codes it holds."""
    written = document(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
    TARGET.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(written['lines'])} codes")


if __name__ == "__main__":
    main()
