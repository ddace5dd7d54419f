"""People of an account, as they are answered: never with a password, a session's token or a second factor's secret."""

from typing import Literal

from entrygo.contract.answers.catalogue import HAS_MORE, NEXT_CURSOR
from entrygo.contract.answers.fields import Answer, CamelAnswer, Instant
from entrygo.contract.described import required
from entrygo.contract.requests.members import RoleName


class PersonAnswer(CamelAnswer):
    """A person of the account."""

    id: str = required("Id of the person.", "per_123")
    email: str = required("The address the person signs in with.", "ann@maple-harbour.example")
    name: str = required("The person's name.", "Ann Bell")
    roles: list[RoleName] = required("What the person may do in the account.", ["operator"])
    modes: list[Literal["live", "test"]] = required("The worlds the person sees.", ["live", "test"])
    state: Literal["active", "disabled"] = required("Whether the person can sign in.")
    second_factor: bool = required("Whether a code is asked at sign-in.")
    last_seen_at: Instant | None = required("When the person last used a session, or null.")
    joined_at: Instant = required("Since when the person works for the account.")


class PersonPage(Answer):
    """A page of people, the newest members first."""

    data: list[PersonAnswer] = required("The people.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)


class SessionsEndedAnswer(CamelAnswer):
    """What became of a person's sessions."""

    id: str = required("Id of the person.", "per_123")
    ended: int = required("How many sessions were ended.", 2)


class InvitationAnswer(CamelAnswer):
    """An invitation into the account, without its link."""

    id: str = required("Id of the invitation.", "inv_123")
    email: str = required("Who is invited.", "ann@maple-harbour.example")
    roles: list[RoleName] = required("What the person will be allowed to do.", ["operator"])
    modes: list[Literal["live", "test"]] = required("The worlds the person will see.", ["live", "test"])
    state: Literal["open", "accepted", "revoked", "expired"] = required("Whether its link still works.")
    mail: Literal["due", "sending", "sent", "failed", "uncertain"] | None = required(
        "How its mail fares, `uncertain` where nobody knows whether it arrived; null without one."
    )
    created_at: Instant = required("When it was made.")
    expires_at: Instant = required("Until when its link works.")


class InvitationLinkAnswer(InvitationAnswer):
    """An invitation with its link, which is shown here and never again."""

    link: str | None = required(
        "The page where the invited person joins; send it. Null in a repeat of the call: the link is not kept.",
        "https://entrygo.example/console/invite/...",
    )


class InvitationPage(Answer):
    """A page of open invitations, newest first."""

    data: list[InvitationAnswer] = required("The invitations.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)
