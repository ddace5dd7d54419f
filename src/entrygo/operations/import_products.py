"""Products from a file: all or nothing, every fault at once, and a dry run that says what would change."""

from dataclasses import dataclass

from entrygo.context import Context
from entrygo.contract.actor import COMMAND_LINE, Actor, Tenant
from entrygo.contract.answers.catalogue import ImportedProduct, ProductsImported
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonMapping, JsonObject, JsonValue
from entrygo.contract.facts import Product
from entrygo.contract.problems import Problem
from entrygo.contract.requests.catalogue import ProductIn
from entrygo.contract.requests.imports import ProductsImport
from entrygo.contract.requests.issues import parse
from entrygo.operations.answer import Answer, answer
from entrygo.operations.corrections import put_products
from entrygo.operations.facts import product_facts
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.operations.product_changes import record_products
from entrygo.operations.read_file import faulty, mapping_of, reading_of, row_faults, table_of, told
from entrygo.operations.sync_products import facts_of
from entrygo.operations.views import product_document
from entrygo.ports.tariff_book import TariffBook
from entrygo.spreadsheets.layout import MOST_COUNTED
from entrygo.spreadsheets.products import ProductRow, ProductSheet, merged, product_sheet
from entrygo.store.unit_of_work import Store, UnitOfWork

NEW, CHANGED = "new", "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A product that a file makes or changes, and the fields in which it differs from what is kept."""

    row: int
    kind: str
    product: Product
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What a file would do."""

    sheet: ProductSheet
    changes: tuple[Change, ...]

    @property
    def products(self) -> list[Product]:
        """The products to put."""
        return [change.product for change in self.changes]

    def view(self, *, is_dry: bool) -> JsonObject:
        """The answer: counts, and each product that is new or changed. A dry run gives no ids to new ones."""
        rows = len(self.sheet.rows)
        new = sum(change.kind == NEW for change in self.changes)
        data = [
            shown(ImportedProduct, change, id=None if is_dry and change.kind == NEW else change.product.id)
            for change in self.changes
        ]
        return shown(
            ProductsImported,
            self,
            dry_run=is_dry,
            rows=rows,
            new=new,
            changed=len(self.changes) - new,
            unchanged=rows - len(self.changes),
            data=data,
            **told(self.sheet.found, self.sheet.preset),
        )


def import_products(context: Context, actor: Actor, request: ProductsImport, tried: Attempt) -> Answer:
    """Import a file's products; with ``dryRun`` only say what would change."""
    require_account(actor, request.account_id)
    sheet = _sheet(request, context.book)
    if request.dry_run:
        with context.store.read(actor.tenant) as uow:
            return answer(_worked_out(uow, sheet).view(is_dry=True))

    def work(uow: UnitOfWork) -> JsonObject:
        done = _worked_out(uow, sheet)
        _put(uow, done)
        return done.view(is_dry=False)

    return once(context, actor, tried, work)


def import_here(store: Store, tenant: Tenant, request: ProductsImport, book: TariffBook) -> JsonObject:
    """Import a file's products without a server: no idempotency key, since a file imported twice changes nothing.

    Raises the contract's ``Problem`` with every fault of the file.
    """
    sheet = _sheet(request, book)
    with store.read(tenant) if request.dry_run else store.write(tenant, by=COMMAND_LINE) as uow:
        done = _worked_out(uow, sheet)
        if not request.dry_run:
            _put(uow, done)
    return done.view(is_dry=bool(request.dry_run))


def _put(uow: UnitOfWork, done: Import) -> None:
    after = {product.id: product for product in done.products}
    before = facts_of(uow.products.many(after))
    put_products(uow, done.products)
    record_products(uow, before, after, source="import")


def _sheet(request: ProductsImport, book: TariffBook) -> ProductSheet:
    """A file's rows, or VALIDATION_ERROR where none of it can be read as products."""
    table = table_of(request)
    sheet = product_sheet(table, reading_of(table, book), preset=request.preset, mapping=mapping_of(request))
    if not sheet.rows:
        raise faulty(sheet.found.faults)
    return sheet


def _worked_out(uow: UnitOfWork, sheet: ProductSheet) -> Import:
    """What the file's rows do to the products kept, or VALIDATION_ERROR with every fault of every row."""
    ids = uow.products.ids_of(row.external_id for row in sheet.rows)
    kept = uow.products.many(ids.values())
    changes: list[Change] = []
    faults = list(sheet.found.faults)
    for row in sheet.rows:
        if len(faults) > MOST_COUNTED:
            break
        known = ids.get(row.external_id)
        try:
            change = _change(uow, row, kept[known].product if known else None)
        except Problem as problem:
            faults += row_faults(row.number, problem, columns=row.columns, texts=row.texts, advice=row.advice)
        else:
            changes += [change] if change else []
    if faults:
        raise faulty(faults)
    return Import(sheet=sheet, changes=tuple(changes))


def _change(uow: UnitOfWork, row: ProductRow, kept: Product | None) -> Change | None:
    before = {} if kept is None else product_document(kept)
    item = parse(ProductIn, merged(before, row.given))
    product = product_facts(item, kept.id if kept else uow.ids.new("prod"))
    if product == kept:
        return None
    after = product_document(product)
    differing = tuple(name for name in row.given if _at(before, name) != _at(after, name))
    return Change(row=row.number, kind=CHANGED if kept else NEW, product=product, columns=differing)


def _at(document: JsonMapping, field: str) -> JsonValue:
    block, _, inner = field.partition(".")
    return (document.get(block) or {}).get(inner) if inner else document.get(field)
