"""No rule raises on facts of any shape their types allow, and the complete case is silent but for information."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from entrygo.contract.facts import Account, Broker, Order, OrderLine, Product, Shipment, Warehouse
from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryUnit
from entrygo.contract.tariff import Edition
from entrygo.planning.rule import Case
from entrygo.planning.rules import RULES
from tests.examples import examples
from tests.rooms.planning import cases

OWN = ("PTY", "SHP", "PRD", "VAL", "QTY", "MET")
TELLING = (
    "",
    " ",
    "CA",
    "UA",
    "us",
    "New York",
    "90210",
    "4901990070",
    "6110.20",
    "64",
    "7701000000",
    "٣٤٥",
    "²²",
    "🎁",
    "truck",
    "0901",
    "12-3456789AB",
    "100% cotton",
    "Livre de papier",
    "gift",
    "steel",
    "shell: cotton",
    "2026-02-30",
    "XOMAPPRE120TOR",
)
TEXT = st.sampled_from(TELLING) | st.text(max_size=12)
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT | NUMBERS,
    lambda each: st.lists(each, max_size=3) | st.dictionaries(TEXT, each, max_size=3),
    max_leaves=5,
)
QUESTIONS = st.sampled_from(("marked", "assists", "relatedParty", "quantities", "gender", "use", "chapter98"))
PLAIN = {
    str: TEXT,
    bool: st.booleans(),
    int: st.integers(-5, 10**6),
    Decimal: NUMBERS,
    date: st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    NoneType: st.none(),
    Any: ANYTHING,
}


def of_type(hint: Any) -> st.SearchStrategy:
    """Values of a fact's declared type."""
    if hint in PLAIN:
        return PLAIN[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return st.one_of([of_type(each) for each in arguments])
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return st.lists(of_type(arguments[0]), max_size=3).map(tuple)
        return st.tuples(*(of_type(each) for each in arguments))
    if is_dataclass(hint):
        return facts(hint)
    if isinstance(hint, type) and issubclass(hint, str):
        return st.sampled_from(list(hint))
    return st.dictionaries(QUESTIONS | TEXT, ANYTHING, max_size=3)


def facts(cls: type, **fixed: st.SearchStrategy) -> st.SearchStrategy:
    """Values of a dataclass of facts, every field of any shape its type allows."""
    hints = get_type_hints(cls)
    free = {each.name: of_type(hints[each.name]) for each in fields(cls) if each.name not in fixed}
    return st.builds(cls, **free, **fixed)


IDS = ("prod_book", "prod_pullover")
LINES = st.lists(facts(OrderLine, product_id=st.sampled_from(IDS)), max_size=3).map(tuple)


PARTS: dict[str, st.SearchStrategy] = {
    "account": facts(Account),
    "warehouse": facts(Warehouse),
    "broker": facts(Broker),
    "shipment": facts(Shipment),
    "orders": st.lists(facts(Order, lines=LINES), max_size=2).map(tuple),
    "products": st.fixed_dictionaries({each: facts(Product, id=st.just(each)) for each in IDS}),
    "entries": st.lists(facts(EntryUnit), max_size=2).map(tuple),
    "schedule_codes": st.sampled_from([{}, {IDS[0]: "gone"}]),
    "memory": st.fixed_dictionaries(
        {},
        optional={
            "screening": ANYTHING | st.lists(st.dictionaries(TEXT, ANYTHING, max_size=2), max_size=2),
            "screening_list": ANYTHING | st.fixed_dictionaries({"as_of": ANYTHING}),
            "order_shipments": ANYTHING,
        },
    ),
    "tariff": facts(Edition).map(lambda edition: replace(cases.ready().tariff, edition=edition)),
}
LISTS = st.lists(st.sampled_from(("s232_metals:iv", "s301_china:4A", "", ":")), max_size=2).map(tuple)
UNITS = st.lists(st.sampled_from(("No.", "kg", "m²", "X", "prs.", "", "Cu kg")), max_size=3).map(tuple)


@st.composite
def any_case(draw) -> Case:
    """The complete case with one to three of its parts replaced by anything."""
    chosen = draw(st.sets(st.sampled_from(sorted(PARTS)), min_size=1, max_size=3))
    case = cases.with_schedule_line(cases.ready(), cases.BOOK_CODE, lists=draw(LISTS), units=draw(UNITS))
    return replace(case, **{name: draw(PARTS[name]) for name in sorted(chosen)})


@given(case=any_case())
@example(case=replace(cases.ready(), orders=(), products={}, entries=()))
@examples(150, unhealthy=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example])
def test_no_rule_raises_and_every_hit_can_be_read(case: Case) -> None:
    """Facts are validated at the door, yet a rule leans on their types alone."""
    for rule in RULES:
        for hit in cases.hits(rule, case):
            assert hit.field
            assert hit.message.strip()
            assert hit.severity is None or hit.severity in Severity


def test_the_complete_case_draws_information_alone() -> None:
    """Nothing that deducts, and only the questions no product answers."""
    found = {
        rule.id: [hit.severity or rule.severity for hit in cases.hits(rule, cases.ready())] for rule in RULES
    }
    told = {rule: severities for rule, severities in found.items() if severities and rule[:3] in OWN}
    assert told == {"PTY-010": [Severity.INFO], "VAL-007": [Severity.INFO]}


@pytest.mark.requirement("readiness:reference:ready")
def test_an_order_of_the_reference_pages_fields_alone_draws_information_alone() -> None:
    """No ship-to, buyer, carrier, arrival, screening list or marking answer: told, never a warning."""
    order = Order(
        id=cases.ORDER,
        external_id="1001",
        destination_country="US",
        lines=cases.order().lines,
    )
    case = cases.with_shipment(
        cases.ready(), carrier_scac=None, paps_number=None, eta=None, port_of_entry=None, mode=None
    )
    for product in IDS:
        case = cases.with_product(case, product, attributes={})
    case = replace(case, orders=(order,), memory={})
    found = {(rule.id, hit.severity or rule.severity) for rule in RULES for hit in cases.hits(rule, case)}
    assert {severity for _, severity in found} == {Severity.INFO}
    assert {"PTY-005", "PTY-009", "PRD-024", "SHP-003"} <= {rule for rule, _ in found}
