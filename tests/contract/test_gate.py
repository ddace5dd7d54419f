"""One gate: every act that makes a mail leave is held to policy, approval, and what the caller expects."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

import entrygo
from entrygo.lifecycle.leaving import DOORS, Act
from tests.contract.test_submission import to_broker, until
from tests.serving.broker_mailbox import DROP, BrokerMailbox
from tests.serving.sandbox import BOOK, METAL_BOOK, Sandbox, fresh, sandbox
from tests.serving.server import Client, Server

SOURCES = Path(entrygo.__file__).parent
Send = Callable[..., httpx.Response]
MADE_BEFORE = (Act.RESUBMIT, Act.RESEND, Act.WITHDRAWAL)


@dataclass(frozen=True)
class Ready:
    """An export at the point where one act may follow, and the call that makes it."""

    goods: Sandbox
    export_id: str
    send: Send

    @property
    def plan_hash(self) -> str:
        """The hash of the plan that stands."""
        return str(self.goods.inspect(self.export_id)["planHash"])


@pytest.fixture
def shop(client: Client) -> Sandbox:
    """A broker of the test's own."""
    return sandbox(client)


@pytest.fixture(scope="module")
def admin(client: Client) -> Client:
    """Ann, who sets policies and approves."""
    return client.server.key(client.account_id, scopes="read,write,execute,admin", owner="Ann Bell")


@contextmanager
def policy(admin: Client, **limits: Any) -> Iterator[None]:
    """A policy for a while."""
    admin.ok(admin.patch("/api/account", {"policy": limits}))
    try:
        yield
    finally:
        admin.ok(admin.patch("/api/account", {"policy": None}))


def execution(shop: Sandbox, _: BrokerMailbox) -> Ready:
    """A batch that is planned under review, worth 200."""
    planned = shop.plan(shop.order(shop.product(METAL_BOOK), value=200))
    body = {"batchId": planned["exportId"]}
    return Ready(
        shop, planned["exportId"], lambda **more: shop.client.post("/api/exports/execute", body | more)
    )


def corrected(shop: Sandbox, _: BrokerMailbox) -> Ready:
    """An executed export whose facts changed since."""
    product = shop.product(METAL_BOOK | {"sku": fresh("JKT")})
    done = shop.executed(shop.order(product, value=200))
    shop.client.ok(shop.client.patch(f"/api/products/{product}", {"countryOfOrigin": "IE"}))
    path = f"/api/exports/{done['exportId']}/corrections"
    return Ready(shop, done["exportId"], lambda **more: shop.client.post(path, more))


def resubmitted(shop: Sandbox, _: BrokerMailbox) -> Ready:
    """An executed export, to be sent to another address."""
    done = shop.executed(shop.order(shop.product(METAL_BOOK), value=200))
    elsewhere = {"recipientEmail": f"{fresh('else')}@broker.example"}
    path = f"/api/exports/{done['exportId']}/resubmit"
    return Ready(shop, done["exportId"], lambda **more: shop.client.post(path, elsewhere | more))


def resent(shop: Sandbox, mailbox: BrokerMailbox) -> Ready:
    """A held mail."""
    address, _ = to_broker(shop, onUncertain="hold")
    (broker_id,) = [
        each["id"]
        for each in shop.client.ok(shop.client.get("/api/brokers", params={"limit": 100}))["data"]
        if each["email"] == address
    ]
    mailbox.data_answers[address] = DROP
    planned = shop.plan(shop.order(shop.product(METAL_BOOK), value=200), brokerId=broker_id)
    done = shop.client.ok(shop.client.post("/api/exports/execute", {"batchId": planned["exportId"]}))
    path = f"/api/submissions/{done['brokerSubmission']['id']}/decide"
    decision = {"decision": "resend", "reason": "They have nothing"}
    return Ready(shop, planned["exportId"], lambda **more: shop.client.post(path, decision | more))


def withdrawn(shop: Sandbox, _: BrokerMailbox) -> Ready:
    """An executed export whose truck did not leave."""
    done = shop.executed(shop.order(shop.product(METAL_BOOK), value=200))
    path, why = f"/api/exports/{done['exportId']}/withdraw", {"reason": "Truck did not leave"}
    return Ready(shop, done["exportId"], lambda **more: shop.client.post(path, why | more))


