"""Writes the classifier that ships inside anew, from the data folder beside the project and our names of goods.

Run ``python -m scripts.make_classifier [DATA_FOLDER] [--encoder FOLDER]`` after a change of the data, the names or the
classifier's version. It takes some minutes and prints what the new edition reaches on examples held out. With the files
of all-MiniLM-L6-v2 it also learns what a description's vector is worth; without, what was learned before stays.
"""

import argparse
import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from entrygo.classify import shipped
from entrygo.classify.build import build, digest, measured
from entrygo.classify.corpus import ExampleRow
from entrygo.classify.edition import ClassifierError, Sensed
from entrygo.classify.report import lines_of, reliability_svg
from entrygo.classify.rows import example_rows, goods_rows, schedule_rows
from entrygo.classify.sensed import learned, texts_of
from entrygo.store.encoder import open_encoder

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
GOODS = sorted((ROOT / "scripts" / "goods").glob("*.txt"))
TARGET = Path(shipped.__file__).with_name(shipped.FILE)
PAGE = ROOT / "docs" / "explanation" / "optimizer.md"
PICTURE = PAGE.with_name("optimizer-reliability.svg")
SCHEDULE = "lists-2026-11/hts_2026_rev12_flat.csv"
FACTS = "classify/rulings_cbp_2021_2026.csv"
COUNTS = "classify/ruling_code_counts.csv"
SOURCES = {
    "classify/rulings_cbp_2021_2026.csv": "ruling",
    "classify/rulings_atlas_validation.csv": "ruling",
    "classify/rulings_atlas_heading_examples.csv": "ruling",
    "classify/rulings_harvest_2026-11.csv": "ruling",
    "classify/rulings_harvest_2026-11b.csv": "ruling",
    "classify/ecommerce_hscodecomp_332.csv": "listing",
    "classify/synonyms_uk_hs6.csv": "synonym",
}
PLAIN, SENSED = "figures", "figures with the encoder"
_FACTS_READ = 900


def examples(data: Path) -> Iterator[ExampleRow]:
    """Every labelled description: rulings, listings, synonyms, names of goods, and facts out of rulings."""
    for name, source in SOURCES.items():
        yield from example_rows((data / name).read_text(encoding="utf-8"), name, source)
    for row in csv.DictReader((data / FACTS).read_text(encoding="utf-8").splitlines()):
        if row["facts_extract"]:
            text = row["facts_extract"][:_FACTS_READ]
            yield ExampleRow(source="ruling", text=text, codes=(row["codes"],), number=row["ruling"])
    for path in GOODS:
        yield from goods_rows(path.read_text(encoding="utf-8"))


def main() -> None:
    """Writes the file and says what it holds and reaches."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--encoder", type=Path)
    asked = parser.parse_args()
    data, sensed = asked.data, _sensed()
    schedule = schedule_rows((data / SCHEDULE).read_text(encoding="utf-8"))
    counts = csv.DictReader((data / COUNTS).read_text(encoding="utf-8").splitlines())
    rulings = {row["hts10"].replace(".", ""): int(row["count_capped"]) for row in counts}
    inputs = {name: digest((data / name).read_bytes()) for name in (*SOURCES, SCHEDULE, COUNTS)}
    inputs |= {f"goods/{path.name}": digest(path.read_bytes()) for path in GOODS}
    rows = list(examples(data))
    built = build(schedule, rows, rulings, inputs, _quiet, sensed=sensed)
    if asked.encoder:
        texts = texts_of(built.corpus, rows)
        sensed, trained = learned(built.corpus, texts, open_encoder(asked.encoder), _quiet)
        built = replace(built, model=replace(built.model, sensed=sensed))
        with_encoder = "\n".join(lines_of(*measured(built.corpus, trained)))
        print(with_encoder)
        PAGE.write_text(_with(PAGE.read_text(encoding="utf-8"), with_encoder, SENSED), encoding="utf-8")
    TARGET.write_bytes(built.file)
    print(
        f"{TARGET.relative_to(ROOT)}: {len(built.file) / 1e6:.2f} MB, {len(built.corpus.examples)} examples"
    )
    figures = "\n".join(lines_of(built.tallies, built.plain))
    print(figures)
    PICTURE.write_text(reliability_svg(built.tallies), encoding="utf-8")
    PAGE.write_text(_with(PAGE.read_text(encoding="utf-8"), figures, PLAIN), encoding="utf-8")


def _sensed() -> Sensed | None:
    """What the present edition learned with an encoder; nothing where it is of another version."""
    try:
        return shipped.shipped_edition().model.sensed
    except ClassifierError:
        return None


def _quiet(_stage: str, _done: int, _all: int) -> None:
    """No progress is shown."""


def _with(page: str, figures: str, which: str) -> str:
    """The page with its figures replaced."""
    return re.sub(
        rf"(<!-- {which}: .*? -->\n).*?(<!-- end of figures -->)",
        rf"\1\n{figures}\n\n\2",
        page,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    main()
