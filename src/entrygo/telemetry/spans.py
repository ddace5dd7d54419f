"""The interface of tracing, and the implementation of a node that traces nothing."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol, TypeAlias

Attribute: TypeAlias = str | int | float | bool


class Span(Protocol):
    """A span that is open."""

    def set(self, attributes: Mapping[str, Attribute], *, name: str = "", failed: bool = False) -> None:
        """Set attributes; ``name`` renames the span, ``failed`` marks it as an error."""
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
        """A span inside the current one; nothing where there is none."""
        ...

    def traceparent(self) -> str:
        """The ``traceparent`` header of the current span; empty where there is none."""
        ...

    def close(self) -> None:
        """Send buffered spans within a few seconds."""
        ...


class _NoSpan:
    def set(self, attributes: Mapping[str, Attribute], *, name: str = "", failed: bool = False) -> None:
        """Do nothing."""


_NOTHING = nullcontext(_NoSpan())


class NoSpans:
    """:class:`Spans` of a node that traces nothing."""

    def of_call(self, method: str, headers: Mapping[str, str]) -> AbstractContextManager[Span]:
        return _NOTHING

    def of_run(
        self, effect: str, cause: str, attributes: Mapping[str, Attribute]
    ) -> AbstractContextManager[Span]:
        return _NOTHING

    def inner(self, name: str, **attributes: Attribute) -> AbstractContextManager[Span]:
        return _NOTHING

    def traceparent(self) -> str:
        """Always empty."""
        return ""

    def close(self) -> None:
        """Do nothing."""
