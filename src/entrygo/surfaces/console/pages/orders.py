"""Orders: find one, see where it is, and put right who receives it."""

from typing import Any

from entrygo.contract.problems import Problem
from entrygo.contract.requests.batches import PlanOpenRequest
from entrygo.contract.requests.catalogue import OrderPatch
from entrygo.contract.requests.issues import parse
from entrygo.operations.inspect import inspect
from entrygo.operations.lists import list_brokers, list_orders, list_warehouses
from entrygo.operations.plan_open import plan_open
from entrygo.operations.queries import MAX_LIMIT, ChangedQuery, OrdersQuery
from entrygo.operations.sync_orders import get_order, patch_order
from entrygo.operations.sync_products import get_product
from entrygo.surfaces.console.forms import csv_text, faults_of, request_of
from entrygo.surfaces.console.leading_back import NAME, back, came_from
from entrygo.surfaces.console.paging import address, asked_of, next_page, page_of
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.verdict import orders_of
from entrygo.surfaces.console.visit import Visit

Json = dict[str, Any]  # Any: JSON of an answer
STATES = (("All", ""), ("Open", "open"), ("Exported", "exported"))
COLUMNS = ("order", "number", "status", "value", "currency", "lines", "country", "export", "created")
EVERY = parse(ChangedQuery, {"limit": str(MAX_LIMIT)})
PARTY = ("name", "address1", "address2", "city", "region", "postalCode", "country", "email", "phone")


def read(visit: Visit) -> View:
    """A page of orders, newest first."""
    asked = asked_of(visit, "state", "q")
    found = {"q": asked["q"]} if "q" in asked else {}
    page = visit.answer(list_orders, parse(OrdersQuery, asked | page_of(visit)))
    base = f"{visit.base()}/orders"
    rows = page["data"]
    values = {
        "rows": rows,
        "asked": asked,
        "views": [
            (
                name,
                address(base, found | ({"state": state} if state else {})),
                asked.get("state", "") == state,
            )
            for name, state in STATES
        ],
        "more": next_page(base, asked, page),
        "csv": address(base, asked | {"format": "csv"}),
        "warehouses": [(each["id"], each["name"]) for each in visit.answer(list_warehouses, EVERY)["data"]],
        "brokers": [(each["id"], each["name"]) for each in visit.answer(list_brokers, EVERY)["data"]],
        "base": visit.base(),
        "act": visit.context.ids.new("act"),
        "may_write": visit.allows("write"),
    }
    return View(title="Orders", values=values, csv=lambda: _csv(rows))


def _csv(rows: list[Json]) -> str:
    return csv_text(
        COLUMNS,
        (
            (
                row["id"],
                row["externalId"],
                row["status"],
                row["value"],
                row["currency"],
                len(row["items"]),
                row["destinationCountry"],
                row["exportId"],
                row["createdAt"],
            )
            for row in rows
        ),
    )


def read_one(visit: Visit) -> View:
    """One order with its goods, and a form of its receiver."""
    order = visit.answer(get_order, visit.path["order_id"])
    goods = [line | {"product": _product(visit, line["productId"])} for line in order["items"]]
    values = {
        "order": order,
        "goods": goods,
        "party": PARTY,
        "typed": visit.form or {f"shipTo.{name}": (order["shipTo"] or {}).get(name, "") for name in PARTY},
        "faults": {},
        "base": visit.base(),
        "here": f"{visit.base()}/orders/{order['id']}",
        "came_from": came_from(visit),
        "waiting": _waiting(visit, order["id"]),
        "act": visit.context.ids.new("act"),
        "may_write": visit.allows("write"),
    }
    return View(title=f"Order {order['externalId']}", values=values)


def _waiting(visit: Visit, order_id: str) -> Json | None:
    """The export that somebody came from, where it waits with this order: what planning says of the order in it."""
    for export_id in came_from(visit)[:1]:
        try:
            export = visit.answer(inspect, export_id)
        except Problem:
            return None
        orders = export["export"]["plan"]["included_order_ids"]
        if export["state"] == "BATCHED" and order_id in orders:
            found = [each for each in export["validationMessages"] if order_id in orders_of(each)]
            return {"export": export, "findings": found, "has_others": len(orders) > 1}
    return None


def _product(visit: Visit, product_id: str) -> Json:
    try:
        return dict(visit.answer(get_product, product_id))
    except Problem:
        return {"id": product_id, "sku": None, "title": product_id, "externalId": product_id}


def change(visit: Visit) -> Done:
    """Put right who receives an order."""
    order_id = visit.path["order_id"]
    given = {name: value for name, value in visit.form.items() if name.startswith("shipTo.")}
    body = request_of(given) | {"accountId": visit.account.account_id}
    body.setdefault("shipTo", None)
    try:
        request = parse(OrderPatch, body)
        visit.answer(
            patch_order, order_id, request=request, tried=visit.tried("orders.patch", body, order_id)
        )
    except Problem as problem:
        if problem.status not in (400, 409):
            raise
        view = read_one(visit)
        shown = dict(view.values) | {"faults": faults_of(problem), "problem": problem}
        return Done(view=View(title=view.title, values=shown, status=problem.status))
    return back(visit, f"{visit.base()}/orders/{order_id}", "saved")


def plan_all(visit: Visit) -> Done:
    """Plan the open orders that no export holds."""
    body = {"accountId": visit.account.account_id}
    body |= {name: visit.form[name] for name in ("warehouseId", "brokerId") if visit.form.get(name)}
    planned = visit.answer(plan_open, parse(PlanOpenRequest, body), visit.tried("exports.plan_open", body))
    return Done(to=f"{visit.base()}/exports/{planned['exportId']}", notice="planned")


PAGES = (
    Page(
        name="orders",
        path="orders",
        template="orders.html",
        read=read,
        says="Orders, newest first: what they are worth, where they go, and the export that holds them.",
        rail="orders",
        queries=frozenset({"state", "q", "cursor", "format"}),
        is_live=True,
    ),
    Page(
        name="order",
        path="orders/{order_id}",
        template="order.html",
        read=read_one,
        says="One order: its goods, its charges, and a form of who receives it.",
        rail="orders",
        queries=frozenset({NAME}),
    ),
)
ACTS = (
    Act(
        name="orders.plan_open",
        path="orders/plan",
        operation="exports.plan_open",
        scope="write",
        page="orders",
        run=plan_all,
    ),
    Act(
        name="order.change",
        path="orders/{order_id}",
        operation="orders.patch",
        scope="write",
        page="order",
        run=change,
    ),
)
