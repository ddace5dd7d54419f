"""What a door is to the runner: a name, the calls it offers, and the asking of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from entrygo.contract.canonical import JsonObject, JsonValue

PATIENCE_SECONDS = 120.0
"""How long one call may take; a server may wait for a mail before it answers an execution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One call: an operation by its name, what stands in its path, and the rest as the scenario says it."""

    call: str
    id: str = ""
    body: JsonObject | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    as_whom: str = ""
    raw: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer. ``status`` is ``None`` where a door has none; ``is_refused`` says whether it is a problem."""

    is_refused: bool
    body: JsonValue
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class DriverFault(Exception):
    """A door that cannot be gone through at all: no answer, a program that is not there."""


class Driver(Protocol):
    """A door. What it does not offer is asked over HTTP, so that scenarios can be set up through any door."""

    name: str

    def offers(self, call: str) -> bool:
        """Whether the door has this operation."""

    def ask(self, asked: Asked) -> Told:
        """One call. Raises :class:`DriverFault`."""

    def close(self) -> None:
        """End what it started."""
