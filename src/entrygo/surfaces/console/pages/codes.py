"""Codes to decide: proposals by level and code, taken for many products at once, corrected one by one, undone."""

from collections.abc import Mapping, Sequence
from typing import Any

from entrygo.contract.problems import Problem
from entrygo.contract.requests.issues import parse
from entrygo.contract.requests.optimizer import SuggestRequest
from entrygo.contract.requests.product_changes import ProductsChange
from entrygo.operations.code_worklist import LEVELS, WorklistQuery, code_worklist
from entrygo.operations.product_changes import change_products
from entrygo.operations.proposals import CODE_FINDINGS
from entrygo.operations.suggest import suggest
from entrygo.operations.sync_products import get_product
from entrygo.surfaces.console.fixer import Row, changes_of, faults_by_cell, rows_of
from entrygo.surfaces.console.paging import address, asked_of
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.visit import Visit

Json = dict[str, Any]  # Any: JSON of an answer
A_STEP = 20
"""Products that are ranked before the page is shown again with how far it is."""
NAMES = {"high": "Sure", "medium": "To compare", "low": "To describe better"}
FIRST = "first"
"""The field of a row that keeps which code was proposed when the page was made."""


def read(visit: Visit) -> View:
    """The codes of one level, those that many products share first."""
    return _view(visit, {}, {}, ())


def _view(
    visit: Visit,
    typed: Mapping[str, Mapping[str, str]],
    faults: Mapping[tuple[str, str], str],
    ticked: Sequence[str],
) -> View:
    asked = asked_of(visit, "level", "skip")
    told = visit.answer(code_worklist, parse(WorklistQuery, asked))
    base = f"{visit.base()}/products/codes"
    level = told["level"]
    following = "" if told["next"] is None else address(base, {"level": level, "skip": str(told["next"])})
    values = {
        "waiting": told,
        "names": NAMES,
        "levels": [(each, NAMES[each], address(base, {"level": each})) for each in LEVELS],
        "every": sum(told["counts"].values()),
        "more": following,
        "typed": typed,
        "faults": faults,
        "ticked": set(ticked) if ticked or faults else None,
        "base": visit.base(),
        "to": address(base, asked | {"level": level}),
        "go": visit.query.get("go", ""),
        "again": visit.query.get("again", ""),
        "passed": visit.query.get("passed", ""),
        "total": visit.query.get("total", ""),
        "change": visit.query.get("change", ""),
        "act": visit.context.ids.new("act"),
        "may_write": visit.allows("write"),
    }
    return View(title="Codes to decide", values=values, status=400 if faults else 200)


def decide(visit: Visit) -> Done:
    """Keep what was chosen: the proposals ticked, a group's, or one candidate; and every cell that was typed.

    A row that somebody else changed meanwhile is left as it is. A code that no line has is a fault at its cell.
    """
    sent = rows_of(visit.form)
    chosen = _chosen(visit, sent)
    kept = {row.product_id: visit.answer(get_product, row.product_id) for row in sent}
    changes, late = [], 0
    for row in sent:
        cells = {name: text for name, text in row.cells.items() if name == "description" or text.strip()}
        cells.pop(FIRST, None)
        if row.product_id in chosen and "hsCode" not in cells:
            cells["hsCode"] = chosen[row.product_id]
        if not (given := changes_of(kept[row.product_id], cells)):
            continue
        if row.seen and kept[row.product_id]["updatedAt"] != row.seen:
            late += 1
        else:
            changes.append({"productId": row.product_id, "set": given})
    if not changes:
        return Done(to=_here(visit), notice="changed_meanwhile" if late else "nothing_changed")
    if faults := _faults(visit, changes):
        typed = {row.product_id: row.cells for row in sent}
        return Done(view=_view(visit, typed, faults, visit.many.get("take", ())))
    body = {"accountId": visit.account.account_id, "changes": changes, "dryRun": False}
    tried = visit.tried("product_changes.create", body)
    done = visit.answer(change_products, parse(ProductsChange, body), body, tried)
    described = [str(each["productId"]) for each in changes if "hsCode" not in each["set"]]
    if described:
        asked = {"accountId": visit.account.account_id, "filter": {"productIds": described}, "limit": 100}
        visit.answer(
            suggest, parse(SuggestRequest, asked), visit.tried("products.suggest", asked, "described")
        )
    return Done(to=_here(visit, done["changeId"] or ""), notice="changed_meanwhile" if late else "saved")


def _chosen(visit: Visit, sent: Sequence[Row]) -> Mapping[str, str]:
    """The code chosen for each product: one candidate of one row, or the first of the rows ticked."""
    what, _, rest = visit.form.get("do", "").partition(":")
    if what == "one":
        product_id, _, code = rest.partition(":")
        return {product_id: code}
    ticked = set(visit.many.get("take", ()))
    firsts = {row.product_id: row.cells.get(FIRST, "") for row in sent if row.product_id in ticked}
    return {each: code for each, code in firsts.items() if code and (what != "group" or code == rest)}


def _faults(visit: Visit, changes: Sequence[Json]) -> Mapping[tuple[str, str], str]:
    """What cannot be kept: cells the operation refuses, and codes that planning finds no line for."""
    body = {"accountId": visit.account.account_id, "changes": list(changes), "dryRun": True}
    order = [str(each["productId"]) for each in changes]
    try:
        tried = visit.tried("product_changes.create", body, "check")
        checked = visit.answer(change_products, parse(ProductsChange, body), body, tried)
    except Problem as problem:
        if problem.status != 400:
            raise
        return faults_by_cell((problem.details or {}).get("issues", []), order)
    coded = {each["productId"] for each in changes if "hsCode" in each["set"]}
    return {
        (row["productId"], "hsCode"): f"{found['message']} {found['fix']}"
        for row in checked["data"]
        if row["productId"] in coded
        for found in row["check"]["findings"]
        if found["code"] in CODE_FINDINGS
    }


def _here(visit: Visit, change: str = "") -> str:
    asked = asked_of(visit, "level", "skip")
    return address(f"{visit.base()}/products/codes", asked | ({"change": change} if change else {}))


def propose(visit: Visit) -> Done:
    """Rank some more products; the page goes on by itself, or by its button, until all are gone through."""
    cursor, again = visit.form.get("go", ""), visit.form.get("again", "")
    body: Json = {"accountId": visit.account.account_id, "limit": A_STEP}
    body |= ({"cursor": cursor} if cursor else {}) | ({"again": True} if again else {})
    step = visit.answer(suggest, parse(SuggestRequest, body), visit.tried("products.suggest", body))
    base = f"{visit.base()}/products/codes"
    if not step["hasMore"]:
        return Done(to=base, notice="suggested")
    on = {"go": step["nextCursor"], "passed": str(step["done"]), "total": str(step["total"])}
    return Done(to=address(base, on | ({"again": again} if again else {})))


PAGES = (
    Page(
        name="codes",
        path="products/codes",
        template="codes.html",
        read=read,
        says="Codes proposed, by how sure they are and by code: taken for many products at once, corrected, undone.",
        rail="products",
        queries=frozenset({"level", "skip", "go", "again", "passed", "total", "change"}),
    ),
)
ACTS = (
    Act(
        name="codes.propose",
        path="products/codes/propose",
        operation="products.suggest",
        scope="write",
        page="codes",
        run=propose,
    ),
    Act(
        name="codes.decide",
        path="products/codes",
        operation="product_changes.create",
        scope="write",
        page="codes",
        run=decide,
    ),
)
