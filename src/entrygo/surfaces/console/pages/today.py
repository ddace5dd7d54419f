"""Today: what needs a person before the truck leaves."""

from typing import Any

from entrygo.contract.requests.issues import parse
from entrygo.operations.lists import list_exports, list_orders, list_submissions
from entrygo.operations.queries import MAX_LIMIT, ExportsQuery, OrdersQuery, SubmissionsQuery
from entrygo.surfaces.console.routes import Page, View
from entrygo.surfaces.console.visit import Visit

OLDEST = 8
READINESS = ("READY", "REVIEW_REQUIRED", "BLOCKED")
TROUBLE = ("uncertain", "failed")


def read(visit: Visit) -> View:
    """Counts up to a hundred, the exports that wait longest, and mails that want a person."""
    waiting = {
        each: visit.answer(
            list_exports, parse(ExportsQuery, _page() | {"state": "BATCHED", "readiness": each})
        )
        for each in READINESS
    }
    mails = {
        each: visit.answer(list_submissions, parse(SubmissionsQuery, _page() | {"status": each}))
        for each in TROUBLE
    }
    orders = visit.answer(list_orders, parse(OrdersQuery, _page() | {"state": "open"}))
    rows = sorted(
        (row for page in waiting.values() for row in page["data"]), key=lambda row: str(row["created_at"])
    )
    base = visit.base()
    values = {
        "tiles": [
            _tile("readiness", each, waiting[each], f"{base}/exports?state=BATCHED&readiness={each}")
            for each in READINESS
        ],
        "trouble": [row for each in TROUBLE for row in mails[each]["data"]],
        "mails": [_tile("mail", each, mails[each], "") for each in TROUBLE],
        "open_orders": _count(orders),
        "oldest": rows[:OLDEST],
        "base": base,
    }
    return View(title="Today", values=values)


def _page() -> dict[str, str]:
    return {"limit": str(MAX_LIMIT)}


def _count(page: dict[str, Any]) -> str:  # Any: JSON of an answer
    """How many rows there are; beyond a page it is not counted."""
    return f"{len(page['data'])}+" if page["has_more"] else str(len(page["data"]))


def _tile(kind: str, value: str, page: dict[str, Any], to: str) -> dict[str, str]:  # Any: JSON of an answer
    return {"kind": kind, "value": value, "count": _count(page), "to": to}


PAGES = (
    Page(
        name="today",
        path="today",
        template="today.html",
        read=read,
        says="What needs a person before the truck leaves.",
        rail="today",
        is_live=True,
    ),
)
