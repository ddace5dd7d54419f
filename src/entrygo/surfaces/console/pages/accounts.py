"""The accounts of a person: where a clerk of several merchants begins."""

from typing import Any

import orjson

from entrygo.contract.actor import Mode
from entrygo.operations.board import exports_counts
from entrygo.operations.board_query import CountsQuery
from entrygo.operations.sign_in import Desk
from entrygo.surfaces.console.pages.today import READINESS, TROUBLE, troubled, waiting
from entrygo.surfaces.console.routes import Page, View
from entrygo.surfaces.console.visit import Visit


def read(visit: Visit) -> View:
    """One line an account and mode."""
    rows: list[dict[str, Any]] = [  # Any: a template's values
        {
            "name": each.name,
            "handle": each.handle,
            "mode": mode.value,
            "roles": ", ".join(sorted(role.value for role in each.roles)),
            "counts": _counts(visit, each, mode),
        }
        for each in sorted(visit.person.desks, key=lambda each: each.name.casefold())
        for mode in sorted(each.modes, key=lambda mode: mode is not Mode.LIVE)
    ]
    return View(title="Accounts", values={"rows": rows})


def _counts(visit: Visit, desk: Desk, mode: Mode) -> dict[str, Any]:  # Any: counts as text, an instant
    """What waits at a desk, by readiness, and since when."""
    answered = exports_counts(visit.context, visit.actor_in(desk, mode), CountsQuery())
    counts = orjson.loads(answered.body)
    oldest = counts["oldest_waiting"]
    return {each: waiting(counts, each) for each in READINESS} | {
        "mails": troubled(counts, *TROUBLE),
        "since": oldest and oldest["created_at"],
    }


PAGES = (
    Page(
        name="accounts",
        path="/console",
        template="accounts.html",
        read=read,
        says="Everything a person works for, with what waits in each account.",
    ),
)
