"""The published planning snapshot and its hash: every fact that can change the outcome, and the outcome."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import lru_cache
from typing import Any, TypeAlias, cast

import orjson

from entrygo.contract.canonical import canonical_bytes, plain, sha256_hex
from entrygo.contract.facts import Account, Broker, Metals, Order, Product, Shipment, Warehouse
from entrygo.contract.hts import digits_of
from entrygo.contract.plan import Plan
from entrygo.contract.snapshot import Snapshot
from entrygo.contract.tariff import Programme, TariffFacts
from entrygo.planning.written import order_document, outcome_document
from entrygo.tariff.programme_scope import Identity

SCHEMA = "entrygo.plan/1"
PREFIX = "planhash_"

Document = dict[str, Any]  # Any: JSON without floats
Written: TypeAlias = Sequence[Document] | Sequence[orjson.Fragment] | orjson.Fragment

# Facts that no rule, entry, fee or paper of a plan is made from, so a change of one is not a change of plan.
NOT_HASHED: Mapping[type, frozenset[str]] = {
    Warehouse: frozenset({"notification_email"}),
    Broker: frozenset({"email", "on_uncertain", "profile"}),
    Shipment: frozenset({"entry_date", "export_date", "import_date"}),
}

# A screening list is refreshed daily; what it finds about a party is hashed, its own date is not.
NOT_REMEMBERED = frozenset({"screening_list"})


def document(snapshot: Snapshot, plan: Plan) -> Document:
    """The planning snapshot as published: sorted by id, decimal strings, no batch id, no time, no entry date."""
    included = set(plan.included_order_ids)
    orders = [order for order in snapshot.orders if order.id in included]
    named = {line.product_id for order in orders for line in order.lines}
    return published(
        snapshot,
        plan,
        orders=order_documents(orders),
        products=_products(snapshot.products, named),
        outcome=_as_json(outcome_document(plan, LATER_OF_ENTRY_LINE)),
        product_ids=named,
    )


def published(
    snapshot: Snapshot,
    plan: Plan,
    *,
    orders: Written,
    products: Written,
    outcome: Document | orjson.Fragment,
    product_ids: Collection[str],
) -> Document:
    """The document, of orders and products that are documents or written already, as is the plan, ``outcome``."""
    return {
        "schema": SCHEMA,
        "ruleset": snapshot.ruleset,
        "destination_country": snapshot.destination_country,
        "account": _object(snapshot.account),
        "warehouse": _object(snapshot.warehouse),
        "broker": _object(snapshot.broker),
        "shipment": _as_before(_object(snapshot.shipment), LATER_OF_SHIPMENT),
        "orders": orders,
        "products": products,
        "tariff": _tariff(snapshot.tariff, plan, _codes(snapshot.products, product_ids)),
        "memory": plain({key: known for key, known in snapshot.memory.items() if key not in NOT_REMEMBERED}),
        "outcome": outcome,
    }


def plan_hash(published: Document) -> str:
    """``planhash_`` and the SHA-256 of the document's RFC 8785 form."""
    return PREFIX + sha256_hex(canonical_bytes(published))


def verify(document_bytes: bytes) -> str:
    """The hash of a published document as anyone holds it, however it is spaced or ordered.

    Raises ``ValueError`` where the bytes are no such document: not JSON, another schema, or a number with a fraction.
    """
    published = orjson.loads(document_bytes)
    if not isinstance(published, dict) or published.get("schema") != SCHEMA:
        raise ValueError(f"not a planning snapshot: its schema is not {SCHEMA}")
    _refuse_floats(published)
    return plan_hash(published)


def facts_fingerprint(snapshot: Snapshot) -> str:
    """SHA-256 over all facts and the entry date: while it stays the same, planning again cannot end otherwise."""
    orders = order_documents(snapshot.orders)
    facts = stated_facts(snapshot, orders=orders, products=_products(snapshot.products, snapshot.products))
    return sha256_hex(canonical_bytes(facts))


def stated_facts(snapshot: Snapshot, *, orders: Written, products: Written) -> Document:
    """What the fingerprint covers, of orders and products that are documents or written already."""
    return {
        "ruleset": snapshot.ruleset,
        "destination_country": snapshot.destination_country,
        "parties": plain((snapshot.account, snapshot.warehouse, snapshot.broker, snapshot.shipment)),
        "orders": orders,
        "products": products,
        "tariff": _whole_tariff(snapshot.tariff),
        "memory": plain(snapshot.memory),
    }


