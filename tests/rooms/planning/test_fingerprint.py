"""The hash of a plan: what changes it, what does not, and that anyone can recompute it."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import orjson
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from entrygo.contract.canonical import canonical_bytes, plain
from entrygo.contract.facts import Charge, Claim, Component, Consignee, Metals, PgaAnswer, Usmca
from entrygo.contract.snapshot import Snapshot
from entrygo.planning.fingerprint import document, facts_fingerprint, plan_hash, verify
from entrygo.planning.plan import plan
from tests.examples import examples
from tests.rooms.planning import cases, snapshots


def hash_of(snapshot: Snapshot) -> str:
    """Plan and hash."""
    return plan_hash(document(snapshot, plan(snapshot)))


METALS = Metals(
    steel_weight_kg=Decimal("0.01"),
    aluminum_weight_kg=Decimal("0.01"),
    copper_weight_kg=Decimal("0.01"),
    steel_melt_pour_country="DE",
    aluminum_primary_smelt_country="CA",
    aluminum_secondary_smelt_country="CA",
    aluminum_cast_country="CA",
    us_origin_share=Decimal("0.1"),
    uk_origin_share=Decimal("0.1"),
    origin_evidence="certificate 7",
)


CASE = Component(
    description="case",
    value_usd=Decimal(45),
    hs_code="9111109000",
    country_of_origin="CH",
    quantity=Decimal(1),
)
CLAIM = Claim(
    provision="9802.00.50",
    exported_on=date(2026, 6, 1),
    repair_value_usd=Decimal(12),
    us_content_value_usd=Decimal(3),
    evidence="declaration 4",
)


def full() -> Snapshot:
    """The ready snapshot with a value in every field a fact has, so that each can be changed."""
    base = snapshots.with_product(
        snapshots.ready(),
        cases.PULLOVER,
        usmca=Usmca(
            qualifies=True,
            criterion="B",
            certifier={"name": "A Producer"},
            valid_from=date(2026, 1, 1),
            valid_to=date(2026, 12, 31),
        ),
        metals=METALS,
        pga=(PgaAnswer(agency="FDA", program="FOO", disclaim="A", data={"code": 1.5}),),
        adcvd={"inScope": False, "reason": "not the subject goods"},
        quantities={"DOZ": Decimal(1)},
        spi="PA",
        components=(CASE,),
    )
    party = replace(cases.ship_to(), address2="Floor 3", email="ada@example.com", phone="+12125550100")
    consignee = Consignee(party=party, number="98-7654321")
    maker = replace(
        base.products[cases.PULLOVER].manufacturer or party,
        address2="Unit 1",
        email="m@example.com",
        phone="+351220000000",
    )
    base = snapshots.with_product(base, cases.PULLOVER, manufacturer=maker)
    order = replace(
        base.orders[0],
        ship_to=party,
        buyer=party,
        exchange_rate_usd=Decimal(1),
        charges=(Charge(type="freight", amount_usd=Decimal(12), evidence="waybill 1"),),
        clearance="formal",
    )
    lines = {line.product_id: line for line in order.lines}
    return replace(
        base,
        orders=(replace(order, lines=(replace(lines[cases.PULLOVER], not_sold="gift", claim=CLAIM),)),),
        products={cases.PULLOVER: base.products[cases.PULLOVER]},
        account=replace(
            base.account,
            address=party,
            importer=replace(base.account.importer, address=party),
            ultimate_consignee=consignee,
        ),
        shipment=replace(
            base.shipment,
            export_date=date(2026, 11, 20),
            import_date=date(2026, 11, 22),
            ultimate_consignee=consignee,
        ),
        warehouse=replace(base.warehouse, address=party),
        broker=replace(base.broker, profile={"columns": "all"}),
    )


def changed(value: Any) -> Any:
    """Another value of the same type."""
    if isinstance(value, bool):
        return not value
    if value is None:  # a line's price in the order's currency, which stands in place of the one in dollars
        return Decimal(7)
    if isinstance(value, Decimal | int):
        return value + 1
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, str):
        return f"{value}x"
    assert isinstance(value, dict), f"{value!r} is empty: give it a value in full()"
    return {**value, "more": 0.25}


# Identities that name other records: a change of one makes another world, not another fact.
IDENTITIES = {("Product", "id"), ("OrderLine", "product_id")}
NOT_IN_THE_HASH = {
    ("Warehouse", "notification_email"),
    ("Broker", "email"),
    ("Broker", "on_uncertain"),
    ("Broker", "profile"),
    ("Shipment", "entry_date"),
    ("Shipment", "export_date"),
    ("Shipment", "import_date"),
}


def variations(value: Any, name: tuple[str, str]) -> Iterator[tuple[tuple[str, str], Any]]:
    """Every single change of one leaf anywhere under a fact."""
    if is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            at = (type(value).__name__, each.name)
            for leaf, other in variations(getattr(value, each.name), at):
                yield leaf, replace(value, **{each.name: other})
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            for leaf, other in variations(item, name):
                yield leaf, (*value[:index], other, *value[index + 1 :])
    elif name not in IDENTITIES:
        yield name, changed(value)


def every_changed_fact() -> Iterator[tuple[tuple[str, str], Snapshot]]:
    """The full snapshot with each leaf of each fact changed in turn."""
    base = full()
    for part in ("account", "warehouse", "broker", "shipment", "orders"):
        for leaf, other in variations(getattr(base, part), ("Snapshot", part)):
            yield leaf, replace(base, **{part: other})
    for leaf, other in variations(base.products[cases.PULLOVER], ("Snapshot", "products")):
        yield leaf, replace(base, products={cases.PULLOVER: other})


@pytest.mark.requirement(
    "plan_hash:changes:order",
    "plan_hash:changes:product",
    "plan_hash:changes:warehouse",
    "plan_hash:changes:fees",
    "plan_hash:changes:account",
)
def test_every_customs_fact_changes_the_hash() -> None:
    """Each leaf of each fact alone, and no two the same; what is not customs' business changes nothing."""
    known = hash_of(full())
    seen: dict[str, tuple[str, str]] = {}
    for leaf, snapshot in every_changed_fact():
        found = hash_of(snapshot)
        if leaf in NOT_IN_THE_HASH:
            assert found == known, f"{leaf} changed the hash"
        else:
            assert found != known, f"{leaf} did not change the hash"
            assert found not in seen, f"{leaf} and {seen[found]} give one hash"
            seen[found] = leaf


