"""People of an account: invited, given roles, sent away."""

from typing import Annotated, Literal

from pydantic import Field

from entrygo.contract.described import optional, required
from entrygo.contract.requests.catalogue import ACCOUNT_ID, IDEMPOTENCY_KEY
from entrygo.contract.requests.fields import Email, Flag, IdempotencyKey, Identifier, Request

RoleName = Literal["viewer", "operator", "approver", "admin"]
Roles = Annotated[list[RoleName], Field(min_length=1)]
Modes = Annotated[list[Literal["live", "test"]], Field(min_length=1)]
ROLES = (
    "What the person may do: viewer reads; operator plans and sends; approver approves what others plan; admin "
    "does all of it, and keeps people, keys and policy. Several add up."
)
MODES = "The worlds the person sees; both where it is absent."


class PersonInvite(Request):
    """An invitation into the account."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    email: Email = required("Where the person is reached; they sign in with it.", "ann@maple-harbour.example")
    roles: Roles = required(ROLES, ["operator"])
    modes: Modes | None = optional(MODES, ["live", "test"])
    send_mail: Flag | None = optional("Whether a link of its own is mailed to them, too.", example=False)
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "invite-001")


class PersonPatch(Request):
    """Other roles or worlds of a person in the account. The person signs in again."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    roles: Roles | None = optional(ROLES, ["operator", "approver"])
    modes: Modes | None = optional("The worlds the person sees; absent leaves them.", ["live"])
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "roles-001")


class PersonEnd(Request):
    """An end to a person's sessions, or to an invitation, or to the person's work for the account."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "end-001")
