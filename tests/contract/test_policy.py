"""The account's policy: each limit refuses with 403 and does nothing, and lets through what keeps to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from tests.serving.sandbox import METAL_BOOK, Sandbox
from tests.serving.server import Client


@pytest.fixture(scope="module")
def admin(goods: Sandbox) -> Client:
    """A key of the same account that may set its policy."""
    server, account = goods.client.server, goods.client.account_id
    return server.key(account, scopes="read,write,execute,admin", owner="Ann Bell")


@contextmanager
def policy(admin: Client, **limits: Any) -> Iterator[None]:
    """A policy for a while."""
    admin.ok(admin.patch("/api/account", {"policy": limits}))
    try:
        yield
    finally:
        admin.ok(admin.patch("/api/account", {"policy": {}}))


def execute(goods: Sandbox, export_id: str, **more: Any) -> httpx.Response:
    """One call of execute."""
    return goods.client.post("/api/exports/execute", {"batchId": export_id} | more)


def denied(answer: httpx.Response, rule: str) -> None:
    """The call was refused by one limit of the account's."""
    assert (answer.status_code, answer.json()["errorCode"]) == (403, "POLICY_DENIED"), answer.text
    assert answer.json()["details"].items() >= {"policy": rule, "policyOf": "account"}.items()


@pytest.mark.requirement("policy:limit:value")
def test_an_export_over_the_value_does_not_execute(goods: Sandbox, admin: Client) -> None:
    over, at = (goods.plan(goods.order(value=value))["exportId"] for value in (100.01, 100))
    with policy(admin, maxExportValueUsd=100):
        denied(execute(goods, over), "maxExportValueUsd")
        assert goods.inspect(over)["state"] == "BATCHED"
        assert execute(goods, at).status_code == 200
    assert execute(goods, over).status_code == 200


@pytest.mark.requirement("policy:limit:ready-only")
def test_only_ready_plans_execute(goods: Sandbox, admin: Client) -> None:
    review = goods.plan(goods.order(goods.product(METAL_BOOK)))["exportId"]
    ready = goods.plan(goods.order())["exportId"]
    with policy(admin, readyOnly=True):
        denied(execute(goods, review), "readyOnly")
        assert goods.inspect(review)["state"] == "BATCHED"
        assert execute(goods, ready).status_code == 200


@pytest.mark.requirement("policy:limit:countries")
def test_a_destination_outside_the_countries_is_neither_planned_nor_executed(
    goods: Sandbox, admin: Client
) -> None:
    order = goods.order()
    planned = goods.plan(order)["exportId"]
    with policy(admin, countries=["MX"]):
        denied(goods.client.post("/api/exports/plan", goods.request(order)), "countries")
        denied(goods.client.post("/api/exports/plan", goods.request(order, dryRun=True)), "countries")
        denied(execute(goods, planned), "countries")
    with policy(admin, countries=["MX", "US"]):
        assert execute(goods, planned).status_code == 200


@pytest.mark.requirement("policy:limit:approval")
def test_an_export_waits_for_the_approval_of_another_person(goods: Sandbox, admin: Client) -> None:
    planned = goods.plan(goods.order())
    approval = (f"/api/exports/{planned['exportId']}/approve", {"planHash": planned["planHash"]})
    with policy(admin, requireApproval=True):
        denied(execute(goods, planned["exportId"]), "requireApproval")
        denied(goods.client.post(*approval), "requireApproval")
        admin.ok(admin.post(*approval))
        assert execute(goods, planned["exportId"]).status_code == 200


@pytest.mark.requirement("policy:limit:expected-hash")
def test_execute_must_name_the_plan_it_means(goods: Sandbox, admin: Client) -> None:
    planned = goods.plan(goods.order())
    with policy(admin, requireExpectedPlanHash=True):
        denied(execute(goods, planned["exportId"]), "requireExpectedPlanHash")
        done = execute(goods, planned["exportId"], expectedPlanHash=planned["planHash"])
        assert done.status_code == 200


@pytest.mark.requirement("auth:scope:admin")
def test_a_key_without_admin_does_not_lift_its_own_limits(goods: Sandbox, admin: Client) -> None:
    with policy(admin, readyOnly=True):
        refused = goods.client.patch("/api/account", {"policy": {}})
        assert (refused.status_code, refused.json()["errorCode"]) == (403, "INSUFFICIENT_SCOPE")
        assert goods.client.ok(goods.client.get("/api/account"))["policy"] == {"readyOnly": True}


@pytest.mark.requirement("validation:issues:path", "validation:issues:all")
def test_a_limit_of_the_wrong_form_is_refused_before_it_can_bind_anybody(admin: Client) -> None:
    wrong = {"maxExportValueUsd": "much", "readyOnly": "no", "countries": "US", "requireApproval": 1}
    refused = admin.patch("/api/account", {"policy": wrong})
    assert (refused.status_code, refused.json()["errorCode"]) == (400, "VALIDATION_ERROR")
    assert {issue["path"] for issue in refused.json()["details"]["issues"]} == {
        f"policy.{name}" for name in wrong
    }
