"""Keys: made, listed, limited, rotated and revoked, by the API and at the command line."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from entrygo.store import tables
from tests.serving.refusals import issues, refused
from tests.serving.server import Client, Server
from tests.serving.waiting import wait_until

NEW = {"name": "Order desk", "owner": "Bo Lind", "scopes": ["read", "write"]}


@pytest.fixture(scope="module")
def admin(server: Server, client: Client) -> Client:
    """A key that may make keys."""
    return server.key(client.account_id, scopes="read,admin", owner="Ann Bell")


def status(server: Server, secret: str) -> int:
    """What a key's call is answered."""
    headers = {"authorization": f"Bearer {secret}"}
    return httpx.get(f"{server.url}/api/system/health", headers=headers, timeout=60).status_code


@pytest.mark.requirement("keys:create:shape", "keys:list:no-secret")
def test_a_key_is_made_with_owner_scopes_and_limits_and_its_secret_is_shown_once(
    server: Server, admin: Client
) -> None:
    policy = {"maxExportValueUsd": 2500.5, "countries": ["United States"], "readyOnly": True}
    made = admin.ok(admin.post("/api/keys", NEW | {"policy": policy, "expires": "2099-12-31"}, key="make-1"))
    assert made["apiKey"].startswith("shpbndl_live_")
    assert (
        made.items() >= {"name": "Order desk", "owner": "Bo Lind", "mode": "live", "state": "active"}.items()
    )
    assert made["policy"] == {"maxExportValueUsd": 2500.5, "countries": ["US"], "readyOnly": True}
    assert made["expiresAt"] == "2099-12-31T23:59:59.999Z"
    assert status(server, made["apiKey"]) == 200
    listed = admin.ok(admin.get("/api/keys", params={"limit": 1}))
    assert listed["data"] == [{name: value for name, value in made.items() if name != "apiKey"}]
    again = admin.post("/api/keys", NEW | {"policy": policy, "expires": "2099-12-31"}, key="make-1")
    assert again.headers["idempotent-replayed"] == "true"
    assert (again.json()["id"], again.json()["apiKey"]) == (made["id"], None)
    secret = made["apiKey"].removeprefix("shpbndl_live_")
    with server.rows() as rows:
        digest = hashlib.sha256(made["apiKey"].encode()).hexdigest()
        assert rows.execute(select(tables.api_keys.c.owner).where(tables.api_keys.c.digest == digest)).one()
        replays = rows.execute(select(tables.replays.c.body)).scalars()
        assert not any(secret.encode() in (body or b"") for body in replays)


@pytest.mark.requirement("keys:create:refused")
def test_a_key_that_could_do_nothing_or_that_nobody_understands_is_refused(admin: Client) -> None:
    wrong = {
        "name": "",
        "scopes": [],
        "mode": "prod",
        "expires": "2020-01-01",
        "policy": {"maxValue": 5, "countries": [], "readyOnly": "yes"},
    }
    assert issues(admin.post("/api/keys", wrong)) == {
        "name": "too_small",
        "scopes": "too_small",
        "mode": "invalid_enum_value",
        "policy.maxValue": "unrecognized_keys",
        "policy.countries": "too_small",
        "policy.readyOnly": "invalid_type",
    }
    assert issues(admin.post("/api/keys", NEW | {"expires": "2020-01-01"})) == {"expires": "too_small"}
    assert list(issues(admin.post("/api/keys", NEW | {"scopes": ["root"]}))) == ["scopes.0"]
    assert list(issues(admin.post("/api/keys", NEW | {"expires": "soon"}))) == ["expires"]


