"""What a tool is: a record with its request, its scope and what it does, and the call of it."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import orjson

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonMapping, JsonObject, canonical_bytes, plain
from entrygo.contract.requests.fields import Request
from entrygo.operations.answer import Answer
from entrygo.operations.idempotency import Attempt, attempt

RequestT = TypeVar("RequestT", bound=Request)
REPEAT_SECONDS = 600
"""A call repeated within this time, over the same facts, is the same call; later it is a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """One call of a tool: by whom, and where this server is reached."""

    context: Context
    actor: Actor
    server_url: str

    def tried(self, operation: str, body: JsonMapping, *over: str, is_lasting: bool = False) -> Attempt:
        """The attempt of a write, under a key of its own making: equal calls over equal facts have one effect.

        ``over`` are the facts beside the arguments, such as a plan's hash. A lasting key holds for as long as the
        server keeps keys; any other for :data:`REPEAT_SECONDS`, so that a change made meanwhile is not overlooked.
        """
        during = "" if is_lasting else str(int(self.context.clock.now().timestamp() // REPEAT_SECONDS))
        digest = hashlib.sha256(canonical_bytes([operation, plain(dict(body)), *over, during])).hexdigest()
        return attempt(operation, f"mcp-{digest}", body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool(Generic[RequestT]):
    """A tool as agents see it. ``run`` answers a JSON object; a refusal is the contract's ``Problem``."""

    name: str
    title: str
    description: str
    request: type[RequestT]
    scope: str
    run: Callable[[ToolCall, RequestT], JsonObject]
    destroys: bool = False
    reaches_out: bool = False

    @property
    def only_reads(self) -> bool:
        """Whether it changes nothing."""
        return self.scope == "read"


def read_answer(answered: Answer) -> Any:  # Any: JSON
    """An operation's answer as plain values."""
    return orjson.loads(answered.body)


def next_call(tool: str, **arguments: object) -> JsonObject:
    """What to call next, ready to be sent."""
    return {"tool": tool, "arguments": arguments}


def picked(document: Mapping[str, Any], *names: str) -> JsonObject:  # Any: JSON
    """Some fields of an answer; those it lacks are left out."""
    return {name: document[name] for name in names if name in document}
