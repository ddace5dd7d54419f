"""API keys: made, changed, given a new secret, revoked."""

from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from entrygo.contract.canonical import JsonValue
from entrygo.contract.described import optional, required
from entrygo.contract.requests.catalogue import ACCOUNT_ID, IDEMPOTENCY_KEY
from entrygo.contract.requests.fields import IdempotencyKey, Identifier, Request, RequiredLine
from entrygo.contract.requests.parties import PolicyIn
from entrygo.contract.times import end_of_day, in_utc

ScopeName = Literal["admin", "approve", "execute", "read", "write"]
OWNER = "The person whose key it is. Keys without an owner count as one person: none approves for another."
KEY_POLICY = "Limits of this key, beside the account's; `{}` or null for none."


def _until(value: JsonValue) -> datetime:
    try:
        if isinstance(value, str) and len(value) == len("2026-11-28"):
            return end_of_day(date.fromisoformat(value))
        return in_utc(datetime.fromisoformat(value)) if isinstance(value, str) else _no_instant()
    except (ValueError, OverflowError):
        return _no_instant()


def _no_instant() -> datetime:
    raise PydanticCustomError(
        "invalid_date", "Invalid date; write the last day as YYYY-MM-DD, or an instant in ISO 8601"
    )


Until = Annotated[datetime, BeforeValidator(_until), WithJsonSchema({"type": "string"})]


class KeyCreate(Request):
    """A new key of the account."""

    limits: ClassVar[frozenset[str]] = frozenset({"policy", "expires", "scopes", "mode"})
    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    name: RequiredLine = required("What it is for.", "Order desk")
    owner: RequiredLine | None = optional(OWNER, "Ann Bell")
    scopes: Annotated[list[ScopeName], Field(min_length=1)] = required(
        "What it may do; `execute` includes `approve`.", ["read", "write", "approve"]
    )
    mode: Literal["live", "test"] | None = optional(
        "The world it sees; the caller's own where it is absent. A test key makes no live one.", "live"
    )
    expires: Until | None = optional(
        "The last day it works, in UTC, or an instant; it does not end where this is absent.", "2027-12-31"
    )
    policy: PolicyIn | None = optional(KEY_POLICY)
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "key-001")


class KeyPatch(Request):
    """Changes to a key. Its owner, scopes, mode and end stay: make another for others."""

    limits: ClassVar[frozenset[str]] = frozenset({"policy"})
    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    name: RequiredLine | None = optional("What it is for; null leaves it as it is.", "Order desk")
    policy: PolicyIn | None = optional(KEY_POLICY)


class KeyRotate(Request):
    """A new secret for the key, please."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "rotate-key-123-001")


class KeyRevoke(Request):
    """An end to the key, please."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "revoke-key-123-001")
