"""The board of exports and its counts: figures, filters, names, refusals."""

import pytest

from tests.serving.refusals import issues
from tests.serving.sandbox import BOOK, Sandbox, sandbox
from tests.serving.server import Server

NO_CODE = {name: value for name, value in BOOK.items() if name != "hsCode"}


@pytest.fixture(scope="module")
def own(server: Server) -> Sandbox:
    """An account with a blocked export, one ready and one executed."""
    made = sandbox(server.account())
    made.plan(made.order(made.product(NO_CODE), value=30))
    made.plan(made.order(value=25, quantity=2), made.order())
    made.executed()
    return made


def test_the_board_shows_what_waits_worst_first_with_figures_and_names(own: Sandbox) -> None:
    blocked, ready = own.client.ok(own.client.get("/api/exports/board"))["data"]
    assert (blocked["readinessState"], blocked["errors"] > 0) == ("BLOCKED", True)
    assert (ready["readinessState"], ready["errors"], ready["state"]) == ("READY", 0, "BATCHED")
    assert (ready["order_count"], ready["line_count"], ready["value_usd"]) == (2, 2, 70)
    inspected = own.inspect(ready["exportId"])
    assert ready["duty_usd"] == inspected["duty_estimate"]["totals"]["dutyUsd"]
    assert ready["savings_usd"] == inspected["batch"]["estimated_savings_usd"]
    assert (ready["warehouse_name"], ready["broker_name"]) == ("Mississauga", "Border Brokers")
    assert ready["broker_email"] == own.broker_email
    assert ready["submission_status"] is None


def test_a_sent_export_wears_the_state_of_its_mail(own: Sandbox) -> None:
    [done] = own.client.ok(own.client.get("/api/exports/board", params={"state": "COMPLETED"}))["data"]
    assert (done["state"], done["customs_package_id"] is None) == ("COMPLETED", False)
    assert done["submission_status"] in {"pending", "sending", "sent"}


def test_the_board_is_asked_by_kind_worth_and_place(own: Sandbox) -> None:
    def asked(**query: str) -> list[str]:
        page = own.client.ok(own.client.get("/api/exports/board", params=query))
        return [row["readinessState"] for row in page["data"]]

    assert asked(readiness="READY,REVIEW_REQUIRED") == ["READY"]
    assert asked(sort="value") == ["READY", "BLOCKED"]
    assert asked(sort="newest", valueFrom="70", state="BATCHED,COMPLETED") == ["READY"]
    assert asked(sort="value", valueTo="69.99") == ["BLOCKED"]
    assert asked(brokerId=own.broker_id, warehouseId=own.warehouse_id) == ["BLOCKED", "READY"]
    assert asked(brokerId="br_nobodys") == []
    assert asked(createdBefore="2020-01-01T00:00:00Z") == []
    assert asked(createdFrom="2020-01-01T00:00:00Z", sort="oldest") == ["BLOCKED", "READY"]


def test_pages_of_the_board_follow_each_other_and_a_cursor_keeps_to_its_order(own: Sandbox) -> None:
    first = own.client.ok(own.client.get("/api/exports/board", params={"limit": 1}))
    assert first["has_more"]
    more = {"limit": 1, "cursor": first["next_cursor"]}
    second = own.client.ok(own.client.get("/api/exports/board", params=more))
    assert (second["has_more"], second["next_cursor"]) == (False, None)
    assert first["data"][0]["exportId"] != second["data"][0]["exportId"]
    refused = own.client.get("/api/exports/board", params=more | {"sort": "value"})
    assert issues(refused) == {"cursor": "invalid_string"}
    listed = own.client.ok(own.client.get("/api/exports", params={"limit": 1}))["next_cursor"]
    assert issues(own.client.get("/api/exports/board", params={"cursor": listed})) == {
        "cursor": "invalid_string"
    }


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("state", "BATCHED,LOST", "invalid_enum_value"),
        ("state", "", "invalid_enum_value"),
        ("readiness", "ready", "invalid_enum_value"),
        ("sort", "luck", "invalid_enum_value"),
        ("valueFrom", "much", "invalid_type"),
        ("valueTo", "1e3", "invalid_type"),
        ("createdFrom", "soon", "invalid_string"),
        ("limit", "0", "too_small"),
        ("cursor", "x", "invalid_string"),
    ],
)
def test_what_the_board_does_not_know_is_refused(own: Sandbox, name: str, value: str, code: str) -> None:
    assert issues(own.client.get("/api/exports/board", params={name: value})) == {name: code}


def test_counts_tell_what_stands_on_the_board(own: Sandbox) -> None:
    told = own.client.ok(own.client.get("/api/exports/counts"))
    counted = {(each["state"], each["readinessState"]): each["count"] for each in told["exports"]}
    assert len(counted) == 12
    assert {pair: count for pair, count in counted.items() if count} == {
        ("BATCHED", "BLOCKED"): 1,
        ("BATCHED", "READY"): 1,
        ("COMPLETED", "READY"): 1,
    }
    assert not any(each["has_more"] for each in (*told["exports"], *told["mails"]))
    assert {(each["audience"], each["status"]) for each in told["mails"]} == {
        (audience, status)
        for audience in ("broker", "broker_notice", "warehouse")
        for status in ("failed", "uncertain")
    }
    oldest = own.client.ok(own.client.get("/api/exports/board", params={"sort": "oldest", "limit": 1}))[
        "data"
    ]
    assert told["oldest_waiting"]["exportId"] == oldest[0]["exportId"]
    [today] = told["savings"]
    assert today["day"].startswith(told["month"])
    assert (today["exports"], today["unknown_exports"]) == (1, 0)
    before = own.client.ok(own.client.get("/api/exports/counts", params={"month": "2020-02"}))
    assert (before["month"], before["savings"]) == ("2020-02", [])
    assert "month" in issues(own.client.get("/api/exports/counts", params={"month": "2026-13"}))


def test_an_empty_account_has_an_empty_board(server: Server) -> None:
    client = server.account()
    board = client.ok(client.get("/api/exports/board"))
    assert board == {"data": [], "has_more": False, "next_cursor": None}
    assert client.ok(client.get("/api/exports/counts"))["oldest_waiting"] is None
