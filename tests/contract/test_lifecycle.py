"""The lifecycle: one table of states and moves, and what the verbs make of it."""

import re
from collections.abc import Mapping
from enum import StrEnum
from itertools import product
from typing import Any

import pytest
from sqlalchemy import inspect

from entrygo.contract.problems import Problem
from entrygo.lifecycle.states import (
    EXPORT_MOVES,
    MAIL_MOVES,
    PACKAGE_MOVES,
    ExportState,
    MailState,
    PackageState,
    require_move,
)
from tests.serving.sandbox import Sandbox, fresh
from tests.serving.server import Client, Server

pytestmark = pytest.mark.database

ACCOUNT_POLICY = "/api/account"


def cancel(client: Client, export_id: str, **more: Any):
    """One call of cancel."""
    return client.post(f"/api/exports/{export_id}/cancel", more)


def moves(table: Mapping[Any, frozenset[Any]]) -> set[tuple[str, str]]:  # Any: a table of one of three enums
    """The moves that lead from one state to another."""
    return {(was.value, to.value) for was, nexts in table.items() for to in nexts if was is not to}


@pytest.mark.requirement("lifecycle:states:export", "lifecycle:executing:forward")
def test_an_export_goes_two_ways_and_no_other() -> None:
    allowed = {("BATCHED", "EXECUTING"), ("EXECUTING", "COMPLETED"), ("BATCHED", "CANCELLED")}
    assert moves(EXPORT_MOVES) == allowed
    for was, to in product(ExportState, ExportState):
        if (was, to) in allowed or was is to is ExportState.BATCHED:
            require_move(was, to)
        else:
            with pytest.raises(Problem) as refused:
                require_move(was, to)
            assert refused.value.code == "INVALID_EXPORT_STATE"
            assert refused.value.details == {"currentState": was.value}


@pytest.mark.requirement("lifecycle:package:states")
def test_a_package_only_goes_forward() -> None:
    assert moves(PACKAGE_MOVES) == {
        ("generated", "sent_to_broker"),
        ("sent_to_broker", "acknowledged"),
        ("sent_to_broker", "rejected"),
        *(
            (was, to)
            for was in ("generated", "sent_to_broker", "acknowledged", "rejected")
            for to in ("superseded", "withdrawn")
        ),
    }


@pytest.mark.requirement("lifecycle:submission:states")
def test_a_submission_once_sent_is_never_pending_again_and_ends_as_decided() -> None:
    """``uncertain`` waits for a person; what was sent is never pending again."""
    assert {state.value for state in MAIL_MOVES} == {
        "pending",
        "sending",
        "sent",
        "acknowledged",
        "rejected",
        "failed",
        "uncertain",
        "superseded",
    }
    found = moves(MAIL_MOVES)
    assert {
        ("pending", "sending"),
        ("sending", "sent"),
        ("sent", "acknowledged"),
        ("sent", "rejected"),
    } <= found
    assert {("sending", "failed"), ("sending", "uncertain"), ("sending", "pending")} <= found
    assert ("pending", "sent") in found  # a try taken for unknown, whose late answer came before the resend
    assert {to for was, to in found if was == "sent"} <= {"acknowledged", "rejected", "failed"}
    for end in ("failed", "acknowledged", "rejected"):
        assert [move for move in found if move[0] == end] == []


@pytest.mark.requirement("lifecycle:states:one-table")
@pytest.mark.parametrize(
    ("table", "states"), [("exports", ExportState), ("packages", PackageState), ("mails", MailState)]
)
def test_the_database_takes_the_tables_states_and_no_other(
    server: Server, table: str, states: type[StrEnum]
) -> None:
    """Asked of a migrated database, so a state added to the code alone is noticed."""
    with server.rows() as database:
        checks = inspect(database).get_check_constraints(table)
    [listed] = [each["sqltext"] for each in checks if each["name"] == f"ck_{table}_state"]
    assert set(re.findall(r"'([^']*)'", listed)) == {state.value for state in states}


@pytest.mark.requirement("lifecycle:cancel:batched", "lifecycle:states:raw", "events:types:cancel")
def test_a_planned_batch_is_cancelled(goods: Sandbox) -> None:
    export_id = goods.plan(goods.order())["exportId"]
    answered = goods.client.ok(cancel(goods.client, export_id, reason="sold out"))
    assert (answered["exportId"], answered["state"]) == (export_id, "CANCELLED")
    seen = goods.inspect(export_id)
    assert (seen["state"], seen["batch"]["raw_state"]) == ("CANCELLED", "cancelled")
    assert seen["events"][-1]["type"] == "export.cancelled"
    assert seen["events"][-1]["payload"]["reason"] == "sold out"


