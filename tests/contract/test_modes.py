"""Test mode: a world of its own where everything answers as in live mode, and no mail leaves."""

import email
import email.policy
from typing import Any

import httpx
import pytest

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.refusals import refused
from tests.serving.sandbox import BOOK, BROKER, PROFILE, WAREHOUSE, Sandbox, fresh, sandbox
from tests.serving.server import Client, Server

pytestmark = pytest.mark.database

LISTS = ("orders", "products", "warehouses", "brokers", "exports", "events", "notifications")


@pytest.fixture(scope="module")
def test_goods(server: Server, goods: Sandbox) -> Sandbox:
    """The test world of the module's account, filled as its live world is."""
    return sandbox(server.key(goods.client.account_id, mode="test"))


def shape(value: Any) -> Any:
    """The keys and types of an answer."""
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


@pytest.mark.requirement("modes:test:separate", "lists:scope:account")
def test_the_two_worlds_of_an_account_share_nothing(server: Server) -> None:
    live = server.account()
    test = server.key(live.account_id, mode="test")
    for client, name in ((live, "Live"), (test, "Test")):
        client.ok(client.patch("/api/account", {"name": name}))
        line = {"title": name, "externalId": "same"}
        product = client.ok(client.post("/api/products/sync", {"items": [BOOK | line]}))["data"][0]["id"]
        order = {"productId": product, "quantity": 1, "unitValueUsd": 1}
        item = {"externalId": "same", "destinationCountry": "US", "items": [order], "metadata": {"is": name}}
        client.ok(client.post("/api/orders/sync", {"items": [item]}))
        client.ok(client.post("/api/warehouses", {"name": name}))
    for client, name in ((live, "Live"), (test, "Test")):
        assert client.ok(client.get("/api/account"))["name"] == name
        for noun, field in (("products", "title"), ("warehouses", "name"), ("orders", "metadata")):
            (row,) = client.ok(client.get(f"/api/{noun}"))["data"]
            assert row[field] == ({"is": name} if noun == "orders" else name)


@pytest.mark.requirement("modes:test:separate")
def test_a_new_test_world_is_empty_beside_a_full_live_one(server: Server, goods: Sandbox) -> None:
    goods.executed()
    empty = server.key(server.account().account_id, mode="test")
    mine = server.key(goods.client.account_id)
    for noun in LISTS:
        found = empty.ok(empty.get(f"/api/{noun}"))["data"]
        assert [row for row in found if row.get("type") != "key.created"] == []
        assert mine.ok(mine.get(f"/api/{noun}"))["data"]


@pytest.mark.requirement("modes:test:mail-captured")
def test_in_test_mode_mail_is_captured_whole_and_none_arrives(
    test_goods: Sandbox, mailbox: BrokerMailbox
) -> None:
    client, before = test_goods.client, len(mailbox.mails)
    done = test_goods.executed()
    submission = done["brokerSubmission"]
    assert submission["status"] == "sent"
    rows = client.ok(client.get("/api/captured-mails"))["data"]
    (row,) = [each for each in rows if each["submission_id"] == submission["id"]]
    assert row["to"] == test_goods.broker_email
    raw = client.get(row["raw_path"])
    assert raw.headers["content-type"].startswith("message/rfc822")
    assert len(raw.content) == row["size_bytes"]
    mail = email.message_from_bytes(raw.content, policy=email.policy.default)
    assert mail["subject"] == submission["subject"]
    assert mail["to"] == test_goods.broker_email
    files = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
    for artifact in done["artifacts"]:
        assert artifact["filename"] in files
    assert mailbox.to(test_goods.broker_email) == []
    assert len(mailbox.mails) == before


@pytest.mark.requirement("modes:test:mail-captured")
def test_live_mail_is_sent_and_not_captured(goods: Sandbox, mailbox: BrokerMailbox) -> None:
    goods.executed()
    mailbox.wait_for(goods.broker_email)
    assert goods.client.ok(goods.client.get("/api/captured-mails"))["data"] == []


