"""The board of exports: what waits, what left, and several sent, planned again or cancelled with a result a row."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlencode

from entrygo.contract.problems import Problem
from entrygo.contract.requests.exports import CancelRequest, ExecuteRequest
from entrygo.contract.requests.issues import parse
from entrygo.lifecycle.states import ExportState
from entrygo.operations.board import exports_board
from entrygo.operations.board_query import BoardQuery
from entrygo.operations.cancel import cancel
from entrygo.operations.execute import execute
from entrygo.operations.inspect import inspect
from entrygo.operations.lists import list_brokers, list_warehouses
from entrygo.operations.own_views import forget_view, own_views, save_view
from entrygo.operations.queries import MAX_LIMIT, ChangedQuery
from entrygo.surfaces.console.finding_controls import plan_now
from entrygo.surfaces.console.forms import csv_text
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.visit import Visit
from entrygo.surfaces.console.vocabulary import table

FILTERS = ("state", "readiness", "warehouseId", "brokerId", "sort")
QUERIES = frozenset({*FILTERS, "valueFrom", "valueTo", "createdFrom", "createdBefore", "cursor", "format"})
VIEW_OF, MOST_QUERY = "exports", 4_000
EVERY = ",".join(ExportState)
VIEWS: tuple[tuple[str, dict[str, str]], ...] = (
    ("Waiting", {}),
    ("Ready", {"readiness": "READY"}),
    ("Review", {"readiness": "REVIEW_REQUIRED"}),
    ("Blocked", {"readiness": "BLOCKED"}),
    ("Executed", {"state": "COMPLETED", "sort": "newest"}),
    ("Cancelled", {"state": "CANCELLED", "sort": "newest"}),
    ("All", {"state": EVERY, "sort": "newest"}),
)
SORTS = (
    ("worst", "Worst first"),
    ("oldest", "Oldest first"),
    ("newest", "Newest first"),
    ("value", "Dearest first"),
)
COLUMNS = {
    "export": "exportId",
    "orders": "order_count",
    "value_usd": "value_usd",
    "duty_usd": "duty_usd",
    "readiness": "readinessState",
    "score": "complianceScore",
    "errors": "errors",
    "warnings": "warnings",
    "state": "state",
    "mail": "submission_status",
    "warehouse": "warehouse_name",
    "broker": "broker_name",
    "broker_email": "broker_email",
    "created": "created_at",
    "executed": "executed_at",
}


def read(visit: Visit) -> View:
    """A page of exports, as the address filters and sorts them; without filters what waits, the worst first."""
    query = visit.query or _filters(visit.form.get("query", ""))  # a view that was refused is shown again
    given = {name: value for name, value in query.items() if name in QUERIES - {"format"} and value}
    board = visit.answer(exports_board, parse(BoardQuery, {"limit": str(MAX_LIMIT)} | given))
    asked = {name: value for name, value in given.items() if name != "cursor"}
    rows = [
        each | {"waits": waits, "is_ready": waits and each["readinessState"] == "READY"}
        for each in board["data"]
        for waits in (each["state"] == "BATCHED",)
    ]
    base = f"{visit.base()}/exports"
    every = parse(ChangedQuery, {"limit": str(MAX_LIMIT)})
    own = _own(visit, base, asked)
    values = {
        "rows": rows,
        "views": [(name, _address(base, fields), fields == asked) for name, fields in VIEWS],
        "asked": asked,
        "own": own,
        "mine": next((name for name, _, is_here in own if is_here), ""),
        "typed_name": visit.form.get("name", ""),
        "sorts": SORTS,
        "warehouses": [(each["id"], each["name"]) for each in visit.answer(list_warehouses, every)["data"]],
        "brokers": [(each["id"], each["name"]) for each in visit.answer(list_brokers, every)["data"]],
        "more": _address(base, asked | {"cursor": board["next_cursor"]}) if board["has_more"] else "",
        "csv": _address(base, given | {"format": "csv"}),
        "results": [],
        "act": visit.context.ids.new("act"),
        "may": {scope: visit.allows(scope) for scope in ("write", "execute")},
    }
    cells = ([row[field] for field in COLUMNS.values()] for row in rows)
    return View(title="Exports", values=values, csv=lambda: csv_text(list(COLUMNS), cells))


def _address(base: str, asked: Mapping[str, str]) -> str:
    return f"{base}?{urlencode(asked)}" if asked else base


def _own(visit: Visit, base: str, asked: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """The views the person named: name, address, whether it is the one that is shown."""
    found = own_views(visit.context, visit.actor, VIEW_OF)
    return [(name, f"{base}?{query}" if query else base, _filters(query) == asked) for name, query in found]


def _filters(query: str) -> dict[str, str]:
    """The filters of a query that the board knows; others are left out."""
    known = QUERIES - {"cursor", "format"}
    given = ((name, value.replace("\0", "")) for name, value in parse_qsl(query[:MOST_QUERY]))
    return {name: value for name, value in given if name in known and value}


def save_this(visit: Visit) -> Done:
    """Keep what the address filters under a name; an empty box of it is the whole board."""
    asked = _filters(visit.form.get("query", ""))
    parse(BoardQuery, asked)
    query = urlencode(asked)
    save_view(visit.context, visit.actor, VIEW_OF, name=visit.form.get("name", ""), query=query)
    return Done(to=_address(f"{visit.base()}/exports", asked), notice="view_saved")


def forget(visit: Visit) -> Done:
    """Forget a view of one's own."""
    forget_view(visit.context, visit.actor, VIEW_OF, visit.form.get("name", ""))
    return Done(to=f"{visit.base()}/exports", notice="view_forgotten")


