"""A large model that may look over a ranking of codes: it chooses among what it is given, or abstains.

ADR 0011 holds: the endpoint an operator names, the recorded transcript of tests, and none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something a reason may cite: the schedule's words for a line, a ruling, a product of the account."""

    id: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A candidate: its ten digits, its words, and what may be cited for it."""

    code: str
    path: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Goods and candidates. ``facts`` are named facts beyond the words; ``may_expand`` allows one more heading."""

    words: str
    facts: Mapping[str, str]
    choices: tuple[Choice, ...]
    may_expand: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A reason in words and the id of the source it cites."""

    source: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was said, not yet checked. ``code`` is ``None`` where it abstains; ``expand`` names a heading it asks for.

    ``request_sha256`` is of the request's bytes.
    """

    code: str | None
    expand: str | None
    reasons: tuple[Cited, ...]
    missing: tuple[str, ...]
    model: str
    prompt_version: str
    request_sha256: str
    seconds: Decimal


class AdjudicatorError(Exception):
    """There is no verdict: the endpoint is away, too slow, or answers what cannot be read. The message says which."""


class Adjudicator(Protocol):
    """Answers a question, or raises :class:`AdjudicatorError` within its time."""

    @property
    def model(self) -> str:
        """The model asked; empty where none is configured, and then nobody asks."""
        ...

    def decide(self, question: Question) -> Verdict:
        """One question, one call."""
        ...


class NoAdjudicator:
    """None is configured."""

    model = ""

    def decide(self, question: Question) -> Verdict:
        """Never asked."""
        raise AdjudicatorError(f"no model is configured for {len(question.choices)} candidates")
