"""Webhooks: endpoints that are told of events, made, tried, replayed and given up, with what was sent to each."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem
from entrygo.contract.requests.issues import parse
from entrygo.contract.requests.webhooks import (
    WebhookCreate,
    WebhookPatch,
    WebhookRedelivery,
    WebhookReplay,
    WebhookRotate,
    WebhookTest,
)
from entrygo.lifecycle.events import EventType
from entrygo.operations.queries import DeliveriesQuery
from entrygo.operations.replay_webhook import redeliver, replay_since, send_test
from entrygo.operations.webhooks import (
    create_webhook,
    delete_webhook,
    get_webhook,
    list_deliveries,
    patch_webhook,
    rotate_webhook,
)
from entrygo.surfaces.console.forms import faults_of
from entrygo.surfaces.console.paging import next_page, page_of
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.visit import Visit

Json = dict[str, Any]  # Any: JSON of an answer
NEW = "new"
EVENTS = tuple(each.value for each in EventType)


def read(visit: Visit) -> View:
    """One endpoint with its deliveries, or the form of a new one."""
    return _view(visit)


def _view(visit: Visit, *, secret: str = "", problem: Problem | None = None, status: int = 200) -> View:
    webhook_id = visit.path.get("webhook_id", NEW)
    hook: Json | None = None
    page: Json = {"data": [], "has_more": False, "next_cursor": None}
    if webhook_id != NEW:
        hook = visit.answer(get_webhook, webhook_id)
        page = visit.answer(list_deliveries, webhook_id, parse(DeliveriesQuery, page_of(visit, 50)))
    here = f"{visit.base()}/developers/webhooks/{webhook_id}"
    kept = {"url": (hook or {}).get("url", ""), "purpose": (hook or {}).get("description") or ""}
    values = {
        "hook": hook,
        "deliveries": page["data"],
        "more": next_page(here, {}, page),
        "events": EVENTS,
        "chosen": visit.many.get("event", ()) if visit.form else (hook or {}).get("eventTypes") or (),
        "typed": kept | {name: visit.form[name] for name in kept if name in visit.form},
        "since": visit.form.get("since", ""),
        "faults": faults_of(problem) if problem else {},
        "problem": problem,
        "secret": secret,
        "here": here,
        "base": visit.base(),
        "act": visit.context.ids.new("act"),
    }
    return View(title=hook["url"] if hook else "New webhook", values=values, status=status)


def save(visit: Visit) -> Done:
    """Register an endpoint, whose secret is on the page that follows and never again; or change one."""
    webhook_id = visit.path["webhook_id"]
    body: JsonObject = {
        "accountId": visit.account.account_id,
        "url": visit.form.get("url", "").strip(),
        "description": visit.form.get("purpose", "").strip() or None,
        "eventTypes": list(visit.many.get("event", ())) or None,
    }
    try:
        if webhook_id == NEW:
            tried = visit.tried("webhooks.create", body)
            made = visit.answer(create_webhook, parse(WebhookCreate, body), tried)
            return _with_secret(visit, made)
        tried = visit.tried("webhooks.patch", body, webhook_id)
        visit.answer(patch_webhook, webhook_id, request=parse(WebhookPatch, body), tried=tried)
    except Problem as problem:
        if problem.status != 400:
            raise
        return Done(view=_view(visit, problem=problem, status=400))
    return Done(to=_here(visit), notice="saved")


def rotate(visit: Visit) -> Done:
    """Another secret for an endpoint; the old one signs beside it for a day."""
    body, webhook_id = _body(visit), visit.path["webhook_id"]
    tried = visit.tried("webhooks.rotate", body, webhook_id)
    made = visit.answer(rotate_webhook, webhook_id, request=parse(WebhookRotate, body), tried=tried)
    return _with_secret(visit, made)


def _with_secret(visit: Visit, made: Json) -> Done:
    there = replace(visit, path=dict(visit.path) | {"webhook_id": made["id"]}, form={}, many={})
    return Done(view=_view(there, secret=made["secret"]))


def switch(visit: Visit) -> Done:
    """Switch an endpoint on or off; switched on, it is told what it missed."""
    webhook_id = visit.path["webhook_id"]
    body = _body(visit) | {"state": visit.form.get("state", "")}
    tried = visit.tried("webhooks.patch", body, webhook_id)
    visit.answer(patch_webhook, webhook_id, request=parse(WebhookPatch, body), tried=tried)
    return Done(to=_here(visit), notice="saved")


def try_it(visit: Visit) -> Done:
    """Owe the endpoint a test message."""
    body, webhook_id = _body(visit), visit.path["webhook_id"]
    tried = visit.tried("webhooks.test", body, webhook_id)
    visit.answer(send_test, webhook_id, request=parse(WebhookTest, body), tried=tried)
    return Done(to=_here(visit), notice="owed")


def replay(visit: Visit) -> Done:
    """Post everything since a point once more."""
    webhook_id = visit.path["webhook_id"]
    body = _body(visit) | {"since": visit.form.get("since", "").strip()}
    tried = visit.tried("webhooks.replay", body, webhook_id)
    visit.answer(replay_since, webhook_id, request=parse(WebhookReplay, body), tried=tried)
    return Done(to=_here(visit), notice="owed")


def post_again(visit: Visit) -> Done:
    """Post one delivery once more."""
    webhook_id, delivery_id = visit.path["webhook_id"], visit.path["delivery_id"]
    body = _body(visit)
    visit.answer(
        redeliver,
        webhook_id,
        delivery_id=delivery_id,
        request=parse(WebhookRedelivery, body),
        tried=visit.tried("webhooks.redeliver", body, f"{webhook_id}/{delivery_id}"),
    )
    return Done(to=_here(visit), notice="owed")


def give_up(visit: Visit) -> Done:
    """Delete an endpoint with all that is owed to it."""
    webhook_id = visit.path["webhook_id"]
    visit.answer(delete_webhook, webhook_id, visit.tried("webhooks.delete", {}, webhook_id))
    return Done(to=f"{visit.base()}/developers", notice="given_up")


def _body(visit: Visit) -> JsonObject:
    return {"accountId": visit.account.account_id}


def _here(visit: Visit) -> str:
    return f"{visit.base()}/developers/webhooks/{visit.path['webhook_id']}"


def _act(name: str, end: str, operation: str, run: Callable[[Visit], Done]) -> Act:
    path = "developers/webhooks/{webhook_id}" + (f"/{end}" if end else "")
    return Act(name=name, path=path, operation=operation, scope="admin", page="webhook", run=run)


PAGES = (
    Page(
        name="webhook",
        path="developers/webhooks/{webhook_id}",
        template="webhook.html",
        read=read,
        says="One webhook: where events are posted, which, what the receiver answered, and a test message.",
        scope="admin",
        rail="developers",
        queries=frozenset({"cursor"}),
    ),
)
ACTS = (
    _act("webhook.save", "", "webhooks.create", save),
    _act("webhook.rotate", "rotate", "webhooks.rotate", rotate),
    _act("webhook.switch", "switch", "webhooks.patch", switch),
    _act("webhook.test", "test", "webhooks.test", try_it),
    _act("webhook.replay", "replay", "webhooks.replay", replay),
    _act("webhook.redeliver", "deliveries/{delivery_id}/replay", "webhooks.redeliver", post_again),
    _act("webhook.delete", "delete", "webhooks.delete", give_up),
)
