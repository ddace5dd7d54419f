"""The operator's own records: the account's profile, warehouses, brokers."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Literal

from pydantic import BaseModel

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonMapping, JsonObject, JsonValue, plain
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.contract.requests.parties import AccountPatch
from entrygo.documents.profile import profile_faults
from entrygo.lifecycle.events import EventType
from entrygo.operations.answer import Answer, answer
from entrygo.operations.changes import record_change
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import policy_view, require_account
from entrygo.operations.views import document_view
from entrygo.store.catalogue import DocumentRow, DocumentRows
from entrygo.store.unit_of_work import UnitOfWork
from entrygo.tariff.conditions import CONDITIONS, answers_in

Kind = Literal["warehouses", "brokers"]
PREFIX: Mapping[Kind, str] = {"warehouses": "wh", "brokers": "br"}
TITLE: Mapping[Kind, str] = {"warehouses": "Warehouse", "brokers": "Broker"}
CHANGED: Mapping[Kind, EventType] = {
    "warehouses": EventType.WAREHOUSE_CHANGED,
    "brokers": EventType.BROKER_CHANGED,
}
NAMED: Mapping[Kind, str] = {"warehouses": "warehouseId", "brokers": "brokerId"}
NOT_STORED = {"accountId", "idempotencyKey"}
PROFILE_FIELDS = (
    "name",
    "address",
    "importerOfRecord",
    "ultimateConsignee",
    "responsiblePerson",
    "incoterm",
    "conditions",
    "policy",
)


def stored_form(request: BaseModel) -> JsonObject:
    """The fields a caller gave, by their wire names, as JSON values (decimals as numbers when written)."""
    given = request.model_dump(by_alias=True, exclude_unset=True)
    return {name: _wire(value) for name, value in given.items() if name not in NOT_STORED}


def _wire(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return {name: _wire(item) for name, item in value.items()}
    if isinstance(value, bool | int | float) or value is None:
        return value
    return [_wire(item) for item in value] if isinstance(value, list) else plain(value)


def _table(uow: UnitOfWork, kind: Kind) -> DocumentRows:
    return uow.warehouses if kind == "warehouses" else uow.brokers


def create_party(context: Context, actor: Actor, kind: Kind, request: BaseModel, tried: Attempt) -> Answer:
    """A new warehouse or broker."""
    require_account(actor, getattr(request, "account_id", None))

    _require_profile(request)

    def work(uow: UnitOfWork) -> JsonObject:
        identifier = context.ids.new(PREFIX[kind])
        row = _table(uow, kind).put(identifier, stored_form(request), at=uow.now)
        record_change(uow, CHANGED[kind], None, row.document, **{NAMED[kind]: identifier})
        return document_view(row)

    return once(context, actor, tried, work)


def _require_profile(request: BaseModel) -> None:
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


def get_party(context: Context, actor: Actor, kind: Kind, identifier: str) -> Answer:
    """One warehouse or broker."""
    with context.store.read(actor.tenant) as uow:
        row = _table(uow, kind).get(identifier)
    if row is None:
        raise not_found(TITLE[kind])
    return answer(document_view(row))


def patch_party(
    context: Context, actor: Actor, kind: Kind, *, identifier: str, request: BaseModel, tried: Attempt
) -> Answer:
    """Replace the fields given; null clears an optional one, and leaves name and email as they are."""
    require_account(actor, getattr(request, "account_id", None))
    _require_profile(request)

    def work(uow: UnitOfWork) -> JsonObject:
        row = _table(uow, kind).get(identifier)
        if row is None:
            raise not_found(TITLE[kind])
        merged = _merged(row.document, stored_form(request), required=("name", "email"))
        record_change(uow, CHANGED[kind], row.document, merged, **{NAMED[kind]: identifier})
        return document_view(_table(uow, kind).put(identifier, merged, at=uow.now))

    return once(context, actor, tried, work)


def _merged(stored: JsonMapping, changes: JsonMapping, *, required: tuple[str, ...]) -> JsonObject:
    kept: Callable[[str, JsonValue], bool] = lambda name, value: value is not None or name not in required  # noqa: E731
    merged = dict(stored) | {name: value for name, value in changes.items() if kept(name, value)}
    return {name: value for name, value in merged.items() if value is not None}


def profile(context: Context, uow: UnitOfWork, actor: Actor) -> JsonObject:
    """The account's profile document; before the first change it is the account's name alone."""
    row = uow.profiles.get(actor.tenant.account_id)
    if row is not None:
        return row.document
    account = context.store.registry.account(actor.tenant.account_id)
    return {"name": account.name if account else actor.tenant.account_id}


def _profile_view(actor: Actor, document: JsonMapping) -> JsonObject:
    shown = {name: document.get(name) for name in PROFILE_FIELDS}
    shown["policy"] = policy_view(document.get("policy"))
    return {"id": actor.tenant.account_id, "mode": actor.tenant.mode.value, **shown}


def get_account(context: Context, actor: Actor) -> Answer:
    """The account of the key."""
    with context.store.read(actor.tenant) as uow:
        return answer(_profile_view(actor, profile(context, uow, actor)))


def patch_account(context: Context, actor: Actor, request: AccountPatch, tried: Attempt) -> Answer:
    """Replace the profile fields given. A policy needs the ``admin`` scope: it limits what keys may do."""
    changes = stored_form(request)
    if "policy" in changes and "admin" not in actor.scopes:
        raise Problem(
            "INSUFFICIENT_SCOPE",
            "Changing the policy needs the admin scope.",
            field="policy",
            details={"requiredScope": "admin"},
        )

    _require_conditions(changes.get("conditions") or {})

    def work(uow: UnitOfWork) -> JsonObject:
        before = profile(context, uow, actor)
        merged = _merged(before, changes, required=("name",))
        record_change(uow, EventType.ACCOUNT_CHANGED, before, merged)
        row: DocumentRow = uow.profiles.put(actor.tenant.account_id, merged, at=uow.now)
        return _profile_view(actor, row.document)

    return once(context, actor, tried, work)
