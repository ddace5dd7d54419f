"""Withdraw: the goods of a submitted package do not ship; tell the broker to file nothing.

The export stays executed and its orders stay exported: papers left for them, and the history says so.
"""

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.exports import WithdrawAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.exports import WithdrawRequest
from entrygo.documents.mail_row import new_mail
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.leaving import Act
from entrygo.lifecycle.rows import ExportRow
from entrygo.lifecycle.states import Audience, ExportState
from entrygo.operations.answer import Answer
from entrygo.operations.gate import leaving_again, pass_gate
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.store.unit_of_work import UnitOfWork

NOT_EXECUTED = "Only an executed export can be withdrawn; cancel one that was not executed."
WITHDRAWN = "This package was withdrawn already."


def withdraw(
    context: Context, actor: Actor, export_id: str, request: WithdrawRequest, tried: Attempt
) -> Answer:
    """Send the broker a cancel notice on the newest package, threaded onto its submission."""
    require_account(actor, request.account_id)
    return once(context, actor, tried, lambda uow: _withdraw(context, uow, actor, export_id, request))


def _withdraw(
    context: Context, uow: UnitOfWork, actor: Actor, export_id: str, request: WithdrawRequest
) -> JsonObject:
    export = _executed(uow, export_id)
    package = uow.packages.get(export.package_id or "")
    submissions = uow.mails.of_export(export_id, Audience.BROKER)
    if package is None or not submissions:
        raise LookupError(f"export {export_id} lacks its package or submission")
    if is_withdrawn(uow, export_id, package.id):
        details = {"currentState": export.state.value, "packageNumber": package.number}
        raise Problem("INVALID_EXPORT_STATE", WITHDRAWN, details=details)
    leaving = leaving_again(
        uow,
        Act.WITHDRAWAL,
        export,
        package,
        recipient=submissions[-1].recipient,
        expected_plan_hash=request.expected_plan_hash,
        expected_recipient=request.expected_recipient,
    )
    mail = new_mail(
        export,
        package,
        pass_gate(uow, actor, leaving),
        identifier=context.ids.new("notice"),
        sender=context.mail_from,
        audience=Audience.BROKER_NOTICE,
        in_reply_to=submissions[-1].message_id,
        at=uow.now,
    )
    uow.mails.insert(mail)
    uow.record(
        EventType.PACKAGE_WITHDRAWN,
        export_id,
        packageId=package.id,
        packageNumber=package.number,
        reason=request.reason,
        withdrawnBy=actor.key_id,
    )
    return shown(WithdrawAnswer, package, recipient_email=mail.recipient, reason=request.reason)


def _executed(uow: UnitOfWork, export_id: str) -> ExportRow:
    export = uow.exports.get(export_id, for_update=True)
    if export is None:
        raise not_found("Export batch")
    if export.state is not ExportState.COMPLETED:
        raise Problem("INVALID_EXPORT_STATE", NOT_EXECUTED, details={"currentState": export.state.value})
    return export


def is_withdrawn(uow: UnitOfWork, export_id: str, package_id: str) -> bool:
    """Whether the broker was told to file nothing for a package."""
    return any(
        event.type == EventType.PACKAGE_WITHDRAWN.value and event.payload["packageId"] == package_id
        for event in uow.events.of_export(export_id)
    )
