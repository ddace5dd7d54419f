"""What stated facts do: other languages are read, words that name nothing get no proposal, notes take support away."""

import pytest

from entrygo.classify.attributes import is_electric
from entrygo.classify.case import Case
from entrygo.classify.checks import names_goods
from entrygo.classify.classify import classify
from entrygo.classify.foreign import read_in_english, unread
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
        ("Cintura in pelle da uomo", "Italian", "belt of leather for men"),
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


@pytest.mark.parametrize(
    "name",
    ["Gift card", "E-gift voucher 50 USD", "Shipping protection", "Extended warranty 2 years", "Tip", "Mystery box",
     "Default Title", "Coming soon!"],
)  # fmt: skip
def test_what_a_shop_sells_that_is_no_goods_gets_no_proposal(name: str) -> None:
    answer = classify(shipped_edition(), Case(name=name, origin="CN"))
    assert (answer.candidates, answer.level, answer.missing[0].fact) == ((), "low", "description")


def test_a_name_that_holds_such_a_word_is_read_as_ever() -> None:
    assert classify(shipped_edition(), Case(name="Paper gift card holder", origin="CN")).candidates


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("iPhone 15 手机壳", "Chinese"),
        ("LED 台灯 220V", "Chinese"),
        ("木製のおもちゃ", "Japanese"),
        ("가죽 지갑", "Korean"),
        ("кожаный кошелек steel", "Cyrillic letters"),
        ("حقيبة جلدية", "Arabic letters"),
    ],
)
def test_letters_that_are_not_read_are_told_and_make_nobody_sure(text: str, script: str) -> None:
    assert unread(text) == script
    answer = classify(shipped_edition(), Case(name=text, origin="CN"))
    assert (answer.level, answer.missing[0].fact) == ("low", "description")
    assert answer.chance_six <= 0.2
    assert "not_in_english" in {each.code for each in answer.flags}
    assert script in answer.missing[0].question


@pytest.mark.parametrize(
    "text", ["Ceramic coffee mug with wooden handle 陶瓷杯", "Rosé wine, 12 °C, 5 µm", "Mug"]
)
def test_a_few_signs_beside_english_are_passed_over(text: str) -> None:
    assert unread(text) is None


@pytest.mark.parametrize(
    "name", ["steel", "cotton", "women's cotton", "Premium leather, black", "silk 100%", "women's clothes"]
)
def test_of_what_it_is_or_for_whom_does_not_say_what_it_is(name: str) -> None:
    answer = classify(shipped_edition(), Case(name=name, origin="CN"))
    assert (answer.level, answer.missing[0].fact) == ("low", "description")
    assert answer.chance_six <= 0.2


def test_a_reason_says_by_which_words_known_names_and_rulings_are_alike() -> None:
    answer = classify(shipped_edition(), Case(name="women's leggings for running", origin="CN"))
    said = [words for each in answer.candidates for words in each.reasons]
    assert any("alike (" in words and "“leggings”" in words and "known name" in words for words in said)
    cited = [each for found in answer.candidates for each in found.rulings]
    assert all(any(each.number in words for words in said) for each in cited)


@pytest.mark.parametrize(
    ("name", "never"),
    [
        ("works trucks fitted with a crane", "a part or accessory"),
        ("glass engraving machines", "of glass"),
        ("electric bicycle motor controller accessories", "a part or accessory"),
    ],
)
def test_a_word_that_a_line_merely_mentions_is_no_reason_for_it(name: str, never: str) -> None:
    answer = classify(shipped_edition(), Case(name=name, origin="CN"))
    machines = [each for each in answer.candidates if each.code[:2] in ("84", "85", "87")]
    lines = [each for each in machines if not any("Parts" in step for step in each.path)]
    assert lines
    assert not [
        words for each in lines for words in each.reasons if words.startswith("As ") and never in words
    ]


def test_a_line_of_the_stated_fiber_goes_before_its_neighbours_of_another() -> None:
    shirt = Case(name="Men's merino wool thermal base layer shirt, 100% wool, knitted", origin="NZ")
    first = classify(shipped_edition(), shirt).candidates[0]
    assert "fibre" not in first.conflicts
    tie = classify(shipped_edition(), Case(name="Bow ties for men, polyester", origin="CN")).candidates[0]
    assert (tie.code, tie.against) == ("6215200000", ())


def test_goods_of_hair_or_silver_are_not_asked_for_their_fibers() -> None:
    for name in ("Body wave bundles, 100% human hair extensions", "Rose gold bracelet, 925 silver plated"):
        asked = classify(shipped_edition(), Case(name=name, origin="CN")).missing
        assert "fiber_content" not in {each.fact for each in asked}
