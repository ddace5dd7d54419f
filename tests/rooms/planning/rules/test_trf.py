"""The TRF rules: tariff programmes, claims and what they ask of a product."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from entrygo.contract.facts import Material, Metals, Usmca
from entrygo.contract.plan import OpenQuestion
from entrygo.contract.tariff import Programme
from entrygo.planning import metal
from entrygo.planning.notices import RULE_OF
from entrygo.planning.rules import RULES, by_id
from entrygo.planning.rules import china_301_exclusion_expired as trf_012
from entrygo.tariff.duty import Amounts, BaseDuty, Goods, NoticeKind, Remark, assess, layers
from entrygo.tariff.law import programmes_on, shipped_law
from entrygo.tariff.rates import parse_rate
from tests.rooms.planning.cases import (
    BOOK,
    BOOK_CODE,
    PULLOVER,
    hits,
    ready,
    with_assessment,
    with_code,
    with_entry,
    with_product,
    with_schedule_line,
    with_shipment,
)
from tests.rooms.planning.rules.claims import CLAIM_EXAMPLES
from tests.rooms.planning.rules.duty_cases import DUTY_CASES
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


def programme(heading, **changes):
    """A record as an assessment carries it."""
    record = Programme(
        id=heading,
        program="S232",
        heading=heading,
        kind="ad_valorem",
        rate="50%",
        percent=Decimal(50),
        scope={"order": 1, "group": "s232"},
        effective_from=date(2026, 4, 6),
        effective_to=None,
        source="HTSUS",
        certainty="P",
        verified_on=date(2026, 10, 1),
    )
    return replace(record, **changes)


def drawing(case, product_id, *headings, **changes):
    """The product's assessment draws these headings."""
    return with_assessment(case, product_id, programmes=tuple(programme(h, **changes) for h in headings))


def listed(code="8414596540", *lists, **product):
    """The book's place taken by metal goods whose code is on these lists (outside the metal chapters)."""
    case = with_code(ready(), BOOK, code, lists=tuple(f"s232_metals:{name}" for name in lists or ("vii",)))
    return with_product(case, BOOK, **{"materials": (), "net_weight_kg": Decimal(1), **product})


def claimed(value="3000", on=date(2026, 11, 23), **changes):
    """The book claims USMCA, in an entry of this value and day."""
    full = Usmca(
        qualifies=True,
        criterion="B",
        certifier="Maple Press Inc.",
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 12, 31),
    )
    case = with_shipment(with_entry(ready(), value_usd=Decimal(value)), entry_date=on)
    return with_product(case, BOOK, usmca=replace(full, **changes))


def remarked(rule, severity=WARNING, **changes):
    """The duty room says something about the book, of the kind a rule speaks on."""
    kind = next(kind for kind, owner in RULE_OF.items() if owner == rule)
    remark = Remark(kind=kind, code="SAID_BY_DUTY", severity=severity, message="Said.", fix="Do.")
    return with_assessment(ready(), BOOK, remarks=(remark,), **changes)


def asking(condition):
    """The book's entry line hangs on a condition that nobody answered."""
    open_question = OpenQuestion(condition=condition, if_true_usd=Decimal(0), if_false_usd=Decimal(50))
    line = replace(ready().entries[0].lines[0], open_questions=(open_question,))
    return with_entry(ready(), lines=(line,))


STEEL = (
    Material(name="Stainless steel", percent=Decimal(90)),
    Material(name="silicone", percent=Decimal(10)),
)
ALUMINUM = Metals(
    aluminum_weight_kg=Decimal("0.5"), aluminum_primary_smelt_country="CA", aluminum_cast_country="CA"
)
CHINESE = with_product(
    with_schedule_line(ready(), BOOK_CODE, lists=("s301_china:4A",)),
    BOOK,
    country_of_origin="CN",
    attributes={"section301Exclusion": "9903.88.69"},
)
STALE = programme("9903.82.02", verified_until=date(2026, 11, 22))
PARTIAL = Remark(
    kind=NoticeKind.RECORD_DOUBT,
    code="PROGRAMME_LIST_PARTIAL",
    severity=WARNING,
    message="In part.",
    fix="Load.",
)
SHARES = ("product.metals.originEvidence", ERROR)
BELOW = "9903.82.03"


