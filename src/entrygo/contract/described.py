"""Fields of requests and answers with what they mean: the API description and the reference pages are made of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import Field

JSON_TYPES = ["string", "number", "boolean", "object", "array", "null"]
"""What any JSON may be: generators make a type of it, where they make none of an empty schema."""


@dataclass(frozen=True, slots=True)
class Of:
    """The attribute that an answer's field reads, where it is not the one of its own name."""

    attribute: str


@dataclass(frozen=True, slots=True)
class Written:
    """How values of an answer's type are written: what makes the JSON value."""

    write: Callable[[Any], Any]  # Any: any value, any JSON value


def required(
    description: str, example: object = None, *, of: str = ""
) -> Any:  # Any: a field of the annotation's own type
    """A field that is always there. ``of`` names the attribute it is read from, where that is not its own name."""
    return _field(description, example, of)


def optional(
    description: str, example: object = None, *, of: str = ""
) -> Any:  # Any: a field of the annotation's own type
    """A field that may be left out; null says the same."""
    return _field(description, example, of, default=None)


def named(
    alias: str, description: str, example: object = None, *, of: str = ""
) -> Any:  # Any: a field of the annotation's own type
    """A field that is always there, under a wire name that no rule makes of its Python name."""
    return _field(description, example, of, alias=alias)


def _field(description: str, example: object, of: str, **more: Any) -> Any:  # Any: see above
    field = Field(description=description, examples=None if example is None else [example], **more)
    if of:
        field.metadata.append(Of(of))
    return field
