"""Accounts and API keys: made, changed, given new secrets and revoked, each in one transaction with its event."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from entrygo.context import Context
from entrygo.contract.actor import COMMAND_LINE, DEFAULT_SCOPES, KEY_PREFIX, SCOPES, Actor, Mode, Tenant
from entrygo.contract.answers.keys import KeyAnswer, KeySecretAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonMapping, JsonObject, plain, sha256_hex
from entrygo.contract.parties import Policy
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.issues import issue, parse, validation_problem
from entrygo.contract.requests.keys import KeyCreate, KeyPatch, KeyRevoke, KeyRotate
from entrygo.contract.requests.parties import PolicyIn
from entrygo.contract.requests.stated import stated
from entrygo.contract.times import end_of_day, iso
from entrygo.lifecycle.events import EventType
from entrygo.operations.answer import Answer
from entrygo.operations.changes import DIGITS, record_change
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.lists import paged
from entrygo.operations.policy import policy_view, require_account
from entrygo.operations.queries import ListQuery
from entrygo.ports.clock import Clock, Ids
from entrygo.store.codec import record_document
from entrygo.store.registry import AccountRow, KeyRow
from entrygo.store.unit_of_work import Store, UnitOfWork

SECRET = ("apiKey",)
LIMITED = "A key that has limits of its own makes and changes no keys: it could shed its limits so."
PAST = "The key would have ended before it began; give a day to come"


def create_account(store: Store, name: str, *, clock: Clock, ids: Ids) -> JsonObject:
    """Store a new account: ``accountId`` and ``name``, which need not be unique."""
    row = AccountRow(id=ids.new("acc"), name=name, created_at=clock.now())
    store.registry.add_account(row)
    with store.write(Tenant(row.id, Mode.LIVE), by=COMMAND_LINE) as uow:
        uow.record(EventType.ACCOUNT_CREATED, before=None, after={"name": name})
    return {"accountId": row.id, "name": name}


def list_accounts(store: Store) -> list[JsonObject]:
    """Every account of the installation, oldest first."""
    return [
        {"accountId": row.id, "name": row.name, "createdAt": iso(row.created_at)}
        for row in store.registry.accounts()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """What a key is to be. ``None`` as scopes means the default ones; ``expires_on`` is the last day it works, in UTC.

    ``owner`` is the person whose key it is: keys without one count as one person.
    """

    account_id: str
    mode: str = Mode.LIVE.value
    scopes: Collection[str] | None = None
    expires_on: date | None = None
    name: str | None = None
    owner: str | None = None
    policy: JsonObject = field(default_factory=dict)


def create_key(store: Store, new: NewKey, *, clock: Clock, ids: Ids) -> JsonObject:
    """Store a new key under the digest of its secret; the answer holds the secret as ``apiKey``, this once.

    Raises ``LookupError`` for an unknown account, ``ValueError`` for an unknown mode or scope, for none, or for a past
    end; the contract's ``Problem`` for a policy that is not one.
    """
    mode = mode_named(new.mode)
    if new.scopes is not None and not new.scopes:
        raise ValueError(f"A key without scopes could do nothing. Scopes are {', '.join(SCOPES)}.")
    if unknown := sorted(set(new.scopes or ()) - set(SCOPES)):
        raise ValueError(f"Unknown scope: {', '.join(unknown)}. Scopes are {', '.join(SCOPES)}.")
    ends = None if new.expires_on is None else end_of_day(new.expires_on)
    if ends is not None and ends <= clock.now():
        raise ValueError(f"{PAST}.")
    if store.registry.account(new.account_id) is None:
        raise LookupError(
            f"There is no account {new.account_id}; entrygo account list shows them, account create makes one."
        )
    row = KeyRow(
        id=ids.new("key"),
        tenant=Tenant(new.account_id, mode),
        scopes=frozenset(new.scopes or DEFAULT_SCOPES),
        policy=stated_policy(new.policy),
        expires_at=ends,
        revoked_at=None,
        name=new.name,
        owner=new.owner,
    )
    with store.write(row.tenant, by=COMMAND_LINE) as uow:
        made = _make(uow, row)
    return {"apiKey": made.pop("apiKey"), "keyId": made.pop("id"), **made}


def stated_policy(policy: JsonMapping) -> JsonObject:
    """A policy as it is kept, or VALIDATION_ERROR with every fault of it."""
    return _policy_document(parse(PolicyIn, dict(policy)))


def _policy_document(policy: PolicyIn | None) -> JsonObject:
    document: Any = {} if policy is None else plain(record_document(stated(Policy, policy)))  # Any: JSON
    return dict(document)


def list_keys_of(store: Store, account_id: str | None, *, now: datetime) -> list[JsonObject]:
    """The keys of an account, or of all; none with its secret."""
    return [
        _view(row, now) for row in store.registry.every_key() if account_id in (None, row.tenant.account_id)
    ]


def change_at_command_line(
    store: Store, key_id: str, change: EventType, *, ids: Ids, policy: JsonMapping | None = None
) -> JsonObject:
    """Revoke a key, rotate it or give it a policy, beside a server. ``LookupError`` for an unknown id."""
    row = store.registry.key(key_id)
    if row is None:
        raise LookupError(f"There is no key {key_id}; entrygo key list shows the ids.")
    with store.write(row.tenant, by=COMMAND_LINE) as uow:
        if change is EventType.KEY_REVOKED:
            _revoke(uow, row)
            return {"keyId": key_id, "revoked": True}
        if change is EventType.KEY_ROTATED:
            return {"keyId": key_id, "apiKey": _rotate(uow, row, ids)}
        changed = _change(uow, row, name=row.name, policy=stated_policy(policy or {}))
    return {"keyId": key_id, "policy": dict(changed.policy) or None}


def post_key(context: Context, actor: Actor, request: KeyCreate, tried: Attempt) -> Answer:
    """A new key of the caller's account, with its secret."""
    require_account(actor, request.account_id)
    _require_unlimited(actor)
    mode = Mode(request.mode or actor.tenant.mode.value)
    faults = []
    if mode is Mode.LIVE and actor.tenant.mode is Mode.TEST:
        faults.append(issue("mode", "A test key makes test keys only", "custom"))
    if request.expires is not None and request.expires <= context.clock.now():
        faults.append(issue("expires", PAST, "too_small"))
    if faults:
        raise validation_problem(faults)
    row = KeyRow(
        id=context.ids.new("key"),
        tenant=Tenant(actor.tenant.account_id, mode),
        scopes=frozenset(request.scopes),
        policy=_policy_document(request.policy),
        expires_at=request.expires,
        revoked_at=None,
        name=request.name,
        owner=request.owner,
    )
    return once(context, actor, tried, lambda uow: _make(uow, row), shown_once=SECRET)


