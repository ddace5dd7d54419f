"""Names, ids, times and numbers as the contract writes them."""

import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.serving.refusals import issues
from tests.serving.sandbox import BOOK, Sandbox, fresh

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
LOOKS_LIKE_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:")
AMOUNTS = re.compile(r"(Usd|_usd|Kg|_kg|quantity|value|percent|Score|_bytes)$", re.IGNORECASE)


@pytest.fixture(scope="module")
def seen(goods: Sandbox) -> dict[str, Any]:
    """Everything one export leaves: the plan, the execution, and what reading shows."""
    client, order = goods.client, goods.order(quantity=2, value=12.5)
    planned = goods.plan(order)
    done = client.ok(client.post("/api/exports/execute", {"batchId": planned["exportId"]}))
    reads = {
        "order": f"/api/orders/{order}",
        "product": f"/api/products/{goods.book_id}",
        "warehouse": f"/api/warehouses/{goods.warehouse_id}",
        "broker": f"/api/brokers/{goods.broker_id}",
        "account": "/api/account",
        "inspect": f"/api/exports/{planned['exportId']}",
        "package": f"/api/customs-packages/{done['customs_package_id']}",
        "events": "/api/events?limit=100",
        "notifications": "/api/notifications",
        "health": "/api/system/health",
    }
    return {"plan": planned, "execute": done} | {
        name: client.ok(client.get(path)) for name, path in reads.items()
    }


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that is no object or list, under its dotted path without positions."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(item, f"{path}.{name}")
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, path)
    else:
        yield path, value


@pytest.mark.requirement("naming:duplicates:export-id", "naming:duplicates:state")
def test_plan_and_execute_say_id_and_state_twice(seen: dict[str, Any]) -> None:
    for answer, state in (("plan", "BATCHED"), ("execute", "COMPLETED")):
        assert seen[answer]["exportId"] == seen[answer]["batch_id"]
        assert seen[answer]["state"] == seen[answer]["status"] == state


@pytest.mark.requirement("naming:duplicates:notifications")
def test_notifications_are_ids_on_execute_and_objects_on_inspect(seen: dict[str, Any]) -> None:
    ids = seen["execute"]["notification_ids"]
    assert ids
    assert seen["execute"]["notifications"] == ids
    assert {each["id"] for each in seen["inspect"]["notifications"]} == set(ids)


@pytest.mark.requirement("naming:duplicates:savings")
def test_savings_have_one_name_on_plan_and_another_on_inspect(seen: dict[str, Any]) -> None:
    assert seen["inspect"]["batch"]["estimated_savings_usd"] == seen["plan"]["estimated_import_savings_usd"]


@pytest.mark.requirement("naming:ids:prefixes", "naming:ids:sortable")
def test_ids_are_named_after_what_they_name_and_hold_a_uuid_7(seen: dict[str, Any]) -> None:
    found = {
        "acc": seen["account"]["id"],
        "wh": seen["warehouse"]["id"],
        "br": seen["broker"]["id"],
        "ord": seen["order"]["id"],
        "prod": seen["product"]["id"],
        "batch": seen["plan"]["exportId"],
        "cp": seen["execute"]["customs_package_id"],
        "bes": seen["execute"]["brokerSubmission"]["id"],
        "notif": seen["notifications"]["data"][0]["id"],
        "evt": seen["events"]["data"][0]["id"],
    }
    for prefix, identifier in found.items():
        assert re.fullmatch(rf"{prefix}_[0-9a-f]{{32}}", identifier)
        assert uuid.UUID(identifier.removeprefix(f"{prefix}_")).version == 7
    assert seen["plan"]["planHash"].startswith("planhash_")


@pytest.mark.requirement("naming:ids:prefixes", "naming:request-id:header")
def test_requests_have_ids_of_the_same_form(goods: Sandbox) -> None:
    request_id = goods.client.get("/api/account").headers["x-request-id"]
    assert re.fullmatch(r"req_[0-9a-f]{32}", request_id)


