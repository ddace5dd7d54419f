"""Keys, accounts and scopes, and the order in which a call is checked."""

import hashlib
import re
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from entrygo.store import tables
from tests.serving.refusals import issues, refused
from tests.serving.sandbox import Sandbox, fresh
from tests.serving.server import Client, Server
from tests.serving.waiting import wait_until

PLAN = "/api/exports/plan"


def get_with(server: Server, authorization: str | None) -> httpx.Response:
    """Health, with any Authorization header."""
    headers = {} if authorization is None else {"authorization": authorization.encode("latin-1")}
    return httpx.get(f"{server.url}/api/system/health", headers=headers, timeout=60)


@pytest.fixture(scope="module")
def foreign(server: Server) -> Client:
    """Another account."""
    return server.account("Other Goods")


@pytest.mark.requirement("auth:key:missing", "health:get:no-key")
@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Basic dXNlcjpwYXNz", "shpbndl_live_x"])
def test_a_call_without_a_bearer_key_is_told_that_it_is_missing(
    server: Server, authorization: str | None
) -> None:
    answer = get_with(server, authorization)
    assert refused(answer, 401, "INVALID_API_KEY")["message"] == "Missing API key."
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.requirement("auth:key:wrong")
def test_a_key_that_was_never_made_is_refused_whatever_it_looks_like(server: Server, client: Client) -> None:
    wrong = [
        "shpbndl_live_" + "A" * 43,
        client.api_key[:-1],
        client.api_key + "x",
        "x" * 20_000,
        "' OR 1=1 --",
    ]
    wrong += [client.api_key.replace("live", "test"), client.api_key.upper(), "\xe9" * 40]
    for secret in wrong:
        answer = get_with(server, f"Bearer {secret}")
        assert refused(answer, 401, "INVALID_API_KEY")["message"] == "Invalid API key.", secret[:60]


@pytest.mark.requirement("auth:key:bearer", "health:get:key", "auth:scope:default")
def test_a_key_shows_its_own_account_mode_and_default_scopes(client: Client) -> None:
    seen = client.ok(client.get("/api/system/health"))
    assert (seen["accountId"], seen["mode"], seen["status"]) == (client.account_id, "live", "ok")
    assert seen["scopes"] == ["execute", "read", "write"]


@pytest.mark.requirement("auth:key:expired")
def test_an_expired_key_is_refused_and_one_that_ends_later_works(server: Server, client: Client) -> None:
    expired = server.key(client.account_id, expires="2999-12-31")
    digest = hashlib.sha256(expired.api_key.encode()).hexdigest()
    end = update(tables.api_keys).where(tables.api_keys.c.digest == digest)
    with server.rows() as database:
        assert database.execute(end.values(expires_at="2020-01-01T23:59:59.999Z")).rowcount == 1
    assert refused(expired.get("/api/account"), 401, "INVALID_API_KEY")["message"] == "Invalid API key."
    assert server.key(client.account_id, expires="2999-12-31").get("/api/account").status_code == 200
    with server.rows() as database:  # as it was: the server is shared, and an audit would find it altered
        database.execute(end.values(expires_at="2999-12-31T23:59:59.999Z"))


@pytest.mark.requirement("auth:key:revoked")
def test_a_revoked_key_is_refused(server: Server, client: Client) -> None:
    revoked = server.key(client.account_id)
    digest = hashlib.sha256(revoked.api_key.encode()).hexdigest()
    revoke = update(tables.api_keys).where(tables.api_keys.c.digest == digest)
    with server.rows() as database:
        assert database.execute(revoke.values(revoked_at="2026-01-01T00:00:00.000Z")).rowcount == 1
    assert refused(revoked.get("/api/account"), 401, "INVALID_API_KEY")["message"] == "Invalid API key."
    assert client.get("/api/account").status_code == 200


@pytest.mark.requirement(
    "account:cli:first", "auth:key:prefix", "auth:key:digest-only", "naming:ids:prefixes"
)
def test_the_command_line_makes_the_first_account_and_keys_and_shows_a_key_once(server: Server) -> None:
    account_id = server.command("account", "create", "--name", "Ünï ltd")["accountId"]
    made = server.command("key", "create", "--account", account_id)
    live = made["apiKey"]
    assert re.fullmatch(r"key_[0-9a-f]{32}", made["keyId"])
    test = server.command("key", "create", "--account", account_id, "--mode", "test")["apiKey"]
    assert live.startswith("shpbndl_live_")
    assert test.startswith("shpbndl_test_")
    server.clients.append(Client(server, account_id, live))  # closed with the server
    assert server.clients[-1].get("/api/account").json()["name"] == "Ünï ltd"
    keys, digest = tables.api_keys, hashlib.sha256(live.encode()).hexdigest()
    with server.rows() as database:
        (stored,) = database.execute(select(keys).where(keys.c.digest == digest)).all()
    secret = live.removeprefix("shpbndl_live_")
    assert not any(secret in str(value) for value in stored)
    kept = [file for file in server.home.rglob("*") if file.is_file()]
    assert not any(secret.encode() in file.read_bytes() for file in kept)


@pytest.mark.requirement("auth:scope:missing", "auth:scope:admin")
def test_a_policy_needs_the_scope_admin(server: Server, client: Client) -> None:
    refusal = refused(
        client.patch("/api/account", {"policy": {"readyOnly": True}}), 403, "INSUFFICIENT_SCOPE"
    )
    assert refusal["details"]["requiredScope"] == "admin"
    assert client.get("/api/account").json()["policy"] is None
    admin = server.key(client.account_id, scopes="write,admin")
    body = admin.ok(admin.patch("/api/account", {"policy": {"readyOnly": True}}))
    assert body["policy"] == {"readyOnly": True}
    assert admin.ok(admin.patch("/api/account", {"policy": None}))["policy"] is None


