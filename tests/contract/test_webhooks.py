"""Webhooks from a real server to a real receiver on loopback, verified with the library that receivers use."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import jsonschema_rs
import pytest
from sqlalchemy import update
from standardwebhooks import WebhookVerificationError

from entrygo.client.types import WebhookMessage
from entrygo.clock import SystemClock
from entrygo.contract.times import iso, later
from entrygo.lifecycle.event_payloads import payload_schema
from entrygo.lifecycle.events import EventType
from entrygo.store import tables
from tests.serving.event_payloads import validator_of
from tests.serving.postgres import fresh_database
from tests.serving.receiver import Receiver, receiving
from tests.serving.refusals import issues, refused
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Client, Server
from tests.serving.waiting import wait_until

pytestmark = pytest.mark.database

Node = dict[str, Any]  # Any: JSON


@pytest.fixture(scope="module")
def server(
    request: pytest.FixtureRequest, database_kind: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server in a network of its own, whose webhooks may go to loopback."""
    home: Path = tmp_path_factory.mktemp("hooked") / "home"
    settings = {"ENTRYGO_WEBHOOK_ALLOW_PRIVATE": "true"} | fresh_database(request, database_kind)
    running = Server(home, environment=settings).start()
    yield running
    running.stop()


@pytest.fixture
def listening() -> Iterator[Receiver]:
    """A receiver of the test's own: what an endpoint of another test is still owed does not come here."""
    with receiving() as receiver:
        yield receiver


@dataclass
class Hooked:
    """An account with one endpoint at the receiver."""

    goods: Sandbox
    receiver: Receiver
    hook: Node

    @property
    def client(self) -> Client:
        """Its client."""
        return self.goods.client

    @property
    def path(self) -> str:
        """The endpoint's path."""
        return f"/api/webhooks/{self.hook['id']}"

    def deliveries(self, **query: str) -> list[Node]:
        """What the endpoint is owed, newest first."""
        rows: list[Node] = self.client.ok(self.client.get(f"{self.path}/deliveries", params=query))["data"]
        return rows

    def shown(self) -> Node:
        """The endpoint as it stands."""
        return self.client.ok(self.client.get(self.path))

    def wait_until(self, holds: Callable[[], bool], seconds: float = 30) -> None:
        """Until something holds."""
        wait_until(holds, seconds=seconds, why=lambda _: (self.shown(), self.deliveries()))

    def passes(self, seconds: float) -> None:
        """So much time is over, for what waits: its instants are moved back."""
        table = tables.webhook_deliveries
        with self.client.server.rows() as rows:
            due = iso(later(SystemClock().now(), -seconds))
            rows.execute(update(table).where(table.c.webhook_id == self.hook["id"]).values(due_at=due))


@pytest.fixture
def hooked(server: Server, listening: Receiver) -> Hooked:
    """A new account, live, its receiver taking everything."""
    return _hooked(server.account(), listening)


def _hooked(client: Client, listening: Receiver, **fields: Any) -> Hooked:
    goods = sandbox(client)
    hook = client.ok(client.post("/api/webhooks", {"url": listening.url} | fields))
    return Hooked(goods, listening, hook)


def webhook_schema(description: Node) -> Any:  # Any: jsonschema-rs names its validators by draft
    """The webhook's message as the description has it."""
    return jsonschema_rs.validator_for(
        {"$ref": "#/components/schemas/WebhookMessage", "components": description["components"]}
    )


