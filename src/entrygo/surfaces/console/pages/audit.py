"""Audit: who did what, newest first, and whether the chain of it is whole."""

from typing import Any

from entrygo.contract.canonical import canonical_bytes
from entrygo.contract.requests.issues import parse
from entrygo.lifecycle.events import EventType
from entrygo.operations.lists import list_events
from entrygo.operations.queries import EventsQuery
from entrygo.operations.verify_chain import verify_chain
from entrygo.surfaces.console.event_changes import changes_of
from entrygo.surfaces.console.forms import csv_text
from entrygo.surfaces.console.paging import address, asked_of, next_page, page_of
from entrygo.surfaces.console.routes import Page, View
from entrygo.surfaces.console.visit import Visit
from entrygo.surfaces.console.vocabulary import Words

FILTERS = ("type", "exportId", "actorId", "from", "to")
TYPES = [(each.value, Words().event(each.value)) for each in EventType]
COLUMNS = ("sequence", "at", "event", "kind", "who", "id", "request", "export", "before", "after", "hash")


def read(visit: Visit) -> View:
    """Events, newest first; with ``verify`` the chain is computed anew."""
    asked = asked_of(visit, *FILTERS)
    query = parse(EventsQuery, asked | page_of(visit) | {"order": "newest"})
    page = visit.answer(list_events, query)
    base = f"{visit.base()}/audit"
    rows = [row | {"changes": changes_of(row)} for row in page["data"]]
    values = {
        "rows": rows,
        "asked": asked,
        "types": TYPES,
        "more": next_page(base, asked, page),
        "csv": address(base, asked | {"format": "csv"}),
        "verify": address(base, asked | {"verify": "yes"}),
        "verdict": visit.answer(verify_chain) if visit.query.get("verify") else None,
        "base": visit.base(),
    }
    return View(title="Audit", values=values, csv=lambda: csv_text(COLUMNS, (_cells(row) for row in rows)))


def _cells(row: dict[str, Any]) -> list[object]:  # Any: JSON of an answer
    who = row["actor"] or {}
    return [
        row["sequence"],
        row["created_at"],
        row["type"],
        who.get("kind"),
        who.get("name"),
        who.get("id"),
        row["requestId"],
        row["export_id"],
        _json(row["payload"].get("before")),
        _json(row["payload"].get("after")),
        row["hash"],
    ]


def _json(value: Any) -> str:  # Any: as above
    return "" if value is None else canonical_bytes(value).decode()


PAGES = (
    Page(
        name="audit",
        path="audit",
        template="audit.html",
        read=read,
        says="Who did what and when, before and after, and whether the chain of it is whole.",
        rail="audit",
        queries=frozenset({*FILTERS, "cursor", "format", "verify"}),
    ),
)
