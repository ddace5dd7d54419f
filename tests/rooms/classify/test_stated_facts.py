"""What stated facts do: other languages are read, words that name nothing get no proposal, notes take support away."""

import pytest

from entrygo.classify.attributes import is_electric
from entrygo.classify.case import Case
from entrygo.classify.checks import names_goods
from entrygo.classify.classify import classify
from entrygo.classify.foreign import read_in_english
from entrygo.classify.memory import Example
from entrygo.classify.shipped import shipped_edition
from entrygo.classify.text import words_of


@pytest.mark.parametrize(
    ("text", "language", "english"),
    [
        ("Planche à découper en bambou", "French", "cutting board of bamboo"),
        ("Camiseta de algodón hombre, manga corta", "Spanish", "t-shirt of cotton men short sleeves"),
        ("Edelstahl Trinkflasche 750ml", "German", "stainless steel drinking bottle 750ml"),
        ("Baumwoll-Bettwäsche", "German", "cotton bed linen"),
        ("Cintura in pelle da uomo", "Italian", "belt of leather da men"),
    ],
)
def test_a_description_in_another_language_is_read_word_by_word(
    text: str, language: str, english: str
) -> None:
    reading = read_in_english(text, shipped_edition().index.corpus.word_ids)
    assert reading is not None
    assert (reading.language, reading.text) == (language, english)


@pytest.mark.parametrize(
    "text", ["French press coffee maker", "Lace robe for women", "qwer zxcv", "", "12 x 4"]
)
def test_english_and_what_nobody_knows_are_left_as_they_are(text: str) -> None:
    assert read_in_english(text, shipped_edition().index.corpus.word_ids) is None


def test_a_reading_is_told_and_of_low_confidence_but_for_the_account_s_own_words() -> None:
    mug = Case(name="Tasse à café en céramique", description="Mug en grès", origin="FR")
    answer = classify(shipped_edition(), mug)
    assert answer.candidates[0].code.startswith("691200")
    assert (answer.level, answer.missing[0].fact) == ("low", "description")
    assert "cup with coffee of ceramic" in answer.missing[0].question
    assert "not_in_english" in {each.code for each in answer.flags}
    own = Example(text=mug.text, code="6912.00.4400", reference="prod_1")
    assert classify(shipped_edition(), mug, [own]).level == "high"


@pytest.mark.parametrize(
    "name", ["Gift set", "Sample", "Accessories", "SKU 4471-B", "Small item, blue (pack of 2)"]
)
def test_words_that_name_no_goods_get_no_proposal(name: str) -> None:
    assert not names_goods(words_of(name.replace("pack", "")).stems)
    answer = classify(shipped_edition(), Case(name=name.replace("pack", ""), origin="CN"))
    assert (answer.candidates, answer.level) == ((), "low")
    assert answer.missing[0].fact == "description"


@pytest.mark.parametrize(
    ("name", "materials", "chapter"),
    [
        ("Electric toaster, 850 W", "stainless steel", "85"),
        ("Linen Shirt Men's Long Sleeve, woven button-down shirt", "linen", "62"),
        ("Leather Phone Case Wallet, fits iPhone 15, card slots", "leather", "42"),
    ],
)
def test_a_stated_fact_goes_before_likeness(name: str, materials: str, chapter: str) -> None:
    answer = classify(shipped_edition(), Case(name=name, materials=((materials, None),), origin="CN"))
    assert answer.candidates[0].code.startswith(chapter)
    assert "fibre" not in answer.candidates[0].conflicts


def test_what_is_for_an_electric_thing_is_not_electric() -> None:
    assert is_electric("Electric kettle of steel")
    assert is_electric("Desk lamp 10 W, aluminum")
    assert not is_electric("Plastic holder for electric toothbrush")
    assert not is_electric("Replacement strap, cordless vacuum cleaner")
    assert not is_electric("Steel frying pan for induction hobs of 2000 W")


def test_a_reason_names_the_stated_facts_with_the_rule_that_makes_them_decide() -> None:
    answer = classify(shipped_edition(), Case(name="Women's knitted merino wool sweater", origin="IT"))
    said = next(each for each in answer.candidates[0].reasons if each.startswith("As 6110.11"))
    assert "of wool (section XI note 2)" in said
    assert "knitted or crocheted (chapter 61 note 1)" in said
