"""Inspect: the truth about an export, composed from its stored rows."""

import orjson

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.exports import (
    BatchAnswer,
    InspectAnswer,
    InspectedExport,
    InspectedPlan,
    InspectedSnapshot,
)
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject, JsonValue, answer_bytes, canonical_bytes, sha256_hex
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.version import VERSION
from entrygo.lifecycle.rows import ExportRow, PlanRow
from entrygo.lifecycle.states import Audience
from entrygo.operations.answer import Answer, answer
from entrygo.operations.broker_answers import answers as broker_answers
from entrygo.operations.export_views import (
    artifact_view,
    plan_body,
    submission_view,
)
from entrygo.operations.proposals import CODE_FINDINGS, named_beside
from entrygo.planning.diff import diff
from entrygo.store.unit_of_work import UnitOfWork

PLAN_PARTS = (
    "flags",
    "missing_data",
    "recommended_strategy",
    "score_breakdown",
    "savings_breakdown",
    "export_units",
    "entry_structure",
    "routing_context",
    "duty_estimate",
)


def inspect(context: Context, actor: Actor, export_id: str, if_none_match: str | None = None) -> Answer:
    """The canonical read model, with an ETag; the same ETag again answers 304 without a body.

    The tag is of the rows that are shown, so neither a 304 nor a body kept under its tag reads the plan.
    """
    key = (actor.tenant.account_id, actor.tenant.mode.value, export_id)
    body = None
    with context.store.read(actor.tenant) as uow:
        rows = uow.inspected.texts(export_id, CODE_FINDINGS)
        if not rows:  # no such export, or one that older code planned
            body = fresh(uow, export_id, context.public_url)
            rows = [body.decode()]
        etag = _tag(*rows, VERSION, context.public_url)
        known = [tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")]
        if etag in known or "*" in known:
            return Answer(body=b"", status=304, headers={"ETag": etag})
        if body is None:
            body = context.kept_bodies.get(key, etag) or fresh(uow, export_id, context.public_url)
    context.kept_bodies.put(key, etag, body)
    return Answer(body=body, headers={"ETag": etag})


def fresh(uow: UnitOfWork, export_id: str, public_url: str) -> bytes:
    """The read model as it is composed from the rows of this transaction."""
    export, plan = export_and_plan(uow, export_id)
    return answer_bytes(_view(uow, export, named_beside(uow, plan_body(plan)), public_url))


def _tag(*texts: str) -> str:
    return f'"{sha256_hex(canonical_bytes(list(texts)))[:32]}"'


def export_and_plan(uow: UnitOfWork, export_id: str) -> tuple[ExportRow, PlanRow]:
    """An export and its current plan; NOT_FOUND where there is no such export."""
    export = uow.exports.get(export_id)
    if export is None:
        raise not_found("Export batch")
    plan = uow.exports.plan(export_id, export.plan_seq)
    if plan is None:
        raise LookupError(f"export {export_id} has no plan {export.plan_seq}")
    return export, plan


def _view(uow: UnitOfWork, export: ExportRow, plan: JsonObject, public_url: str) -> JsonObject:
    package = uow.packages.get(export.package_id) if export.package_id else None
    artifacts = uow.packages.artifacts(package.id) if package else ()
    notifications = uow.mails.notifications(export.id)
    submissions = [submission_view(each) for each in uow.mails.of_export(export.id, Audience.BROKER)]
    events = uow.events.of_export(export.id)
    counts = {"artifact_count": len(artifacts), "notification_count": len(notifications)}
    included = plan["included_order_ids"]
    snapshot_url = f"{public_url.rstrip('/')}/api/exports/{export.id}/snapshot"
    return shown(
        InspectAnswer,
        export,
        readiness_state=plan["readinessState"],
        compliance_score=plan["complianceScore"],
        validation_messages=plan["validationMessages"],
        artifacts=[artifact_view(artifact, public_url) for artifact in artifacts],
        export=_export_block(export, plan, counts),
        batch=_batch_block(export, plan),
        customs_package=package,
        notifications=notifications,
        broker_submission=submissions[-1] if submissions else None,
        snapshot=shown(
            InspectedSnapshot,
            export,
            included_order_ids=included,
            snapshot_url=snapshot_url,
            law=plan["duty_estimate"].get("law"),
        ),
        events=events,
        broker_answers=broker_answers(events),
        broker_submissions=submissions,
        **{part: plan[part] for part in PLAN_PARTS},
    )


def _export_block(export: ExportRow, plan: JsonObject, counts: JsonObject) -> JsonObject:
    orders = {name: plan[name] for name in ("included_order_ids", "excluded_order_ids", "excluded_orders")}
    current = shown(InspectedPlan, export, readiness_state=plan["readinessState"], **orders)
    return shown(InspectedExport, export, plan=current, execution=export, inspection=counts)


def _batch_block(export: ExportRow, plan: JsonObject) -> JsonObject:
    return shown(
        BatchAnswer,
        export,
        raw_state=export.state.value.lower(),
        estimated_savings_usd=plan["estimated_import_savings_usd"],
        next_recommended_action=plan["next_recommended_action"],
    )


def snapshot(context: Context, actor: Actor, export_id: str) -> Answer:
    """The hashed document itself, as its canonical bytes."""
    with context.store.read(actor.tenant) as uow:
        _, plan = export_and_plan(uow, export_id)
    return Answer(body=plan.document, headers={"X-Plan-Hash": plan.plan_hash})


def plan_diff(context: Context, actor: Actor, export_id: str, *, old: int | None, new: int | None) -> Answer:
    """What changed between two plans of the export: the last two, unless the caller names others by number."""
    with context.store.read(actor.tenant) as uow:
        export, _ = export_and_plan(uow, export_id)
        hashes: dict[int, str] = dict(uow.exports.plan_hashes(export_id))
        newer = new if new is not None else export.plan_seq
        older = old if old is not None else max(newer - 1, 1)
        chosen = [uow.exports.plan(export_id, seq) for seq in (older, newer)]
    if chosen[0] is None or chosen[1] is None:
        raise Problem("NOT_FOUND", "Plan not found.", details={"plans": sorted(hashes)})
    documents: list[JsonValue] = [orjson.loads(plan.document) for plan in chosen if plan is not None]
    head = {
        "exportId": export_id,
        "from": {"plan": older, "planHash": hashes[older]},
        "to": {"plan": newer, "planHash": hashes[newer]},
    }
    return answer(head | diff(documents[0], documents[1]))
