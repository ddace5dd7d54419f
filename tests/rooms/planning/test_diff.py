"""What changed between two plans, in words and as JSON Patch."""

import copy
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrygo.contract.snapshot import Snapshot
from entrygo.planning.diff import diff
from entrygo.planning.fingerprint import Document, document
from entrygo.planning.json_patch import json_patch
from entrygo.planning.plan import plan
from tests.examples import examples
from tests.rooms.planning import cases, snapshots


def applied(document: Any, patch: list[dict[str, Any]]) -> Any:
    """The patch applied as RFC 6902 says, by a reader that shares nothing with the writer."""
    root = {"": copy.deepcopy(document)}
    for operation in patch:
        *parents, last = [
            token.replace("~1", "/").replace("~0", "~") for token in ["", *operation["path"].split("/")[1:]]
        ]
        target: Any = root
        for token in parents:
            target = target[int(token)] if isinstance(target, list) else target[token]
        if isinstance(target, list):
            position = int(last)
            if operation["op"] == "add":
                assert position <= len(target)
                target.insert(position, operation["value"])
            elif operation["op"] == "remove":
                del target[position]
            else:
                target[position] = operation["value"]
        elif operation["op"] == "remove":
            del target[last]
        else:
            assert operation["op"] == "add" or last in target
            target[last] = operation["value"]
    return root[""]


def identical(one: Any, other: Any) -> bool:
    """Equal as JSON: true is not 1."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(identical(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(identical, one, other))
    return bool(one == other)


SCALARS = st.none() | st.booleans() | st.integers(-1, 2) | st.sampled_from(["", "a", "~", "a/b", "ü"])
KEYS = st.sampled_from(["a", "b", "", "~", "/", "~1", "0", "ü"])
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@examples(500)
@given(JSON, JSON)
def test_a_patch_applied_to_the_old_document_gives_the_new_one(old: Any, new: Any) -> None:
    """Whatever the two are, and nothing is to be done between equals."""
    assert identical(applied(old, json_patch(old, new)), new)
    assert json_patch(old, old) == []


def published(snapshot: Snapshot) -> Document:
    """The document of a snapshot's plan."""
    return document(snapshot, plan(snapshot))


@pytest.mark.requirement("plan:replan:diff")
def test_a_changed_fact_and_what_follows_are_told_in_words() -> None:
    """A dearer book: the unit value, the totals; nothing about the rest."""
    base = snapshots.ready()
    line = replace(base.orders[0].lines[0], unit_value_usd=Decimal("30.50"))
    dearer = snapshots.with_first_order(base, lines=(line, base.orders[0].lines[1]))
    told = diff(published(base), published(dearer))
    assert "Order ext-ord_1: lines changed." in told["changed"]
    assert "Value in USD changed from 175 to 196." in told["changed"]
    assert applied(published(base), told["patch"]) == published(dearer)


def test_orders_products_findings_and_exclusions_are_told() -> None:
    """An order that joins, one that is excluded, a finding that is new, a party that moved."""
    base = snapshots.ready()
    second = replace(cases.order("ord_2"), clearance="86")
    third = replace(cases.order("ord_3"), status="cancelled")
    account = replace(base.account, name="Other Goods Ltd.", incoterm=None)
    other = replace(base, orders=(*base.orders, second, third), account=account)
    told = diff(published(base), published(other))["changed"]
    assert "Order ext-ord_2 was added." in told
    assert "Order ord_3 (CANCELLED) is now excluded." in told
    assert "Account: name changed from Northern Goods Ltd. to Other Goods Ltd." in told
    assert "Account: incoterm changed from DDP to nothing." in told
    assert "Readiness changed from READY to BLOCKED." in told
    assert any(line.startswith("Finding new: error DE_MINIMIS_NOT_AVAILABLE") for line in told)
    back = diff(published(other), published(base))["changed"]
    assert "Order ext-ord_2 was removed." in back
    assert "Order ord_3 (CANCELLED) is no longer excluded." in back
    assert any(line.startswith("Finding resolved: error DE_MINIMIS_NOT_AVAILABLE") for line in back)


def test_tariff_and_memory_changes_are_told() -> None:
    """Another rate, another fee, another screening result."""
    base = snapshots.ready()
    line = replace(base.tariff.lines[cases.BOOK_CODE], general="2%")
    tariff = replace(
        base.tariff,
        lines={**base.tariff.lines, cases.BOOK_CODE: line},
        fees=replace(base.tariff.fees, fiscal_year="FY2028"),
    )
    other = replace(
        base, tariff=tariff, memory={**base.memory, "screening": [{"party_path": "account.name"}]}
    )
    told = diff(published(base), published(other))["changed"]
    assert f"Schedule line {cases.BOOK_CODE}: general changed from Free to 2%." in told
    assert "Customs fees: fiscal_year changed from FY2027 to FY2028." in told
    assert "What the installation knows, such as screening results, changed." in told


def test_equal_plans_have_nothing_to_tell() -> None:
    """No words, no operations."""
    known = published(snapshots.ready())
    assert diff(known, known) == {"changed": [], "patch": []}
