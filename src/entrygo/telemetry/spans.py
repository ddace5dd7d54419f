"""Traces: what a span is to the rest of the room, and the spans of a node that traces nothing."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol, TypeAlias

Attribute: TypeAlias = str | int | float | bool


class Span(Protocol):
    """A span under way."""

    def tell(self, attributes: Mapping[str, Attribute], *, name: str = "", failed: bool = False) -> None:
        """Add what is known by now; ``name`` renames the span."""
        ...


class Spans(Protocol):
    """Where spans are made."""

    def of_call(self, method: str, headers: Mapping[str, str]) -> AbstractContextManager[Span]:
        """The server's span of one call, continuing the caller's trace."""
        ...

    def of_run(
        self, effect: str, cause: str, attributes: Mapping[str, Attribute]
    ) -> AbstractContextManager[Span]:
        """The span of a run, the root of a trace of its own, linked to what caused it (a ``traceparent``)."""
        ...

    def inner(self, name: str, **attributes: Attribute) -> AbstractContextManager[Span]:
        """A span inside the present one; nothing where there is none."""
        ...

    def traceparent(self) -> str:
        """The present span as the header names it; empty where there is none."""
        ...

    def close(self) -> None:
        """Send what is held, bounded."""
        ...


class _NoSpan:
    def tell(self, attributes: Mapping[str, Attribute], *, name: str = "", failed: bool = False) -> None:
        """Nobody listens."""


_NOTHING = nullcontext(_NoSpan())


class NoSpans:
    """:class:`Spans` of a node that traces nothing."""

    def of_call(self, method: str, headers: Mapping[str, str]) -> AbstractContextManager[Span]:
        """None."""
        return _NOTHING

    def of_run(
        self, effect: str, cause: str, attributes: Mapping[str, Attribute]
    ) -> AbstractContextManager[Span]:
        """None."""
        return _NOTHING

    def inner(self, name: str, **attributes: Attribute) -> AbstractContextManager[Span]:
        """None."""
        return _NOTHING

    def traceparent(self) -> str:
        """None."""
        return ""

    def close(self) -> None:
        """Nothing is held."""
