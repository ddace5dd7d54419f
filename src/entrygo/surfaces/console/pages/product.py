"""One product: a form of its fields with what planning says beside each, and its history; changes."""

from typing import Any

from entrygo.contract.problems import Problem
from entrygo.contract.requests.issues import parse
from entrygo.contract.requests.optimizer import SuggestRequest
from entrygo.contract.requests.product_changes import ProductsChange
from entrygo.operations.product_changes import (
    change_products,
    get_product_change,
    list_product_changes,
    product_history,
)
from entrygo.operations.product_uses import product_uses
from entrygo.operations.queries import ListQuery
from entrygo.operations.suggest import suggest
from entrygo.operations.sync_products import get_product
from entrygo.surfaces.console.finding_controls import product_change, product_check
from entrygo.surfaces.console.fixer import COLUMN_SETS, LONG, cell, changes_of
from entrygo.surfaces.console.leading_back import NAME, back, came_from
from entrygo.surfaces.console.paging import next_page, page_of
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.visit import Visit

Json = dict[str, Any]  # Any: JSON of an answer
GROUPS = (
    ("What it is", ("sku", "title", "description", "hsCode", "countryOfOrigin", "spi", "category")),
    ("Value and weight", ("unitValueUsd", "netWeightKg", "grossWeightKg")),
    ("Maker", COLUMN_SETS["maker"]),
    ("Metal content", COLUMN_SETS["metals"]),
    ("USMCA certification", COLUMN_SETS["usmca"]),
)
FIELDS = tuple(name for _, names in GROUPS for name in names)


def read(visit: Visit) -> View:
    """The product as it is kept, what planning says of it, and its changes."""
    product = visit.answer(get_product, visit.path["product_id"])
    return _view(
        visit,
        product,
        {name: cell(product, name) for name in FIELDS},
        {},
        product_check(visit, product["id"]),
    )


def _view(visit: Visit, product: Json, typed: Json, faults: Json, check: Json) -> View:
    findings: dict[str, list[Json]] = {}
    for each in check["findings"]:
        findings.setdefault(_place(each["field"]), []).append(each)
    history = visit.answer(product_history, product["id"], parse(ListQuery, {"limit": "20"}))
    values = {
        "product": product,
        "groups": GROUPS,
        "long": LONG,
        "typed": typed,
        "faults": faults,
        "findings": findings,
        "others": [each for name, found in findings.items() if name not in FIELDS for each in found],
        "check": check,
        "history": history["data"],
        "uses": visit.answer(product_uses, product["id"]),
        "base": visit.base(),
        "here": f"{visit.base()}/products/{product['id']}",
        "act": visit.context.ids.new("act"),
        "may_write": visit.allows("write"),
        "change": visit.query.get("change", ""),
        "came_from": came_from(visit),
    }
    return View(title=product["title"], values=values, status=400 if faults else 200)


def _place(field: str) -> str:
    name = field.removeprefix("product.")
    return {"manufacturer": "manufacturer.name", "section_232": "metals.steelWeightKg"}.get(name, name)


def save(visit: Visit) -> Done:
    """Check what was typed, or keep it."""
    product = visit.answer(get_product, visit.path["product_id"])
    typed = {name: visit.form[name] for name in FIELDS if name in visit.form}
    given = changes_of(product, typed)
    is_check = visit.form.get("do") == "check"
    body = product_change(visit, product["id"], given) | {"dryRun": is_check}
    shown = {name: cell(product, name) for name in FIELDS} | typed
    try:
        tried = visit.tried("product_changes.create", body, product["id"] + (".check" if is_check else ""))
        done = visit.answer(change_products, parse(ProductsChange, body), body, tried)
    except Problem as problem:
        if problem.status != 400:
            raise
        issues = (problem.details or {}).get("issues", [])
        faults = {str(each["path"]).removeprefix("changes.0.set."): each["message"] for each in issues}
        return Done(view=_view(visit, product, shown, faults, product_check(visit, product["id"])))
    if is_check:
        return Done(view=_view(visit, product, shown, {}, done["data"][0]["check"]))
    notice = "saved" if done["changed"] else "nothing_changed"
    return back(visit, f"{visit.base()}/products/{product['id']}", notice)


def suggest_codes(visit: Visit) -> Done:
    """Propose codes for the product; none is a value until it is taken."""
    product_id = visit.path["product_id"]
    body = {
        "accountId": visit.account.account_id,
        "filter": {"productIds": [product_id], "withCode": True},
        "again": True,
    }
    visit.answer(suggest, parse(SuggestRequest, body), visit.tried("products.suggest", body, product_id))
    return Done(to=f"{visit.base()}/products/{product_id}", notice="suggested")


def read_changes(visit: Visit) -> View:
    """Changes of products, newest first."""
    page = visit.answer(list_product_changes, parse(ListQuery, page_of(visit, 50)))
    values = {
        "rows": page["data"],
        "more": next_page(f"{visit.base()}/products/changes", {}, page),
        "base": visit.base(),
        "act": visit.context.ids.new("act"),
        "may_write": visit.allows("write"),
    }
    return View(title="Changes of products", values=values)


def read_change(visit: Visit) -> View:
    """One change with what it made different."""
    change = visit.answer(get_product_change, visit.path["change_id"])
    values = {
        "change": change,
        "base": visit.base(),
        "act": visit.context.ids.new("act"),
        "may_write": visit.allows("write"),
    }
    return View(title="A change of products", values=values)


PAGES = (
    Page(
        name="products_changes",
        path="products/changes",
        template="changes.html",
        read=read_changes,
        says="What changed in products, by whom, and a button that undoes it.",
        rail="products",
        queries=frozenset({"cursor"}),
    ),
    Page(
        name="products_change",
        path="products/changes/{change_id}",
        template="change.html",
        read=read_change,
        says="One change of products, before and after.",
        rail="products",
    ),
    Page(
        name="product",
        path="products/{product_id}",
        template="product.html",
        read=read,
        says="One product: its fields with what planning says beside each, codes proposed, and its history.",
        rail="products",
        queries=frozenset({"change", NAME}),
    ),
)
ACTS = (
    Act(
        name="product.suggest",
        path="products/{product_id}/suggest",
        operation="products.suggest",
        scope="write",
        page="product",
        run=suggest_codes,
    ),
    Act(
        name="product.save",
        path="products/{product_id}",
        operation="product_changes.create",
        scope="write",
        page="product",
        run=save,
    ),
)
