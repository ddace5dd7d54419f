"""Fix first: the root causes of everything that waits, in the order in which mending frees most."""

from collections.abc import Mapping
from typing import Any

from entrygo.contract.problems import Problem
from entrygo.contract.requests.exports import PlanRequest
from entrygo.contract.requests.issues import parse
from entrygo.contract.requests.product_changes import ProductsChange
from entrygo.operations.inspect import inspect
from entrygo.operations.plan import plan
from entrygo.operations.product_changes import change_products
from entrygo.operations.sync_orders import get_order
from entrygo.operations.sync_products import get_product
from entrygo.operations.triage import triage
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.visit import Visit

Json = dict[str, Any]  # Any: JSON of an answer
TEXTS = ("hsCode", "countryOfOrigin", "description", "title", "sku", "category", "spi")
NUMBERS = ("unitValueUsd", "netWeightKg", "grossWeightKg")
NAMED = 40
"""So many causes of a kind stand with their subject's name; the others are behind the last."""
MOST_PLANNED = 50
"""Exports planned again with one fix; the others are planned again from the board."""
KINDS = (("error", "Stops"), ("warning", "Review"), ("info", "Notes for the broker"))


def read(visit: Visit) -> View:
    """The causes by severity, each with its subject, what mending it frees, and the field to mend it in."""
    told = visit.answer(triage)
    groups: dict[str, list[Json]] = {kind: [] for kind, _ in KINDS}
    names: dict[tuple[str, str], str] = {}
    for each in told["data"]:
        kept = groups[each["severity"]]
        is_named = each["severity"] != "info" and len(kept) < NAMED
        each["subject_name"] = _name(visit, each, names) if is_named else ""
        kept.append(each | _mending(visit, each))
    values = {
        "kinds": [(kind, head, groups[kind]) for kind, head in KINDS],
        "exports": told["exports"],
        "blocked": told["blocked_exports"],
        "more": told["has_more"],
        "base": visit.base(),
        "act": visit.context.ids.new("act"),
        "may_write": visit.allows("write"),
        "typed": visit.form.get("value", ""),
        "typed_at": (visit.form.get("product_id", ""), visit.form.get("field", "")),
    }
    return View(title="Fix first", values=values)


def _mending(visit: Visit, group: Mapping[str, Any]) -> Json:  # Any: JSON
    """Where the cause is mended: a field of a product here, anything else on its own page."""
    subject, subject_id = group["subject"], group["subject_id"]
    name = group["field"].removeprefix("product.")
    is_here = subject == "product" and name in (*TEXTS, *NUMBERS)
    places = {
        "product": f"products/{subject_id}",
        "order": f"orders/{subject_id}",
        "broker": f"partners/brokers/{subject_id}",
        "warehouse": f"partners/warehouses/{subject_id}",
        "account": "account",
    }
    to = places.get(subject) or f"exports/{subject_id}"
    return {"to": f"{visit.base()}/{to}", "edits": name if is_here else ""}


def _name(visit: Visit, group: Mapping[str, Any], known: dict[tuple[str, str], str]) -> str:  # Any: JSON
    subject, subject_id = group["subject"], group["subject_id"]
    if subject not in ("product", "order") or not subject_id:
        return ""
    if (subject, subject_id) not in known:
        try:
            found = visit.answer(get_product if subject == "product" else get_order, subject_id)
        except Problem:
            found = {"externalId": subject_id}
        known[subject, subject_id] = str(found.get("sku") or found["externalId"])
    return known[subject, subject_id]


def save(visit: Visit) -> Done:
    """Set the product's field, then plan again the exports the cause stands in."""
    name, typed = visit.form.get("field", ""), visit.form.get("value", "").strip()
    if name not in (*TEXTS, *NUMBERS):
        raise Problem("VALIDATION_ERROR", "This field is mended on the product's own page.")
    value = _value(name, typed)
    changes = [{"productId": visit.form.get("product_id", ""), "set": {name: value}}]
    body = {"accountId": visit.account.account_id, "changes": changes}
    visit.answer(
        change_products, parse(ProductsChange, body), body, visit.tried("product_changes.create", body)
    )
    plan_again(visit, visit.many.get("export", ())[:MOST_PLANNED])
    return Done(to=f"{visit.base()}/fix", notice="fixed")


def _value(name: str, typed: str) -> Any:  # Any: JSON
    if name not in NUMBERS or not typed:
        return typed or None
    try:
        return float(typed)  # lint: allow exact-money -- JSON as a form has it; the request reads it exactly
    except ValueError:
        raise Problem("VALIDATION_ERROR", f"{typed!r} is no number.", field=name) from None


def plan_again(visit: Visit, export_ids: tuple[str, ...]) -> None:
    """Plan exports again from what is stored now; one that has moved on meanwhile stays as it is."""
    for export_id in export_ids:
        try:
            export = visit.answer(inspect, export_id)
            kept = export["export"]["plan"]
            body = {
                "accountId": visit.account.account_id,
                "warehouseId": export["batch"]["warehouse_id"],
                "brokerId": export["batch"]["broker_id"],
                "orderIds": kept["included_order_ids"] + kept["excluded_order_ids"],
                "batchId": export_id,
            }
            visit.answer(plan, parse(PlanRequest, body), visit.tried("exports.plan", body, export_id))
        except Problem as problem:
            if problem.status >= 500:
                raise


PAGES = (
    Page(
        name="fix",
        path="fix",
        template="fix.html",
        read=read,
        says="What stops the exports that wait, by root cause, in the order in which mending frees most.",
        rail="fix",
        is_live=True,
    ),
)
ACTS = (
    Act(
        name="fix.save",
        path="fix",
        operation="product_changes.create",
        scope="write",
        page="fix",
        run=save,
    ),
)
