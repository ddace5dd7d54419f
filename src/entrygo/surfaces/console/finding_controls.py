"""Mending at the finding: the field a finding speaks of, a control of its kind, and the operation that sets it.

Which fields can be set, and of what kind they are, is read from the requests that set them.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem
from entrygo.contract.requests.catalogue import OrderPatch, ProductPatch
from entrygo.contract.requests.exports import PlanRequest, ShipmentIn
from entrygo.contract.requests.fields import Day, LongText
from entrygo.contract.requests.issues import parse
from entrygo.contract.requests.parties import AccountPatch, BrokerPatch, WarehousePatch
from entrygo.contract.requests.product_changes import ProductsChange
from entrygo.operations.inspect import inspect
from entrygo.operations.parties import get_account, get_party, patch_account, patch_party
from entrygo.operations.plan import plan
from entrygo.operations.product_changes import change_products
from entrygo.operations.sync_orders import get_order, patch_order
from entrygo.operations.sync_products import get_product
from entrygo.planning.adcvd import scope_answer
from entrygo.surfaces.console.visit import Visit
from entrygo.surfaces.console.vocabulary import snake
from entrygo.tariff.conditions import CONDITIONS

MODELS: Mapping[str, type[BaseModel]] = {
    "product": ProductPatch,
    "order": OrderPatch,
    "account": AccountPatch,
    "broker": BrokerPatch,
    "warehouse": WarehousePatch,
    "export": ShipmentIn,
}
YES_NO = (("true", "Yes"), ("false", "No"))
ATTRIBUTES: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "gender": (
        "choice",
        (("women", "Women"), ("men", "Men"), ("girls", "Girls"), ("boys", "Boys"), ("unisex", "Unisex")),
    ),
    "construction": ("choice", (("knit", "Knit"), ("woven", "Woven"))),
    "marked": ("choice", YES_NO),
    "assists": ("choice", YES_NO),
    "supplyChainTrace": ("text", ()),
    "soleMaterial": ("text", ()),
    "upperMaterial": ("text", ()),
} | {name: ("choice", YES_NO) for name in CONDITIONS}
NEVER = frozenset({"accountId", "policy", "sourceUpdatedAt", "externalId"})
LOOKED_AT = frozenset({"MANUFACTURER_IN_XINJIANG"})
"""Findings whose field is no gap to fill: what stands there is looked at on its own page before it is changed."""
MOST_DIGITS = 15
LEAST_WORDS = 3
_CASE = re.compile(r"\b[AC]-?\d{2}", re.IGNORECASE)
_ITEM = re.compile(r"^orders\[\d*\]\.(?:items\[\d+\]\.)?|^items\[\d+\]\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """What a field is typed into: ``kind`` is ``text``, ``long``, ``number``, ``date`` or ``choice``."""

    field: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Whose field a finding speaks of, its control where it is mended here, and the page where it stands."""

    subject: str
    subject_id: str
    to: str
    control: Control | None

    @property
    def says(self) -> str:
        """What the way to its page is called."""
        return "Answer the agency" if self.to.endswith("/agencies") else f"Open the {self.subject}"

    @property
    def key(self) -> str:
        """The place in one word of a form."""
        return f"{self.subject} {self.subject_id} {self.control.field if self.control else ''}".strip()


def place_of(base: str, subject: str, subject_id: str, field: str, *, code: str = "") -> Place:
    """A field of a subject as triage names it; ``subject_id`` is empty of the account. ``code`` is the finding's."""
    name = field.removeprefix(f"{subject}.").removeprefix("shipment.")
    pages = {
        "product": f"products/{subject_id}/agencies" if name == "pga" else f"products/{subject_id}",
        "order": f"orders/{subject_id}",
        "broker": f"partners/brokers/{subject_id}",
        "warehouse": f"partners/warehouses/{subject_id}",
        "account": "account",
    }
    is_here = (subject_id or subject == "account") and code not in LOOKED_AT
    control = control_of(subject, name) if is_here else None
    to = pages.get(subject, f"exports/{subject_id}") if subject_id or subject == "account" else ""
    return Place(subject=subject, subject_id=subject_id, to=f"{base}/{to}" if to else "", control=control)


