"""Decisions about screening hits."""

from typing import Literal

from entrygo.contract.answers.catalogue import HAS_MORE, NEXT_CURSOR
from entrygo.contract.answers.fields import Answer, CamelAnswer, Instant, Sha256
from entrygo.contract.described import required


class DispositionAnswer(CamelAnswer):
    """What a person decided about a screening hit."""

    id: str = required("Id of the decision.", "disp_123")
    entry_key: str = required("The list entry as it read.")
    party_fingerprint: Sha256 = required("The party as it read.")
    disposition: Literal["cleared", "confirmed"] = required("What was decided.")
    reason: str = required("Why.")
    decided_by: str = required("The key that decided.", "key_123")
    decided_at: Instant = required("When.", of="created_at")


class DispositionPage(Answer):
    """A page of decisions, newest first; of several on one entry and party the newest stands."""

    data: list[DispositionAnswer] = required("The decisions.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)
