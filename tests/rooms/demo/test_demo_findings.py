"""The page on the demo's findings is so: each count of each export, and every finding has its reason."""

from collections import Counter
from pathlib import Path

import pytest

from entrygo.contract.plan import Readiness
from entrygo.demo import story
from tests.rooms.demo.test_demo_catalogue import of_kind, planned

PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "findings-of-the-demo.md"
KINDS = ("ready", "review", "blocked")
VERDICTS = {"ready": Readiness.READY, "review": Readiness.REVIEW_REQUIRED, "blocked": Readiness.BLOCKED}


def told(kind: str) -> dict[tuple[str, str, str], int]:
    """What the page says of an export: rule, code, severity and how often."""
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines()]
    place = 3 + KINDS.index(kind)
    counted = [row for row in rows if len(row) > place and row[place].strip().isdecimal()]
    return {(row[0], row[1], row[2]): int(row[place]) for row in counted if int(row[place])}


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_of_the_demo_is_told_what_the_page_says(kind: str) -> None:
    orders = of_kind(kind, "toronto")
    found = planned(orders[: story.FIRST_EXPORT] if kind == "ready" else orders)
    assert found.readiness is VERDICTS[kind]
    counts = Counter((each.rule, each.code, each.severity.value) for each in found.findings)
    assert dict(counts) == told(kind)
    if kind == "ready":
        assert found.score == 100
