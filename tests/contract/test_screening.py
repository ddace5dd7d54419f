"""Screening by the list on disk: hits with their place and names, decisions, and what opens them again."""

import csv
from collections.abc import Iterator
from typing import Any

import pytest

from tests.serving.refusals import refused
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Client, Server

COLUMNS = ("_id", "source", "name", "addresses", "alt_names")
LISTED = ("e1", "Entity List (EL)", "Zhenhua Micro Instruments Co.", "12 Hill Road, CN", "ZMI")
OTHER = ("e2", "Entity List (EL)", "Vostokneft Shipping Logistics", "1 Pier, RU", "")
MAKER = {"name": "Zhenhua Micro Instruments", "address": "12 Hill Road", "city": "Ningbo", "country": "CN"}
BUYER = {
    "name": "Vostokneft Shipping Logistics",
    "address1": "9 Elm Street",
    "city": "Buffalo",
    "region": "NY",
    "postalCode": "14201",
    "country": "US",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the module's own: the list belongs to an installation."""
    running = Server(tmp_path_factory.mktemp("screening") / "home").start()
    yield running
    running.stop()


@pytest.fixture
def screening_server(served: Server) -> Server:
    """The server, without a list."""
    (served.home / "screening" / "list.json").unlink(missing_ok=True)
    return served


def load(server: Server, *rows: tuple[str, ...]) -> dict[str, Any]:
    """Put a list in force beside the running server."""
    path = server.home.parent / "list.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return server.command("screening", "load", str(path))


def hits(plan: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The screening findings by their path."""
    found = [each for each in plan["validationMessages"] if each["rule"] == "PTY-008"]
    return {each["field"]: each for each in found}


def decide(client: Client, hit: dict[str, Any], disposition: str = "cleared", **more: Any) -> dict[str, Any]:
    """Decide about a finding."""
    body = (
        hit["details"] | {"disposition": disposition, "reason": "Another firm; registry extract seen."} | more
    )
    return client.ok(client.post("/api/screening/dispositions", body))


def test_a_hit_blocks_until_cleared_and_opens_again_only_where_entry_or_party_changed(
    screening_server: Server,
) -> None:
    client = screening_server.account()
    goods: Sandbox = sandbox(client)
    made_there = goods.product({"title": "Book"} | {"manufacturer": MAKER})
    plain, order = goods.order(), goods.order(made_there, shipTo=BUYER)

    def planned() -> dict[str, Any]:
        """The plan as it is now."""
        return goods.plan(plain, order, dryRun=True)

    before = planned()
    assert hits(before) == {}
    assert [each["code"] for each in before["validationMessages"] if each["rule"] == "PTY-009"] == [
        "SCREENING_LIST_MISSING"
    ]
    assert load(screening_server, LISTED, OTHER)["entries"] == 2
    first = hits(planned())
    maker, buyer = "orders[1].items[0].product.manufacturer.name", "orders[1].shipTo.name"
    assert set(first) == {maker, buyer}
    assert {each["severity"] for each in first.values()} == {"error"}
    assert (first[maker]["product_id"], first[buyer]["order_id"]) == (made_there, order)
    assert [each["rule"] for each in planned()["validationMessages"]].count("PTY-009") == 0

    for hit in first.values():
        decide(client, hit)
    cleared = hits(planned())
    assert {each["code"] for each in cleared.values()} == {"SCREENING_HIT_CLEARED"}
    assert {each["severity"] for each in cleared.values()} == {"info"}

    load(screening_server, (*LISTED[:4], "ZMI; Zhenhua"), OTHER)
    again = hits(planned())
    assert (again[maker]["severity"], again[buyer]["severity"]) == ("error", "info")
    assert again[maker]["details"]["entryKey"] != first[maker]["details"]["entryKey"]

    moved = {"manufacturer": MAKER | {"address": "13 Hill Road"}}
    decide(client, again[maker])
    client.ok(client.patch(f"/api/products/{made_there}", moved))
    after = hits(planned())
    assert (after[maker]["severity"], after[buyer]["severity"]) == ("error", "info")


def test_an_executable_plan_does_not_outlive_a_list_that_names_its_party(screening_server: Server) -> None:
    goods = sandbox(screening_server.account())
    batch = goods.plan(goods.order(shipTo=BUYER))
    load(screening_server, OTHER)
    answer = goods.client.post("/api/exports/execute", {"batchId": batch["exportId"]})
    refused(answer, 409, "PLAN_CHANGED")


def test_a_list_without_a_hit_changes_no_hash_and_a_later_day_of_it_neither(screening_server: Server) -> None:
    goods = sandbox(screening_server.account())
    order = goods.order()
    load(screening_server, LISTED)
    known = goods.plan(order, dryRun=True)["planHash"]
    load(screening_server, LISTED, OTHER)
    assert goods.plan(order, dryRun=True)["planHash"] == known


def test_decisions_are_kept_with_who_when_and_why_and_the_latest_stands(screening_server: Server) -> None:
    goods = sandbox(screening_server.account())
    client = goods.client
    load(screening_server, OTHER)
    order = goods.order(shipTo=BUYER)
    (hit,) = hits(goods.plan(order, dryRun=True)).values()
    first = decide(client, hit)
    second = decide(client, hit, "confirmed", reason="Same registry number.")
    listed = client.ok(client.get("/api/screening/dispositions"))["data"]
    assert listed == [second, first]
    assert first["decidedBy"].startswith("key_")
    (still,) = hits(goods.plan(order, dryRun=True)).values()
    assert still["severity"] == "error"
    assert "confirmed" in still["message"]
    events = client.ok(client.get("/api/events", params={"type": "screening.decided", "limit": 100}))["data"]
    assert [event["payload"]["disposition"] for event in events] == ["cleared", "confirmed"]
    elsewhere = screening_server.key(client.account_id, mode="test")
    assert elsewhere.ok(elsewhere.get("/api/screening/dispositions"))["data"] == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": None}, "reason"),
        ({"disposition": "ignored"}, "disposition"),
        ({"partyFingerprint": "abc"}, "partyFingerprint"),
        ({"entryKey": ""}, "entryKey"),
    ],
)
def test_a_decision_without_a_reason_or_a_hit_is_refused(
    served: Server, change: dict[str, Any], path: str
) -> None:
    client = served.account()
    body = {"entryKey": "e1:0", "partyFingerprint": "0" * 64, "disposition": "cleared", "reason": "Seen."}
    answer = refused(client.post("/api/screening/dispositions", body | change), 400, "VALIDATION_ERROR")
    assert answer["field"] == path
