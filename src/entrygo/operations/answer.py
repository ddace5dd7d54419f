"""What an operation answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from entrygo.contract.canonical import JsonValue, answer_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The bytes of an answer, already encoded: a replay is the same bytes."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"


def answer(document: JsonValue, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """A JSON answer."""
    return Answer(body=answer_bytes(document), status=status, headers=headers or {})
