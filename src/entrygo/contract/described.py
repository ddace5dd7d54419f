"""Fields of requests and answers with what they mean: the API description and the reference pages are made of it."""

from typing import Any

from pydantic import Field


def required(description: str, example: object = None) -> Any:  # Any: a field of the annotation's own type
    """A field that is always there."""
    return Field(description=description, examples=None if example is None else [example])


def optional(description: str, example: object = None) -> Any:  # Any: a field of the annotation's own type
    """A field that may be left out; null says the same."""
    return Field(default=None, description=description, examples=None if example is None else [example])


def named(
    alias: str, description: str, example: object = None
) -> Any:  # Any: a field of the annotation's own type
    """A field that is always there, under a wire name that no rule makes of its Python name."""
    return Field(alias=alias, description=description, examples=None if example is None else [example])
