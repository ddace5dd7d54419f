"""A new export by choice: open orders, from where, by whom; tried first, then planned."""

from collections.abc import Mapping
from typing import Any

from entrygo.contract.problems import Problem
from entrygo.contract.requests.exports import PlanRequest
from entrygo.contract.requests.issues import parse
from entrygo.operations.lists import list_brokers, list_orders, list_warehouses
from entrygo.operations.plan import plan
from entrygo.operations.queries import MAX_LIMIT, ChangedQuery, OrdersQuery
from entrygo.surfaces.console.pictures.costs import compared
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.verdict import by_severity
from entrygo.surfaces.console.visit import Visit


def read(visit: Visit) -> View:
    """The open orders, a page of them, with what was chosen before."""
    asked = {"state": "open", "limit": str(MAX_LIMIT)}
    if cursor := visit.query.get("cursor"):
        asked["cursor"] = cursor
    page = visit.answer(list_orders, parse(OrdersQuery, asked))
    every = parse(ChangedQuery, {"limit": str(MAX_LIMIT)})
    values = {
        "orders": page["data"],
        "more": f"{visit.base()}/exports/new?cursor={page['next_cursor']}" if page["has_more"] else "",
        "warehouses": [(each["id"], each["name"]) for each in visit.answer(list_warehouses, every)["data"]],
        "brokers": [(each["id"], each["name"]) for each in visit.answer(list_brokers, every)["data"]],
        "chosen": frozenset(visit.many.get("row", ())) if visit.form else frozenset(),
        "given": visit.form,
        "tried": None,
        "act": visit.context.ids.new("act"),
        "base": visit.base(),
    }
    return View(title="New export", values=values)


def make(visit: Visit) -> Done:
    """Try the plan, which stores nothing, or make it."""
    body = _body(visit)
    if visit.form.get("does") == "try":
        tried = visit.answer(
            plan, parse(PlanRequest, body | {"dryRun": True}), visit.tried("exports.plan", body, "try")
        )
        view = read(visit)
        return Done(view=View(title=view.title, values=dict(view.values) | {"tried": _said(tried)}))
    made = visit.answer(plan, parse(PlanRequest, body), visit.tried("exports.plan", body))
    return Done(to=f"{visit.base()}/exports/{made['exportId']}", notice="planned")


def _body(visit: Visit) -> dict[str, Any]:  # Any: JSON
    orders = list(visit.many.get("row", ()))
    if not orders:
        raise Problem("VALIDATION_ERROR", "Choose at least one order.", field="orderIds")
    body: dict[str, Any] = {  # Any: JSON
        "accountId": visit.account.account_id,
        "warehouseId": visit.form.get("warehouse_id", ""),
        "brokerId": visit.form.get("broker_id", ""),
        "orderIds": orders,
    }
    if entry_date := visit.form.get("entry_date"):
        body["shipment"] = {"entryDate": entry_date}
    return body


def _said(tried: Mapping[str, Any]) -> dict[str, Any]:  # Any: JSON of an answer
    return {
        "plan": tried,
        "found": by_severity(tried["validationMessages"]),
        "costs": compared(tried["savings_breakdown"]),
    }


PAGES = (
    Page(
        name="new_export",
        path="exports/new",
        template="new_export.html",
        read=read,
        says="Open orders chosen for one export: tried first, then planned.",
        scope="write",
        rail="exports",
        queries=frozenset({"cursor"}),
    ),
)
ACTS = (
    Act(
        name="new_export.make",
        path="exports/new",
        operation="exports.plan",
        scope="write",
        page="new_export",
        run=make,
    ),
)
