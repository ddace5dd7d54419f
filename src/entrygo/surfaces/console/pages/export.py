"""One export, whole: may it leave, what stops it, what it costs, where it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from entrygo.contract.canonical import JsonObject
from entrygo.contract.requests.exports import ApproveRequest, CancelRequest, PlanRequest
from entrygo.contract.requests.issues import parse
from entrygo.operations.approve import approve
from entrygo.operations.cancel import cancel
from entrygo.operations.inspect import inspect
from entrygo.operations.parties import get_party
from entrygo.operations.plan import plan
from entrygo.surfaces.console.pictures.costs import compared, duty_layers
from entrygo.surfaces.console.pictures.score import score_steps
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.visit import Visit

SHOWN = 25
"""So many findings of a kind stand open; the others are folded, and by root cause on Fix first."""
Json = dict[str, Any]  # Any: JSON of an answer


def read(visit: Visit) -> View:
    """The export as it is inspected, with its broker and warehouse."""
    export = visit.answer(inspect, visit.path["export_id"])
    broker = visit.answer(get_party, "brokers", export["batch"]["broker_id"])
    warehouse = visit.answer(get_party, "warehouses", export["batch"]["warehouse_id"])
    found = by_severity(export["validationMessages"])
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
        "score": score_steps(export["score_breakdown"]),
        "costs": compared(export["savings_breakdown"]),
        "duties": duty_layers(export["duty_estimate"]["lines"]),
        "totals": totals,
        "orders": orders,
        "here": f"{visit.base()}/exports/{export['exportId']}",
        "base": visit.base(),
        "act": visit.context.ids.new("act"),
        "is_waiting": export["state"] == "BATCHED",
        "may": {scope: visit.allows(scope) for scope in ("write", "execute", "approve")},
    }
    return View(title=f"{orders:,} {'order' if orders == 1 else 'orders'} to {broker['name']}", values=values)


def by_severity(messages: Sequence[Json]) -> dict[str, list[Json]]:
    """The findings by severity, each kind in the plan's order."""
    found: dict[str, list[Json]] = {"error": [], "warning": [], "info": []}
    for each in messages:
        found[each["severity"]].append(each)
    return found


def verdict(export: Json) -> dict[str, str]:
    """What is to be said first: the sign, the headline, the next step."""
    if export["state"] == "BATCHED":
        return _before(export)
    if export["state"] == "CANCELLED":
        return _said("soft", "export", "CANCELLED", "Cancelled", "Its orders are open for another export.")
    if export["state"] == "EXECUTING" or export["customsPackage"] is None:
        return _said(
            "info", "export", "EXECUTING", "The papers are being made", "This page follows by itself."
        )
    return _after(export)


def _before(export: Json) -> dict[str, str]:
    readiness, found = export["readinessState"], by_severity(export["validationMessages"])
    stops, looks = len(found["error"]), len(found["warning"])
    if readiness == "BLOCKED":
        head = f"{stops} {'thing stops' if stops == 1 else 'things stop'} these orders at the border"
        return _said(
            "blocked",
            "readiness",
            readiness,
            head,
            "Mend them below, then plan again: nothing leaves before.",
        )
    if readiness == "REVIEW_REQUIRED":
        head = f"{looks} {'thing' if looks == 1 else 'things'} to look at before it leaves"
        says = "It may be sent once a person has looked at each of them."
        return _said("review", "readiness", readiness, head, says)
    return _said(
        "ready", "readiness", readiness, "Nothing stops these orders", "Send it: you see what leaves first."
    )


MAILS = {
    "failed": (
        "blocked",
        "The mail to the broker failed",
        "The reason stands beside; then send it again.",
    ),
    "uncertain": (
        "review",
        "Nobody knows whether the mail arrived",
        "Ask the broker, then say so in the outbox.",
    ),
    "pending": ("info", "The mail to the broker is on its way", "This page follows by itself."),
    "sending": ("info", "The mail to the broker is on its way", "This page follows by itself."),
}
PACKAGES = {
    "acknowledged": ("ready", "Accepted by the broker", "Nothing is left to do."),
    "rejected": (
        "blocked",
        "The broker refused it",
        "Read the reason, mend it, and send a corrected version.",
    ),
    "withdrawn": ("soft", "Withdrawn", "The broker was told to file nothing."),
    "sent_to_broker": (
        "ready",
        "Sent, waiting for the broker",
        "The broker answers by the link in the mail.",
    ),
}


def _after(export: Json) -> dict[str, str]:
    package, mail = export["customsPackage"]["state"], export["brokerSubmission"]
    if mail is not None and package in {"generated", "sent_to_broker"} and mail["status"] in MAILS:
        tone, head, says = MAILS[mail["status"]]
        return _said(tone, "mail", mail["status"], head, says)
    tone, head, says = PACKAGES.get(package, ("info", "The papers are made", "This page follows by itself."))
    return _said(tone, "package", package, head, says)


def _said(tone: str, kind: str, value: str, head: str, says: str) -> dict[str, str]:
    return {"tone": tone, "kind": kind, "value": value, "head": head, "says": says}


def steps(export: Json) -> list[Json]:
    """The lifecycle as a line: planned, papers made, sent, answered; each with its time once it is past."""
    at = {event["type"]: event["created_at"] for event in export["events"]}
    package = (export["customsPackage"] or {}).get("state")
    planned = at.get("export.replanned") or at.get("export.planned") or export["batch"]["created_at"]
    if export["state"] == "CANCELLED":
        return [
            _step("Planned", planned, "done"),
            _step("Cancelled", at.get("export.cancelled"), "bad", is_now=True),
        ]
    line = [
        _step("Planned", planned, "done"),
        _step("Papers made", at.get("export.executed"), "done" if at.get("export.executed") else ""),
        _step("Sent", at.get("broker.notified"), "done" if at.get("broker.notified") else ""),
        _answered(package, at),
    ]
    open_steps = [step for step in line if not step["look"]]
    if open_steps:
        open_steps[0]["is_now"] = True
        open_steps[0]["says"] = "waiting"
    return line


def _answered(package: str | None, at: Mapping[str, str]) -> Json:
    if package == "rejected":
        return _step("Refused by the broker", at.get("broker.rejected"), "bad", is_now=True)
    if package == "withdrawn":
        return _step("Withdrawn", at.get("package.withdrawn"), "bad", is_now=True)
    accepted = at.get("broker.acknowledged") if package == "acknowledged" else None
    return _step("Accepted by the broker", accepted, "done" if accepted else "")


def _step(word: str, at: str | None, look: str, *, is_now: bool = False) -> Json:
    return {"word": word, "at": at, "look": look, "is_now": is_now, "says": ""}


def replan(visit: Visit) -> Done:
    """Plan again from what is stored now."""
    export = visit.answer(inspect, visit.path["export_id"])
    body: JsonObject = {
        "accountId": visit.account.account_id,
        "warehouseId": export["batch"]["warehouse_id"],
        "brokerId": export["batch"]["broker_id"],
        "orderIds": export["export"]["plan"]["included_order_ids"]
        + export["export"]["plan"]["excluded_order_ids"],
        "batchId": export["exportId"],
    }
    planned = visit.answer(plan, parse(PlanRequest, body), visit.tried("exports.plan", body))
    is_same = planned["planHash"] == export["planHash"]
    return Done(to=_here(visit), notice="unchanged" if is_same else "replanned")


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
    visit.answer(
        approve, export_id, parse(ApproveRequest, body), visit.tried("exports.approve", body, export_id)
    )
    return Done(to=_here(visit), notice="approved")


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
