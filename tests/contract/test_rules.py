"""Edges of the rules that the contract settles, asked of the whole planner: a clause is about the plan, not a rule."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entrygo.contract.facts import Charge, Material, Metals, Party
from entrygo.contract.findings import Finding, Severity
from entrygo.contract.snapshot import Snapshot
from entrygo.planning.plan import plan
from entrygo.tariff.law import programmes_on, shipped_law
from tests.rooms.planning import cases, snapshots

SHIP_TO_PARTS = ("name", "address1", "city", "region", "postal_code", "country")


def found(snapshot: Snapshot, rule: str) -> list[Finding]:
    """What the plan says under a rule's id."""
    return [finding for finding in plan(snapshot).findings if finding.rule == rule]


def with_importer_number(number: str) -> Snapshot:
    """The complete case under another importer number."""
    base = snapshots.ready()
    importer = replace(base.account.importer, number=number)
    return replace(base, account=replace(base.account, importer=importer))


@pytest.mark.requirement("rules:metals:review")
@pytest.mark.parametrize(
    "changes",
    [
        {"materials": (Material(name="paper", percent=Decimal(99)), Material(name="steel clasp"))},
        {"materials": (Material(name="Aluminium", percent=Decimal(3)),)},
        {"materials": (Material(name="copper foil", percent=Decimal(3)),)},
        {"metals": Metals(steel_weight_kg=Decimal("0.02"))},
    ],
)
def test_a_named_metal_on_an_unlisted_code_wants_a_review_and_costs_26(changes) -> None:
    reviewed = snapshots.with_product(snapshots.ready(), cases.BOOK, **changes)
    [finding] = found(reviewed, "MET-001")
    assert (finding.code, finding.severity) == ("METALS_REVIEW_RECOMMENDED", Severity.WARNING)
    result = plan(reviewed)
    assert [(part.code, part.points) for part in result.score_breakdown] == [
        ("BASE", 100),
        ("METALS_REVIEW_RECOMMENDED", -26),
    ]
    assert result.score == 74


@pytest.mark.requirement("rules:metals:review")
def test_a_listed_code_is_asked_for_composition_instead_of_a_review() -> None:
    base = snapshots.ready()
    lists = {cases.BOOK_CODE: ("s232_metals:vii",)}
    tariff = replace(base.tariff, lists=lists, programmes=programmes_on(shipped_law(), cases.ENTRY_DATE))
    steel = snapshots.with_product(base, cases.BOOK, materials=(Material(name="steel"),))
    listed = replace(steel, tariff=tariff)
    assert found(listed, "MET-001") == []
    assert [finding.severity for finding in found(listed, "TRF-006")] == [Severity.ERROR]


@pytest.mark.requirement("rules:party:ein")
@pytest.mark.parametrize("suffix", ["00", "XX", "A1", "9z"])
def test_any_two_letters_or_digits_end_an_ein(suffix: str) -> None:
    assert found(with_importer_number(f"12-3456789{suffix}"), "PTY-002") == []


@pytest.mark.requirement("rules:party:ein")
@pytest.mark.parametrize("suffix", ["", "A", "ABC", "A-"])
def test_another_suffix_is_no_ein(suffix: str) -> None:
    [finding] = found(with_importer_number(f"12-3456789{suffix}"), "PTY-002")
    assert finding.severity is Severity.ERROR


@pytest.mark.requirement("rules:party:ship-to")
def test_an_absent_ship_to_is_information_and_a_canadian_buyer_is_nobodys_concern() -> None:
    canadian = replace(cases.ship_to(), region="ON", postal_code="M5H 1J9", country="CA")
    base = snapshots.ready()
    absent = snapshots.with_first_order(base, ship_to=None, buyer=canadian)
    assert [finding.severity for finding in found(absent, "PTY-005")] == [Severity.INFO]
    assert found(absent, "PTY-006") == []
    moved = snapshots.with_first_order(base, ship_to=canadian)
    assert [finding.severity for finding in found(moved, "PTY-006")] == [Severity.ERROR]


@pytest.mark.requirement("rules:party:ship-to")
def test_the_destination_is_read_beside_the_ship_to() -> None:
    elsewhere = snapshots.with_first_order(snapshots.ready(), destination_postal_code="90210")
    [finding] = found(elsewhere, "PTY-006")
    assert finding.field.endswith("destinationPostalCode")


@pytest.mark.requirement("rules:party:ship-to-enough")
def test_six_parts_make_a_ship_to_and_each_is_needed() -> None:
    whole = {part: getattr(cases.ship_to(), part) for part in SHIP_TO_PARTS}
    base = snapshots.ready()
    assert found(snapshots.with_first_order(base, ship_to=Party(**whole)), "PTY-005") == []
    for part in SHIP_TO_PARTS:
        lacking = Party(**{**whole, part: None})
        findings = found(snapshots.with_first_order(base, ship_to=lacking), "PTY-005")
        assert [finding.severity for finding in findings] == [Severity.ERROR], part


@pytest.mark.requirement("rules:product:origin")
def test_the_warehouses_own_country_is_a_fine_origin() -> None:
    base = snapshots.ready()
    assert base.warehouse.address.country == base.products[cases.BOOK].country_of_origin == "CA"
    assert found(base, "PRD-020") == []
    for origin in (None, "", "ZZ", "EU", "Canada"):
        wrong = snapshots.with_product(base, cases.BOOK, country_of_origin=origin)
        assert [finding.severity for finding in found(wrong, "PRD-020")] == [Severity.ERROR], origin


@pytest.mark.requirement("rules:value:charges")
def test_only_a_stated_charge_without_its_amount_is_found() -> None:
    base = snapshots.ready()
    for incoterm in ("DDP", "CIF", "EXW", None):
        assert found(replace(base, account=replace(base.account, incoterm=incoterm)), "VAL-006") == []
    included = Charge(type="freight", amount_usd=Decimal(0), included=True)
    [finding] = found(snapshots.with_first_order(base, charges=(included,)), "VAL-006")
    assert (finding.field, finding.order_id) == ("charges[0].amountUsd", "ord_1")
