"""One proposal against its floor, plain BM25 over the same lines; the size of the file; what it takes to open it.

``python -m benchmarks.bench_classify [--rounds N] [--json]``. Processor time of this process; subject and floor take
turns description by description, so that a busy machine slows both.
"""

import argparse
import json
import time
from importlib.resources import files

import numpy as np

from entrygo.classify import shipped
from entrygo.classify.case import Case
from entrygo.classify.classify import classify
from entrygo.classify.edition import Edition, open_edition
from entrygo.classify.evaluate import plain_bm25
from entrygo.classify.features import query_of
from entrygo.classify.memory import Example, Memory

DESCRIPTIONS = (
    "women's cotton t-shirt with printed logo",
    "leather wallet",
    "stainless steel vacuum insulated water bottle with straw lid, 750 ml, for gym and travel",
    "ceramic coffee mug 12 oz",
    "men's running shoes with textile upper and rubber sole",
    "wireless bluetooth earbuds with charging case",
    "set of four cork coasters",
    "boys' woven shirt of 60 percent cotton and 40 percent polyester with short sleeves and a chest pocket",
    "replacement brake pads for bicycles",
    "scented soy candle in a glass jar with lid",
)
OWN = 500


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    given = parser.parse_args()
    file = files(shipped.__package__).joinpath(shipped.FILE).read_bytes()
    started = time.process_time()
    edition = open_edition(file)
    opening = time.process_time() - started
    figures = measure(edition, given.rounds) | {"file_mb": len(file) / 1e6, "open_s": opening}
    if given.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:34} {value:10.2f}")


def measure(edition: Edition, rounds: int) -> dict[str, float]:
    """Milliseconds of processor by subject, and the ratio of the medians."""
    memory = Memory(edition.index, own_products())
    subjects = {
        "bm25": lambda text: plain_bm25(edition.index, query_of(edition.index, text)),
        "classify": lambda text: classify(edition, Case(name=text)),
        "classify_with_500_own": lambda text: classify(edition, Case(name=text), memory),
    }
    spent: dict[str, list[float]] = {name: [] for name in subjects}
    for _ in range(rounds):
        for text in DESCRIPTIONS:
            for name, subject in subjects.items():
                started = time.process_time()
                subject(text)
                spent[name].append(1000 * (time.process_time() - started))
    figures = {f"{name}_ms_median": float(np.median(each)) for name, each in spent.items()}
    figures |= {f"{name}_ms_p95": float(np.quantile(each, 0.95)) for name, each in spent.items()}
    return figures | {"classify_to_bm25": figures["classify_ms_median"] / figures["bm25_ms_median"]}


def own_products() -> list[Example]:
    """A seller's catalogue: the descriptions in many colors and sizes."""
    return [
        Example(
            text=f"{DESCRIPTIONS[n % 10]} color {n // 10} size {n % 7}",
            code="6109.10.0040",
            reference=f"prod_{n}",
        )
        for n in range(OWN)
    ]


if __name__ == "__main__":
    main()