@pytest.mark.requirement(
    "webhooks:delivery:signed", "webhooks:delivery:at-least-once", "webhooks:delivery:shown"
)
def test_what_happens_is_posted_signed_and_as_the_stream_lists_it(hooked: Hooked) -> None:
    export_id = hooked.goods.executed()["exportId"]
    listed = {each["id"]: each for each in hooked.goods.inspect(export_id)["events"]}

    def told() -> dict[str, Node]:
        return {
            each.document["data"]["id"]: each.verified(hooked.hook["secret"])
            for each in hooked.receiver.messages
        }

    hooked.wait_until(lambda: set(listed) <= set(told()))
    whose = {"accountId": hooked.client.account_id, "mode": "live"}
    message = webhook_schema(hooked.client.http.get("/docs/api/openapi/full").json())
    for each in hooked.receiver.messages:
        assert message.is_valid(each.document), each.document
        if each.document["type"] == "export.executed":
            assert not message.is_valid(each.document | {"type": "key.revoked"}), (
                "its payload is of another type"
            )
    packages = {packages_made(cast("WebhookMessage", each.document)) for each in hooked.receiver.messages} - {
        None
    }
    assert packages == {hooked.goods.inspect(export_id)["customsPackage"]["id"]}
    for identifier, event in listed.items():
        assert told()[identifier] == {
            "type": event["type"],
            "timestamp": event["created_at"],
            "data": event | whose,
        }
    hooked.wait_until(lambda: {each["state"] for each in hooked.deliveries()} == {"delivered"})
    shown = {each["eventId"]: each for each in hooked.deliveries(limit="100")}
    assert {each.id for each in hooked.receiver.messages} == {each["id"] for each in shown.values()}
    for identifier, event in listed.items():
        owed = shown[identifier]
        assert (owed["responseStatus"], owed["attempts"], owed["error"]) == (204, 1, None)
        assert (owed["sequence"], owed["eventType"]) == (event["sequence"], event["type"])


def test_an_event_that_is_not_as_described_fails_the_test_that_writes_it() -> None:
    assert payload_schema(EventType.KEY_REVOKED)["properties"].keys() == {"keyId", "owner", "before", "after"}
    held = validator_of(EventType.KEY_REVOKED)
    assert held.is_valid({"keyId": "key_1", "owner": None})
    assert not held.is_valid({"keyId": 1})
    assert not held.is_valid({"keyId": "key_1", "novel": 1})


def packages_made(message: WebhookMessage) -> str | None:
    """A receiver's own code: the type checker knows the payload by the message's type."""
    return message["data"]["payload"].get("packageId") if message["type"] == "export.executed" else None


@pytest.mark.requirement("webhooks:delivery:types")
def test_an_endpoint_hears_of_the_types_it_chose(server: Server, listening: Receiver) -> None:
    types = ["export.executed", "export.cancelled"]
    hooked = _hooked(server.account(), listening, eventTypes=types)
    hooked.goods.executed()
    cancelled = hooked.goods.plan(hooked.goods.order())["exportId"]
    hooked.client.ok(hooked.client.post(f"/api/exports/{cancelled}/cancel", {}))
    messages = hooked.receiver.wait_for(2)
    assert sorted(each.document["type"] for each in messages) == sorted(types)
    assert len(hooked.deliveries()) == 2


@pytest.mark.requirement("webhooks:delivery:modes", "modes:test:separate")
def test_test_mode_tells_its_own_endpoints_and_says_so(server: Server, listening: Receiver) -> None:
    live = server.account()
    other = live.ok(live.post("/api/webhooks", {"url": listening.url}))
    hooked = _hooked(server.key(live.account_id, mode="test"), listening)
    hooked.goods.plan(hooked.goods.order())
    messages = hooked.receiver.wait_for(2)
    assert {each.verified(hooked.hook["secret"])["data"]["mode"] for each in messages} == {"test"}
    assert live.ok(live.get(f"/api/webhooks/{other['id']}/deliveries"))["data"] == []
    refused(live.get(hooked.path), 404, "NOT_FOUND")


@pytest.mark.requirement("webhooks:secret:once")
def test_the_secret_is_shown_once_and_stands_in_no_other_answer(hooked: Hooked) -> None:
    secret = hooked.hook["secret"]
    assert secret.startswith("whsec_")
    client = hooked.client
    for path in ("/api/webhooks", hooked.path, f"{hooked.path}/deliveries", "/api/events"):
        text = client.get(path).text
        assert '"secret"' not in text
        assert secret not in text
    rotated = client.ok(client.post(f"{hooked.path}/rotate", {}))["secret"]
    assert rotated != secret
    (changed,) = client.ok(client.get("/api/events", params={"type": "webhook.changed"}))["data"]
    assert changed["payload"]["changed"] == ["secret"]
    assert rotated not in client.get("/api/events").text


