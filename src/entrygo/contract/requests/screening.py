"""Decisions about screening hits."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from entrygo.contract.described import optional, required
from entrygo.contract.requests.catalogue import ACCOUNT_ID, IDEMPOTENCY_KEY
from entrygo.contract.requests.fields import IdempotencyKey, Identifier, LongText, Request

_DIGITS = frozenset("0123456789abcdef")
_FINGERPRINT_LENGTH = 64


def _fingerprint(text: str) -> str:
    if len(text) != _FINGERPRINT_LENGTH or not set(text) <= _DIGITS:
        raise PydanticCustomError("invalid_string", "Expected 64 lower-case hexadecimal digits")
    return text


def _said(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("too_small", "A decision needs a reason in words")
    return text


Fingerprint = Annotated[
    str, AfterValidator(_fingerprint), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})
]
Reason = Annotated[LongText, Field(min_length=1), AfterValidator(_said)]


class DispositionRequest(Request):
    """A decision about a screening hit; both names of the hit stand in the finding's ``details``."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    entry_key: Identifier = required(
        "The list entry as it reads now: `details.entryKey`.", "e1:0123456789abcdef"
    )
    party_fingerprint: Fingerprint = required(
        "The party as it reads now: `details.partyFingerprint`.", "a" * _FINGERPRINT_LENGTH
    )
    disposition: Literal["cleared", "confirmed"] = required(
        "`cleared`: they are not the same. `confirmed`: they are; the plan stays blocked.", "cleared"
    )
    reason: Reason = required("Why, in words; kept for the record.", "Another date of birth; passport seen.")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "disposition-123-001")
