"""Tools on exports: plan, explain, execute, look."""

import time
from collections.abc import Sequence

from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem
from entrygo.contract.requests.exports import ExecuteRequest, PlanRequest, ResubmitRequest
from entrygo.contract.requests.issues import parse
from entrygo.operations.execute import execute
from entrygo.operations.inspect import inspect, plan_diff
from entrygo.operations.lists import list_exports
from entrygo.operations.plan import plan
from entrygo.operations.queries import ExportsQuery
from entrygo.operations.resubmit import resubmit
from entrygo.surfaces.mcp.requests import Diff, Execute, Explain, Get, ListExports, Plan, Resend
from entrygo.surfaces.mcp.tool import Tool, ToolCall, next_call, picked, read_answer

MOST_FINDINGS = 50
MOST_CHANGES = 100
WAIT_STEP_SECONDS = 0.5
SETTLED = frozenset({"sent", "acknowledged", "rejected", "failed", "uncertain", "superseded"})
NEXT = {"execute": "exports_execute", "review_flags_then_execute": "exports_explain"}
NOT_ACKNOWLEDGED = "REVIEW_NOT_ACKNOWLEDGED"


def _plan(call: ToolCall, request: Plan) -> JsonObject:
    body: JsonObject = {
        "accountId": call.actor.tenant.account_id,
        "orderIds": request.order_ids,
        "warehouseId": request.warehouse_id,
        "brokerId": request.broker_id,
        "shipment": None
        if request.shipment is None
        else request.shipment.model_dump(mode="json", exclude_none=True),
    }
    dry = parse(PlanRequest, body | {"batchId": request.batch_id, "dryRun": True})
    tried = call.tried("exports.plan", body)
    planned = read_answer(plan(call.context, call.actor, dry, tried))
    if not request.dry_run:
        kept = body | {"batchId": request.batch_id}
        over = (planned["planHash"], request.batch_id or "")
        planned = read_answer(
            plan(call.context, call.actor, parse(PlanRequest, kept), call.tried("exports.plan", kept, *over))
        )
    return _plan_summary(planned)


def _plan_summary(planned: JsonObject) -> JsonObject:
    messages = planned["validationMessages"]
    duty = (planned.get("duty_estimate") or {}).get("totals") or {}
    summary = picked(
        planned,
        "exportId",
        "planHash",
        "readinessState",
        "complianceScore",
        "flags",
        "missing_data",
        "included_order_ids",
        "excluded_orders",
        "estimated_import_savings_usd",
        "next_recommended_action",
    )
    tool = NEXT.get(planned["next_recommended_action"])
    export_id = planned.get("exportId")
    more: JsonObject = {}
    if tool and export_id:
        hashed = {"expectedPlanHash": planned["planHash"]} if tool == "exports_execute" else {}
        more = {"next_call": next_call(tool, exportId=export_id, **hashed)}
    return {
        **summary,
        "duty_total_usd": duty.get("dutyUsd"),
        "mpf_usd": duty.get("mpfUsd"),
        "entered_value_usd": duty.get("valueUsd"),
        "findings": [_finding(each) for each in messages[:MOST_FINDINGS]],
        "findings_total": len(messages),
        **more,
    }


def _finding(message: JsonObject) -> JsonObject:
    names = ("code", "severity", "message", "field", "product_id", "order_id", "fix")
    return {name: value for name, value in picked(message, *names).items() if value is not None}


def _inspected(call: ToolCall, export_id: str) -> JsonObject:
    found: JsonObject = read_answer(inspect(call.context, call.actor, export_id))
    return found


def _explain(call: ToolCall, request: Explain) -> JsonObject:
    found = _inspected(call, request.export_id)
    messages = [
        each
        for each in found["validationMessages"]
        if request.code in (None, each["code"]) and request.order_id in (None, each.get("order_id"))
    ]
    return {
        "exportId": request.export_id,
        "planHash": found["planHash"],
        "findings": [
            {**_finding(each), **picked(each, "rule", "legal_source", "details", "doc_url")}
            for each in messages[:MOST_FINDINGS]
        ],
        "findings_total": len(messages),
        "score_breakdown": found["score_breakdown"],
        "duty_lines": _duty_lines(found),
    }


def _duty_lines(found: JsonObject) -> Sequence[JsonObject]:
    return [
        {
            **picked(line, "hsCode", "countryOfOrigin", "valueUsd", "dutyUsd"),
            "layers": [
                picked(layer, "program", "heading", "rate", "amountUsd", "source")
                for layer in line.get("layers", ())
            ],
        }
        for line in found["duty_estimate"]["lines"][:MOST_FINDINGS]
    ]


def _execute(call: ToolCall, request: Execute) -> JsonObject:
    _require_acknowledged(_inspected(call, request.export_id), request)
    body = {
        "accountId": call.actor.tenant.account_id,
        "batchId": request.export_id,
        "expectedPlanHash": request.expected_plan_hash,
        "expectedRecipient": request.expected_recipient,
    }
    tried = call.tried("exports.execute", body, is_lasting=True)
    execute(call.context, call.actor, parse(ExecuteRequest, body), tried)
    done = _summary(_inspected(call, request.export_id))
    return {**done, "next_call": next_call("exports_get", exportId=request.export_id)}


