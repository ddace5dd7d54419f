"""The duty room against the oracle worked out from the law, and what must hold for any goods."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrygo.contract.tariff import Edition, TariffFacts
from entrygo.tariff.duty import Amounts, Assessment, Goods, assess, layers, stale_records
from entrygo.tariff.fees import fees_on
from entrygo.tariff.law import programmes_on, shipped_law
from entrygo.tariff.membership import lists_of
from tests.rooms.tariff.oracle import ALUMINUM, CASES, LINES, NOW, STEEL_KNIFE, Case

EDITION = Edition(name="2026 Revision 21", vintage="2026-10-09", is_full=True)
LAW = shipped_law()
ORIGINS = sorted({case.origin for case in CASES} | {"HK", "CH", "CU", "KP", "IN", "FR"})
ONE = Decimal(1)
DATES = st.dates(min_value=date(2025, 1, 1), max_value=date(2028, 6, 30))


def facts(on: date, **changes: Any) -> TariffFacts:
    """The whole book of a date: the oracle's lines under the law that ships."""
    made = TariffFacts(
        edition=EDITION,
        lines=LINES,
        programmes=programmes_on(LAW, on),
        fees=fees_on(on),
        lists={code: lists_of(LAW, code, on) for code in LINES},
    )
    return replace(made, **changes)


def goods_of(case: Case) -> Goods:
    """The goods of a case."""
    return Goods(
        hs_code=case.code,
        line=LINES[case.code],
        country_of_origin=case.origin,
        usmca_claimed=case.usmca,
        metals=case.metals,
        article_weight_kg=case.article_kg,
        conditions=case.conditions,
    )


def assessed(case: Case) -> Assessment:
    """The case assessed on its date."""
    return assess(goods_of(case), facts(case.on))


@pytest.mark.requirement("duty:layers:exemption", "duty:metals:share")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_goods_draw_the_layers_the_law_gives_them(case: Case) -> None:
    """The oracle: headings in order of application, amounts to the cent."""
    assessment = assessed(case)
    priced = layers(
        assessment, Amounts(value_usd=case.value, quantities=case.quantities, net_weight_kg=case.net_kg)
    )
    shown = tuple(
        (layer.program, layer.heading, None if layer.amount_usd is None else f"{layer.amount_usd:.2f}")
        for layer in priced
    )
    assert shown == case.layers, case.why
    assert assessment.is_banned is case.banned


@pytest.mark.requirement("duty:layers:base-first", "duty:layers:sourced")
@given(
    code=st.sampled_from(sorted(LINES)),
    origin=st.sampled_from(ORIGINS),
    on=DATES,
    usmca=st.booleans(),
    composed=st.booleans(),
    cents=st.integers(min_value=0, max_value=10**9),
    seed=st.integers(),
)
def test_any_goods_on_any_date(
    *, code: str, origin: str, on: date, usmca: bool, composed: bool, cents: int, seed: int
) -> None:
    """Base first and once, heading and source everywhere, none negative, and the records' order is nothing."""
    goods = Goods(
        hs_code=code,
        line=LINES[code],
        country_of_origin=origin,
        usmca_claimed=usmca,
        metals=STEEL_KNIFE if composed else None,
        article_weight_kg=Decimal(1),
    )
    tariff = facts(on)
    assessment = assess(goods, tariff)
    priced = layers(assessment, Amounts(value_usd=Decimal(cents) / 100, net_weight_kg=Decimal(3)))

    assert [layer.program for layer in priced].count("BASE") == 1
    assert priced[0].program == "BASE"
    assert all(layer.heading and layer.source for layer in priced)
    assert all(layer.amount_usd is None or layer.amount_usd >= 0 for layer in priced)
    assert all(layer.amount_usd is not None or layer.note for layer in priced)
    assert len(set(assessment.headings)) == len(assessment.headings)
    assert sum(heading.startswith("9903.82") for heading in assessment.headings) <= 1

    shuffled = list(tariff.programmes)
    Random(seed).shuffle(shuffled)
    assert assess(goods, replace(tariff, programmes=tuple(shuffled))) == assessment


