"""After a plan was made or sent: what is split off, corrected, sent once more, decided or withdrawn, and compared."""

from collections.abc import Mapping
from typing import Any

from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem
from entrygo.contract.requests.batches import SplitOffRequest
from entrygo.contract.requests.exports import (
    CorrectionRequest,
    DecideRequest,
    ResubmitRequest,
    WithdrawRequest,
)
from entrygo.contract.requests.issues import parse
from entrygo.operations.correct import correct, preview_correction
from entrygo.operations.decide import decide
from entrygo.operations.draft_documents import draft_document
from entrygo.operations.inspect import inspect, plan_diff
from entrygo.operations.parties import get_party
from entrygo.operations.queries import DiffQuery
from entrygo.operations.resubmit import resubmit
from entrygo.operations.split_off import split_off
from entrygo.operations.withdraw import withdraw
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.verdict import stopped_orders
from entrygo.surfaces.console.visit import Visit

Json = dict[str, Any]  # Any: JSON of an answer
AGAIN = frozenset({"failed", "uncertain", "sent", "rejected"})
DECISIONS = (
    ("resend", "Send it again", "It may arrive twice, under the same number: brokers know it by that."),
    ("arrived", "It arrived", "You asked, and the broker has it."),
    ("withdraw", "Give it up", "It is not there, and is not to be sent."),
)


def open_acts(visit: Visit, export: Json) -> Mapping[str, bool]:
    """Which acts an export is open to now, by its state and the person's roles."""
    package, mail = export["customsPackage"] or {}, export["brokerSubmission"] or {}
    has_left = export["state"] == "COMPLETED" and package.get("state") not in (None, "withdrawn")
    may_send, waits = visit.allows("execute"), export["state"] == "BATCHED"
    stopped = stopped_orders(export["validationMessages"])
    every = export["export"]["plan"]["included_order_ids"] + export["export"]["plan"]["excluded_order_ids"]
    return {
        "approve": waits and visit.allows("approve") and export["readinessState"] != "BLOCKED",
        "split": waits and visit.allows("write") and 0 < len(stopped) < len(every),
        "correct": has_left and visit.allows("read"),
        "withdraw": has_left and may_send,
        "resubmit": has_left and may_send and mail.get("status") in AGAIN,
        "redirect": has_left and may_send and mail.get("status") == "pending",
        "decide": may_send and mail.get("status") == "uncertain",
        "compare": export["export"]["plan"]["plan_count"] > 1,
    }


def read_correction(visit: Visit) -> View:
    """What a correction made now would say, or why there is none to make."""
    export = visit.answer(inspect, visit.path["export_id"])
    broker = visit.answer(get_party, "brokers", export["batch"]["broker_id"])
    found, why = None, None
    try:
        found = visit.answer(preview_correction, export["exportId"])
    except Problem as problem:
        if problem.code != "INVALID_EXPORT_STATE":
            raise
        why = problem
    values = {
        "export": export,
        "broker": broker,
        "found": found,
        "why": why,
        "here": _here(visit),
        "base": visit.base(),
        "act": visit.form.get("act") or visit.context.ids.new("act"),
        "may": {scope: visit.allows(scope) for scope in ("execute", "approve")},
    }
    return View(title=f"Correct the papers at {broker['name']}", values=values)


def read_diff(visit: Visit) -> View:
    """Two plans of an export beside each other: the last two, or those the address names."""
    export = visit.answer(inspect, visit.path["export_id"])
    asked = {name: visit.query[name] for name in ("from", "to") if visit.query.get(name)}
    chosen = parse(DiffQuery, asked)
    diff = visit.answer(plan_diff, export["exportId"], old=chosen.old, new=chosen.new)
    numbers = range(1, export["export"]["plan"]["plan_count"] + 1)
    values = {
        "diff": diff,
        "plans": [(str(number), f"Plan no. {number}") for number in numbers],
        "here": _here(visit),
        "base": visit.base(),
    }
    return View(title="What changed between two plans", values=values)


def read_draft(visit: Visit) -> View:
    """One paper of the plan as a draft; once the papers are made, the paper itself."""
    export_id, name = visit.path["export_id"], visit.path["file"]
    try:
        return View(title=name, file=draft_document(visit.context, visit.actor, export_id, name))
    except Problem as problem:
        if (problem.details or {}).get("currentState") != "COMPLETED":
            raise
        return View(title=name, to=f"{_here(visit)}/documents/{name}")


