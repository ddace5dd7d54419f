"""The PGA rules: what agencies ask for by the schedule's flags and by the goods' own words."""

import csv
from dataclasses import replace
from datetime import date

import pytest

from entrygo.contract.facts import Material, PgaAnswer
from entrygo.planning.agencies import flagged as flagged_of
from entrygo.planning.agencies import readings
from entrygo.planning.agency_programmes import programmes_of
from entrygo.planning.agency_programmes.fda import INDUSTRIES
from entrygo.planning.rules import by_id
from entrygo.tariff.schedule import agency_entries
from tests.rooms.planning.cases import (
    BOOK,
    BOOK_CODE,
    PULLOVER,
    hits,
    ready,
    with_code,
    with_product,
    with_schedule_line,
    with_shipment,
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

MUG = "6912004810"


def flagged(*flags, code=MUG, **product):
    """The book's place taken by goods whose code carries these agency flags."""
    return with_product(with_code(ready(), BOOK, code, agency_flags=flags), BOOK, **product)


def coded(code, **product):
    """The book's place taken by goods of this code, without flags."""
    return flagged(code=code, **product)


def told(agency, program=None, disclaim=None, **data):
    """One answer to an agency."""
    return {"pga": (PgaAnswer(agency=agency, program=program, disclaim=disclaim, data=data),)}


def made_of(*names, **product):
    """The book's place taken by goods of these materials."""
    return with_product(ready(), BOOK, materials=tuple(Material(name=name) for name in names), **product)


def titled(title, code="8543709960"):
    """The book's place taken by goods of this title."""
    return coded(code, title=title, description=title)


TREE = {"genus": "Acacia", "species": "mangium", "countryOfHarvest": "VN", "quantity": "0.9", "unit": "kg"}
OAK = {"genus": "Quercus", "species": "robur", "countryOfHarvest": "PL", "quantity": "0.2 kg"}
IDS = ["C-100042", "P-GEARS-7", "V-0001"]
FOOD = {"productCode": "36EGT02", "facilityRegistration": "12345678901", "priorNoticeNumber": "202611880345"}
IMPORTER = {"fsvpImporter": {"name": "Niagara LLC", "email": "fsvp@example.com", "duns": "12-345-6789"}}
CREAM = {"productCode": "53JC-01", "facilityRegistration": "3012345678", "productListing": "1000123456"}
FULL_SET = {
    "citations": ["16 CFR 1501"],
    "dateOfManufacture": "2026-08",
    "placeOfManufacture": "Shenzhen",
    "testDate": "2026-08-20",
    "testLab": "Lab 7",
    "recordsContact": {"name": "Rhine Quality GmbH", "email": "records@example.com"},
    "productId": "TOY-1",
}
BLOCKS, WARNS, TELLS = ("product.pga", ERROR), ("product.pga", WARNING), ("product.pga", INFO)

EXAMPLES = [
    good("PGA-001", "no flag", ready()),
    good("PGA-001", "a flag that may", flagged("FD1", "AM7", "EP7")),
    good("PGA-001", "data", flagged("FD2", **told("FDA", productCode="52YYH01"))),
    good("PGA-001", "data under the flag's prefix", flagged("FD2", **told("fd", productCode="52YYH01"))),
    good("PGA-001", "a disclaim", flagged("DT2", **told("NHTSA", disclaim="A"))),
    good("PGA-001", "Lacey is asked elsewhere", flagged("AL2")),
    bad("PGA-001", "nothing", flagged("FD2"), BLOCKS),
    bad("PGA-001", "an agency's bare name", flagged("FD2", **told("FDA", productCode=" ")), BLOCKS),
    bad("PGA-001", "another agency", flagged("FD2", **told("EPA", disclaim="A")), BLOCKS),
    bad("PGA-001", "two agencies in one finding", flagged("FD4", "NM8"), BLOCKS),
    good("PGA-002", "no flag", ready()),
    good("PGA-002", "an answer", flagged("FD1", **told("FDA", disclaim="A"))),
    good("PGA-002", "organic not said", flagged("AM7")),
    good("PGA-002", "no disclaim owed", flagged("AQX")),
    good("PGA-002", "prior notice is asked elsewhere", flagged("FD3")),
    good("PGA-002", "an odd flag", flagged("ZZ1", "F", "")),
    bad("PGA-002", "nothing", flagged("FD1"), WARNS),
    bad("PGA-002", "two agencies in one finding", flagged("FD1", "AQ1"), WARNS),
    bad("PGA-002", "organic said", flagged("AM7", title="Organic honey"), WARNS),
    bad("PGA-002", "TSCA on an article", flagged("EP7"), TELLS),
    bad("PGA-002", "TSCA on a chemical", flagged("EP7", code="3402500000"), WARNS),
    bad("PGA-002", "TSCA beside another", flagged("EP7", "FD1"), WARNS, TELLS),
    good("PGA-003", "no food", ready()),
    good("PGA-003", "a number in pga", flagged("FD4", **told("FDA", priorNoticeNumber="202611880345"))),
    good(
        "PGA-003",
        "a number in the attributes",
        flagged("FD4", attributes={"prior_notice_number": "PN 2026-118834502"}),
    ),
    good("PGA-003", "a disclaim where it may be owed", flagged("FD3", **told("FDA", disclaim="A"))),
    bad("PGA-003", "required", flagged("FD4"), BLOCKS),
    bad("PGA-003", "may be required", flagged("FD3"), WARNS),
    bad("PGA-003", "a disclaim where it is owed", flagged("FD4", **told("FDA", disclaim="A")), BLOCKS),
    good("PGA-004", "a book for adults", ready()),
    good("PGA-004", "a children's book", with_product(ready(), BOOK, title="Birds for kids")),
    good("PGA-004", "registry ids", coded("9503000073", **told("CPSC", registryIds=IDS))),
    good("PGA-004", "the full set", coded("9503000073", **told("CPS", **FULL_SET))),
    good("PGA-004", "a disclaim", coded("9503000073", **told("CPSC", disclaim="A"))),
    good("PGA-004", "before July", with_shipment(coded("9503000073"), entry_date=date(2026, 7, 7))),
    bad("PGA-004", "on 8 July", with_shipment(coded("9503000073"), entry_date=date(2026, 7, 8)), BLOCKS),
    bad(
        "PGA-004",
        "a set without its lab",
        coded("9503000073", **told("CPSC", **{k: v for k, v in FULL_SET.items() if k != "testLab"})),
        BLOCKS,
    ),
    good("PGA-004", "for grown-ups", coded("4202921500", attributes={"minAge": 18})),
    good(
        "PGA-004", "an age in words", coded("4202921500", attributes={"minAge": "any", "ageGroup": "adult"})
    ),
    good("PGA-004", "a dog's toy", coded("4201006000", title="Dog toy, rope")),
    bad("PGA-004", "a toy", coded("9503000073"), BLOCKS),
    bad(
        "PGA-004",
        "a toy and half a set",
        coded("9503000073", **told("CPSC", citations=["16 CFR 1501"])),
        BLOCKS,
    ),
    bad("PGA-004", "a babies' garment", coded("6111206070"), BLOCKS),
    bad("PGA-004", "a stated age", coded("6109100012", attributes={"maxAge": "12"}), BLOCKS),
    bad("PGA-004", "an age group", coded("6109100012", attributes={"ageGroup": "Toddler"}), BLOCKS),
    bad("PGA-004", "words alone", coded("6109100012", title="Kids' T-shirt"), WARNS),
    good("PGA-005", "no flag", ready()),
    good("PGA-005", "may be required", flagged("AL1")),
    good("PGA-005", "declared", flagged("AL2", **told("LACEY", **TREE))),
    good("PGA-005", "declared to APHIS", flagged("AL2", **told("APHIS", "Lacey Act", **TREE))),
    good(
        "PGA-005",
        "a scientific name",
        flagged(
            "AL2", **told("LACEY", scientificName="Acacia mangium", harvest_country="VN", quantity="0.9 kg")
        ),
    ),
    good("PGA-005", "a disclaim", flagged("AL2", **told("AL", disclaim="D"))),
    bad("PGA-005", "nothing", flagged("AL2"), BLOCKS),
    bad("PGA-005", "no country", flagged("AL2", **told("LACEY", genus="Acacia", species="mangium")), BLOCKS),
    good("PGA-006", "cotton", ready()),
    good("PGA-006", "faux fur", made_of("faux fur", "imitation snakeskin")),
    good("PGA-006", "a colour and a language", titled("Coral dress, ivory lace, Python course")),
    good("PGA-006", "bone china, coral fleece", made_of("bone china", "coral fleece")),
    good("PGA-006", "filling of domestic fowl", made_of("90% duck down", "feather")),
    good("PGA-006", "a common frame colour", titled("Tortoiseshell sunglasses")),
    good("PGA-006", "an answer", made_of("ostrich feathers", **told("FWS", disclaim="E"))),
    good(
        "PGA-006",
        "a code that asks by itself",
        with_product(flagged("FW1"), BOOK, materials=(Material(name="coral"),)),
    ),
    *(
        bad("PGA-006", name, made_of(name), WARNS)
        for name in ("Mink fur", "ostrich feathers", "coral", "mother-of-pearl")
    ),
    bad("PGA-006", "a title beyond doubt", titled("Genuine snakeskin belt"), WARNS),
    good("PGA-007", "a book about firearms", with_product(ready(), BOOK, title="Firearms and the vape")),
    good("PGA-007", "non-alcoholic beer", coded("2202910010", title="Beer without alcohol")),
    good("PGA-007", "goods without it", titled("Face cream, CBD-free and nicotine free")),
    good("PGA-007", "a microphone and a scope", titled("Shotgun microphone, rifle scope mount")),
    good("PGA-007", "a permit", coded("2204215005", **told("TTB", permit="CAN-I-1"))),
    good(
        "PGA-007",
        "a disclaim for words",
        with_product(titled("Soap, CBD"), BOOK, **told("FDA", disclaim="A")),
    ),
    *(
        bad("PGA-007", what, coded(code), BLOCKS)
        for what, code in (
            ("wine", "2204215005"),
            ("cigars", "2402108030"),
            ("e-liquid", "2404120000"),
            ("a rifle", "9303304030"),
        )
    ),
    *(
        bad("PGA-007", title, titled(title), BLOCKS)
        for title in ("CBD oil drops", "Disposable vape", "Ammunition box, 50 rounds", "Kratom powder")
    ),
]


EXAMPLES += [
    bad("PGA-001", "a disclaim where FDA takes none", flagged("FD2", **told("FDA", disclaim="A")), BLOCKS),
    bad("PGA-001", "nonsense", flagged("FD2", **told("FDA", x="1")), BLOCKS),
    good("PGA-001", "a disclaim NHTSA takes", flagged("DT2", **told("NHTSA", disclaim="a"))),
    bad("PGA-002", "another programme of the agency", flagged("EP5", **told("EPA", "TSCA", "A")), WARNS),
    good("PGA-002", "the agency's every programme", flagged("EP5", "EP3", **told("EPA", disclaim="A"))),
    bad("PGA-003", "no number", flagged("FD4", **told("FDA", priorNoticeNumber="x")), BLOCKS),
    bad("PGA-003", "no number in the attributes", flagged("FD4", attributes={"pnNumber": "soon"}), BLOCKS),
    good("PGA-004", "one long list of ids", coded("9404219013", **told("CPSC", registryIds=IDS))),
    good(
        "PGA-004",
        "three ids by name",
        coded(
            "8712001510",
            **told("CPSC", **dict(zip(("certifierId", "productId", "versionId"), IDS, strict=True))),
        ),
    ),
    bad("PGA-004", "one id of three", coded("9503000073", **told("CPSC", registryIds=IDS[:1])), WARNS),
    bad("PGA-004", "soon", coded("9503000073", **told("CPSC", certificate="soon")), BLOCKS),
    *(
        bad("PGA-004", what, coded(code, title=what), WARNS)
        for what, code in (
            ("mattress", "9404219013"),
            ("lighter", "9613100000"),
            ("bicycle", "8712001510"),
            ("electric bike", "8711600050"),
            ("rug", "5703390000"),
            ("sofa", "9401616011"),
            ("dresser", "9403509041"),
            ("refrigerator", "8418210010"),
            ("coin cell of lithium", "8506500010"),
            ("youth ATV", "8703210110"),
            ("desk magnets, 5 mm spheres", "8505110070"),
            ("chiffon blouse", "6206403030"),
        )
    ),
    bad("PGA-004", "a cotton shirt", coded("6109100012"), TELLS),
    good("PGA-004", "a wool scarf", coded("6214200000", materials=(Material(name="lambswool"),))),
    good("PGA-004", "a cylinder cell", coded("8506500090", title="Lithium battery AA")),
    good("PGA-004", "a motor magnet", coded("8505110070", title="Magnet of a motor")),
    good("PGA-004", "a table, no dresser", coded("9403509041", title="Night table")),
    bad(
        "PGA-005",
        "no quantity",
        flagged("AL2", **told("LACEY", **{k: TREE[k] for k in ("genus", "species", "countryOfHarvest")})),
        WARNS,
    ),
    bad(
        "PGA-005", "half an answer where it may be owed", flagged("AL1", **told("LACEY", genus="Acer")), WARNS
    ),
    good("PGA-005", "two woods", flagged("AL2", **told("LACEY", components=[TREE, OAK]))),
    bad(
        "PGA-005",
        "two woods, one without a country",
        flagged(
            "AL2", **told("LACEY", components=[TREE, {k: OAK[k] for k in OAK if k != "countryOfHarvest"}])
        ),
        BLOCKS,
    ),
    good("PGA-008", "no answer", ready()),
    good(
        "PGA-008",
        "a whole answer and keys of one's own",
        flagged("FD4", **told("FDA", "FOO", shelf="B7", **FOOD)),
    ),
    *(
        bad("PGA-008", what, flagged("FD4", **told(*answer[:3], **answer[3])), BLOCKS)
        for what, answer in (
            ("no known element", ("FDA", None, None, {"x": 1})),
            ("a prior notice number x", ("FDA", None, None, {"priorNoticeNumber": "x"})),
            ("a prior notice said to be there", ("FDA", None, None, {"priorNotice": True})),
            ("a certificate soon", ("CPSC", None, None, {"certificate": "soon"})),
            ("a disclaim Q", ("EPA", None, "Q", {})),
            ("a disclaim FDA does not take", ("FDA", None, "C", {})),
            ("a disclaim FWS does not take", ("FWS", None, "A", {})),
            ("an industry FDA has not", ("FDA", None, None, {"productCode": "51EGT02"})),
            ("a product code of another programme", ("FDA", "COS", None, {"productCode": "36EGT02"})),
            ("a programme nobody has", ("FDA", "ZZZ", None, {"productCode": "36EGT02"})),
            ("an agency nobody has", ("FAD", None, "A", {})),
            ("a country that is none", ("LACEY", None, None, {**TREE, "countryOfHarvest": "ZZ"})),
            ("a quantity of nothing", ("LACEY", None, None, {**TREE, "quantity": 0})),
            ("seven digits of DUNS", ("FDA", "FSVP", None, {"duns": "1234567"})),
        )
    ),
    bad(
        "PGA-008", "an attribute", with_product(ready(), BOOK, attributes={"priorNoticeNumber": "x"}), BLOCKS
    ),
    good("PGA-009", "no answer", flagged("FD4")),
    good("PGA-009", "a whole answer", flagged("FD4", **told("FDA", **FOOD))),
    good(
        "PGA-009",
        "whole in two answers",
        flagged(
            "FD4",
            pga=(
                PgaAnswer(agency="FDA", data={"productCode": "36EGT02", "priorNoticeNumber": "202611880345"}),
                PgaAnswer(agency="FDA", program="FOO", data={"facilityRegistration": "12345678901"}),
            ),
        ),
    ),
    bad(
        "PGA-009",
        "a food without its facility",
        flagged("FD4", **told("FDA", productCode="36EGT02", priorNoticeNumber="202611880345")),
        WARNS,
    ),
    bad(
        "PGA-009", "a tire without its box", flagged("DT2", **told("NHTSA", manufacturer="Tire Co 7X")), WARNS
    ),
    bad(
        "PGA-009",
        "an agency nobody asked",
        with_product(ready(), BOOK, **told("NHTSA", manufacturer="Tire Co 7X")),
        TELLS,
    ),
    bad(
        "PGA-009", "arms without a permit", coded("9303200020", **told("ATF", category="I, 12 gauge")), WARNS
    ),
    bad(
        "PGA-009",
        "a snake's skin without its species",
        made_of("python leather", **told("FWS", descriptionCode="LPL", source="C")),
        WARNS,
    ),
    good("PGA-010", "no food", ready()),
    good("PGA-010", "an importer", flagged("FD4", **told("FDA", **FOOD, **IMPORTER))),
    good(
        "PGA-010",
        "an importer apart",
        flagged("FD4", **told("FDA", "FSVP", name="Niagara LLC", email="a@example.com", duns="123456789")),
    ),
    good("PGA-010", "an exemption", flagged("FD4", **told("FDA", fsvpExemption="research, 21 CFR 1.501(c)"))),
    good("PGA-010", "a disclaim", flagged("FD3", **told("FDA", disclaim="A"))),
    good("PGA-010", "beer", flagged("FD4", code="2203000030")),
    bad("PGA-010", "nothing", flagged("FD4"), WARNS),
    bad(
        "PGA-010",
        "no DUNS",
        flagged("FD4", **told("FDA", fsvpImporter={"name": "Niagara LLC", "email": "a@example.com"})),
        WARNS,
    ),
    good("PGA-011", "a mug", flagged("FD2", **told("FDA", productCode="52YYH01"))),
    good("PGA-011", "registered and listed", flagged("FD2", **told("FDA", **CREAM))),
    good(
        "PGA-011",
        "a small business",
        flagged("FD2", **told("FDA", productCode="53JC-01", mocraExemption="small business")),
    ),
    good("PGA-011", "a disclaim", flagged("FD1", code="3304995000", **told("FDA", disclaim="A"))),
    bad(
        "PGA-011",
        "a cosmetic by its product code",
        flagged("FD1", **told("FDA", productCode="53JC-01")),
        WARNS,
    ),
    bad("PGA-011", "a cosmetic by its heading", flagged("FD2", code="3304995000"), WARNS),
    good("PGA-012", "a book", ready()),
    good("PGA-012", "an identifier", coded("8517130000", **told("FCC", fccId="2AB3C-WH100"))),
    good("PGA-012", "a book on bluetooth", with_product(ready(), BOOK, title="Bluetooth for all")),
    bad("PGA-012", "a telephone", coded("8517130000"), TELLS),
    bad("PGA-012", "wireless headphones", coded("8518302000", title="Wireless headphones"), TELLS),
]


@pytest.mark.parametrize("example", parameters(EXAMPLES))
def test_an_agency_rule_finds_what_its_example_says(example):
    check(example)


def test_every_agency_rule_has_a_good_and_a_bad_example():
    assert rules_without_both("PGA", EXAMPLES) == []


def test_prior_notice_says_whether_it_is_needed_or_may_be():
    texts = [hits(by_id("PGA-003"), flagged(flag))[0].message for flag in ("FD4", "FD3")]
    assert [" needs an FDA" in texts[0], " may need an FDA" in texts[1]] == [True, True]


def test_a_cpsc_finding_says_what_it_goes_by():
    [by_code] = hits(by_id("PGA-004"), coded("9503000073", title="Kids' blocks"))
    [by_words] = hits(by_id("PGA-004"), coded("6109100012", title="Kids' T-shirt"))
    assert "heading 9503" in by_code.message
    assert "wording says kids'" in by_words.message


def test_one_finding_names_every_agency_with_its_flag():
    [hit] = hits(by_id("PGA-001"), flagged("FD4", "NM8", "AM7"))
    assert "FDA (FD4), NMFS (NM8)" in hit.message
    assert hit.missing


def test_ordinary_goods_are_not_drowned():
    """A book, a pullover, a toy's TSCA flag and a cosmetic's AQX cost no agency warning."""
    quiet = with_schedule_line(ready(), ready().schedule_codes[PULLOVER], agency_flags=("AM7", "AQX", "EP7"))
    found = [hit for rule in ("PGA-001", "PGA-002") for hit in hits(by_id(rule), quiet)]
    assert [hit.severity for hit in found] == [INFO]


def test_every_flag_of_the_agency_report_is_understood(shared):
    """Each flag either requires data, may require them, or is the one that owes no disclaim."""
    report = (shared / "data" / "cbp_ace_hts_pga_report_2026-02-21.csv").read_text(encoding="utf-8-sig")
    flags = {flag for entry in agency_entries(report).values() for flag in entry.flags}
    line = replace(ready().tariff.lines[BOOK_CODE], agency_flags=tuple(sorted(flags)))
    understood = {*flagged_of(line, required=True), *flagged_of(line, required=False)}
    assert len(flags) > 30
    assert flags - understood == {"AQX"}


@pytest.mark.parametrize(
    ("answer", "element"),
    [
        (told("FDA", priorNoticeNumber="x"), "data.priorNoticeNumber"),
        (told("FDA", x=1), "data.productCode"),
        (told("EPA", disclaim="Q"), "disclaim"),
        (told("FDA", fsvpImporter={"duns": "12"}), "data.fsvpImporter.duns"),
        (told("LACEY", components=[TREE, {"genus": "x"}]), "data.components[1].genus"),
        (told("CPSC", registryIds=["C-100042", "soon"]), "data.registryIds[1]"),
    ],
)
def test_a_malformed_answer_names_the_element_and_how_it_is_written(answer, element):
    [hit] = hits(by_id("PGA-008"), with_product(ready(), BOOK, **answer))
    assert hit.details["element"] == element
    assert hit.details["expected"]
    assert hit.details["example"] in hit.fix


@pytest.mark.parametrize("flag", ["AM7", "AM8"])
def test_an_organic_certificate_answers_every_flag_of_organic_goods(flag):
    """AM8 stands on lines of certified organic goods alone; an inspection certificate is no answer to it."""
    found = {
        program: [
            hit
            for rule in ("PGA-001", "PGA-002")
            for hit in hits(
                by_id(rule), flagged(flag, title="Organic tea", **told("AMS", program, certificate="N-123"))
            )
        ]
        for program in ("OR", "MO")
    }
    assert {program: len(each) for program, each in found.items()} == {"OR": 0, "MO": 1}


@pytest.mark.parametrize(("amount", "lacks_unit"), [("0.9 kg", False), ("0.9", True)])
def test_a_unit_written_behind_an_amount_is_stated(amount, lacks_unit):
    """The quantity of wood of a Lacey Act declaration."""
    tree = {name: value for name, value in TREE.items() if name != "unit"} | {"quantity": amount}
    [reading] = readings(with_product(ready(), BOOK, **told("LACEY", **tree)).products[BOOK])
    units = [element.name for element in reading.lacks if element.within == "quantity"]
    assert bool(units) is lacks_unit


def test_an_answer_that_says_nothing_is_shown_without_the_programme_it_names():
    [hit] = hits(by_id("PGA-008"), with_product(ready(), BOOK, **told("FDA", x=1, programCode="FOO")))
    assert "'x'" in hit.message


def test_food_without_prior_notice_is_told_all_that_is_lacking_at_once():
    [hit] = hits(by_id("PGA-003"), flagged("FD4", **told("FDA", productCode="36EGT02")))
    assert hit.details["elements"] == ("data.priorNoticeNumber", "data.facilityRegistration")


@pytest.mark.parametrize("code", sorted(INDUSTRIES))
def test_every_industry_of_fda_belongs_to_a_programme(code):
    assert {programme.code for programme in programmes_of("FD")} >= set(INDUSTRIES[code])


def test_the_industry_codes_are_those_of_the_builder(shared):
    """The data set marks which it read and which it knows; both are taken."""
    rows = csv.DictReader((shared / "data/datasets-2026-11/fda_industry_codes.csv").read_text().splitlines())
    assert {row["industry_code"] for row in rows} == set(INDUSTRIES)