@pytest.mark.requirement("modes:test:same-answers")
def test_the_same_calls_answer_alike_in_both_modes(goods: Sandbox, test_goods: Sandbox) -> None:
    """The same facts, the same order of calls: the same keys and types, and the same decisions."""
    seen = []
    for world in (goods, test_goods):
        planned = world.plan(world.order(quantity=3), world.order())
        done = world.client.ok(world.client.post("/api/exports/execute", {"batchId": planned["exportId"]}))
        package = world.client.ok(world.client.get(f"/api/customs-packages/{done['customs_package_id']}"))
        inspected = world.inspect(planned["exportId"])
        seen.append([planned, done, package, inspected])
    for live, test in zip(*seen, strict=True):
        assert shape(live) == shape(test)
    decided = ("readinessState", "complianceScore", "flags", "estimated_import_savings_usd", "duty_estimate")
    assert [seen[0][0][name] for name in decided] == [seen[1][0][name] for name in decided]
    kinds = [[each["artifact_type"] for each in answers[1]["artifacts"]] for answers in seen]
    assert kinds[0] == kinds[1]
    types = [[each["type"] for each in answers[3]["events"]] for answers in seen]
    assert sorted(types[0]) == sorted(types[1])


@pytest.mark.requirement("modes:test:same-answers")
def test_refusals_are_the_same_in_test_mode(test_goods: Sandbox) -> None:
    client = test_goods.client
    refused(client.get("/api/exports/batch_x"), 404, "NOT_FOUND")
    refused(client.http.post("/api/exports/plan", content=b"{"), 400, "INVALID_REQUEST")
    refused(client.post("/api/exports/plan", test_goods.request("ord_x")), 400, "INVALID_ORDER_REFERENCE")
    done = test_goods.executed()
    again = client.post("/api/exports/execute", {"batchId": done["exportId"]})
    refused(again, 409, "INVALID_EXPORT_STATE")


@pytest.mark.requirement("protocol:loop:whole")
@pytest.mark.parametrize("mode", ["live", "test"])
def test_sync_plan_execute_inspect_need_nothing_but_the_documented_calls(server: Server, mode: str) -> None:
    """A client of its own that knows the server's address and a key, and goes from nothing to the papers."""
    key: Client = server.account(mode=mode)
    headers = {"authorization": f"Bearer {key.api_key}"}
    with httpx.Client(base_url=server.url, headers=headers, timeout=60) as http:

        def call(method: str, path: str, **body: Any) -> Any:
            given = {"json": body} if method != "GET" else {}
            answer = http.request(method, path, **given)
            assert answer.status_code == 200, answer.text
            return answer.json() if "json" in answer.headers["content-type"] else answer.content

        account = call("GET", "/api/system/health")["accountId"]
        call("PATCH", "/api/account", **PROFILE)
        warehouse = call("POST", "/api/warehouses", accountId=account, **WAREHOUSE)
        email_address = f"{fresh('loop')}@broker.example"
        broker = call("POST", "/api/brokers", accountId=account, email=email_address, **BROKER)
        product = call(
            "POST", "/api/products/sync", accountId=account, items=[BOOK | {"externalId": "sku-1"}]
        )
        line = {"productId": product["data"][0]["id"], "quantity": 2, "unitValueUsd": 20}
        order = {"externalId": "web-1", "destinationCountry": "US", "items": [line]}
        synced = call("POST", "/api/orders/sync", accountId=account, items=[order])
        asked: dict[str, Any] = {
            "accountId": account,
            "warehouseId": warehouse["id"],
            "brokerId": broker["id"],
        }
        asked |= {"orderIds": [synced["data"][0]["id"]], "destinationCountry": "US"}
        dry = call("POST", "/api/exports/plan", **asked, dryRun=True)
        planned = call("POST", "/api/exports/plan", **asked, idempotencyKey="loop-1")
        assert planned["planHash"] == dry["planHash"]
        assert planned["readinessState"] == "READY"
        done = call("POST", "/api/exports/execute", accountId=account, batchId=planned["exportId"])
        seen = call("GET", f"/api/exports/{planned['exportId']}")
        assert (done["state"], seen["state"]) == ("COMPLETED", "COMPLETED")
        assert done["planHash"] == seen["planHash"] == planned["planHash"]
        package = call("GET", f"/api/customs-packages/{done['customs_package_id']}")
        for artifact in package["artifacts"]:
            path = f"/api/customs-packages/{package['id']}/artifacts/{artifact['filename']}"
            assert http.get(path).status_code == 200
