"""A mail that came back, as JSON: for callers that cannot post its bytes."""

from typing import Annotated

from pydantic import Field

from entrygo.contract.described import optional, required
from entrygo.contract.requests.catalogue import ACCOUNT_ID, IDEMPOTENCY_KEY
from entrygo.contract.requests.fields import IdempotencyKey, Identifier, Request


class InboundMailRequest(Request):
    """A mail that came back: a bounce, an automatic answer or a reply."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    raw: Annotated[str, Field(min_length=1)] = required(
        "The whole message as it arrived, in base64.", "RnJvbTogYUBleGFtcGxlLmNvbQ0KDQpUaGFua3MuDQo="
    )
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "inbound-001")
