"""Approve: another person says yes to one plan and its delivery.

Of a batch, to its current plan; of an executed export, to the correction that would be made now, or to the papers as
they are, on their way to another address.
"""

from entrygo.context import Context
from entrygo.contract.actor import Actor, origin_of
from entrygo.contract.answers.exports import ApproveAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.exports import ApproveRequest
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.leaving import Delivery
from entrygo.lifecycle.rows import ExportRow
from entrygo.lifecycle.states import ExportState, require_move
from entrygo.operations.answer import Answer
from entrygo.operations.correct import correction_leaving, correction_of
from entrygo.operations.gate import (
    delivery_of,
    other_plan,
    plan_of,
    redelivery_of,
    require_recipient,
)
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import Limit, require_account
from entrygo.store.unit_of_work import UnitOfWork

PLANNED = (EventType.EXPORT_PLANNED.value, EventType.EXPORT_REPLANNED.value)
OWN_PLAN = (
    "Nobody approves a plan of their own: another person does, by a key of another owner. Keys without an owner count "
    "as one person; entrygo key create --owner NAME makes a key that has one."
)


def approve(
    context: Context, actor: Actor, export_id: str, request: ApproveRequest, tried: Attempt
) -> Answer:
    """Record an approval; 409 PLAN_CHANGED for another hash or recipient, 403 POLICY_DENIED for one's own plan."""
    require_account(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        export = uow.exports.get(export_id, for_update=True)
        if export is None:
            raise not_found("Export batch")
        plan_hash, delivery = _proposed(context, uow, actor, export, request)
        if request.plan_hash != plan_hash:
            raise other_plan(request.plan_hash, plan_hash)
        require_recipient(request.expected_recipient, delivery)
        _require_another_person(uow, actor, export_id, plan_hash)
        approved = {"planHash": plan_hash, "approvedBy": actor.principal, "delivery": delivery.document()}
        event = uow.record(
            EventType.EXPORT_APPROVED,
            export_id,
            **approved,
            before=_approved_before(uow, export_id, plan_hash),
            after={"approvedBy": actor.principal, "planHash": plan_hash},
        )
        return shown(
            ApproveAnswer,
            export,
            plan_hash=plan_hash,
            approved_by=actor.principal,
            approved_at=event.created_at,
            delivery=delivery.document(),
        )

    return once(context, actor, tried, work)


def _proposed(
    context: Context, uow: UnitOfWork, actor: Actor, export: ExportRow, request: ApproveRequest
) -> tuple[str, Delivery]:
    """The plan and delivery that can be approved now."""
    if export.state is not ExportState.COMPLETED:
        require_move(
            export.state, ExportState.EXECUTING, "Only a planned or an executed batch can be approved."
        )
        return export.plan_hash, delivery_of(uow, export)
    if request.recipient_email is None:
        leaving = correction_leaving(uow, correction_of(context, actor, export.id))
        return leaving.plan_hash, leaving.delivery
    package = uow.packages.get(export.package_id or "")
    if package is None:
        raise LookupError(f"export {export.id} lacks its package")
    return plan_of(uow, package).plan_hash, redelivery_of(uow, export, package, request.recipient_email)


def _approved_before(uow: UnitOfWork, export_id: str, plan_hash: str) -> JsonObject | None:
    """The newest approval of this plan up to now."""
    made = [
        event.payload
        for event in uow.events.of_export(export_id)
        if event.type == EventType.EXPORT_APPROVED.value and event.payload.get("planHash") == plan_hash
    ]
    return {name: made[-1][name] for name in ("approvedBy", "planHash")} if made else None


def _require_another_person(uow: UnitOfWork, actor: Actor, export_id: str, plan_hash: str) -> None:
    """Whoever made the plan, in whichever call, does not approve it."""
    planners = [
        event
        for event in uow.events.of_export(export_id)
        if event.type in PLANNED and event.payload.get("planHash") == plan_hash
    ]
    # a version that recorded no actor had no owners either: its planners are the person of the keys without one
    persons = {"" if each.actor is None else origin_of(each.actor, None).person for each in planners}
    if actor.origin.person in persons:
        found = {"policy": Limit.APPROVAL.value, "policyOf": "account", "planHash": plan_hash}
        raise Problem("POLICY_DENIED", OWN_PLAN, details=found | {"owner": actor.owner})