def list_keys(context: Context, actor: Actor, asked: ListQuery) -> Answer:
    """The account's keys, newest first, without secrets."""
    now = context.clock.now()
    with context.store.read(actor.tenant) as uow:
        rows = uow.keys.page(asked.page)
    return paged(rows, asked, lambda row: (iso(row.created_at or now), row.id), lambda row: _view(row, now))


def patch_key(context: Context, actor: Actor, key_id: str, *, request: KeyPatch, tried: Attempt) -> Answer:
    """Change a key's name or limits."""
    require_account(actor, request.account_id)
    _require_unlimited(actor)

    def work(uow: UnitOfWork) -> JsonObject:
        row = _known(uow, key_id)
        policy = row.policy
        if "policy" in request.model_fields_set:
            policy = _policy_document(request.policy)
        return _view(_change(uow, row, name=request.name or row.name, policy=policy), uow.now)

    return once(context, actor, tried, work)


def rotate_key(context: Context, actor: Actor, key_id: str, *, request: KeyRotate, tried: Attempt) -> Answer:
    """The key with a new secret; the old one works no more."""
    require_account(actor, request.account_id)
    _require_unlimited(actor)

    def work(uow: UnitOfWork) -> JsonObject:
        row = _known(uow, key_id)
        secret = _rotate(uow, row, context.ids)
        return shown(KeySecretAnswer, row, **_shown_parts(row, uow.now), api_key=secret)

    return once(context, actor, tried, work, shown_once=SECRET)


