"""Imports of products and orders: a file or a pasted table, tried first, every fault mended in its cell, then taken
in all or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem
from entrygo.contract.requests.imports import FileImport, OrdersImport, ProductsImport
from entrygo.contract.requests.issues import parse
from entrygo.operations.answer import Answer
from entrygo.operations.import_orders import import_orders
from entrygo.operations.import_products import import_products
from entrygo.operations.read_file import faulty
from entrygo.spreadsheets import orders, products
from entrygo.spreadsheets.choose import UNITS, Fields
from entrygo.spreadsheets.layout import Fault
from entrygo.spreadsheets.presets import LAYOUTS
from entrygo.spreadsheets.table import Table, as_text, table_of_text, with_cells
from entrygo.spreadsheets.unreadable import UnreadableFileError
from entrygo.surfaces.console.forms import csv_text
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.visit import Visit

Json = dict[str, Any]  # Any: JSON of an answer
CELL, COLUMN, UNIT = "cell:", "map:", "unit:"
OWN = "mapping"
MOST_FAULTS, MOST_MAPPED, MOST_SHOWN = 200, 100, 100
NO_FIELD = "There is no field of this name."
CHOOSE = "Choose its field below, rename the column, or remove it."
MAKERS = {
    "entrygo": "EntryGo",
    "shopify": "Shopify",
    "woocommerce": "WooCommerce",
    "bigcommerce": "BigCommerce",
    "shipstation": "ShipStation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What is imported: its noun, the fields a file may give, and the operation that takes it in."""

    noun: str
    fields: Fields
    request: type[FileImport]
    operation: Callable[..., Answer]

    @property
    def presets(self) -> tuple[tuple[str, str], ...]:
        """Whose columns a file may have, with their names."""
        known = {"entrygo"} | {layout.name for layout in LAYOUTS if layout.of == self.noun}
        return (
            ("", "See by the headings"),
            *((key, name) for key, name in MAKERS.items() if key in known),
            (OWN, "Say column by column, below"),
        )


PRODUCTS = Kind(noun="products", fields=products.FIELDS, request=ProductsImport, operation=import_products)
ORDERS = Kind(noun="orders", fields=orders.FIELDS, request=OrdersImport, operation=import_orders)


def read_products(visit: Visit) -> View:
    """The form of an import of products."""
    return _view(visit, PRODUCTS)


def read_orders(visit: Visit) -> View:
    """The form of an import of orders."""
    return _view(visit, ORDERS)


def take_products(visit: Visit) -> Done:
    """Check a table of products, or take it in."""
    return _take(visit, PRODUCTS)


def take_orders(visit: Visit) -> Done:
    """Check a table of orders, or take it in."""
    return _take(visit, ORDERS)


def _take(visit: Visit, kind: Kind) -> Done:
    is_dry = visit.form.get("do") != "import"
    text = visit.form.get("csv", "")
    try:
        text = _text(visit)
        body = _body(visit, text, is_dry=is_dry)
        tried = visit.tried(f"{kind.noun}.import", body, "check" if is_dry else "")
        done = visit.answer(kind.operation, parse(kind.request, body), tried)
    except Problem as problem:
        if problem.status != 400:
            raise
        return Done(view=_view(visit, kind, text=text, problem=problem))
    if is_dry:
        return Done(view=_view(visit, kind, text=text, checked=done))
    return Done(to=f"{visit.base()}/{kind.noun}", notice="imported")


def _text(visit: Visit) -> str:
    """The table as text: of the file that was chosen, or what was pasted, with the cells that were mended."""
    edits = {}
    for name, value in visit.form.items():
        row, colon, column = name.removeprefix(CELL).partition(":")
        if name.startswith(CELL) and colon and row.isdecimal() and len(row) < 8:
            edits[int(row), column] = value
    try:
        if "file" in visit.files:
            return as_text(visit.files["file"])
        text = visit.form.get("csv", "")
        return with_cells(text, edits) if edits else text
    except UnreadableFileError as error:
        raise faulty([Fault(row=error.row, column="", message=str(error), code=error.code)]) from None


def _body(visit: Visit, text: str, *, is_dry: bool) -> JsonObject:
    body: JsonObject = {"accountId": visit.account.account_id, "csv": text, "dryRun": is_dry}
    preset = visit.form.get("preset", "")
    if preset == OWN:
        return body | {"mapping": _mapping(visit.form)}
    return body | ({"preset": preset} if preset else {})


