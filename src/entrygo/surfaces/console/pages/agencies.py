"""What agencies ask of a product, as forms: chosen by what planning asks, one programme at a time."""

from typing import Any

from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.issues import parse
from entrygo.contract.requests.product_changes import ProductsChange
from entrygo.operations.inspect import inspect
from entrygo.operations.product_changes import change_products
from entrygo.operations.sync_products import get_product
from entrygo.surfaces.console.agency_forms import (
    BY_KEY,
    answer_to,
    asked,
    asked_elements,
    changed,
    disclaims,
    entries,
    title_of,
)
from entrygo.surfaces.console.finding_controls import product_change, product_check
from entrygo.surfaces.console.leading_back import NAME, back, came_from, leading_back
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.visit import Visit

Json = dict[str, Any]  # Any: JSON of an answer


def read(visit: Visit) -> View:
    """The form of one programme, chosen in the address, else by what planning asks of the product."""
    product = visit.answer(get_product, visit.path["product_id"])
    found = [
        each for each in product_check(visit, product["id"])["findings"] if each["field"].endswith("pga")
    ]
    wanted = asked(found)
    chosen = visit.form.get("programme") or visit.query.get("programme") or next(iter(wanted), "")
    if chosen and chosen not in BY_KEY:
        raise not_found("Page")
    programme = BY_KEY.get(chosen)
    answers: list[Json] = product["pga"] or []
    at = answer_to(programme, answers) if programme else None
    answer = answers[at] if at is not None else None
    others = [key for key in BY_KEY if key not in wanted]
    values = {
        "product": product,
        "findings": found,
        "programme": programme,
        "chosen": chosen,
        "wanted": [(key, title_of(BY_KEY[key])) for key in wanted],
        "others": [(key, title_of(BY_KEY[key])) for key in others],
        "answered": answer,
        "disclaims": disclaims(programme) if programme else [],
        "disclaim": visit.form.get("disclaim", (answer or {}).get("disclaim") or ""),
        "entries": entries(programme, answer, visit.form, _waited_for(visit, product["id"]))
        if programme
        else [],
        "came_from": came_from(visit),
        "base": visit.base(),
        "here": _here(visit),
        "act": visit.context.ids.new("act"),
        "may_write": visit.allows("write"),
    }
    return View(title=f"Agency answers of {product['sku'] or product['externalId']}", values=values)


def _waited_for(visit: Visit, product_id: str) -> frozenset[str]:
    """The elements that the exports somebody came from wait for."""
    found: list[Json] = []
    for export_id in came_from(visit)[:1]:
        try:
            found += visit.answer(inspect, export_id)["validationMessages"]
        except Problem:
            continue
    return asked_elements([each for each in found if each["product_id"] == product_id])


def _here(visit: Visit) -> str:
    return f"{visit.base()}/products/{visit.path['product_id']}/agencies"


def save(visit: Visit) -> Done:
    """Keep the answer; planning says at once what it still lacks."""
    product = visit.answer(get_product, visit.path["product_id"])
    programme = BY_KEY.get(visit.form.get("programme", ""))
    if programme is None:
        raise Problem("VALIDATION_ERROR", "Choose the agency first.", field="programme")
    body = product_change(visit, product["id"], {"pga": changed(programme, product["pga"] or [], visit.form)})
    tried = visit.tried("product_changes.create", body, product["id"])
    visit.answer(change_products, parse(ProductsChange, body), body, tried)
    return back(visit, leading_back(f"{visit.base()}/products/{product['id']}", ()), "saved")


PAGES = (
    Page(
        name="agencies",
        path="products/{product_id}/agencies",
        template="agencies.html",
        read=read,
        says="What FDA, CPSC and other agencies ask of a product: a field for each datum, or a disclaim code.",
        rail="products",
        queries=frozenset({"programme", NAME}),
    ),
)
ACTS = (
    Act(
        name="product.answer_agency",
        path="products/{product_id}/agencies",
        operation="product_changes.create",
        scope="write",
        page="agencies",
        run=save,
    ),
)
