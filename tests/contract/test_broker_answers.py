"""The broker's page: a signed link in the mail, no account, one purpose, and what is said shows on inspect."""

import re

import httpx
import pytest

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import Sandbox, fresh, sandbox
from tests.serving.server import Client, Server


@pytest.fixture
def shop(server: Server, client: Client) -> Sandbox:
    """A broker of the test's own."""
    return sandbox(client)


def link(shop: Sandbox, mailbox: BrokerMailbox, address: str | None = None) -> str:
    """Execute an export and find the answer link in the broker's mail."""
    mail = mailbox.wait_for(address or shop.broker_email)[0]
    text = mail.get_body(("plain",))
    assert text is not None
    found = re.search(r"https?://\S+/broker/\S+", text.get_content().split("YOUR ANSWER")[1])
    assert found is not None
    return found.group().replace("localhost", "127.0.0.1")


def say(url: str, **fields: str) -> httpx.Response:
    """Press a button of the page."""
    return httpx.post(url, data={"name": "Bea Broker"} | fields)


@pytest.mark.requirement(
    "events:types:acknowledged", "lifecycle:package:states", "lifecycle:submission:states"
)
def test_a_broker_accepts_once_and_inspect_says_so(shop: Sandbox, mailbox: BrokerMailbox) -> None:
    done = shop.executed()
    url = link(shop, mailbox)
    page = httpx.get(url)
    assert page.status_code == 200
    assert (
        shop.inspect(done["exportId"])["customsPackage"]["state"] == "sent_to_broker"
    )  # looking changes nothing
    for _ in range(2):
        assert say(url, decision="accept", entry_number="ABC-1234567-8").status_code == 200
    seen = shop.inspect(done["exportId"])
    assert seen["customsPackage"]["state"] == "acknowledged"
    assert seen["brokerSubmission"]["status"] == "acknowledged"
    assert [event["type"] for event in seen["events"]].count("broker.acknowledged") == 1
    assert seen["brokerAnswers"][0].items() >= {"decision": "accept", "entry_number": "ABC-1234567-8"}.items()
    assert say(url, decision="reject", text="changed my mind").status_code == 400
    assert shop.inspect(done["exportId"])["customsPackage"]["state"] == "acknowledged"


@pytest.mark.requirement("lifecycle:package:states")
def test_a_broker_asks_about_a_line_and_then_rejects_with_a_reason(
    shop: Sandbox, mailbox: BrokerMailbox
) -> None:
    done = shop.executed()
    url = link(shop, mailbox)
    assert say(url, decision="ask", line="1.1", text="Which paper?").status_code == 200
    assert say(url, decision="reject").status_code == 400  # a rejection wants its reason
    assert say(url, decision="reject", text="<b>Wrong value</b>").status_code == 200
    seen = shop.inspect(done["exportId"])
    assert [answer["decision"] for answer in seen["brokerAnswers"]] == ["ask", "reject"]
    assert seen["customsPackage"]["state"] == "rejected"
    assert "<b>Wrong" not in httpx.get(url).text


def test_the_files_of_the_page_are_the_package(shop: Sandbox, mailbox: BrokerMailbox) -> None:
    done = shop.executed()
    url = link(shop, mailbox)
    hrefs = re.findall(r'href="(/broker/[^"]+)"', httpx.get(url).text)
    root = url.split("/broker/")[0]
    got = {href.rsplit("/", 1)[1]: httpx.get(root + href) for href in hrefs}
    assert all(response.status_code == 200 for response in got.values())
    wanted = {artifact["filename"]: artifact["size_bytes"] for artifact in done["artifacts"]}
    assert {name: len(got[name].content) for name in wanted} == wanted
    assert got["package.zip"].content.startswith(b"PK")


def test_an_altered_or_foreign_link_opens_nothing(shop: Sandbox, mailbox: BrokerMailbox) -> None:
    shop.executed()
    url = link(shop, mailbox)
    assert httpx.get(url[:-6] + "AAAAAA").status_code == 404
    assert httpx.get(url + "=").status_code == 404  # other letters for the same bytes are no link of ours
    token = url.rsplit("/", 1)[1]
    root = url.split("/broker/")[0]
    assert httpx.get(f"{root}/broker/{token}/files/manifest.json").status_code == 404  # another purpose
    assert httpx.get(f"{root}/broker/nonsense").status_code == 404


def test_an_entry_number_has_its_form(shop: Sandbox, mailbox: BrokerMailbox) -> None:
    done = shop.executed()
    url = link(shop, mailbox)
    for number in ("garbage <b>", "ABC-123456-8", "ABCD-1234567-8", "ABC-1234567", "ÄBC-1234567-8"):
        refused = say(url, decision="accept", entry_number=number)
        assert refused.status_code == 400, number
        assert "check digit" in refused.text
    assert shop.inspect(done["exportId"])["customsPackage"]["state"] == "sent_to_broker"
    assert say(url, decision="accept", entry_number="abc 1234567 8").status_code == 200
    assert shop.inspect(done["exportId"])["brokerAnswers"][0]["entry_number"] == "ABC-1234567-8"


def test_the_page_shows_what_is_to_be_answered(shop: Sandbox, mailbox: BrokerMailbox) -> None:
    shop.executed()
    page = httpx.get(link(shop, mailbox)).text
    for shown in (
        "What is to be answered",
        "Entry 1: type 11, 1 line, 20.00 USD",
        "4901.99.0070",
        "<td>1.1</td>",
    ):
        assert shown in page


def test_the_links_of_a_mail_sent_to_a_wrong_address_end_with_the_next_submission(
    shop: Sandbox, mailbox: BrokerMailbox
) -> None:
    done = shop.executed()
    wrong = link(shop, mailbox)
    files = re.findall(r'href="(/broker/[^"]+)"', httpx.get(wrong).text)[0]
    right = f"{fresh('right')}@broker.example"
    again = {"recipientEmail": right}
    shop.client.ok(shop.client.post(f"/api/exports/{done['exportId']}/resubmit", again))
    assert "another address" in httpx.get(wrong).text
    assert say(wrong, decision="accept").status_code == 404
    assert httpx.get(wrong.split("/broker/")[0] + files).status_code == 404
    mailbox.wait_for(right)
    assert say(link(shop, mailbox, right), decision="reject", text="Wrong value").status_code == 200


def test_the_links_of_a_submission_end_on_request_and_once(shop: Sandbox, mailbox: BrokerMailbox) -> None:
    done = shop.executed()
    url = link(shop, mailbox)
    submission = shop.inspect(done["exportId"])["brokerSubmission"]["id"]
    path = f"/api/submissions/{submission}/end-links"
    first = shop.client.ok(shop.client.post(path, {"reason": "Sent to the wrong desk"}))
    assert shop.client.ok(shop.client.post(path, {})) == first
    assert httpx.get(url).status_code == 404
    types = [event["type"] for event in shop.inspect(done["exportId"])["events"]]
    assert types.count("broker.links_ended") == 1
    assert shop.client.post("/api/submissions/bes_none/end-links", {}).status_code == 404
