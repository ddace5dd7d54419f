"""The door of agents: the whole loop through the official client, under the scopes and policy of its key."""

import base64
import sys
from typing import Any

import httpx
import pytest
from mcp.shared.exceptions import MCPError

from tests.serving.agent import Agent, over_http, over_pipes, run
from tests.serving.refusals import refused
from tests.serving.sandbox import BOOK, METAL_BOOK, Sandbox, fresh, sandbox
from tests.serving.server import Server

pytestmark = pytest.mark.database


@pytest.fixture
def goods(server: Server) -> Sandbox:
    """A test-mode account ready to export: its mail is captured, never sent."""
    return sandbox(server.account(mode="test"))


def loop_of(goods: Sandbox, agent: Agent, product: dict[str, Any]) -> Any:
    """Products, orders and a plan by tools alone."""

    async def planned() -> dict[str, Any]:
        made = await agent.call("products_upsert", items=[{"externalId": fresh("p"), **product}])
        product_id = made["data"][0]["id"]
        line = {"productId": product_id, "quantity": 2, "unitValueUsd": 20}
        order = {"externalId": fresh("o"), "destinationCountry": "US", "items": [line]}
        synced = await agent.call("orders_upsert", items=[order])
        parties = await agent.call("parties_list")
        return await agent.call(
            "exports_plan",
            orderIds=[synced["data"][0]["id"]],
            warehouseId=parties["warehouses"][0]["id"],
            brokerId=parties["brokers"][0]["id"],
        )

    return planned()


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_an_agent_takes_an_order_to_a_captured_mail_in_both_revisions(
    server: Server, goods: Sandbox, mode: str
) -> None:
    async def work() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        async with over_http(server.url, goods.client.api_key, mode) as agent:
            plan = await loop_of(goods, agent, BOOK)
            assert plan["next_call"]["tool"] == "exports_execute"
            arguments = plan["next_call"]["arguments"]
            done = await agent.call("exports_execute", **arguments)
            again = await agent.call("exports_execute", **arguments)
            seen = await agent.call("exports_get", exportId=plan["exportId"], wait_s=10)
            return done, again, seen

    done, again, seen = run(work)
    assert done["state"] == again["state"] == "COMPLETED"
    assert done["package"]["id"] == again["package"]["id"]
    assert seen["brokerSubmission"]["status"] == "sent"
    captured = goods.client.ok(goods.client.get("/api/captured-mails"))["data"]
    assert len([mail for mail in captured if goods.broker_email in str(mail)]) == 1


def test_a_plan_under_review_wants_its_warnings_named_by_a_person(server: Server, goods: Sandbox) -> None:
    async def work() -> None:
        async with over_http(server.url, goods.client.api_key) as agent:
            plan = await loop_of(goods, agent, METAL_BOOK)
            assert plan["readinessState"] == "REVIEW_REQUIRED"
            named = {"exportId": plan["exportId"], "expectedPlanHash": plan["planHash"]}
            refusal = await agent.refused("exports_execute", **named)
            assert refusal["details"]["reason"] == "REVIEW_NOT_ACKNOWLEDGED"
            assert refusal["details"]["codes"] == ["METALS_REVIEW_RECOMMENDED"]
            assert refusal["docUrl"].startswith("http")
            await agent.refused("exports_execute", **named, acknowledgeReview=["SOMETHING_ELSE"])
            codes = refusal["details"]["codes"]
            done = await agent.call("exports_execute", **named, acknowledgeReview=codes)
            assert done["state"] == "COMPLETED"
            why = await agent.call("exports_explain", exportId=plan["exportId"], code=codes[0])
            assert why["findings"][0]["legal_source"]
            assert sum(part["points"] for part in why["score_breakdown"]) == plan["complianceScore"]

    run(work)


