"""Fix first: the root causes of everything that waits, in the order in which mending frees most."""

from collections.abc import Mapping
from typing import Any

from entrygo.contract.problems import Problem
from entrygo.operations.inspect import inspect
from entrygo.operations.sync_orders import get_order
from entrygo.operations.sync_products import get_product
from entrygo.operations.triage import triage
from entrygo.surfaces.console.finding_controls import mend, place_of
from entrygo.surfaces.console.leading_back import NAME, came_from, leading_back
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.verdict import can_leave
from entrygo.surfaces.console.visit import Visit

Json = dict[str, Any]  # Any: JSON of an answer
NAMED = 40
"""So many causes of a kind stand with their subject's name; the others are behind the last."""
SHOWN = 30
"""So many causes of a kind stand on the page; mended ones make room for the others."""
MOST_PLANNED = 50
"""Exports planned again with one fix; the others are planned again from the board."""
KINDS = (("error", "Stops"), ("warning", "Review"), ("info", "Notes for the broker"))


def read(visit: Visit) -> View:
    """The causes by severity, each with its subject, what mending it frees, and the field to mend it in; and how the
    export fares that was mended just now."""
    told = visit.answer(triage)
    groups: dict[str, list[Json]] = {kind: [] for kind, _ in KINDS}
    names: dict[tuple[str, str], str] = {}
    for each in told["data"]:
        kept = groups[each["severity"]]
        is_named = each["severity"] != "info" and len(kept) < NAMED
        each["subject_name"] = _name(visit, each, names) if is_named else ""
        place = place_of(
            visit.base(), each["subject"], each["subject_id"] or "", each["field"], code=each["code"]
        )
        kept.append(each | {"place": place, "page": leading_back(place.to, each["export_ids"])})
    values = {
        "kinds": [(kind, head, groups[kind]) for kind, head in KINDS],
        "exports": told["exports"],
        "blocked": told["blocked_exports"],
        "names": visit.export_names(one for each in told["data"] for one in each["export_ids"][:3]),
        "most": SHOWN,
        "more": told["has_more"],
        "base": visit.base(),
        "mended": _mended(visit),
        "act": visit.context.ids.new("act"),
        "may_write": visit.allows("write"),
        "typed_at": visit.form.get("at", ""),
        "typed_value": visit.form.get("value", ""),
    }
    return View(title="Fix first", values=values)


def _name(visit: Visit, group: Mapping[str, Any], known: dict[tuple[str, str], str]) -> str:  # Any: JSON
    subject, subject_id = group["subject"], group["subject_id"]
    if subject not in ("product", "order") or not subject_id:
        return ""
    if (subject, subject_id) not in known:
        try:
            found = visit.answer(get_product if subject == "product" else get_order, subject_id)
        except Problem:
            found = {"externalId": subject_id}
        known[subject, subject_id] = str(found.get("sku") or found["externalId"])
    return known[subject, subject_id]


def save(visit: Visit) -> Done:
    """Set the field a cause speaks of, then plan again the exports the cause stands in."""
    exports = visit.many.get("export", ())[:MOST_PLANNED]
    mend(visit, exports)
    return Done(
        to=leading_back(f"{visit.base()}/fix", exports[:1] if len(exports) == 1 else ()), notice="fixed"
    )


def _mended(visit: Visit) -> Json | None:
    """The export that was mended just now, and how many of its orders can leave as it is planned now."""
    exports = came_from(visit) if not visit.form else ()
    if len(exports) != 1:
        return None
    try:
        export: Json = visit.answer(inspect, exports[0])
    except Problem:
        return None
    if export["state"] != "BATCHED":
        return None
    every = len(export["export"]["plan"]["included_order_ids"])
    return export | {"free": can_leave(export), "every": every}


PAGES = (
    Page(
        name="fix",
        path="fix",
        template="fix.html",
        read=read,
        says="What stops the exports that wait, by root cause, in the order in which mending frees most.",
        rail="fix",
        queries=frozenset({NAME}),
        is_live=True,
    ),
)
ACTS = (
    Act(
        name="fix.save",
        path="fix",
        operation="product_changes.create",
        scope="write",
        page="fix",
        run=save,
    ),
)
