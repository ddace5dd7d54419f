"""The DOC rules: invoice elements that fall back to a default."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from entrygo.contract.facts import Charge, Party
from entrygo.planning.rules import by_id
from tests.rooms.planning.cases import ENTRY_DATE, hits, ready, with_account, with_order
from tests.rooms.planning.rules.examples import (
    INFO,
    WARNING,
    bad,
    check,
    good,
    parameters,
    rules_without_both,
)

STATED = with_account(
    with_order(ready(), charges=(Charge(type="freight", amount_usd=Decimal(5)),)),
    address=Party(address1="1 Main Street", country="CA"),
)

EXAMPLES = [
    good("DOC-001", "all stated, no city to default to", STATED),
    good("DOC-003", "sold before", STATED),
    good("DOC-003", "sold on the day", with_order(ready(), sold_on=ENTRY_DATE)),
    good("DOC-003", "sold two years before", with_order(ready(), sold_on=date(2024, 11, 23))),
    bad("DOC-003", "a year mistyped", with_order(ready(), sold_on=date(1926, 11, 20)), ("soldOn", WARNING)),
    bad("DOC-003", "sold after", with_order(ready(), sold_on=date(2026, 11, 24)), ("soldOn", WARNING)),
    bad("DOC-001", "no date of sale", with_order(STATED, sold_on=None), ("orders[].soldOn", INFO)),
    bad("DOC-001", "no packages", with_order(STATED, packages=None), ("orders[].packages", INFO)),
    bad("DOC-001", "no charges", with_order(STATED, charges=()), ("orders[].charges", INFO)),
    bad(
        "DOC-001",
        "the seller's city as place of sale",
        with_account(STATED, address=ready().account.address),
        ("account.address.city", INFO),
    ),
    bad("DOC-001", "no address", with_account(STATED, address=Party()), ("account.address", INFO)),
    good("DOC-002", "planning makes no document", ready()),
]


@pytest.mark.parametrize("example", parameters(EXAMPLES))
def test_an_invoice_rule_finds_what_its_example_says(example):
    check(example)


def test_every_invoice_rule_has_a_good_and_a_bad_example_but_the_one_checked_at_sealing():
    assert rules_without_both("DOC", EXAMPLES) == ["DOC-002"]


def test_a_thousand_orders_without_a_date_are_told_once():
    case = ready()
    orders = tuple(with_order(case, external_id=f"o{n:04}", sold_on=None).orders[0] for n in range(1000))
    dates = [h for h in hits(by_id("DOC-001"), replace(case, orders=orders)) if "soldOn" in h.field]
    assert [hit.message for hit in dates] == [
        "No date of sale is stated by order o0000, o0001, o0002 and 997 more; the papers say so."
    ]


def test_three_orders_without_a_date_are_all_named():
    orders = tuple(with_order(ready(), external_id=f"o{n}", sold_on=None).orders[0] for n in range(3))
    [first, *_] = hits(by_id("DOC-001"), replace(ready(), orders=orders))
    assert first.message == "No date of sale is stated by order o0, o1, o2; the papers say so."


@pytest.mark.requirement("rules:documents:defaults")
def test_each_element_with_a_default_is_told_and_none_is_missing_data():
    found = hits(by_id("DOC-001"), with_order(ready(), sold_on=None, packages=None, charges=()))
    assert [hit.field for hit in found] == [
        "orders[].soldOn",
        "orders[].packages",
        "orders[].charges",
        "account.address.city",
    ]
    assert not any(hit.missing for hit in found)
    assert by_id("DOC-001").severity is INFO