def test_every_fact_changes_the_facts_fingerprint() -> None:
    """Those outside the hash and the entry date too: the fingerprint only ever errs towards planning again."""
    known = facts_fingerprint(full())
    for leaf, snapshot in every_changed_fact():
        assert facts_fingerprint(snapshot) != known, leaf


@pytest.mark.requirement("plan_hash:changes:rules", "plan_hash:changes:tariff")
def test_rule_set_tariff_and_memory_change_the_hash() -> None:
    """Another rule-set, schedule rate, fee record, edition, destination or screening result."""
    base = snapshots.ready()
    tariff = base.tariff
    line = replace(tariff.lines[cases.BOOK_CODE], general="1%")
    others = [
        replace(base, ruleset="2027.01"),
        replace(base, destination_country="MX"),
        replace(base, memory={**base.memory, "screening": [{"name": "Ada Buyer"}]}),
        replace(base, tariff=replace(tariff, lines={**tariff.lines, cases.BOOK_CODE: line})),
        replace(base, tariff=replace(tariff, fees=replace(tariff.fees, mpf_informal_usd=Decimal("2.78")))),
        replace(base, tariff=replace(tariff, edition=replace(tariff.edition, vintage="2026-12-01"))),
    ]
    assert len({hash_of(snapshot) for snapshot in [base, *others]}) == len(others) + 1


@pytest.mark.requirement("plan_hash:stable:same-records")
def test_another_entry_date_that_selects_the_same_records_gives_the_same_hash() -> None:
    """The day itself is in no hash; the facts fingerprint sees it."""
    base = snapshots.ready()
    later = replace(base, shipment=replace(base.shipment, entry_date=date(2026, 11, 24)))
    assert hash_of(later) == hash_of(base)
    assert facts_fingerprint(later) != facts_fingerprint(base)


def test_facts_of_excluded_orders_and_unused_records_do_not_change_the_hash() -> None:
    """What cannot change the outcome is not in the document."""
    base = snapshots.ready()
    cancelled = replace(cases.order("ord_2"), status="cancelled")
    known = hash_of(snapshots.with_orders(base, (*base.orders, cancelled)))
    moved = replace(cancelled, ship_to=replace(cases.ship_to(), city="Albany"))
    assert hash_of(snapshots.with_orders(base, (*base.orders, moved))) == known
    spare = replace(base.tariff.lines[cases.BOOK_CODE], code="9999999999")
    tariff = replace(base.tariff, lines={**base.tariff.lines, "9999999999": spare})
    assert hash_of(replace(base, tariff=tariff)) == hash_of(base)


