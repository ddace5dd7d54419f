"""Partners: brokers and warehouses, and the account itself, as forms of their fields."""

from collections.abc import Mapping
from typing import Any

from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.issues import parse
from entrygo.contract.requests.parties import (
    AccountPatch,
    BrokerCreate,
    BrokerPatch,
    MailTestRequest,
    WarehouseCreate,
    WarehousePatch,
)
from entrygo.operations.lists import list_brokers, list_warehouses
from entrygo.operations.mail_test import list_test_mails, send_test_mail
from entrygo.operations.parties import create_party, get_account, get_party, patch_account, patch_party
from entrygo.operations.queries import MAX_LIMIT, ChangedQuery
from entrygo.surfaces.console.fixer import cell
from entrygo.surfaces.console.forms import faults_of, request_of
from entrygo.surfaces.console.leading_back import NAME, back, came_from
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.visit import Visit

Json = dict[str, Any]  # Any: JSON of an answer
ADDRESS = ("address1", "address2", "city", "region", "postalCode", "country")
NEW = "new"
SINGULAR = {"brokers": "broker", "warehouses": "warehouse"}
GROUPS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "brokers": (
        ("Who", ("name", "email", "filerCode")),
        (
            "What it charges",
            tuple(
                f"feeSchedule.{name}"
                for name in ("formalEntryUsd", "informalEntryUsd", "extraLineUsd", "includedLines")
            ),
        ),
        ("Power of attorney", ("powerOfAttorney.onFile", "powerOfAttorney.validTo")),
        ("Until when it takes papers", ("cutOff.time", "cutOff.timeZone")),
        ("Mail", ("onUncertain", "maxMailsPerMinute")),
    ),
    "warehouses": (
        ("Who", ("name", "notificationEmail")),
        ("Where goods leave from", tuple(f"address.{name}" for name in ADDRESS)),
        ("How they cross", ("portOfEntry", "mode")),
    ),
    "account": (
        ("Who", ("name", "incoterm")),
        ("Address", tuple(f"address.{name}" for name in ADDRESS)),
        (
            "Importer of record",
            (
                "importerOfRecord.name",
                "importerOfRecord.number",
                *(f"importerOfRecord.address.{name}" for name in ADDRESS),
                *(f"importerOfRecord.bond.{name}" for name in ("type", "number", "surety")),
            ),
        ),
        (
            "Ultimate consignee",
            (
                "ultimateConsignee.name",
                "ultimateConsignee.number",
                *(f"ultimateConsignee.address.{name}" for name in ADDRESS),
            ),
        ),
        (
            "Named on invoices",
            tuple(f"responsiblePerson.{name}" for name in ("name", "title", "email", "phone")),
        ),
    ),
}
CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "mode": (("", "Not stated"), ("truck", "Truck"), ("ocean", "Ocean"), ("air", "Air")),
    "onUncertain": (("", "Send it again"), ("resend", "Send it again"), ("hold", "Hold it for a person")),
    "powerOfAttorney.onFile": (("", "Not stated"), ("true", "Yes"), ("false", "No")),
    "importerOfRecord.bond.type": (
        ("", "Not stated"),
        ("continuous", "Continuous"),
        ("single", "Single entry"),
    ),
}
NUMBERS = ("feeSchedule.", "maxMailsPerMinute")
FLAGS = ("powerOfAttorney.onFile",)


def read(visit: Visit) -> View:
    """Brokers and warehouses of the account."""
    every = parse(ChangedQuery, {"limit": str(MAX_LIMIT)})
    values = {
        "brokers": visit.answer(list_brokers, every)["data"],
        "warehouses": visit.answer(list_warehouses, every)["data"],
        "base": visit.base(),
        "may_write": visit.allows("write"),
    }
    return View(title="Partners", values=values)


def read_party(visit: Visit) -> View:
    """A form of one broker or warehouse, or of a new one."""
    kind, party_id = _kind(visit), visit.path["party_id"]
    kept = {} if party_id == NEW else visit.answer(get_party, kind, party_id)
    title = kept.get("name") or f"New {SINGULAR[kind]}"
    values = _form(visit, kind, kept, f"partners/{kind}/{party_id}")
    if kind == "brokers" and kept:
        tests = visit.answer(list_test_mails, party_id)["data"]
        values |= {"broker": kept, "tests": tests[:3], "may_send": visit.allows("execute")}
    return View(title=title, values=values)


def send_test(visit: Visit) -> Done:
    """Send the broker a mail that says it is a test."""
    broker_id = visit.path["party_id"]
    body = {"accountId": visit.account.account_id}
    tried = visit.tried("brokers.send_test_mail", body, broker_id)
    visit.answer(send_test_mail, broker_id, parse(MailTestRequest, body), tried)
    return Done(to=f"{visit.base()}/partners/brokers/{broker_id}", notice="test_mailed")


def read_account(visit: Visit) -> View:
    """A form of the account: who exports, who imports, who receives."""
    kept = visit.answer(get_account)
    return View(title="Account", values=_form(visit, "account", kept, "account"))


