"""The accounts of a person: where a clerk of several merchants begins."""

from typing import Any

from entrygo.contract.actor import Mode
from entrygo.surfaces.console.routes import Page, View
from entrygo.surfaces.console.visit import Visit


def read(visit: Visit) -> View:
    """One line an account and mode."""
    rows: list[dict[str, Any]] = [  # Any: a template's values
        {
            "name": each.name,
            "handle": each.handle,
            "mode": mode.value,
            "roles": ", ".join(role.value for role in sorted(each.roles)),
        }
        for each in sorted(visit.person.desks, key=lambda each: each.name.casefold())
        for mode in sorted(each.modes, key=lambda mode: mode is not Mode.LIVE)
    ]
    return View(title="Accounts", values={"rows": rows})


PAGES = (
    Page(
        name="accounts",
        path="/console",
        template="accounts.html",
        read=read,
        says="Everything a person works for, with what waits in each account.",
    ),
)