def _require_acknowledged(found: JsonObject, request: Execute) -> None:
    """A plan under review is executed only where its warnings are named one by one; a policy stays above that."""
    if found["readinessState"] != "REVIEW_REQUIRED" or found["state"] != "BATCHED":
        return
    messages = found["validationMessages"]
    codes = sorted({each["code"] for each in messages if each["severity"] == "warning"})
    if sorted(set(request.acknowledge_review or ())) != codes:
        raise Problem(
            "INVALID_EXPORT_STATE",
            "The plan is under review: have a person read its warnings, then name exactly their codes in "
            "acknowledgeReview.",
            field="acknowledgeReview",
            details={"reason": NOT_ACKNOWLEDGED, "currentState": found["state"], "codes": codes},
        )


def _summary(found: JsonObject) -> JsonObject:
    submission, package = found["brokerSubmission"] or {}, found["customsPackage"] or {}
    return {
        **picked(found, "exportId", "state", "readinessState", "complianceScore", "planHash"),
        "package": picked(package, "id", "packageNumber", "state", "version") or None,
        "brokerSubmission": picked(submission, "id", "status", "recipient_email", "sent_at", "error_message")
        or None,
        "artifacts": [
            picked(each, "artifact_type", "filename", "download_url") for each in found["artifacts"]
        ],
    }


def _get(call: ToolCall, request: Get) -> JsonObject:
    deadline = time.monotonic() + request.wait_s
    while True:
        found = _inspected(call, request.export_id)
        status = (found["brokerSubmission"] or {}).get("status")
        is_settled = status in SETTLED or found["state"] in ("BATCHED", "CANCELLED")
        if is_settled or time.monotonic() >= deadline:
            break
        time.sleep(WAIT_STEP_SECONDS)  # lint: allow bounded-waits -- up to the seconds the caller asked for
    return found if request.detail == "full" else _summary(found)


def _list(call: ToolCall, request: ListExports) -> JsonObject:
    asked = {
        "limit": str(request.limit),
        "state": request.state,
        "readiness": request.readiness,
        "cursor": request.cursor,
    }
    query = parse(ExportsQuery, {name: value for name, value in asked.items() if value is not None})
    page = read_answer(list_exports(call.context, call.actor, query))
    data = [{name: value for name, value in each.items() if value is not None} for each in page["data"]]
    return {"data": data, "next_cursor": page["next_cursor"]}


def _diff(call: ToolCall, request: Diff) -> JsonObject:
    found: JsonObject = read_answer(
        plan_diff(call.context, call.actor, request.export_id, old=request.old, new=request.new)
    )
    for name, value in found.items():
        if isinstance(value, list) and len(value) > MOST_CHANGES:
            found[name] = value[:MOST_CHANGES]
            found[f"{name}_total"] = len(value)
    return found


def _resend(call: ToolCall, request: Resend) -> JsonObject:
    submission = _inspected(call, request.export_id)["brokerSubmission"] or {}
    body = {
        "accountId": call.actor.tenant.account_id,
        "recipientEmail": request.recipient_email,
        "expectedPlanHash": request.expected_plan_hash,
        "expectedRecipient": request.expected_recipient,
    }
    asked = parse(ResubmitRequest, body)
    tried = call.tried(
        "exports.resubmit", body, request.export_id, str(submission.get("id")), is_lasting=True
    )
    sent: JsonObject = read_answer(resubmit(call.context, call.actor, request.export_id, asked, tried))
    return {**sent, "next_call": next_call("exports_get", exportId=request.export_id, wait_s=10)}


TOOLS = (
    Tool(
        name="exports_plan",
        title="Plan an export",
        description="Decide whether orders are ready for US customs: findings with fixes, entries, duty, savings. "
        "Nothing leaves. Returns exportId and planHash.",
        request=Plan,
        scope="write",
        run=_plan,
    ),
    Tool(
        name="exports_explain",
        title="Explain a plan",
        description="Findings of a plan with the reason in law and the fix, its score's parts, and each line's duty "
        "by layer.",
        request=Explain,
        scope="read",
        run=_explain,
    ),
    Tool(
        name="exports_execute",
        title="Execute a plan",
        description="Make the customs package, mail it to the broker and tell the warehouse, once; repeating the "
        "call is safe. Wants the planHash that was read. A plan under review wants its warnings acknowledged by a "
        "person first. With a test key mail is captured, never sent.",
        request=Execute,
        scope="execute",
        run=_execute,
        destroys=True,
        reaches_out=True,
    ),
    Tool(
        name="exports_get",
        title="Look at an export",
        description="The truth about an export: state, package, the broker's mail, files.",
        request=Get,
        scope="read",
        run=_get,
    ),
    Tool(
        name="exports_list",
        title="List exports",
        description="Exports, newest first.",
        request=ListExports,
        scope="read",
        run=_list,
    ),
    Tool(
        name="exports_diff",
        title="Compare two plans",
        description="What changed between two plans of an export.",
        request=Diff,
        scope="read",
        run=_diff,
    ),
    Tool(
        name="submissions_resend",
        title="Send the papers again",
        description="Mail the package to the broker once more, after a failed or uncertain mail. Repeating the call "
        "sends one mail.",
        request=Resend,
        scope="execute",
        run=_resend,
        destroys=True,
        reaches_out=True,
    ),
)
