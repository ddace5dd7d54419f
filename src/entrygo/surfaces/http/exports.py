"""The verbs on exports, and what they leave."""

from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Response

from entrygo.contract.answers.batches import SplitAnswer
from entrygo.contract.answers.chain import ChainVerdict
from entrygo.contract.answers.exports import (
    ApproveAnswer,
    CorrectionAnswer,
    CorrectionPreview,
    DiffAnswer,
    EventPage,
    ExecuteAnswer,
    ExportPage,
    ExportSummary,
    InspectAnswer,
    NotificationPage,
    ResubmitAnswer,
    SnapshotAnswer,
    WithdrawAnswer,
)
from entrygo.contract.answers.plan import PlanAnswer
from entrygo.contract.requests.batches import PlanOpenRequest, SplitOffRequest
from entrygo.contract.requests.exports import (
    ApproveRequest,
    CancelRequest,
    CorrectionRequest,
    ExecuteRequest,
    PlanRequest,
    ResubmitRequest,
    WithdrawRequest,
)
from entrygo.operations.answer import Answer
from entrygo.operations.approve import approve
from entrygo.operations.cancel import cancel
from entrygo.operations.correct import correct, preview_correction
from entrygo.operations.draft_documents import draft_document
from entrygo.operations.execute import execute
from entrygo.operations.follow_events import EVENT_STREAM, follow_events
from entrygo.operations.inspect import inspect, plan_diff, snapshot
from entrygo.operations.lists import list_events, list_exports, list_notifications
from entrygo.operations.plan import plan
from entrygo.operations.plan_open import plan_open
from entrygo.operations.queries import DiffQuery, EventsQuery, ExportsQuery, ListQuery
from entrygo.operations.resubmit import resubmit
from entrygo.operations.split_off import split_off
from entrygo.operations.verify_chain import verify_chain
from entrygo.operations.withdraw import withdraw
from entrygo.surfaces.http.endpoint import Approve, Execute, Id, ProtocolRoute, Read, Write, fails, sends

exports = APIRouter(route_class=ProtocolRoute, tags=["Exports"])
events = APIRouter(route_class=ProtocolRoute, tags=["Events"])


@exports.post(
    "/api/exports/plan",
    operation_id="exports.plan",
    response_model=PlanAnswer,
    responses=fails("INVALID_ORDER_REFERENCE", "NOT_FOUND", "INVALID_EXPORT_STATE", "POLICY_DENIED"),
)
def exports_plan(call: Write, request: PlanRequest) -> Answer:
    """Plan: readiness, findings, entries, duties, fees and savings of a batch of orders.

    Nothing leaves the server. Without `dryRun` the batch is stored, its orders belong to it, and its planning
    snapshot is hashed; `batchId` plans a stored batch anew.
    """
    return plan(call.context, call.actor, request, call.tried)


@exports.post(
    "/api/exports/plan-open",
    operation_id="exports.plan_open",
    response_model=PlanAnswer,
    responses=fails("INVALID_ORDER_REFERENCE", "POLICY_DENIED"),
)
def exports_plan_open(call: Write, request: PlanOpenRequest) -> Answer:
    """Plan the open orders that no batch holds, the oldest first.

    One batch a call, bounded; call again until `INVALID_ORDER_REFERENCE` says that none is left.
    """
    return plan_open(call.context, call.actor, request, call.tried)


@exports.post(
    "/api/exports/{id}/split-off",
    operation_id="exports.split_off",
    response_model=SplitAnswer,
    responses=fails("NOT_FOUND", "INVALID_EXPORT_STATE", "PLAN_CHANGED"),
)
def exports_split_off(call: Write, export_id: Id, request: SplitOffRequest) -> Answer:
    """Split orders off a batch, those that stop it where none are named.

    The batch is planned again without them, and they become a batch of their own, in one step.
    """
    return split_off(call.context, call.actor, export_id, request=request, tried=call.tried)


