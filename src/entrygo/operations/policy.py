"""The policy of a key and of its account, enforced alike for every surface (contract section 6)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.problems import Problem
from entrygo.contract.requests.exports import ExecuteRequest, PlanRequest
from entrygo.lifecycle.rows import ExportRow

Policy = Mapping[str, Any]  # Any: policy fields differ in type


def require_scope(actor: Actor, scope: str) -> None:
    """403 INSUFFICIENT_SCOPE unless the key carries the scope."""
    if scope not in actor.scopes:
        raise Problem(
            "INSUFFICIENT_SCOPE",
            f"The API key lacks the scope {scope}.",
            details={"requiredScope": scope, "scopes": sorted(actor.scopes)},
        )


def require_account(actor: Actor, account_id: str | None) -> None:
    """403 INVALID_ACCOUNT_SCOPE unless a body's accountId is the key's own."""
    if account_id is not None and account_id != actor.tenant.account_id:
        raise Problem(
            "INVALID_ACCOUNT_SCOPE", field="accountId", details={"accountId": account_id}, status=403
        )


def policies(context: Context, actor: Actor) -> Iterator[tuple[str, Policy]]:
    """The policies in force, with whose they are: the key's and the account's."""
    if actor.policy:
        yield "key", actor.policy
    with context.store.read(actor.tenant) as uow:
        row = uow.profiles.get(actor.tenant.account_id)
    if row is not None and row.document.get("policy"):
        yield "account", row.document["policy"]


def check_plan(context: Context, actor: Actor, request: PlanRequest) -> None:
    """``countries``: where plans may go."""
    country = request.destination_country or "US"
    for owner, policy in policies(context, actor):
        allowed = policy.get("countries")
        if allowed and country not in allowed:
            raise _denied(owner, "countries", f"Exports to {country} are not allowed.", {"allowed": allowed})


def check_execute(
    context: Context,
    actor: Actor,
    request: ExecuteRequest,
    export: ExportRow,
    *,
    value_usd: Decimal | None,
    is_approved: bool,
) -> None:
    """``readyOnly``, ``maxExportValueUsd``, ``requireApproval``, ``requireExpectedPlanHash``, ``countries``."""
    for owner, policy in policies(context, actor):
        if policy.get("countries") and export.destination_country not in policy["countries"]:
            raise _denied(owner, "countries", f"Exports to {export.destination_country} are not allowed.", {})
        if policy.get("requireExpectedPlanHash") and request.expected_plan_hash is None:
            raise _denied(owner, "requireExpectedPlanHash", "Send expectedPlanHash with execute.", {})
        if policy.get("readyOnly") and export.readiness != "READY":
            found = {"readinessState": export.readiness}
            raise _denied(owner, "readyOnly", "Only READY exports may be executed.", found)
        limit = policy.get("maxExportValueUsd")
        if limit is not None and (value_usd is None or value_usd > Decimal(str(limit))):
            over: Policy = {"valueUsd": value_usd, "maxExportValueUsd": limit}
            raise _denied(
                owner, "maxExportValueUsd", f"The export's value {_known(value_usd)} exceeds {limit}.", over
            )
        if policy.get("requireApproval") and not is_approved:
            fix = "Another key approves it first: POST /api/exports/{id}/approve with this planHash."
            raise _denied(
                owner, "requireApproval", f"The plan is not approved. {fix}", {"planHash": export.plan_hash}
            )


def _known(value_usd: Decimal | None) -> str:
    return "is not known, so it may be one that" if value_usd is None else f"{value_usd} USD"


def _denied(owner: str, rule: str, message: str, found: Policy) -> Problem:
    return Problem("POLICY_DENIED", message, details={"policy": rule, "policyOf": owner, **found})
