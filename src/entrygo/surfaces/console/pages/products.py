"""Products: the fixer, one product, and what changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from entrygo.contract.problems import Problem
from entrygo.contract.requests.issues import parse
from entrygo.contract.requests.product_changes import ChangeUndo, ProductsChange
from entrygo.operations.list_products import list_products
from entrygo.operations.product_changes import change_products, undo_change
from entrygo.operations.queries import ProductsQuery
from entrygo.operations.sync_products import get_product
from entrygo.surfaces.console.fixer import COLUMN_SETS, WIDTHS, Row, cell, changes_of, faults_by_cell, rows_of
from entrygo.surfaces.console.forms import csv_text
from entrygo.surfaces.console.paging import address, asked_of, next_page, page_of
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.visit import Visit

Json = dict[str, Any]  # Any: JSON of an answer
FILTERS = ("q", "missing", "readiness", "finding")
ROWS = 50
VIEWS: tuple[tuple[str, dict[str, str]], ...] = (
    ("All", {}),
    ("Blocked", {"readiness": "BLOCKED"}),
    ("To review", {"readiness": "REVIEW_REQUIRED"}),
    ("No HTS code", {"missing": "hsCode"}),
    ("No origin", {"missing": "countryOfOrigin"}),
    ("No maker", {"missing": "manufacturer"}),
)
SETS = {"basics": "Basics", "maker": "Maker", "metals": "Metals", "usmca": "USMCA"}
CHANGED_MEANWHILE = "Somebody changed this product since the page was opened; what is kept now stands beside."


def read(visit: Visit) -> View:
    """A page of products in cells, each with what planning finds in it."""
    asked = asked_of(visit, *FILTERS)
    page = visit.answer(list_products, parse(ProductsQuery, asked | page_of(visit, ROWS) | {"check": "true"}))
    products = page["data"]
    base = f"{visit.base()}/products"
    shown = {**asked, **asked_of(visit, "columns")}
    return View(
        title="Products",
        values=_values(visit, [_shown(visit, each, {}, {}) for each in products])
        | {
            "more": next_page(base, shown, page),
            "csv": address(base, asked | {"format": "csv"}),
            "change": visit.query.get("change", ""),
        },
        csv=lambda: _csv(products),
    )


def _values(visit: Visit, rows: Sequence[Json]) -> Json:
    asked = asked_of(visit, *FILTERS)
    base = f"{visit.base()}/products"
    here = asked_of(visit, *FILTERS, "cursor")
    return {
        "rows": rows,
        "columns": COLUMN_SETS[_set(visit)],
        "widths": WIDTHS,
        "column_set": _set(visit),
        "sets": [(key, name, address(base, here | {"columns": key})) for key, name in SETS.items()],
        "views": [(name, address(base, fields), fields == asked) for name, fields in VIEWS],
        "asked": asked,
        "base": visit.base(),
        "to": address(base, here | {"columns": _set(visit)}),
        "act": visit.context.ids.new("act"),
        "may_write": visit.allows("write"),
        "more": "",
        "csv": "",
        "change": "",
        "checked": None,
        "faults": 0,
    }


def _set(visit: Visit) -> str:
    wanted = visit.form.get("columns") or visit.query.get("columns") or "basics"
    return wanted if wanted in COLUMN_SETS else "basics"


def _shown(
    visit: Visit, product: Json, typed: Mapping[str, str], faults: Mapping[tuple[str, str], str]
) -> Json:
    """A row: the product, and of each cell its text, its fault, and what planning says of its field."""
    findings: dict[str, list[Json]] = {}
    for each in (product.get("check") or {}).get("findings", ()):
        if each["severity"] != "info":
            findings.setdefault(_column(each["field"]), []).append(each)
    columns = COLUMN_SETS[_set(visit)]
    cells = [
        {
            "field": name,
            "value": typed.get(name, cell(product, name)),
            "fault": faults.get((product["id"], name), ""),
            "findings": findings.get(name, []),
            "is_changed": name in typed and typed[name].strip() != cell(product, name).strip(),
        }
        for name in columns
    ]
    rest = [each for name, found in findings.items() if name not in columns for each in found]
    return {"product": product, "cells": cells, "rest": rest, "fault": faults.get((product["id"], ""), "")}


def _column(field: str) -> str:
    """The cell that a finding's field stands in: the maker's own findings stand at its name."""
    name = field.removeprefix("product.")
    return {"manufacturer": "manufacturer.name", "section_232": "metals.steelWeightKg"}.get(name, name)


def _csv(products: Sequence[Json]) -> str:
    names = ("externalId", "sku", *COLUMN_SETS["basics"], *COLUMN_SETS["maker"])
    return csv_text(names, ([cell(each, name) or None for name in names] for each in products))


def save(visit: Visit) -> Done:
    """Check what was typed, or keep it: all rows that changed, in one step."""
    sent = rows_of(visit.form)
    kept = {row.product_id: visit.answer(get_product, row.product_id) for row in sent}
    late = [row.product_id for row in sent if row.seen and kept[row.product_id]["updatedAt"] != row.seen]
    changes = [
        {"productId": row.product_id, "set": given}
        for row in sent
        if (given := changes_of(kept[row.product_id], row.cells))
    ]
    is_check = visit.form.get("do") != "save"
    late = [each for each in late if any(change["productId"] == each for change in changes)]
    if not changes and not is_check:
        return Done(to=_back(visit), notice="nothing_changed")
    every = changes or [{"productId": row.product_id, "set": {}} for row in sent]
    body = {"accountId": visit.account.account_id, "changes": every, "dryRun": is_check or bool(late)}
    faults: dict[tuple[str, str], str] = {(each, ""): CHANGED_MEANWHILE for each in late}
    try:
        tried = visit.tried("product_changes.create", body, "check" if body["dryRun"] else "")
        done = visit.answer(change_products, parse(ProductsChange, body), body, tried)
    except Problem as problem:
        if problem.status != 400:
            raise
        issues = (problem.details or {}).get("issues", [])
        order = [str(each["productId"]) for each in every]
        return _again(visit, sent, kept, faults | faults_by_cell(issues, order), None)
    if is_check or late:
        return _again(visit, sent, kept, faults, done)
    return Done(to=_back(visit, done["changeId"] or ""), notice="saved")


def _back(visit: Visit, change: str = "") -> str:
    here = asked_of(visit, *FILTERS, "cursor") | {"columns": _set(visit)}
    return address(f"{visit.base()}/products", here | ({"change": change} if change else {}))


def _again(
    visit: Visit,
    sent: Sequence[Row],
    kept: Mapping[str, Json],
    faults: Mapping[tuple[str, str], str],
    checked: Json | None,
) -> Done:
    """The same rows with what was typed, its faults, and what planning would say of it."""
    checks = {each["productId"]: each["check"] for each in checked["data"]} if checked else {}
    rows = [
        _shown(visit, kept[row.product_id] | {"check": checks.get(row.product_id)}, row.cells, faults)
        for row in sent
    ]
    values = _values(visit, rows) | {"checked": checked, "faults": len(faults)}
    return Done(view=View(title="Products", values=values, status=400 if faults else 200))


def undo(visit: Visit) -> Done:
    """Put back what a change replaced."""
    change_id = visit.path["change_id"]
    body = {"accountId": visit.account.account_id}
    request = parse(ChangeUndo, body)
    done = visit.answer(
        undo_change, change_id, request=request, tried=visit.tried("product_changes.undo", body, change_id)
    )
    to = visit.form.get("to", "")
    place = f"products/{to}" if to == "codes" or to.startswith("prod_") else "products"
    return Done(to=address(f"{visit.base()}/{place}", {"change": done["changeId"] or ""}), notice="undone")


PAGES = (
    Page(
        name="products",
        path="products",
        template="products.html",
        read=read,
        says="Products as a table to type and paste into: only those at fault, checked before they are kept, undone.",
        rail="products",
        queries=frozenset({*FILTERS, "cursor", "format", "columns", "change"}),
    ),
)
ACTS = (
    Act(
        name="products.save",
        path="products",
        operation="product_changes.create",
        scope="write",
        page="products",
        run=save,
    ),
    Act(
        name="products.undo",
        path="products/changes/{change_id}/undo",
        operation="product_changes.undo",
        scope="write",
        page="products",
        run=undo,
    ),
)