def split(visit: Visit) -> Done:
    """Split off what is blocked, or the orders named; the rest goes on."""
    export_id = visit.path["export_id"]
    body = _body(visit, expectedPlanHash=visit.form.get("plan_hash"))
    if named := visit.many.get("order", ()):
        body["orderIds"] = list(named)
    visit.answer(
        split_off,
        export_id,
        request=parse(SplitOffRequest, body),
        tried=visit.tried("exports.split_off", body, export_id),
    )
    return Done(to=_here(visit), notice="split")


def correct_it(visit: Visit) -> Done:
    """Make the papers anew, as they were shown, and send them."""
    export_id = visit.path["export_id"]
    body = _body(
        visit,
        expectedPlanHash=visit.form.get("plan_hash"),
        expectedRecipient=visit.form.get("expected_recipient"),
    )
    tried = visit.tried("exports.correct", body, export_id)
    visit.answer(correct, export_id, parse(CorrectionRequest, body), tried)
    return Done(to=_here(visit), notice="corrected")


def resubmit_it(visit: Visit) -> Done:
    """Submit the papers once more, to the broker's address of now or to another."""
    export_id = visit.path["export_id"]
    body = _body(
        visit,
        expectedPlanHash=visit.form.get("plan_hash"),
        recipientEmail=visit.form.get("recipient_email", "").strip(),
    )
    tried = visit.tried("exports.resubmit", body, export_id)
    visit.answer(resubmit, export_id, parse(ResubmitRequest, body), tried)
    return Done(to=_here(visit), notice="resubmitted")


def withdraw_it(visit: Visit) -> Done:
    """Tell the broker to file nothing."""
    export_id = visit.path["export_id"]
    body = _body(
        visit, expectedPlanHash=visit.form.get("plan_hash"), reason=visit.form.get("reason", "").strip()
    )
    tried = visit.tried("exports.withdraw", body, export_id)
    visit.answer(withdraw, export_id, parse(WithdrawRequest, body), tried)
    return Done(to=_here(visit), notice="withdrawn")


def decide_it(visit: Visit) -> Done:
    """Settle the mail whose fate is not known."""
    export = visit.answer(inspect, visit.path["export_id"])
    mail = export["brokerSubmission"]
    if mail is None or visit.form.get("submission_id") != mail["id"]:
        raise Problem("INVALID_EXPORT_STATE", "Another mail took this one's place; look at it as it is now.")
    body = _body(visit, decision=visit.form.get("decision"), reason=visit.form.get("reason", "").strip())
    tried = visit.tried("submissions.decide", body, mail["id"])
    visit.answer(decide, mail["id"], parse(DecideRequest, body), tried)
    return Done(to=_here(visit), notice="decided")


def _body(visit: Visit, **given: str | None) -> JsonObject:
    """A request's body: what was left empty is left out, so that the request says which field is missing."""
    return {"accountId": visit.account.account_id} | {name: value for name, value in given.items() if value}


def _here(visit: Visit) -> str:
    return f"{visit.base()}/exports/{visit.path['export_id']}"


PAGES = (
    Page(
        name="correct",
        path="exports/{export_id}/correct",
        template="correct.html",
        read=read_correction,
        says="What changed since the papers left, and to whom the corrected ones go.",
        rail="exports",
    ),
    Page(
        name="diff",
        path="exports/{export_id}/diff",
        template="diff.html",
        read=read_diff,
        says="What changed between two plans of an export, in sentences.",
        rail="exports",
        queries=frozenset({"from", "to"}),
    ),
    Page(
        name="draft",
        path="exports/{export_id}/drafts/{file}",
        template="",
        read=read_draft,
        says="A paper of the plan as a draft.",
        rail="exports",
        is_shown=False,
    ),
)
ACTS = (
    Act(
        name="export.split_off",
        path="exports/{export_id}/split",
        operation="exports.split_off",
        scope="write",
        page="export",
        run=split,
    ),
    Act(
        name="export.correct",
        path="exports/{export_id}/correct",
        operation="exports.correct",
        scope="execute",
        page="correct",
        run=correct_it,
    ),
    Act(
        name="export.resubmit",
        path="exports/{export_id}/resubmit",
        operation="exports.resubmit",
        scope="execute",
        page="export",
        run=resubmit_it,
    ),
    Act(
        name="export.withdraw",
        path="exports/{export_id}/withdraw",
        operation="exports.withdraw",
        scope="execute",
        page="export",
        run=withdraw_it,
    ),
    Act(
        name="export.decide",
        path="exports/{export_id}/decide",
        operation="submissions.decide",
        scope="execute",
        page="export",
        run=decide_it,
    ),
)
