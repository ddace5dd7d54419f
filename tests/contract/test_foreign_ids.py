"""No key reaches another account's rows, nor the other mode's: proved for every endpoint the description names."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.serving.description import Node, Operation, operations, with_id
from tests.serving.refusals import refused
from tests.serving.sandbox import BOOK, Sandbox, fresh, sandbox
from tests.serving.server import Client, Server

pytestmark = pytest.mark.database

SECRET = "Zanzibar Clove Traders"
BODY_ANSWERS = {
    "warehouseId": (400, "INVALID_ACCOUNT_SCOPE"),
    "brokerId": (400, "INVALID_ACCOUNT_SCOPE"),
    "orderIds": (400, "INVALID_ORDER_REFERENCE"),
    "productId": (400, "INVALID_PRODUCT_REFERENCE"),
    "productIds": (400, "INVALID_PRODUCT_REFERENCE"),
    "batchId": (404, "NOT_FOUND"),
}
OWN_ANSWERS = {  # what comes before a look at the id: an account may have no open order, a batch has not this one
    ("exports.plan_open", "warehouseId"): "INVALID_ORDER_REFERENCE",
    ("exports.plan_open", "brokerId"): "INVALID_ORDER_REFERENCE",
    ("exports.split_off", "orderIds"): "VALIDATION_ERROR",
}
COOKERY = {"product_name": SECRET, "description": "Printed book", "country_of_origin": "GB", "value": 20}
WANTED_QUERIES = {"search": "?q=o"}
OF_BOTH_WORLDS = {"people", "invitations"}
NOT_YET = {"exports.preview_correction": 409}
"""What an export that did not leave has none of."""
NEVER_IN_LIVE = {"captured-mails"}
SCOPES = ("admin", "execute", "read", "write")
ALL_SCOPES = ",".join(SCOPES)


@dataclass(frozen=True)
class World:
    """A filled account in one mode: its client, its ids by resource, and a file of its package."""

    client: Client
    ids: dict[str, str]
    filename: str

    @property
    def body_ids(self) -> Node:
        """Its ids by the names bodies use."""
        return {
            "accountId": self.client.account_id,
            "warehouseId": self.ids["warehouses"],
            "brokerId": self.ids["brokers"],
            "orderIds": [self.ids["orders"]],
            "productId": self.ids["products"],
            "productIds": [self.ids["products"]],
            "batchId": self.ids["exports"],
        }

    def path(self, operation: Operation) -> str:
        """The path of an operation on this world's row."""
        path = operation.path
        for name in operation.path_parameters:
            path = path.replace(f"{{{name}}}", self._value(operation, name))
        return path + WANTED_QUERIES.get(operation.name, "")

    def _value(self, operation: Operation, name: str) -> str:
        if name == "filename":
            return self.filename
        if name == "deliveryId":
            return self.ids["webhook deliveries"]
        assert name == "id", f"{operation.name}: the test knows no value for the path parameter {name}"
        assert operation.resource in self.ids, f"{operation.name}: the test has no id of {operation.resource}"
        return self.ids[operation.resource]


def fill(client: Client) -> World:
    """One executed export and one planned, and the ids of whatever the account then lists."""
    goods: Sandbox = sandbox(client)
    client.ok(client.patch("/api/account", {"name": SECRET}))
    product = goods.product(BOOK | {"title": SECRET})
    client.ok(client.patch(f"/api/products/{product}", {"sku": SECRET}))
    done = goods.executed(goods.order(metadata={"note": SECRET}))
    goods.plan(goods.order())
    delivery_id = owed(client, description=SECRET)["id"]
    found = dict(listed(client))
    ids = {name: rows[0].get("id") or rows[0]["exportId"] for name, rows in found.items() if rows}
    ids["customs-packages"] = done["customs_package_id"]
    ids["webhook deliveries"] = delivery_id
    ids["customs"] = client.ok(client.post("/api/customs/optimize", COOKERY))["optimizer_run_id"]
    return World(client, ids, done["artifacts"][0]["filename"])


def owed(client: Client, **webhook: str) -> Node:
    """A delivery owed to an endpoint that is disabled, so that nothing becomes of it."""
    hook = client.ok(client.post("/api/webhooks", {"url": "https://hooks.invalid/entrygo"} | webhook))
    path = f"/api/webhooks/{hook['id']}"
    client.ok(client.patch(path, {"state": "disabled"}))
    return client.ok(client.post(f"{path}/test", {}))


def listed(client: Client) -> Iterator[tuple[str, list[Node]]]:
    """Everything the account lists, by resource."""
    for operation in described(client):
        if operation.method == "GET" and operation.name.endswith(".list"):
            yield operation.resource, client.ok(client.get(operation.path, params={"limit": 100}))["data"]


def described(client: Client) -> list[Operation]:
    """Every operation of the server's description."""
    return list(operations(client.ok(client.get("/docs/api/openapi"))))


