"""The board of exports: what waits, what left, and the ready ones sent together with a result a row."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from entrygo.contract.problems import Problem
from entrygo.contract.requests.exports import ExecuteRequest
from entrygo.contract.requests.issues import parse
from entrygo.operations.execute import execute
from entrygo.operations.lists import list_brokers, list_exports, list_warehouses
from entrygo.operations.queries import MAX_LIMIT, ChangedQuery, ExportsQuery
from entrygo.surfaces.console.forms import csv_text
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.visit import Visit

FILTERS = ("state", "readiness", "warehouse_id", "broker_id")
QUERIES = frozenset({*FILTERS, "cursor", "format"})
VIEWS: tuple[tuple[str, dict[str, str]], ...] = (
    ("Waiting", {"state": "BATCHED"}),
    ("Ready", {"state": "BATCHED", "readiness": "READY"}),
    ("Review", {"state": "BATCHED", "readiness": "REVIEW_REQUIRED"}),
    ("Blocked", {"state": "BATCHED", "readiness": "BLOCKED"}),
    ("Executed", {"state": "COMPLETED"}),
    ("Cancelled", {"state": "CANCELLED"}),
    ("All", {}),
)
COLUMNS = ("export", "readiness", "score", "state", "warehouse", "broker", "created", "executed")


def read(visit: Visit) -> View:
    """A page of exports, as the address filters them."""
    asked = {name: value for name in FILTERS if (value := visit.query.get(name))}
    query = parse(ExportsQuery, asked | _paging(visit))
    page = visit.answer(list_exports, query)
    names = _names(visit)
    rows = [_row(each, names) for each in page["data"]]
    base = f"{visit.base()}/exports"
    next_page = asked | {"cursor": page["next_cursor"]} if page["has_more"] else None
    values = {
        "rows": rows,
        "views": [
            (name, f"{base}?{urlencode(fields)}" if fields else base, fields == asked)
            for name, fields in VIEWS
        ],
        "asked": asked,
        "warehouses": sorted(names["warehouse"].items(), key=lambda pair: pair[1]),
        "brokers": sorted(names["broker"].items(), key=lambda pair: pair[1]),
        "more": f"{base}?{urlencode(next_page)}" if next_page else "",
        "csv": f"{base}?{urlencode(asked | {'format': 'csv'})}",
        "results": {},
        "act": visit.context.ids.new("act"),
        "may_send": visit.allows("execute"),
    }
    return View(title="Exports", values=values, csv=_csv(rows))


def _paging(visit: Visit) -> dict[str, str]:
    cursor = visit.query.get("cursor")
    return {"limit": str(MAX_LIMIT)} | ({"cursor": cursor} if cursor else {})


def _names(visit: Visit) -> dict[str, dict[str, str]]:
    every = parse(ChangedQuery, {"limit": str(MAX_LIMIT)})
    return {
        "warehouse": {each["id"]: each["name"] for each in visit.answer(list_warehouses, every)["data"]},
        "broker": {each["id"]: each["name"] for each in visit.answer(list_brokers, every)["data"]},
    }


def _row(export: Mapping[str, Any], names: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:  # Any: JSON
    return dict(export) | {
        "warehouse": names["warehouse"].get(export["warehouse_id"]),
        "broker": names["broker"].get(export["broker_id"]),
        "is_ready": export["state"] == "BATCHED" and export["readinessState"] == "READY",
    }


def _csv(rows: list[dict[str, Any]]) -> str:  # Any: JSON
    return csv_text(
        COLUMNS,
        (
            (
                row["exportId"],
                row["readinessState"],
                row["complianceScore"],
                row["state"],
                row["warehouse"],
                row["broker"],
                row["created_at"],
                row["executed_at"],
            )
            for row in rows
        ),
    )


def send_chosen(visit: Visit) -> Done:
    """Execute each chosen export under its own key: one that cannot leave says why, and the others leave."""
    results = {}
    for chosen in visit.many.get("row", ()):
        export_id, _, plan_hash = chosen.partition(" ")
        body = {"accountId": visit.account.account_id, "batchId": export_id, "expectedPlanHash": plan_hash}
        try:
            visit.answer(
                execute, parse(ExecuteRequest, body), visit.tried("exports.execute", body, export_id)
            )
            results[export_id] = {"tone": "ready", "says": "Its papers are being made and sent."}
        except Problem as problem:
            results[export_id] = {"tone": "blocked", "says": problem.message}
    if not results:
        raise Problem("VALIDATION_ERROR", "No export was chosen: tick the ones to send.")
    view = read(visit)
    return Done(view=View(title=view.title, values=dict(view.values) | {"results": results}))


PAGES = (
    Page(
        name="exports",
        path="exports",
        template="exports.html",
        read=read,
        says="What waits and what left, filtered by the address, and one button for all that are ready.",
        rail="exports",
        queries=QUERIES,
        is_live=True,
    ),
)
ACTS = (
    Act(
        name="exports.send_chosen",
        path="exports/send",
        operation="exports.execute",
        scope="execute",
        page="exports",
        run=send_chosen,
    ),
)