def test_past_dates_keep_their_answers_when_a_record_is_added() -> None:
    """A proclamation of tomorrow is a row that no earlier date sees."""
    later = replace(LAW.programmes[0], id="later", effective_from=NOW + timedelta(days=1), effective_to=None)
    assert later not in programmes_on(LAW, NOW)
    assert all(record.effective_from <= NOW for record in programmes_on(LAW, NOW))


def test_a_code_outside_the_edition_says_so_and_draws_what_needs_no_list() -> None:
    """Its base is unknown; the broad layer still reaches it."""
    goods = Goods(hs_code="9999999999", line=None, country_of_origin="VN")
    priced = layers(assess(goods, facts(NOW)), Amounts(value_usd=Decimal(100)))
    assert [(layer.heading, layer.amount_usd) for layer in priced] == [
        ("9999.99.9999", None),
        ("9903.05.84", Decimal("12.50")),
    ]
    assert "no list held" in (priced[0].note or "")


def test_a_top_up_on_an_unknown_base_has_no_figure() -> None:
    """The sum to reach is known, what is there already is not."""
    case = next(case for case in CASES if case.name == "knife CN, quantity unknown")
    goods = replace(
        goods_of(case), country_of_origin="FR", metals=replace(STEEL_KNIFE, steel_weight_kg=Decimal(0))
    )
    priced = layers(assess(goods, facts(NOW)), Amounts(value_usd=Decimal(100)))
    assert [(layer.heading, layer.amount_usd) for layer in priced[1:]] == [
        ("9903.82.01", Decimal("0.00")),
        ("9903.05.39", None),
    ]


def test_an_assessment_made_by_hand_prices_an_unknown_base() -> None:
    """Other rooms' tests build one without a resolved base."""
    made = Assessment(goods=goods_of(CASES[0]), spi=None, programmes=(), is_banned=False, remarks=())
    assert layers(made, Amounts(value_usd=Decimal(1)))[0].amount_usd is None
    assert made.headings == ()


def test_a_code_that_a_partial_list_does_not_show_has_no_figure_and_an_exposure() -> None:
    """What is held in part is unknown, never 0; a warning names what is missing."""
    case = next(case for case in CASES if case.name == "book CA")
    partial = facts(NOW, partial={"s338_canada:b3": "the lines after 8525.89.20"})
    assessment = assess(goods_of(case), partial)
    (remark,) = assessment.remarks
    assert (remark.severity, remark.code) == ("warning", "PROGRAMME_LIST_PARTIAL")
    assert "8525.89.20" in remark.message
    last = layers(assessment, Amounts(value_usd=Decimal(1000)))[-1]
    assert (last.heading, last.amount_usd, last.exposure_usd) == ("9903.03.14", None, Decimal("500.00"))


def test_listed_canadian_goods_warn_and_banned_ones_err() -> None:
    """Section 338."""
    by_name = {case.name: assessed(case) for case in CASES}
    assert [(r.kind, r.severity) for r in by_name["shirt CA"].remarks] == [("section_338", "warning")]
    assert [(r.kind, r.severity) for r in by_name["wine CA"].remarks][:1] == [("import_ban", "error")]


def test_listed_goods_are_exempt_from_the_forced_labour_duty() -> None:
    """Note 52(b) is held whole; a portable computer is told as no vehicle part."""
    assessment = assessed(next(case for case in CASES if case.name == "laptop CN"))
    assert [remark.code for remark in assessment.remarks] == ["VEHICLE_PART_ASSUMED_NOT"]
    assert [each.heading for each in assessment.programmes][-1] == "9903.05.86"


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ({"antidumping": True}, "antidumping duty"),
        ({"antidumping": True, "countervailing": True}, "and countervailing"),
    ],
)
def test_duty_cases_are_flagged_and_never_priced(flags: dict[str, bool], words: str) -> None:
    """AD/CVD depends on words and makers."""
    line = replace(LINES["9503000073"], **flags)
    assessment = assess(Goods(hs_code=line.code, line=line, country_of_origin="US"), facts(NOW))
    (remark,) = assessment.remarks
    assert (remark.kind, remark.flag) == ("duty_case", "adcvd_review")
    assert words in remark.message


