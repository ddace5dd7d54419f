"""The policy of a key and of its account, enforced alike for every surface.

What leaves is held to them by the gate (:mod:`entrygo.operations.gate`).
"""

from collections.abc import Collection, Iterator
from decimal import Decimal
from enum import StrEnum

from entrygo.contract.actor import Actor, ActorKind, roles_with
from entrygo.contract.answers.keys import PolicyAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonMapping, JsonObject
from entrygo.contract.parties import Policy
from entrygo.contract.problems import Problem
from entrygo.contract.requests.exports import PlanRequest
from entrygo.lifecycle.leaving import Leaving
from entrygo.store.codec import read_record
from entrygo.store.unit_of_work import UnitOfWork


class Limit(StrEnum):
    """The limits a policy may set, by their names in it."""

    VALUE = "maxExportValueUsd"
    READY_ONLY = "readyOnly"
    COUNTRIES = "countries"
    APPROVAL = "requireApproval"
    EXPECTED_HASH = "requireExpectedPlanHash"


def require_scope(actor: Actor, scope: str) -> None:
    """403 INSUFFICIENT_SCOPE unless the key carries the scope, or one of the person's roles does."""
    if actor.has(scope):
        return
    found: JsonObject = {"requiredScope": scope, "scopes": sorted(actor.scopes)}
    words = f"The API key lacks the scope {scope}."
    if actor.kind is ActorKind.PERSON:
        found["requiredRoles"] = roles_with(scope)
        named = " or ".join(roles_with(scope))
        words = (
            f"Your roles in this account do not allow this: it takes the role {named}. An admin can give it."
        )
    raise Problem("INSUFFICIENT_SCOPE", words, details=found)


def require_account(actor: Actor, account_id: str | None) -> None:
    """403 INVALID_ACCOUNT_SCOPE unless a body's accountId is the key's own."""
    if account_id is not None and account_id != actor.tenant.account_id:
        raise Problem(
            "INVALID_ACCOUNT_SCOPE", field="accountId", details={"accountId": account_id}, status=403
        )


def policies(uow: UnitOfWork, actor: Actor) -> Iterator[tuple[str, Policy]]:
    """The policies in force, with whose they are: the key's and the account's."""
    if actor.policy:
        yield "key", read_record(Policy, actor.policy)
    row = uow.profiles.get(actor.tenant.account_id)
    if row is not None and row.stated.policy is not None:
        yield "account", row.stated.policy


def check_plan(uow: UnitOfWork, actor: Actor, request: PlanRequest) -> None:
    """``countries``: where plans may go."""
    country = request.destination_country or "US"
    for owner, policy in policies(uow, actor):
        _require_country(owner, policy, country)


def require_limits(owner: str, policy: Policy, limits: Collection[Limit], leaving: Leaving) -> None:
    """403 POLICY_DENIED where what leaves is beyond one of these limits of a policy; approval is the gate's own."""
    if Limit.COUNTRIES in limits:
        _require_country(owner, policy, leaving.export.destination_country)
    is_named = leaving.expected_plan_hash is not None
    if Limit.EXPECTED_HASH in limits and policy.require_expected_plan_hash and not is_named:
        found: JsonMapping = {"planHash": leaving.plan_hash}
        raise _denied(
            owner, Limit.EXPECTED_HASH, "Send expectedPlanHash: the planHash you decided on.", found
        )
    if Limit.READY_ONLY in limits and policy.ready_only and leaving.readiness != "READY":
        found = {"readinessState": leaving.readiness}
        raise _denied(owner, Limit.READY_ONLY, "Only papers of READY plans may leave.", found)
    most, value = policy.max_export_value_usd, leaving.value_usd
    if Limit.VALUE in limits and most is not None and (value is None or value > most):
        found = {"valueUsd": value, "maxExportValueUsd": most}
        raise _denied(owner, Limit.VALUE, f"The export's value {_known(value)} exceeds {most}.", found)


def _require_country(owner: str, policy: Policy, country: str) -> None:
    allowed = list(policy.countries or ())
    if allowed and country not in allowed:
        raise _denied(owner, Limit.COUNTRIES, f"Exports to {country} are not allowed.", {"allowed": allowed})


def _known(value_usd: Decimal | None) -> str:
    return "is not known, so it may be one that" if value_usd is None else f"{value_usd} USD"


def _denied(owner: str, rule: Limit, message: str, found: JsonMapping) -> Problem:
    return Problem("POLICY_DENIED", message, details={"policy": rule.value, "policyOf": owner, **found})


def policy_view(policy: JsonMapping | None) -> JsonObject | None:
    """A key's policy as it is answered; none is null."""
    return shown(PolicyAnswer, read_record(Policy, policy)) if policy else None
