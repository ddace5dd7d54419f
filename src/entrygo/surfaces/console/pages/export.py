"""One export, whole: may it leave, what stops it, what it costs, where it is."""

from collections.abc import Mapping
from typing import Any

from entrygo.contract.requests.exports import ApproveRequest, CancelRequest
from entrygo.contract.requests.issues import parse
from entrygo.operations.approve import approve
from entrygo.operations.cancel import cancel
from entrygo.operations.draft_documents import draft_names
from entrygo.operations.inspect import inspect
from entrygo.operations.parties import get_party
from entrygo.surfaces.console.finding_controls import mend, place_in, plan_now
from entrygo.surfaces.console.leading_back import leading_back
from entrygo.surfaces.console.pages.after import DECISIONS, open_acts
from entrygo.surfaces.console.pictures.costs import compared, duty_layers
from entrygo.surfaces.console.pictures.score import score_steps
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.verdict import (
    approvals,
    by_severity,
    can_leave,
    orders_of,
    planned_at,
    planned_by,
    steps,
    stopped_orders,
    verdict,
)
from entrygo.surfaces.console.visit import Visit

MOST_LEFT = 20
SHOWN = 25
"""So many findings of a kind stand open; the others are folded, and by root cause on Fix first."""


def read(visit: Visit) -> View:
    """The export as it is inspected, with its broker and warehouse."""
    export = visit.answer(inspect, visit.path["export_id"])
    broker = visit.answer(get_party, "brokers", export["batch"]["broker_id"])
    warehouse = visit.answer(get_party, "warehouses", export["batch"]["warehouse_id"])
    placed = [each | {"place": place_in(visit.base(), export, each)} for each in export["validationMessages"]]
    for each in placed:
        each["page"] = leading_back(each["place"].to, [export["exportId"]])
        each["leaves"] = _leaves(export, each)
    found = by_severity(placed)
    totals = export["duty_estimate"]["totals"]
    orders = len(export["export"]["plan"]["included_order_ids"])
    values = {
        "export": export,
        "broker": broker,
        "warehouse": warehouse,
        "found": found,
        "most": SHOWN,
        "verdict": verdict(export),
        "steps": steps(export),
        "planned_at": planned_at(export),
        "score": score_steps(export["score_breakdown"]),
        "costs": compared(export["savings_breakdown"]),
        "duties": duty_layers(export["duty_estimate"]["lines"]),
        "totals": totals,
        "port": export["routing_context"]["port_of_entry"],
        "orders": orders,
        "here": f"{visit.base()}/exports/{export['exportId']}",
        "base": visit.base(),
        "act": visit.context.ids.new("act"),
        "is_waiting": export["state"] == "BATCHED",
        "open": open_acts(visit, export),
        "free": can_leave(export),
        "stopped": stopped_orders(export["validationMessages"]),
        "decisions": DECISIONS,
        "drafts": draft_names() if _has_drafts(export) else [],
        "approved": approvals(export),
        "is_own": planned_by(export) == visit.actor.principal,
        "typed": visit.form,
        "typed_at": visit.form.get("at", ""),
        "typed_value": visit.form.get("value", ""),
        "may": {scope: visit.allows(scope) for scope in ("write", "execute", "approve")},
    }
    return View(title=f"{orders:,} {'order' if orders == 1 else 'orders'} to {broker['name']}", values=values)


def _leaves(export: Mapping[str, Any], finding: Mapping[str, Any]) -> list[str]:  # Any: JSON of an answer
    """The orders to leave behind where a finding cannot be mended: few of them, and not all there are."""
    about = orders_of(finding) if finding["severity"] == "error" else []
    most = min(MOST_LEFT, len(export["export"]["plan"]["included_order_ids"]) - 1)
    return list(about) if len(about) <= most else []


def replan(visit: Visit) -> Done:
    """Plan again from what is stored now."""
    export = visit.answer(inspect, visit.path["export_id"])
    planned = plan_now(visit, export["exportId"])
    is_same = planned["planHash"] == export["planHash"]
    return Done(to=_here(visit), notice="unchanged" if is_same else "replanned")


def _has_drafts(export: Mapping[str, Any]) -> bool:  # Any: JSON of an answer
    return bool(export["state"] == "BATCHED" and export["readinessState"] != "BLOCKED")


def mend_it(visit: Visit) -> Done:
    """Set the field a finding speaks of, and plan this export again."""
    mend(visit, (visit.path["export_id"],))
    return Done(to=_here(visit), notice="mended")


def cancel_it(visit: Visit) -> Done:
    """Cancel the export; its orders are open again."""
    body = {"accountId": visit.account.account_id}
    if reason := visit.form.get("reason", "").strip():
        body["reason"] = reason
    export_id = visit.path["export_id"]
    visit.answer(
        cancel, export_id, parse(CancelRequest, body), visit.tried("exports.cancel", body, export_id)
    )
    return Done(to=_here(visit), notice="cancelled")


def approve_it(visit: Visit) -> Done:
    """Approve the plan that was shown, and where its papers go."""
    export_id = visit.path["export_id"]
    body = {"accountId": visit.account.account_id, "planHash": visit.form.get("plan_hash", "")}
    if recipient := visit.form.get("expected_recipient"):
        body["expectedRecipient"] = recipient
    visit.answer(
        approve, export_id, parse(ApproveRequest, body), visit.tried("exports.approve", body, export_id)
    )
    back = "/correct" if visit.form.get("of") == "correction" else ""
    return Done(to=_here(visit) + back, notice="approved")


def _here(visit: Visit) -> str:
    return f"{visit.base()}/exports/{visit.path['export_id']}"


PAGES = (
    Page(
        name="export",
        path="exports/{export_id}",
        template="export.html",
        read=read,
        says="One export: whether it may leave, what stops it, what it costs and saves, and where it is.",
        rail="exports",
        is_live=True,
    ),
)
ACTS = (
    Act(
        name="export.replan",
        path="exports/{export_id}/replan",
        operation="exports.plan",
        scope="write",
        page="export",
        run=replan,
    ),
    Act(
        name="export.mend",
        path="exports/{export_id}/mend",
        operation="product_changes.create",
        scope="write",
        page="export",
        run=mend_it,
    ),
    Act(
        name="export.cancel",
        path="exports/{export_id}/cancel",
        operation="exports.cancel",
        scope="write",
        page="export",
        run=cancel_it,
    ),
    Act(
        name="export.approve",
        path="exports/{export_id}/approve",
        operation="exports.approve",
        scope="approve",
        page="export",
        run=approve_it,
    ),
)