@pytest.mark.requirement("webhooks:rotate:both")
def test_after_a_rotation_both_secrets_verify_until_the_overlap_is_over(hooked: Hooked) -> None:
    old = hooked.hook["secret"]
    rotated = hooked.client.ok(hooked.client.post(f"{hooked.path}/rotate", {}))
    hooked.goods.plan(hooked.goods.order())
    message = hooked.receiver.wait_for(1)[0]
    assert message.verified(old) == message.verified(rotated["secret"])
    table = tables.webhooks
    with hooked.client.server.rows() as rows:  # the day is over
        over = iso(later(SystemClock().now(), -1))
        mine = table.c.id == hooked.hook["id"]
        rows.execute(update(table).where(mine).values(previous_secret_until=over))
    count = len(hooked.receiver.messages)
    hooked.client.ok(hooked.client.post(f"{hooked.path}/test", {}))
    hooked.wait_until(lambda: any(m.document["type"] == "webhook.test" for m in hooked.receiver.messages))
    (tested,) = [m for m in hooked.receiver.messages[count:] if m.document["type"] == "webhook.test"]
    assert tested.verified(rotated["secret"])["data"]["payload"] == {"webhookId": hooked.hook["id"]}
    with pytest.raises(WebhookVerificationError):
        tested.verified(old)


@pytest.mark.requirement("webhooks:delivery:retried", "webhooks:delivery:shown")
def test_a_failed_delivery_says_why_and_when_it_comes_again_and_comes(hooked: Hooked) -> None:
    hooked.receiver.answer = lambda _: (500, {"Location": "http://127.0.0.1:1/"})
    hooked.client.ok(hooked.client.post(f"{hooked.path}/test", {}))
    hooked.wait_until(lambda: bool(hooked.deliveries()) and hooked.deliveries()[0]["responseStatus"] == 500)
    (failed,) = hooked.deliveries(state="pending")
    assert (failed["attempts"], failed["error"]) == (1, "The receiver answered 500.")
    assert failed["nextAttemptAt"] > failed["lastAttemptAt"]
    assert hooked.shown()["failingSince"] is not None
    hooked.receiver.answer = Receiver.answer
    hooked.passes(1)
    hooked.wait_until(lambda: hooked.deliveries()[0]["state"] == "delivered")
    first, second = hooked.receiver.messages
    assert (first.id, first.body) == (second.id, second.body)
    assert hooked.shown()["failingSince"] is None


@pytest.mark.requirement("webhooks:delivery:gone", "webhooks:disabled:missed")
def test_a_receiver_that_is_gone_is_told_nothing_until_it_is_enabled_again(hooked: Hooked) -> None:
    hooked.receiver.answer = lambda _: (410, {})
    hooked.client.ok(hooked.client.post(f"{hooked.path}/test", {}))
    hooked.wait_until(lambda: hooked.shown()["state"] == "disabled")
    assert hooked.shown()["disabledReason"] == "The receiver answered 410 Gone."
    page = hooked.client.ok(hooked.client.get("/api/events", params={"type": "webhook.disabled"}))
    assert [each["payload"]["webhookId"] for each in page["data"]] == [hooked.hook["id"]]
    hooked.receiver.answer = Receiver.answer
    hooked.receiver.messages.clear()
    export_id = hooked.goods.plan(hooked.goods.order())["exportId"]
    enabled = hooked.client.ok(hooked.client.patch(hooked.path, {"state": "enabled"}))
    assert (enabled["state"], enabled["disabledReason"], enabled["failingSince"]) == ("enabled", None, None)
    messages = hooked.receiver.wait_for(4)
    assert [each.document["type"] for each in messages] == [
        "webhook.disabled",
        "export.batch_created",
        "export.planned",
        "webhook.changed",
    ]
    assert messages[1].document["data"]["payload"]["batchId"] == export_id


