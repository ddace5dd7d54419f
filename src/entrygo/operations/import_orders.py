"""Orders from a file: every fault at once, and a dry run that says what would change.

A file of EntryGo's own columns is taken whole or not at all. Of a shop's file what cannot be taken is set aside and
told, and the rest is taken.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from entrygo.context import Context
from entrygo.contract.actor import COMMAND_LINE, Actor, Tenant
from entrygo.contract.answers.catalogue import OrdersImported
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem
from entrygo.contract.requests.catalogue import OrderIn
from entrygo.contract.requests.imports import OrdersImport
from entrygo.contract.requests.issues import parse
from entrygo.operations.answer import Answer, answer
from entrygo.operations.facts import order_facts
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.operations.read_file import faulty, mapping_of, reading_of, row_faults, table_of, told
from entrygo.operations.sync_orders import cancel_orders, put_orders
from entrygo.ports.tariff_book import TariffBook
from entrygo.spreadsheets.file_order import FileLine, FileOrder, OrderSheet
from entrygo.spreadsheets.layout import MOST_COUNTED, Fault, Skipped
from entrygo.spreadsheets.orders import order_sheet
from entrygo.spreadsheets.presets import SHOPS
from entrygo.store.catalogue import OrderRow
from entrygo.store.unit_of_work import Store, UnitOfWork

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOrderChange:
    """An order of a file, whether it is new, changed or as it is kept, and its id where it has one.

    Of one that the shop closed there is no item: what is kept of it is cancelled.
    """

    row: int
    kind: str
    external_id: str
    id: str | None
    item: OrderIn | None


def import_orders(context: Context, actor: Actor, request: OrdersImport, tried: Attempt) -> Answer:
    """Import a file's orders; with ``dryRun`` only say what would change."""
    require_account(actor, request.account_id)
    sheet = _sheet(request, context.book)
    if request.dry_run:
        with context.store.read(actor.tenant) as uow:
            changes, aside = _worked_out(uow, sheet)
            return answer(_view(sheet, changes, aside, is_dry=True))
    return once(context, actor, tried, lambda uow: _import(uow, sheet))


def import_here(store: Store, tenant: Tenant, request: OrdersImport, book: TariffBook) -> JsonObject:
    """Import a file's orders without a server; raises the contract's ``Problem`` with every fault of the file."""
    sheet = _sheet(request, book)
    if request.dry_run:
        with store.read(tenant) as uow:
            changes, aside = _worked_out(uow, sheet)
            return _view(sheet, changes, aside, is_dry=True)
    with store.write(tenant, by=COMMAND_LINE) as uow:
        return _import(uow, sheet)


def _sheet(request: OrdersImport, book: TariffBook) -> OrderSheet:
    table = table_of(request)
    sheet = order_sheet(table, reading_of(table, book), preset=request.preset, mapping=mapping_of(request))
    if sheet.found.faults and not sheet.orders and not sheet.closed:
        raise faulty(sheet.found.faults)
    return sheet


def _import(uow: UnitOfWork, sheet: OrderSheet) -> JsonObject:
    changes, aside = _worked_out(uow, sheet)
    changed = [change for change in changes if change.kind != UNCHANGED]
    _, warnings = put_orders(uow, [change.item for change in changed if change.item is not None])
    warnings += cancel_orders(uow, [str(change.id) for change in changed if change.item is None])
    warnings += _staying_cancelled(uow, changes)
    ids = uow.orders.ids_of(change.external_id for change in changes)
    settled = [replace(change, id=ids[change.external_id]) for change in changes]
    return _view(sheet, settled, aside, warnings, is_dry=False)


def _view(
    sheet: OrderSheet,
    changes: Sequence[FileOrderChange],
    aside: Sequence[Skipped],
    warnings: Sequence[JsonObject] = (),
    *,
    is_dry: bool,
) -> JsonObject:
    kinds = [change.kind for change in changes]
    found = replace(sheet.found, skipped=[*sheet.found.skipped, *aside])
    return shown(
        OrdersImported,
        sheet,
        dry_run=is_dry,
        orders=len(changes),
        new=kinds.count(NEW),
        changed=kinds.count(CHANGED),
        unchanged=kinds.count(UNCHANGED),
        data=[change for change in changes if change.kind != UNCHANGED],
        warnings=list(warnings),
        **told(found, sheet.preset),
    )


