"""The forms one decision is kept in, what they share written once.

Orders, products and the records of the law stand in the document and under the fingerprint in the same bytes: those of
:func:`entrygo.planning.fingerprint.document`, to which a test holds them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields

import orjson

from entrygo.contract.canonical import canonical_bytes, sha256_hex
from entrygo.contract.facts import Product
from entrygo.contract.plan import Plan
from entrygo.contract.snapshot import Snapshot
from entrygo.planning.bounded import Bounded, facts_digest
from entrygo.planning.fingerprint import (
    LATER_OF_ENTRY_LINE,
    PREFIX,
    product_document,
    published,
    stated_facts,
)
from entrygo.planning.written import order_document, outcome_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The published document with its hash, the fingerprint of the facts, and the plan itself, as bytes.

    ``orders`` are the snapshot's, in its order, written.
    """

    plan_hash: str
    document: bytes
    facts_fingerprint: str
    outcome: bytes
    orders: tuple[orjson.Fragment, ...]


def forms(snapshot: Snapshot, plan: Plan) -> Forms:
    """Everything that is kept of a decision but its answer and its snapshot."""
    outcome = canonical_bytes(outcome_document(plan, LATER_OF_ENTRY_LINE))
    orders = {order.id: order for order in sorted(snapshot.orders, key=lambda order: order.id)}
    by_id = {
        order_id: orjson.Fragment(canonical_bytes(order_document(order)))
        for order_id, order in orders.items()
    }
    included = set(plan.included_order_ids)
    taken = [each for each in orders if each in included]
    named = {line.product_id for each in taken for line in orders[each].lines}
    document = canonical_bytes(
        published(
            snapshot,
            plan,
            orders=[by_id[each] for each in taken],
            products=_products(snapshot, named),
            outcome=orjson.Fragment(outcome),
            product_ids=named,
        )
    )
    facts = stated_facts(
        snapshot, orders=list(by_id.values()), products=_products(snapshot, snapshot.products)
    )
    return Forms(
        plan_hash=PREFIX + sha256_hex(document),
        document=document,
        facts_fingerprint=sha256_hex(canonical_bytes(facts)),
        outcome=outcome,
        orders=tuple(by_id[order.id] for order in snapshot.orders),
    )


def snapshot_bytes(snapshot: Snapshot, orders: Sequence[orjson.Fragment]) -> bytes:
    """A snapshot as it is kept, of its orders as :func:`forms` wrote them."""
    facts = {each.name: getattr(snapshot, each.name) for each in fields(snapshot)}
    return canonical_bytes(facts | {"orders": orders})


def _products(snapshot: Snapshot, ids: Collection[str]) -> list[orjson.Fragment]:
    return [orjson.Fragment(_written(snapshot.products[product_id])) for product_id in sorted(ids)]


_WRITTEN: Bounded[bytes] = Bounded(4_096)


def _written(product: Product) -> bytes:
    """A product's document in canonical bytes, kept by its exact facts. (A copy: the encoder's own takes 8 kB.)"""
    facts = facts_digest(product)
    if facts is None:
        return canonical_bytes(product_document(product))
    return _WRITTEN.get(facts, lambda: bytes(memoryview(canonical_bytes(product_document(product)))))
