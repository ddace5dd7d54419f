"""The PRD rules: codes, descriptions, materials, origin, maker; and the metals review."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entrygo.contract.facts import Material, Metals, Party
from entrygo.contract.tariff import Standing
from entrygo.planning.rule import Case
from entrygo.planning.rules import by_id
from tests.rooms.planning.cases import (
    BOOK,
    PULLOVER,
    PULLOVER_CODE,
    hits,
    ready,
    with_code,
    with_code_facts,
    with_edition,
    with_product,
    with_schedule_line,
    without_schedule,
)
from tests.rooms.planning.rules.examples import (
    ERROR,
    INFO,
    WARNING,
    bad,
    check,
    good,
    parameters,
    rules_without_both,
)

CODE = "product.hsCode"
ORIGIN = "product.countryOfOrigin"
SHOE_CODE = "6403996040"
METAL = "product.section_232"


def described(text: str | None, title: str = "Boreal Birds") -> Case:
    """The book under another description."""
    return with_product(ready(), BOOK, description=text, title=title)


def coded(code: str | None) -> Case:
    """The book under a code the edition does not hold."""
    return without_schedule(with_product(ready(), BOOK, hs_code=code), BOOK)


def stands(code: str, standing: Standing, **facts: object) -> Case:
    """The book under a code of which the lists held say this."""
    return with_code_facts(coded(code), BOOK, code, standing, **facts)


def made_of(*materials: tuple[str, str | None]) -> Case:
    """The pullover of other materials."""
    stated = tuple(Material(name=name, percent=Decimal(part) if part else None) for name, part in materials)
    return with_product(ready(), PULLOVER, materials=stated)


def of(origin: str | None) -> Case:
    """The book of another origin."""
    return with_product(ready(), BOOK, country_of_origin=origin)


def shoe(**changes: object) -> Case:
    """The book turned into a shoe."""
    case = with_code(ready(), BOOK, SHOE_CODE, units=("prs.",))
    plain = {"title": "Trail Runner", "description": "Men's running shoes", "materials": (), "attributes": {}}
    return with_product(case, BOOK, **{**plain, **changes})


def of_region(city: str, region: str) -> Case:
    """The book made in Ukraine."""
    return with_product(
        of("UA"), BOOK, manufacturer=Party(name="Maker", city=city, region=region, country="UA")
    )


def two_codes(sku: str) -> Case:
    """The pullover under the same SKU as the book."""
    return with_product(ready(), PULLOVER, sku=sku)


LINES_BELOW = ("4901990060", "4901990070")
EXAMPLES = [
    good("PRD-001", "a code", ready()),
    bad("PRD-001", "no code", coded(None), (CODE, ERROR)),
    bad("PRD-001", "a blank code", coded(" "), (CODE, ERROR)),
    good("PRD-002", "ten digits", ready()),
    good("PRD-002", "with dots", with_product(ready(), BOOK, hs_code="4901.99.0070")),
    good("PRD-002", "absent is another rule's", coded(None)),
    *(
        bad("PRD-002", code, stands(code, Standing.INCOMPLETE, candidates=LINES_BELOW), (CODE, severity))
        for code, severity in (("4901", ERROR), ("490199", WARNING), ("4901.99.00", WARNING))
    ),
    bad(
        "PRD-002",
        "eight digits with one line",
        stands("49030000", Standing.INCOMPLETE, candidates=("4903000000",)),
        (CODE, INFO),
    ),
    good("PRD-002", "an unknown code is another rule's", coded("490199007")),
    good("PRD-003", "in the schedule", ready()),
    good("PRD-003", "a short code is another rule's", stands("490199", Standing.INCOMPLETE)),
    good("PRD-003", "absent is another rule's", coded(None)),
    *(
        bad("PRD-003", code, coded(code), (CODE, ERROR))
        for code in ("4901990099", "490199007", "49019900700", "BOOKS", "4.9019E+09")
    ),
    bad("PRD-003", "retired", stands("4901990040", Standing.RETIRED, candidates=LINES_BELOW), (CODE, ERROR)),
    good("PRD-004", "chapter 49", ready()),
    good(
        "PRD-004",
        "chapter 98 as meant",
        with_product(with_code(ready(), BOOK, "9801001012"), BOOK, attributes={"chapter98": True}),
    ),
    bad("PRD-004", "chapter 77", coded("7701000000"), (CODE, ERROR)),
    bad("PRD-004", "chapter 99", coded("9903820200"), (CODE, ERROR)),
    good("PRD-004", "a provision that stands alone", with_code(ready(), BOOK, "9801001012")),
    bad("PRD-004", "chapter 98", with_code(ready(), BOOK, "9802005060"), (CODE, WARNING)),
    good("PRD-005", "two SKUs", ready()),
    good("PRD-005", "no SKU", with_product(with_product(ready(), BOOK, sku=None), PULLOVER, sku=None)),
    bad("PRD-005", "one SKU twice", two_codes(" book-001"), (CODE, WARNING)),
    good("PRD-006", "of last month", ready()),
    good("PRD-006", "without a date", with_edition(ready(), vintage="2025 basic")),
    good("PRD-006", "with a date that is none", with_edition(ready(), vintage="2025-13-45")),
    bad(
        "PRD-006",
        "of last year",
        with_edition(ready(), vintage="2025-11-01"),
        ("account.tariffEdition", INFO),
    ),
    good("PRD-010", "a full description", ready()),
    good("PRD-010", "a title alone", described(None, "Women's knit cotton pullover")),
    good("PRD-010", "words of the schedule", described("Hardbound volume, second printing")),
    bad("PRD-010", "neither", described(" ", " "), ("product.description", ERROR)),
    bad("PRD-010", "a gift", described("Gift"), ("product.description", ERROR)),
    bad("PRD-010", "the SKU", described("BOOK 001"), ("product.description", ERROR)),
    bad("PRD-010", "a vague title", described(None, "Accessories"), ("product.title", ERROR)),
    bad("PRD-010", "a brand", described("Zephyr Nova Prime"), ("product.description", WARNING)),
    good("PRD-011", "materials stated", ready()),
    good("PRD-011", "named in the description", with_product(ready(), PULLOVER, materials=())),
    good(
        "PRD-011",
        "chapter 49 is not asked",
        with_product(described("Birds of the north"), BOOK, materials=()),
    ),
    bad(
        "PRD-011",
        "nowhere",
        with_product(ready(), PULLOVER, materials=(), description="Women's pullover for casual wear"),
        ("product.materials", WARNING),
    ),
    good("PRD-012", "all cotton", ready()),
    good("PRD-012", "within 1 of 100", made_of(("cotton", "66.7"), ("polyester", "33.3"), ("elastane", "1"))),
    good("PRD-012", "each part 100", made_of(("shell: cotton", "100"), ("lining: polyester", "100"))),
    good("PRD-012", "a book has no fibres", with_product(ready(), BOOK, materials=())),
    bad("PRD-012", "no materials", made_of(), ("product.materials", ERROR)),
    bad("PRD-012", "no percentage", made_of(("cotton", None), ("silk", "20")), ("product.materials", ERROR)),
    bad("PRD-012", "90 in all", made_of(("cotton", "70"), ("silk", "20")), ("product.materials", ERROR)),
    bad(
        "PRD-012",
        "a part of 80",
        made_of(("shell: cotton", "80"), ("lining: polyester", "100")),
        ("product.materials", ERROR),
    ),
    good("PRD-013", "both attributes", ready()),
    good("PRD-013", "both in words", with_product(ready(), PULLOVER, attributes={})),
    good(
        "PRD-013",
        "socks are not asked for whom",
        with_product(
            with_code(ready(), PULLOVER, "6115950000"), PULLOVER, description="Knit socks", attributes={}
        ),
    ),
    good("PRD-013", "a book", with_product(ready(), BOOK, attributes={})),
    bad(
        "PRD-013",
        "neither",
        with_product(ready(), PULLOVER, description="Cotton pullover", attributes={}),
        ("product.attributes.gender", WARNING),
        ("product.attributes.construction", WARNING),
    ),
    good("PRD-014", "in words", shoe(description="Men's shoes, leather upper, rubber sole")),
    good("PRD-014", "in attributes", shoe(attributes={"upperMaterial": "mesh", "sole_material": "rubber"})),
    good("PRD-014", "not footwear", ready()),
    bad(
        "PRD-014",
        "neither upper nor sole",
        shoe(),
        ("product.attributes.upperMaterial", WARNING),
        ("product.attributes.soleMaterial", WARNING),
    ),
    bad(
        "PRD-014",
        "no value either",
        replace(shoe(description="Men's shoes, leather upper, rubber sole", unit_value_usd=None), orders=()),
        ("product.unitValueUsd", WARNING),
    ),
    good("PRD-015", "English", ready()),
    good("PRD-015", "one borrowed word", described("Printed book, sans serif lettering, for children")),
    bad("PRD-015", "French", described("Livre en papier pour enfants"), ("product.description", WARNING)),
    bad("PRD-015", "German", described("Buch aus Papier"), ("product.description", WARNING)),
    bad("PRD-015", "Spanish", described("Libro de papel para niños"), ("product.description", WARNING)),
    bad("PRD-015", "Chinese", described("精装图书 鸟类"), ("product.description", WARNING)),
    bad("PRD-015", "a foreign title", described(None, "Livre des enfants"), ("product.title", WARNING)),
    good("PRD-020", "Canada", ready()),
    bad("PRD-020", "lower case", of("ca"), (ORIGIN, ERROR)),  # sync writes codes in capitals
    bad("PRD-020", "none", of(None), (ORIGIN, ERROR)),
    *(bad("PRD-020", f"{origin}", of(origin), (ORIGIN, ERROR)) for origin in ("UK", "EU", "China", "ZZ")),
    good("PRD-021", "Canada", ready()),
    good("PRD-021", "Kyiv", of_region("Kyiv", "UA-30")),
    *(bad("PRD-021", f"{origin}", of(origin), (ORIGIN, ERROR)) for origin in ("CU", "IR", "KP")),
    *(bad("PRD-021", f"{origin}", of(origin), (ORIGIN, WARNING)) for origin in ("RU", "BY")),
    *(
        bad("PRD-021", f"Russian {code}", with_code(of("RU"), BOOK, code), (ORIGIN, ERROR))
        for code in (
            "2710193010",
            "2701120050",
            "0306170041",
            "2208602000",
            "7102390000",
            "7108121013",
            "7601103000",
        )
    ),
    bad("PRD-021", "Crimea", of_region("Yalta", "Crimea"), ("product.manufacturer.region", ERROR)),
    bad("PRD-021", "Donetsk", of_region("Donetsk", "UA-14"), ("product.manufacturer.region", WARNING)),
    good("PRD-022", "maker and MID", ready()),
    good("PRD-022", "a MID alone", with_product(ready(), BOOK, manufacturer=None)),
    good("PRD-022", "a maker alone", with_product(ready(), PULLOVER, mid=None)),
    bad(
        "PRD-022",
        "neither",
        with_product(ready(), BOOK, manufacturer=None, mid=None),
        ("product.manufacturer", WARNING),
    ),
    bad(
        "PRD-022",
        "neither, of a textile",
        with_product(ready(), PULLOVER, manufacturer=None, mid=None),
        ("product.manufacturer", ERROR),
    ),
    bad(
        "PRD-022",
        "no city",
        with_product(ready(), PULLOVER, manufacturer=Party(name="Maker", country="PT"), mid=None),
        ("product.manufacturer.city", ERROR),
    ),
    bad(
        "PRD-022",
        "a Canadian maker without province",
        with_product(ready(), BOOK, manufacturer=Party(name="Press", city="Toronto", country="CA"), mid=None),
        ("product.manufacturer.region", WARNING),
    ),
    good("PRD-023", "both in order", ready()),
    good("PRD-023", "a built one", with_product(ready(), PULLOVER, mid=None)),
    good("PRD-023", "no origin to compare with", of(None)),
    bad(
        "PRD-023",
        "Canada as CA",
        with_product(ready(), BOOK, mid="CAMAPPRE120TOR"),
        ("product.manufacturer.mid", ERROR),
    ),
    bad(
        "PRD-023",
        "of another country",
        with_product(ready(), PULLOVER, mid="CNPORMAL45POR"),
        ("product.manufacturer.mid", ERROR),
    ),
    bad(
        "PRD-023",
        "malformed in several ways",
        with_product(ready(), PULLOVER, mid="PT 12"),
        ("product.manufacturer.mid", ERROR),
    ),
    bad(
        "PRD-023",
        "a maker elsewhere than the origin",
        with_product(ready(), PULLOVER, mid=None, country_of_origin="CN"),
        ("product.manufacturer.country", WARNING),
    ),
    good("PRD-024", "both marked", ready()),
    bad(
        "PRD-024",
        "each product that does not say",
        with_product(with_product(ready(), BOOK, attributes={}), PULLOVER, attributes={}),
        ("product.attributes.marked", INFO),
        ("product.attributes.marked", INFO),
    ),
    bad(
        "PRD-024",
        "not marked",
        with_product(ready(), PULLOVER, attributes={"marked": False}),
        ("product.attributes.marked", WARNING),
    ),
]

LISTED = with_schedule_line(made_of(("steel", "100")), PULLOVER_CODE, lists=("s232_metals:iv",))
METAL_EXAMPLES = [
    good("MET-001", "no metal", ready()),
    good("MET-001", "a listed code is TRF-006's", LISTED),
    good(
        "MET-001", "weights of zero", with_product(ready(), BOOK, metals=Metals(steel_weight_kg=Decimal(0)))
    ),
    good("MET-001", "zero percent", made_of(("cotton", "100"), ("steel", "0"))),
    good("MET-001", "a colour", made_of(("steel blue cotton", "100"))),
    good("MET-001", "another metal", made_of(("titanium", "100"))),
    *(
        bad("MET-001", f"{name}", made_of((name, None)), (METAL, WARNING))
        for name in (
            "steel",
            "Stainless Steel",
            "aluminum",
            "Aluminium alloy",
            "copper wire",
            "brass",
            "zipper: bronze",
        )
    ),
    bad(
        "MET-001",
        "a weight",
        with_product(ready(), BOOK, metals=Metals(copper_weight_kg=Decimal("0.01"))),
        (METAL, WARNING),
    ),
    good("MET-001", "a listed code that the edition lacks", without_schedule(LISTED, PULLOVER)),
    bad(
        "MET-001",
        "on another programme's list",
        with_schedule_line(made_of(("steel", "1")), PULLOVER_CODE, lists=("s301_china:4A",)),
        (METAL, WARNING),
    ),
]


@pytest.mark.parametrize("example", parameters(EXAMPLES + METAL_EXAMPLES))
def test_examples(example) -> None:
    """Each example finds what it says, field and severity."""
    check(example)


def test_each_rule_has_a_good_and_a_bad_example() -> None:
    """So that neither silence nor noise goes untested."""
    assert rules_without_both("PRD-", EXAMPLES) == []
    assert rules_without_both("MET-", METAL_EXAMPLES) == []


def test_the_metals_review_is_worded_as_the_reference_page_words_it() -> None:
    """Message, code and deduction of 26; the external id where there is no SKU."""
    rule = by_id("MET-001")
    (hit,) = hits(rule, with_product(made_of(("steel", "1")), PULLOVER, sku=None))
    assert hit.message == "Product ext-pullover should receive metals review before execution."
    assert (rule.code, rule.deduction) == ("METALS_REVIEW_RECOMMENDED", 26)


def test_a_vague_description_gets_a_suggestion_and_is_not_changed() -> None:
    """The fix holds the wording; the product keeps its own."""
    case = with_product(ready(), PULLOVER, description="Apparel")
    (hit,) = hits(by_id("PRD-010"), case)
    assert hit.fix == "Describe the goods so: Harbour Pullover, 100% cotton, for women."
    assert case.products[PULLOVER].description == "Apparel"


def test_fibre_shares_are_read_from_the_description_for_the_fix_alone() -> None:
    """The invoice line wants them as data."""
    case = with_product(ready(), PULLOVER, materials=(), description="Knit pullover, 80% cotton 20% nylon")
    (hit,) = hits(by_id("PRD-012"), case)
    assert hit.fix == "Set product.materials to what the description says: cotton 80, nylon 20."
    case = with_product(ready(), PULLOVER, materials=(), description="Knit pullover, 50% cotton")
    (hit,) = hits(by_id("PRD-012"), case)
    assert hit.fix is None


def test_a_country_written_another_way_is_recognised_in_the_fix() -> None:
    """The United Kingdom is GB."""
    (hit,) = hits(by_id("PRD-020"), of("UK"))
    assert hit.fix == "Write GB."


def test_a_wrong_mid_names_the_one_that_would_be_built() -> None:
    """All faults in one finding."""
    (hit,) = hits(by_id("PRD-023"), with_product(ready(), PULLOVER, mid="CNX"))
    assert hit.message.count(";") == 1
    assert "PTPORMAL45POR" in (hit.fix or "")


def test_a_code_completed_from_eight_digits_names_the_ten() -> None:
    """Told, so that the product can be corrected."""
    (hit,) = hits(by_id("PRD-002"), stands("4903.00.00", Standing.INCOMPLETE, candidates=("4903000000",)))
    assert "4903.00.0000" in (hit.fix or "")
