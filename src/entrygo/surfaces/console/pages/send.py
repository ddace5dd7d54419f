"""Before it is sent: who gets what, how much of it, and each warning looked at. Nothing leaves from here but by the
button that names the recipient."""

from collections.abc import Mapping
from typing import Any

from entrygo.contract.problems import Problem
from entrygo.contract.requests.exports import ExecuteRequest
from entrygo.contract.requests.issues import parse
from entrygo.documents.artifact import kinds
from entrygo.documents.profile import profile_of
from entrygo.operations.execute import execute
from entrygo.operations.inspect import inspect
from entrygo.operations.parties import get_account, get_party
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.verdict import approvals, by_severity, planned_at
from entrygo.surfaces.console.visit import Visit

Json = Mapping[str, Any]  # Any: JSON of an answer


def read(visit: Visit) -> View:
    """What would leave now."""
    export = visit.answer(inspect, visit.path["export_id"])
    here = f"{visit.base()}/exports/{export['exportId']}"
    if export["state"] != "BATCHED":
        return View(title="Sent", to=here)
    broker = visit.answer(get_party, "brokers", export["batch"]["broker_id"])
    warehouse = visit.answer(get_party, "warehouses", export["batch"]["warehouse_id"])
    policy = visit.answer(get_account)["policy"] or {}
    values = {
        "export": export,
        "broker": broker,
        "warehouse": warehouse,
        "files": files_of(broker),
        "warnings": by_severity(export["validationMessages"])["warning"],
        "seen": visit.many.get("seen", ()) if visit.form else (),
        "orders": len(export["export"]["plan"]["included_order_ids"]),
        "approvals": approvals(export),
        "planned_at": planned_at(export),
        "needs_approval": bool(policy.get("requireApproval")),
        "here": here,
        "base": visit.base(),
        "act": visit.form.get("act") or visit.context.ids.new("act"),
    }
    return View(title=f"Send to {broker['name']}", values=values)


def files_of(broker: Json) -> list[dict[str, str]]:
    """The files that go to a broker, by the broker's own choice of them; all where none was made."""
    chosen = profile_of(broker.get("profile") or {}).attachments
    return [
        {"type": each.artifact_type, "name": each.filename}
        for each in kinds()
        if chosen is None or each.artifact_type in chosen
    ]


def send(visit: Visit) -> Done:
    """Execute the plan that was shown, to the recipient that was shown."""
    export_id = visit.path["export_id"]
    export = visit.answer(inspect, export_id)
    looked = set(visit.many.get("seen", ()))
    warnings = by_severity(export["validationMessages"])["warning"]
    if export["planHash"] == visit.form.get("plan_hash") and len(looked) < len(warnings):
        raise Problem(
            "VALIDATION_ERROR",
            "Tick each point you looked at; nothing was sent.",
            field="seen",
        )
    body = {
        "accountId": visit.account.account_id,
        "batchId": export_id,
        "expectedPlanHash": visit.form.get("plan_hash", ""),
        "expectedRecipient": visit.form.get("recipient", ""),
    }
    visit.answer(execute, parse(ExecuteRequest, body), visit.tried("exports.execute", body, export_id))
    return Done(to=f"{visit.base()}/exports/{export_id}", notice="sent")


PAGES = (
    Page(
        name="send",
        path="exports/{export_id}/send",
        template="send.html",
        read=read,
        says="What leaves the building, to whom, before it does.",
        scope="execute",
        rail="exports",
    ),
)
ACTS = (
    Act(
        name="export.send",
        path="exports/{export_id}/send",
        operation="exports.execute",
        scope="execute",
        page="send",
        run=send,
    ),
)
