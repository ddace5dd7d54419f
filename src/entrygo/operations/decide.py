"""A person's decision on a mail whose fate is not known: send it again, or take it for arrived, or give it up."""

from dataclasses import replace
from enum import StrEnum

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.shown import shown
from entrygo.contract.answers.submissions import DecideAnswer
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.exports import DecideRequest
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.leaving import Act
from entrygo.lifecycle.rows import MailRow
from entrygo.lifecycle.states import Audience, Awaited, MailState, PackageState
from entrygo.operations.answer import Answer
from entrygo.operations.export_views import submission_view
from entrygo.operations.gate import leaving_again, pass_gate
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.store.mail_lines import line_of
from entrygo.store.unit_of_work import UnitOfWork

NOT_HELD = "This submission needs no decision: its outcome is known. Inspect its export."


class Decision(StrEnum):
    """What a person decides on a submission of unknown fate: send it again, mark it arrived, give it up."""

    RESEND = "resend"
    ARRIVED = "arrived"
    WITHDRAW = "withdraw"


def decide(
    context: Context, actor: Actor, submission_id: str, request: DecideRequest, tried: Attempt
) -> Answer:
    """Settle a held submission. The same decision again changes nothing; any other finds nothing to decide."""
    require_account(actor, request.account_id)
    decision = Decision(request.decision)

    def work(uow: UnitOfWork) -> JsonObject:
        mail = uow.mails.get(submission_id)
        if mail is None or mail.audience != Audience.BROKER:
            raise not_found("Broker submission")
        if mail.state is not MailState.UNCERTAIN:
            if _last_decision(uow, mail) != decision.value:
                details = {"submissionStatus": mail.state.value}
                raise Problem("INVALID_EXPORT_STATE", NOT_HELD, details=details)
            return _view(mail, decision)
        return _view(settle(uow, actor, mail, decision=decision, request=request), decision)

    return once(context, actor, tried, work)


def settle(
    uow: UnitOfWork, actor: Actor, mail: MailRow, *, decision: Decision, request: DecideRequest
) -> MailRow:
    """A held submission as the decision leaves it; a resend passes the gate. Raises where it is not owed any more."""
    if decision is Decision.RESEND:
        _require_owed(uow, mail)
        _pass_gate(uow, actor, mail, request)
    decided = _decided(uow, mail, decision, reason=request.reason)
    if not uow.mails.move(decided, was=MailState.UNCERTAIN):
        raise LookupError(f"submission {mail.id} moved within its tenant's turn")
    if decision is Decision.ARRIVED:
        uow.packages.move(mail.package_id, PackageState.SENT_TO_BROKER)
    uow.record(
        EventType.BROKER_SUBMISSION_DECIDED,
        mail.export_id,
        **mail.named(),
        status=decided.state.value,
        decision=decision.value,
        reason=request.reason,
        decidedBy=actor.principal,
        before={"status": mail.state.value},
        after={"status": decided.state.value},
    )
    return decided


def _pass_gate(uow: UnitOfWork, actor: Actor, mail: MailRow, request: DecideRequest) -> None:
    """A held mail that is sent again leaves like any other."""
    export, package = uow.exports.get(mail.export_id), uow.packages.get(mail.package_id)
    if export is None or package is None:
        raise LookupError(f"submission {mail.id} lacks its export or package")
    leaving = leaving_again(
        uow,
        Act.RESEND,
        export,
        package,
        recipient=mail.recipient,
        expected_plan_hash=request.expected_plan_hash,
        expected_recipient=request.expected_recipient,
    )
    pass_gate(uow, actor, leaving)


def _require_owed(uow: UnitOfWork, mail: MailRow) -> None:
    """Raise INVALID_EXPORT_STATE where newer papers, a newer submission or a withdrawal took the mail's place."""
    why = line_of(uow, mail.export_id).why_overtaken(mail)
    if why is not None:
        details = {"submissionStatus": mail.state.value}
        raise Problem("INVALID_EXPORT_STATE", f"It is not sent again. {why}", details=details)


def _decided(uow: UnitOfWork, mail: MailRow, decision: Decision, *, reason: str) -> MailRow:
    """The row as the decision leaves it."""
    if decision is Decision.RESEND:
        return replace(
            mail,
            state=MailState.PENDING,
            due_at=uow.now,
            waits_for=Awaited.RETRY,
            is_resend=True,
            trying_since=None,
        )
    known = replace(mail, due_at=None, waits_for=None)
    if decision is Decision.ARRIVED:
        return replace(
            known, state=MailState.SENT, error_message=None, sent_at=uow.mails.last_begun(mail.id) or uow.now
        )
    return replace(known, state=MailState.FAILED, error_message=f"Given up by a person: {reason}")


def _last_decision(uow: UnitOfWork, mail: MailRow) -> str | None:
    made = [
        event.payload["decision"]
        for event in uow.events.of_export(mail.export_id)
        if event.type == EventType.BROKER_SUBMISSION_DECIDED.value
        and event.payload["submissionId"] == mail.id
    ]
    return str(made[-1]) if made else None


def _view(mail: MailRow, decision: Decision) -> JsonObject:
    return shown(DecideAnswer, mail, decision=decision, broker_submission=submission_view(mail))
