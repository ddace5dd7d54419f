"""The forms one decision is kept in, what they share written once.

Orders, products and the records of the law stand in the document and under the fingerprint in the same bytes: those of
:func:`entrygo.planning.fingerprint.document`, to which a test holds them.
"""

from collections.abc import Collection
from dataclasses import dataclass

import orjson

from entrygo.contract.canonical import canonical_bytes, sha256_hex
from entrygo.contract.facts import Product
from entrygo.contract.plan import Plan
from entrygo.contract.snapshot import Snapshot
from entrygo.planning.bounded import Bounded, facts_digest
from entrygo.planning.fingerprint import (
    PREFIX,
    order_documents,
    product_document,
    published,
    stated_facts,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The published document with its hash, the fingerprint of the facts, and the plan itself, as bytes."""

    plan_hash: str
    document: bytes
    facts_fingerprint: str
    outcome: bytes


def forms(snapshot: Snapshot, plan: Plan) -> Forms:
    """Everything that is kept of a decision but its answer and its snapshot."""
    outcome = canonical_bytes(plan)
    orders = order_documents(snapshot.orders)
    included = set(plan.included_order_ids)
    taken = [each for each in orders if each["id"] in included]
    every_order = orjson.Fragment(canonical_bytes(orders))
    taken_orders = every_order if len(taken) == len(orders) else orjson.Fragment(canonical_bytes(taken))
    named = {line["product_id"] for order in taken for line in order["lines"]}
    document = canonical_bytes(
        published(
            snapshot,
            plan,
            orders=taken_orders,
            products=_products(snapshot, named),
            outcome=orjson.loads(outcome),
            product_ids=named,
        )
    )
    facts = stated_facts(snapshot, orders=every_order, products=_products(snapshot, snapshot.products))
    return Forms(
        plan_hash=PREFIX + sha256_hex(document),
        document=document,
        facts_fingerprint=sha256_hex(canonical_bytes(facts)),
        outcome=outcome,
    )


def _products(snapshot: Snapshot, ids: Collection[str]) -> list[orjson.Fragment]:
    return [orjson.Fragment(_written(snapshot.products[product_id])) for product_id in sorted(ids)]


_WRITTEN: Bounded[bytes] = Bounded(4_096)


def _written(product: Product) -> bytes:
    """A product's document in canonical bytes, kept by its exact facts. (A copy: the encoder's own takes 8 kB.)"""
    facts = facts_digest(product)
    if facts is None:
        return canonical_bytes(product_document(product))
    return _WRITTEN.get(facts, lambda: bytes(memoryview(canonical_bytes(product_document(product)))))
