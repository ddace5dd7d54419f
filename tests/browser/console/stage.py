"""An account with an export of each kind, people of each role signed in, and a server that shows it all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from string import Formatter
from typing import Any

import httpx

from entrygo.clock import SystemClock, SystemIds
from entrygo.maintenance.installation import opened
from entrygo.operations.people_at_command_line import NewMember, create_person
from entrygo.operations.sign_in import Visitor, begin
from entrygo.surfaces.console.routes import Page
from tests.rooms.operations.people_at_work import PASSWORD, StandingClock, a_context
from tests.serving.sandbox import BOOK, METAL_BOOK, Sandbox, sandbox
from tests.serving.server import Client, Server
from tests.serving.waiting import wait_until

ROLES = ("viewer", "operator", "approver", "admin")
NAMES = {"viewer": "Vera Low", "operator": "Otto Park", "approver": "Ada Stone", "admin": "Iris Vale"}


@dataclass
class Stage:
    """What the console's tests look at. ``paths`` are examples of the names in addresses."""

    server: Server
    handle: str
    tokens: dict[str, str]
    exports: dict[str, str]
    paths: dict[str, str]
    sandbox: Sandbox | None = None
    client: Client | None = None

    @property
    def api(self) -> Client:
        """The API as a key of the account calls it."""
        return self.client or self.goods.client

    @property
    def goods(self) -> Sandbox:
        """The account's things to export, where the tests filled it."""
        assert self.sandbox is not None
        return self.sandbox

    @property
    def base(self) -> str:
        """Where the account's pages are, from the server's root."""
        return f"/console/{self.handle}/live"

    def address(self, route: str, **other: str) -> str:
        """A page's address with examples for its names; ``LookupError`` for a name there is no example of."""
        return route.format_map(_Known({"account": self.handle, "mode": "live"} | self.paths | other))

    def knows(self, record: Page) -> bool:
        """Whether there is an example for each name in a page's address."""
        names = {name for _, name, _, _ in Formatter().parse(record.route) if name}
        return names <= {"account", "mode", *self.paths}

    def any_address(self, route: str) -> str:
        """An address of an act, of nothing in particular: what refuses by role looks at no row."""
        return route.format_map(_Any({"account": self.handle, "mode": "live"}))

    def cookies(self, role: str) -> list[dict[str, str]]:
        """What a browser of somebody signed in brings."""
        return [{"name": "entrygo", "value": self.tokens[role], "url": self.server.url}]

    @contextmanager
    def caller(self, role: str | None) -> Iterator[httpx.Client]:
        """A client without a browser, signed in or, for no role, not."""
        cookies = {} if role is None else {"entrygo": self.tokens[role]}
        headers = {"accept": "text/html", "sec-fetch-site": "same-origin"}
        with httpx.Client(base_url=self.server.url, cookies=cookies, headers=headers, timeout=60) as client:
            yield client

    def waiting(self, **facts: Any) -> str:
        """A further export of one order, planned and not sent."""
        product = self.goods.product(BOOK | facts) if facts else self.goods.book_id
        return str(self.goods.plan(self.goods.order(product))["exportId"])


class _Any(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "any"


class _Known(dict[str, str]):
    def __missing__(self, name: str) -> str:
        raise LookupError(
            f"no example of {{{name}}}: add one to Stage.paths in tests/browser/console/stage.py"
        )


def staged(server: Server) -> Stage:
    """Fill an account of the server's."""
    client = server.account("Maple Goods Ltd")
    goods = sandbox(client)
    handle, tokens = admitted(server, client.account_id, ROLES)
    exports = _exports(goods)
    client.ok(client.patch(f"/api/products/{goods.book_id}", {"category": "books"}))
    hook = client.ok(client.post("/api/webhooks", {"url": "https://shop.example.com/entrygo"}))
    client.ok(client.patch(f"/api/webhooks/{hook['id']}", {"state": "disabled"}))
    paths = examples_of(lambda path: client.ok(client.get(path)), exports["sent"])
    return Stage(server, handle, tokens, exports, paths, goods)


def admitted(
    server: Server, account_id: str, roles: Sequence[str], at: str = "maple-goods.example"
) -> tuple[str, dict[str, str]]:
    """Somebody signed in for each role, with an address of their house; the account's handle, the tokens by role."""
    tokens = {}
    with opened(server.keys) as store:
        account = store.registry.account(account_id)
        assert account is not None
        context = a_context(store, StandingClock(SystemClock().now()), server.url)
        for role in roles:
            email = f"{role}@{at}"
            new = NewMember(email=email, account_id=account_id, roles=(role,))
            create_person(
                store, new, name=NAMES[role], password=PASSWORD, clock=SystemClock(), ids=SystemIds()
            )
            with store.read_people() as work:
                person = work.people.by_email(email)
                assert person is not None
                desks = work.people.memberships_of(person.id)
            visitor = Visitor(address="127.0.0.1", user_agent="test", request_id="req_1")
            tokens[role] = begin(context, person, desks, visitor, method="password").token
    return account.handle, tokens


def _exports(goods: Sandbox) -> dict[str, str]:
    made = {
        "ready": goods.plan(goods.order()),
        "review": goods.plan(goods.order(goods.product(METAL_BOOK))),
        "blocked": goods.plan(goods.order(goods.product(BOOK | {"countryOfOrigin": None, "sku": "BK-2"}))),
        "sent": goods.plan(goods.order(quantity=3)),
    }
    found = {name: str(plan["exportId"]) for name, plan in made.items()}
    wanted = {"ready": "READY", "review": "REVIEW_REQUIRED", "blocked": "BLOCKED", "sent": "READY"}
    assert {name: plan["readinessState"] for name, plan in made.items()} == wanted
    goods.client.ok(goods.client.post("/api/exports/execute", {"batchId": found["sent"]}))
    return found


def second_house(server: Server, name: str) -> Stage:
    """An account with nothing in it but its admin, for acts that would stand in the way of other tests."""
    client = server.account(name)
    at = f"{name.lower().replace(' ', '-')}.example"
    handle, tokens = admitted(server, client.account_id, ("admin",), at)
    return Stage(server, handle, tokens, {}, {}, None, client)


def examples_of(get: Callable[[str], Mapping[str, Any]], export_id: str) -> dict[str, str]:
    """An example of each name in the pages' addresses: the first row of the list it is found in, once there is one.

    What was sent stands among the submissions when its papers are made, which a busy machine takes a while for.
    """
    lists = {
        "product_id": "/api/products",
        "order_id": "/api/orders",
        "broker_id": "/api/brokers",
        "warehouse_id": "/api/warehouses",
        "submission_id": "/api/submissions",
        "change_id": "/api/product-changes",
    }

    def first(path: str) -> str:
        return str(wait_until(lambda: get(path)["data"])[0]["id"])

    found = {name: first(path) for name, path in lists.items()}
    for each in get("/api/webhooks")["data"][:1]:
        found["webhook_id"] = str(each["id"])
    found |= {"kind": "brokers", "party_id": found["broker_id"]}
    return found | {"export_id": export_id, "file": "commercial_customs_invoice.html"}
