"""The page of the planning rules says what their source says. That it is current, ``test_reference`` holds."""

from entrygo.planning.rule import FAMILIES
from entrygo.planning.rules import RULES
from scripts.rules_page import fields_and_codes, rules_page


def test_every_rule_is_on_the_page_under_its_family() -> None:
    """With its title, code, explanation and fix."""
    page = rules_page("made")
    assert {rule.id[:3] for rule in RULES} == set(FAMILIES)
    for rule in RULES:
        assert f"### {rule.id}: {rule.title}" in page
        assert page.count(f"| {rule.id} | `{rule.code}` |") == 1
        assert rule.explanation in page
        assert rule.fix in page


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