@pytest.mark.requirement("auth:account:mismatch")
def test_a_body_that_names_another_account_is_refused(goods: Sandbox, foreign: Client) -> None:
    body = goods.request(goods.order()) | {"accountId": foreign.account_id}
    refusal = refused(goods.client.post(PLAN, body), 403, "INVALID_ACCOUNT_SCOPE")
    assert refusal["message"] == "accountId does not match API key scope."
    assert goods.client.get("/api/exports").json()["data"] == []


@pytest.mark.requirement("auth:warehouse:foreign", "auth:broker:foreign", "auth:warehouse:unknown")
@pytest.mark.parametrize(
    ("field", "path"), [("warehouseId", "/api/warehouses"), ("brokerId", "/api/brokers")]
)
def test_an_unknown_party_answers_exactly_as_a_foreign_one(
    goods: Sandbox, foreign: Client, field: str, path: str
) -> None:
    made = foreign.ok(foreign.post(path, {"name": "Theirs", "email": "a@b.example"}))["id"]
    unknown = made[:-4] + ("0000" if made[-4:] != "0000" else "1111")
    order = goods.order()
    texts = []
    for identifier in (made, unknown):
        answer = goods.client.post(PLAN, goods.request(order, **{field: identifier}))
        body = refused(answer, 400, "INVALID_ACCOUNT_SCOPE")
        assert body["field"] == field
        texts.append(answer.text.replace(identifier, "ID").replace(body["requestId"], "REQUEST"))
    assert texts[0] == texts[1]


@pytest.mark.requirement("auth:read:absent", "errors:export:not-found", "errors:package:not-found")
@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/api/exports/{}", "Export batch not found."),
        ("/api/exports/{}/snapshot", "Export batch not found."),
        ("/api/customs-packages/{}", "Customs package not found."),
        ("/api/orders/{}", "Order not found."),
        ("/api/products/{}", "Product not found."),
        ("/api/warehouses/{}", "Warehouse not found."),
        ("/api/brokers/{}", "Broker not found."),
    ],
)
def test_an_absent_id_is_not_found_however_it_is_written(client: Client, path: str, message: str) -> None:
    odd = [
        "batch_" + "0" * 32,
        "x",
        "%00",
        "a%00b",
        "%ff%fe",
        "%F0%9F%93%A6",
        "..%2F..",
        "a" * 5_000,
        "'--",
        "%0d%0a",
    ]
    for identifier in odd:
        answer = client.get(path.format(identifier))
        body = answer.json()
        assert answer.status_code == 404, (identifier[:20], answer.text)
        assert body["errorCode"] == "NOT_FOUND"
        if "%2F" not in identifier:  # a slash makes it a path that does not exist
            assert body["message"] == message, identifier


@pytest.mark.requirement("auth:order:key-first", "auth:order:checks", "auth:order:schema-before-account")
def test_checks_run_in_the_contracts_order(server: Server, goods: Sandbox, foreign: Client) -> None:
    """Each call carries every later fault as well; the earlier one answers."""
    mine, url = goods.client, f"{server.url}{PLAN}"
    reader = server.key(mine.account_id, scopes="read")
    broken = httpx.post(url, content=b"{", headers={"authorization": "Bearer shpbndl_live_wrong"}, timeout=60)
    refused(broken, 401, "INVALID_API_KEY")
    refused(reader.http.post(PLAN, content=b"{"), 400, "INVALID_REQUEST")
    theirs = {"accountId": foreign.account_id}
    bad_key: dict[str, Any] = {"idempotencyKey": "not visible"}
    assert issues(reader.post(PLAN, theirs | bad_key)).keys() == {"warehouseId", "brokerId", "orderIds"}
    absent = goods.request(fresh("ord")) | bad_key
    refused(reader.post(PLAN, absent | theirs), 403, "INVALID_ACCOUNT_SCOPE")
    refused(reader.post(PLAN, absent), 403, "INSUFFICIENT_SCOPE")
    assert issues(mine.post(PLAN, absent)) == {"idempotencyKey": "invalid_string"}
    key = fresh("key")
    planned = mine.ok(mine.post(PLAN, goods.request(goods.order()), key=key))
    used = goods.request(fresh("ord"))
    refused(mine.post(PLAN, used, key=key), 409, "IDEMPOTENCY_CONFLICT")
    mine.ok(mine.post(f"/api/exports/{planned['exportId']}/cancel", {}))
    gone = {"batchId": planned["exportId"]}
    refused(mine.post(PLAN, used | gone), 400, "INVALID_ORDER_REFERENCE")


@pytest.mark.requirement("auth:key:revoked")
def test_the_command_line_revokes_a_key_under_a_running_server(server: Server, client: Client) -> None:
    made = server.command("key", "create", "--account", client.account_id)
    headers = {"authorization": f"Bearer {made['apiKey']}"}
    assert client.http.get("/api/account", headers=headers).status_code == 200
    assert server.command("key", "revoke", made["keyId"])["revoked"] is True
    # a key is remembered for a second
    wait_until(
        lambda: client.http.get("/api/account", headers=headers).status_code,
        lambda status: status == 401,
        seconds=60,
    )
