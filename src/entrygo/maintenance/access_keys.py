"""Accounts and keys, made at the command line beside a running server or before the first one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import text

from entrygo.contract.actor import DEFAULT_SCOPES, KEY_PREFIX, SCOPES, Mode, Tenant
from entrygo.contract.canonical import sha256_hex
from entrygo.ports.rows import AccountRow, KeyRow
from entrygo.runtime.clock import SystemClock, SystemIds
from entrygo.runtime.settings import Settings
from entrygo.store.migrate import migrate
from entrygo.store.unit import SqlStore

Document = dict[str, Any]  # Any: JSON


@contextmanager
def opened(settings: Settings) -> Iterator[SqlStore]:
    """The database, migrated to this version's schema; closed at the end."""
    store = open_store(settings)
    try:
        yield store
    finally:
        store.close()


def open_store(settings: Settings) -> SqlStore:
    """The database, migrated to this version's schema."""
    settings.home.mkdir(parents=True, exist_ok=True)
    migrate(settings.database)
    return SqlStore(settings.database)


def revision(settings: Settings) -> Document:
    """The schema's revision, after migrating."""
    with opened(settings) as store, store.database.read() as connection:
        return {"revision": connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()}


def create_account(settings: Settings, name: str) -> Document:
    """A new account."""
    row = AccountRow(id=SystemIds().new("acc"), name=name, created_at=SystemClock().now())
    with opened(settings) as store:
        store.registry.add_account(row)
    return {"accountId": row.id, "name": name}


def create_key(
    settings: Settings, account_id: str, *, mode: str, scopes: Sequence[str], expires_on: date | None
) -> Document:
    """A new key. Raises ``LookupError`` for an unknown account, ``ValueError`` for a bad mode or scope."""
    if mode not in {each.value for each in Mode}:
        raise ValueError(f"Mode is live or test, not {mode}.")
    if unknown := sorted(set(scopes) - set(SCOPES)):
        raise ValueError(f"Unknown scope: {', '.join(unknown)}. Scopes are {', '.join(SCOPES)}.")
    ids = SystemIds()
    secret = f"{KEY_PREFIX}_{mode}_{ids.secret()}"
    row = KeyRow(
        id=ids.new("key"),
        tenant=Tenant(account_id, Mode(mode)),
        scopes=frozenset(scopes) or DEFAULT_SCOPES,
        policy={},
        expires_at=None if expires_on is None else datetime.combine(expires_on, time.max, tzinfo=UTC),
        revoked_at=None,
    )
    with opened(settings) as store:
        if store.registry.account(account_id) is None:
            raise LookupError(
                f"There is no account {account_id}; make one: entrygo account create --name NAME"
            )
        store.registry.add_key(row, sha256_hex(secret.encode()), at=SystemClock().now())
    return {
        "apiKey": secret,
        "keyId": row.id,
        "accountId": account_id,
        "mode": mode,
        "scopes": sorted(row.scopes),
    }


def revoke_key(settings: Settings, key_id: str) -> Document:
    """Revoke a key; a running server refuses it within a second. Raises ``LookupError`` for an unknown id."""
    with opened(settings) as store:
        if not store.registry.revoke_key(key_id, at=SystemClock().now()):
            raise LookupError(f"There is no key {key_id}; the id was shown as keyId when it was made.")
    return {"keyId": key_id, "revoked": True}