@pytest.mark.requirement("plan_hash:stable:order-of-ids", "plan_hash:snapshot:sorted")
@examples(25)
@given(seed=st.integers(0, 10_000))
def test_no_order_of_ids_products_or_records_changes_the_document(seed: int) -> None:
    """Orders, products, schedule lines and memory shuffled: the same bytes."""
    snapshot = snapshots.three_lines(12, product_count=9)
    mixed = random.Random(seed)

    def shuffled(mapping: Any) -> dict[str, Any]:
        items = list(mapping.items())
        mixed.shuffle(items)
        return dict(items)

    orders = list(snapshot.orders)
    mixed.shuffle(orders)
    other = replace(
        snapshot,
        orders=tuple(orders),
        products=shuffled(snapshot.products),
        tariff=replace(snapshot.tariff, lines=shuffled(snapshot.tariff.lines)),
        memory=shuffled(snapshot.memory),
    )
    assert canonical_bytes(document(other, plan(other))) == canonical_bytes(
        document(snapshot, plan(snapshot))
    )
    assert facts_fingerprint(other) == facts_fingerprint(snapshot)


PRINT_HASHES = """
from tests.rooms.planning import snapshots
from entrygo.planning.fingerprint import document, facts_fingerprint, plan_hash
from entrygo.planning.plan import plan
for made in (snapshots.ready(), snapshots.reference(), snapshots.three_lines(20)):
    print(plan_hash(document(made, plan(made))), facts_fingerprint(made))
"""


@pytest.mark.requirement("plan_hash:stable:same-facts", "plan_hash:stable:time")
def test_time_zone_locale_and_hash_seed_change_nothing() -> None:
    """Other processes under other settings print the same hashes."""
    worlds = (
        {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
        {"TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "424242"},
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", PRINT_HASHES],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."]), **world},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for world in worlds
    }
    assert len(printed) == 1
    assert printed.pop().count("planhash_") == 3


@pytest.mark.requirement("plan_hash:form:prefix", "plan_hash:snapshot:verifier", "plan_hash:snapshot:no-hash")
def test_anyone_can_recompute_the_hash_from_the_published_document() -> None:
    """However the JSON is spaced and ordered; the document does not hold its own hash."""
    snapshot = snapshots.reference()
    published = document(snapshot, plan(snapshot))
    known = plan_hash(published)
    assert known.startswith("planhash_")
    assert len(known) == len("planhash_") + 64
    assert verify(json.dumps(published, indent=3, ensure_ascii=True).encode()) == known
    assert verify(orjson.dumps(published)) == known
    assert known.removeprefix("planhash_") not in json.dumps(published)


@pytest.mark.parametrize(
    "data", [b"[]", b'{"schema": "other/1"}', b'{"schema": "entrygo.plan/1", "a": [{"b": 1.5}]}', b"{"]
)
def test_what_is_no_planning_snapshot_is_refused(data: bytes) -> None:
    """Another schema, a fraction, or no JSON."""
    with pytest.raises(ValueError, match=r"."):
        verify(data)


def test_the_document_is_plain_json_of_strings_integers_and_truth() -> None:
    """No float anywhere, though the operator's own attributes hold one."""
    snapshot = full()
    odd = snapshots.with_product(snapshot, cases.PULLOVER, attributes={"wide": 1.5, "größe": [2.0, None]})
    published = document(odd, plan(odd))

    def walk(value: Any) -> None:
        assert value is None or type(value) in (str, int, bool, list, dict)
        for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(child)

    walk(published)
    assert published["products"][0]["attributes"]["wide"] == "1.5"
    assert canonical_bytes(published) == rfc8785.dumps(published)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
SAFE_INTEGERS = st.integers(-(2**53) + 1, 2**53 - 1)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | SAFE_INTEGERS | TEXTS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXTS, inner, max_size=6),
    max_leaves=25,
)
FOREIGN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXTS, inner, max_size=6),
    max_leaves=25,
)


@pytest.mark.requirement("plan_hash:form:canonical")
@examples(400)
@given(DOCUMENTS)
def test_our_canonical_bytes_are_rfc_8785(value: Any) -> None:
    """Byte for byte those of the rfc8785 package, keys beyond the basic plane included."""
    assert canonical_bytes(value) == rfc8785.dumps(value)


def test_keys_sort_by_utf_16_units() -> None:
    """An emoji's surrogates sort before U+FB33, though its code point is greater."""
    assert canonical_bytes({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()


@examples(400)
@given(FOREIGN)
def test_foreign_json_made_plain_is_rfc_8785_too(value: Any) -> None:
    """Fractions and big integers become strings, and then nothing is left to differ about."""
    assert canonical_bytes(plain(value)) == rfc8785.dumps(plain(value))