@pytest.mark.requirement("webhooks:replay:one", "webhooks:replay:since")
def test_what_was_delivered_can_be_had_again_under_its_ids(hooked: Hooked) -> None:
    for _ in range(2):
        hooked.goods.plan(hooked.goods.order())
    first = hooked.receiver.wait_for(4)
    hooked.wait_until(lambda: {each["state"] for each in hooked.deliveries()} == {"delivered"})
    again = hooked.client.ok(hooked.client.post(f"{hooked.path}/deliveries/{first[0].id}/replay", {}))
    assert (again["id"], again["state"]) == (first[0].id, "pending")
    assert hooked.receiver.wait_for(5)[4].id == first[0].id
    since_event = hooked.client.ok(
        hooked.client.post(f"{hooked.path}/replay", {"since": first[1].document["data"]["id"]})
    )
    assert since_event["events"] >= 2, "of all types, those it is not told of among them"
    assert [each.id for each in hooked.receiver.wait_for(7)[5:]] == [each.id for each in first[2:]]
    at = first[0].document["data"]["created_at"]
    since_time = hooked.client.ok(hooked.client.post(f"{hooked.path}/replay", {"since": at}))
    assert since_time["events"] >= 4
    assert [each.id for each in hooked.receiver.wait_for(11)[7:]] == [each.id for each in first]


def test_a_replay_since_nothing_known_is_refused(hooked: Hooked) -> None:
    post = hooked.client.post
    refused(post(f"{hooked.path}/replay", {"since": "evt_" + "0" * 32}), 404, "NOT_FOUND")
    assert issues(post(f"{hooked.path}/replay", {"since": "yesterday"})) == {"since": "invalid_string"}
    refused(post(f"{hooked.path}/deliveries/whd_absent/replay", {}), 404, "NOT_FOUND")


def test_a_delivery_answers_under_its_own_endpoint_alone(hooked: Hooked) -> None:
    owed = hooked.client.ok(hooked.client.post(f"{hooked.path}/test", {}))
    other = hooked.client.ok(hooked.client.post("/api/webhooks", {"url": hooked.receiver.url}))["id"]
    path = f"/api/webhooks/{other}/deliveries/{owed['id']}/replay"
    refused(hooked.client.post(path, {}), 404, "NOT_FOUND")


def test_a_deleted_endpoint_is_gone_with_all_that_was_owed_to_it(hooked: Hooked) -> None:
    hooked.receiver.answer = lambda _: (500, {})
    hooked.client.ok(hooked.client.post(f"{hooked.path}/test", {}))
    hooked.receiver.wait_for(1)
    gone = hooked.client.ok(hooked.client.http.request("DELETE", hooked.path))
    assert gone == {"id": hooked.hook["id"], "isDeleted": True}
    refused(hooked.client.get(hooked.path), 404, "NOT_FOUND")
    refused(hooked.client.get(f"{hooked.path}/deliveries"), 404, "NOT_FOUND")
    with hooked.client.server.rows() as rows:
        table = tables.webhook_deliveries
        assert not rows.execute(table.select().where(table.c.webhook_id == hooked.hook["id"])).all()


def test_a_change_is_shown_and_told_and_a_change_to_the_same_is_none(hooked: Hooked) -> None:
    change = {"description": "desk", "eventTypes": ["export.executed", "export.executed"]}
    changed = hooked.client.ok(hooked.client.patch(hooked.path, change))
    assert (changed["description"], changed["eventTypes"]) == ("desk", ["export.executed"])
    assert hooked.client.ok(hooked.client.patch(hooked.path, change)) == changed
    cleared = hooked.client.ok(hooked.client.patch(hooked.path, {"description": None, "eventTypes": None}))
    assert (cleared["description"], cleared["eventTypes"]) == (None, None)
    assert cleared["url"] == hooked.hook["url"]
    told = hooked.client.ok(hooked.client.get("/api/events", params={"type": "webhook.changed"}))["data"]
    assert [each["payload"]["changed"] for each in told] == [["eventTypes", "description"]] * 2