@pytest.mark.requirement("lifecycle:cancel:refused")
def test_nothing_else_is_cancelled(goods: Sandbox) -> None:
    cancelled = goods.plan(goods.order())["exportId"]
    goods.client.ok(cancel(goods.client, cancelled))
    for export_id, state in ((goods.executed()["exportId"], "COMPLETED"), (cancelled, "CANCELLED")):
        refused = cancel(goods.client, export_id)
        assert (refused.status_code, refused.json()["errorCode"]) == (409, "INVALID_EXPORT_STATE")
        assert refused.json()["details"] == {"currentState": state}
        assert goods.inspect(export_id)["state"] == state
    absent = cancel(goods.client, "batch_absent")
    assert (absent.status_code, absent.json()["errorCode"]) == (404, "NOT_FOUND")


@pytest.mark.requirement("lifecycle:cancel:frees-orders")
def test_the_orders_of_a_cancelled_export_go_with_another(goods: Sandbox) -> None:
    order = goods.order()
    goods.client.ok(cancel(goods.client, goods.plan(order)["exportId"]))
    anew = goods.plan(order)
    assert anew["included_order_ids"] == [order]
    done = goods.client.ok(goods.client.post("/api/exports/execute", {"batchId": anew["exportId"]}))
    assert done["state"] == "COMPLETED"


@pytest.mark.requirement("lifecycle:states:export")
def test_a_cancelled_export_is_not_executed(goods: Sandbox) -> None:
    export_id = goods.plan(goods.order())["exportId"]
    goods.client.ok(cancel(goods.client, export_id))
    refused = goods.client.post("/api/exports/execute", {"batchId": export_id}, fresh("run"))
    assert (refused.status_code, refused.json()["details"]) == (409, {"currentState": "CANCELLED"})


@pytest.mark.requirement("lifecycle:approve:hash")
def test_an_approval_names_the_plan_it_approves(goods: Sandbox) -> None:
    planned = goods.plan(goods.order())
    path = f"/api/exports/{planned['exportId']}/approve"
    nameless = goods.client.post(path, {})
    assert (nameless.status_code, nameless.json()["field"]) == (400, "planHash")
    other = goods.client.post(path, {"planHash": "planhash_" + "0" * 64})
    assert (other.status_code, other.json()["errorCode"]) == (409, "PLAN_CHANGED")
    assert other.json()["details"]["currentPlanHash"] == planned["planHash"]
    bo = goods.client.server.key(goods.client.account_id, owner="Bo Lind")
    approved = bo.ok(bo.post(path, {"planHash": planned["planHash"]}))
    assert approved["planHash"] == planned["planHash"]
    assert approved["approvedBy"].startswith("key_")
    told = goods.inspect(planned["exportId"])["events"][-1]
    assert (told["type"], told["payload"]["planHash"]) == ("export.approved", planned["planHash"])


@pytest.mark.requirement("lifecycle:approve:other-actor", "lifecycle:approve:hash")
def test_where_approval_is_required_it_comes_from_another_person_and_for_this_plan(goods: Sandbox) -> None:
    server, account = goods.client.server, goods.client.account_id
    admin = server.key(account, scopes="read,write,execute,admin", owner="Ann Bell")
    first, second = goods.order(), goods.order()
    planned = goods.plan(first)
    export_id = planned["exportId"]
    admin.ok(admin.patch(ACCOUNT_POLICY, {"policy": {"requireApproval": True}}))

    def executed() -> tuple[int, str | None]:
        answer = goods.client.post("/api/exports/execute", {"batchId": export_id})
        return answer.status_code, answer.json().get("errorCode")

    def approve(client: Client, plan_hash: str) -> None:
        client.ok(client.post(f"/api/exports/{export_id}/approve", {"planHash": plan_hash}))

    try:
        assert executed() == (403, "POLICY_DENIED")
        approve(admin, planned["planHash"])
        anew = goods.plan(first, second, batchId=export_id)
        assert executed() == (403, "POLICY_DENIED")
        approve(admin, anew["planHash"])
        assert executed() == (200, None)
    finally:
        admin.ok(admin.patch(ACCOUNT_POLICY, {"policy": {}}))