READY: dict[Act, Callable[[Sandbox, BrokerMailbox], Ready]] = {
    Act.EXECUTE: execution,
    Act.CORRECTION: corrected,
    Act.RESUBMIT: resubmitted,
    Act.RESEND: resent,
    Act.WITHDRAWAL: withdrawn,
}


def denied(answer: httpx.Response, rule: str) -> dict[str, Any]:
    """The refusal's details: one limit of the account's."""
    assert (answer.status_code, answer.json()["errorCode"]) == (403, "POLICY_DENIED"), answer.text
    details: dict[str, Any] = answer.json()["details"]
    assert details.items() >= {"policy": rule, "policyOf": "account"}.items()
    return details


def moved(answer: httpx.Response) -> dict[str, Any]:
    """What a 409 says of the delivery."""
    assert (answer.status_code, answer.json()["errorCode"]) == (409, "PLAN_CHANGED"), answer.text
    found: dict[str, Any] = answer.json()["details"]["delivery"]
    return found


def mails(server: Server, export_id: str) -> list[Any]:
    """What is owed and was sent of an export."""
    with server.rows() as rows:
        query = f"SELECT id, recipient, state FROM mails WHERE export_id = '{export_id}' ORDER BY id"
        return [tuple(row) for row in rows.exec_driver_sql(query)]


def test_every_act_has_a_door_and_this_file_tries_it(server: Server) -> None:
    assert set(DOORS) == set(READY) == set(Act)
    description = httpx.get(f"{server.url}/docs/api/openapi", timeout=60).json()
    operations = {each["operationId"] for path in description["paths"].values() for each in path.values()}
    assert set(DOORS.values()) <= operations


def test_mails_are_made_from_what_the_gate_let_pass_and_from_nothing_else() -> None:
    """A new act finds no other way: a mail's row is made in one place, of a clearance that one place makes."""
    makers: dict[str, set[str]] = {"MailRow": set(), "GatePass": set(), "pass_gate": set()}
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if name in makers:
                makers[name].add(path.relative_to(SOURCES).as_posix())
    assert makers["MailRow"] == {"documents/mail_row.py"}
    assert makers["GatePass"] == {"operations/gate.py"}
    acts = {f"operations/{each}.py" for each in ("execute", "correct", "resubmit", "decide", "withdraw")}
    assert makers["pass_gate"] == acts


@pytest.mark.requirement("policy:gate:every-act", "policy:limit:value", "policy:limit:countries")
@pytest.mark.parametrize("act", Act)
def test_no_act_gets_past_the_limits(act: Act, shop: Sandbox, admin: Client, mailbox: BrokerMailbox) -> None:
    ready = READY[act](shop, mailbox)
    before, named = mails(shop.client.server, ready.export_id), ""
    with policy(admin, maxExportValueUsd=100):
        denied(ready.send(), "maxExportValueUsd")
    with policy(admin, countries=["MX"]):
        denied(ready.send(), "countries")
    if act is not Act.WITHDRAWAL:  # it files nothing
        with policy(admin, readyOnly=True):
            denied(ready.send(), "readyOnly")
    if act is not Act.RESEND:  # it names its submission
        with policy(admin, requireExpectedPlanHash=True):
            named = denied(ready.send(), "requireExpectedPlanHash")["planHash"]
    assert mails(shop.client.server, ready.export_id) == before
    within = {} if act is Act.RESEND else {"requireExpectedPlanHash": True}
    with policy(admin, maxExportValueUsd=200, countries=["US"], **within):
        passed = ready.send(**({"expectedPlanHash": named} if within else {}))
        assert passed.status_code == 200, passed.text


@pytest.mark.requirement("policy:gate:every-act", "policy:key:own")
@pytest.mark.parametrize("act", Act)
def test_a_keys_own_limits_hold_at_every_door(act: Act, shop: Sandbox, mailbox: BrokerMailbox) -> None:
    ready = READY[act](shop, mailbox)
    server, account = shop.client.server, shop.client.account_id
    bearer = shop.client.http.headers["authorization"]
    small = server.key(account, policy={"maxExportValueUsd": 100})
    large = server.key(account, policy={"maxExportValueUsd": 250, "countries": ["US"]})
    try:
        shop.client.http.headers["authorization"] = f"Bearer {small.api_key}"
        refused = ready.send()
        shop.client.http.headers["authorization"] = f"Bearer {large.api_key}"
        passed = ready.send()
    finally:
        shop.client.http.headers["authorization"] = bearer
    assert (refused.status_code, refused.json()["errorCode"]) == (403, "POLICY_DENIED"), refused.text
    assert refused.json()["details"].items() >= {"policyOf": "key", "policy": "maxExportValueUsd"}.items()
    assert passed.status_code == 200, passed.text


