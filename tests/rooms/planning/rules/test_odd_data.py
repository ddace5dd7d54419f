"""No rule of these families raises, whatever was synced."""

from dataclasses import replace

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from entrygo.contract.facts import Material, Metals, Party, PgaAnswer, Usmca
from entrygo.planning.rules import RULES
from tests.examples import examples
from tests.rooms.planning.cases import (
    BOOK,
    BOOK_CODE,
    hits,
    ready,
    with_order,
    with_product,
    with_schedule_line,
)

FAMILIES = ("ENT", "TRF", "PGA", "FLB", "DOC")
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.decimals(allow_nan=False, places=3),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=12), each, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    (
        *(
            "ageGroup",
            "minAge",
            "maxAge",
            "section301Exclusion",
            "section232Below15Percent",
            "supplyChainTrace",
        ),
        *("inputCountries", "cottonOrigin", "priorNoticeNumber", "genus", "registryIds", "citations"),
    )
)
TEXT = st.text(max_size=12)
WEIGHT = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=3)
FLAGS = st.lists(
    st.sampled_from(["FD1", "FD4", "AL2", "AM7", "EP7", "AQX", "", "A", "Z9", "FD", "fd2"]), max_size=4
)
LISTS = st.lists(
    st.sampled_from(["s232_metals:i", "s232_metals:vii", "s232_metals:", "s301_china:3", ":", ""])
)


DATA = st.dictionaries(KEYS | TEXT, ODD, max_size=3)
PARTIES = st.builds(Party, name=TEXT, city=TEXT, postal_code=TEXT, country=st.none())
CLAIMS = st.builds(
    Usmca, qualifies=st.booleans(), certifier=TEXT | DATA, valid_from=st.dates(), valid_to=st.dates()
)
METALS = st.builds(
    Metals, steel_weight_kg=WEIGHT, us_origin_share=WEIGHT, aluminum_cast_country=st.none() | TEXT
)
AGENCIES = TEXT | st.sampled_from(["FDA", "CPSC", "LACEY", "APHIS"])
ANSWERS = st.builds(PgaAnswer, agency=AGENCIES, program=TEXT, disclaim=TEXT, data=DATA)


@st.composite
def odd_cases(draw):
    case = with_product(
        ready(),
        BOOK,
        title=draw(TEXT),
        description=draw(st.none() | TEXT),
        hs_code=draw(st.none() | TEXT),
        country_of_origin=draw(st.none() | TEXT | st.just("CN")),
        net_weight_kg=draw(WEIGHT),
        materials=tuple(Material(name=name) for name in draw(st.lists(TEXT, max_size=2))),
        manufacturer=draw(st.none() | PARTIES),
        usmca=draw(st.none() | CLAIMS),
        metals=draw(st.none() | METALS),
        pga=tuple(draw(st.lists(ANSWERS, max_size=2))),
        adcvd=draw(ODD | st.fixed_dictionaries({"inScope": ODD, "cases": ODD})),
        attributes=draw(DATA),
    )
    case = with_schedule_line(
        case,
        BOOK_CODE,
        agency_flags=tuple(draw(FLAGS)),
        lists=tuple(draw(LISTS)),
        antidumping=draw(st.booleans()),
    )
    codes = draw(st.sampled_from([case.schedule_codes, {}, {BOOK: "gone"}]))
    assessments = draw(st.sampled_from([case.assessments, {}]))
    case = with_order(case, clearance=draw(st.none() | TEXT), external_id=draw(TEXT))
    return replace(case, schedule_codes=codes, assessments=assessments)


@given(case=odd_cases())
@examples(150, unhealthy=[HealthCheck.too_slow])
def test_no_rule_raises_on_odd_data_and_every_hit_is_readable(case):
    for rule in (rule for rule in RULES if rule.id[:3] in FAMILIES):
        for hit in hits(rule, case):
            assert hit.field
            assert hit.message


def test_the_ready_case_is_silent_but_for_told_defaults():
    found = [(rule.id, hit.field) for rule in RULES if rule.id[:3] in FAMILIES for hit in hits(rule, ready())]
    assert found == [("DOC-001", "orders[].charges"), ("DOC-001", "account.address.city")]


def test_an_empty_plan_is_silent():
    empty = replace(ready(), orders=(), products={}, entries=(), assessments={})
    found = [rule.id for rule in RULES if rule.id[:3] in FAMILIES for _ in hits(rule, empty)]
    assert found == ["DOC-001"]
