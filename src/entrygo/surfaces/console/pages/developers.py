"""Developers: keys made, rotated and revoked, webhooks, and a first call to copy."""

from typing import Any

from entrygo.contract.actor import SCOPES
from entrygo.contract.problems import Problem
from entrygo.contract.requests.issues import parse
from entrygo.contract.requests.keys import KeyCreate, KeyRevoke, KeyRotate
from entrygo.operations.keys import list_keys, post_key, revoke_key, rotate_key
from entrygo.operations.queries import MAX_LIMIT, ListQuery
from entrygo.operations.sign_in import require_fresh
from entrygo.operations.webhooks import list_webhooks
from entrygo.surfaces.console.forms import faults_of
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.visit import Visit

Json = dict[str, Any]  # Any: JSON of an answer


def read(visit: Visit) -> View:
    """Keys and webhooks of the account."""
    return View(title="Developers", values=_values(visit))


def _values(visit: Visit, **more: object) -> Json:
    every = parse(ListQuery, {"limit": str(MAX_LIMIT)})
    return {
        "keys": visit.answer(list_keys, every)["data"],
        "webhooks": visit.answer(list_webhooks, every)["data"],
        "scopes": SCOPES,
        "typed": visit.form,
        "typed_scopes": _scopes(visit),
        "faults": {},
        "secret": None,
        "url": visit.context.public_url.rstrip("/"),
        "account_id": visit.account.account_id,
        "mode": visit.mode.value,
        "base": visit.base(),
        "act": visit.context.ids.new("act"),
    } | more


def _scopes(visit: Visit) -> list[str]:
    return [name for name in SCOPES if visit.form.get(f"scope.{name}")]


def create(visit: Visit) -> Done:
    """A new key; its secret is on the page that follows, and never again."""
    _fresh(visit)
    body: Json = {
        "accountId": visit.account.account_id,
        "name": visit.form.get("name", "").strip(),
        "scopes": _scopes(visit),
        "mode": visit.mode.value,
    }
    body |= {name: value for name in ("owner", "expires") if (value := visit.form.get(name, "").strip())}
    try:
        made = visit.answer(post_key, parse(KeyCreate, body), visit.tried("keys.create", body))
    except Problem as problem:
        if problem.status != 400:
            raise
        values = _values(visit, faults=faults_of(problem), problem=problem)
        return Done(view=View(title="Developers", values=values, status=400))
    return Done(view=View(title="Developers", values=_values(visit, secret=made, typed={}, typed_scopes=[])))


def rotate(visit: Visit) -> Done:
    """Another secret for a key; the old one stops within a second."""
    _fresh(visit)
    key_id = visit.path["key_id"]
    body = {"accountId": visit.account.account_id}
    made = visit.answer(
        rotate_key, key_id, request=parse(KeyRotate, body), tried=visit.tried("keys.rotate", body, key_id)
    )
    return Done(view=View(title="Developers", values=_values(visit, secret=made)))


def revoke(visit: Visit) -> Done:
    """End a key for good."""
    _fresh(visit)
    key_id = visit.path["key_id"]
    body = {"accountId": visit.account.account_id}
    visit.answer(
        revoke_key, key_id, request=parse(KeyRevoke, body), tried=visit.tried("keys.revoke", body, key_id)
    )
    return Done(to=f"{visit.base()}/developers", notice="revoked")


def _fresh(visit: Visit) -> None:
    require_fresh(visit.person, visit.context.clock.now())


PAGES = (
    Page(
        name="developers",
        path="developers",
        template="developers.html",
        read=read,
        says="API keys, webhooks, and a first call with the account's own ids.",
        scope="admin",
        rail="developers",
    ),
)
ACTS = (
    Act(
        name="keys.create",
        path="developers/keys",
        operation="keys.create",
        scope="admin",
        page="developers",
        run=create,
    ),
    Act(
        name="keys.rotate",
        path="developers/keys/{key_id}/rotate",
        operation="keys.rotate",
        scope="admin",
        page="developers",
        run=rotate,
    ),
    Act(
        name="keys.revoke",
        path="developers/keys/{key_id}/revoke",
        operation="keys.revoke",
        scope="admin",
        page="developers",
        run=revoke,
    ),
)
