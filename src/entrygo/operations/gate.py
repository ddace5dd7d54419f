"""The one gate for everything that leaves: execute, correction, resubmission, a held mail sent again, withdrawal.

Each act comes here inside the transaction that owes its mail, with the plan whose papers leave and where they go. The
gate holds it to the policies of the key and of the account, to the plan and the recipient the caller expects, and to
what was approved. What it lets pass, :class:`~entrygo.lifecycle.leaving.GatePass`, is what mails are made from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import orjson

from entrygo.contract.actor import Actor, Mode, origin_of
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem
from entrygo.contract.times import iso
from entrygo.documents.artifact import kinds
from entrygo.documents.profile import profile_of
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.leaving import Act, Delivery, GatePass, Leaving
from entrygo.lifecycle.rows import ExportRow, PackageRow, PlanRow
from entrygo.lifecycle.states import Audience
from entrygo.operations.policy import Limit, policies, require_limits
from entrygo.store.restored import Restored
from entrygo.store.unit_of_work import UnitOfWork

HELD_TO: Mapping[Act, frozenset[Limit]] = {
    Act.EXECUTE: frozenset(Limit),
    Act.CORRECTION: frozenset(Limit),
    Act.RESUBMIT: frozenset(Limit),
    Act.RESEND: frozenset(Limit) - {Limit.EXPECTED_HASH},
    Act.WITHDRAWAL: frozenset(Limit) - {Limit.READY_ONLY},
}
"""The limits each act is held to. A resend names its submission, whose plan is fixed; a withdrawal files nothing."""
MAY_HAVE_LEFT = frozenset({Act.EXECUTE, Act.CORRECTION, Act.RESUBMIT})
"""What wants a person's word after a restore. A held mail's resend is that word; a withdrawal harms nobody twice."""
MAKES_PAPERS = frozenset({Act.EXECUTE, Act.CORRECTION})
APPROVE = (
    "Another person approves it first, by a key of another owner: "
    "POST /api/exports/{id}/approve with this planHash."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One approval of a plan: who, and of which delivery."""

    person: str
    delivery: Delivery


def pass_gate(uow: UnitOfWork, actor: Actor, leaving: Leaving, *, changed: Problem | None = None) -> GatePass:
    """Let it pass or raise: 403 POLICY_DENIED, or 409 PLAN_CHANGED with ``details.delivery`` where that differs.

    409 RESTORE_UNDECIDED where a backup was restored and it may have left already.

    ``changed`` is what the act found out about its plan's facts; policies are looked at before it.
    """
    require_decided_restore(uow, leaving)
    approved = approvals(uow, leaving.export.id, leaving.plan_hash)
    others = [each for each in approved if each.person != actor.origin.person]
    has_left = leaving.act not in MAKES_PAPERS and _has_left(uow, leaving)
    wanted = HELD_TO[leaving.act]
    for owner, policy in policies(uow, actor):
        require_limits(owner, policy, wanted, leaving)
        if policy.require_approval and not has_left:
            _require_approval(owner, others, leaving)
    if changed is not None:
        raise changed
    if leaving.expected_plan_hash not in (None, leaving.plan_hash):
        raise other_plan(str(leaving.expected_plan_hash), leaving.plan_hash)
    if leaving.act in MAKES_PAPERS and approved:
        _require_delivery(approved, leaving.delivery)
    require_recipient(leaving.expected_recipient, leaving.delivery)
    return GatePass(act=leaving.act, delivery=leaving.delivery, origin=actor.origin)


def require_decided_restore(uow: UnitOfWork, leaving: Leaving) -> None:
    """409 RESTORE_UNDECIDED on a restored copy, until a person has decided; a person may confirm one act before.

    What was executed, corrected or sent after the backup was made is not in it, so that it would leave twice.
    """
    if leaving.act not in MAY_HAVE_LEFT or leaving.is_confirmed:
        return
    if (restored := _undecided(uow)) is not None:
        raise Problem(
            "RESTORE_UNDECIDED",
            f"A backup of {iso(restored.backup_at)} was restored on {iso(restored.restored_at)}: this export may have "
            "left in between, which the backup cannot know. Ask the broker, then decide for all (GET /api/restore, "
            "POST /api/restore/decide, or entrygo restore --decide), or confirm this one.",
            field="confirm",
            details={"restoredAt": iso(restored.restored_at), "backupAt": iso(restored.backup_at)},
        )


def pass_test_mail(uow: UnitOfWork) -> None:
    """Let a test mail pass: it carries no papers, so that no limit of a policy speaks of it. On a restored copy it
    waits for a person's decision, as all that leaves does: 409 RESTORE_UNDECIDED."""
    if _undecided(uow) is not None:
        raise Problem(
            "RESTORE_UNDECIDED",
            "A backup was restored, and nobody has decided yet what became of the exports in between: no mail leaves "
            "before. Decide first (GET /api/restore, POST /api/restore/decide, or entrygo restore --decide).",
        )


def _undecided(uow: UnitOfWork) -> Restored | None:
    """The restore that a person has still to decide on; none in test mode, whose mail goes nowhere."""
    return uow.restored.undecided() if uow.tenant.mode is Mode.LIVE else None


def _require_approval(owner: str, others: Sequence[Approval], leaving: Leaving) -> None:
    """An approval by another person than who acts, and of this delivery."""
    if others and leaving.act in MAKES_PAPERS:
        _require_delivery(others, leaving.delivery)
    if not any(each.delivery == leaving.delivery for each in others):
        details = {
            "policy": Limit.APPROVAL.value,
            "policyOf": owner,
            "planHash": leaving.plan_hash,
            "delivery": leaving.delivery.document(),
        }
        raise Problem(
            "POLICY_DENIED", f"The plan and its delivery are not approved. {APPROVE}", details=details
        )