def test_registering_twice_with_one_key_registers_once(hooked: Hooked) -> None:
    body = {"url": hooked.receiver.url}
    first = hooked.client.post("/api/webhooks", body, key="hook-1")
    second = hooked.client.post("/api/webhooks", body, key="hook-1")
    assert first.content == second.content
    assert len(hooked.client.ok(hooked.client.get("/api/webhooks"))["data"]) == 2


def test_endpoints_are_listed_by_cursor_and_their_number_is_bounded(
    server: Server, listening: Receiver
) -> None:
    client = server.account()
    ids = [client.ok(client.post("/api/webhooks", {"url": listening.url}))["id"] for _ in range(50)]
    assert issues(client.post("/api/webhooks", {"url": listening.url})) == {"url": "too_big"}
    found: list[str] = []
    query: dict[str, str] = {"limit": "20"}
    while True:
        page = client.ok(client.get("/api/webhooks", params=query))
        found += [each["id"] for each in page["data"]]
        if not page["has_more"]:
            break
        query["cursor"] = page["next_cursor"]
    assert sorted(found) == sorted(ids)


def test_all_that_is_wrong_with_a_registration_is_said_at_once(hooked: Hooked) -> None:
    body = {"url": "ftp://example.com", "eventTypes": ["export.executed", "export.exploded"]}
    found = {"url": "invalid_string", "eventTypes.1": "invalid_enum_value"}
    assert issues(hooked.client.post("/api/webhooks", body)) == found


def test_what_is_sent_and_not_recorded_when_the_power_goes_is_sent_again_under_its_id(
    tmp_path: Path,
) -> None:
    with receiving() as receiver:
        settings = {"ENTRYGO_WEBHOOK_ALLOW_PRIVATE": "true"}
        server = Server(tmp_path / "home", environment=settings).start()
        hooked = _hooked(server.account(), receiver)
        dead = threading.Event()

        def die(_: object) -> tuple[int, dict[str, str]]:
            server.kill()
            dead.set()
            return 204, {}

        receiver.answer = die
        hooked.client.ok(hooked.client.post(f"{hooked.path}/test", {}))
        assert dead.wait(60)
        receiver.answer = Receiver.answer
        server.start()
        (cut_off,) = hooked.deliveries()
        assert (cut_off["state"], cut_off["attempts"], cut_off["nextAttemptAt"]) == ("sending", 1, None)
        hooked.passes(1)  # the claim is over
        hooked.wait_until(lambda: hooked.deliveries()[0]["state"] == "delivered")
        first, second = receiver.messages
        assert first.id == second.id == cut_off["id"]
        assert first.verified(hooked.hook["secret"]) == second.verified(hooked.hook["secret"])
        assert server.stop() == 0


PRIVATE = (
    "http://example.com/",
    "https://127.0.0.1/",
    "https://localhost/",
    "https://[::1]/",
    "https://10.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://user:pass@example.com/",
    "https://example.com:22/",
)


@pytest.mark.requirement("webhooks:url:public")
def test_a_server_on_the_internet_takes_public_urls_alone(
    request: pytest.FixtureRequest, database_kind: str, tmp_path: Path
) -> None:
    server = Server(tmp_path / "home", environment=fresh_database(request, database_kind)).start()
    client = server.account()
    for url in PRIVATE:
        assert issues(client.post("/api/webhooks", {"url": url})) == {"url": "invalid_string"}, url
    hook = client.ok(client.post("/api/webhooks", {"url": "https://hooks.invalid/"}))
    changed = client.patch(f"/api/webhooks/{hook['id']}", {"url": PRIVATE[1]})
    assert issues(changed) == {"url": "invalid_string"}
    assert server.stop() == 0
