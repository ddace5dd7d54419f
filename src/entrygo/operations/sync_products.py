"""Products come in: upsert by the caller's external id, all or nothing."""

from collections.abc import Mapping

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonMapping, JsonObject
from entrygo.contract.facts import Product
from entrygo.contract.problems import not_found
from entrygo.contract.requests.catalogue import ProductPatch, ProductsSync
from entrygo.contract.requests.issues import parse
from entrygo.operations.answer import Answer, answer
from entrygo.operations.corrections import put_products
from entrygo.operations.facts import product_facts
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.operations.preference import prefers_minimal, rows_of, told
from entrygo.operations.product_changes import patched, record_products
from entrygo.operations.stale_updates import split_stale
from entrygo.operations.views import product_view
from entrygo.store.catalogue import ProductRow
from entrygo.store.unit_of_work import UnitOfWork


def sync_products(
    context: Context, actor: Actor, request: ProductsSync, tried: Attempt, *, prefer: str | None = None
) -> Answer:
    """Insert or overwrite products; the answer follows the request's order, and is as long as it prefers."""
    require_account(actor, request.account_id)
    minimal = prefers_minimal(prefer)
    done = once(context, actor, tried, lambda uow: _sync(uow, request, is_minimal=minimal))
    return told(done, is_minimal=minimal)


def _sync(uow: UnitOfWork, request: ProductsSync, *, is_minimal: bool) -> JsonObject:
    externals = [item.external_id for item in request.items]
    known = uow.products.ids_of(externals)
    before = uow.products.many(known.values())
    items, stale, changed = split_stale(
        request.items, {external: before[identifier] for external, identifier in known.items()}
    )
    ids = {item.external_id: known.get(item.external_id) or uow.ids.new("prod") for item in items}
    facts = [product_facts(item, ids[item.external_id]) for item in items]
    sources = {ids[external]: at for external, at in changed.items()}
    put_products(uow, facts, sources)
    settled = uow.products.ids_of(externals)
    rows = uow.products.many(settled.values())
    after = {each.id: rows[each.id].product for each in facts}
    record_products(uow, facts_of(before), after, source="sync")
    warnings = [
        {"code": "STALE_UPDATE", "message": f"Product {words}", "product_id": settled[item.external_id]}
        for item, words in stale
    ]
    found = [rows[settled[external]] for external in externals]
    if is_minimal:
        return {"data": rows_of([row.product for row in found]), "warnings": warnings}
    proposals = uow.proposals.of(rows)
    data = [product_view(row, proposals.get(row.product.id)) for row in found]
    return {"data": data, "warnings": warnings}


def facts_of(rows: Mapping[str, ProductRow]) -> dict[str, Product]:
    """The products of rows, by id."""
    return {key: row.product for key, row in rows.items()}


def get_product(context: Context, actor: Actor, product_id: str) -> Answer:
    with context.store.read(actor.tenant) as uow:
        row = uow.products.many([product_id]).get(product_id)
        proposal = uow.proposals.of([product_id]).get(product_id)
    if row is None:
        raise not_found("Product")
    return answer(product_view(row, proposal))


def patch_product(
    context: Context, actor: Actor, product_id: str, changes: JsonMapping, tried: Attempt
) -> Answer:
    """Replace the fields given; null clears one. ``changes`` is the body as sent."""
    parse(ProductPatch, changes)

    def work(uow: UnitOfWork) -> JsonObject:
        row = uow.products.many([product_id]).get(product_id)
        if row is None:
            raise not_found("Product")
        put_products(uow, [patched(row.product, changes)])
        stored_row = uow.products.many([product_id])[product_id]
        record_products(uow, {product_id: row.product}, {product_id: stored_row.product}, source="patch")
        return product_view(stored_row, uow.proposals.of([product_id]).get(product_id))

    return once(context, actor, tried, work)