def _kind(visit: Visit) -> str:
    kind = visit.path.get("kind", "brokers")  # the address of a test mail is of brokers alone
    if kind not in SINGULAR:
        raise not_found("Page")
    return kind


def _form(visit: Visit, kind: str, kept: Json, to: str) -> Json:
    names = [name for _, fields in GROUPS[kind] for name in fields]
    return {
        "groups": GROUPS[kind],
        "choices": CHOICES,
        "typed": visit.form or {name: _text(kept, name) for name in names},
        "faults": {},
        "is_new": not kept,
        "came_from": came_from(visit),
        "kind": kind,
        "required": ("name", "email") if kind == "brokers" else ("name",),
        "to": f"{visit.base()}/{to}",
        "base": visit.base(),
        "act": visit.context.ids.new("act"),
        "may_write": visit.allows("write"),
        "broker": None,
    }


def _text(kept: Json, name: str) -> str:
    return cell(kept, name)


def _body(visit: Visit, kind: str) -> JsonObject:
    """The patch a form means: blocks whole, an empty block or field as null."""
    names = [name for _, fields in GROUPS[kind] for name in fields]
    body = request_of({name: visit.form.get(name, "") for name in names}, clears=True)
    for name in names:
        *parents, last = name.split(".")
        inner = body
        for parent in parents:
            inner = inner[parent]
        inner[last] = _value(name, inner[last])
    return {name: _without_nothing(value) for name, value in body.items()}


def _value(name: str, text: str | None) -> Any:  # Any: JSON
    if text is None or (name in FLAGS and text not in ("true", "false")):
        return None
    if name in FLAGS:
        return text == "true"
    if name.startswith(NUMBERS):
        try:
            number = float(
                text
            )  # lint: allow exact-money -- JSON as a form has it; the request reads it exactly
        except ValueError:
            return text
        return int(number) if number.is_integer() else number
    return text


def _without_nothing(value: Any) -> Any:  # Any: JSON
    if not isinstance(value, dict):
        return value
    kept = {name: found for name, each in value.items() if (found := _without_nothing(each)) is not None}
    return kept or None


def save_party(visit: Visit) -> Done:
    """Keep a broker or warehouse, a new one too."""
    kind, party_id = _kind(visit), visit.path["party_id"]
    body = {"accountId": visit.account.account_id, **_body(visit, kind)}
    noun = f"{kind}.{'create' if party_id == NEW else 'patch'}"
    tried = visit.tried(noun, body, party_id)
    try:
        if party_id == NEW:
            made = BrokerCreate if kind == "brokers" else WarehouseCreate
            given = {name: value for name, value in body.items() if value is not None}
            party = visit.answer(create_party, kind, parse(made, given), tried)
        else:
            _keep_days(body, visit.answer(get_party, kind, party_id))
            changed = BrokerPatch if kind == "brokers" else WarehousePatch
            request = parse(changed, body)
            party = visit.answer(patch_party, kind, identifier=party_id, request=request, tried=tried)
    except Problem as problem:
        return _again(read_party(visit), problem)
    return back(visit, f"{visit.base()}/partners/{kind}/{party['id']}", "saved")


def _keep_days(body: JsonObject, kept: Json) -> None:
    """The days of a cut-off have no field here, and stay as they are."""
    days = (kept.get("cutOff") or {}).get("days")
    if body.get("cutOff") and days:
        body["cutOff"] = {**body["cutOff"], "days": days}


def save_account(visit: Visit) -> Done:
    """Keep the account's profile."""
    body = _body(visit, "account")
    try:
        visit.answer(patch_account, parse(AccountPatch, body), visit.tried("account.patch", body))
    except Problem as problem:
        return _again(read_account(visit), problem)
    return back(visit, f"{visit.base()}/account", "saved")


def _again(view: View, problem: Problem) -> Done:
    if problem.status != 400:
        raise problem
    shown = dict(view.values) | {"faults": faults_of(problem), "problem": problem}
    return Done(view=View(title=view.title, values=shown, status=400))


PAGES = (
    Page(
        name="partners",
        path="partners",
        template="partners.html",
        read=read,
        says="Who files the entries, and where goods leave from.",
        rail="partners",
    ),
    Page(
        name="party",
        path="partners/{kind}/{party_id}",
        template="party.html",
        read=read_party,
        says="One broker or warehouse: addresses, fees, cut-off, and a test mail to see that papers would arrive.",
        rail="partners",
        queries=frozenset({NAME}),
    ),
    Page(
        name="account",
        path="account",
        template="party.html",
        read=read_account,
        says="The account: who exports, who imports, and who receives where an order names nobody.",
        rail="partners",
        queries=frozenset({NAME}),
    ),
)
ACTS = (
    Act(
        name="party.save",
        path="partners/{kind}/{party_id}",
        operation="brokers.patch",
        scope="write",
        page="party",
        run=save_party,
    ),
    Act(
        name="party.send_test",
        path="partners/brokers/{party_id}/test",
        operation="brokers.send_test_mail",
        scope="execute",
        page="party",
        run=send_test,
    ),
    Act(
        name="account.save",
        path="account",
        operation="account.patch",
        scope="write",
        page="account",
        run=save_account,
    ),
)