@pytest.mark.requirement("policy:gate:expected")
@pytest.mark.parametrize("act", Act)
def test_an_act_goes_where_and_with_what_the_caller_expects_or_not_at_all(
    act: Act, shop: Sandbox, mailbox: BrokerMailbox
) -> None:
    ready = READY[act](shop, mailbox)
    before = mails(shop.client.server, ready.export_id)
    found = moved(ready.send(expectedRecipient="someone@else.example"))
    assert found["expected"] == {"recipient": "someone@else.example"}
    other = ready.send(expectedPlanHash="planhash_" + "0" * 64)
    assert (other.status_code, other.json()["errorCode"]) == (409, "PLAN_CHANGED")
    assert mails(shop.client.server, ready.export_id) == before
    named = {
        "expectedPlanHash": other.json()["details"]["currentPlanHash"],
        "expectedRecipient": found["current"]["recipient"],
    }
    assert ready.send(**named).status_code == 200


@pytest.mark.requirement("policy:gate:approval", "policy:limit:approval")
@pytest.mark.parametrize("act", [Act.EXECUTE, Act.CORRECTION, Act.RESUBMIT])
def test_papers_leave_with_the_approval_of_another_person(
    act: Act, shop: Sandbox, admin: Client, mailbox: BrokerMailbox
) -> None:
    ready = READY[act](shop, mailbox)
    path = f"/api/exports/{ready.export_id}/approve"
    with policy(admin, requireApproval=True):
        wanted = denied(ready.send(), "requireApproval")
        approval = {"planHash": wanted["planHash"], "expectedRecipient": wanted["delivery"]["recipient"]}
        if act is Act.RESUBMIT:
            approval["recipientEmail"] = wanted["delivery"]["recipient"]
        own = shop.client.post(path, approval)
        if act is Act.CORRECTION:  # who corrects is known when it is done: their own yes counts for nothing
            assert own.status_code == 200
        else:
            denied(own, "requireApproval")
        denied(ready.send(), "requireApproval")
        approved = admin.ok(admin.post(path, approval))
        assert approved["delivery"] == wanted["delivery"]
        assert ready.send().status_code == 200


@pytest.mark.requirement("policy:gate:approval")
@pytest.mark.parametrize("act", MADE_BEFORE)
def test_what_was_approved_and_left_needs_no_second_approval_to_the_same_address(
    act: Act, shop: Sandbox, admin: Client, mailbox: BrokerMailbox
) -> None:
    ready = READY[act](shop, mailbox)
    again = {}
    if act is Act.RESUBMIT:
        again = {"recipientEmail": shop.inspect(ready.export_id)["brokerSubmission"]["recipient_email"]}
    with policy(admin, requireApproval=True):
        assert ready.send(**again).status_code == 200


@pytest.mark.database
@pytest.mark.requirement("policy:gate:delivery")
@pytest.mark.parametrize("changed", ["recipient", "noticeRecipient", "files", "profile"])
def test_a_delivery_that_changed_since_its_approval_does_not_leave(
    changed: str, shop: Sandbox, admin: Client, mailbox: BrokerMailbox
) -> None:
    """Approved by Ann; then a key changes where the papers go or which, and executes with the approved hash."""
    client = shop.client
    planned = shop.plan(shop.order())
    approve = (f"/api/exports/{planned['exportId']}/approve", {"planHash": planned["planHash"]})
    was = admin.ok(admin.post(*approve))["delivery"]
    attacker = f"{fresh('attacker')}@else.example"
    broker, warehouse = f"/api/brokers/{shop.broker_id}", f"/api/warehouses/{shop.warehouse_id}"
    change = {
        "recipient": (broker, {"email": attacker}),
        "noticeRecipient": (warehouse, {"notificationEmail": attacker}),
        "files": (broker, {"profile": {"attachments": ["cci_csv"]}}),
        "profile": (broker, {"profile": {"maxMailBytes": 20_000}}),
    }[changed]
    client.ok(client.patch(*change))
    execute = {"batchId": planned["exportId"], "expectedPlanHash": planned["planHash"]}
    found = moved(client.post("/api/exports/execute", execute))
    assert (found["expected"], changed in found["changed"]) == (was, True)
    assert shop.inspect(planned["exportId"])["state"] == "BATCHED"
    assert mailbox.to(attacker) == []
    assert admin.ok(admin.post(*approve))["delivery"] == found["current"]
    assert client.post("/api/exports/execute", execute).status_code == 200


