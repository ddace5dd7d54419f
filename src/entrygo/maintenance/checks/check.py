"""One check: what was looked at, how it is, what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from entrygo.settings import Settings
from entrygo.store.database import Database


class Status(StrEnum):
    """``warn`` is worth knowing; ``fail`` keeps the installation from working or shows damage."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found, in words, and what mends it."""

    status: Status
    words: str
    fix: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is examined: the settings, the instant, the address it is served on; whether nothing is sampled."""

    settings: Settings
    now: datetime
    host: str
    everything: bool


CaseCheck: TypeAlias = Callable[[Case], Found]
DataCheck: TypeAlias = Callable[[Case, Database], Found]


def ok(words: str) -> Found:
    """A check that found nothing wrong."""
    return Found(Status.OK, words)


def warn(words: str, fix: str) -> Found:
    """Something worth knowing, and what to do about it."""
    return Found(Status.WARN, words, fix)


def fail(words: str, fix: str) -> Found:
    """Something broken, and what mends it."""
    return Found(Status.FAIL, words, fix)


def error_text(error: BaseException) -> str:
    """An error's first line, without the statement that a database library adds."""
    inner = getattr(error, "orig", None) or error
    lines = str(inner).strip().splitlines()
    return (lines[0] if lines else type(inner).__name__).rstrip(".")


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 mail``, ``2 mails``."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
