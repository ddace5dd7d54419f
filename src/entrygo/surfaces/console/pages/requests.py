"""The log of API calls: which key called what, how it was answered and how long it took."""

from typing import Any

from entrygo.contract.requests.issues import parse
from entrygo.operations.keys import list_keys
from entrygo.operations.queries import MAX_LIMIT, ListQuery, RequestsQuery
from entrygo.operations.request_log import list_requests
from entrygo.surfaces.console.forms import csv_text
from entrygo.surfaces.console.paging import address, asked_of, next_page, page_of
from entrygo.surfaces.console.routes import Page, View
from entrygo.surfaces.console.visit import Visit

FILTERS = ("keyId", "failed")
COLUMNS = ("createdAt", "id", "keyId", "operation", "method", "path", "status", "errorCode", "milliseconds")
VIEWS = (("All", None), ("Refused", "true"), ("Answered", "false"))
Json = dict[str, Any]  # Any: JSON of an answer


def read(visit: Visit) -> View:
    """Calls, newest first; of one key, or only those that were refused, where that is asked."""
    asked = asked_of(visit, *FILTERS)
    page = visit.answer(list_requests, parse(RequestsQuery, asked | page_of(visit)))
    rows: list[Json] = page["data"]
    keys = visit.answer(list_keys, parse(ListQuery, {"limit": str(MAX_LIMIT)}))["data"]
    base = f"{visit.base()}/developers/requests"
    others = {name: value for name, value in asked.items() if name != "failed"}
    values = {
        "rows": rows,
        "asked": asked,
        "named": {each["id"]: each["name"] for each in keys if each["name"]},
        "views": [
            (name, address(base, others | ({"failed": value} if value else {})), asked.get("failed") == value)
            for name, value in VIEWS
        ],
        "more": next_page(base, asked, page),
        "csv": address(base, asked | {"format": "csv"}),
        "here": base,
        "base": visit.base(),
    }
    return View(
        title="Requests",
        values=values,
        csv=lambda: csv_text(COLUMNS, ([each[name] for name in COLUMNS] for each in rows)),
    )


PAGES = (
    Page(
        name="requests",
        path="developers/requests",
        template="requests.html",
        read=read,
        says="Calls of the API: which key called what, how it was answered and how long it took.",
        scope="admin",
        rail="developers",
        queries=frozenset({*FILTERS, "cursor", "format"}),
    ),
)
