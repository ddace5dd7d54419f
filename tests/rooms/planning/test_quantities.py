"""A stated quantity is one source: it answers the check, makes the duty and stands on the entry line."""

from decimal import Decimal

import pytest

from entrygo.contract.plan import Readiness
from entrygo.planning.fingerprint import document
from entrygo.planning.plan import plan
from entrygo.tariff.units import ace_code, weights_differ
from tests.rooms.planning import shipped
from tests.rooms.planning.shipped import first_line, order_line, planned, snapshot, told

OIL = "2710.19.3010"


@pytest.mark.requirement("quantities:stated:one-source")
@pytest.mark.parametrize(
    ("code", "origin", "stated", "unit", "amount", "base"),
    [
        (OIL, "KR", {"BBL": "0.5"}, "BBL", "5", "4.20"),  # 84 cents a barrel
        (OIL, "KR", {"bbl": "0.5"}, "BBL", "5", "4.20"),
        ("2204.21.5040", "FR", {"L": "0.75"}, "L", "7.5", "0.47"),  # 6.3 cents a liter: 0.4725
        ("5701.10.9000", "IN", {"m2": "6"}, "M2", "60", "45.00"),  # 4.5 % of 1,000
        ("9504.40.0000", "DE", {"pack": "1"}, "PK", "10", "0.00"),
    ],
)
def test_what_a_piece_holds_is_what_the_line_reports_and_pays_by(
    code: str, origin: str, stated: dict[str, str], unit: str, amount: str, base: str
) -> None:
    """HTSUS, general statistical note 3: ten pieces, each of which holds what is stated."""
    quantities = {name: Decimal(each) for name, each in stated.items()}
    made = planned(code, origin, order_line("100", 10), quantities=quantities)
    line = first_line(made)
    assert told(made, "SCHEDULE_QUANTITY_MISSING", "STATED_QUANTITY_UNUSED") == []
    held = {ace_code(name): each for each, name in line.quantities}
    assert held[unit] == Decimal(amount)
    assert shipped.amounts(line)[line.hs_code[:4] + "." + line.hs_code[4:6] + "." + line.hs_code[6:]] == base


def test_the_attribute_of_before_is_the_same_source() -> None:
    """``attributes.quantities`` silenced the finding and was thrown away."""
    made = planned(OIL, "KR", order_line("100", 10), attributes={"quantities": {"bbl": 0.5}})
    assert first_line(made).duty_usd == Decimal("4.20")


def test_without_the_quantity_the_figure_is_unknown_and_said() -> None:
    """84 cents a barrel of nobody knows how many barrels is not zero."""
    made = planned(OIL, "KR", order_line("100", 10))
    assert first_line(made).duty_usd is None
    assert told(made, "SCHEDULE_QUANTITY_MISSING")
    assert made.readiness is not Readiness.READY


def test_a_unit_nobody_knows_is_told_and_not_used() -> None:
    made = planned(OIL, "KR", order_line("100", 10), quantities={"barell": Decimal(1)})
    assert told(made, "STATED_QUANTITY_UNUSED", "SCHEDULE_QUANTITY_MISSING") == [
        "SCHEDULE_QUANTITY_MISSING",
        "STATED_QUANTITY_UNUSED",
    ]


def test_a_product_without_quantities_hashes_as_before_they_were_a_fact() -> None:
    plain, stated = (snapshot(OIL, "KR", quantities=each) for each in ({}, {"BBL": Decimal(1)}))
    products = [document(each, plan(each))["products"] for each in (plain, stated)]
    assert ["quantities" in product for product in products[0]] == [False]
    assert [product.get("quantities") for product in products[1]] == [{"BBL": "1"}]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("doz. prs.", "DPR"),
        ("No.", "NO"),
        ("m<sup>2</sup>", "M2"),
        ("pf.liters", "PFL"),
        ("Cu kg", "CKG"),
        ("stone", None),
    ],
)
def test_the_schedule_s_words_have_aces_codes(text: str, code: str | None) -> None:
    """CATAIR, appendix C."""
    assert ace_code(text) == code


@pytest.mark.parametrize(
    ("kilograms", "differ"), [("10", False), ("11", False), ("11.01", True), ("9", False), ("8.99", True)]
)
def test_a_quantity_in_kilograms_differs_from_the_net_weight_by_more_than_a_tenth(
    kilograms: str, differ: bool
) -> None:
    assert weights_differ(Decimal(kilograms), Decimal(10)) is differ
