"""Input that cannot be right: refused where it breaks the form, else told with its mend, never a figure of nothing."""

from typing import Any

import pytest
from pydantic import ValidationError

from tests.rooms.operations.estimates import Node, duty, estimate, goods, messages

LUGGAGE = ("4202.12.4000", "CN", 1000)
CLAIM: Node = {"exportedOn": "2026-03-01", "evidence": "export declaration"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *(("valueUsd", -1), ("valueUsd", "12,50"), ("valueUsd", None), ("quantity", 0), ("quantity", -3)),
        *(("netWeightKg", -1), ("metals", {"steelWeightKg": -1}), ("metals", {"usOriginShare": 1.5})),
        *(("metals", {"steelValueUsd": -3}), ("quantities", {"KG": 0}), ("quantities", {"KG": -2})),
        *(("claim", {"provision": "9802.00.40", "repairValueUsd": -5}), ("countryOfOrigin", "Atlantis")),
        ("components", [{"description": "case", "valueUsd": -1}]),
    ],
)
def test_what_breaks_the_form_is_refused_at_its_place(path: str, value: Any) -> None:
    """Negative amounts, rates and weights, shares above one, texts for numbers, countries that are none."""
    with pytest.raises(ValidationError) as refused:
        estimate(goods(*LUGGAGE) | {path: value})
    assert all(issue["loc"][:3] == ("lines", 0, path) for issue in refused.value.errors())


@pytest.mark.parametrize(
    "charge",
    [
        {"type": "royalty", "amountUsd": -50},
        {"type": "discount", "amountUsd": -10},
        {"type": "", "amountUsd": 1},
        {"type": "freight", "amountUsd": "5"},
    ],
)
def test_a_charge_is_never_negative_and_has_a_type(charge: Node) -> None:
    with pytest.raises(ValidationError):
        estimate(goods(*LUGGAGE), charges=[charge])


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"claim": {"provision": "banana"}}, "CLAIM_PROVISION_UNKNOWN", "claim.provision"),
        ({"claim": {**CLAIM, "provision": "9804.00.05"}}, "CLAIM_PROVISION_UNKNOWN", "claim.provision"),
        ({"claim": {**CLAIM, "provision": "9802.00.40"}}, "CLAIM_VALUE_MISSING", "claim.repairValueUsd"),
        (
            {"claim": {**CLAIM, "provision": "9802.00.40", "repairValueUsd": 0}},
            "CLAIM_VALUE_MISSING",
            "claim.repairValueUsd",
        ),
        (
            {"claim": {**CLAIM, "provision": "9802.00.40", "repairValueUsd": 1000.01}},
            "CLAIM_VALUE_EXCEEDS",
            "claim.repairValueUsd",
        ),
        (
            {"claim": {**CLAIM, "provision": "9802.00.80", "usContentValueUsd": 2000}},
            "CLAIM_VALUE_EXCEEDS",
            "claim.usContentValueUsd",
        ),
        (
            {"claim": {**CLAIM, "provision": "9801.00.10", "exportedOn": "2027-01-01"}},
            "CLAIM_EXPORTED_LATER",
            "claim.exportedOn",
        ),
        (
            {"claim": {**CLAIM, "provision": "9801.00.10", "exportedOn": "2020-01-01"}},
            "CLAIM_EXPORTED_TOO_LONG_AGO",
            "claim.exportedOn",
        ),
    ],
)
def test_a_claim_that_cannot_count_is_an_error_without_a_figure(more: Node, code: str, field: str) -> None:
    """With what is owed without it as the exposure."""
    answer = estimate(goods(*LUGGAGE, **more))
    [told] = messages(answer, code)
    assert (told["severity"], told["field"]) == ("error", f"lines[0].{field}")
    assert told["fix"]
    assert duty(answer) is None


def test_a_preference_nobody_has_is_an_error_and_frees_nothing() -> None:
    answer = estimate(goods(*LUGGAGE, spi="XX"))
    assert [each["severity"] for each in messages(answer, "SPI_UNKNOWN")] == ["error"]
    assert duty(answer) == 438


@pytest.mark.parametrize("values", [(600, 300), (1000, 1), (999.9,)])
def test_components_that_do_not_sum_are_an_error_without_a_figure(values: tuple[float, ...]) -> None:
    """The watch of Switzerland, whose rate is on its parts."""
    parts = [
        {"description": name, "valueUsd": value}
        for name, value in zip(("case", "strap"), values, strict=False)
    ]
    answer = estimate(goods("9101.11.4010", "CH", 1000, components=parts))
    [told] = messages(answer, "COMPONENTS_FAULTY")
    assert told["severity"] == "error"
    assert duty(answer) is None


def test_goods_at_no_value_are_an_error_and_owe_nobody_knows_what() -> None:
    """Of their line and of the totals; the figures of the other lines stay."""
    answer = estimate(goods("6109.10.0012", "PT", 0), goods("6109.10.0012", "PT", 100))
    [told] = messages(answer, "VALUE_MISSING")
    assert (told["severity"], told["field"]) == ("error", "lines[0].valueUsd")
    assert [line["dutyUsd"] for line in answer["lines"]] == [None, 16.5]
    assert set(answer["totals"].values()) == {None}


def test_a_weight_of_nothing_is_no_weight() -> None:
    """Honey pays by the kilogram; its layer has no figure, nor has the total."""
    answer = estimate(goods("0409.00.0045", "AR", 1000, quantity=None, netWeightKg=0))
    assert duty(answer) is None
    assert messages(answer, "DUTY_NOT_COMPUTABLE")


@pytest.mark.parametrize("answer", ["maybe", 2, "soon", ["yes"]])
def test_an_answer_that_is_neither_true_nor_false_answers_nothing_and_is_told(answer: Any) -> None:
    """Beer of Canada, banned in bottles: the ban stands and the question stays open."""
    made = estimate(goods("2203.00.0030", "CA", 1000, attributes={"packaged": answer}))
    [told] = messages(made, "CONDITION_ANSWER_MALFORMED")
    assert told["field"] == "lines[0].attributes.packaged"
    assert messages(made, "CONDITION_UNANSWERED")
    assert duty(made) is None


@pytest.mark.parametrize(
    ("agency", "said"),
    [
        *(
            ("FDA", {"data": {"x": 1}}),
            ("FDA", {"data": {"priorNoticeNumber": "x"}}),
            ("FDA", {"disclaim": "Q"}),
        ),
        *(("CPSC", {"data": {"certificate": "soon"}}), ("LACEY", {"data": {"genus": "7"}})),
    ],
)
def test_nonsense_to_an_agency_is_told_and_answers_nothing(agency: str, said: Node) -> None:
    code = {"FDA": "0901.21.0015", "CPSC": "9503.00.0073", "LACEY": "4419.90.9100"}[agency]
    answer = estimate(goods(code, "VN", 1000, pga=[{"agency": agency, **said}]))
    [told] = messages(answer, "PGA_ANSWER_MALFORMED")
    assert told["severity"] == "error"
    assert told["details"]["element"]
    unanswered = ("AGENCY_DATA_MISSING", "CPSC_CERTIFICATE_MISSING", "LACEY_DECLARATION_MISSING")
    assert messages(answer, *unanswered)
