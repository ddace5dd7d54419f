"""The description clinic against descriptions labelled by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entrygo.contract.facts import Material
from entrygo.planning.description_quality import Grade, judge, judged_text, rewrite
from tests.rooms.planning.cases import book, pullover
from tests.rooms.planning.descriptions import BAD, GOOD, HELD_OUT_BAD, HELD_OUT_GOOD


def flagged(text: str) -> bool:
    """Whether the clinic objects."""
    return judge(text).grade is not Grade.GOOD


def test_the_labelled_descriptions_are_told_apart() -> None:
    """Precision: of those objected to, how many are bad. Recall: of the bad, how many are objected to."""
    assert len(GOOD) >= 60
    assert len(BAD) >= 60
    caught = [text for text in BAD if flagged(text)]
    wrongly = [text for text in GOOD if flagged(text)]
    missed = [text for text in BAD if not flagged(text)]
    precision = Decimal(len(caught)) / (len(caught) + len(wrongly))
    recall = Decimal(len(caught)) / len(BAD)
    assert precision >= Decimal("0.97"), wrongly
    assert recall >= Decimal("0.97"), missed


def test_descriptions_never_used_for_tuning_are_told_apart_nearly_as_well() -> None:
    """The same on the held-out descriptions, with room for what word lists cannot know."""
    caught = sum(flagged(text) for text in HELD_OUT_BAD)
    wrongly = sum(flagged(text) for text in HELD_OUT_GOOD)
    assert Decimal(caught) / (caught + wrongly) >= Decimal("0.9")
    assert Decimal(caught) / len(HELD_OUT_BAD) >= Decimal("0.9")


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        (None, Grade.MISSING),
        ("Shirt", Grade.VAGUE),
        ("Daily necessities", Grade.VAGUE),
        ("Boreal Dreams Deluxe", Grade.WEAK),
        ("Ceramic coffee mug, glazed 🎁", Grade.WEAK),
        ("Ceramic coffee mug, glazed", Grade.GOOD),
    ],
)
def test_each_grade_has_its_example(text: str | None, grade: Grade) -> None:
    """The four grades."""
    assert judge(text).grade is grade


def test_the_three_questions_are_scored() -> None:
    """What it is, what it is made of, what it is for."""
    opinion = judge("Ceramic coffee mug, glazed")
    assert (opinion.says_what, opinion.says_made_of, opinion.says_for) == (True, True, False)
    assert opinion.score == 2
    assert opinion.unanswered == "what it is for"


def test_a_text_that_is_the_sku_is_refused() -> None:
    """However the SKU is spelled."""
    assert judge("Bird Watcher Deluxe", sku="BIRD-WATCHER-DELUXE").reason == "it is only the SKU"


def test_words_of_the_schedule_name_goods_too() -> None:
    """A noun our lists lack is known when the schedule's own line uses it."""
    assert judge("Zephyr Nova Ocarina").grade is Grade.WEAK
    assert judge("Zephyr Nova Ocarina", known=["ocarinas"]).grade is Grade.WEAK
    assert judge("Zephyr Nova Ocarinas", known=["ocarina"]).grade is Grade.GOOD


def test_the_title_is_judged_where_there_is_no_description() -> None:
    """A product may be synced with its title alone."""
    assert judged_text(replace(book(), description="  ")) == "Boreal Birds"
    assert judged_text(book()).startswith("Printed hardbound book")


def test_the_suggestion_uses_the_products_own_facts_and_leaves_gaps_for_the_rest() -> None:
    """Nothing is invented, and the product itself is not changed."""
    assert rewrite(pullover()) == "Harbour Pullover, 100% cotton, for women"
    bare = replace(book(), materials=(), attributes={})
    assert rewrite(bare) == "[what it is], [material and percent], for [whom or what it is for]"
    unshared = replace(pullover(), materials=(Material(name="cotton"),))
    assert "cotton" in rewrite(unshared)
