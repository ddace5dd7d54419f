"""What if: a dry run under other circumstances and in parts is the plan those would give, and nothing is stored."""

from typing import Any

import pytest

from tests.serving.refusals import refused
from tests.serving.sandbox import BROKER, Sandbox, fresh
from tests.serving.server import Client, Server

FIGURES = ("entry_count", "value_usd", "duty_usd", "broker_fees_usd", "mpf_usd", "hmf_usd", "fees_usd")


def asked(goods: Sandbox, *order_ids: str, **overrides: Any) -> dict[str, Any]:
    """A dry run with overrides."""
    return goods.plan(*order_ids, dryRun=True, overrides=overrides)


@pytest.fixture(scope="module")
def cheap_broker(client: Client) -> str:
    """Another broker of the account."""
    fees = {"formalEntryUsd": 60, "informalEntryUsd": 5}
    body = BROKER | {"name": "Cheap", "email": "cheap@broker.example", "feeSchedule": fees}
    return str(client.ok(client.post("/api/brokers", body))["id"])


def test_another_day_port_mode_and_broker_give_what_a_real_plan_of_them_gives(
    goods: Sandbox, cheap_broker: str
) -> None:
    orders = (goods.order(value=1000), goods.order(value=1000))
    what = asked(
        goods, *orders, entryDate="2027-02-01", portOfEntry="0712", mode="ocean", brokerId=cheap_broker
    )
    shipment = {"entryDate": "2027-02-01", "portOfEntry": "0712", "mode": "ocean"}
    real = goods.plan(*orders, shipment=shipment, brokerId=cheap_broker)
    of_the_batch = {"exportId", "batch_id", "state", "status"}
    assert {name: value for name, value in what.items() if name not in of_the_batch} == {
        name: value for name, value in real.items() if name not in of_the_batch
    }
    assert what["routing_context"]["mode"] == "ocean"
    assert what["planHash"] != goods.plan(*orders, dryRun=True)["planHash"]


def test_overrides_win_over_shipment_and_broker_of_the_request(goods: Sandbox, cheap_broker: str) -> None:
    order = goods.order()
    over = {"mode": "ocean", "brokerId": cheap_broker}
    both = goods.plan(order, dryRun=True, shipment={"mode": "truck", "papsNumber": "MPLG1"}, overrides=over)
    alone = goods.plan(
        order, dryRun=True, shipment={"mode": "ocean", "papsNumber": "MPLG1"}, brokerId=cheap_broker
    )
    assert both == alone


def test_each_part_of_a_split_is_the_real_plan_of_its_orders(goods: Sandbox) -> None:
    first, second, third = (goods.order(value=value) for value in (1500, 1400, 200))
    answer = asked(goods, first, second, third, split=[[first], [third, second]])
    what = answer["what_if"]
    parts = [goods.plan(first), goods.plan(third, second)]
    for told, real, order_ids in zip(what["parts"], parts, ([first], [third, second]), strict=True):
        assert (told["order_ids"], told["included_order_ids"]) == (order_ids, order_ids)
        assert told["planHash"] == real["planHash"]
        assert told["readinessState"] == real["readinessState"]
        assert told["complianceScore"] == real["complianceScore"]
        assert told["estimated_import_savings_usd"] == real["estimated_import_savings_usd"]
        assert told["fees_usd"] == real["savings_breakdown"]["planned"]["total_usd"]
        assert told["duty_usd"] == real["duty_estimate"]["totals"]["dutyUsd"]
        assert told["entry_count"] == real["entry_structure"]["entry_count"] == 1
    for name in FIGURES:
        assert what["totals"][name] == pytest.approx(sum(part[name] for part in what["parts"]))
    whole = answer["savings_breakdown"]["planned"]
    less = what["compared_with_whole"]
    assert less["fees_usd"] == pytest.approx(what["totals"]["fees_usd"] - whole["total_usd"])
    assert (less["entry_count"], less["value_usd"], less["duty_usd"]) == (1, 0, 0)
    assert "141.51" in what["breaks"][0]
    assert "143.21" in what["breaks"][1], "two informal entries where one formal one is due"


def test_a_split_off_order_that_takes_no_part_breaks_nothing(goods: Sandbox) -> None:
    here, abroad = goods.order(), goods.order(destinationCountry="CA")
    what = asked(goods, here, abroad, split=[[here], [abroad]])["what_if"]
    assert [part["included_order_ids"] for part in what["parts"]] == [[here], []]
    assert [part["readinessState"] for part in what["parts"]] == ["READY", "BLOCKED"]
    assert what["breaks"] == []


def test_nothing_is_stored_and_without_a_split_there_is_no_what_if(goods: Sandbox, client: Client) -> None:
    first, second = goods.order(), goods.order()
    before = client.get("/api/events", params={"limit": 100}).content, client.get("/api/exports").content
    answer = asked(goods, first, second, split=[[first], [second]])
    assert (answer["exportId"], answer["state"]) == (None, "PLANNED")
    assert "what_if" not in asked(goods, first, second, mode="ocean")
    assert "what_if" not in goods.plan(first, second, dryRun=True, overrides=None)
    after = client.get("/api/events", params={"limit": 100}).content, client.get("/api/exports").content
    assert after == before


def test_overrides_of_a_plan_that_is_kept_are_refused(goods: Sandbox) -> None:
    order = goods.order()
    for more in ({}, {"dryRun": False}, {"dryRun": None}):
        body = goods.request(order, overrides={"mode": "ocean"}, **more)
        answer = refused(goods.client.post("/api/exports/plan", body), 400, "VALIDATION_ERROR")
        assert answer["field"] == "overrides"


def test_a_split_that_is_no_partition_is_refused_with_every_fault(goods: Sandbox) -> None:
    first, second, third = goods.order(), goods.order(), goods.order()
    stranger = fresh("ord")
    split = [[first, stranger], [first, second]]
    body = goods.request(first, second, third, dryRun=True, overrides={"split": split})
    answer = refused(goods.client.post("/api/exports/plan", body), 400, "VALIDATION_ERROR")
    assert [each["path"] for each in answer["details"]["issues"]] == [
        "overrides.split.0.0",
        "overrides.split.0.1",
        "overrides.split.1.0",
        "overrides.split",
    ]
    for wrong, path in (([[first]], "overrides.split"), ([[first], []], "overrides.split.1")):
        body = goods.request(first, dryRun=True, overrides={"split": wrong})
        assert refused(goods.client.post("/api/exports/plan", body), 400, "VALIDATION_ERROR")["field"] == path


def test_a_broker_of_another_account_is_refused_in_overrides_too(server: Server, goods: Sandbox) -> None:
    other = server.account()
    foreign = other.ok(other.post("/api/brokers", BROKER | {"email": "foreign@broker.example"}))["id"]
    body = goods.request(goods.order(), dryRun=True, overrides={"brokerId": foreign})
    answer = refused(goods.client.post("/api/exports/plan", body), 400, "INVALID_ACCOUNT_SCOPE")
    assert answer["field"] == "brokerId"
