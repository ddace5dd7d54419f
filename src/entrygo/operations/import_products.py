"""Products from a CSV file: all or nothing, every fault at once, and a dry run that says what would change."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from entrygo.context import Context
from entrygo.contract.actor import Actor, Tenant
from entrygo.contract.answers.catalogue import ImportedProduct, ProductsImported
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonMapping, JsonObject, JsonValue
from entrygo.contract.facts import Product
from entrygo.contract.problems import Problem
from entrygo.contract.requests.catalogue import ProductIn, ProductsImport
from entrygo.contract.requests.issues import parse
from entrygo.contract.requests.product_csv import Fault, Row, Sheet, column_of, merged, read_sheet
from entrygo.operations.answer import Answer, answer
from entrygo.operations.facts import product_facts
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.operations.views import product_document
from entrygo.ports.clock import Ids
from entrygo.store.unit_of_work import Store, UnitOfWork

NEW, CHANGED = "new", "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A product that a file makes or changes, and the columns in which it differs from what is kept."""

    row: int
    kind: str
    product: Product
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What a file would do."""

    rows: int
    changes: tuple[Change, ...]

    @property
    def products(self) -> list[Product]:
        """The products to put."""
        return [change.product for change in self.changes]

    def view(self, *, is_dry: bool) -> JsonObject:
        """The answer: counts, and each product that is new or changed. A dry run gives no ids to new ones."""
        new = sum(change.kind == NEW for change in self.changes)
        data = [
            shown(ImportedProduct, change, id=None if is_dry and change.kind == NEW else change.product.id)
            for change in self.changes
        ]
        return shown(
            ProductsImported,
            self,
            dry_run=is_dry,
            new=new,
            changed=len(self.changes) - new,
            unchanged=self.rows - len(self.changes),
            data=data,
        )


def import_products(context: Context, actor: Actor, request: ProductsImport, tried: Attempt) -> Answer:
    """Import a file's products; with ``dryRun`` only say what would change."""
    require_account(actor, request.account_id)
    sheet = sheet_of(request.csv)
    if request.dry_run:
        with context.store.read(actor.tenant) as uow:
            return answer(worked_out(uow, sheet, context.ids.new).view(is_dry=True))

    def work(uow: UnitOfWork) -> JsonObject:
        done = worked_out(uow, sheet, context.ids.new)
        uow.products.put(done.products, at=uow.now)
        return done.view(is_dry=False)

    return once(context, actor, tried, work)


def import_text(store: Store, tenant: Tenant, text: str, *, dry_run: bool, ids: Ids) -> JsonObject:
    """Import a file's products without a server: no idempotency key, since a file imported twice changes nothing.

    Raises the contract's ``Problem`` with every fault of the file.
    """
    sheet = sheet_of(text)
    with store.read(tenant) if dry_run else store.write(tenant) as uow:
        done = worked_out(uow, sheet, ids.new)
        if not dry_run:
            uow.products.put(done.products, at=uow.now)
    return done.view(is_dry=dry_run)


def sheet_of(text: str) -> Sheet:
    """A file's rows, or VALIDATION_ERROR where it cannot be read as products."""
    sheet = read_sheet(text)
    if not sheet.rows:
        raise faulty(sheet.faults)
    return sheet


def worked_out(uow: UnitOfWork, sheet: Sheet, new_id: Callable[[str], str]) -> Import:
    """What the file's rows do to the products kept, or VALIDATION_ERROR with every fault of every row."""
    ids = uow.products.ids_of(row.external_id for row in sheet.rows)
    kept = uow.products.many(ids.values())
    changes: list[Change] = []
    faults = list(sheet.faults)
    for row in sheet.rows:
        known = ids.get(row.external_id)
        try:
            change = _change(row, kept[known].product if known else None, sheet.columns, new_id)
        except Problem as problem:
            faults += _row_faults(row, problem, sheet.columns)
        else:
            changes += [change] if change else []
    if faults:
        raise faulty(faults)
    return Import(rows=len(sheet.rows), changes=tuple(changes))


def _change(
    row: Row, kept: Product | None, columns: Sequence[str], new_id: Callable[[str], str]
) -> Change | None:
    before = {} if kept is None else product_document(kept)
    item = parse(ProductIn, merged(before, row.given))
    product = product_facts(item, kept.id if kept else new_id("prod"))
    if product == kept:
        return None
    after = product_document(product)
    differing = tuple(column for column in columns if _at(before, column) != _at(after, column))
    return Change(row=row.number, kind=CHANGED if kept else NEW, product=product, columns=differing)


def _at(document: JsonMapping, column: str) -> JsonValue:
    block, _, inner = column.partition(".")
    return (document.get(block) or {}).get(inner) if inner else document.get(column)


def _row_faults(row: Row, problem: Problem, columns: Sequence[str]) -> Iterator[Fault]:
    for each in (problem.details or {})["issues"]:
        column = column_of(each["path"], columns)
        yield Fault(row=row.number, column=column, message=each["message"], code=each["code"])


def faulty(faults: Iterable[Fault]) -> Problem:
    """VALIDATION_ERROR with every fault of a file, by row; each issue names its ``row`` and ``column`` too."""
    issues = [
        {
            "path": f"rows.{fault.row}.{fault.column}".rstrip("."),
            "message": fault.message,
            "code": fault.code,
            "row": fault.row,
            "column": fault.column or None,
        }
        for fault in sorted(faults, key=lambda fault: fault.row)
    ]
    return Problem("VALIDATION_ERROR", field=str(issues[0]["path"]), details={"issues": issues})
