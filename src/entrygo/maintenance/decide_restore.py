"""``entrygo restore --held`` and ``--decide``: what a restore left to a person, over all accounts."""

from collections.abc import Iterator

from entrygo.clock import SystemIds
from entrygo.contract.actor import SCOPES, Actor, ActorKind, Mode, Tenant
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem
from entrygo.contract.requests.exports import DecideRestoreRequest
from entrygo.maintenance.installation import opened
from entrygo.operations.restored import restore_view, settle_restore
from entrygo.settings import Settings
from entrygo.store.restored import PREFIX
from entrygo.store.unit_of_work import Store


def held(settings: Settings) -> list[JsonObject]:
    """Each account whose restore nobody has decided about, with what is held."""
    with opened(settings) as store:
        told = []
        for account_id in _undecided(store):
            with store.read(Tenant(account_id, Mode.LIVE)) as uow:
                told.append({"accountId": account_id} | restore_view(uow))
        return told


def decide_all(settings: Settings, decision: str, reason: str, *, account: str | None) -> list[JsonObject]:
    """Decide for one account or all of them; what was decided, or of an account the fault that kept it held."""
    done = []
    with opened(settings) as store:
        for account_id in _undecided(store):
            if account not in (None, account_id):
                continue
            asked = DecideRestoreRequest.model_validate(
                {"accountId": account_id, "decision": decision, "reason": reason}
            )
            operator = _operator(account_id)
            try:
                with store.write(operator.tenant, by=operator) as uow:
                    done.append({"accountId": account_id} | settle_restore(uow, operator, asked))
            except Problem as problem:
                done.append({"accountId": account_id, "errorCode": problem.code, "message": problem.message})
    return done


def _undecided(store: Store) -> Iterator[str]:
    names = store.installation.noted(PREFIX)
    return iter(sorted({name.removeprefix(PREFIX).rpartition("/")[0] for name in names}))


def _operator(account_id: str) -> Actor:
    """Whoever has the machine: no key, so that the account's own policy alone holds a resend back."""
    return Actor(
        tenant=Tenant(account_id, Mode.LIVE),
        principal="command-line",
        scopes=frozenset(SCOPES),
        request_id=SystemIds().new("req"),
        kind=ActorKind.SYSTEM,
    )
