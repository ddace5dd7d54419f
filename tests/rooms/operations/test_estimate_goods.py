"""An estimate says of goods what a plan would: embargo, chapter, agencies, restrictions, by the same rules."""

import pytest

from tests.rooms.operations.estimates import estimate, goods, messages

BOOK = "4901.99.0070"
WINE = "2204.21.5040"


@pytest.mark.requirement("estimate:checks:as-plan")
@pytest.mark.parametrize(
    ("origin", "code"),
    [
        ("KP", "ORIGIN_SANCTIONED"),
        ("CU", "ORIGIN_SANCTIONED"),
        ("IR", "ORIGIN_SANCTIONED"),
        ("RU", "ORIGIN_COLUMN_2"),
    ],
)
def test_an_embargoed_origin_is_told_at_the_line(origin: str, code: str) -> None:
    """31 CFR 510, 515, 560; general note 3(b)."""
    answer = estimate(goods(BOOK, "GB", 100), goods(BOOK, origin, 100))
    [told] = messages(answer, code)
    assert told["field"] == "lines[1].countryOfOrigin"
    assert told["severity"] == ("warning" if code == "ORIGIN_COLUMN_2" else "error")
    assert told["rule"] == "PRD-021"
    assert told["legal_source"].startswith("31 CFR")


def test_restricted_goods_and_agencies_are_asked_as_in_a_plan() -> None:
    """Wine wants TTB, FDA and a prior notice (27 USC 203; 21 CFR 1.277), and its excise tax is not in the figures."""
    answer = estimate(goods(WINE, "FR", 100, quantity=9))
    asked = [each for each in messages(answer) if each["field"] == "lines[0].pga"]
    assert {each["rule"] for each in asked} == {"PGA-001", "PGA-002", "PGA-003", "PGA-007"}
    assert [each["rule"] for each in messages(answer) if each not in asked] == ["TRF-016"]


def test_an_answer_to_an_agency_settles_its_question() -> None:
    """TTB is answered on the line, so its two questions are not asked."""
    answer = estimate(
        goods(WINE, "FR", 100, quantity=9, pga=[{"agency": "TTB", "data": {"permit": "TX-I-20345"}}])
    )
    assert {each["rule"] for each in messages(answer)} == {"PGA-001", "PGA-003", "TRF-016"}


def test_words_of_the_goods_are_read_where_they_are_stated() -> None:
    """Genuine snakeskin is asked of the Fish and Wildlife Service (50 CFR 14)."""
    worded = goods("4202.21.9000", "IT", 100, description="Handbag of genuine snakeskin")
    [told] = messages(estimate(worded))
    assert (told["rule"], told["field"]) == ("PGA-006", "lines[0].pga")
    assert messages(estimate(worded | {"description": None})) == []


def test_goods_that_nothing_is_asked_of_have_no_message() -> None:
    assert messages(estimate(goods(BOOK, "GB", 1200, quantity=60))) == []


def test_a_quantity_in_kilograms_far_from_the_net_weight_is_told_where_duty_is_by_it() -> None:
    """Sugar over its quota pays 35.74 cents a kilogram: of 1 kg or of 50 is a person's question."""
    sugar = [
        estimate(goods("1701.99.5025", "BR", 100, quantity=quantity, netWeightKg=50))
        for quantity in (1, 47, 50)
    ]
    assert [len(messages(each, "QUANTITY_WEIGHT_DIFFER")) for each in sugar] == [1, 0, 0]
    assert not messages(estimate(goods("6109.10.0012", "PT", 100, netWeightKg=5)), "QUANTITY_WEIGHT_DIFFER")