def _mapping(form: Mapping[str, str]) -> JsonObject:
    """Which column gives which field, as the form says; a column without one is left out."""
    found: JsonObject = {}
    for name, field in form.items():
        column = name.removeprefix(COLUMN)
        if name.startswith(COLUMN) and column and field.strip():
            unit = form.get(UNIT + column, "")
            found[column] = {"field": field.strip()} | ({"unit": unit} if unit else {})
    return found


def _view(
    visit: Visit, kind: Kind, *, text: str = "", checked: Json | None = None, problem: Problem | None = None
) -> View:
    table = _table(text)
    issues = [dict(each) for each in (problem.details or {}).get("issues") or []] if problem else []
    preset = visit.form.get("preset", "")
    values = {
        "noun": kind.noun,
        "text": text,
        "presets": kind.presets,
        "preset": preset,
        "checked": checked,
        "count": (checked or {}).get("rows", (checked or {}).get("orders")),
        "faults": [_cell(each, table) for each in issues[:MOST_FAULTS]],
        "more_faults": len(issues) - MOST_FAULTS,
        "columns": _columns(visit, kind, table),
        "is_mapped": preset == OWN or any(each.get("code") == "unrecognized_keys" for each in issues),
        "names": kind.fields.names,
        "units": UNITS,
        "most": MOST_SHOWN,
        "here": f"{visit.base()}/{kind.noun}/import",
        "base": visit.base(),
        "act": visit.context.ids.new("act"),
    }
    return View(
        title=f"Import {kind.noun}",
        values=values,
        status=400 if problem else 200,
        csv=lambda: csv_text(kind.fields.names, ()),
    )


def _table(text: str) -> Table | None:
    try:
        return table_of_text(text) if text.strip() else None
    except UnreadableFileError:
        return None


def _columns(visit: Visit, kind: Kind, table: Table | None) -> list[Json]:
    """The columns of the file with the field each gives: as the form says, else as its heading does."""
    header: Sequence[str] = [name for name in table.header if name] if table else []
    return [
        {
            "name": name,
            "field": visit.form.get(COLUMN + name, kind.fields.named(name) or ""),
            "unit": visit.form.get(UNIT + name, ""),
            "sample": next(
                (
                    row.cells[at]
                    for row in (table.rows if table else ())[:20]
                    if at < len(row.cells) and row.cells[at]
                ),
                "",
            ),
        }
        for at, name in enumerate(header[:MOST_MAPPED])
    ]


def _cell(issue: Json, table: Table | None) -> Json:
    """A fault with the cell to mend it in: its name in the form and what stands there; none outside of the table."""
    column, number = issue.get("column") or "", issue.get("row")
    if issue.get("code") == "unrecognized_keys":
        issue = issue | {"message": NO_FIELD, "mend": CHOOSE}
    row = next((each for each in table.rows if each.number == number), None) if table else None
    found = issue | {
        "row": number,
        "column": column,
        "key": row.cells[0] if row else "",
        "cell": "",
        "text": "",
    }
    if row is not None and table is not None and column in table.header:
        at = table.header.index(column)
        found |= {"cell": f"{CELL}{number}:{column}", "text": row.cells[at] if at < len(row.cells) else ""}
    return found


PAGES = (
    Page(
        name="products_import",
        path="products/import",
        template="import.html",
        read=read_products,
        says="Products from a table: checked first, every fault mended in its cell, then taken in all or nothing.",
        scope="write",
        rail="products",
        queries=frozenset({"format"}),
    ),
    Page(
        name="orders_import",
        path="orders/import",
        template="import.html",
        read=read_orders,
        says="Orders from a table: checked first, every fault mended in its cell, then taken in. Of a shop's file "
        "orders of unknown products are set aside and told.",
        scope="write",
        rail="orders",
        queries=frozenset({"format"}),
    ),
)
ACTS = (
    Act(
        name="products.import",
        path="products/import",
        operation="products.import",
        scope="write",
        page="products_import",
        run=take_products,
    ),
    Act(
        name="orders.import",
        path="orders/import",
        operation="orders.import",
        scope="write",
        page="orders_import",
        run=take_orders,
    ),
)