@exports.post(
    "/api/exports/execute",
    operation_id="exports.execute",
    response_model=ExecuteAnswer,
    responses=fails(
        "NOT_FOUND", "INVALID_EXPORT_STATE", "PLAN_CHANGED", "IDEMPOTENCY_IN_PROGRESS", "POLICY_DENIED"
    ),
)
def exports_execute(call: Execute, request: ExecuteRequest) -> Answer:
    """Execute: make the customs package, hand it to the broker, tell the warehouse; once.

    Only a READY batch, and one under review that was approved, is executed. The call waits for the package for
    some seconds; the same call again answers the same package.
    """
    return execute(call.context, call.actor, request, call.tried)


@exports.get("/api/exports", operation_id="exports.list", response_model=ExportPage)
def exports_list(call: Read, query: Annotated[ExportsQuery, Query()]) -> Answer:
    """List exports.

    Newest first.
    """
    return list_exports(call.context, call.actor, query)


@exports.get(
    "/api/exports/{id}",
    operation_id="exports.inspect",
    response_model=InspectAnswer,
    responses=fails("NOT_FOUND"),
)
def exports_inspect(
    call: Read,
    export_id: Id,
    if_none_match: Annotated[
        str | None, Header(alias="If-None-Match", description="ETag of an earlier answer: 304.")
    ] = None,
) -> Answer:
    """Inspect: the truth about an export.

    Batch, plan, package, submissions, notifications and events. The answer has an `ETag`; poll with
    `If-None-Match`.
    """
    return inspect(call.context, call.actor, export_id, if_none_match)


@exports.get(
    "/api/exports/{id}/snapshot",
    operation_id="exports.snapshot",
    response_model=SnapshotAnswer,
    responses=fails("NOT_FOUND"),
)
def exports_snapshot(call: Read, export_id: Id) -> Answer:
    """The planning snapshot whose SHA-256 is the planHash.

    The hashed document itself: facts, findings, entries and figures. It does not hold its own hash.
    """
    return snapshot(call.context, call.actor, export_id)


@exports.get(
    "/api/exports/{id}/diff",
    operation_id="exports.diff",
    response_model=DiffAnswer,
    responses=fails("NOT_FOUND"),
)
def exports_diff(call: Read, export_id: Id, query: Annotated[DiffQuery, Query()]) -> Answer:
    """What changed between two plans of an export.

    Every fact, finding and figure that differs, by its path, with both values.
    """
    return plan_diff(call.context, call.actor, export_id, old=query.old, new=query.new)


@exports.post(
    "/api/exports/{id}/cancel",
    operation_id="exports.cancel",
    response_model=ExportSummary,
    responses=fails("NOT_FOUND", "INVALID_EXPORT_STATE"),
)
def exports_cancel(call: Write, export_id: Id, request: CancelRequest) -> Answer:
    """Cancel a batch that was not executed.

    Its orders are open again for another export.
    """
    return cancel(call.context, call.actor, export_id, request, call.tried)


@exports.post(
    "/api/exports/{id}/approve",
    operation_id="exports.approve",
    response_model=ApproveAnswer,
    responses=fails("NOT_FOUND", "INVALID_EXPORT_STATE", "PLAN_CHANGED", "POLICY_DENIED"),
)
def exports_approve(call: Approve, export_id: Id, request: ApproveRequest) -> Answer:
    """Approve a plan by its hash, and where its papers go.

    The approval holds for that hash and delivery alone: recipients, files and notice as they are now. Nobody approves a
    plan of their own; keys of one owner, and all keys without one, are one person. Of an executed export it
    approves the correction that would be made now, or with `recipientEmail` a resubmission to that address.
    """
    return approve(call.context, call.actor, export_id, request, call.tried)


@exports.post(
    "/api/exports/{id}/corrections",
    operation_id="exports.correct",
    response_model=CorrectionAnswer,
    responses=fails("NOT_FOUND", "INVALID_EXPORT_STATE", "PLAN_CHANGED", "POLICY_DENIED"),
)
def exports_correct(call: Execute, export_id: Id, request: CorrectionRequest) -> Answer:
    """Correct the papers that left: a new version that names the old one and what changed.

    Plans anew from what is stored now, makes the package anew where something differs, and mails it with a
    cover letter that says what.
    """
    return correct(call.context, call.actor, export_id, request, call.tried)


