"""From the page of what is wrong back to the exports it holds up: a save there plans them again and leads to them."""

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from entrygo.surfaces.console.finding_controls import plan_again
from entrygo.surfaces.console.routes import Done
from entrygo.surfaces.console.visit import Visit

NAME = "export"
MOST = 10
"""So many exports an address carries; further ones are planned again from their own pages."""
_ID = re.compile(r"\w{1,64}", re.ASCII)


def leading_back(to: str, export_ids: Iterable[str]) -> str:
    """The address of a page, with the exports to go back to."""
    asked = urlencode([(NAME, each) for each in list(export_ids)[:MOST]])
    return f"{to}?{asked}" if to and asked else to


def came_from(visit: Visit) -> tuple[str, ...]:
    """The exports somebody came from, by the page's address or its form."""
    return tuple(dict.fromkeys(each for each in visit.many.get(NAME, ()) if _ID.fullmatch(each)))[:MOST]


def back(visit: Visit, to: str, notice: str) -> Done:
    """To the page, or, for somebody who came from an export, planned again, to that export; from several, to Fix
    first."""
    exports = came_from(visit)
    if not exports:
        return Done(to=to, notice=notice)
    for each in exports:
        plan_again(visit, each)
    if len(exports) == 1:
        return Done(to=f"{visit.base()}/exports/{exports[0]}", notice="mended")
    return Done(to=f"{visit.base()}/fix", notice="fixed")