def test_a_code_the_edition_lacks_is_on_the_lists_its_digits_are_on() -> None:
    """Membership is asked of the digits (7612.90.1045 of Viet Nam pays 50 percent on its metal)."""
    law_lists = {"7612901045": lists_of(LAW, "7612901045", NOW)}
    goods = Goods(
        hs_code="7612901045", line=None, country_of_origin="VN", metals=ALUMINUM, article_weight_kg=ONE
    )
    assessment = assess(goods, facts(NOW, lists=law_lists))
    assert assessment.headings == ("9903.05.90", "9903.82.02")


def test_only_a_record_that_names_its_own_end_of_verification_is_stale() -> None:
    """It warns past that day, never for age alone."""
    assessment = assessed(CASES[0])
    assert stale_records(assessment, date(2030, 1, 1)) == ()
    dated = tuple(replace(record, verified_until=NOW) for record in assessment.programmes)
    assert stale_records(replace(assessment, programmes=dated), NOW) == ()
    late = stale_records(replace(assessment, programmes=dated), NOW + timedelta(days=1))
    assert [remark.kind for remark in late] == ["record_doubt"] * len(dated)


def test_a_special_rate_of_its_own_and_the_stricter_indicator_are_read() -> None:
    """The rate beside ``S`` in the special column, and ``S+`` where only that stands there."""
    line = replace(LINES["6402993165"], special="Free (AU) 3% (S+)")
    assessment = assess(
        Goods(hs_code=line.code, line=line, country_of_origin="MX", usmca_claimed=True), facts(NOW)
    )
    assert assessment.spi == "S+"
    assert layers(assessment, Amounts(value_usd=Decimal(100)))[0].amount_usd == Decimal("3.00")


@pytest.mark.parametrize(
    ("on", "lists", "composed", "heading", "amount"),
    [
        (date(2026, 9, 14), ("s232_metals:vii", "s338_canada:b3"), True, "9903.03.15", "0.00"),
        (date(2026, 9, 15), ("s232_metals:vii", "s338_canada:b3"), True, "9903.03.14", "500.00"),
        (date(2026, 9, 15), ("s232_metals:vii", "s338_canada:b2"), True, "9903.03.15", "0.00"),
        (date(2026, 9, 14), ("s232_metals:vii", "s338_canada:b1"), False, "9903.03.15", None),
        (date(2026, 9, 15), ("s232_metals:vii", "s338_canada:b2"), False, "9903.03.15", None),
        (date(2026, 9, 15), ("s232_metals:vii", "s338_canada:b3"), False, "9903.03.14", "500.00"),
    ],
)
def test_goods_that_pay_232_were_free_of_338_and_since_15_september_only_dairy_is(
    *, on: date, lists: tuple[str, ...], composed: bool, heading: str, amount: str | None
) -> None:
    """Note 51(c), heading 9903.03.15; PP 11064 and 11065 left it to the dairy list."""
    goods = Goods(
        hs_code="8215993500",
        line=LINES["8215993500"],
        country_of_origin="CA",
        metals=STEEL_KNIFE if composed else None,
        article_weight_kg=Decimal(1),
    )
    tariff = facts(on, lists={"8215993500": lists})
    last = layers(assess(goods, tariff), Amounts(value_usd=Decimal(1000)))[-1]
    assert (last.heading, last.amount_usd) == (heading, None if amount is None else Decimal(amount))