EXAMPLES = [
    good("TRF-001", "no programme", ready()),
    bad(
        "TRF-001",
        "drawn, not claimed",
        drawing(ready(), PULLOVER, "9903.05.90"),
        ("lines[1].headings", ERROR),
    ),
    good(
        "TRF-001",
        "drawn and claimed",
        drawing(
            with_entry(ready(), lines=(replace(ready().entries[0].lines[0], headings=("9903.05.92",)),)),
            BOOK,
            "9903.05.92",
        ),
    ),
    good("TRF-002", "no claim", ready()),
    good("TRF-002", "a complete certification", claimed()),
    good("TRF-002", "twelve months to the anniversary", claimed(valid_to=date(2027, 1, 1))),
    bad("TRF-002", "a day more", claimed(valid_to=date(2027, 1, 2)), ("product.usmca.validTo", ERROR)),
    good(
        "TRF-002",
        "from a leap day",
        claimed(valid_from=date(2024, 2, 29), valid_to=date(2025, 3, 1), on=date(2025, 1, 1)),
    ),
    bad(
        "TRF-002",
        "carried by the small one of two entries",
        replace(
            claimed("2500", criterion=None),
            entries=(
                with_entry(ready(), value_usd=Decimal(2500)).entries[0],
                with_entry(ready(), value_usd=Decimal(9000), lines=(), number=2).entries[0],
            ),
        ),
        ("product.usmca.criterion", INFO),
    ),
    good("TRF-002", "qualifies is false", claimed(qualifies=False, criterion=None, valid_to=None)),
    bad("TRF-002", "no criterion", claimed(criterion=" "), ("product.usmca.criterion", ERROR)),
    bad("TRF-002", "no certifier", claimed(certifier=None), ("product.usmca.certifier", ERROR)),
    bad("TRF-002", "JSON that names nobody", claimed(certifier=[7]), ("product.usmca.certifier", ERROR)),
    bad("TRF-002", "no period", claimed(valid_from=None, valid_to=None), ("product.usmca.validFrom", ERROR)),
    bad("TRF-002", "no end", claimed(valid_to=None), ("product.usmca.validTo", ERROR)),
    bad("TRF-002", "over", claimed(valid_to=date(2026, 11, 22)), ("product.usmca.validTo", ERROR)),
    bad("TRF-002", "too long", claimed(valid_to=date(2027, 3, 1)), ("product.usmca.validTo", ERROR)),
    bad("TRF-002", "a small entry", claimed("2500", criterion=None), ("product.usmca.criterion", INFO)),
    bad(
        "TRF-002",
        "a certifier without his address",
        claimed(certifier={"name": "Jo", "title": "Clerk", "phone": "1", "email": "jo@example.com"}),
        ("product.usmca.certifier", INFO),
    ),
    good("TRF-003", "made in Canada", claimed()),
    good("TRF-003", "no claim", ready()),
    bad(
        "TRF-003",
        "made in China",
        with_product(claimed(), BOOK, country_of_origin="CN"),
        ("product.usmca.qualifies", ERROR),
    ),
    good("TRF-004", "no list", ready()),
    bad("TRF-004", "on a list", drawing(ready(), BOOK, "9903.03.12"), ("product.hsCode", WARNING)),
    bad("TRF-004", "remarked", remarked("TRF-004"), ("product.hsCode", WARNING)),
    good("TRF-004", "a partial list is TRF-013's", with_assessment(ready(), BOOK, remarks=(PARTIAL,))),
    good("TRF-004", "an exempting record", drawing(ready(), BOOK, "9903.03.14", kind="exempt")),
    good("TRF-005", "no ban", ready()),
    bad("TRF-005", "banned", with_assessment(ready(), BOOK, is_banned=True), ("product.hsCode", ERROR)),
    bad(
        "TRF-005",
        "banned and remarked, once",
        remarked("TRF-005", ERROR, is_banned=True),
        ("product.hsCode", ERROR),
    ),
    good("TRF-006", "not listed", ready()),
    good("TRF-006", "the weight stated", listed(metals=Metals(steel_weight_kg=Decimal(0)))),
    good("TRF-006", "materials in a metal chapter", listed("7323930080", materials=STEEL)),
    bad("TRF-006", "nothing stated", listed(), ("product.metals.steelWeightKg", ERROR)),
    bad("TRF-006", "copper", listed("8414596540", "viii"), ("product.metals.copperWeightKg", ERROR)),
    bad(
        "TRF-006",
        "no figure for want of metal",
        remarked("TRF-006", ERROR),
        ("product.metals.steelWeightKg", ERROR),
    ),
    bad(
        "TRF-006",
        "no figure for want of the article's weight",
        with_product(remarked("TRF-006", ERROR), BOOK, metals=Metals(steel_weight_kg=Decimal(1))),
        ("product.netWeightKg", ERROR),
    ),
    good("TRF-007", "no metal", ready()),
    good("TRF-007", "all metal", listed(metals=Metals(steel_weight_kg=Decimal(1)))),
    bad(
        "TRF-007",
        "two metals heavier than the article",
        listed(metals=Metals(steel_weight_kg=Decimal("0.6"), copper_weight_kg=Decimal("0.5"))),
        ("product.metals", ERROR),
    ),
    good("TRF-008", "no claim", listed()),
    good(
        "TRF-008",
        "drawn on stated weights",
        drawing(listed(metals=Metals(steel_weight_kg=Decimal("0.149"))), BOOK, BELOW),
    ),
    bad(
        "TRF-008",
        "claimed at 15 percent",
        listed(metals=Metals(steel_weight_kg=Decimal("0.15")), attributes={"section232Below15Percent": True}),
        ("product.metals", ERROR),
    ),
    bad(
        "TRF-008",
        "claimed without weights",
        listed(net_weight_kg=None, attributes={"section232Below15Percent": True}),
        ("product.metals.steelWeightKg", ERROR),
        ("product.netWeightKg", ERROR),
    ),
    bad("TRF-008", "in chapter 73", drawing(listed("7323930080"), BOOK, BELOW), ("product.metals", ERROR)),
    good("TRF-009", "not listed", with_product(ready(), BOOK, materials=STEEL)),
    good("TRF-009", "poured in Canada", listed(materials=STEEL, metals=Metals(steel_melt_pour_country="CA"))),
    good("TRF-009", "aluminum from Canada", listed("8414596540", "vi", metals=ALUMINUM)),
    good("TRF-009", "freed by weight", drawing(listed(materials=STEEL), BOOK, BELOW)),
    bad("TRF-009", "steel", listed(materials=STEEL), ("product.metals.steelMeltPourCountry", ERROR)),
    bad("TRF-009", "chapter 73", listed("7323930080"), ("product.metals.steelMeltPourCountry", ERROR)),
    bad(
        "TRF-009",
        "aluminum",
        listed("7615109100", "vi"),
        ("product.metals.aluminumPrimarySmeltCountry", ERROR),
        ("product.metals.aluminumCastCountry", ERROR),
    ),
    good("TRF-010", "Canadian aluminum", listed("8414596540", "vi", metals=ALUMINUM)),
    good(
        "TRF-010",
        "not listed",
        with_product(ready(), BOOK, metals=replace(ALUMINUM, aluminum_cast_country="RU")),
    ),
    *(
        bad(
            "TRF-010",
            f"cast in {country}",
            listed("8414596540", "vi", metals=replace(ALUMINUM, aluminum_cast_country=country)),
            ("product.metals.aluminumCastCountry", WARNING),
        )
        for country in ("RU", "UN", "ru")
    ),
    good("TRF-011", "below the threshold", listed(metals=Metals(us_origin_share=Decimal("0.84")))),
    good(
        "TRF-011",
        "with evidence",
        listed(metals=Metals(us_origin_share=Decimal(1), origin_evidence="cert 7")),
    ),
    good("TRF-011", "not listed", with_product(ready(), BOOK, metals=Metals(us_origin_share=Decimal(1)))),
    bad("TRF-011", "US metal", listed(metals=Metals(us_origin_share=Decimal("0.85"))), SHARES),
    bad("TRF-011", "UK metal", listed(metals=Metals(uk_origin_share=Decimal("0.95"))), SHARES),
    good(
        "TRF-011",
        "90 percent before June",
        with_shipment(listed(metals=Metals(us_origin_share=Decimal("0.9"))), entry_date=date(2026, 6, 7)),
    ),
    good("TRF-012", "no claim", with_product(CHINESE, BOOK, attributes={})),
    good("TRF-012", "on the last day", with_shipment(CHINESE, entry_date=date(2026, 11, 9))),
    good("TRF-012", "made in Vietnam", with_product(CHINESE, BOOK, country_of_origin="VN")),
    good("TRF-012", "on no list", with_schedule_line(CHINESE, BOOK_CODE, lists=())),
    bad(
        "TRF-012",
        "the day after",
        with_shipment(CHINESE, entry_date=date(2026, 11, 10)),
        ("product.attributes.section301Exclusion", WARNING),
    ),
    good("TRF-013", "no date of its own", drawing(ready(), BOOK, "9903.82.02")),
    good(
        "TRF-013", "on its last day", drawing(ready(), BOOK, "9903.82.02", verified_until=date(2026, 11, 23))
    ),
    bad(
        "TRF-013",
        "the day after",
        with_assessment(ready(), BOOK, programmes=(STALE,)),
        ("duty_estimate", WARNING),
    ),
    bad(
        "TRF-013",
        "used by two products, told once",
        with_assessment(with_assessment(ready(), BOOK, programmes=(STALE,)), PULLOVER, programmes=(STALE,)),
        ("duty_estimate", WARNING),
    ),
    bad(
        "TRF-013",
        "a partial list of two products, told once",
        with_assessment(with_assessment(ready(), BOOK, remarks=(PARTIAL,)), PULLOVER, remarks=(PARTIAL,)),
        ("duty_estimate", WARNING),
    ),
    *DUTY_CASES,
    good("TRF-016", "a base rate of Free", ready()),
    bad(
        "TRF-016",
        "a rate in words",
        with_assessment(
            ready(),
            BOOK,
            base=BaseDuty(heading=BOOK_CODE, rate=parse_rate("See 9822.04.25"), source="HTSUS"),
        ),
        ("product.hsCode", WARNING),
    ),
    bad(
        "TRF-016",
        "a record without a figure",
        drawing(ready(), BOOK, "9903.94.01", kind="unknown", percent=None),
        ("product.hsCode", WARNING),
    ),
    *CLAIM_EXAMPLES,
    good("TRF-018", "nothing open", ready()),
    bad("TRF-018", "civil aircraft or not", asking("civilAircraft"), ("product.attributes", WARNING)),
    good("TRF-017", "nothing assumed", ready()),
    bad("TRF-017", "an assumption", remarked("TRF-017", INFO), ("product.hsCode", INFO)),
]


