"""The broker's page: a signed link in the mail, no account, one purpose, and what is said shows on inspect."""

import re

import httpx
import pytest

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Client, Server


@pytest.fixture
def shop(server: Server, client: Client) -> Sandbox:
    """A broker of the test's own."""
    return sandbox(client)


def link(shop: Sandbox, mailbox: BrokerMailbox) -> str:
    """Execute an export and find the answer link in the broker's mail."""
    mail = mailbox.wait_for(shop.broker_email)[0]
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
    token = url.rsplit("/", 1)[1]
    root = url.split("/broker/")[0]
    assert httpx.get(f"{root}/broker/{token}/files/manifest.json").status_code == 404  # another purpose
    assert httpx.get(f"{root}/broker/nonsense").status_code == 404