LAST_USE = re.compile(rb'"lastUsedAt":(null|"[^"]*"),?')


def state_of(world: World) -> dict[str, Any]:
    """All that reading shows of a world, but what looking itself changes: the log of calls, and a key's last use."""
    shown = {}
    for operation in described(world.client):
        if operation.method == "GET" and (not operation.path_parameters or operation.resource in world.ids):
            path = world.path(operation)
            if operation.resource not in ("system", "requests"):
                answer = world.client.get(path)
                wanted = NOT_YET.get(operation.name, 200)
                assert answer.status_code == wanted, f"{path}: {answer.text}"
                content = LAST_USE.sub(b"", answer.content)
                shown[path] = content if wanted == 200 else b""  # a refusal tells its request's id
    return shown


def call(client: Client, operation: Operation, path: str, body: Any, **headers: str) -> httpx.Response:
    """Call an operation."""
    content = None if operation.body_schema is None else json.dumps(body)
    sent = {"content-type": "application/json"} | headers
    return client.http.request(operation.method, path, content=content, headers=sent)


def body_for(operation: Operation, known: Node) -> Any:
    """A body the schema takes, or none."""
    return None if operation.body_schema is None else operation.sample(known)


@pytest.fixture(scope="module")
def worlds(server: Server) -> dict[str, World]:
    """Account A in both modes, and account B."""
    live = server.account(SECRET, scopes=ALL_SCOPES)
    return {
        "A live": fill(staffed(server, live, SECRET)),
        "A test": fill(server.key(live.account_id, mode="test", scopes=ALL_SCOPES)),
        "B": fill_plain(server),
    }


def staffed(server: Server, client: Client, name: str) -> Client:
    """With a person who works for the account, and one who is invited."""
    email = f"{fresh('person')}@x.example"
    server.person(client.account_id, email, name)
    client.ok(client.post("/api/invitations", {"email": f"new-{email}", "roles": ["viewer"]}))
    return client


def fill_plain(server: Server) -> World:
    """Account B: filled too, with nothing secret."""
    client = staffed(server, server.account("Plain Goods", scopes=ALL_SCOPES), "Plain Person")
    goods = sandbox(client)
    done = goods.executed()
    delivery = owed(client)
    ids = {
        "webhooks": delivery["webhookId"],
        "webhook deliveries": delivery["id"],
        "warehouses": goods.warehouse_id,
        "brokers": goods.broker_id,
        "products": goods.book_id,
        "orders": goods.order(),
        "exports": goods.plan(goods.order())["exportId"],
        "customs-packages": done["customs_package_id"],
        "submissions": done["brokerSubmission"]["id"],
        "customs": client.ok(client.post("/api/customs/optimize", COOKERY))["optimizer_run_id"],
        "keys": client.ok(client.get("/api/keys"))["data"][0]["id"],
        "product-changes": changed(goods),
        "people": client.ok(client.get("/api/people"))["data"][0]["id"],
        "invitations": client.ok(client.get("/api/invitations"))["data"][0]["id"],
    }
    return World(client, ids, done["artifacts"][0]["filename"])


def changed(goods: Sandbox) -> str:
    """The id of a change of a product."""
    body = {"changes": [{"productId": goods.book_id, "set": {"sku": "BK-2"}}]}
    return str(goods.client.ok(goods.client.post("/api/product-changes", body))["changeId"])


def is_out_of_reach(operation: Operation) -> bool:
    """Whether it needs no key, or no row of a live account can be named to it."""
    return operation.is_public or bool(operation.resource in NEVER_IN_LIVE and operation.path_parameters)


PAIRS = [("B", "A live"), ("B", "A test"), ("A test", "A live"), ("A live", "A test")]


@pytest.mark.requirement(
    "auth:key:one-account", "auth:read:foreign", "modes:test:separate", "errors:order:foreign",
    "orders:sync:foreign-product", "customs_packages:get:foreign", "artifacts:bytes:absent",
)  # fmt: skip
@pytest.mark.parametrize(("caller", "owner"), PAIRS)
def test_no_endpoint_discloses_or_changes_a_row_of_another_account_or_mode(
    worlds: dict[str, World], caller: str, owner: str
) -> None:
    own, other = worlds[caller], worlds[owner]
    before = state_of(other)
    for operation in described(own.client):
        if operation.resource == "keys" and (caller, owner) == ("A live", "A test"):
            continue  # a live key with the scope admin keeps the account's keys of both modes
        if operation.resource == "requests":
            continue  # it tells the paths that the caller called, and so the ids it put there itself
        if operation.resource in OF_BOTH_WORLDS and own.client.account_id == other.client.account_id:
            continue  # people work for an account, not for one of its worlds
        for response, asked in foreign_calls(operation, own, other):
            for secret in {each for each in (SECRET, *_ids_apart(own, other)) if each not in asked}:
                if own.client.account_id != other.client.account_id or secret != SECRET:
                    assert secret not in response.text, f"{operation.name} tells {secret}"
    assert state_of(other) == before


