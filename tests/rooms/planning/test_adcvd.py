"""Antidumping and countervailing duty by country and code: who is asked, what a stated deposit comes to."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entrygo.contract.facts import OrderLine
from entrygo.contract.plan import EntryType, Plan, Readiness
from entrygo.planning.plan import plan
from entrygo.tariff.adcvd import cases_of, hole_since, is_named
from entrygo.tariff.resolve import resolve
from entrygo.tariff.shipped import shipped_schedule
from tests.rooms.planning import cases, snapshots

HONEY, BOLTS, NOTEBOOK = "0409000045", "7318155051", "4820102060"


def planned(code: str, origin: str, adcvd: object = None) -> Plan:
    """One product of 1,000 dollars."""
    base = snapshots.ready()
    product = replace(base.products[cases.BOOK], hs_code=code, country_of_origin=origin, adcvd=adcvd)
    line = OrderLine(product_id=cases.BOOK, quantity=Decimal(1), unit_value_usd=Decimal(1000))
    return plan(
        replace(
            base,
            orders=(replace(base.orders[0], lines=(line,)),),
            products={cases.BOOK: product},
            tariff=resolve(shipped_schedule(), {code}, cases.ENTRY_DATE, {origin}),
        )
    )


def said(made: Plan) -> dict[str, str]:
    """What is found about the duty, by code."""
    return {each.code: each.severity.value for each in made.findings if each.rule == "TRF-014"}


@pytest.mark.requirement("duty:adcvd:by-country")
def test_goods_of_a_country_with_an_order_are_asked_with_its_cases_and_others_are_told_that_none_is_held() -> (
    None
):
    argentine = planned(HONEY, "AR")
    assert said(argentine) == {"ADCVD_SCOPE_UNANSWERED": "error"}
    (finding,) = (each for each in argentine.findings if each.rule == "TRF-014")
    assert finding.details == {"cases": ("A-357-823",)}
    assert "Raw honey" in finding.message
    canadian = planned(HONEY, "CA")
    assert said(canadian) == {"ADCVD_NO_ORDER_HELD": "info"}
    assert "adcvd_review" not in canadian.flags
    (told,) = (each for each in canadian.findings if each.rule == "TRF-014")
    assert hole_since() in told.message
    assert said(planned(BOLTS, "CN")) == {"ADCVD_SCOPE_UNANSWERED": "error"}
    assert said(planned(BOLTS[:6], "CN")) == {"ADCVD_SCOPE_UNANSWERED": "error"}


def test_a_case_whose_codes_no_report_flags_is_asked_by_its_notice_alone() -> None:
    """White grape juice of Argentina: a warning that names both cases; of another country nothing."""
    assert said(planned("2009690040", "AR")) == {"ADCVD_SCOPE_UNANSWERED": "warning"}
    assert said(planned("2009690040", "AR", {"inScope": False, "reason": "red grapes"})) == {}
    assert said(planned("2009690040", "CL")) == {}


@pytest.mark.parametrize("nonsense", ["4711", {"inScope": "maybe"}, {"inScope": True}, ["A-570-504", "soon"]])
def test_a_statement_that_is_not_understood_is_told_also_of_goods_nobody_asks_about(nonsense: object) -> None:
    """Books are in no case; what was meant is not lost without a word."""
    assert said(planned("4901990070", "GB", nonsense)) == {"ADCVD_SCOPE_UNANSWERED": "warning"}
    assert said(planned("4901990070", "GB", {"inScope": False})) == {}


def test_outside_the_scope_without_a_reason_is_no_worse_than_no_word_where_no_order_is_held() -> None:
    """Canadian honey: that no order is held is told either way; a flag nobody explains still wants the reason."""
    assert said(planned(HONEY, "CA", {"inScope": False})) == {"ADCVD_NO_ORDER_HELD": "info"}
    assert said(planned(HONEY, "AR", {"inScope": False})) == {"ADCVD_SCOPE_UNANSWERED": "warning"}


def test_cases_under_a_country_are_of_that_country() -> None:
    """Its three digits stand in every case number: 570 is China."""
    assert {each.case for each in cases_of(HONEY, "CN")} == {"A-570-863"}


def test_a_flag_no_case_held_explains_is_asked_of_every_country() -> None:
    flagged = (line.code for line in shipped_schedule().lines() if line.antidumping or line.countervailing)
    code = next(code for code in flagged if not is_named(code))
    assert said(planned(code, "PT")) == {"ADCVD_SCOPE_UNANSWERED": "error"}


@pytest.mark.requirement("duty:adcvd:deposit")
def test_a_stated_deposit_is_a_layer_to_the_cent_and_without_one_the_duty_is_not_known() -> None:
    scope = {"inScope": True, "cases": ["A-533-843", "C-533-844"]}
    rates = {"A-533-843": 3.91, "C-533-844": "7.055"}
    made = planned(NOTEBOOK, "IN", scope | {"depositRates": rates})
    (entry,) = made.entries
    (line,) = entry.lines
    assert entry.entry_type is EntryType.ADCVD
    deposits = {layer.heading: layer.amount_usd for layer in line.layers if layer.program == "ADCVD"}
    assert deposits == {"A-533-843": Decimal("39.10"), "C-533-844": Decimal("70.55")}
    others = sum(layer.amount_usd or 0 for layer in line.layers if layer.program != "ADCVD")
    assert line.duty_usd == others + Decimal("109.65")
    assert said(made) == {}

    apart = {"inScope": True, "cases": ["A-533-843"], "notInScope": ["C-533-844"]}
    for answer in (scope, scope | {"depositRates": {"A-533-843": 3.91}}, apart):
        unknown = planned(NOTEBOOK, "IN", answer)
        assert unknown.duty_usd is None
        assert said(unknown) == {"ADCVD_NOT_COMPUTED": "warning"}
        assert unknown.readiness is not Readiness.READY


def test_a_case_is_of_one_country_and_a_code_of_fewer_digits_is_asked_for_all_below() -> None:
    assert {each.country for each in cases_of(HONEY, "AR")} == {"AR"}
    assert cases_of("0409", "AR") == cases_of(HONEY, "AR")
    assert cases_of(HONEY, "CA") == ()
    (recent, *_) = (each for each in cases_of("7210300000", "AU") if each.is_recent)
    assert recent.case.startswith("A-602-")


MATTRESS = "9404210013"


@pytest.mark.parametrize(
    ("code", "origin", "adcvd", "told"),
    [
        (MATTRESS, "CN", {"cases": ["A-570-092"]}, {"ADCVD_CASE_UNANSWERED"}),
        (MATTRESS, "CN", {"cases": ["A-570-092"], "notInScope": ["C-570-128"]}, set()),
        (MATTRESS, "CN", {"cases": ["A-570-092", "C-570-128"]}, set()),
        (MATTRESS, "VN", {"cases": ["A-552-827"]}, set()),
        (MATTRESS, "VN", {"cases": ["A-570-092"]}, {"ADCVD_CASE_OF_OTHER_COUNTRY"}),
        (HONEY, "AR", {"cases": ["A-351-857"]}, {"ADCVD_CASE_OF_OTHER_COUNTRY"}),
    ],
)
def test_a_case_of_another_country_and_one_that_goes_unanswered_are_told(
    code: str, origin: str, adcvd: dict[str, object], told: set[str]
) -> None:
    """Mattresses of China have an antidumping and a countervailing order, those of Viet Nam the first alone."""
    rates = {case: 10 for case in adcvd["cases"]}  # type: ignore[attr-defined]  # a list of texts
    made = planned(code, origin, {"inScope": True, "depositRates": rates, **adcvd})
    assert said(made) == dict.fromkeys(told, "warning")
