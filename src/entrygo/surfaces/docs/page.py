"""What a page is: an address, a title, its place in the navigation, and Markdown that is written when asked for."""

import re
from collections.abc import Callable
from dataclasses import dataclass

SECTIONS = {
    "start": "Start",
    "guides": "Guides",
    "concepts": "Concepts",
    "api": "API",
    "reference": "Reference",
    "decisions": "Decisions",
}
"""The parts of the documentation, in their order."""
CODE = re.compile(r"(^```.*?^```)", re.MULTILINE | re.DOTALL)
"""Blocks of code: a split by it has them at every second place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page. ``write`` gives its Markdown below the title; ``group`` is a heading inside its section."""

    path: str
    title: str
    section: str
    write: Callable[[], str]
    summary: str = ""
    group: str = ""
    operation: str = ""
    is_listed: bool = True


def outside_code(change: Callable[[str], str], markdown: str) -> str:
    """The Markdown with a change made to its text and none to its blocks of code."""
    parts = CODE.split(markdown)
    return "".join(part if number % 2 else change(part) for number, part in enumerate(parts))


def cell(text: str) -> str:
    """Text as it stands in a cell of a table."""
    return text.replace("|", "\\|").replace("\n", " ")


def table(head: str, rows: list[str]) -> str:
    """A table of rows whose cells are written already; nothing without rows."""
    columns = head.count("|") + 1
    return "\n".join([f"| {head} |", "|" + "---|" * columns, *(f"| {row} |" for row in rows)]) if rows else ""


def blocks(*parts: str) -> str:
    """Paragraphs, tables and headings below each other, without the empty ones."""
    return "\n\n".join(part for part in parts if part)
