"""After a restore: what may have left since the backup, listed and decided by a person.

Until then nothing of the account is executed, corrected or submitted again without a word for it, and its webhooks
are silent (:func:`entrygo.operations.gate.require_decided_restore`, :meth:`entrygo.store.outbox.Outbox.endpoints_due`).
"""

from collections.abc import Sequence

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.restore import RestoreAnswer, RestoreDecided
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.requests.exports import DecideRequest, DecideRestoreRequest
from entrygo.contract.times import iso
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import ExportRow, MailRow
from entrygo.lifecycle.states import Audience, ExportState, MailState
from entrygo.operations.answer import Answer, answer
from entrygo.operations.decide import Decision, settle
from entrygo.operations.export_views import submission_view, summary_view
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.store.restored import Restored
from entrygo.store.tenant_rows import Page
from entrygo.store.unit_of_work import UnitOfWork

MOST_LISTED = 1_000
NOT_EXECUTED = (ExportState.BATCHED, ExportState.EXECUTING)


def get_restore(context: Context, actor: Actor) -> Answer:
    """The undecided restore of the caller's account and mode, with what it holds."""
    with context.store.read(actor.tenant) as uow:
        return answer(restore_view(uow))


def restore_view(uow: UnitOfWork) -> JsonObject:
    """What waits for a person since a restore."""
    restored = uow.restored.undecided()
    view = shown(
        RestoreAnswer,
        None,
        is_undecided=restored is not None,
        restored_at=None if restored is None else restored.restored_at,
        backup_at=None if restored is None else restored.backup_at,
        submissions=[],
        exports=[],
    )
    if restored is None:
        return view
    held = [submission_view(each) for each in held_mails(uow)[:MOST_LISTED]]
    return view | {
        "submissions": held,
        "exports": [summary_view(each) for each in _perhaps_executed(uow, restored)],
    }


def held_mails(uow: UnitOfWork) -> Sequence[MailRow]:
    """The submissions whose fate is not known, oldest first."""
    return uow.mails.waiting(Audience.BROKER, (MailState.UNCERTAIN,))


def _perhaps_executed(uow: UnitOfWork, restored: Restored) -> list[ExportRow]:
    page = Page(limit=MOST_LISTED)
    return [
        each
        for state in NOT_EXECUTED
        for each in uow.exports.page(page, filters={"state": state.value})
        if each.created_at < restored.restored_at
    ][:MOST_LISTED]


def decide_restore(context: Context, actor: Actor, request: DecideRestoreRequest, tried: Attempt) -> Answer:
    """Decide about all that is held, and let the account go on. Where nothing is undecided, nothing changes."""
    require_account(actor, request.account_id)
    return once(context, actor, tried, lambda uow: settle_restore(uow, actor, request))


def settle_restore(uow: UnitOfWork, actor: Actor, request: DecideRestoreRequest) -> JsonObject:
    """The decision within one transaction: each held submission, then the restore itself.

    A resend that the gate does not let pass, or that is not owed any more, raises; nothing is decided then.
    """
    restored = uow.restored.undecided()
    decided: list[MailRow] = []
    if restored is not None:
        one = DecideRequest.model_validate(
            {"accountId": request.account_id, "decision": request.decision, "reason": request.reason}
        )
        decision = Decision(request.decision)
        decided = [settle(uow, actor, mail, decision=decision, request=one) for mail in held_mails(uow)]
        uow.restored.decide()
        uow.record(
            EventType.RESTORE_DECIDED,
            restoredAt=iso(restored.restored_at),
            backupAt=iso(restored.backup_at),
            decision=request.decision,
            reason=request.reason,
            submissions=[each.id for each in decided],
            decidedBy=actor.principal,
            before={"isUndecided": True},
            after={"isUndecided": False},
        )
    return shown(
        RestoreDecided,
        None,
        decision=request.decision,
        restored_at=None if restored is None else restored.restored_at,
        submissions=[submission_view(each) for each in decided],
    )
