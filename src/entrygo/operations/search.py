"""Find a row by what people have of it: an id, a package number, an order's number, a SKU, or how one begins."""

from collections.abc import Iterator, Sequence

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.search import SearchHit
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.lifecycle.rows import ExportRow
from entrygo.operations.answer import Answer, answer
from entrygo.operations.queries import SearchQuery
from entrygo.store.unit_of_work import UnitOfWork


def search(context: Context, actor: Actor, asked: SearchQuery) -> Answer:
    """Rows of the tenant whose id or number begins with ``q``; those that are it come first."""
    words, most = asked.q.strip(), asked.limit + 1
    with context.store.read(actor.tenant) as uow:
        found = _each_once(hit for hit in _hits(uow, words, most)) if words else []
    exact = [hit for hit in found if words.casefold() in (hit["id"], hit["label"].casefold())]
    others = [hit for hit in found if hit not in exact]
    ranked = [*exact, *others]
    return answer({"data": ranked[: asked.limit], "has_more": len(ranked) > asked.limit})


def _hits(uow: UnitOfWork, words: str, most: int) -> Iterator[JsonObject]:
    for package in uow.packages.begin_with(words, most):
        yield _hit("package", package.id, package.number, f"version {package.version}", package.export_id)
    for export in uow.exports.begin_with(words, most):
        yield _hit("export", export.id, export.id, _state(export), export.id)
    for order in uow.orders.begin_with(words, most):
        yield _hit("order", order.order.id, order.order.external_id, order.order.status, order.exported_in)
    for row in uow.products.begin_with(words, most):
        product = row.product
        yield _hit("product", product.id, product.sku or product.external_id, product.title, None)
    for mail in uow.mails.begin_with(words, most):
        yield _hit("submission", mail.id, mail.id, mail.subject, mail.export_id)
    for warehouse in uow.warehouses.begin_with(words, most):
        yield _hit("warehouse", warehouse.id, warehouse.stated.name or warehouse.id, None, None)
    for broker in uow.brokers.begin_with(words, most):
        yield _hit("broker", broker.id, broker.stated.name or broker.id, broker.stated.email, None)


def _state(export: ExportRow) -> str:
    return f"{export.state.value} {export.readiness}"


def _hit(kind: str, identifier: str, label: str, text: str | None, export_id: str | None) -> JsonObject:
    return shown(SearchHit, None, kind=kind, id=identifier, label=label, text=text, export_id=export_id)


def _each_once(hits: Iterator[JsonObject]) -> Sequence[JsonObject]:
    return list({(hit["kind"], hit["id"]): hit for hit in hits}.values())
