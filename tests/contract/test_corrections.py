"""Corrections: version 2 names version 1, lists what changed, threads onto the first mail; older files stay."""

from typing import Any

import pytest

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import BOOK, Sandbox, fresh, sandbox
from tests.serving.server import Client
from tests.serving.waiting import wait_until

pytestmark = pytest.mark.database


@pytest.fixture
def shop(client: Client) -> Sandbox:
    """A broker of the test's own."""
    return sandbox(client)


def corrected(shop: Sandbox, export_id: str, version: int) -> dict[str, Any]:
    """Inspect until the version is made; an AssertionError after 20 s."""
    return wait_until(  # as the contract tells clients to
        lambda: shop.inspect(export_id),
        lambda seen: (
            (seen["customsPackage"]["version"], seen["brokerSubmission"]["status"]) == (version, "sent")
        ),
        why=lambda seen: seen["customsPackage"],
    )


@pytest.mark.requirement(
    "submission:correction:version", "submission:correction:thread", "events:types:corrected"
)
def test_a_correction_names_the_first_package_and_every_changed_field(
    shop: Sandbox, mailbox: BrokerMailbox
) -> None:
    sku = fresh("BK")
    product = shop.product(BOOK | {"sku": sku})
    done = shop.executed(shop.order(product))
    shop.client.ok(shop.client.patch(f"/api/products/{product}", {"countryOfOrigin": "IE"}))
    path = f"/api/exports/{done['exportId']}/corrections"
    answer = shop.client.ok(shop.client.post(path, {}, key="correct-1"))
    assert answer["version"] == 2
    assert {"field": f"Product {sku}: country_of_origin", "before": "GB", "after": "IE"} in answer["changes"]
    again = shop.client.post(path, {}, key="correct-1")
    assert again.json() == answer
    seen = corrected(shop, done["exportId"], 2)
    first, second = mailbox.wait_for(shop.broker_email, 2)
    assert second["In-Reply-To"] == first["Message-ID"]
    text = second.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # None fails the test as well
    assert answer["supersedes"] in text
    assert f"Product {sku}: country_of_origin: GB -> IE" in text
    assert seen["customsPackage"]["packageNumber"] == answer["packageNumber"]
    old = shop.client.ok(shop.client.get(f"/api/customs-packages/{done['customs_package_id']}"))
    assert old["state"] == "superseded"
    for artifact in old["artifacts"]:
        address = f"/api/customs-packages/{old['id']}/artifacts/{artifact['filename']}"
        assert shop.client.get(address).status_code == 200
    assert [event["type"] for event in seen["events"]].count("package.corrected") == 1


def test_a_correction_without_a_change_is_refused_and_writes_nothing(shop: Sandbox) -> None:
    done = shop.executed()
    before = shop.inspect(done["exportId"])
    refused = shop.client.post(f"/api/exports/{done['exportId']}/corrections", {})
    assert refused.status_code == 409
    assert refused.json()["errorCode"] == "INVALID_EXPORT_STATE"
    assert shop.inspect(done["exportId"]) == before


def test_only_an_executed_export_is_corrected(shop: Sandbox) -> None:
    planned = shop.plan(shop.order())
    refused = shop.client.post(f"/api/exports/{planned['exportId']}/corrections", {})
    assert refused.json()["details"]["currentState"] == "BATCHED"


def test_a_withdrawn_package_tells_the_broker_once_to_file_nothing(
    shop: Sandbox, mailbox: BrokerMailbox
) -> None:
    done = shop.executed()
    path = f"/api/exports/{done['exportId']}/withdraw"
    assert shop.client.post(path, {}).json()["field"] == "reason"
    first = shop.client.post(path, {"reason": "Truck did not leave"}, key="withdraw-1")
    assert (
        shop.client.ok(first)["packageNumber"]
        == shop.inspect(done["exportId"])["customsPackage"]["packageNumber"]
    )
    assert (
        shop.client.post(path, {"reason": "Truck did not leave"}, key="withdraw-1").content == first.content
    )
    assert shop.client.post(path, {"reason": "again"}).status_code == 409
    submission, notice = mailbox.wait_for(shop.broker_email, 2)
    assert notice["In-Reply-To"] == submission["Message-ID"]
    assert "Truck did not leave" in notice.get_content()
    assert list(notice.iter_attachments()) == []
    seen = shop.inspect(done["exportId"])
    assert seen["state"] == "COMPLETED"
    assert seen["brokerSubmission"]["status"] == "sent"
    assert [event["type"] for event in seen["events"]].count("package.withdrawn") == 1
