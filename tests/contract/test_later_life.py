"""An export's later life: mails in the order they were owed, and none that newer papers or a withdrawal overtook."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import Sandbox, fresh, sandbox
from tests.serving.server import Client
from tests.serving.waiting import wait_until

pytestmark = pytest.mark.database
AWAY = "451 4.3.2 the mail system is away"
UNDER_WAY = ("pending", "sending")


@pytest.fixture
def shop(client: Client, mailbox: BrokerMailbox) -> Iterator[Sandbox]:
    """A broker of the test's own, whose mail server takes everything again at the end."""
    shop = sandbox(client)
    yield shop
    mailbox.rcpt_answers.pop(shop.broker_email, None)


def settled(shop: Sandbox, export_id: str, version: int = 1) -> dict[str, Any]:
    """Its inspection once this version is made and no mail of it is under way."""
    return wait_until(
        lambda: shop.inspect(export_id),
        lambda seen: (
            seen["customsPackage"]["version"] == version
            and not any(each["status"] in UNDER_WAY for each in seen["brokerSubmissions"])
        ),
        why=lambda seen: (seen["customsPackage"], seen["brokerSubmissions"]),
    )


def act(shop: Sandbox, export_id: str, verb: str, **body: Any) -> dict[str, Any]:
    """The answer of a verb on an export."""
    return shop.client.ok(shop.client.post(f"/api/exports/{export_id}/{verb}", body))


def changed_fact(shop: Sandbox) -> None:
    """A fact that a correction tells of."""
    shop.client.ok(shop.client.patch(f"/api/products/{shop.book_id}", {"title": fresh("Another title")}))


def subjects(mailbox: BrokerMailbox, address: str) -> list[str]:
    return [str(mail["Subject"]) for mail in mailbox.to(address)]