@pytest.mark.parametrize("example", parameters(EXAMPLES))
def test_a_tariff_rule_finds_what_its_example_says(example):
    check(example)


def test_every_tariff_rule_has_a_good_and_a_bad_example():
    assert rules_without_both("TRF", EXAMPLES) == []


@pytest.mark.requirement("rules:metals:composition")
def test_a_listed_code_without_composition_is_an_error_and_missing_data():
    [hit] = hits(by_id("TRF-006"), listed())
    assert by_id("TRF-006").severity is ERROR
    assert (hit.field, hit.severity, hit.missing) == ("product.metals.steelWeightKg", None, True)


@pytest.mark.requirement("rules:tariff:usmca")
def test_criterion_certifier_and_twelve_months_satisfy_a_claim_whatever_else_is_unstated():
    assert hits(by_id("TRF-002"), claimed()) == []
    for lacking in ({"criterion": None}, {"certifier": None}, {"valid_to": date(2026, 11, 22)}):
        [hit] = hits(by_id("TRF-002"), claimed(**lacking))
        assert (hit.severity or by_id("TRF-002").severity) is ERROR
    unheld = hits(by_id("TRF-002"), claimed(certifier={"name": "Jo"}))
    assert [hit.severity for hit in unheld] == [INFO]


@pytest.mark.requirement("rules:tariff:verified-until")
def test_a_record_warns_by_its_own_date_and_never_by_its_age():
    old = drawing(ready(), BOOK, "9903.82.02", verified_on=date(2020, 1, 1))
    assert hits(by_id("TRF-013"), old) == []
    stale = drawing(ready(), BOOK, "9903.82.02", verified_until=date(2026, 11, 22))
    [hit] = hits(by_id("TRF-013"), stale)
    assert "9903.82.02" in hit.message


