"""Triage over the batches that wait: root causes, counts, order, and what is left out of it."""

import pytest

from tests.serving.sandbox import BOOK, Sandbox, sandbox
from tests.serving.server import Client, Server

NO_CODE = {name: value for name, value in BOOK.items() if name != "hsCode"}


@pytest.fixture
def own(server: Server) -> Sandbox:
    """An account of the test's own."""
    return sandbox(server.account())


def errors(client: Client) -> list[dict[str, object]]:
    """The groups that block."""
    return [group for group in client.ok(client.get("/api/triage"))["data"] if group["severity"] == "error"]


def test_one_product_that_blocks_three_exports_is_one_group_and_comes_first(own: Sandbox) -> None:
    shared, single = own.product(NO_CODE), own.product(NO_CODE)
    blocked = sorted(str(own.plan(own.order(shared, value=30))["exportId"]) for _ in range(3))
    other = own.plan(own.order(single))["exportId"]
    own.plan(own.order())
    told = own.client.ok(own.client.get("/api/triage"))
    assert (told["exports"], told["blocked_exports"], told["has_more"]) == (5, 4, False)
    first, second = errors(own.client)
    assert (first["subject"], first["subject_id"], first["field"]) == ("product", shared, "product.hsCode")
    assert (first["export_ids"], first["export_count"], first["blocks"], first["frees"]) == (blocked, 3, 3, 3)
    assert first["value_usd"] == 90
    assert first["doc_url"] == f"/docs/rules/{first['rule']}"
    assert (second["subject_id"], second["export_ids"], second["frees"]) == (single, [other], 4)


def test_what_is_mended_cancelled_or_planned_again_leaves_the_triage(own: Sandbox) -> None:
    product = own.product(NO_CODE)
    order, given_up = own.order(product), own.order(product)
    batch = own.plan(order)["exportId"]
    cancelled = own.plan(given_up)["exportId"]
    own.client.ok(own.client.post(f"/api/exports/{cancelled}/cancel", {}))
    assert [group["export_ids"] for group in errors(own.client)] == [[batch]]
    own.client.ok(own.client.patch(f"/api/products/{product}", {"hsCode": BOOK["hsCode"]}))
    assert errors(own.client), "a stored plan stands until it is planned again"
    own.plan(order, batchId=batch)
    assert errors(own.client) == []


def test_an_account_without_exports_has_an_empty_triage(server: Server) -> None:
    client = server.account()
    told = client.ok(client.get("/api/triage"))
    assert told == {"data": [], "exports": 0, "blocked_exports": 0, "has_more": False}