def events(seen: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [event["payload"] for event in seen["events"] if event["type"] == kind]


@pytest.mark.requirement("later_life:order:withdrawn-unsent")
def test_papers_withdrawn_while_the_mail_server_is_away_never_leave(
    shop: Sandbox, mailbox: BrokerMailbox
) -> None:
    mailbox.rcpt_answers[shop.broker_email] = AWAY
    done = shop.executed()
    answer = act(shop, done["exportId"], "withdraw", reason="Truck did not leave")
    assert (answer["customs_package_id"], answer["recipient_email"]) == (done["customs_package_id"], None)
    seen = shop.inspect(done["exportId"])
    assert seen["brokerSubmission"]["status"] == "superseded"
    assert seen["customsPackage"]["state"] == "withdrawn"
    assert len(events(seen, "broker.submission_superseded")) == 1
    assert events(seen, "package.withdrawn")[0]["notified"] == []
    del mailbox.rcpt_answers[shop.broker_email]
    other = shop.executed()  # a later mail to the same desk arrives, and nothing of the first does
    (only,) = mailbox.wait_for(shop.broker_email)
    assert only["X-EntryGo-Package"] == shop.inspect(other["exportId"])["customsPackage"]["packageNumber"]


@pytest.mark.requirement("later_life:order:corrected-unsent")
def test_papers_corrected_while_the_mail_server_is_away_leave_once_as_their_newest_version(
    shop: Sandbox, mailbox: BrokerMailbox
) -> None:
    mailbox.rcpt_answers[shop.broker_email] = AWAY
    done = shop.executed()
    changed_fact(shop)
    answer = act(shop, done["exportId"], "corrections")
    first = shop.inspect(done["exportId"])["brokerSubmissions"][0]
    assert (first["status"], first["next_attempt_at"]) == ("superseded", None)
    assert answer["packageNumber"] in first["error_message"]
    del mailbox.rcpt_answers[shop.broker_email]
    seen = settled(shop, done["exportId"], version=2)
    assert [each["status"] for each in seen["brokerSubmissions"]] == ["superseded", "sent"]
    (only,) = mailbox.to(shop.broker_email)
    assert only["X-EntryGo-Version"] == "2"
    assert only["In-Reply-To"] is None  # nobody read of a first version, so the letter corrects none
    text = only.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # None fails the test as well
    assert "CORRECTION" not in text


@pytest.mark.requirement("later_life:order:correction-then-withdraw")
def test_a_correction_and_a_withdrawal_at_once_leave_the_withdrawal_last(
    shop: Sandbox, mailbox: BrokerMailbox
) -> None:
    done = shop.executed()
    settled(shop, done["exportId"])
    changed_fact(shop)
    second = act(shop, done["exportId"], "corrections")
    answer = act(shop, done["exportId"], "withdraw", reason="The buyer went away")
    assert answer["packageNumber"] == second["packageNumber"]  # the newest version owed
    seen = settled(shop, done["exportId"], version=2)
    assert seen["customsPackage"]["state"] == "withdrawn"
    left = [each for each in seen["brokerSubmissions"] if each["status"] == "sent"]
    arrived = mailbox.wait_for(shop.broker_email, len(left) + 1)
    assert "WITHDRAWN" in str(arrived[-1]["Subject"])
    assert len(arrived) == len(left) + 1
    numbers = {str(mail["X-EntryGo-Package"]) for mail in arrived[:-1]}
    assert all(number in arrived[-1].get_content() for number in numbers)
    assert (second["packageNumber"] in arrived[-1].get_content()) == (second["packageNumber"] in numbers)


@pytest.mark.requirement("later_life:order:withdrawn-unsent")
def test_a_withdrawal_waits_for_the_mail_that_is_on_its_way(shop: Sandbox, mailbox: BrokerMailbox) -> None:
    is_on_its_way, goes_on = threading.Event(), threading.Event()

    def hold() -> None:
        is_on_its_way.set()
        assert goes_on.wait(60)

    planned = shop.plan(shop.order())
    mailbox.on_data[shop.broker_email] = hold
    body = {"batchId": planned["exportId"]}
    caller = threading.Thread(target=lambda: shop.client.post("/api/exports/execute", body))
    caller.start()
    assert is_on_its_way.wait(60)
    answer = act(shop, planned["exportId"], "withdraw", reason="Stopped at the dock")
    assert answer["recipient_email"] == shop.broker_email
    goes_on.set()
    caller.join()
    first, second = mailbox.wait_for(shop.broker_email, 2)
    assert "broker submission" in str(first["Subject"])
    assert "WITHDRAWN" in str(second["Subject"])
    assert second["In-Reply-To"] == first["Message-ID"]
    assert shop.inspect(planned["exportId"])["brokerSubmission"]["status"] == "sent"


@pytest.mark.requirement("later_life:order:withdrawn-unsent")
def test_a_mail_that_is_refused_while_its_export_is_withdrawn_leaves_nothing_to_tell(
    shop: Sandbox, mailbox: BrokerMailbox
) -> None:
    is_on_its_way, goes_on = threading.Event(), threading.Event()

    def hold() -> None:
        mailbox.data_answers[shop.broker_email] = AWAY
        is_on_its_way.set()
        assert goes_on.wait(60)

    planned = shop.plan(shop.order())
    mailbox.on_data[shop.broker_email] = hold
    body = {"batchId": planned["exportId"]}
    caller = threading.Thread(target=lambda: shop.client.post("/api/exports/execute", body))
    caller.start()
    assert is_on_its_way.wait(60)
    act(shop, planned["exportId"], "withdraw", reason="Stopped at the dock")
    goes_on.set()
    caller.join()
    seen = wait_until(
        lambda: shop.inspect(planned["exportId"]),
        lambda seen: len(events(seen, "broker.submission_superseded")) == 2,
        why=lambda seen: seen["events"][-3:],
    )
    assert seen["brokerSubmission"]["status"] == "superseded"
    assert mailbox.to(shop.broker_email) == []
    mailbox.data_answers.pop(shop.broker_email)


@pytest.mark.requirement("later_life:withdrawn:orders-open")
def test_withdrawn_goods_leave_in_another_export_and_cancelled_ones_do_not(shop: Sandbox) -> None:
    stays, goes = shop.order(), shop.order()
    done = shop.executed(stays, goes)
    order = shop.client.ok(shop.client.get(f"/api/orders/{stays}"))
    again = {name: order[name] for name in ("externalId", "destinationCountry", "items")}
    cancelled = shop.client.ok(
        shop.client.post("/api/orders/sync", {"items": [again | {"status": "cancelled"}]})
    )
    (warning,) = [each for each in cancelled["warnings"] if each["code"] != "UNKNOWN_FIELD"]
    assert f"/api/exports/{done['exportId']}/withdraw" in warning["message"]
    assert cancelled["data"][0]["status"] == "exported"
    answer = act(shop, done["exportId"], "withdraw", reason="One of two was cancelled")
    assert answer["releasedOrderIds"] == [goes]
    released = events(shop.inspect(done["exportId"]), "orders.released")
    assert released == [
        {
            "batchId": done["exportId"],
            "orderIds": [goes],
            "cancelledOrderIds": [stays],
            "before": {"exportedIn": done["exportId"]},
            "after": {"exportedIn": None},
        },
    ]
    statuses = [shop.client.ok(shop.client.get(f"/api/orders/{each}"))["status"] for each in (stays, goes)]
    assert statuses == ["cancelled", "open"]
    assert shop.executed(goes)["state"] == "COMPLETED"


@pytest.mark.requirement("later_life:withdrawn:closed")
@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("resubmit", {}),
        ("resubmit", {"recipientEmail": "other@broker.example"}),
        ("corrections", {}),
        ("withdraw", {"reason": "again"}),
    ],
)
def test_nothing_more_is_sent_of_a_withdrawn_export(shop: Sandbox, verb: str, body: dict[str, Any]) -> None:
    done = shop.executed()
    act(shop, done["exportId"], "withdraw", reason="The buyer went away")
    changed_fact(shop)
    refused = shop.client.post(f"/api/exports/{done['exportId']}/{verb}", body)
    assert (refused.status_code, refused.json()["errorCode"]) == (409, "INVALID_EXPORT_STATE")
    assert refused.json()["details"]["packageState"] == "withdrawn"


