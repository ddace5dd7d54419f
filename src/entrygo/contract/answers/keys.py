"""API keys as they are answered: never with the secret, but in the one answer that makes it."""

from typing import Annotated, Literal

from pydantic import WithJsonSchema

from entrygo.contract.answers.catalogue import HAS_MORE, NEXT_CURSOR
from entrygo.contract.answers.fields import Answer, CamelAnswer, Instant, Number
from entrygo.contract.described import optional, required

ApiKey = Annotated[
    str | None,
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": "^shpbndl_(live|test)_"}, {"type": "null"}]}),
]


class PolicyAnswer(CamelAnswer):
    """Limits on what leaves; one that was not set is absent."""

    max_export_value_usd: Number | None = optional("Exports worth more do not leave.")
    ready_only: bool | None = optional("Whether only papers of READY plans leave.")
    countries: list[str] | None = optional("The destinations allowed.")
    require_approval: bool | None = optional("Whether another person approves plan and delivery first.")
    require_expected_plan_hash: bool | None = optional("Whether a call must name its plan's hash.")


class KeyAnswer(CamelAnswer):
    """An API key, without its secret."""

    id: str = required("Id of the key.", "key_123")
    account_id: str = required("The account it belongs to.", "acc_123")
    name: str | None = required("What it is for, or null.", "Order desk")
    owner: str | None = required("The person whose key it is, or null.", "Ann Bell")
    mode: Literal["live", "test"] = required("The world it sees.")
    scopes: list[str] = required("What it may do.", ["read"])
    policy: PolicyAnswer | None = required("Limits of its own, or null.")
    state: Literal["active", "expired", "revoked"] = required("Whether it works.")
    created_at: Instant | None = required("When it was made.")
    expires_at: Instant | None = required("When it ends, or null.")
    revoked_at: Instant | None = required("When it was revoked, or null.")
    last_used_at: Instant | None = required("When it last called, to the minute, or null.")


class KeySecretAnswer(KeyAnswer):
    """A key with its secret, which is shown here and never again."""

    api_key: ApiKey = required(
        "The secret: `Authorization: Bearer ...`. Null in a repeat of the call: no secret is kept, rotate the key."
    )


class KeyPage(Answer):
    """A page of keys, newest first."""

    data: list[KeyAnswer] = required("The keys.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)