def place_in(base: str, export: Mapping[str, Any], finding: Mapping[str, Any]) -> Place:  # Any: JSON
    """The place of a finding of a plan."""
    field = _ITEM.sub("", finding["field"])
    asked = (finding.get("details") or {}).get("condition")
    if field == "product.attributes" and asked in CONDITIONS:
        field = f"{field}.{asked}"
    first = field.partition(".")[0]
    ids = {
        "product": finding["product_id"] or "",
        "account": "",
        "broker": export["batch"]["broker_id"],
        "warehouse": export["batch"]["warehouse_id"],
        "shipment": export["exportId"],
    }
    if first in ids:
        subject = "export" if first == "shipment" else first
        return place_of(base, subject, ids[first], field, code=finding.get("code") or "")
    if finding["order_id"] and _ITEM.match(finding["field"]):
        return place_of(base, "order", finding["order_id"], field, code=finding.get("code") or "")
    return Place(subject="export", subject_id=export["exportId"], to="", control=None)


OWN: Mapping[tuple[str, str], Control] = {
    ("product", "adcvd"): Control(field="adcvd", kind="text"),
    ("order", "clearance"): Control(
        field="clearance",
        kind="choice",
        options=(("informal", "Informal entry (11)"), ("formal", "Formal entry (01)")),
    ),
}
"""Controls of fields whose requests take more than one kind of value."""


@cache
def control_of(subject: str, field: str) -> Control | None:
    """The control of a field, or ``None`` where it is no single value that a request sets."""
    steps = field.split(".")
    if (subject, field) in OWN:
        return OWN[subject, field]
    if subject == "product" and steps[0] == "attributes":
        known = ATTRIBUTES.get(steps[1]) if len(steps) == 2 else None
        return None if known is None else Control(field=field, kind=known[0], options=known[1])
    model: Any = MODELS.get(subject)  # Any: a model, or a type without one
    for step in steps:
        found = getattr(model, "model_fields", {}).get(snake(step))
        if found is None or step in NEVER:
            return None
        model = _plain(found.annotation)
    return _control(field, model)


def _plain(annotation: Any) -> Any:  # Any: types
    """A field's type without ``None``."""
    parts = [each for each in get_args(annotation) if each is not type(None)]
    is_annotated = get_origin(annotation) is Annotated
    return (
        parts[0]
        if len(parts) == 1 and not is_annotated and get_origin(annotation) is not list
        else annotation
    )


def _control(field: str, kind: Any) -> Control | None:  # Any: a type
    if kind == LongText:
        return Control(field=field, kind="long")
    if kind == Day:
        return Control(field=field, kind="date")
    inner = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    if get_origin(inner) is Literal:
        return Control(
            field=field, kind="choice", options=tuple((each, each.capitalize()) for each in get_args(inner))
        )
    names: Mapping[object, str] = {
        str: "text",
        Decimal: "number",
        int: "number",
        float: "number",
        date: "date",
    }
    if inner is bool:
        return Control(field=field, kind="choice", options=YES_NO)
    return Control(field=field, kind=names[inner]) if inner in names else None


def mend(visit: Visit, export_ids: tuple[str, ...]) -> None:
    """Set the field the form names, then plan again the exports it stands in."""
    subject, _, rest = visit.form.get("at", "").partition(" ")
    subject_id, _, field = rest.rpartition(" ")
    control = control_of(subject, field)
    if control is None or not (subject_id or subject == "account"):
        raise Problem("VALIDATION_ERROR", "This field is mended on a page of its own.")
    value = value_of(control, visit.form.get("value", ""))
    if subject == "export":
        plan_now(visit, subject_id, {field: value})
        return
    _set(visit, subject, subject_id, field, value)
    for export_id in export_ids:
        plan_again(visit, export_id)


def value_of(control: Control, typed: str) -> Any:  # Any: JSON
    """What was typed as JSON has it; VALIDATION_ERROR that names the field where it is no number."""
    text = typed.strip()
    if not text:
        raise Problem("VALIDATION_ERROR", "Fill in the field first.", field=control.field)
    if control.options == YES_NO:
        return text == "true"
    if control.field == "adcvd":
        return _scope_of(text)
    if control.kind != "number":
        return text
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
        raise Problem("VALIDATION_ERROR", f"{text!r} is no number.", field=control.field)
    if number == number.to_integral_value():
        return int(number)
    return float(number)  # lint: allow exact-money -- JSON as a form has it; the request reads it exactly