def _worked_out(uow: UnitOfWork, sheet: OrderSheet) -> tuple[list[FileOrderChange], list[Skipped]]:
    """What the file does to the orders kept and what it sets aside, or VALIDATION_ERROR with every fault of every row.

    A shop's file is taken as it is: an order with a line of an unknown product is set aside, and the others are taken.
    """
    products = _products(uow, sheet.orders)
    kept = uow.orders.ids_of(order.external_id for order in (*sheet.orders, *sheet.closed))
    before = uow.orders.many(kept.values())
    faults = list(sheet.found.faults)
    absent = {order.external_id: list(_without_product(order, products)) for order in sheet.orders}
    changes, aside = _closed(sheet, {external: before[key] for external, key in kept.items()})
    is_shops = sheet.preset in SHOPS and (bool(changes) or not all(absent.values()))
    for order in sheet.orders:
        if len(faults) > MOST_COUNTED:
            break
        if is_shops and absent[order.external_id]:
            aside += (_set_aside(order, fault) for fault in absent[order.external_id])
            continue
        faults += absent[order.external_id]
        try:
            item = parse(OrderIn, _document(order, products))
        except Problem as problem:
            faults += _faults(order, problem)
            continue
        known = kept.get(order.external_id)
        row = before.get(known) if known else None
        is_same = row is not None and _is_same(item, row)
        kind = UNCHANGED if is_same else CHANGED if row else NEW
        changes.append(
            FileOrderChange(row=order.row, kind=kind, external_id=order.external_id, id=known, item=item)
        )
    if faults:
        raise faulty(faults)
    return changes, aside


def _closed(sheet: OrderSheet, kept: Mapping[str, OrderRow]) -> tuple[list[FileOrderChange], list[Skipped]]:
    """The orders of which nothing ships: what is kept of one and is not cancelled yet is to be."""
    changes: list[FileOrderChange] = []
    told: list[Skipped] = []
    for order in sheet.closed:
        row = kept.get(order.external_id)
        is_open = row is not None and not row.is_cancelled
        words = f"{order.closed}; what is kept of it is cancelled" if is_open else order.closed
        told.append(Skipped(row=order.row, message=words))
        if row is not None and is_open:
            changes.append(
                FileOrderChange(
                    row=order.row, kind=CHANGED, external_id=order.external_id, id=row.order.id, item=None
                )
            )
    return changes, told


def _is_same(item: OrderIn, row: OrderRow) -> bool:
    """Whether an item says what is kept, be it exported or not; an unstated status is none."""
    there = order_facts(item, row.order.id)
    if item.status is None:
        there = replace(there, status=row.order.status)
    elif row.exported_in:
        there = replace(there, status="exported" if row.is_cancelled == (item.status == "cancelled") else "")
    return there == row.order and row.metadata == item.metadata


def _staying_cancelled(uow: UnitOfWork, changes: Sequence[FileOrderChange]) -> list[JsonObject]:
    """Orders that a file has as live and that are cancelled here: nothing but the word ``open`` opens them."""
    found = uow.orders.many(
        change.id for change in changes if change.id and change.item and change.item.status is None
    )
    return [
        {
            "code": "ORDER_STAYS_CANCELLED",
            "message": f"Order {row.order.external_id} is cancelled here, and the file has it as live: it stays out "
            "of plans. If it ships, sync it with status open.",
            "order_id": row.order.id,
            "export_id": row.exported_in,
        }
        for row in found.values()
        if row.is_cancelled
    ]


def _set_aside(order: FileOrder, fault: Fault) -> Skipped:
    words = f"Order {order.external_id} as a whole: {fault.message}. {fault.mend}, then import the file again"
    return Skipped(row=fault.row, message=words)


