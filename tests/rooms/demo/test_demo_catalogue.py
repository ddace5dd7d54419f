"""The demo's data: true to the API's models and the schedule, and planned as the story tells it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from entrygo.contract.facts import Product, Shipment
from entrygo.contract.hts import digits_of
from entrygo.contract.parties import AccountRecord, BrokerRecord, WarehouseRecord
from entrygo.contract.plan import EntryType, Plan, Readiness
from entrygo.contract.requests.catalogue import OrderIn, OrdersSync, ProductIn, ProductsSync
from entrygo.contract.requests.parties import AccountPatch, BrokerCreate, WarehouseCreate
from entrygo.contract.requests.stated import stated
from entrygo.contract.snapshot import Snapshot
from entrygo.contract.tariff import Standing
from entrygo.demo import story
from entrygo.demo.catalogue import (
    ACCOUNT,
    BLOCKED,
    BROKERS,
    CROSSINGS,
    REVIEW,
    SEPARATE,
    WAREHOUSES,
    products,
    shipment,
)
from entrygo.demo.orders import BLOCKED_CASES, LEFT_OUT, TOTAL, orders
from entrygo.operations.facts import (
    account_facts,
    broker_facts,
    order_facts,
    product_facts,
    warehouse_facts,
)
from entrygo.planning.plan import plan
from entrygo.planning.ruleset import RULESET
from entrygo.tariff.codes import judge
from entrygo.tariff.resolve import resolve
from entrygo.tariff.shipped import shipped_schedule

Json = dict[str, Any]
TODAY = date(2026, 11, 23)
ITEMS = products(TODAY)
IDS = {item["externalId"]: f"prod_{item['externalId']}" for item in ITEMS}
ORDERS = orders(ITEMS, IDS, TODAY)


def goods_on(day: date) -> dict[str, Product]:
    requests = [ProductIn.model_validate(item) for item in products(day)]
    return {IDS[each.external_id]: product_facts(each, IDS[each.external_id]) for each in requests}


def planned(chosen: Sequence[Json], warehouse: str = "toronto", on: date = TODAY) -> Plan:
    return plan(snapshot_of(chosen, warehouse, on))


def snapshot_of(chosen: Sequence[Json], warehouse: str = "toronto", on: date = TODAY) -> Snapshot:
    facts = tuple(order_facts(OrderIn.model_validate(order), order["externalId"]) for order in chosen)
    shelf = goods_on(on)
    goods = {line.product_id: shelf[line.product_id] for order in facts for line in order.lines}
    place = WarehouseCreate.model_validate({"accountId": "acc_1", **WAREHOUSES[warehouse]})
    broker = BrokerCreate.model_validate({"accountId": "acc_1", **BROKERS[CROSSINGS[warehouse]]})
    leaving_from = warehouse_facts("wh_1", stated(WarehouseRecord, place))
    crossing = shipment(warehouse, datetime(on.year, on.month, on.day, 15, tzinfo=UTC))
    return Snapshot(
        ruleset=RULESET,
        destination_country="US",
        account=account_facts("acc_1", stated(AccountRecord, AccountPatch.model_validate(ACCOUNT))),
        warehouse=leaving_from,
        broker=broker_facts("br_1", stated(BrokerRecord, broker)),
        shipment=Shipment(
            entry_date=on,
            port_of_entry=leaving_from.port_of_entry,
            mode=leaving_from.mode,
            carrier_scac=crossing["carrierScac"],
            paps_number=crossing["papsNumber"],
            eta=crossing["eta"],
            export_date=on,
            package_kind=crossing["packageKind"],
        ),
        orders=facts,
        products=goods,
        tariff=resolve(
            shipped_schedule(),
            {each.hs_code for each in goods.values() if each.hs_code},
            on,
            {each.country_of_origin for each in goods.values() if each.country_of_origin},
        ),
    )


def of_kind(kind: str, warehouse: str | None = None) -> list[Json]:
    return [
        order
        for order in ORDERS
        if order["metadata"]["demo"] == kind and warehouse in (None, order["metadata"]["warehouse"])
    ]


def with_ids(found: Sequence[Json]) -> list[Json]:
    """As the list of orders gives them."""
    return [{**order, "id": order["externalId"]} for order in found]


def codes(found: Plan, severity: str) -> set[str]:
    return {finding.code for finding in found.findings if finding.severity.value == severity}


def test_products_and_orders_are_what_a_sync_takes() -> None:
    assert len(ProductsSync.model_validate({"accountId": "acc_1", "items": ITEMS}).items) == len(ITEMS) >= 40
    assert len(OrdersSync.model_validate({"accountId": "acc_1", "items": ORDERS}).items) == TOTAL == 300
    assert len({order["externalId"] for order in ORDERS}) == TOTAL


def test_the_sandbox_sells_books_apparel_kitchenware_toys_cosmetics_and_electronics() -> None:
    ordinary = {item["category"] for item in ITEMS if item["externalId"] not in {*REVIEW, *BLOCKED}}
    assert {"Books", "Apparel", "Kitchenware", "Toys", "Cosmetics", "Electronics"} <= ordinary


def test_orders_are_the_same_on_every_run_but_for_the_day_of_sale() -> None:
    assert orders(ITEMS, IDS, TODAY) == ORDERS
    later = orders(ITEMS, IDS, date(2027, 2, 1))
    assert [{**order, "soldOn": None} for order in later] == [{**order, "soldOn": None} for order in ORDERS]


def test_every_code_is_valid_today() -> None:
    for item in ITEMS:
        told = judge(shipped_schedule(), digits_of(item["hsCode"]), TODAY)
        assert told.standing is Standing.VALID, item["externalId"]


@pytest.mark.parametrize("on", [TODAY, date(2026, 12, 31), date(2027, 1, 1), date(2028, 6, 30)])
def test_a_certification_without_dates_covers_the_day(on: date) -> None:
    periods = [item["usmca"] for item in products(on) if "usmca" in item]
    current = [each for each in periods if each["validFrom"] <= on.isoformat() <= each["validTo"]]
    assert len(current) == len(periods) - 1  # one is out of date on purpose


def test_every_ready_order_is_ready_on_its_own() -> None:
    ready = of_kind("ready")
    assert len(ready) > 200
    verdicts = {order["externalId"]: planned([order]).readiness for order in ready}
    assert {number for number, verdict in verdicts.items() if verdict is not Readiness.READY} == set()


@pytest.mark.parametrize("on", [TODAY, date(2026, 12, 31), date(2027, 6, 1)])
def test_the_export_of_the_story_is_ready_and_one_formal_entry(on: date) -> None:
    found = planned(of_kind("ready", "toronto")[: story.FIRST_EXPORT], on=on)
    assert found.readiness is Readiness.READY
    assert [unit.entry_type for unit in found.entries] == [EntryType.FORMAL]
    assert found.duty_usd is not None
    assert found.savings.saved_usd > 300


def test_the_batch_for_review_asks_for_a_look_and_files_the_notebook_apart() -> None:
    chosen = story.orders_for_review(with_ids(ORDERS))
    found = planned([order for order in ORDERS if order["externalId"] in chosen], "vancouver")
    assert found.readiness is Readiness.REVIEW_REQUIRED
    assert codes(found, "warning") == {
        "SECTION_338_CANADA",
        "FORCED_LABOR_TRACE_RECOMMENDED",
        "AGENCY_ANSWER_RECOMMENDED",
        "METALS_REVIEW_RECOMMENDED",
    }
    assert [unit.entry_type for unit in found.entries] == [EntryType.INFORMAL, EntryType.ADCVD]


def test_each_review_case_asks_for_a_look_or_is_the_entry_apart() -> None:
    for order in of_kind("review"):
        verdict = planned([order], "vancouver").readiness
        wanted = Readiness.READY if order["metadata"]["case"] == SEPARATE else Readiness.REVIEW_REQUIRED
        assert verdict is wanted, order["metadata"]["case"]


REASONS: Mapping[str, str] = {
    "el-acc": "DESCRIPTION_VAGUE",
    "ap-shawl": "COUNTRY_OF_ORIGIN_MISSING",
    "fd-lager": "IMPORT_BANNED",
    "hm-candle": "ADCVD_SCOPE_UNANSWERED",
    "kw-pan": "METAL_COMPOSITION_MISSING",
    "ap-jeans-m": "USMCA_CERTIFICATION_INCOMPLETE",
    "fd-maple": "PRIOR_NOTICE_MISSING",
    "hm-sheets": "MANUFACTURER_IN_XINJIANG",
    "section 321": "DE_MINIMIS_NOT_AVAILABLE",
    "free gift": "FREE_GOODS_UNDECLARED",
    "abroad": "CONSIGNEE_NOT_IN_US",
}


@pytest.mark.parametrize("case", BLOCKED_CASES)
def test_each_blocked_case_is_blocked_for_its_own_reason(case: str) -> None:
    cases = [order for order in of_kind("blocked") if order["metadata"]["case"] == case]
    assert cases
    for order in cases:
        found = planned([order])
        assert found.readiness is Readiness.BLOCKED
        assert REASONS[case] in codes(found, "error")


def test_the_blocked_batch_of_the_story_holds_every_reason() -> None:
    chosen = story.blocked_orders(with_ids(ORDERS))
    assert len(chosen) == len(BLOCKED_CASES)
    found = planned([order for order in ORDERS if order["externalId"] in chosen])
    assert set(REASONS.values()) <= codes(found, "error")


def test_orders_that_cannot_take_part_are_left_out_with_the_reason() -> None:
    left_out = of_kind("left_out")
    assert len(left_out) == len(LEFT_OUT)
    found = planned([*left_out, *of_kind("ready")[:1]])
    assert {each.reason_code for each in found.excluded} == {"DESTINATION_MISMATCH", "CANCELLED", "NO_LINES"}
    assert found.readiness is Readiness.READY
