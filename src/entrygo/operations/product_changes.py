"""Changes of products: several in one transaction, checked before, kept as history, undone by a change of their own."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

import orjson

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.product_changes import (
    ChangedProduct,
    ProductChange,
    ProductChangeDetail,
    ProductDifference,
    ProductHistoryEntry,
    ProductsChanged,
)
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonMapping, JsonObject, answer_bytes
from entrygo.contract.facts import Product
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.catalogue import ProductIn
from entrygo.contract.requests.issues import Issue, issue, parse, validation_problem
from entrygo.contract.requests.product_changes import ChangeUndo, ProductsChange
from entrygo.contract.times import iso
from entrygo.lifecycle.events import EventType
from entrygo.operations.answer import Answer, answer
from entrygo.operations.changes import record_rows
from entrygo.operations.corrections import put_products
from entrygo.operations.facts import product_facts
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.lists import paged
from entrygo.operations.policy import require_account
from entrygo.operations.product_check import check_view, checked
from entrygo.operations.queries import ListQuery
from entrygo.operations.views import product_document
from entrygo.store.product_changes import ChangedProductRow, ProductChangeRow
from entrygo.store.unit_of_work import UnitOfWork

Source = Literal["sync", "import", "patch", "change", "undo"]
MOST_SHOWN = 100
NOT_CHANGED = ("externalId", "title")
"""Fields every product has: an empty one leaves what is kept."""


class Change(NamedTuple):
    """One product as it was and as it becomes."""

    before: Product
    after: Product


def record_products(
    uow: UnitOfWork,
    before: Mapping[str, Product],
    after: Mapping[str, Product],
    *,
    source: Source,
    undoes: str | None = None,
) -> str | None:
    """The event of products that were put, and their history; the change's id, ``None`` where no kept one changed."""
    record_rows(uow, EventType.PRODUCTS_CHANGED, before, after)
    differing = {
        key: _difference(before[key], now)
        for key, now in after.items()
        if key in before and before[key] != now
    }
    if not differing:
        return None
    change = ProductChangeRow(
        id=uow.ids.new("chg"),
        source=source,
        actor=dict(uow.by.document()),
        products=len(differing),
        undoes=undoes,
        undone_by=None,
        created_at=uow.now,
    )
    rows = [
        ChangedProductRow(change_id=change.id, product_id=key, before=was, after=now)
        for key, (was, now) in differing.items()
    ]
    uow.product_changes.add(change, rows)
    return change.id


def patched(kept: Product, changes: JsonMapping) -> Product:
    """A product with the fields given in place of its own; null clears one. VALIDATION_ERROR with every fault."""
    stored = product_document(kept)
    if changes.get("externalId") not in (None, stored["externalId"]):
        raise validation_problem([issue("externalId", "externalId cannot be changed", "invalid_literal")])
    given = {name: value for name, value in changes.items() if name not in NOT_CHANGED or value}
    return product_facts(parse(ProductIn, stored | given), kept.id)


def change_products(
    context: Context,
    actor: Actor,
    request: ProductsChange,
    sent: Any,  # Any: the body as JSON
    tried: Attempt,
) -> Answer:
    """Change several products, all or nothing; with ``dryRun`` only say what would change and what is found then."""
    require_account(actor, request.account_id)
    wanted = {
        each.product_id: part["set"] for each, part in zip(request.changes, sent["changes"], strict=True)
    }
    _require_each_once(request)
    if request.dry_run:
        with context.store.read(actor.tenant) as uow:
            return answer(_view(context, uow, actor, _worked_out(uow, wanted), change_id=None, is_dry=True))

    def work(uow: UnitOfWork) -> JsonObject:
        changes = _worked_out(uow, wanted)
        change_id = _keep(uow, changes, source="change")
        return _view(context, uow, actor, changes, change_id=change_id, is_dry=False)

    return once(context, actor, tried, work)


def undo_change(
    context: Context, actor: Actor, change_id: str, *, request: ChangeUndo, tried: Attempt
) -> Answer:
    """Put back what a change replaced, by a change of its own.

    409 CHANGED_SINCE where a field of it was changed again; every such field is named.
    """
    require_account(actor, request.account_id)
    if request.dry_run:
        with context.store.read(actor.tenant) as uow:
            changes = _undone(uow, change_id)
            return answer(_view(context, uow, actor, changes, change_id=None, is_dry=True))

    def work(uow: UnitOfWork) -> JsonObject:
        changes = _undone(uow, change_id)
        made = _keep(uow, changes, source="undo", undoes=change_id)
        if made is not None:
            uow.product_changes.undone(change_id, made)
        return _view(context, uow, actor, changes, change_id=made, is_dry=False)

    return once(context, actor, tried, work)


def list_product_changes(context: Context, actor: Actor, asked: ListQuery) -> Answer:
    """Changes of products, newest first."""
    with context.store.read(actor.tenant) as uow:
        rows = uow.product_changes.page(asked.page)
    return paged(rows, asked, _position, lambda row: shown(ProductChange, row))