def _document(order: FileOrder, products: Mapping[str, str]) -> JsonObject:
    lines = [
        document | {"productId": _product(line, products) or "unknown"}
        for document, line in zip(order.document["items"], order.lines, strict=True)
    ]
    return order.document | {"items": lines}


_BY = {
    "items.productId": "id",
    "items.productExternalId": "externalId",
    "items.sku": "sku",
    "items.title": "title",
}


def _named(line: FileLine) -> tuple[str, str]:
    """The field by which a line names its product, and the name in it."""
    for field in _BY:
        if line.given.get(field):
            return field, str(line.given[field])
    return "items.sku", ""


def _product(line: FileLine, products: Mapping[str, str]) -> str | None:
    field, name = _named(line)
    return products.get(f"{_BY[field]}:{name}")


def _products(uow: UnitOfWork, orders: Sequence[FileOrder]) -> Mapping[str, str]:
    """Product ids by ``id:``, ``externalId:``, ``sku:`` and ``title:`` names.

    A SKU is looked for among external ids first: the imports of shops' products make it one. A line without any is
    looked for by its title, which a shop writes alike in both files.
    """
    wanted: dict[str, set[str]] = {name: set() for name in _BY.values()}
    for order in orders:
        for line in order.lines:
            field, name = _named(line)
            wanted[_BY[field]].add(name)
    found = {f"id:{each}": each for each in uow.products.many(wanted["id"])}
    by_external = uow.products.ids_of(wanted["externalId"] | wanted["sku"])
    found |= {f"externalId:{name}": product_id for name, product_id in by_external.items()}
    found |= {f"sku:{name}": by_external[name] for name in wanted["sku"] if name in by_external}
    rest = wanted["sku"] - set(by_external)
    found |= {f"sku:{sku}": product_id for sku, product_id in uow.products.ids_by_fact("sku", rest).items()}
    titles = uow.products.ids_by_fact("title", wanted["title"])
    return found | {f"title:{title}": product_id for title, product_id in titles.items()}


def _without_product(order: FileOrder, products: Mapping[str, str]) -> Iterator[Fault]:
    for line in order.lines:
        field, name = _named(line)
        if _product(line, products) is not None:
            continue
        what = "nothing" if not name else _BY[field]
        message, mend = _UNKNOWN.get(what, (f"No product has the {what} {{name}}", _FIRST))
        yield Fault(
            row=line.number,
            column=line.columns.get(field, ""),
            message=message.format(name=name),
            code="INVALID_PRODUCT_REFERENCE",
            value=name,
            mend=mend,
        )


_FIRST = "Import the products first; their externalId or sku is what the line names"
_UNKNOWN = {
    "nothing": (
        "Nothing says which product this line is",
        "Give the product a SKU in the shop, or map a column to items.productId",
    ),
    "title": (
        "The line has no SKU, and not one product alone has the title {name}",
        "Import the products first, or give the product a SKU in the shop",
    ),
}


def _faults(order: FileOrder, problem: Problem) -> Iterator[Fault]:
    """The schema's issues of an order, each in the row and column of its own line or field."""
    for each in (problem.details or {})["issues"]:
        parts = str(each["path"]).split(".")
        alone = Problem(problem.code, details={"issues": [each]})
        if parts[0] == "items" and len(parts) > 2:
            line = order.lines[int(parts[1])]
            path = ".".join(("items", *parts[2:]))
            price = next((name for name in ("items.price", "items.total") if name in line.columns), path)
            inner = price if parts[2] in {"unitValueUsd", "unitPrice"} and path not in line.columns else path
            moved = Problem(problem.code, details={"issues": [each | {"path": inner}]})
            yield from row_faults(
                line.number, moved, columns=line.columns, texts=line.texts, advice=line.advice
            )
        else:
            name = next((field for field in (each["path"], parts[0]) if field in order.places), "")
            row, column, text, advice = order.places.get(name, (order.row, "", "", ""))
            named = {name: column} if name else {}
            yield from row_faults(row, alone, columns=named, texts={name: text}, advice={name: advice})