def send_chosen(visit: Visit) -> Done:
    """Execute each chosen export under its own key: one that cannot leave says why, and the others leave."""

    def sent(export_id: str, plan_hash: str, recipient: str) -> str:
        export = visit.answer(inspect, export_id)
        if export["state"] == "BATCHED" and export["readinessState"] == "REVIEW_REQUIRED":
            raise Problem(
                "VALIDATION_ERROR", "Somebody has to look at it first: open it, and send it from its page."
            )
        body = {
            "accountId": visit.account.account_id,
            "batchId": export_id,
            "expectedPlanHash": plan_hash,
            "expectedRecipient": recipient,
        }
        visit.answer(execute, parse(ExecuteRequest, body), visit.tried("exports.execute", body, export_id))
        return "Its papers are being made and sent."

    return _each_chosen(visit, sent)


def plan_chosen(visit: Visit) -> Done:
    """Plan each chosen export again from what is stored now."""

    def planned(export_id: str, plan_hash: str, _: str) -> str:
        found = plan_now(visit, export_id)
        if found["planHash"] == plan_hash:
            return "Planned again: nothing has changed."
        state = table("states")["readiness"][found["readinessState"]]["word"].lower()
        return f"Planned again: {state}, score {found['complianceScore']}."

    return _each_chosen(visit, planned)


def cancel_chosen(visit: Visit) -> Done:
    """Cancel each chosen export, once somebody said so on the page that says what it does."""
    reason = visit.form.get("reason", "").strip()
    body = {"accountId": visit.account.account_id} | ({"reason": reason} if reason else {})
    if not visit.form.get("sure"):
        return _ask_first(visit)

    def cancelled(export_id: str, plan_hash: str, _: str) -> str:
        if visit.answer(inspect, export_id)["planHash"] != plan_hash:
            raise Problem("PLAN_CHANGED", "Somebody planned it again meanwhile: look at it as it is now.")
        tried = visit.tried("exports.cancel", body, export_id)
        visit.answer(cancel, export_id, parse(CancelRequest, body), tried)
        return "Cancelled: its orders are open again."

    return _each_chosen(visit, cancelled)


def _chosen(visit: Visit) -> list[tuple[str, str, str]]:
    """What was ticked: the export, the hash of the plan that was shown, the address that was shown."""
    rows = [[*each.split(" ", 2), "", ""][:3] for each in visit.many.get("row", ())]
    if not rows:
        raise Problem("VALIDATION_ERROR", "No export was chosen: tick those you mean.")
    return [(export_id, plan_hash, recipient) for export_id, plan_hash, recipient in rows]


def _each_chosen(visit: Visit, does: Callable[[str, str, str], str]) -> Done:
    """The board with what became of each: one that is refused says why, and the others go on."""
    said: dict[str, tuple[str, str]] = {}
    for export_id, plan_hash, recipient in _chosen(visit):
        try:
            said[export_id] = ("ready", does(export_id, plan_hash, recipient))
        except Problem as problem:
            said[export_id] = ("blocked", _refusal(problem))
    names = visit.export_names(said)
    results = [
        {"export_id": each, "name": names[each], "tone": tone, "says": says}
        for each, (tone, says) in said.items()
    ]
    view = read(visit)
    return Done(view=View(title=view.title, values=dict(view.values) | {"results": results}))


def _ask_first(visit: Visit) -> Done:
    """The page that asks once, and says what will be and what will not."""
    rows = [(visit.answer(inspect, export_id), plan_hash) for export_id, plan_hash, _ in _chosen(visit)]
    values = {
        "rows": rows,
        "waiting": [export for export, _ in rows if export["state"] == "BATCHED"],
        "orders": sum(len(export["export"]["plan"]["included_order_ids"]) for export, _ in rows),
        "query": visit.form.get("query", ""),
        "back": _address(f"{visit.base()}/exports", _filters(visit.form.get("query", ""))),
        "base": visit.base(),
        "act": visit.context.ids.new("act"),
    }
    title = "Cancel this export" if len(rows) == 1 else f"Cancel {len(rows)} exports"
    return Done(view=View(title=title, values=values), template="cancel_chosen.html")


def _refusal(problem: Problem) -> str:
    """Why a row did not leave; where its papers would go elsewhere than the page said, both addresses."""
    delivery = (problem.details or {}).get("delivery")
    if problem.code != "PLAN_CHANGED" or not delivery:
        return problem.message
    now, shown = delivery["current"]["recipient"], delivery["expected"].get("recipient")
    return (
        f"Not sent: the broker's address is {now} now, and this page showed {shown or 'none'}. Look at it, then choose "
        "it again."
    )


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
    Act(
        name="exports.plan_chosen",
        path="exports/replan",
        operation="exports.plan",
        scope="write",
        page="exports",
        run=plan_chosen,
    ),
    Act(
        name="exports.cancel_chosen",
        path="exports/cancel",
        operation="exports.cancel",
        scope="write",
        page="exports",
        run=cancel_chosen,
    ),
    Act(
        name="exports.save_view",
        path="exports/views",
        operation="",
        scope="read",
        page="exports",
        run=save_this,
    ),
    Act(
        name="exports.forget_view",
        path="exports/views/forget",
        operation="",
        scope="read",
        page="exports",
        run=forget,
    ),
)
