"""Events read back from the newest, the verdict over their chain, tries of mails, rules and their hits."""

import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import select, update

from entrygo.operations.submission_view import plain_words
from entrygo.store import tables
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.refusals import refused
from tests.serving.sandbox import BOOK, BROKER, Sandbox, sandbox
from tests.serving.server import Server
from tests.serving.waiting import wait_until

NO_CODE = {name: value for name, value in BOOK.items() if name != "hsCode"}


@pytest.fixture
def own(server: Server) -> Sandbox:
    """An account of the test's own."""
    return sandbox(server.account())


def test_events_are_read_newest_first_page_by_page_and_filtered(own: Sandbox, server: Server) -> None:
    kept = own.plan(own.order())["exportId"]
    other = server.key(own.client.account_id, owner="Bo Lind")
    other.ok(other.post(f"/api/exports/{kept}/cancel", {}))

    def read(**query: str) -> list[Any]:  # Any: JSON
        return list(own.client.ok(own.client.get("/api/events", params=query))["data"])

    oldest = read(limit="100")
    assert read(limit="100", order="newest") == oldest[::-1]
    page = own.client.ok(own.client.get("/api/events", params={"order": "newest", "limit": "2"}))
    following = read(order="newest", limit="2", cursor=page["next_cursor"])
    assert [*page["data"], *following] == oldest[::-1][:4]
    of_export = [each["type"] for each in read(exportId=kept, order="newest")]
    assert of_export == ["export.cancelled", "export.planned", "export.batch_created"]
    (cancelled,) = read(actorId=oldest[-1]["actor"]["id"])
    assert cancelled["type"] == "export.cancelled"
    assert read(**{"from": str(cancelled["created_at"])}) == [cancelled]
    assert read(to=str(oldest[0]["created_at"])) == []
    streamed = {"accept": "text/event-stream"}
    answer = own.client.get("/api/events", params={"order": "newest"}, headers=streamed)
    assert refused(answer, 400, "VALIDATION_ERROR")["field"] == "order"


@contextmanager
def altered(server: Server, event_id: str) -> Iterator[None]:
    """An event's payload emptied behind the store's back; put back, since the server serves other tests too."""
    event = update(tables.events).where(tables.events.c.id == event_id)
    with server.rows() as rows:
        payload = rows.execute(
            select(tables.events.c.payload).where(tables.events.c.id == event_id)
        ).scalar_one()
        rows.execute(event.values(payload="{}"))
    yield
    with server.rows() as rows:
        rows.execute(event.values(payload=payload))


def test_the_chain_is_verified_by_its_own_account_and_says_what_was_altered(
    own: Sandbox, server: Server
) -> None:
    own.plan(own.order())
    told = own.client.ok(own.client.get("/api/events/verify"))
    events = own.client.ok(own.client.get("/api/events", params={"limit": 100}))["data"]
    assert told == {"intact": True, "events": len(events), "faults": []}
    other = server.account()
    with altered(server, events[2]["id"]):
        told = own.client.ok(own.client.get("/api/events/verify"))
    assert not told["intact"]
    assert told["faults"] == [f"{own.client.account_id}/live: event 3 ({events[2]['id']}) was altered"]
    assert own.client.ok(own.client.get("/api/events/verify"))["intact"]
    assert other.ok(other.get("/api/events/verify"))["intact"]


def test_a_submission_shows_its_tries_and_message_without_the_brokers_links(
    own: Sandbox, mailbox: BrokerMailbox
) -> None:
    address = "full@broker.example"
    mailbox.data_answers[address] = "552 5.2.2 mailbox full"
    broker = own.client.ok(own.client.post("/api/brokers", BROKER | {"email": address}))["id"]
    planned = own.plan(own.order(), brokerId=broker)
    done = own.client.ok(own.client.post("/api/exports/execute", {"batchId": planned["exportId"]}))
    path = f"/api/submissions/{done['brokerSubmission']['id']}"
    shown = wait_until(
        lambda: (found := own.client.ok(own.client.get(path)))["status"] == "failed" and found,
        why=lambda _: "the mail did not fail",
    )
    (only,) = shown["tries"]
    assert (only["number"], only["outcome"]) == (1, "rejected")
    assert "mailbox full" in only["words"]
    assert only["plain_words"] == shown["plain_words"] == plain_words("552 5.2.2 mailbox full")
    raw = own.client.get(shown["message_path"])
    assert raw.headers["content-type"] == "message/rfc822"
    message = email.message_from_bytes(raw.content, policy=email.policy.default)
    assert message["To"] == address
    assert [part.get_filename() for part in message.iter_attachments()]
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # it has one
    assert "/broker/the-brokers-own-link" in text
    good = own.executed()["brokerSubmission"]
    assert [
        each["outcome"] for each in own.client.ok(own.client.get(f"/api/submissions/{good['id']}"))["tries"]
    ] == ["sent"]


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("550 5.1.1 no such user", "There is no mailbox of this name: check the address."),
        (
            "450 greylisted",
            "The mailbox cannot take mail at present; such answers are often over within the hour.",
        ),
        ("5.9.9 odd, then 554 no", "The mail server refuses the message."),
        ("Connection refused on port 25", None),
        (None, None),
    ],
)
def test_a_mail_servers_words_are_told_plainly_where_a_code_says_so(
    said: str | None, means: str | None
) -> None:
    assert plain_words(said) == means


def test_rules_say_in_how_many_plans_they_spoke(own: Sandbox) -> None:
    bare = own.product(NO_CODE)
    own.plan(own.order(bare), own.order(bare))
    own.plan(own.order())
    told = own.client.ok(own.client.get("/api/tariff/rules"))
    hits = {each["code"]: each["hits"] for each in told["data"]}
    assert (told["plans"], hits["HTS_CODE_MISSING"], hits["IMPORT_BANNED"]) == (2, 1, 0)
    assert told["data"] == sorted(told["data"], key=lambda each: each["rule"])


def test_the_status_of_the_tariff_says_its_age_and_its_programmes(own: Sandbox) -> None:
    told = own.client.ok(own.client.get("/api/tariff/status"))
    health = own.client.ok(own.client.get("/api/system/health"))
    assert told["edition"] in str(health)
    assert told["ageDays"] >= 0
    assert {each["isInForce"] for each in told["programmes"]} >= {True}
    assert all(each["source"] for each in told["programmes"])


def test_a_broker_has_a_cut_off_in_a_zone_that_exists(own: Sandbox) -> None:
    path = f"/api/brokers/{own.broker_id}"
    cut_off = {"time": "17:00", "timeZone": "America/Toronto", "days": [1, 2, 3, 4, 5]}
    assert own.client.ok(own.client.patch(path, {"cutOff": cut_off}))["cutOff"] == cut_off
    told = refused(
        own.client.patch(path, {"cutOff": cut_off | {"timeZone": "Mars/Base"}}), 400, "VALIDATION_ERROR"
    )
    assert told["field"] == "cutOff.timeZone"
    told = refused(own.client.patch(path, {"cutOff": cut_off | {"time": "25:00"}}), 400, "VALIDATION_ERROR")
    assert told["field"] == "cutOff.time"
    assert "cutOff" not in own.client.ok(own.client.patch(path, {"cutOff": None}))