def test_a_plan_that_changed_since_is_not_executed(server: Server, goods: Sandbox) -> None:
    async def work() -> dict[str, Any]:
        async with over_http(server.url, goods.client.api_key) as agent:
            plan = await loop_of(goods, agent, BOOK)
            return await agent.refused(
                "exports_execute", exportId=plan["exportId"], expectedPlanHash="planhash_of_another"
            )

    assert run(work)["errorCode"] == "PLAN_CHANGED"


def test_a_policy_stays_above_what_an_agent_says(server: Server, goods: Sandbox) -> None:
    admin = server.key(goods.client.account_id, mode="test", scopes="read,write,admin")
    admin.ok(admin.patch("/api/account", {"policy": {"readyOnly": True}}))

    async def work() -> dict[str, Any]:
        async with over_http(server.url, goods.client.api_key) as agent:
            plan = await loop_of(goods, agent, METAL_BOOK)
            named = {"exportId": plan["exportId"], "expectedPlanHash": plan["planHash"]}
            return await agent.refused(
                "exports_execute", **named, acknowledgeReview=["METALS_REVIEW_RECOMMENDED"]
            )

    assert run(work)["errorCode"] == "POLICY_DENIED"


def test_a_reading_key_reads_and_writes_nothing(server: Server, goods: Sandbox) -> None:
    reading = server.key(goods.client.account_id, mode="test", scopes="read")

    async def work() -> dict[str, Any]:
        async with over_http(server.url, reading.api_key) as agent:
            found = await agent.call("products_find", ids=[goods.book_id])
            assert found["data"][0]["id"] == goods.book_id
            return await agent.refused("products_upsert", items=[{"externalId": "x", "title": "X"}])

    assert run(work)["errorCode"] == "INSUFFICIENT_SCOPE"


def test_wrong_arguments_are_told_all_at_once_as_at_every_door(server: Server, goods: Sandbox) -> None:
    async def work() -> dict[str, Any]:
        async with over_http(server.url, goods.client.api_key) as agent:
            return await agent.refused("exports_plan", orderIds=[], warehouseId=7)

    answer = run(work)
    assert answer["errorCode"] == "VALIDATION_ERROR"
    assert {each["path"] for each in answer["details"]["issues"]} == {"orderIds", "warehouseId", "brokerId"}


def test_an_argument_nobody_reads_is_told_and_a_dry_run_that_is_none_is_refused(
    server: Server, goods: Sandbox
) -> None:
    plan = goods.plan(goods.order())
    named = {"exportId": plan["exportId"], "expectedPlanHash": plan["planHash"]}

    async def work() -> tuple[dict[str, Any], dict[str, Any]]:
        async with over_http(server.url, goods.client.api_key) as agent:
            told = await agent.call("exports_get", exportId=plan["exportId"], wait=5)
            return told, await agent.refused("exports_execute", **named, dryRun=True)

    told, refused = run(work)
    assert told["warnings"] == [{"path": "wait", "code": "UNKNOWN_FIELD", "didYouMean": "wait_s"}]
    assert [each["path"] for each in refused["details"]["issues"]] == ["dryRun"]
    assert goods.inspect(plan["exportId"])["state"] == "BATCHED"


def test_another_accounts_export_is_not_found_by_tool_or_resource(server: Server, goods: Sandbox) -> None:
    export_id = goods.plan(goods.order())["exportId"]
    stranger = server.account(mode="test")

    async def work() -> dict[str, Any]:
        async with over_http(server.url, stranger.api_key) as agent:
            for uri in (
                f"export://{export_id}",
                f"export://{export_id}/snapshot",
                "mail://mail_1",
                "rule://NO-1",
            ):
                with pytest.raises(MCPError):
                    await agent.client.read_resource(uri)
            return await agent.refused("exports_get", exportId=export_id)

    assert run(work)["errorCode"] == "NOT_FOUND"


