"""What an endpoint is: one record from which its route and its part of the API description are both made.

The checks of a call run in the contract's order (key, JSON, schema, accountId, scope and policy, idempotency,
existence, state); a framework that parses bodies before it asks who calls could not keep that order.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.operations.answer import Answer
from entrygo.operations.idempotency import Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call past the door: who, what, and the parsed request."""

    world: Context
    actor: Actor
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any  # Any: the parsed JSON, or None without one
    request: Any  # Any: the endpoint's own request model
    tried: Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A query parameter or header of an endpoint."""

    name: str
    description: str
    where: str = "query"
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})  # Any: JSON Schema
    example: Any = None  # Any: JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One method of one path. ``operation`` names the idempotency namespace, the description's operationId
    and the examples of its request and answer."""

    method: str
    path: str
    operation: str
    summary: str
    handle: Callable[[Call], Answer]
    scope: str
    tag: str
    answer: type[BaseModel] | None = None
    request: type[BaseModel] | None = None
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    errors: tuple[str, ...] = ()
    media_type: str = "application/json"
    raw_media: str = ""
    """A media type whose bytes the endpoint takes in place of JSON: as the base64 of the request's ``raw``."""

    @property
    def takes_body(self) -> bool:
        """Whether the endpoint reads a JSON body."""
        return self.request is not None

    @property
    def is_write(self) -> bool:
        """Whether an idempotency key means something here."""
        return self.method in ("POST", "PATCH", "PUT", "DELETE")


LIMIT = Parameter(
    name="limit",
    description="How many rows, 1 to 100.",
    schema={"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
    example=20,
)
CURSOR = Parameter(name="cursor", description="`next_cursor` of the page before; opaque and URL-safe.")
UPDATED_SINCE = Parameter(
    name="updatedSince",
    description="Only rows changed at or after this instant (ISO 8601).",
    schema={"type": "string", "format": "date-time"},
    example="2026-11-01T00:00:00.000Z",
)
PAGED = (LIMIT, CURSOR, UPDATED_SINCE)
