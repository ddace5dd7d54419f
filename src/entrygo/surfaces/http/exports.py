"""The verbs on exports, and what they leave."""

from entrygo.contract.answers.exports import (
    ApproveAnswer,
    CorrectionAnswer,
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
from entrygo.contract.problems import Problem
from entrygo.contract.requests.exports import (
    ApproveRequest,
    CancelRequest,
    CorrectionRequest,
    ExecuteRequest,
    PlanRequest,
    ResubmitRequest,
    WithdrawRequest,
)
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.lifecycle.events import EventType
from entrygo.operations.answer import Answer
from entrygo.operations.approve import approve
from entrygo.operations.cancel import cancel
from entrygo.operations.correct import correct
from entrygo.operations.execute import execute
from entrygo.operations.follow_events import EVENT_STREAM, follow_events
from entrygo.operations.inspect import inspect, plan_diff, snapshot
from entrygo.operations.lists import list_events, list_exports, list_notifications
from entrygo.operations.plan import plan
from entrygo.operations.resubmit import resubmit
from entrygo.operations.withdraw import withdraw
from entrygo.surfaces.http.endpoint import CURSOR, LIMIT, PAGED, Call, Endpoint, Parameter

PLAN_NUMBER = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
BAD_STATE = ("NOT_FOUND", "INVALID_EXPORT_STATE")


def _plan_number(call: Call, name: str) -> int | None:
    text = call.query.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10):
        raise _not_a_number(name, text)
    return int(text)


def _not_a_number(name: str, text: str) -> Problem:
    return validation_problem([issue(name, f"Expected number, received '{text}'", "invalid_type")])


