"""The walk over the API: one export through plan, execute and inspect, and two that must not go yet."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from entrygo.clock import SystemClock
from entrygo.demo.catalogue import CROSSINGS, shipment
from entrygo.demo.seed import DemoError, Sandbox, call

Json = dict[str, Any]  # Any: JSON as the API gives it
Report = Callable[[str], None]

FIRST_EXPORT, LATER_EXPORT = 40, 12
REVIEW_STORY = ("ap-tee-ca", "ap-hoodie", "el-speaker", "kw-flask", "bk-notebook")
REVIEW_COMPANY = 10  # ordinary orders that travel with those for review
MAIL_SECONDS = 20.0
ON_ITS_WAY = frozenset({"pending", "sending"})
"""States of a mail that is not settled yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What happened. ``is_fresh`` says whether this run made the export or found an earlier one.

    ``labels`` are the products' external ids by id.
    """

    is_fresh: bool
    ready: Json
    executed: Json
    inspected: Json
    is_replayed: bool
    review: Json
    blocked: Json
    spare_orders: tuple[str, ...]
    labels: Mapping[str, str]


def walk(sandbox: Sandbox, client: httpx.Client, report: Report) -> Walk:
    """Plan, execute, inspect; then plan what wants a look and what may not leave."""
    shelf = _orders(client)
    waiting = [order for order in shelf if _is(order, "ready", "toronto") and order["exportId"] is None]
    count = LATER_EXPORT if "executed" in sandbox.exports else FIRST_EXPORT
    chosen, spare = waiting[:count], waiting[count:]
    export = _export(sandbox, client, [order["id"] for order in chosen], report=report) if chosen else None
    ready, executed, is_replayed = export or _earlier(sandbox, client)
    inspected = delivered(client, executed["exportId"])
    report(f"the broker's mail is {inspected['brokerSubmission']['status']}")
    walked = Walk(
        is_fresh=export is not None,
        ready=ready,
        executed=executed,
        inspected=inspected,
        is_replayed=is_replayed,
        review=_unfinished(sandbox, client, "review", orders=orders_for_review(shelf)),
        blocked=_unfinished(sandbox, client, "blocked", orders=blocked_orders(shelf)),
        spare_orders=tuple(order["id"] for order in spare[:3]),
        labels={product_id: label for label, product_id in sandbox.products.items()},
    )
    report("two more planned: one for review, one blocked")
    return walked


def _orders(client: httpx.Client) -> list[Json]:
    """Every order, in the order of their numbers."""
    found: list[Json] = []
    cursor = ""
    while True:
        page = call(client, "GET", f"/api/orders?limit=100{f'&cursor={cursor}' if cursor else ''}")
        found += page["data"]
        cursor = page["next_cursor"]
        if not page["has_more"]:
            return sorted(found, key=lambda order: str(order["externalId"]))


def _is(order: Json, kind: str, warehouse: str) -> bool:
    metadata = order["metadata"] or {}
    return metadata.get("demo") == kind and metadata.get("warehouse") == warehouse


def _case(order: Json) -> str:
    return str((order["metadata"] or {}).get("case", ""))


def orders_for_review(shelf: Sequence[Json]) -> list[str]:
    """Orders of the west: one of each case that the story tells of, and some ordinary ones for company."""
    west = [order for order in shelf if _is(order, "review", "vancouver")]
    cases = [next((order["id"] for order in west if _case(order) == case), None) for case in REVIEW_STORY]
    company = [order["id"] for order in shelf if _is(order, "ready", "vancouver")][:REVIEW_COMPANY]
    return [*(order_id for order_id in cases if order_id), *company]


def blocked_orders(shelf: Sequence[Json]) -> list[str]:
    """One order of each reason why orders may not leave."""
    reasons = {_case(order): order["id"] for order in reversed(shelf) if _is(order, "blocked", "toronto")}
    return list(reversed(reasons.values()))


def _plan(sandbox: Sandbox, client: httpx.Client, warehouse: str, *, orders: Sequence[str]) -> Json:
    return call(
        client,
        "POST",
        "/api/exports/plan",
        {
            "accountId": sandbox.account_id,
            "warehouseId": sandbox.warehouses[warehouse],
            "brokerId": sandbox.brokers[CROSSINGS[warehouse]],
            "orderIds": list(orders),
            "shipment": shipment(warehouse, SystemClock().now()),
        },
    )


def _export(
    sandbox: Sandbox, client: httpx.Client, orders: Sequence[str], *, report: Report
) -> tuple[Json, Json, bool]:
    """A new export: planned, executed once, and the same call repeated for the same answer."""
    plan = _plan(sandbox, client, "toronto", orders=orders)
    report(f"{len(orders)} orders planned: {plan['readinessState']}")
    body = {
        "accountId": sandbox.account_id,
        "batchId": plan["batch_id"],
        "expectedPlanHash": plan["planHash"],
    }
    headers = {"Idempotency-Key": f"demo-{plan['batch_id']}"}
    first = client.post("/api/exports/execute", json=body, headers=headers)
    if first.is_error:
        raise DemoError(f"Execute answered {first.status_code}: {first.text}")
    again = client.post("/api/exports/execute", json=body, headers=headers)
    is_replayed = again.content == first.content and again.headers.get("Idempotent-Replayed") == "true"
    sandbox.exports["executed"] = plan["batch_id"]
    sandbox.save()
    executed: Json = first.json()
    report(f"executed: {len(executed['artifacts'])} documents made and sealed")
    return plan, executed, is_replayed


def _earlier(sandbox: Sandbox, client: httpx.Client) -> tuple[Json, Json, bool]:
    """The last export this sandbox made, as inspection tells it."""
    found = call(client, "GET", f"/api/exports/{sandbox.exports['executed']}")
    plan = {**found, "estimated_import_savings_usd": found["batch"]["estimated_savings_usd"]}
    plan["included_order_ids"] = found["snapshot"]["included_order_ids"]
    return plan, {**found, "customs_package_id": found["customsPackage"]["id"]}, False


def delivered(client: httpx.Client, export_id: str) -> Json:
    """The export once its mail has left, or as it is after a while."""
    until = time.monotonic() + MAIL_SECONDS
    while True:
        found = call(client, "GET", f"/api/exports/{export_id}")
        status = found["brokerSubmission"]["status"] if found["brokerSubmission"] else "pending"
        is_late = time.monotonic() > until
        if is_late and found["state"] != "COMPLETED":
            raise DemoError(
                f"the export {export_id} is still {found['state']} after {MAIL_SECONDS:.0f} seconds"
            )
        if is_late or status not in ON_ITS_WAY:
            return found
        time.sleep(0.1)


def _unfinished(sandbox: Sandbox, client: httpx.Client, name: str, *, orders: Sequence[str]) -> Json:
    """The batch of an earlier run as it stands now, else a new plan."""
    if name in sandbox.exports:
        found = call(client, "GET", f"/api/exports/{sandbox.exports[name]}")
        return {**found, "included_order_ids": found["snapshot"]["included_order_ids"]}
    plan = _plan(sandbox, client, "vancouver" if name == "review" else "toronto", orders=orders)
    sandbox.exports[name] = plan["batch_id"]
    sandbox.save()
    return plan