@pytest.mark.requirement("policy:gate:delivery")
def test_an_address_changed_after_the_promise_does_not_move_the_papers(
    shop: Sandbox, hasty: Server, mailbox: BrokerMailbox
) -> None:
    """What passed the gate goes where it was let go, however late its mail is made."""
    done = shop.executed()
    changed = f"{fresh('later')}@else.example"
    shop.client.ok(shop.client.patch(f"/api/brokers/{shop.broker_id}", {"email": changed}))
    started = [e for e in shop.inspect(done["exportId"])["events"] if e["type"] == "export.execution_started"]
    assert [each["payload"]["delivery"]["recipient"] for each in started] == [shop.broker_email]
    assert done["brokerSubmission"]["recipient_email"] == shop.broker_email
    assert mailbox.to(changed) == []


@pytest.mark.requirement("policy:person:owner", "lifecycle:approve:own-plan")
def test_two_keys_of_one_person_are_not_four_eyes(shop: Sandbox, server: Server) -> None:
    account = shop.client.account_id
    planned = shop.plan(shop.order())
    path, body = f"/api/exports/{planned['exportId']}/approve", {"planHash": planned["planHash"]}
    denied(server.key(account).post(path, body), "requireApproval")  # another key without an owner
    mine = [server.key(account, owner=name) for name in ("Ann Bell", " ann  BELL ")]
    own = mine[0].ok(mine[0].post("/api/exports/plan", shop.request(shop.order())))
    refused = mine[1].post(f"/api/exports/{own['exportId']}/approve", {"planHash": own["planHash"]})
    denied(refused, "requireApproval")
    again = mine[0].ok(mine[0].post(path, body))
    assert again["approvedBy"].startswith("key_")


@pytest.mark.requirement("auth:scope:approve")
def test_the_scope_approve_approves_and_does_nothing_else(shop: Sandbox, server: Server) -> None:
    approver = server.key(shop.client.account_id, scopes="approve", owner="Bo Lind")
    reader = server.key(shop.client.account_id, scopes="read,write", owner="Cy Moss")
    planned = shop.plan(shop.order())
    path, body = f"/api/exports/{planned['exportId']}/approve", {"planHash": planned["planHash"]}
    for refused in (
        reader.post(path, body),
        approver.post("/api/exports/execute", body | {"batchId": "batch_1"}),
    ):
        assert (refused.status_code, refused.json()["errorCode"]) == (403, "INSUFFICIENT_SCOPE")
    approver.ok(approver.post(path, body))


@pytest.mark.requirement("policy:gate:every-act")
def test_the_correction_of_the_report_is_refused(shop: Sandbox, admin: Client) -> None:
    """Executed at 40 under a limit of 100, its order synced again at 1.8 million, corrected: it was mailed."""
    book = shop.product(BOOK | {"sku": fresh("BK")})
    external = fresh("order")
    line = {"productId": book, "quantity": 1, "unitValueUsd": 40}
    order = {"externalId": external, "destinationCountry": "US", "items": [line]}
    order_id = shop.client.ok(shop.client.post("/api/orders/sync", {"items": [order]}))["data"][0]["id"]
    with policy(admin, maxExportValueUsd=100, readyOnly=True):
        done = shop.executed(order_id)
        order["items"] = [line | {"unitValueUsd": 1_800_000}]
        shop.client.ok(shop.client.post("/api/orders/sync", {"items": [order]}))
        refused = shop.client.post(f"/api/exports/{done['exportId']}/corrections", {})
        assert refused.json()["details"]["policy"] in ("maxExportValueUsd", "readyOnly")
        order["items"] = [line | {"unitValueUsd": 60}]
        shop.client.ok(shop.client.post("/api/orders/sync", {"items": [order]}))
        within = shop.client.post(f"/api/exports/{done['exportId']}/corrections", {})
        assert within.status_code == 200, within.text
    until(shop, done["exportId"], lambda submission: submission["status"] == "sent")
