"""Lists on pages: what the address asks of an operation, and where the next page is."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from entrygo.operations.queries import MAX_LIMIT
from entrygo.surfaces.console.visit import Visit


def asked_of(visit: Visit, *names: str) -> dict[str, str]:
    """The filters the address carries, without empty ones."""
    return {name: value for name in names if (value := visit.query.get(name, "").strip())}


def page_of(visit: Visit, limit: int = MAX_LIMIT) -> dict[str, str]:
    """How much of a list, and from where."""
    cursor = visit.query.get("cursor")
    return {"limit": str(limit)} | ({"cursor": cursor} if cursor else {})


def next_page(base: str, asked: Mapping[str, str], page: Mapping[str, Any]) -> str:  # Any: JSON of an answer
    """The address of the page after this one, or an empty text on the last."""
    return f"{base}?{urlencode({**asked, 'cursor': page['next_cursor']})}" if page["has_more"] else ""


def address(base: str, asked: Mapping[str, str]) -> str:
    """A list's address with its filters."""
    return f"{base}?{urlencode(asked)}" if asked else base