def _scope_of(text: str) -> str | JsonObject:
    """A case number as it is, and words as the reason why the goods are outside of every case. What may be a number
    mistyped is no reason."""
    if scope_answer(text).fault is None:
        return text
    if _CASE.search(text) or len(text.split()) < LEAST_WORDS:
        words = f"{text!r} is no case number such as A-570-504, and no reason in a sentence."
        raise Problem("VALIDATION_ERROR", words, field="adcvd")
    return {"inScope": False, "reason": text}


def product_change(visit: Visit, product_id: str, given: JsonObject) -> JsonObject:
    """The body of a change of one product."""
    return {"accountId": visit.account.account_id, "changes": [{"productId": product_id, "set": given}]}


def product_check(visit: Visit, product_id: str) -> JsonObject:
    """What planning says of a product as it is kept."""
    body = product_change(visit, product_id, {}) | {"dryRun": True}
    found = visit.answer(change_products, parse(ProductsChange, body), body, None)
    return dict(found["data"][0]["check"])


def _set(visit: Visit, subject: str, subject_id: str, field: str, value: Any) -> None:  # Any: JSON
    account = {"accountId": visit.account.account_id}
    if subject == "product":
        given = with_field(visit.answer(get_product, subject_id), field, value)
        body = product_change(visit, subject_id, given)
        tried = visit.tried("product_changes.create", body)
        visit.answer(change_products, parse(ProductsChange, body), body, tried)
    elif subject == "order":
        body = account | with_field(visit.answer(get_order, subject_id), field, value)
        tried = visit.tried("orders.patch", body, subject_id)
        visit.answer(patch_order, subject_id, request=parse(OrderPatch, body), tried=tried)
    elif subject == "account":
        body = with_field(visit.answer(get_account), field, value)
        visit.answer(patch_account, parse(AccountPatch, body), visit.tried("account.patch", body))
    else:
        kind = f"{subject}s"
        body = account | with_field(visit.answer(get_party, kind, subject_id), field, value)
        request = parse(BrokerPatch if subject == "broker" else WarehousePatch, body)
        tried = visit.tried(f"{kind}.patch", body, subject_id)
        visit.answer(patch_party, kind, subject_id, request=request, tried=tried)


def with_field(kept: Mapping[str, Any], field: str, value: Any) -> JsonObject:  # Any: JSON
    """The patch that sets one field: a block goes whole, with what stands in it."""
    first, *steps = field.split(".")
    if not steps:
        return {first: value}
    block = deepcopy(kept.get(first) or {})
    inner = block
    for step in steps[:-1]:
        inner[step] = inner.get(step) or {}
        inner = inner[step]
    inner[steps[-1]] = value
    if first == "manufacturer" and steps[-1] != "mid":
        block.pop("mid", None)  # it was built from the maker's name and address, and is built anew
    return {first: block}


def plan_again(visit: Visit, export_id: str) -> None:
    """Plan an export again from what is stored now; one that has moved on meanwhile stays as it is."""
    try:
        plan_now(visit, export_id)
    except Problem as problem:
        if problem.status >= 500:
            raise


def plan_now(
    visit: Visit, export_id: str, shipment: JsonObject | None = None
) -> Any:  # Any: JSON of an answer
    """Plan an export again; what is said of the shipment takes the place of what was said before."""
    export = visit.answer(inspect, export_id)
    kept = export["export"]["plan"]
    body: JsonObject = {
        "accountId": visit.account.account_id,
        "warehouseId": export["batch"]["warehouse_id"],
        "brokerId": export["batch"]["broker_id"],
        "orderIds": kept["included_order_ids"] + kept["excluded_order_ids"],
        "batchId": export_id,
    } | ({"shipment": shipment} if shipment else {})
    return visit.answer(plan, parse(PlanRequest, body), visit.tried("exports.plan", body, export_id))
