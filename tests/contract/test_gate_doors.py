"""Every act that owes a mail, through every door that has it: the console, agents, the command line."""

import asyncio
import html
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from entrygo.lifecycle.leaving import DOORS, Act
from entrygo.surfaces.console.pages import ACTS
from entrygo.surfaces.mcp.exports import TOOLS
from tests.browser.console.stage import admitted
from tests.contract.test_gate import READY, mails, policy
from tests.serving.agent import Agent, over_http
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.forked import run_entrygo
from tests.serving.sandbox import Sandbox, fresh, sandbox
from tests.serving.server import Client

OWES = {operation: act for act, operation in DOORS.items()}
CONSOLE = {each.name: OWES[each.operation] for each in ACTS if each.operation in OWES}
AGENTS = {"exports_execute": Act.EXECUTE, "submissions_resend": Act.RESUBMIT}
LIMIT = {"maxExportValueUsd": 100}


@pytest.fixture(scope="module")
def admin(client: Client) -> Client:
    """Who sets policies."""
    return client.server.key(client.account_id, scopes="read,write,execute,admin", owner="Ann Bell")


@pytest.fixture(scope="module")
def operator(client: Client) -> Iterator[tuple[str, httpx.Client]]:
    """A person of the account who may execute: where their pages are, and they."""
    handle, tokens = admitted(client.server, client.account_id, ("operator",), at="gate.example")
    cookies, headers = {"entrygo": tokens["operator"]}, {"sec-fetch-site": "same-origin"}
    with httpx.Client(base_url=client.server.url, cookies=cookies, headers=headers, timeout=60) as caller:
        yield f"/console/{handle}/live", caller