@pytest.mark.requirement("rules:tariff:metal-origin")
def test_evidence_answers_the_finding_and_changes_no_figure():
    bare = Metals(steel_weight_kg=Decimal(1), steel_melt_pour_country="US", us_origin_share=Decimal(1))
    proven = replace(bare, origin_evidence="mill certificate 7")
    assert len(hits(by_id("TRF-011"), listed(metals=bare))) == 1
    assert hits(by_id("TRF-011"), listed(metals=proven)) == []
    priced = [
        layers(assess(_steel_goods(m), _in_force()), Amounts(value_usd=Decimal(100))) for m in (bare, proven)
    ]
    assert priced[0] == priced[1]
    assert any(layer.heading == "9903.82.06" for layer in priced[0])


STEEL_LISTS = ("s232_metals:vii", "s232_metals:vii@2026-06-08")


def _steel_goods(metals):
    line = replace(ready().tariff.lines[BOOK_CODE], code="7323930080")
    return Goods(
        hs_code=line.code, line=line, country_of_origin="CN", metals=metals, article_weight_kg=Decimal(1)
    )


def _in_force():
    lists = {"7323930080": STEEL_LISTS}
    return replace(ready().tariff, programmes=programmes_on(shipped_law(), date(2026, 11, 23)), lists=lists)