@pytest.mark.requirement("keys:create:refused", "policy:form:strict")
def test_a_limit_whose_name_is_misspelt_is_refused_and_makes_no_unlimited_key(
    admin: Client, server: Server
) -> None:
    keeper = server.key(admin.account_id, scopes="read,write,admin")
    limits = {"polcy": {"readyOnly": True}, "expiresAt": "2099-12-31"}
    before = [each["id"] for each in admin.ok(admin.get("/api/keys", params={"limit": 100}))["data"]]
    refused = admin.post("/api/keys", NEW | limits)
    assert issues(refused) == dict.fromkeys(limits, "unrecognized_keys")
    assert "policy was meant?" in refused.text
    key = f"/api/keys/{before[0]}"
    assert issues(admin.patch(key, {"polcy": {"readyOnly": True}})) == {"polcy": "unrecognized_keys"}
    assert issues(keeper.patch("/api/account", {"polcy": {"readyOnly": True}})) == {
        "polcy": "unrecognized_keys"
    }
    after = [each["id"] for each in admin.ok(admin.get("/api/keys", params={"limit": 100}))["data"]]
    assert after == before
    told = keeper.ok(keeper.patch("/api/account", {"incotrm": "DDP"}))["warnings"]
    assert [each["didYouMean"] for each in told] == ["incoterm"]  # no limit: legal, and told


@pytest.mark.requirement("policy:form:strict", "policy:form:numbers")
def test_a_policy_refuses_what_it_does_not_know_and_answers_numbers(admin: Client, server: Server) -> None:
    keeper = server.key(admin.account_id, scopes="read,write,admin")
    wrong = {"maxExportValueUSD": 100, "readyonly": True, "countries": []}
    found = issues(keeper.patch("/api/account", {"policy": wrong}))
    assert set(found) == {f"policy.{name}" for name in wrong}
    assert keeper.ok(keeper.get("/api/account"))["policy"] is None
    answer = keeper.patch("/api/account", {"policy": {"maxExportValueUsd": 1234.56}})
    try:
        assert '"maxExportValueUsd":1234.56' in answer.text
        assert '"maxExportValueUsd":1234.56' in keeper.get("/api/account").text
    finally:
        keeper.ok(keeper.patch("/api/account", {"policy": None}))


@pytest.mark.requirement("keys:scope:admin", "keys:foreign:absent")
def test_keys_are_the_accounts_own_and_for_those_who_keep_them(
    server: Server, client: Client, admin: Client
) -> None:
    other = server.account("Other Goods", scopes="admin")
    foreign = other.ok(other.get("/api/keys"))["data"][0]["id"]
    for refusal in (client.get("/api/keys"), client.post("/api/keys", NEW)):
        assert refused(refusal, 403, "INSUFFICIENT_SCOPE")["details"]["requiredScope"] == "admin"
    for verb in ("rotate", "revoke"):
        refused(admin.post(f"/api/keys/{foreign}/{verb}", {}), 404, "NOT_FOUND")
    refused(admin.patch(f"/api/keys/{foreign}", {"name": "mine"}), 404, "NOT_FOUND")
    assert foreign not in {each["id"] for each in admin.ok(admin.get("/api/keys"))["data"]}
    tested = server.key(admin.account_id, mode="test", scopes="admin")
    seen = tested.ok(tested.get("/api/keys", params={"limit": 100}))["data"]
    assert {each["mode"] for each in seen} == {"test"}
    assert list(issues(tested.post("/api/keys", NEW | {"mode": "live"}))) == ["mode"]
    assert admin.ok(admin.post("/api/keys", NEW | {"mode": "test"}))["apiKey"].startswith("shpbndl_test_")


@pytest.mark.requirement("keys:limited:makes-none")
def test_a_key_with_limits_does_not_shed_them_by_making_another(server: Server, admin: Client) -> None:
    limited = server.key(admin.account_id, scopes="admin", policy={"readyOnly": True})
    [me] = [
        each
        for each in admin.ok(admin.get("/api/keys", params={"limit": 100}))["data"]
        if each["policy"] == {"readyOnly": True} and each["scopes"] == ["admin"]
    ]
    for refusal in (
        limited.post("/api/keys", NEW),
        limited.patch(f"/api/keys/{me['id']}", {"policy": None}),
        limited.post(f"/api/keys/{me['id']}/rotate", {}),
    ):
        refused(refusal, 403, "POLICY_DENIED")


