"""Who works for the account, as what; who is invited; and the limits on what leaves."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import orjson

from entrygo.contract.actor import Mode, Role
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem
from entrygo.contract.requests.issues import parse
from entrygo.contract.requests.members import PersonEnd, PersonInvite, PersonPatch
from entrygo.contract.requests.parties import AccountPatch
from entrygo.operations.answer import Answer
from entrygo.operations.members import (
    end_membership,
    end_sessions,
    invite,
    list_invitations,
    list_people,
    patch_person,
    revoke_invitation,
)
from entrygo.operations.parties import get_account, patch_account
from entrygo.operations.queries import MAX_LIMIT, ListQuery
from entrygo.surfaces.console.rendering import usd
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.visit import Visit

Json = Mapping[str, Any]  # Any: JSON of an answer
ROLE_WORDS = {
    Role.VIEWER: "reads",
    Role.OPERATOR: "plans, sends, corrects",
    Role.APPROVER: "approves what another person planned",
    Role.ADMIN: "all of it, and keeps people, keys and policy",
}
NO_LIMIT = "Nothing is held back beyond what the law asks."


def read(visit: Visit) -> View:
    """The people, the invitations and the policy in force."""
    query = ListQuery.model_validate({"limit": str(MAX_LIMIT)})
    people = sorted(visit.answer(list_people, query)["data"], key=lambda each: each["name"].casefold())
    policy = visit.answer(get_account)["policy"] or {}
    values = {
        "people": people,
        "invitations": visit.answer(list_invitations, query)["data"],
        "roles": [(role.value, words) for role, words in ROLE_WORDS.items()],
        "policy": policy,
        "sentences": sentences(policy),
        "tried": None,
        "link": None,
        "is_mailed": False,
        "sends_mail": visit.context.sends_mail,
        "invited": None,
        "given": visit.form,
        "chosen": visit.many.get("roles", ()),
        "faults": {},
        "here": f"{visit.base()}/people",
        "act": visit.context.ids.new("act"),
        "is_alone": not any(each["id"] != visit.person.person_id for each in people),
    }
    return View(title="People & policy", values=values)


def sentences(policy: Json) -> list[str]:
    """What a policy holds back, in sentences."""
    said = []
    most = policy.get("maxExportValueUsd")
    if most is not None:
        said.append(f"Exports worth more than {usd(most)}, or of a value that is not known, do not leave.")
    if policy.get("readyOnly"):
        said.append("Papers leave only where the plan is ready: without stops and without points to look at.")
    if policy.get("countries"):
        said.append(f"Plans go to {', '.join(policy['countries'])} alone.")
    if policy.get("requireApproval"):
        said.append("Another person approves each plan, and where it goes, before it leaves.")
    if policy.get("requireExpectedPlanHash"):
        said.append("Whoever sends names the very plan that was looked at; the pages here always do.")
    return said or [NO_LIMIT]


def invite_person(visit: Visit) -> Done:
    """An invitation; its link is shown on the page, once."""
    body: JsonObject = {
        "email": visit.form.get("email", "").strip(),
        "roles": list(visit.many.get("roles", ())),
    }
    if is_mailed := visit.form.get("send_mail") == "yes":
        body["sendMail"] = True
    made = _done(visit, invite, parse(PersonInvite, body), visit.tried("invitations.create", body))
    view = read(replace(visit, form={}, many={}))
    values = dict(view.values) | {"link": made["link"], "invited": made, "is_mailed": is_mailed}
    return Done(view=View(title=view.title, values=values))


def change_roles(visit: Visit) -> Done:
    """Other roles for somebody."""
    body = {"roles": list(visit.many.get("roles", ())), "modes": list(visit.many.get("modes", ()))}
    request, key = parse(PersonPatch, body), visit.path["person_id"]
    _done(visit, patch_person, key, request=request, tried=visit.tried("people.patch", body, key))
    return Done(to=f"{visit.base()}/people", notice="roles_changed")


def _ending(operation: Callable[..., Answer], name: str, notice: str) -> Callable[[Visit], Done]:
    """An act that ends something of a person, or an invitation."""

    def run(visit: Visit) -> Done:
        key = visit.path["person_id"]
        _done(visit, operation, key, request=PersonEnd(), tried=visit.tried(name, {}, key))
        return Done(to=f"{visit.base()}/people", notice=notice)

    return run


def set_policy(visit: Visit) -> Done:
    """Set the policy; or, by the other button, say in sentences what it would hold back."""
    body = {"policy": policy_of(visit.form)}
    request = parse(AccountPatch, body)
    if visit.form.get("try"):
        view = read(visit)
        tried = sentences(orjson.loads(orjson.dumps(body["policy"] or {})))
        return Done(view=View(title=view.title, values=dict(view.values) | {"tried": tried}))
    visit.answer(patch_account, request, visit.tried("account.patch", body))
    return Done(to=f"{visit.base()}/people", notice="policy_set")


def policy_of(form: Mapping[str, str]) -> dict[str, Any] | None:  # Any: JSON
    """The policy of the form's fields; none where nothing is limited."""
    policy: dict[str, Any] = {  # Any: JSON
        name: True
        for name in ("readyOnly", "requireApproval", "requireExpectedPlanHash")
        if form.get(f"policy.{name}")
    }
    most = form.get("policy.maxExportValueUsd", "").replace(",", "").replace("$", "").strip()
    if most:
        policy["maxExportValueUsd"] = _number(most)
    countries = [each.strip() for each in form.get("policy.countries", "").split(",") if each.strip()]
    if countries:
        policy["countries"] = countries
    return policy or None