def _object(value: Account | Warehouse | Broker | Shipment) -> Document:
    left_out = NOT_HASHED.get(type(value), frozenset())
    return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name not in left_out}


def _since(kind: type, first: str) -> Mapping[str, object]:
    """The fields of a record from one on, as each reads where nobody stated it. New fields stand at a record's end."""
    names = [each.name for each in fields(kind)]
    later = fields(kind)[names.index(first) :]
    return {
        each.name: plain(each.default if each.default_factory is MISSING else each.default_factory())
        for each in later
    }


LATER_OF_SHIPMENT: Mapping[str, object] = {"package_kind": None}
LATER_OF_PRODUCT = _since(Product, "quantities")
LATER_OF_METALS = _since(Metals, "steel_value_usd")
LATER_OF_ENTRY_LINE: Mapping[str, object] = {"answers": [], "provision": None, "dutiable_usd": None}
"""What came later, as it reads where nobody stated it: it is then left out, so that older plans keep their hash.

The claim of an order's line and of an entry's item came later, too."""


def order_documents(orders: Iterable[Order]) -> list[Document]:
    """Orders sorted by id."""
    return [_as_json(order_document(order)) for order in sorted(orders, key=lambda order: order.id)]


def _as_json(document: Document) -> Document:
    """A document as it reads once written: decimals and dates as texts."""
    return cast(Document, orjson.loads(canonical_bytes(document)))


def _products(products: Mapping[str, Product], ids: Iterable[str]) -> list[Document]:
    return [product_document(products[product_id]) for product_id in sorted(ids)]


def product_document(product: Product) -> Document:
    """A product as it is published and hashed."""
    document = _as_before(cast(Document, plain(product)), LATER_OF_PRODUCT)
    if document["metals"] is not None:
        _as_before(document["metals"], LATER_OF_METALS)
    return document


def _as_before(document: Document, later: Mapping[str, object]) -> Document:
    """Without what came later and is not stated."""
    for name, unstated in later.items():
        if document.get(name, unstated) == unstated:
            document.pop(name, None)
    return document


def _codes(products: Mapping[str, Product], ids: Iterable[str]) -> set[str]:
    return {digits_of(products[product_id].hs_code or "") for product_id in ids}


def _tariff(tariff: TariffFacts, plan: Plan, codes: set[str]) -> Document:
    """The records the plan resolved: edition, schedule lines, the programmes it applies, fees."""
    headings = {heading for unit in plan.entries for line in unit.lines for heading in line.headings}
    return {
        "edition": {
            "name": tariff.edition.name,
            "vintage": tariff.edition.vintage,
            "is_full": tariff.edition.is_full,
        },
        "lines": {code: plain(line) for code, line in sorted(tariff.lines.items()) if code in codes},
        "programmes": [_record(Identity(programme)) for programme in _applied(tariff.programmes, headings)],
        "fees": plain(tariff.fees),
    }


def _whole_tariff(tariff: TariffFacts) -> Document:
    """All facts of the law, as :func:`plain` writes them; what a record says is written once while it is in use."""
    document = {f.name: getattr(tariff, f.name) for f in fields(tariff)}
    programmes, coming = document.pop("programmes"), document.pop("coming")
    later = [
        {"day": plain(each.day), "programmes": _whole(each.programmes), "lists": plain(each.lists)}
        for each in coming
    ]
    whole = {name: plain(value) for name, value in document.items()}
    return whole | {"programmes": _whole(programmes), "coming": later}


def _whole(programmes: Iterable[Programme]) -> list[orjson.Fragment]:
    return [_written(Identity(programme)) for programme in programmes]


@lru_cache(maxsize=4096)
def _record(same: Identity[Programme]) -> Document:
    return cast(Document, plain(same.value))


@lru_cache(maxsize=4096)
def _written(same: Identity[Programme]) -> orjson.Fragment:
    return orjson.Fragment(canonical_bytes(_record(same)))


def _applied(programmes: Iterable[Programme], headings: set[str]) -> list[Programme]:
    return sorted((p for p in programmes if p.heading in headings), key=lambda programme: programme.id)


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise ValueError("a planning snapshot holds no float; decimals are strings")  # noqa: TRY004
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children:
        _refuse_floats(child)
