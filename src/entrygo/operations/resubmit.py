"""Resubmit: a new submission of the same package, after a failure or at a person's decision.

A submission that waits is redirected: it never leaves, and the new one does.
"""

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.exports import ResubmitAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.exports import ResubmitRequest
from entrygo.documents.mail_row import new_mail
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.leaving import Act
from entrygo.lifecycle.mail_line import MailLine
from entrygo.lifecycle.rows import ExportRow, MailRow
from entrygo.lifecycle.states import Audience, ExportState, MailState
from entrygo.operations.answer import Answer
from entrygo.operations.export_views import submission_view
from entrygo.operations.gate import leaving_again, pass_gate
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.operations.withdraw import require_not_withdrawn
from entrygo.store.mail_lines import line_of, supersede_overtaken
from entrygo.store.unit_of_work import UnitOfWork

RESUBMITTABLE = (MailState.FAILED, MailState.UNCERTAIN, MailState.SENT, MailState.REJECTED)
NOT_NOW = (
    "The last submission is still on its way to this address; inspect it before sending another. One that waits can be "
    "redirected: fix the broker's e-mail, or name another recipientEmail."
)
STILL_MADE = "A newer version of the package is being made and will be sent; inspect the export."
NOT_EXECUTED = "Only an executed export can be submitted again."


def resubmit(
    context: Context, actor: Actor, export_id: str, request: ResubmitRequest, tried: Attempt
) -> Answer:
    """Send the broker the package once more, to ``recipientEmail`` or to the broker's present address."""
    require_account(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        export, line = _made(uow, export_id)
        package = line.packages[-1]
        broker = uow.brokers.get(export.broker_id)
        if broker is None:
            raise LookupError(f"export {export_id} lacks its broker")
        recipient = request.recipient_email or broker.stated.email
        last = [mail for mail in line.mails if mail.audience == Audience.BROKER][-1]
        _require_resubmittable(export, last, recipient)
        older = [mail for mail in line.left if mail.package_id != package.id]
        leaving = leaving_again(
            uow,
            Act.RESUBMIT,
            export,
            package,
            recipient=recipient,
            expected_plan_hash=request.expected_plan_hash,
            expected_recipient=request.expected_recipient,
            is_confirmed=bool(request.confirm),
        )
        gate_pass = pass_gate(uow, actor, leaving)
        mail = new_mail(
            export,
            package,
            gate_pass,
            identifier=context.ids.new("bes"),
            sender=context.mail_from,
            on_uncertain=broker.stated.on_uncertain or "resend",
            in_reply_to=older[0].message_id if older else None,
            at=uow.now,
        )
        uow.mails.insert(mail)
        uow.record(
            EventType.PACKAGE_RESUBMITTED,
            export_id,
            **mail.named(),
            packageNumber=package.number,
            planHash=leaving.plan_hash,
            previousSubmissionId=last.id,
            before={"submissionId": last.id, "status": last.state.value, "recipient": last.recipient},
            after={"submissionId": mail.id, "status": mail.state.value, "recipient": mail.recipient},
        )
        supersede_overtaken(uow, export_id)
        return shown(
            ResubmitAnswer,
            mail,
            customs_package_id=package.id,
            broker_submission=submission_view(mail),
            previous_submission_id=last.id,
        )

    return once(context, actor, tried, work)


def _made(uow: UnitOfWork, export_id: str) -> tuple[ExportRow, MailLine]:
    """The export and its mails, where its newest package is made and not withdrawn."""
    export = uow.exports.get(export_id, for_update=True)
    if export is None:
        raise not_found("Export batch")
    details = {"currentState": export.state.value}
    if export.state is not ExportState.COMPLETED or export.package_id is None:
        raise Problem("INVALID_EXPORT_STATE", NOT_EXECUTED, details=details)
    line = line_of(uow, export_id)
    require_not_withdrawn(uow, export, line.packages)
    if line.packages[-1].completed_at is None and line.packages[-1].version > 1:
        raise Problem("INVALID_EXPORT_STATE", STILL_MADE, details=details)
    return export, line


def _require_resubmittable(export: ExportRow, last: MailRow, recipient: str) -> None:
    """Raise unless the last submission is settled, or waits to leave for another address."""
    is_redirected = last.state is MailState.PENDING and last.recipient.lower() != recipient.lower()
    if last.state not in RESUBMITTABLE and not is_redirected:
        details = {"currentState": export.state.value, "submissionStatus": last.state.value}
        raise Problem("INVALID_EXPORT_STATE", NOT_NOW, details=details)