def form_of(name: str, seen: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Where the form of an act goes, below the account, and what its page fills in."""
    export, mail = seen["exportId"], seen["brokerSubmission"] or {}
    here, hashed = f"exports/{export}", {"plan_hash": seen["planHash"]}
    sent = {"recipient_email": f"{fresh('else')}@broker.example"}
    decided = {"submission_id": mail.get("id"), "decision": "resend", "reason": "They have nothing"}
    chosen = {"row": f"{export} {seen['planHash']} {seen['recipient']}"}
    warnings = [str(n) for n, _ in enumerate(seen["validationMessages"])]
    forms: dict[str, tuple[str, dict[str, Any]]] = {
        "export.send": (f"{here}/send", hashed | {"recipient": seen["recipient"], "seen": warnings}),
        "exports.send_chosen": ("exports/send", chosen),
        "export.correct": (f"{here}/correct", {}),
        "export.resubmit": (f"{here}/resubmit", hashed | sent),
        "submission.resubmit": (f"outbox/{mail.get('id')}/resubmit", hashed | sent),
        "export.decide": (f"{here}/decide", decided),
        "submission.decide": (f"outbox/{mail.get('id')}/decide", decided),
        "export.withdraw": (f"{here}/withdraw", hashed | {"reason": "Truck did not leave"}),
    }
    return forms[name]


def pressed(operator: tuple[str, httpx.Client], shop: Sandbox, name: str, export_id: str) -> httpx.Response:
    """A form of the console, sent by a person as its page gives it."""
    base, caller = operator
    seen = shop.inspect(export_id) | {"recipient": shop.broker_email}
    path, fields = form_of(name, seen)
    page = caller.get("/console/me").text
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    return caller.post(
        f"{base}/{path}", data={"token": html.unescape(token[1]), "act": fresh("act")} | fields
    )


def test_every_form_and_tool_that_owes_a_mail_is_tried_here() -> None:
    assert set(CONSOLE.values()) == set(Act)
    assert {each.name for each in TOOLS if each.reaches_out} == set(AGENTS)
    nothing = dict.fromkeys(("exportId", "planHash", "recipient", "brokerSubmission"), "")
    for name in CONSOLE:
        form_of(name, nothing | {"validationMessages": []})


@pytest.mark.requirement("policy:gate:every-act")
@pytest.mark.parametrize("name", CONSOLE)
def test_no_form_of_the_console_gets_past_the_policy(
    name: str,
    client: Client,
    admin: Client,
    operator: tuple[str, httpx.Client],
    mailbox: BrokerMailbox,
) -> None:
    shop = sandbox(client)
    if name == "exports.send_chosen":  # the board sends what nobody has to look at
        export_id = shop.plan(shop.order(quantity=10, value=20))["exportId"]
    else:
        export_id = READY[CONSOLE[name]](shop, mailbox).export_id
    before = mails(client.server, export_id)
    with policy(admin, **LIMIT):
        refused = pressed(operator, shop, name, export_id)
    assert "exceeds 100" in refused.text, refused.text
    assert mails(client.server, export_id) == before
    with policy(admin, maxExportValueUsd=200):
        passed = pressed(operator, shop, name, export_id)
    assert passed.status_code in (200, 303), passed.text
    assert "exceeds" not in passed.text


@pytest.mark.requirement("policy:gate:delivery")
def test_of_exports_sent_together_the_one_whose_broker_moved_since_the_page_stays(
    client: Client, operator: tuple[str, httpx.Client]
) -> None:
    shop, other = sandbox(client), sandbox(client)
    moved, kept = shop.plan(shop.order()), other.plan(other.order())
    base, caller = operator
    page = caller.get(f"{base}/exports?readiness=READY&brokerId={shop.broker_id}").text
    shown = [html.unescape(each) for each in re.findall(r'name="row" value="([^"]+)"', page)]
    assert shown == [f"{moved['exportId']} {moved['planHash']} {shop.broker_email}"]
    token = html.unescape(re.search(r'name="token" value="([^"]+)"', page)[1])  # type: ignore[index]  # it has one
    new = f"{fresh('moved')}@broker.example"
    client.ok(client.patch(f"/api/brokers/{shop.broker_id}", {"email": new}))
    rows = [*shown, f"{kept['exportId']} {kept['planHash']} {other.broker_email}"]
    sent = caller.post(f"{base}/exports/send", data={"token": token, "act": fresh("act"), "row": rows})
    assert f"the broker&#39;s address is {new} now, and this page showed {shop.broker_email}" in sent.text
    assert shop.inspect(moved["exportId"])["state"] == "BATCHED"
    assert other.inspect(kept["exportId"])["state"] != "BATCHED"
    bare = [f"{moved['exportId']} {moved['planHash']}"]  # a form that shows nobody
    caller.post(f"{base}/exports/send", data={"token": token, "act": fresh("act"), "row": bare})
    assert shop.inspect(moved["exportId"])["state"] == "BATCHED"


@pytest.mark.requirement("policy:gate:every-act")
@pytest.mark.parametrize("tool", AGENTS)
def test_no_tool_of_an_agent_gets_past_the_policy(
    tool: str, client: Client, admin: Client, mailbox: BrokerMailbox
) -> None:
    shop = sandbox(client)
    ready = READY[AGENTS[tool]](shop, mailbox)
    before = mails(client.server, ready.export_id)
    seen = shop.inspect(ready.export_id)
    named: dict[str, Any] = {"exportId": ready.export_id, "expectedPlanHash": seen["planHash"]}
    if AGENTS[tool] is Act.EXECUTE:
        warned = {each["code"] for each in seen["validationMessages"] if each["severity"] == "warning"}
        named["acknowledgeReview"] = sorted(warned)

    def ask(call: Callable[[Agent], Any]) -> dict[str, Any]:
        async def asked() -> dict[str, Any]:
            async with over_http(client.server.url, client.api_key) as agent:
                found: dict[str, Any] = await call(agent)
                return found

        return asyncio.run(asked())

    with policy(admin, **LIMIT):
        refused = ask(lambda agent: agent.refused(tool, **named))
    assert (refused["errorCode"], refused["details"]["policy"]) == ("POLICY_DENIED", "maxExportValueUsd")
    elsewhere = ask(lambda agent: agent.refused(tool, **named, expectedRecipient="someone@else.example"))
    assert (elsewhere["errorCode"], elsewhere["field"]) == ("PLAN_CHANGED", "expectedRecipient")
    assert mails(client.server, ready.export_id) == before
    with policy(admin, maxExportValueUsd=200, requireExpectedPlanHash=True):
        ask(lambda agent: agent.call(tool, **named))


@pytest.mark.requirement("policy:gate:every-act")
def test_the_command_line_executes_within_the_policy_alone(
    client: Client, admin: Client, mailbox: BrokerMailbox
) -> None:
    ready = READY[Act.EXECUTE](sandbox(client), mailbox)
    before = mails(client.server, ready.export_id)
    environment = {"ENTRYGO_SERVER": client.server.url, "ENTRYGO_API_KEY": client.api_key}
    with policy(admin, **LIMIT):
        done = run_entrygo(["execute", ready.export_id, "--json"], env=client.server.settings | environment)
    assert done.returncode == 1
    assert json.loads(done.stdout)["details"]["policy"] == "maxExportValueUsd"
    assert mails(client.server, ready.export_id) == before