@pytest.mark.requirement("later_life:order:redirect")
def test_a_submission_that_waits_is_redirected_and_never_leaves_to_its_first_address(
    shop: Sandbox, mailbox: BrokerMailbox
) -> None:
    mailbox.rcpt_answers[shop.broker_email] = AWAY
    done = shop.executed()
    assert shop.client.post(f"/api/exports/{done['exportId']}/resubmit", {}).status_code == 409
    right = f"{fresh('right')}@broker.example"
    act(shop, done["exportId"], "resubmit", recipientEmail=right)
    del mailbox.rcpt_answers[shop.broker_email]
    seen = settled(shop, done["exportId"])
    assert [each["status"] for each in seen["brokerSubmissions"]] == ["superseded", "sent"]
    assert (len(mailbox.wait_for(right)), mailbox.to(shop.broker_email)) == (1, [])


@pytest.mark.requirement("later_life:order:warehouse")
def test_a_warehouse_is_not_asked_to_load_what_was_withdrawn(client: Client, mailbox: BrokerMailbox) -> None:
    shop = sandbox(client)
    dock = f"{fresh('dock')}@maple.example"
    client.ok(client.patch(f"/api/warehouses/{shop.warehouse_id}", {"notificationEmail": dock}))
    mailbox.rcpt_answers[dock] = AWAY
    done = shop.executed()
    act(shop, done["exportId"], "withdraw", reason="Truck did not leave")
    seen = shop.inspect(done["exportId"])
    told = {each["audience"]: each["status"] for each in seen["notifications"]}
    assert told["warehouse"] == "superseded"
    assert len(events(seen, "warehouse.notice_superseded")) == 1
    del mailbox.rcpt_answers[dock]


@pytest.mark.requirement("later_life:order:warehouse")
def test_a_warehouse_that_was_not_told_yet_is_told_of_the_corrected_version(
    client: Client, mailbox: BrokerMailbox
) -> None:
    shop = sandbox(client)
    dock = f"{fresh('dock')}@maple.example"
    client.ok(client.patch(f"/api/warehouses/{shop.warehouse_id}", {"notificationEmail": dock}))
    mailbox.rcpt_answers[dock] = AWAY
    done = shop.executed()
    changed_fact(shop)
    second = act(shop, done["exportId"], "corrections")
    settled(shop, done["exportId"], version=2)
    del mailbox.rcpt_answers[dock]
    (notice,) = mailbox.wait_for(dock)
    assert second["packageNumber"] in str(notice["Subject"])
    seen = wait_until(
        lambda: shop.inspect(done["exportId"]),
        lambda seen: {each["status"] for each in seen["notifications"]} == {"sent"},
    )
    assert len(seen["notifications"]) == 2
