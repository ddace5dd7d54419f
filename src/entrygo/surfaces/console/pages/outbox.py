"""The outbox: did the broker get it, what the mail server said, and what a person decides where nobody knows."""

from typing import Any

from entrygo.contract.problems import Problem
from entrygo.contract.requests.exports import DecideRequest, ResubmitRequest
from entrygo.contract.requests.issues import parse
from entrygo.effects.composing import message_of
from entrygo.operations.answer import Answer
from entrygo.operations.decide import decide
from entrygo.operations.inspect import inspect
from entrygo.operations.lists import list_submissions
from entrygo.operations.queries import SubmissionsQuery
from entrygo.operations.resubmit import resubmit
from entrygo.operations.submission_view import get_submission, submission_of
from entrygo.surfaces.console.forms import csv_text
from entrygo.surfaces.console.paging import address, asked_of, next_page, page_of
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.visit import Visit

Json = dict[str, Any]  # Any: JSON of an answer
STATES = (
    ("All", ""),
    ("Uncertain", "uncertain"),
    ("Failed", "failed"),
    ("Waiting", "pending"),
    ("Sent", "sent"),
    ("Accepted", "acknowledged"),
    ("Rejected", "rejected"),
)
COLUMNS = ("submission", "export", "recipient", "state", "tries", "next", "sent", "words")
DECISIONS = (
    ("resend", "Send it again", "It may arrive twice, under the same number: brokers know it by that."),
    ("arrived", "It arrived", "You asked, and the broker has it."),
    ("withdraw", "Give it up", "It is not there, and is not to be sent."),
)
OUTCOMES = {
    "sent": "Taken by the mail server",
    "rejected": "Refused for good",
    "deferred": "Not taken now",
    "uncertain": "Nobody knows",
    "unconfigured": "No mail server is configured",
    "unknown": "Not known",
}


def read(visit: Visit) -> View:
    """Mails to brokers, newest first."""
    asked = asked_of(visit, "status")
    page = visit.answer(list_submissions, parse(SubmissionsQuery, asked | page_of(visit)))
    base = f"{visit.base()}/outbox"
    values = {
        "rows": page["data"],
        "views": [
            (name, address(base, {"status": state} if state else {}), asked.get("status", "") == state)
            for name, state in STATES
        ],
        "more": next_page(base, asked, page),
        "csv": address(base, asked | {"format": "csv"}),
        "base": visit.base(),
    }
    return View(title="Outbox", values=values, csv=lambda: _csv(page["data"]))


def _csv(rows: list[Json]) -> str:
    return csv_text(
        COLUMNS,
        (
            (
                row["id"],
                row["export_id"],
                row["recipient_email"],
                row["status"],
                row["attempts"],
                row["next_attempt_at"],
                row["sent_at"],
                row["error_message"],
            )
            for row in rows
        ),
    )


def read_one(visit: Visit) -> View:
    """One mail: where it went, every try, and the acts that are open."""
    mail = visit.answer(get_submission, visit.path["submission_id"])
    export = visit.answer(inspect, mail["export_id"])
    is_last = bool(export["brokerSubmissions"]) and export["brokerSubmissions"][-1]["id"] == mail["id"]
    values = {
        "mail": mail,
        "plan_hash": export["planHash"],
        "outcomes": OUTCOMES,
        "decisions": DECISIONS,
        "typed": visit.form,
        "export": {
            "id": mail["export_id"],
            "number": export["batch"]["id"][-8:] if "id" in export["batch"] else "",
        },
        "can_decide": mail["status"] == "uncertain" and visit.allows("execute"),
        "can_resubmit": is_last
        and mail["status"] in ("failed", "sent", "rejected")
        and visit.allows("execute"),
        "base": visit.base(),
        "here": f"{visit.base()}/outbox/{mail['id']}",
        "act": visit.context.ids.new("act"),
    }
    return View(title=mail["subject"], values=values)


def read_message(visit: Visit) -> View:
    """The message as it leaves, with stand-ins for the broker's own links."""
    mail_id = visit.path["submission_id"]
    with visit.context.store.read(visit.actor.tenant) as uow:
        mail = submission_of(uow, mail_id)
    body = message_of(visit.context, visit.actor.tenant, mail, is_shown=True)
    headers = {"Content-Disposition": f'attachment; filename="{mail_id}.eml"'}
    return View(title=mail_id, file=Answer(body=body, media_type="message/rfc822", headers=headers))


def decide_it(visit: Visit) -> Done:
    """Settle a mail whose fate is not known."""
    mail_id = visit.path["submission_id"]
    body = {
        "accountId": visit.account.account_id,
        "decision": visit.form.get("decision", ""),
        "reason": visit.form.get("reason", "").strip(),
    }
    visit.answer(
        decide, mail_id, parse(DecideRequest, body), visit.tried("submissions.decide", body, mail_id)
    )
    return Done(to=f"{visit.base()}/outbox/{mail_id}", notice="decided")


def resubmit_it(visit: Visit) -> Done:
    """Submit the package once more, to the broker or to another address."""
    mail_id = visit.path["submission_id"]
    mail = visit.answer(get_submission, mail_id)
    body = {"accountId": visit.account.account_id, "expectedPlanHash": visit.form.get("plan_hash", "")}
    if recipient := visit.form.get("recipient_email", "").strip():
        body["recipientEmail"] = recipient
    export_id = mail["export_id"]
    if not export_id:
        raise Problem("NOT_FOUND", "The export of this mail is gone.")
    visit.answer(
        resubmit, export_id, parse(ResubmitRequest, body), visit.tried("exports.resubmit", body, export_id)
    )
    return Done(to=f"{visit.base()}/exports/{export_id}", notice="resubmitted")


PAGES = (
    Page(
        name="outbox",
        path="outbox",
        template="outbox.html",
        read=read,
        says="Every mail to a broker: where it went, what became of it, and which wait for a person.",
        rail="outbox",
        queries=frozenset({"status", "cursor", "format"}),
        is_live=True,
    ),
    Page(
        name="submission",
        path="outbox/{submission_id}",
        template="submission.html",
        read=read_one,
        says="One mail to a broker: each try with the mail server's words and what they mean, and what one can do.",
        rail="outbox",
        is_live=True,
    ),
    Page(
        name="message",
        path="outbox/{submission_id}/message",
        template="",
        read=read_message,
        says="The message of a mail, whole.",
        rail="outbox",
        is_shown=False,
    ),
)
ACTS = (
    Act(
        name="submission.decide",
        path="outbox/{submission_id}/decide",
        operation="submissions.decide",
        scope="execute",
        page="submission",
        run=decide_it,
    ),
    Act(
        name="submission.resubmit",
        path="outbox/{submission_id}/resubmit",
        operation="exports.resubmit",
        scope="execute",
        page="submission",
        run=resubmit_it,
    ),
)
