"""Today: what needs a person before the truck leaves."""

from collections.abc import Mapping
from typing import Any

from entrygo.contract.requests.issues import parse
from entrygo.operations.board import exports_board, exports_counts
from entrygo.operations.board_query import BoardQuery, CountsQuery
from entrygo.operations.lists import list_brokers, list_submissions
from entrygo.operations.queries import MAX_LIMIT, ChangedQuery, SubmissionsQuery
from entrygo.surfaces.console.cut_offs import cut_offs
from entrygo.surfaces.console.pictures.months import month_of
from entrygo.surfaces.console.routes import Page, View
from entrygo.surfaces.console.visit import Visit

OLDEST, LATELY, TROUBLED = 8, 5, 10
READINESS = ("READY", "REVIEW_REQUIRED", "BLOCKED")
TROUBLE = ("uncertain", "failed")
Json = Mapping[str, Any]  # Any: JSON of an answer


def read(visit: Visit) -> View:
    """What stands on the board, counted; the exports that wait longest, the mails that want a person, the savings."""
    counts = visit.answer(exports_counts, CountsQuery())
    oldest = visit.answer(
        exports_board, parse(BoardQuery, {"limit": str(OLDEST), "sort": "oldest", "state": "BATCHED"})
    )
    lately = visit.answer(
        exports_board, parse(BoardQuery, {"limit": str(LATELY), "sort": "newest", "state": "COMPLETED"})
    )
    brokers = visit.answer(list_brokers, parse(ChangedQuery, {"limit": str(MAX_LIMIT)}))["data"]
    in_trouble = {each: troubled(counts, each) for each in TROUBLE}
    base = visit.base()
    values = {
        "tiles": [
            {
                "kind": "readiness",
                "value": each,
                "count": waiting(counts, each),
                "to": f"{base}/exports?readiness={each}",
            }
            for each in READINESS
        ],
        "mails": [_tile("mail", each, in_trouble[each], f"{base}/outbox?status={each}") for each in TROUBLE],
        "next": next_steps(base, {each: waiting(counts, each) for each in READINESS}),
        "trouble": [row for each in TROUBLE if in_trouble[each] != "0" for row in _troubled(visit, each)],
        "oldest": oldest["data"],
        "lately": lately["data"],
        "cut_offs": cut_offs(brokers, visit.context.clock.now()),
        "month": month_of(counts["month"], counts["savings"]),
        "base": base,
    }
    return View(title="Today", values=values)


def next_steps(base: str, counts: Mapping[str, str]) -> list[dict[str, str]]:
    """What to do now, the first thing last: send what is ready, mend what is blocked; else look, else plan."""
    found = []
    if counts["BLOCKED"] != "0":
        found.append({"to": f"{base}/fix", "words": "Fix what is blocked", "icon": "list-checks"})
    if counts["READY"] != "0":
        words = f"Send the ready ({counts['READY']})"
        found.append({"to": f"{base}/exports?readiness=READY", "words": words, "icon": "send"})
    if found:
        return found
    if counts["REVIEW_REQUIRED"] != "0":
        to = f"{base}/exports?readiness=REVIEW_REQUIRED"
        return [{"to": to, "words": "Look at what is to review", "icon": "triangle-alert"}]
    return [{"to": f"{base}/orders", "words": "Plan open orders", "icon": "package"}]


def _tile(kind: str, value: str, count: str, to: str) -> dict[str, str]:
    return {"kind": kind, "value": value, "count": count, "to": to}


def waiting(counts: Json, readiness: str) -> str:
    """How many exports of one readiness wait."""
    return _sum(
        each
        for each in counts["exports"]
        if each["state"] == "BATCHED" and each["readinessState"] == readiness
    )


def troubled(counts: Json, *statuses: str) -> str:
    """How many mails to brokers are of these states."""
    return _sum(
        each for each in counts["mails"] if each["audience"] == "broker" and each["status"] in statuses
    )


def _sum(rows: Any) -> str:  # Any: an iterable of JSON
    found = list(rows)
    return f"{sum(each['count'] for each in found):,}{'+' if any(each['has_more'] for each in found) else ''}"


def _troubled(visit: Visit, status: str) -> list[Json]:
    asked = parse(SubmissionsQuery, {"limit": str(min(TROUBLED, MAX_LIMIT)), "status": status})
    rows: list[Json] = visit.answer(list_submissions, asked)["data"]
    return rows


PAGES = (
    Page(
        name="today",
        path="today",
        template="today.html",
        read=read,
        says="What needs a person before the truck leaves, and what the month has saved.",
        rail="today",
        is_live=True,
    ),
)