@pytest.mark.requirement("keys:rotate:old-dies", "keys:revoke:for-good")
def test_a_rotated_secret_and_a_revoked_key_work_no_more(server: Server, admin: Client) -> None:
    made = admin.ok(admin.post("/api/keys", NEW))
    path = f"/api/keys/{made['id']}"
    fresh = admin.ok(admin.post(f"{path}/rotate", {}))
    assert fresh["id"] == made["id"]
    assert status(server, fresh["apiKey"]) == 200
    gone: Callable[[str], Any] = lambda secret: wait_until(  # noqa: E731
        lambda: status(server, secret), lambda seen: seen == 401, seconds=60
    )
    gone(made["apiKey"])
    assert admin.ok(admin.post(f"{path}/revoke", {}))["state"] == "revoked"
    gone(fresh["apiKey"])
    assert admin.ok(admin.post(f"{path}/revoke", {}))["revokedAt"] is not None
    refused(admin.post(f"{path}/rotate", {}), 400, "VALIDATION_ERROR")


@pytest.mark.requirement("keys:cli:all")
def test_the_command_line_keeps_keys_too(server: Server, client: Client) -> None:
    account = client.account_id
    made = server.command(
        "key", "create", "--account", account, "--owner", "Cy Moss", "--policy", '{"maxExportValueUsd": 40}'
    )
    assert made.items() >= {"owner": "Cy Moss", "policy": {"maxExportValueUsd": 40}}.items()
    listed = server.command("key", "list", "--account", account)["keys"]
    [mine] = [each for each in listed if each["id"] == made["keyId"]]
    assert (mine["state"], "apiKey" in mine) == ("active", False)
    fresh = server.command("key", "rotate", made["keyId"])["apiKey"]
    assert status(server, fresh) == 200
    limits = server.command("key", "policy", made["keyId"], "--policy", '{"countries": ["US"]}')
    assert limits["policy"] == {"countries": ["US"]}
    assert server.command("key", "policy", made["keyId"])["policy"] is None
    assert server.command("key", "revoke", made["keyId"])["revoked"] is True
    assert account in {each["accountId"] for each in server.command("account", "list")["accounts"]}
    events = client.ok(client.get("/api/events", params={"limit": 100}))["data"]
    told = [each for each in events if each["payload"].get("keyId") == made["keyId"]]
    assert [each["type"] for each in told] == [
        "key.created", "key.rotated", "key.changed", "key.changed", "key.revoked",
    ]  # fmt: skip
    assert {(each["actor"]["kind"], each["actor"]["id"]) for each in told} == {("system", "command-line")}


@pytest.mark.requirement("keys:cli:refused")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--scopes", ""), "scopes"),
        (("--scopes", "root"), "root"),
        (("--owner", " "), "--owner"),
        (("--expires", "2020-01-01"), "day to come"),
        (("--policy", "{"), "JSON"),
        (("--policy", "[]"), "object"),
        (("--policy", '{"maxValue": 1, "countries": []}'), "policy"),
    ],
)
def test_the_command_line_refuses_a_key_nobody_means(
    server: Server, client: Client, options: tuple[str, str], said: str
) -> None:
    done = server.run("key", "create", "--account", client.account_id, *options, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1, told
    assert said in told["message"] or said == "policy"
    if said == "policy":
        assert {each["path"] for each in told["details"]["issues"]} == {"maxValue", "countries"}


@pytest.mark.requirement("keys:revoke:streams")
def test_the_streams_of_a_revoked_key_end_within_a_second(server: Server, admin: Client) -> None:
    made = admin.ok(admin.post("/api/keys", NEW))
    headers = {"authorization": f"Bearer {made['apiKey']}", "accept": "text/event-stream"}
    with httpx.stream("GET", f"{server.url}/api/events", headers=headers, timeout=60) as stream:
        parts = stream.iter_raw()
        assert next(parts).startswith(b"retry:")
        revoked = admin.ok(admin.post(f"/api/keys/{made['id']}/revoke", {}))
        for _ in parts:
            pass  # until it ends: httpx gives up after 30 s of silence
    events = admin.ok(admin.get("/api/events", params={"limit": 100, "type": "key.revoked"}))["data"]
    assert events[-1]["payload"]["keyId"] == made["id"]
    assert revoked["state"] == "revoked"
