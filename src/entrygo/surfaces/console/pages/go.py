"""Go to: what somebody has of a thing, an id, a package number, an order's number, a SKU, leads to its page."""

from typing import Any

from entrygo.contract.requests.issues import parse
from entrygo.operations.queries import SearchQuery
from entrygo.operations.search import search
from entrygo.surfaces.console import navigation
from entrygo.surfaces.console.routes import Page, View
from entrygo.surfaces.console.visit import Visit

MOST = 20
PAGES_OF = {
    "order": ("orders", "orders/{id}"),
    "product": ("products", "products/{id}"),
    "submission": ("outbox", "outbox/{id}"),
    "warehouse": ("partners", "partners/warehouses/{id}"),
    "broker": ("partners", "partners/brokers/{id}"),
}


def read(visit: Visit) -> View:
    """What begins with the words; a single thing that is what was said is gone to at once."""
    words = visit.query.get("q", "").strip()
    found = (
        visit.answer(search, parse(SearchQuery, {"q": words, "limit": str(MOST)})) if words else {"data": []}
    )
    hits = [hit | {"to": _page_of(visit, hit)} for hit in found["data"]]
    exact = [hit for hit in hits if words.casefold() in (hit["id"], hit["label"].casefold()) and hit["to"]]
    if len(exact) == 1:
        return View(title="Go to", to=exact[0]["to"])
    return View(title="Go to", values={"hits": hits, "asked": words, "base": visit.base()})


def _page_of(visit: Visit, hit: dict[str, Any]) -> str:  # Any: JSON of an answer
    """The page of a hit: its own where there is one, else that of the export it belongs to."""
    place, path = PAGES_OF.get(hit["kind"], ("", ""))
    if place in navigation.SERVED:
        return f"{visit.base()}/{path.format(id=hit['id'])}"
    return f"{visit.base()}/exports/{hit['exportId']}" if hit["exportId"] else ""


PAGES = (
    Page(
        name="go",
        path="go",
        template="go.html",
        read=read,
        says="Where a number, a SKU or an id leads, for those who have nothing else of it.",
        queries=frozenset({"q"}),
    ),
)