def _require_delivery(approved: Sequence[Approval], current: Delivery) -> None:
    if not any(each.delivery == current for each in approved):
        raise delivery_changed(approved[-1].delivery.document(), current.document())


def require_recipient(expected: str | None, delivery: Delivery) -> None:
    """409 PLAN_CHANGED where the caller expects the papers to go elsewhere."""
    if expected is not None and _address(expected) != _address(delivery.recipient):
        raise delivery_changed({"recipient": expected}, delivery.document())


def _address(email: str) -> str:
    """An address as addresses are compared: a domain has no case."""
    name, _, domain = email.strip().rpartition("@")
    return f"{name}@{domain.lower()}"


def delivery_changed(expected: JsonObject, current: JsonObject) -> Problem:
    """PLAN_CHANGED: the papers would go elsewhere, or others would go, than was approved or expected."""
    differing = [name for name in expected if expected[name] != current[name]]
    words = "; ".join(f"{name} is {_said(current[name])}, not {_said(expected[name])}" for name in differing)
    return Problem(
        "PLAN_CHANGED",
        f"What would leave is not what was approved or expected: {words}. Approve the delivery as it is now, or "
        "change it back.",
        field="expectedRecipient" if "files" not in expected else None,
        details={"delivery": {"expected": expected, "current": current, "changed": differing}},
    )


def _said(value: object) -> str:
    return "nobody" if value is None else value if isinstance(value, str) else orjson.dumps(value).decode()


def other_plan(expected: str, current: str) -> Problem:
    """PLAN_CHANGED: the caller decided on another plan than the one whose papers would leave."""
    return Problem(
        "PLAN_CHANGED",
        "expectedPlanHash is not the hash of the plan whose papers would leave.",
        field="expectedPlanHash",
        details={"expectedPlanHash": expected, "currentPlanHash": current, "diff": None},
    )


def delivery_of(uow: UnitOfWork, export: ExportRow) -> Delivery:
    """Where the papers of an export go and what goes, as the broker and the warehouse are recorded now."""
    broker, warehouse = uow.brokers.get(export.broker_id), uow.warehouses.get(export.warehouse_id)
    if broker is None or warehouse is None:
        raise LookupError(f"export {export.id} lacks its broker or warehouse")
    profile = dict(broker.stated.profile or {})
    return Delivery(
        recipient=broker.stated.email,
        notice=warehouse.stated.notification_email or None,
        files=_files(profile),
        profile=profile,
    )


def redelivery_of(uow: UnitOfWork, export: ExportRow, package: PackageRow, recipient: str) -> Delivery:
    """A package that is made, on its way to one address: nobody but the broker is written to."""
    made = GatePass.of(package.promise).delivery if package.promise else delivery_of(uow, export)
    return replace(made, recipient=recipient, notice=None)


def _files(profile: JsonObject) -> tuple[str, ...]:
    every = tuple(kind.artifact_type for kind in kinds())
    chosen = profile_of(profile).attachments
    return every if chosen is None else tuple(each for each in every if each in chosen)


def value_of(plan: JsonObject) -> Decimal | None:
    """The entered value of a plan's answer, in US dollars; ``None`` where it is not known."""
    stated = plan["duty_estimate"]["totals"]["valueUsd"]
    return None if stated is None else Decimal(str(stated))


def leaving_again(
    uow: UnitOfWork,
    act: Act,
    export: ExportRow,
    package: PackageRow,
    *,
    recipient: str,
    expected_plan_hash: str | None = None,
    expected_recipient: str | None = None,
    is_confirmed: bool = False,
) -> Leaving:
    """A package that is made, about to leave: under the plan it was made from."""
    plan = plan_of(uow, package)
    body = orjson.loads(plan.answer)
    return Leaving(
        act=act,
        export=export,
        plan_hash=plan.plan_hash,
        readiness=body["readinessState"],
        value_usd=value_of(body),
        delivery=redelivery_of(uow, export, package, recipient),
        expected_plan_hash=expected_plan_hash,
        expected_recipient=expected_recipient,
        is_confirmed=is_confirmed,
    )


def plan_of(uow: UnitOfWork, package: PackageRow) -> PlanRow:
    """The plan a package was made from."""
    plan = uow.exports.plan(package.export_id, package.plan_seq)
    if plan is None:
        raise LookupError(f"export {package.export_id} lacks its plan {package.plan_seq}")
    return plan


def approvals(uow: UnitOfWork, export_id: str, plan_hash: str) -> list[Approval]:
    """The approvals of a plan, oldest first. One that names no delivery, of an earlier version, approves none."""
    return [
        Approval(
            person=origin_of(event.actor, event.request_id).person,
            delivery=Delivery.of(event.payload["delivery"]),
        )
        for event in uow.events.of_export(export_id)
        if event.type == EventType.EXPORT_APPROVED.value
        and event.payload.get("planHash") == plan_hash
        and event.actor is not None
        and "delivery" in event.payload
    ]


def _has_left(uow: UnitOfWork, leaving: Leaving) -> bool:
    """Whether a submission of the same plan went to this address before: what passed the gate has its approval."""
    going = _address(leaving.delivery.recipient)
    hashes = dict(uow.exports.plan_hashes(leaving.export.id))
    packages = {
        each.id
        for each in uow.packages.of_export(leaving.export.id)
        if hashes[each.plan_seq] == leaving.plan_hash
    }
    return any(
        mail.package_id in packages and _address(mail.recipient) == going
        for mail in uow.mails.of_export(leaving.export.id, Audience.BROKER)
    )
