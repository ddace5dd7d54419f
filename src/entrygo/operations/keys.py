"""Accounts and API keys: made and revoked at the command line, in the database that servers read."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from entrygo.contract.actor import DEFAULT_SCOPES, KEY_PREFIX, SCOPES, Mode, Tenant
from entrygo.contract.canonical import JsonObject, sha256_hex
from entrygo.ports.clock import Clock, Ids
from entrygo.store.registry import AccountRow, KeyRow, RegistryRows


def create_account(registry: RegistryRows, name: str, *, clock: Clock, ids: Ids) -> JsonObject:
    """Store a new account: ``accountId`` and ``name``, which need not be unique."""
    row = AccountRow(id=ids.new("acc"), name=name, created_at=clock.now())
    registry.add_account(row)
    return {"accountId": row.id, "name": name}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """What a key is to be. No scopes means the default ones; ``expires_on`` is the last day it works, in UTC.

    ``owner`` is the person whose key it is: keys without one count as one person.
    """

    account_id: str
    mode: str = Mode.LIVE.value
    scopes: Collection[str] = ()
    expires_on: date | None = None
    name: str | None = None
    owner: str | None = None
    policy: JsonObject = field(default_factory=dict)


def create_key(registry: RegistryRows, new: NewKey, *, clock: Clock, ids: Ids) -> JsonObject:
    """Store a new key under the digest of its secret; the answer holds the secret as ``apiKey``, this once.

    Raises ``LookupError`` for an unknown account, ``ValueError`` for an unknown mode or scope.
    """
    mode = mode_named(new.mode)
    if unknown := sorted(set(new.scopes) - set(SCOPES)):
        raise ValueError(f"Unknown scope: {', '.join(unknown)}. Scopes are {', '.join(SCOPES)}.")
    if registry.account(new.account_id) is None:
        raise LookupError(
            f"There is no account {new.account_id}; make one: entrygo account create --name NAME"
        )
    secret = f"{KEY_PREFIX}_{mode.value}_{ids.secret()}"
    row = KeyRow(
        id=ids.new("key"),
        tenant=Tenant(new.account_id, mode),
        scopes=frozenset(new.scopes) or DEFAULT_SCOPES,
        policy=dict(new.policy),
        name=new.name,
        owner=new.owner,
        expires_at=None if new.expires_on is None else datetime.combine(new.expires_on, time.max, tzinfo=UTC),
        revoked_at=None,
    )
    registry.add_key(row, sha256_hex(secret.encode()), at=clock.now())
    return {
        "apiKey": secret,
        "keyId": row.id,
        "accountId": new.account_id,
        "mode": mode.value,
        "scopes": sorted(row.scopes),
    }


def revoke_key(registry: RegistryRows, key_id: str, *, clock: Clock) -> JsonObject:
    """Revoke a key for good; a running server refuses it within a second. ``LookupError`` for an unknown id."""
    if not registry.revoke_key(key_id, at=clock.now()):
        raise LookupError(f"There is no key {key_id}; the id was shown as keyId when it was made.")
    return {"keyId": key_id, "revoked": True}


def mode_named(name: str) -> Mode:
    """``live`` or ``test``; ``ValueError`` for anything else."""
    if name not in {each.value for each in Mode}:
        raise ValueError(f"Mode is live or test, not {name}.")
    return Mode(name)