def _number(text: str) -> int | float | str:  # lint: allow exact-money -- as the JSON of the API has it
    """A number as JSON reads it; what is none stays as it is, for the schema to refuse."""
    try:
        read: Any = orjson.loads(text)  # Any: JSON
    except orjson.JSONDecodeError:
        return text
    return read if isinstance(read, int | float) else text


def _done(
    visit: Visit, operation: Callable[..., Answer], *given: object, **named: object
) -> Any:  # Any: JSON
    """People belong to both worlds: they are kept from the live one, whichever is looked at."""
    if Mode.LIVE not in visit.account.modes:
        raise Problem("INSUFFICIENT_SCOPE", "People are kept by those who see the live world.")
    actor = visit.actor_in(visit.account, Mode.LIVE)
    return orjson.loads(operation(visit.context, actor, *given, **named).body)


PAGES = (
    Page(
        name="people",
        path="people",
        template="people.html",
        read=read,
        says="Who works for the account, who is invited, and the limits on what leaves.",
        scope="admin",
        rail="people",
    ),
)
_COMMON: dict[str, Any] = {"scope": "admin", "page": "people", "wants_password": True}  # Any: fields of acts
ACTS = (
    Act(
        name="people.invite",
        path="people/invite",
        operation="invitations.create",
        run=invite_person,
        **_COMMON,
    ),
    Act(
        name="people.roles",
        path="people/{person_id}/roles",
        operation="people.patch",
        run=change_roles,
        **_COMMON,
    ),
    Act(
        name="people.end_sessions",
        path="people/{person_id}/end-sessions",
        operation="people.end_sessions",
        run=_ending(end_sessions, "people.end_sessions", "sessions_ended"),
        **_COMMON,
    ),
    Act(
        name="people.remove",
        path="people/{person_id}/remove",
        operation="people.remove",
        run=_ending(end_membership, "people.remove", "person_removed"),
        **_COMMON,
    ),
    Act(
        name="people.revoke",
        path="people/invitations/{person_id}/revoke",
        operation="invitations.revoke",
        run=_ending(revoke_invitation, "invitations.revoke", "invitation_revoked"),
        **_COMMON,
    ),
    Act(name="people.policy", path="people/policy", operation="account.patch", run=set_policy, **_COMMON),
)