@pytest.mark.requirement("naming:ids:sortable")
def test_ids_sort_by_the_time_they_were_made(goods: Sandbox) -> None:
    ids = [goods.order() for _ in range(5)]
    assert ids == sorted(ids)
    events = [each["id"] for each in goods.client.ok(goods.client.get("/api/events?limit=100"))["data"]]
    assert events == sorted(events)


@pytest.mark.requirement("naming:times:form")
def test_every_time_is_utc_with_milliseconds_and_z(seen: dict[str, Any]) -> None:
    found = [
        (path, text) for path, text in leaves(seen) if isinstance(text, str) and LOOKS_LIKE_TIME.match(text)
    ]
    assert len(found) > 15
    assert [each for each in found if not TIME.fullmatch(each[1])] == []


@pytest.mark.requirement("naming:numbers:json")
def test_amounts_are_json_numbers_in_every_answer(seen: dict[str, Any]) -> None:
    amounts = [
        (path, value)
        for path, value in leaves(seen)
        if AMOUNTS.search(path) and value is not None and ".payload." not in path
    ]  # an event's before and after are hashed, and hold decimal strings as the snapshot does
    assert len(amounts) > 30
    wrong = [each for each in amounts if isinstance(each[1], bool) or not isinstance(each[1], int | float)]
    assert wrong == []
    assert seen["order"]["value"] == 25
    assert seen["product"]["netWeightKg"] == 0.8


@pytest.mark.requirement("naming:numbers:snapshot")
def test_amounts_are_decimal_strings_inside_the_snapshot(goods: Sandbox, seen: dict[str, Any]) -> None:
    snapshot = goods.client.ok(goods.client.get(f"/api/exports/{seen['plan']['exportId']}/snapshot"))
    assert not [path for path, value in leaves(snapshot) if isinstance(value, float)]
    texts = json.dumps(snapshot)
    assert '"12.5"' in texts
    assert '"0.8"' in texts


@pytest.mark.requirement("naming:country:default")
def test_the_destination_is_the_united_states_unless_said_otherwise(goods: Sandbox) -> None:
    order = goods.order()
    assert goods.plan(order)["planHash"] == goods.plan(order, destinationCountry="US")["planHash"]
    elsewhere = goods.plan(order, destinationCountry="CA")
    assert [each["reason_code"] for each in elsewhere["excluded_orders"]] == ["DESTINATION_MISMATCH"]


@pytest.mark.requirement("naming:country:form")
@pytest.mark.parametrize("country", ["USA", "U", "", "U1", "ÜS", "U S", " US"])
def test_a_plans_destination_is_a_two_letter_code(goods: Sandbox, country: str) -> None:
    found = issues(goods.client.post("/api/exports/plan", goods.request("ord_x", destinationCountry=country)))
    assert found == {"destinationCountry": "invalid_string"}


@pytest.mark.requirement("naming:country:form")
@pytest.mark.parametrize("country", ["USA", "U.S.", " us ", "United States"])
def test_an_orders_destination_is_read_by_name(goods: Sandbox, country: str) -> None:
    order = {"externalId": fresh("named"), "destinationCountry": country, "items": []}
    made = goods.client.ok(goods.client.post("/api/orders/sync", {"items": [order]}))
    assert made["data"][0]["destinationCountry"] == "US"


@pytest.mark.requirement("naming:country:form")
@pytest.mark.parametrize("country", ["U", "", "U1", "ÜS", "Ruritania"])
def test_an_orders_destination_that_is_no_country_is_refused(goods: Sandbox, country: str) -> None:
    order = {"externalId": "x", "destinationCountry": country, "items": []}
    found = issues(goods.client.post("/api/orders/sync", {"items": [order]}))
    assert found == {"items.0.destinationCountry": "invalid_string"}


@pytest.mark.requirement("naming:hts:dots")
@pytest.mark.parametrize("code", ["4901990070", "4901.99.0070", "4901.99.00.70", "4901 99 0070"])
def test_a_code_is_taken_with_or_without_dots_and_shown_with_them(goods: Sandbox, code: str) -> None:
    made = goods.product(BOOK | {"hsCode": code, "externalId": fresh("code")})
    shown = goods.client.ok(goods.client.get(f"/api/products/{made}"))
    assert shown["hsCode"] == "4901.99.0070"
