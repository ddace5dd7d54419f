"""The operator's own records: the account's profile, warehouses, brokers."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.parties import AccountAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonMapping, JsonObject
from entrygo.contract.parties import AccountRecord, BrokerRecord, WarehouseRecord
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.contract.requests.parties import (
    AccountPatch,
    BrokerCreate,
    BrokerPatch,
    WarehouseCreate,
    WarehousePatch,
)
from entrygo.contract.requests.stated import restated, stated
from entrygo.documents.profile import profile_faults
from entrygo.lifecycle.events import EventType
from entrygo.operations.answer import Answer, answer
from entrygo.operations.changes import record_change
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.operations.views import broker_view, warehouse_view
from entrygo.store.catalogue import PartyRow, PartyRows
from entrygo.store.codec import record_document
from entrygo.store.unit_of_work import UnitOfWork
from entrygo.tariff.conditions import CONDITIONS, answers_in

PartyKind = Literal["warehouses", "brokers"]


class _Kind(NamedTuple):
    prefix: str
    title: str
    id_name: str
    changed: EventType
    record: type[WarehouseRecord | BrokerRecord]
    rows: Callable[[UnitOfWork], PartyRows[Any]]  # Any: of the records above
    view: Callable[[PartyRow[Any]], JsonObject]  # Any: as above


KINDS: Mapping[PartyKind, _Kind] = {
    "warehouses": _Kind(
        prefix="wh",
        title="Warehouse",
        id_name="warehouseId",
        changed=EventType.WAREHOUSE_CHANGED,
        record=WarehouseRecord,
        rows=lambda uow: uow.warehouses,
        view=warehouse_view,
    ),
    "brokers": _Kind(
        prefix="br",
        title="Broker",
        id_name="brokerId",
        changed=EventType.BROKER_CHANGED,
        record=BrokerRecord,
        rows=lambda uow: uow.brokers,
        view=broker_view,
    ),
}


def _require_zone(request: WarehouseCreate | BrokerCreate | WarehousePatch | BrokerPatch) -> None:
    """VALIDATION_ERROR unless a cut-off's time zone is one."""
    cut_off = getattr(request, "cut_off", None)
    if cut_off is None:
        return
    try:
        ZoneInfo(cut_off.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        words = "Time zone must be an IANA name, for example America/Toronto"
        raise validation_problem([issue("cutOff.timeZone", words, "invalid_string")]) from None


def create_party(
    context: Context,
    actor: Actor,
    kind: PartyKind,
    request: WarehouseCreate | BrokerCreate,
    tried: Attempt,
) -> Answer:
    """A new warehouse or broker."""
    require_account(actor, request.account_id)
    _require_profile(request)
    _require_zone(request)
    of = KINDS[kind]

    def work(uow: UnitOfWork) -> JsonObject:
        identifier = context.ids.new(of.prefix)
        row = of.rows(uow).put(identifier, stated(of.record, request), at=uow.now)
        record_change(uow, of.changed, None, record_document(row.stated), **{of.id_name: identifier})
        return of.view(row)

    return once(context, actor, tried, work)


def _require_profile(request: WarehousePatch | BrokerPatch) -> None:
    """A broker's profile is followed to the letter or refused, all faults at once."""
    faults = profile_faults(getattr(request, "profile", None) or {})
    if faults:
        raise validation_problem([issue("profile", fault, "custom") for fault in faults])


def _require_conditions(answers: JsonMapping) -> None:
    """Answers for all goods: to conditions there are, true or false; null answers nothing."""
    read = answers_in(answers)
    faults = []
    for name, given in answers.items():
        path = f"conditions.{name}"
        if name not in CONDITIONS:
            near = get_close_matches(name, CONDITIONS, n=1)
            meant = f"; did you mean {near[0]}?" if near else "; GET /api/tariff/conditions lists them"
            faults.append(issue(path, f"There is no condition of this name{meant}", "unrecognized_keys"))
        elif given is not None and name not in read:
            faults.append(issue(path, "Answer true or false", "invalid_type"))
    if faults:
        raise validation_problem(faults)


def get_party(context: Context, actor: Actor, kind: PartyKind, identifier: str) -> Answer:
    """One warehouse or broker."""
    of = KINDS[kind]
    with context.store.read(actor.tenant) as uow:
        row = of.rows(uow).get(identifier)
    if row is None:
        raise not_found(of.title)
    return answer(of.view(row))


def patch_party(
    context: Context,
    actor: Actor,
    kind: PartyKind,
    *,
    identifier: str,
    request: WarehousePatch | BrokerPatch,
    tried: Attempt,
) -> Answer:
    """Replace the fields given; null clears an optional one, and leaves name and email as they are."""
    require_account(actor, request.account_id)
    _require_profile(request)
    _require_zone(request)
    of = KINDS[kind]

    def work(uow: UnitOfWork) -> JsonObject:
        row = of.rows(uow).get(identifier)
        if row is None:
            raise not_found(of.title)
        changed = of.rows(uow).put(identifier, restated(row.stated, request), at=uow.now)
        before, after = record_document(row.stated), record_document(changed.stated)
        record_change(uow, of.changed, before, after, **{of.id_name: identifier})
        return of.view(changed)

    return once(context, actor, tried, work)


def profile(context: Context, uow: UnitOfWork, actor: Actor) -> AccountRecord:
    """The account's profile; before the first change it is the account's name alone."""
    row = uow.profiles.get(actor.tenant.account_id)
    if row is not None:
        return row.stated
    account = context.store.registry.account(actor.tenant.account_id)
    return AccountRecord(name=account.name if account else actor.tenant.account_id)


def conditions_of(context: Context, uow: UnitOfWork, actor: Actor) -> Mapping[str, bool]:
    """What the account answered once for all its goods."""
    return answers_in(profile(context, uow, actor).conditions or {})


def _profile_view(actor: Actor, stated: AccountRecord) -> JsonObject:
    tenant = actor.tenant
    return shown(AccountAnswer, stated, id=tenant.account_id, mode=tenant.mode.value)


def get_account(context: Context, actor: Actor) -> Answer:
    """The account of the key."""
    with context.store.read(actor.tenant) as uow:
        return answer(_profile_view(actor, profile(context, uow, actor)))


def patch_account(context: Context, actor: Actor, request: AccountPatch, tried: Attempt) -> Answer:
    """Replace the profile fields given. A policy needs the ``admin`` scope: it limits what keys may do."""
    if "policy" in request.model_fields_set and "admin" not in actor.scopes:
        raise Problem(
            "INSUFFICIENT_SCOPE",
            "Changing the policy needs the admin scope.",
            field="policy",
            details={"requiredScope": "admin"},
        )
    _require_conditions(request.conditions or {})

    def work(uow: UnitOfWork) -> JsonObject:
        before = profile(context, uow, actor)
        row = uow.profiles.put(actor.tenant.account_id, restated(before, request), at=uow.now)
        record_change(uow, EventType.ACCOUNT_CHANGED, record_document(before), record_document(row.stated))
        return _profile_view(actor, row.stated)

    return once(context, actor, tried, work)