def _ids_apart(own: World, other: World) -> Iterator[str]:
    """The other world's ids; people work for an account, not for one of its worlds."""
    is_one_account = own.client.account_id == other.client.account_id
    for resource, identifier in other.ids.items():
        if not (is_one_account and resource in OF_BOTH_WORLDS):
            yield identifier


def foreign_calls(operation: Operation, own: World, other: World) -> Iterator[tuple[httpx.Response, str]]:
    """Every way to name the other world's rows in one operation, each answer held to what it must be."""
    body = body_for(operation, own.body_ids)
    if operation.path_parameters:
        if operation.resource in NEVER_IN_LIVE and operation.resource not in other.ids:
            return
        path = other.path(operation)
        response = call(own.client, operation, path, body)
        refused(response, 404, "NOT_FOUND")
        yield response, path
    elif operation.body_schema is None:
        for other_id in [*other.ids.values()] if operation.name == "search" else [""]:
            path = operation.path + (f"?q={other_id}" if other_id else "")
            yield call(own.client, operation, path, None), path
    for name in operation.foreign_keys:
        assert name in BODY_ANSWERS, f"{operation.name}: what must a foreign {name} answer?"
        given = other.body_ids[name]
        asked = given[0] if isinstance(given, list) else given
        path = own.path(operation)
        response = call(own.client, operation, path, with_id(body, name, asked))
        status, code = BODY_ANSWERS[name]
        before = OWN_ANSWERS.get((operation.name, name))
        told = response.json().get("errorCode")
        refused(response, status, before if before and told == before else code)
        yield response, asked


@pytest.mark.requirement("auth:key:missing", "auth:key:wrong", "auth:key:bearer", "auth:account:mismatch")
def test_every_endpoint_wants_a_key_and_the_account_of_the_key(worlds: dict[str, World]) -> None:
    own = worlds["B"]
    before = state_of(own)
    anonymous = httpx.Client(base_url=own.client.server.url, timeout=60)
    wrong = httpx.Client(
        base_url=own.client.server.url, headers={"authorization": "Bearer shpbndl_live_wrong"}
    )
    for operation in described(own.client):
        if is_out_of_reach(operation):
            continue
        path, body = own.path(operation), body_for(operation, own.body_ids)
        for client, message in ((anonymous, "Missing API key."), (wrong, "Invalid API key.")):
            content = None if body is None else json.dumps(body)
            answer = refused(client.request(operation.method, path, content=content), 401, "INVALID_API_KEY")
            assert answer["message"] == message
        if body is not None and "accountId" in body:
            foreign = body | {"accountId": worlds["A live"].client.account_id}
            answer = refused(call(own.client, operation, path, foreign), 403, "INVALID_ACCOUNT_SCOPE")
            assert answer["field"] == "accountId"
    anonymous.close()
    wrong.close()
    assert state_of(own) == before


@pytest.mark.requirement("auth:scope:missing", "auth:scope:writes")
def test_every_endpoint_wants_its_scope(server: Server, worlds: dict[str, World]) -> None:
    own = worlds["B"]
    without = {
        scope: server.key(own.client.account_id, scopes=",".join(s for s in SCOPES if s != scope))
        for scope in SCOPES
    }
    without["approve"] = server.key(own.client.account_id, scopes="admin,read,write")  # execute implies it
    before = state_of(own)
    scopes = {}
    for operation in described(own.client):
        if is_out_of_reach(operation):
            continue
        scopes[operation.name] = operation.scope
        path, body = own.path(operation), body_for(operation, own.body_ids)
        answer = call(without[operation.scope], operation, path, body)
        assert refused(answer, 403, "INSUFFICIENT_SCOPE")["details"]["requiredScope"] == operation.scope
    writes = {"account.patch", "warehouses.create", "warehouses.patch", "brokers.create", "brokers.patch"}
    assert {scopes[name] for name in writes} == {"write"}
    assert scopes["exports.execute"] == "execute"
    assert {scopes.pop(f"{name}.list") for name in ("keys", "people", "invitations", "requests")} == {"admin"}
    assert all(scope == "read" for name, scope in scopes.items() if name.endswith((".list", ".get")))
    assert state_of(own) == before


def test_a_parameter_nobody_can_fill_fails_the_walk(worlds: dict[str, World]) -> None:
    description = {"paths": {"/api/tokens/{token}": {"get": {"operationId": "tokens.get"}}}}
    (operation,) = operations(description)
    with pytest.raises(AssertionError, match="no value for the path parameter token"):
        worlds["B"].path(operation)
    schema = {"type": "object", "properties": {"tokenId": {"type": "string"}}}
    node = {
        "operationId": "tokens.burn",
        "requestBody": {"content": {"application/json": {"schema": schema}}},
    }
    with pytest.raises(LookupError, match="no id for the body field tokenId"):
        Operation("POST", "/api/tokens", node, {}).sample({"accountId": fresh("acc")})