def revoke_key(context: Context, actor: Actor, key_id: str, *, request: KeyRevoke, tried: Attempt) -> Answer:
    """Revoke a key for good; every server refuses it within a second, its streams end."""
    require_account(actor, request.account_id)
    _require_unlimited(actor)

    def work(uow: UnitOfWork) -> JsonObject:
        row = _known(uow, key_id)
        return _view(_revoke(uow, row), uow.now)

    return once(context, actor, tried, work)


def _require_unlimited(actor: Actor) -> None:
    if actor.policy:
        raise Problem("POLICY_DENIED", LIMITED, details={"policy": "keys", "policyOf": "key"})


def _known(uow: UnitOfWork, key_id: str) -> KeyRow:
    row = uow.keys.get(key_id)
    if row is None:
        raise not_found("API key")
    return row


def _make(uow: UnitOfWork, row: KeyRow) -> JsonObject:
    secret = _fresh_secret(row.tenant.mode, uow.ids)
    uow.keys.insert(row, sha256_hex(secret.encode()), at=uow.now)
    made = replace(row, created_at=uow.now)
    record_change(uow, EventType.KEY_CREATED, None, recorded_key(made), keyId=row.id)
    return shown(KeySecretAnswer, made, **_shown_parts(made, uow.now), api_key=secret)


def _fresh_secret(mode: Mode, ids: Ids) -> str:
    return f"{KEY_PREFIX}_{mode.value}_{ids.secret()}"


def _change(uow: UnitOfWork, row: KeyRow, *, name: str | None, policy: JsonObject) -> KeyRow:
    changed = replace(row, name=name, policy=policy)
    uow.keys.change(row.id, name=name, policy=policy)
    record_change(uow, EventType.KEY_CHANGED, recorded_key(row), recorded_key(changed), keyId=row.id)
    return changed


def _rotate(uow: UnitOfWork, row: KeyRow, ids: Ids) -> str:
    if row.revoked_at is not None:
        raise validation_problem([issue("id", "The key was revoked; make another", "custom")])
    secret = _fresh_secret(row.tenant.mode, ids)
    before, after = uow.keys.digest(row.id), sha256_hex(secret.encode())
    uow.keys.rotate(row.id, after)
    uow.record(
        EventType.KEY_ROTATED,
        keyId=row.id,
        owner=row.owner,
        before={"fingerprint": before[:DIGITS]},
        after={"fingerprint": after[:DIGITS]},
    )
    return secret


def _revoke(uow: UnitOfWork, row: KeyRow) -> KeyRow:
    if row.revoked_at is not None:
        return row
    uow.keys.revoke(row.id, at=uow.now)
    uow.record(
        EventType.KEY_REVOKED,
        keyId=row.id,
        owner=row.owner,
        before={"state": _shown_parts(row, uow.now)["state"]},
        after={"state": "revoked"},
    )
    return replace(row, revoked_at=uow.now)


def recorded_key(row: KeyRow) -> JsonObject:
    """A key as its events keep it."""
    made = _view(row, row.created_at)
    return {name: made[name] for name in ("name", "owner", "mode", "scopes", "policy", "expiresAt")}


def _view(row: KeyRow, now: datetime | None) -> JsonObject:
    return shown(KeyAnswer, row, **_shown_parts(row, now))


def _shown_parts(row: KeyRow, now: datetime | None) -> JsonObject:
    is_over = row.expires_at is not None and now is not None and row.expires_at <= now
    return {
        "account_id": row.tenant.account_id,
        "mode": row.tenant.mode.value,
        "scopes": sorted(row.scopes),
        "policy": policy_view(row.policy),
        "state": "revoked" if row.revoked_at is not None else "expired" if is_over else "active",
    }


def mode_named(name: str) -> Mode:
    """``live`` or ``test``; ``ValueError`` for anything else."""
    if name not in {each.value for each in Mode}:
        raise ValueError(f"Mode is live or test, not {name}.")
    return Mode(name)


def scopes_given(given: Sequence[str] | None) -> list[str] | None:
    """Scopes as an option gives them, in words or lists; none where it was not given."""
    if given is None:
        return None
    return [part for each in given for part in each.replace(",", " ").split()]
