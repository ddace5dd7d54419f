"""The room's one entry: candidates with reasons, the fact that is missing, chances that never rise by unknown words."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entrygo.classify.case import Case
from entrygo.classify.classify import classify
from entrygo.classify.memory import Example
from entrygo.classify.shipped import shipped_edition
from tests.rooms.classify.small import edition


def test_the_goods_lead_their_own_line_and_the_shares_sum_to_one_at_most() -> None:
    answer = classify(edition(), Case(name="Ceramic coffee mug, 12 oz", origin="CN"))
    assert answer.candidates[0].code == "6912004400"
    assert answer.candidates[0].path[-1] == "Mugs and other steins"
    assert sum(each.support for each in answer.candidates) <= 1 + 1e-6
    assert answer.edition == edition().name


def test_a_reason_quotes_the_words_that_stand_in_the_line_as_they_were_written() -> None:
    answer = classify(edition(), Case(name="Ceramic mugs"))
    assert any("“ceramic” and “mugs” stand in" in reason for reason in answer.candidates[0].reasons)


def test_a_ruling_is_cited_by_number_and_date_and_an_old_one_carries_its_caution() -> None:
    rulings = classify(edition(), Case(name="leather wallet")).candidates[0].rulings
    assert {each.number[0] for each in rulings} == {"N", "8"}
    assert all((each.caution is None) == (each.date > "2012") for each in rulings)


def test_the_missing_fact_is_the_one_on_which_the_first_two_lines_differ() -> None:
    answer = classify(edition(), Case(name="cotton t-shirt", origin="CN"))
    assert {each.code for each in answer.candidates[:2]} == {"6109100012", "6109100040"}
    assert answer.missing[0].fact in ("wearer", "gender")


def test_a_stated_fact_is_not_asked_for_again() -> None:
    answer = classify(edition(), Case(name="women's cotton t-shirt", origin="CN"))
    assert answer.candidates[0].code == "6109100040"
    assert not {"wearer", "gender", "fiber_content"} & {each.fact for each in answer.missing}


@pytest.mark.parametrize(("value", "code"), [(Decimal("12"), "4202216000"), (Decimal("80"), "4202219000")])
def test_a_value_outside_a_lines_bounds_puts_the_line_behind(value: Decimal, code: str) -> None:
    answer = classify(edition(), Case(name="leather handbag", value=value))
    assert answer.candidates[0].code == code
    behind = {each.code: each.conflicts for each in answer.candidates if "value" in each.conflicts}
    assert behind.keys() <= {"4202216000", "4202219000"} - {code}


def test_a_contradiction_is_said_in_the_reasons() -> None:
    answer = classify(edition(), Case(name="women's cotton t-shirt"))
    other = next(each for each in answer.candidates if each.code == "6109901050")
    assert other.conflicts == ("fibre",)
    assert "The description and the line differ on the fiber." in other.against


def test_goods_like_a_confirmed_product_take_its_code() -> None:
    case = Case(name="Zorblatt travel companion XL")
    assert classify(edition(), case).candidates == ()
    own = Example(text="Zorblatt travel companion", code="4202.32.1000", reference="prod_7")
    answer = classify(edition(), case, [own])
    assert answer.candidates[0].code == "4202321000"
    assert answer.candidates[0].own[0].reference == "prod_7"
    assert answer.candidates[0].reasons[0].startswith("You confirmed prod_7")


def test_a_brokers_correction_outweighs_the_accounts_own_codes() -> None:
    own = [Example(text="leather wallet slim", code="4202321000", reference=f"prod_{n}") for n in range(5)]
    corrected = Example(text="leather wallet slim", code="4202316000", reference="prod_9", by_broker=True)
    assert classify(edition(), Case(name="leather wallet slim"), own).candidates[0].code == "4202321000"
    answer = classify(edition(), Case(name="leather wallet slim"), [*own, corrected])
    assert answer.candidates[0].code == "4202316000"
    assert answer.candidates[0].reasons[0].startswith("A broker corrected prod_9")


def test_the_present_code_is_ranked_like_any_other() -> None:
    present = classify(edition(), Case(name="ceramic mug", existing_code="6912.00.50")).existing
    assert present is not None
    assert present.known
    assert present.agrees_to == 6
    assert present.place is not None
    assert present.place > 1


def test_a_code_the_schedule_has_not_is_flagged_and_not_ranked() -> None:
    answer = classify(edition(), Case(name="ceramic mug", existing_code="1234.56.7890"))
    assert answer.existing is not None
    assert (answer.existing.known, answer.existing.place) == (False, None)
    assert "existing_code_unknown" in {flag.code for flag in answer.flags}


def test_a_line_that_is_not_valid_on_the_date_is_never_proposed() -> None:
    answer = classify(edition(), Case(name="ceramic mug"), excluded={"6912004400"})
    assert "6912004400" not in {each.code for each in answer.candidates}


def test_chapter_98_is_never_proposed() -> None:
    answer = classify(edition(), Case(name="United States goods exported and returned"))
    assert not [each for each in answer.candidates if each.code.startswith("98")]


@pytest.mark.parametrize(
    "name", ["", "   ", "x" * 1024, "q w e r t z " * 90, "靴下 綿", "!!! ???", "1234 5678"]
)
def test_words_that_say_nothing_get_low_confidence_and_a_question(name: str) -> None:
    answer = classify(edition(), Case(name=name))
    assert answer.level == "low"
    assert answer.action == "add_details"
    assert answer.missing[0].fact == "description"


def test_an_origin_that_is_no_country_code_is_flagged_and_a_missing_one_asked() -> None:
    assert "origin_unknown" in {
        flag.code for flag in classify(edition(), Case(name="mug", origin="Chinaa")).flags
    }
    assert "country_of_origin" in {each.fact for each in classify(edition(), Case(name="mug")).missing}


def test_unknown_words_lower_the_chance() -> None:
    plain = classify(edition(), Case(name="leather wallet"))
    noisy = classify(edition(), Case(name="leather wallet qwzx vbnk plokm wxyq jjkl"))
    assert noisy.chance_six < plain.chance_six


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_answered_within_bounds(text: str) -> None:
    answer = classify(edition(), Case(name=text, existing_code=text[:12] or None))
    assert 0 <= answer.chance_ten <= answer.chance_six <= 1
    assert (answer.level == "high") == (answer.chance_six >= 0.75)


def test_the_same_case_is_answered_alike() -> None:
    case = Case(name="men's golf shoes", value=Decimal("30"), origin="VN")
    assert classify(edition(), case) == classify(edition(), case)


def test_the_present_code_is_ranked_though_its_words_are_far_away() -> None:
    present = classify(edition(), Case(name="ceramic mug", existing_code="9617.00.4000")).existing
    assert present is not None
    assert present.place is not None


def test_other_subheadings_are_seen_beside_a_first_one_of_many_lines() -> None:
    codes = [
        each.code[:6] for each in classify(shipped_edition(), Case(name="women's cotton t-shirt")).candidates
    ]
    assert codes.count(codes[0]) <= 4
    assert len(set(codes)) >= 5


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("women's knitted cotton t-shirt", "6109"),
        ("leather wallet for men", "4202"),
        ("stainless steel vacuum insulated water bottle", "9617"),
        ("wooden dining table", "9403"),
        ("bluetooth wireless earbuds", "8518"),
        ("scented soy candle", "3406"),
        ("jigsaw puzzle 1000 pieces for children", "9503"),
        ("folding travel umbrella", "6601"),
    ],
)
def test_what_ships_knows_common_goods(name: str, heading: str) -> None:
    assert classify(shipped_edition(), Case(name=name)).candidates[0].code.startswith(heading)


@pytest.mark.parametrize(
    "name",
    [
        "Herren Baumwollhemd blau",
        "chemise en coton pour homme",
        "asdf jkl qwerty zxcvb " * 40,
        "gift",
        "item",
    ],
)
def test_what_ships_is_not_sure_of_what_says_little(name: str) -> None:
    assert classify(shipped_edition(), Case(name=name)).level == "low"


def test_the_very_words_of_a_confirmed_product_are_of_high_confidence_unless_codes_disagree() -> None:
    own = Example(text="Zorblatt travel companion", code="4202.32.1000", reference="prod_7")
    other = Example(text="Zorblatt travel companion", code="9617.00.1000", reference="prod_8")
    assert classify(edition(), Case(name=own.text), [own]).level == "high"
    assert classify(edition(), Case(name=own.text), [own, other]).level != "high"


def test_own_goods_of_another_fiber_do_not_bring_their_code() -> None:
    wool = Example(text="Merino wool crew neck sweater women", code="6110.11.0030", reference="prod_7")
    answer = classify(shipped_edition(), Case(name="Cotton crew neck sweater men", origin="CN"), [wool])
    assert answer.candidates[0].code[:6] == "611020"


def test_goods_that_are_merely_alike_do_not_make_ten_digits_as_sure_as_six() -> None:
    own = Example(text="Organic cotton t-shirt mens", code="6109.10.0012", reference="prod_7")
    alike = classify(shipped_edition(), Case(name="Heavy cotton t-shirt mens", origin="CN"), [own])
    same = classify(shipped_edition(), Case(name=own.text, origin="CN"), [own])
    assert alike.candidates[0].code == "6109100012"
    assert alike.chance_ten < alike.chance_six
    assert same.chance_ten >= alike.chance_ten
