"""planHash end to end: the published snapshot, an independent recomputation, and what must not be in it."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from tests.serving.forked import run_entrygo
from tests.serving.sandbox import METAL_BOOK, Sandbox, fresh


def published(goods: Sandbox, export_id: str) -> bytes:
    """The snapshot's bytes as anyone downloads them."""
    answer = goods.client.get(f"/api/exports/{export_id}/snapshot")
    assert answer.status_code == 200
    return answer.content


def recomputed(snapshot: bytes) -> str:
    """The hash by the published recipe, with nothing of ours."""
    return "planhash_" + hashlib.sha256(rfc8785.dumps(json.loads(snapshot))).hexdigest()


def verdict(goods: Sandbox, path: Path, *, status: int) -> dict[str, Any]:
    """What ``entrygo verify-plan`` says of a file."""
    done = run_entrygo(["verify-plan", str(path), "--json"])
    assert done.returncode == status, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


@pytest.fixture(scope="module")
def planned(goods: Sandbox) -> dict[str, Any]:
    """A stored plan with a finding, an excluded order and two products."""
    metal = goods.product(METAL_BOOK)
    return goods.plan(goods.order(metal), goods.order(), goods.order(destinationCountry="MX"))


@pytest.mark.requirement(
    "plan_hash:snapshot:published",
    "plan_hash:snapshot:verifier",
    "plan_hash:form:canonical",
    "plan_hash:form:prefix",
)
def test_anyone_recomputes_the_hash_from_the_published_snapshot(
    goods: Sandbox, planned: dict[str, Any]
) -> None:
    snapshot = published(goods, planned["exportId"])
    assert recomputed(snapshot) == planned["planHash"]
    assert snapshot == rfc8785.dumps(json.loads(snapshot))
    assert recomputed(snapshot.replace(b'"quantity":"1"', b'"quantity":"2"')) != planned["planHash"]


@pytest.mark.requirement("plan_hash:snapshot:no-hash", "plan_hash:stable:batch-id", "plan_hash:stable:time")
def test_neither_hash_batch_nor_time_stand_in_the_snapshot(goods: Sandbox, planned: dict[str, Any]) -> None:
    text = published(goods, planned["exportId"]).decode()
    assert planned["planHash"] not in text
    assert planned["planHash"].removeprefix("planhash_") not in text
    assert planned["exportId"] not in text
    assert re.search(r"\d{4}-\d\d-\d\dT", text) is None
    assert "entry_date" not in text


@pytest.mark.requirement("plan_hash:snapshot:verifier")
def test_verify_plan_agrees_however_the_file_is_spaced_and_disagrees_after_a_change(
    goods: Sandbox, planned: dict[str, Any], tmp_path: Path
) -> None:
    document = json.loads(published(goods, planned["exportId"]))
    file = tmp_path / "snapshot.json"
    file.write_text(json.dumps(document, indent=4, sort_keys=False))
    assert verdict(goods, file, status=0) == {
        "intact": None,
        "compared": False,
        "planHash": planned["planHash"],
        "faults": [],
    }
    document["orders"][0]["lines"][0]["unit_value_usd"] = "0.01"
    file.write_text(json.dumps(document))
    assert verdict(goods, file, status=0)["planHash"] != planned["planHash"]
    file.write_text("{}")
    assert verdict(goods, file, status=1)["intact"] is False


@pytest.mark.requirement("plan_hash:stable:batch-id", "plan_hash:stable:same-facts")
def test_two_batches_of_the_same_facts_have_one_hash_and_one_snapshot(goods: Sandbox) -> None:
    order = goods.order()
    first, second = goods.plan(order), goods.plan(order)
    assert first["exportId"] != second["exportId"]
    assert first["planHash"] == second["planHash"]
    assert published(goods, first["exportId"]) == published(goods, second["exportId"])


@pytest.mark.requirement("plan_hash:stable:order-of-ids", "plan_hash:snapshot:sorted")
def test_the_requests_order_of_ids_is_not_in_the_hash(goods: Sandbox) -> None:
    orders = [goods.order(goods.product(METAL_BOOK)), goods.order(), goods.order()]
    forward, back = goods.plan(*orders), goods.plan(*reversed(orders))
    assert forward["planHash"] == back["planHash"]
    document = json.loads(published(goods, back["exportId"]))
    assert [order["id"] for order in document["orders"]] == sorted(orders)
    assert [product["id"] for product in document["products"]] == sorted(
        product["id"] for product in document["products"]
    )


@pytest.mark.requirement("plan_hash:stable:metadata")
def test_metadata_of_an_order_is_not_in_the_hash(goods: Sandbox) -> None:
    name = fresh("order")
    line = {"productId": goods.book_id, "quantity": 1, "unitValueUsd": 20}
    order = {"externalId": name, "destinationCountry": "US", "items": [line]}
    hashes, ids = set(), set()
    for metadata in (None, {"channel": "web"}, {"channel": "shop", "note": [1, 2]}):
        body = {"items": [order | {"metadata": metadata}]}
        [synced] = goods.client.ok(goods.client.post("/api/orders/sync", body))["data"]
        ids.add(synced["id"])
        hashes.add(goods.plan(synced["id"], dryRun=True)["planHash"])
    assert (len(ids), len(hashes)) == (1, 1)
    body = {"items": [order | {"destinationPostalCode": "10001"}]}
    goods.client.ok(goods.client.post("/api/orders/sync", body))
    assert goods.plan(*ids, dryRun=True)["planHash"] not in hashes


@pytest.mark.requirement("plan_hash:stable:dry-run", "plan_hash:stable:same-records")
def test_dry_runs_keys_and_the_day_are_not_in_the_hash(goods: Sandbox) -> None:
    order = goods.order()
    asked: list[dict[str, Any]] = [
        {},
        {"dryRun": True},
        {"idempotencyKey": fresh("key")},
        {"shipment": {"entryDate": "2026-11-24"}},
        {"shipment": {"entryDate": "2026-11-25"}},
    ]
    assert len({goods.plan(order, **more)["planHash"] for more in asked}) == 1


@pytest.mark.requirement("plan_hash:changes:order", "plan_hash:changes:warehouse", "plan_hash:changes:fees")
def test_what_a_person_changes_in_the_world_changes_the_hash(goods: Sandbox) -> None:
    order = goods.order()
    hashes = [goods.plan(order, dryRun=True)["planHash"]]
    goods.client.ok(goods.client.patch(f"/api/warehouses/{goods.warehouse_id}", {"portOfEntry": "3004"}))
    hashes.append(goods.plan(order, dryRun=True)["planHash"])
    fees = {"feeSchedule": {"formalEntryUsd": 125, "informalEntryUsd": 20}}
    goods.client.ok(goods.client.patch(f"/api/brokers/{goods.broker_id}", fees))
    hashes.append(goods.plan(order, dryRun=True)["planHash"])
    hashes.append(goods.plan(goods.order(), dryRun=True)["planHash"])
    assert len(set(hashes)) == len(hashes)
