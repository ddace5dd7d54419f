"""The pages of the planning rules are the ones their source makes."""

import pytest

from entrygo.planning.rules import RULES
from scripts.rule_pages import FOLDER, fields_and_codes, pages

PAGES = pages()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_rule_page_is_current(name: str) -> None:
    """Run ``python -m scripts.rule_pages`` and review the diff."""
    path = FOLDER / name
    assert path.is_file(), f"docs/reference/rules/{name} is missing"
    assert path.read_text(encoding="utf-8") == PAGES[name]


def test_no_page_stands_for_a_rule_that_is_gone() -> None:
    """A page without a rule would document nothing."""
    assert {path.name for path in FOLDER.glob("*.md")} == set(PAGES)


def test_every_rule_speaks_for_itself() -> None:
    """Title, explanation, fix and source are sentences a reader can use, and the deduction fits the severity."""
    for rule in RULES:
        assert rule.title, rule.id
        assert len(rule.explanation.split()) >= 10, rule.id
        assert rule.fix.endswith("."), rule.id
        assert rule.legal_source, rule.id


def test_fields_and_codes_are_read_in_the_source() -> None:
    """The ones a finding of the rule may carry."""
    by_id = {rule.id: fields_and_codes(rule) for rule in RULES}
    assert by_id["PTY-004"] == (
        ("broker.powerOfAttorney.onFile", "broker.powerOfAttorney.validTo"),
        ("POWER_OF_ATTORNEY_EXPIRED",),
    )
    assert "shipTo.<api>" in by_id["PTY-005"][0]
    assert by_id["SHP-001"][0] == ("shipment.portOfEntry", "warehouse.portOfEntry")