def test_resources_and_prompts_are_read(server: Server, goods: Sandbox) -> None:
    done = goods.executed(goods.order())
    artifact = next(each for each in done["artifacts"] if each["filename"].endswith(".pdf"))

    async def work() -> tuple[Any, Any, Any]:
        async with over_http(server.url, goods.client.api_key) as agent:
            export = await agent.client.read_resource(f"export://{done['exportId']}")
            uri = f"artifact://{done['customs_package_id']}/{artifact['filename']}"
            paper = await agent.client.read_resource(uri)
            prompt = await agent.client.get_prompt("fix_blocked_export", {"exportId": done["exportId"]})
            return export.contents[0], paper.contents[0], prompt.messages[0].content

    export, paper, prompt = run(work)
    assert done["exportId"] in export.text
    assert base64.b64decode(paper.blob).startswith(b"%PDF")
    assert done["exportId"] in prompt.text


def test_a_caller_without_a_key_is_refused_before_the_protocol(server: Server) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"accept": "application/json, text/event-stream"}
    response = httpx.post(f"{server.url}/mcp", json=body, headers=headers)
    refused(response, 401, "INVALID_API_KEY")
    assert response.headers["www-authenticate"] == "Bearer"


def test_reference_and_estimate_answer_in_few_words(server: Server, goods: Sandbox) -> None:
    async def work() -> tuple[dict[str, Any], ...]:
        async with over_http(server.url, goods.client.api_key) as agent:
            rule = await agent.call("reference_lookup", kind="rule", query="METALS_REVIEW_RECOMMENDED")
            code = await agent.call("reference_lookup", kind="hts", query="4901.99.00")
            line = {
                "hsCode": "6110.20.2041",
                "countryOfOrigin": "CN",
                "valueUsd": 100,
                "quantity": 1,
                "netWeightKg": 1,
            }
            cost = await agent.call("customs_estimate", lines=[line], entryDate="2026-11-02")
            return rule, code, cost

    rule, code, cost = run(work)
    assert (rule["found"], rule["data"][0]["code"]) == (1, "METALS_REVIEW_RECOMMENDED")
    assert "4901.99.0070" in {each["hsCode"] for each in code["data"]}
    assert cost["totals"]["valueUsd"] == 100
    assert cost["lines"][0]["layers"]


def test_equal_plans_are_one_export_and_a_change_makes_another(server: Server, goods: Sandbox) -> None:
    order = goods.order()
    asked = {"orderIds": [order], "warehouseId": goods.warehouse_id, "brokerId": goods.broker_id}

    async def work() -> list[str]:
        async with over_http(server.url, goods.client.api_key) as agent:
            first = await agent.call("exports_plan", **asked)
            again = await agent.call("exports_plan", **asked)
            goods.client.ok(goods.client.patch(f"/api/products/{goods.book_id}", {"netWeightKg": 0.7}))
            changed = await agent.call("exports_plan", **asked)
            dry = await agent.call("exports_plan", **asked, dryRun=True)
            assert dry["planHash"] == changed["planHash"]
            return [first["exportId"], again["exportId"], changed["exportId"], str(dry["exportId"])]

    first, again, changed, dry = run(work)
    assert first == again != changed
    assert dry == "None"


def test_a_program_of_its_own_serves_the_same_tools_over_its_pipes(server: Server, goods: Sandbox) -> None:
    environment = server.settings | {
        "ENTRYGO_API_KEY": goods.client.api_key,
        "ENTRYGO_PUBLIC_URL": server.url,
    }

    async def work() -> tuple[dict[str, Any], dict[str, Any]]:
        async with over_pipes(sys.executable, "-m", "entrygo", "mcp", environment=environment) as agent:
            plan = await loop_of(goods, agent, BOOK)
            done = await agent.call("exports_execute", **plan["next_call"]["arguments"])
            refusal = await agent.refused("exports_get", exportId="batch_nobodys")
            return done, refusal

    done, refusal = run(work)
    assert done["state"] in ("EXECUTING", "COMPLETED")
    assert refusal["docUrl"] == f"{server.url}/docs/errors/NOT_FOUND"


def test_a_program_without_a_key_ends_and_says_how_to_name_one(server: Server) -> None:
    ended = server.run("mcp")
    assert ended.returncode == 1
    assert b"ENTRYGO_API_KEY" in ended.stderr