def get_product_change(context: Context, actor: Actor, change_id: str) -> Answer:
    """One change with what it made different."""
    with context.store.read(actor.tenant) as uow:
        row = _known(uow, change_id)
        parts = uow.product_changes.rows(change_id, MOST_SHOWN)
        kept = uow.products.many([part.product_id for part in parts])
    labels = {product_id: row.product.label for product_id, row in kept.items()}
    data = [shown(ProductDifference, part, label=labels.get(part.product_id)) for part in parts]
    return answer(shown(ProductChangeDetail, row, data=data))


def product_history(context: Context, actor: Actor, product_id: str, asked: ListQuery) -> Answer:
    """The changes of one product, newest first; what it was when it first came is not among them."""
    with context.store.read(actor.tenant) as uow:
        if product_id not in uow.products.many([product_id]):
            raise not_found("Product")
        found = uow.product_changes.of_product(product_id, asked.page)
    return paged(
        found,
        asked,
        lambda pair: _position(pair[0]),
        lambda pair: shown(ProductHistoryEntry, pair[0], before=pair[1].before, after=pair[1].after),
    )


def _position(row: ProductChangeRow) -> tuple[str, str]:
    return iso(row.created_at), row.id


def _known(uow: UnitOfWork, change_id: str) -> ProductChangeRow:
    row = uow.product_changes.get(change_id)
    if row is None:
        raise not_found("Change")
    return row


def _require_each_once(request: ProductsChange) -> None:
    first: dict[str, int] = {}
    faults: list[Issue] = []
    for place, each in enumerate(request.changes):
        before = first.setdefault(each.product_id, place)
        if before != place:
            words = f"The same product as changes.{before}; name each once"
            faults.append(issue(f"changes.{place}.productId", words, "duplicate"))
    if faults:
        raise validation_problem(faults)


def _worked_out(uow: UnitOfWork, wanted: Mapping[str, JsonMapping]) -> list[Change]:
    """The products as they are and become, in the request's order; every fault of every one at once."""
    rows = uow.products.many(wanted)
    unknown = [product_id for product_id in wanted if product_id not in rows]
    if unknown:
        raise Problem(
            "INVALID_PRODUCT_REFERENCE",
            field=f"changes.{list(wanted).index(unknown[0])}.productId",
            details={"unknownProductIds": unknown},
        )
    changes: list[Change] = []
    faults: list[Issue] = []
    for place, (product_id, given) in enumerate(wanted.items()):
        kept = rows[product_id].product
        try:
            changes.append(Change(kept, patched(kept, given)))
        except Problem as problem:
            found = (problem.details or {}).get("issues", [])
            faults += [each | {"path": f"changes.{place}.set.{each['path']}"} for each in found]
    if faults:
        raise validation_problem(faults)
    return changes


def _undone(uow: UnitOfWork, change_id: str) -> list[Change]:
    _known(uow, change_id)
    parts = uow.product_changes.rows(change_id)
    rows = uow.products.many(part.product_id for part in parts)
    conflicts = [
        {"productId": part.product_id, "externalId": rows[part.product_id].product.external_id, "field": name}
        for part in parts
        for name in _changed_since(part, rows[part.product_id].product)
    ]
    if conflicts:
        raise Problem(
            "CHANGED_SINCE",
            field=str(conflicts[0]["field"]),
            details={"changeId": change_id, "fields": conflicts},
        )
    return [
        Change(kept, product_facts(parse(ProductIn, product_document(kept) | part.before), kept.id))
        for part in parts
        for kept in (rows[part.product_id].product,)
    ]


def _changed_since(part: ChangedProductRow, now: Product) -> list[str]:
    document = _document(now)
    return [name for name, value in part.after.items() if document.get(name) != value]


def _keep(
    uow: UnitOfWork, changes: Sequence[Change], *, source: Source, undoes: str | None = None
) -> str | None:
    put_products(uow, [change.after for change in changes if change.after != change.before])
    before = {change.before.id: change.before for change in changes}
    after = {change.after.id: change.after for change in changes}
    return record_products(uow, before, after, source=source, undoes=undoes)


def _difference(before: Product, after: Product) -> tuple[JsonObject, JsonObject]:
    was, now = _document(before), _document(after)
    differing = [name for name in now if was.get(name) != now[name]]
    return {name: was.get(name) for name in differing}, {name: now[name] for name in differing}


def _document(product: Product) -> JsonObject:
    """A product as a sync states it, in the values JSON has."""
    document: JsonObject = orjson.loads(answer_bytes(product_document(product)))
    return document


def _view(
    context: Context,
    uow: UnitOfWork,
    actor: Actor,
    changes: Sequence[Change],
    *,
    change_id: str | None,
    is_dry: bool,
) -> JsonObject:
    found = checked(context, uow, actor, [change.after for change in changes])
    data = [
        shown(
            ChangedProduct,
            _Shown(change.after),
            fields=list(_difference(*change)[1]),
            check=check_view(found[change.after.id]),
        )
        for change in changes
    ]
    return shown(
        ProductsChanged,
        changes,
        change_id=change_id,
        dry_run=is_dry,
        changed=sum(change.before != change.after for change in changes),
        data=data,
    )


class _Shown(NamedTuple):
    product: Product
