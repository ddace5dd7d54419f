"""The ENT rules: guards of the planner's own entry structure, and clearances that no longer exist."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from entrygo.contract.plan import EntryType
from tests.rooms.planning.cases import (
    BOOK,
    BOOK_CODE,
    ready,
    with_entry,
    with_line,
    with_order,
    with_product,
    with_schedule_line,
    with_shipment,
)
from tests.rooms.planning.rules.examples import (
    ERROR,
    WARNING,
    bad,
    check,
    good,
    parameters,
    rules_without_both,
)

BIG = Decimal("2500.01")
LINES = ready().entries[0].lines
CLAIMING = with_entry(
    ready(), lines=(replace(LINES[0], headings=("9903.05.92",), value_usd=Decimal(251)), LINES[1])
)

LARGE = replace(LINES[0], items=(replace(LINES[0].items[0], value_usd=BIG),))

EXAMPLES = [
    good("ENT-001", "informal at the limit", with_entry(ready(), value_usd=Decimal("2500.00"))),
    good("ENT-001", "formal above it", with_entry(ready(), value_usd=BIG, entry_type=EntryType.FORMAL)),
    bad("ENT-001", "informal above it", with_entry(ready(), value_usd=BIG), ("entry_type", ERROR)),
    good("ENT-002", "no case, no quota", ready()),
    good(
        "ENT-002",
        "a case in type 03",
        with_entry(with_product(ready(), BOOK, adcvd="A-570-504"), entry_type=EntryType.ADCVD),
    ),
    good(
        "ENT-002",
        "out of scope",
        with_product(ready(), BOOK, adcvd={"inScope": False, "reason": "not lined paper"}),
    ),
    bad("ENT-002", "a case", with_product(ready(), BOOK, adcvd="A-570-504"), ("entry_type", ERROR)),
    bad("ENT-002", "a quota", with_schedule_line(ready(), BOOK_CODE, quota=True), ("entry_type", ERROR)),
    good("ENT-003", "today the cap is suspended", CLAIMING),
    bad(
        "ENT-003",
        "the day before its suspension",
        with_shipment(CLAIMING, entry_date=date(2025, 4, 29)),
        ("lines[0].headings", ERROR),
    ),
    good(
        "ENT-003",
        "at the cap",
        with_entry(
            with_shipment(CLAIMING, entry_date=date(2025, 4, 29)),
            lines=(replace(LINES[0], headings=("9903.05.92",), value_usd=Decimal(250)),),
        ),
    ),
    good(
        "ENT-003",
        "above the cap without a heading",
        with_entry(
            with_shipment(CLAIMING, entry_date=date(2025, 4, 29)),
            lines=(replace(LINES[0], value_usd=Decimal(251)),),
        ),
    ),
    good("ENT-003", "the day of it", with_shipment(CLAIMING, entry_date=date(2025, 4, 30))),
    good("ENT-004", "a small order", ready()),
    good("ENT-004", "an order at the limit", with_line(ready(), unit_value_usd=Decimal("1182.5"))),
    good(
        "ENT-004",
        "a large order, formal",
        with_entry(with_line(ready(), unit_value_usd=BIG), entry_type=EntryType.FORMAL),
    ),
    bad(
        "ENT-004",
        "a large order, informal",
        with_entry(with_line(ready(), unit_value_usd=BIG), lines=(LARGE,)),
        ("items", ERROR),
    ),
    good(
        "ENT-004",
        "a large order of which a small part is informal",
        with_entry(with_line(ready(), unit_value_usd=BIG), lines=LINES[:1]),
    ),
    good("ENT-005", "nothing asked", ready()),
    good("ENT-005", "informal asked", with_order(ready(), clearance="type 11")),
    good("ENT-005", "a number that holds 86", with_order(ready(), clearance="ref 1864")),
    *(
        bad("ENT-005", f"asks for {text}", with_order(ready(), clearance=text), ("clearance", ERROR))
        for text in ("86", "T86", "type 86", "321", "Section 321", "de minimis", "De-Minimis", "de_minimis")
    ),
    good("ENT-006", "999 lines", with_entry(ready(), lines=LINES[:1] * 999)),
    bad("ENT-006", "1,000 lines", with_entry(ready(), lines=LINES[:1] * 1000), ("lines", WARNING)),
]


@pytest.mark.parametrize("example", parameters(EXAMPLES))
def test_an_entry_rule_finds_what_its_example_says(example):
    check(example)


def test_every_entry_rule_has_a_good_and_a_bad_example():
    assert rules_without_both("ENT", EXAMPLES) == []
