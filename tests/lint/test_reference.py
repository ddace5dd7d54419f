"""The reference pages made from the source are the ones the source makes."""

import pytest

from scripts.reference import PAGES, REFERENCE


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_current(name):
    current = (REFERENCE / name).read_text(encoding="utf-8") == PAGES[name]()
    assert current, f"docs/reference/{name} is behind its source: run `make golden` and review the diff"