def _events(call: Call) -> Answer:
    if EVENT_STREAM in call.headers.get("accept", ""):
        return follow_events(call.world, call.actor, call.query, call.headers.get("last-event-id"))
    return list_events(call.world, call.actor, call.query)


ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/api/exports/plan",
        operation="exports.plan",
        summary="Plan: readiness, findings, entries, duties, fees and savings of a batch of orders",
        tag="Exports",
        scope="write",
        request=PlanRequest,
        errors=("INVALID_ORDER_REFERENCE", "NOT_FOUND", "INVALID_EXPORT_STATE", "POLICY_DENIED"),
        answer=PlanAnswer,
        handle=lambda call: plan(call.world, call.actor, call.request, call.tried),
    ),
    Endpoint(
        method="POST",
        path="/api/exports/execute",
        operation="exports.execute",
        summary="Execute: make the customs package, hand it to the broker, tell the warehouse; once",
        tag="Exports",
        scope="execute",
        request=ExecuteRequest,
        errors=(*BAD_STATE, "PLAN_CHANGED", "IDEMPOTENCY_IN_PROGRESS", "POLICY_DENIED"),
        answer=ExecuteAnswer,
        handle=lambda call: execute(call.world, call.actor, call.request, call.tried),
    ),
    Endpoint(
        method="GET",
        path="/api/exports",
        operation="exports.list",
        summary="List exports",
        tag="Exports",
        scope="read",
        parameters=(
            *PAGED,
            Parameter(
                name="state",
                description="Only exports in this state.",
                schema={"type": "string", "enum": ["BATCHED", "EXECUTING", "COMPLETED", "CANCELLED"]},
            ),
            Parameter(
                name="readiness",
                description="Only exports of this readiness.",
                schema={"type": "string", "enum": ["READY", "REVIEW_REQUIRED", "BLOCKED"]},
            ),
            Parameter(name="warehouseId", description="Only exports from this warehouse."),
            Parameter(name="brokerId", description="Only exports to this broker."),
        ),
        answer=ExportPage,
        handle=lambda call: list_exports(call.world, call.actor, call.query),
    ),
    Endpoint(
        method="GET",
        path="/api/exports/{id}",
        operation="exports.inspect",
        summary="Inspect: the truth about an export",
        tag="Exports",
        scope="read",
        parameters=(
            Parameter(name="If-None-Match", where="header", description="ETag of an earlier answer: 304."),
        ),
        errors=("NOT_FOUND",),
        answer=InspectAnswer,
        handle=lambda call: inspect(
            call.world, call.actor, call.path["id"], call.headers.get("if-none-match")
        ),
    ),
    Endpoint(
        method="GET",
        path="/api/exports/{id}/snapshot",
        operation="exports.snapshot",
        summary="The planning snapshot whose SHA-256 is the planHash",
        tag="Exports",
        scope="read",
        errors=("NOT_FOUND",),
        answer=SnapshotAnswer,
        handle=lambda call: snapshot(call.world, call.actor, call.path["id"]),
    ),
    Endpoint(
        method="GET",
        path="/api/exports/{id}/diff",
        operation="exports.diff",
        summary="What changed between two plans of an export",
        tag="Exports",
        scope="read",
        parameters=(
            Parameter(
                name="from",
                description="Number of the earlier plan; the one before `to` where it is absent.",
                schema=PLAN_NUMBER,
            ),
            Parameter(
                name="to",
                description="Number of the later plan; the current one where it is absent.",
                schema=PLAN_NUMBER,
            ),
        ),
        errors=("NOT_FOUND",),
        answer=DiffAnswer,
        handle=lambda call: plan_diff(
            call.world,
            call.actor,
            call.path["id"],
            old=_plan_number(call, "from"),
            new=_plan_number(call, "to"),
        ),
    ),
    Endpoint(
        method="POST",
        path="/api/exports/{id}/cancel",
        operation="exports.cancel",
        summary="Cancel a batch that was not executed",
        tag="Exports",
        scope="write",
        request=CancelRequest,
        errors=BAD_STATE,
        answer=ExportSummary,
        handle=lambda call: cancel(call.world, call.actor, call.path["id"], call.request, call.tried),
    ),
    Endpoint(
        method="POST",
        path="/api/exports/{id}/approve",
        operation="exports.approve",
        summary="Approve the current plan, by its hash",
        tag="Exports",
        scope="execute",
        request=ApproveRequest,
        errors=(*BAD_STATE, "PLAN_CHANGED"),
        answer=ApproveAnswer,
        handle=lambda call: approve(call.world, call.actor, call.path["id"], call.request, call.tried),
    ),
    Endpoint(
        method="POST",
        path="/api/exports/{id}/corrections",
        operation="exports.correct",
        summary="Correct the papers that left: a new version that names the old one and what changed",
        tag="Exports",
        scope="execute",
        request=CorrectionRequest,
        errors=BAD_STATE,
        answer=CorrectionAnswer,
        handle=lambda call: correct(call.world, call.actor, call.path["id"], call.request, call.tried),
    ),
    Endpoint(
        method="POST",
        path="/api/exports/{id}/withdraw",
        operation="exports.withdraw",
        summary="Withdraw a submitted package: the broker is told to file nothing",
        tag="Exports",
        scope="execute",
        request=WithdrawRequest,
        errors=BAD_STATE,
        answer=WithdrawAnswer,
        handle=lambda call: withdraw(call.world, call.actor, call.path["id"], call.request, call.tried),
    ),
    Endpoint(
        method="POST",
        path="/api/exports/{id}/resubmit",
        operation="exports.resubmit",
        summary="Submit the package to the broker once more",
        tag="Exports",
        scope="execute",
        request=ResubmitRequest,
        errors=BAD_STATE,
        answer=ResubmitAnswer,
        handle=lambda call: resubmit(call.world, call.actor, call.path["id"], call.request, call.tried),
    ),
    Endpoint(
        method="GET",
        path="/api/events",
        operation="events.list",
        summary="The event stream, oldest first",
        description="With `Accept: text/event-stream` the answer goes on as server-sent events: each has as `id:` the "
        "cursor after it, and as `data:` the event as it is listed. It begins after `Last-Event-ID` or `cursor`, or "
        "else with what happens from now on; a comment comes every 15 seconds.",
        tag="Events",
        scope="read",
        parameters=(
            LIMIT,
            CURSOR,
            Parameter(
                name="type",
                description="Only events of this dotted type.",
                schema={"type": "string", "enum": [event.value for event in EventType]},
                example="export.executed",
            ),
            Parameter(
                name="Last-Event-ID",
                where="header",
                description="Of a stream: the last `id:` that came, or the id of an event; it goes on after it.",
            ),
        ),
        answer=EventPage,
        handle=_events,
    ),
    Endpoint(
        method="GET",
        path="/api/notifications",
        operation="notifications.list",
        summary="List notifications",
        tag="Events",
        scope="read",
        parameters=(LIMIT, CURSOR),
        answer=NotificationPage,
        handle=lambda call: list_notifications(call.world, call.actor, call.query),
    ),
)
