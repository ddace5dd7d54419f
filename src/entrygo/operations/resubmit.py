"""Resubmit: a new submission of the same package, after a failure or at a person's decision."""

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
from entrygo.lifecycle.states import Audience, ExportState, MailState
from entrygo.operations.answer import Answer
from entrygo.operations.export_views import submission_view
from entrygo.operations.gate import leaving_again, pass_gate
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.store.unit_of_work import UnitOfWork

RESUBMITTABLE = (MailState.FAILED, MailState.UNCERTAIN, MailState.SENT, MailState.REJECTED)
NOT_NOW = "The last submission is still on its way; inspect it before sending another."
NOT_EXECUTED = "Only an executed export can be submitted again."


def resubmit(
    context: Context, actor: Actor, export_id: str, request: ResubmitRequest, tried: Attempt
) -> Answer:
    """Send the broker the package once more, to ``recipientEmail`` or to the broker's present address."""
    require_account(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        export = uow.exports.get(export_id, for_update=True)
        if export is None:
            raise not_found("Export batch")
        if export.state is not ExportState.COMPLETED or export.package_id is None:
            raise Problem("INVALID_EXPORT_STATE", NOT_EXECUTED, details={"currentState": export.state.value})
        last = uow.mails.of_export(export_id, Audience.BROKER)[-1]
        if last.state not in RESUBMITTABLE:
            details = {"currentState": export.state.value, "submissionStatus": last.state.value}
            raise Problem("INVALID_EXPORT_STATE", NOT_NOW, details=details)
        package = uow.packages.get(export.package_id)
        broker = uow.brokers.get(export.broker_id)
        if package is None or broker is None:
            raise LookupError(f"export {export_id} lacks its package or broker")
        leaving = leaving_again(
            uow,
            Act.RESUBMIT,
            export,
            package,
            recipient=request.recipient_email or str(broker.document["email"]),
            expected_plan_hash=request.expected_plan_hash,
            expected_recipient=request.expected_recipient,
        )
        cleared = pass_gate(uow, actor, leaving)
        mail = new_mail(
            export,
            package,
            cleared,
            identifier=context.ids.new("bes"),
            sender=context.mail_from,
            on_uncertain=str(broker.document.get("onUncertain") or "resend"),
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
        )
        return shown(
            ResubmitAnswer,
            mail,
            customs_package_id=package.id,
            broker_submission=submission_view(mail),
            previous_submission_id=last.id,
        )

    return once(context, actor, tried, work)