def test_no_notice_of_the_tariff_room_is_lost_to_a_rule_file_of_its_kind():
    """The fold leaves a notice to the rule file of its kind: that file must say it."""
    remarks = (record.scope.get("remark") for record in shipped_law().programmes)
    ids = {RULE_OF[NoticeKind(remark["kind"])] for remark in remarks if remark} | {"TRF-013"}
    assert ids <= {rule.id for rule in RULES}
    for rule in (rule for rule in RULES if rule.id in ids):
        assert "Said." in [hit.message for hit in hits(rule, remarked(rule.id))], rule.id


def test_the_lists_the_rules_ask_for_are_named_as_the_law_names_them():
    programmes = {part.key.partition(":")[0] for part in shipped_law().lists}
    assert {metal.PROGRAMME, trf_012.PROGRAMME} <= programmes


def test_of_a_list_that_changed_the_version_in_force_counts():
    """A code that left the list in June keeps the key of the earlier version, which no record reads any more."""
    stayed = listed("8414596540", "vii", "vii@2026-06-08")
    left = listed("8414596540", "vii")
    newer = programme("9903.82.09", scope={"lists": ["s232_metals:vii@2026-06-08"]})
    for case, found in ((stayed, 1), (left, 0)):
        dated = replace(case, tariff=replace(case.tariff, programmes=(newer,)))
        assert len(hits(by_id("TRF-006"), dated)) == found