@exports.get(
    "/api/exports/{id}/corrections",
    operation_id="exports.preview_correction",
    response_model=CorrectionPreview,
    responses=fails("NOT_FOUND", "INVALID_EXPORT_STATE"),
)
def exports_preview_correction(call: Read, export_id: Id) -> Answer:
    """Preview a correction.

    What it would say now, and where it would go. Nothing is kept.
    """
    return preview_correction(call.context, call.actor, export_id)


@exports.post(
    "/api/exports/{id}/withdraw",
    operation_id="exports.withdraw",
    response_model=WithdrawAnswer,
    responses=fails("NOT_FOUND", "INVALID_EXPORT_STATE", "PLAN_CHANGED", "POLICY_DENIED"),
)
def exports_withdraw(call: Execute, export_id: Id, request: WithdrawRequest) -> Answer:
    """Withdraw a submitted package: the broker is told to file nothing.

    The mail names the package; the batch stays to be inspected.
    """
    return withdraw(call.context, call.actor, export_id, request, call.tried)


@exports.post(
    "/api/exports/{id}/resubmit",
    operation_id="exports.resubmit",
    response_model=ResubmitAnswer,
    responses=fails("NOT_FOUND", "INVALID_EXPORT_STATE", "PLAN_CHANGED", "POLICY_DENIED"),
)
def exports_resubmit(call: Execute, export_id: Id, request: ResubmitRequest) -> Answer:
    """Submit the package to the broker once more.

    The same files, to the broker's address or to `recipientEmail`.
    """
    return resubmit(call.context, call.actor, export_id, request, call.tried)


@exports.get(
    "/api/exports/{id}/drafts/{filename}",
    operation_id="exports.draft",
    response_model=None,
    response_class=Response,
    responses=sends("application/octet-stream", "NOT_FOUND", "INVALID_EXPORT_STATE"),
)
def exports_draft(
    call: Read,
    export_id: Id,
    filename: Annotated[str, Path(description="A file name of a package, or package.zip.")],
) -> Answer:
    """A paper of the plan as a draft.

    Numbered `DRAFT`, not sealed, not kept, sent to nobody. Of a batch that is not executed and not blocked.
    """
    return draft_document(call.context, call.actor, export_id, filename)


@events.get("/api/events/verify", operation_id="events.verify", response_model=ChainVerdict)
def events_verify(call: Read) -> Answer:
    """Compute every hash of the events anew.

    Says whether one was altered, taken out or put in. It reads all of them: ask rarely.
    """
    return verify_chain(call.context, call.actor)


@events.get("/api/events", operation_id="events.list", response_model=EventPage)
def events_list(
    call: Read,
    query: Annotated[EventsQuery, Query()],
    last_event_id: Annotated[
        str | None,
        Header(
            alias="Last-Event-ID",
            description="Of a stream: the last `id:` that came, or the id of an event; it goes on after it.",
        ),
    ] = None,
) -> Answer:
    """The event stream, oldest first, or newest first on request.

    With `Accept: text/event-stream` the answer goes on as server-sent events: each has as `id:` the cursor
    after it, and as `data:` the event as it is listed. It begins after `Last-Event-ID` or `cursor`, or else
    with what happens from now on; a comment comes every 15 seconds.
    """
    if EVENT_STREAM in call.headers.get("accept", ""):
        return follow_events(call.context, call.actor, query, last_event_id)
    return list_events(call.context, call.actor, query)


@events.get("/api/notifications", operation_id="notifications.list", response_model=NotificationPage)
def notifications_list(call: Read, query: Annotated[ListQuery, Query()]) -> Answer:
    """List notifications.

    What was mailed to warehouses, newest first, and what became of it.
    """
    return list_notifications(call.context, call.actor, query)
