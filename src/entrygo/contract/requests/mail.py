"""A mail that came back, as JSON: for callers that cannot post its bytes."""

from typing import Annotated

from pydantic import Field

from entrygo.contract.described import optional, required
from entrygo.contract.requests.catalogue import ACCOUNT_ID, IDEMPOTENCY_KEY
from entrygo.contract.requests.fields import IdempotencyKey, Identifier, Request

BASE64 = {
    "contentEncoding": "base64",
    "contentMediaType": "message/rfc822",
    "pattern": "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)$",
}


class InboundMailRequest(Request):
    """A mail that came back: a bounce, an automatic answer or a reply."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    raw: Annotated[str, Field(min_length=4, json_schema_extra=BASE64)] = required(
        "The whole message as it arrived, in base64.", "RnJvbTogYUBleGFtcGxlLmNvbQ0KDQpUaGFua3MuDQo="
    )
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "inbound-001")
