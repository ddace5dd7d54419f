"""The page on security names tests; they are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/explanation/security.md"


def test_every_test_that_the_page_names_is_there() -> None:
    text = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:[a-z_/]+/)?(test_\w+\.py)`", text))
    there = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    assert len(named) > 15
    assert named <= there, named - there
    folders = set(re.findall(r"`(tests/[a-z_/]+(?:\.py)?)`", text))
    assert [each for each in folders if not (ROOT / each).exists()] == []
