"""``Prefer: return=minimal`` (RFC 7240) on a sync: ids and warnings alone, said so, and a replay is what came first."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.serving.sandbox import BOOK, Sandbox

MINIMAL = {"Prefer": "return=minimal"}
NONE: Mapping[str, str] = {}
APPLIED = "Preference-Applied"


def order_of(goods: Sandbox, name: str) -> dict[str, Any]:
    line = {"productId": goods.book_id, "quantity": 1, "unitValueUsd": 30}
    order = {"externalId": name, "destinationCountry": "US", "items": [line]}
    return {"accountId": goods.client.account_id, "items": [order]}


def sent(
    goods: Sandbox, path: str, body: dict[str, Any], headers: Mapping[str, Any] = NONE
) -> httpx.Response:
    return goods.client.http.post(path, json=body, headers=headers)


@pytest.mark.parametrize("path", ["/api/products/sync", "/api/orders/sync"])
def test_a_minimal_sync_keeps_the_same_and_answers_ids_and_warnings(goods: Sandbox, path: str) -> None:
    client, name = goods.client, f"minimal-{path.count('o')}"
    body = order_of(goods, name)
    if "products" in path:
        body["items"] = [BOOK | {"externalId": name, "sku": name}]
    full = sent(goods, path, body)
    assert APPLIED not in full.headers
    row = client.ok(full)["data"][0]
    minimal = sent(goods, path, body | {"novel": 1}, headers=MINIMAL)
    assert minimal.headers[APPLIED] == "return=minimal"
    answered = client.ok(minimal)
    assert answered["data"] == [{"id": row["id"], "external_id": name}]
    assert [each["code"] for each in answered["warnings"]] == ["UNKNOWN_FIELD"]


def test_a_replay_is_as_long_as_the_first_answer_and_says_so(goods: Sandbox) -> None:
    for first, again in ((MINIMAL, {}), ({}, MINIMAL)):
        name = f"replayed-{len(first)}"
        key = {"Idempotency-Key": name}
        one = sent(goods, "/api/orders/sync", order_of(goods, name), headers=key | first)
        two = sent(goods, "/api/orders/sync", order_of(goods, name), headers=key | again)
        assert (two.content, two.headers.get(APPLIED)) == (one.content, one.headers.get(APPLIED))
        assert two.headers["Idempotent-Replayed"] == "true"
        assert (one.headers.get(APPLIED) is not None) == (first == MINIMAL)


@pytest.mark.parametrize(
    ("said", "is_minimal"),
    [
        ("respond-async, RETURN=minimal; x=1", True),
        ('return="minimal"', True),
        ("return=representation, return=minimal", False),
        ("return", False),
        ("=;,=minimal", False),
        ("return=minimalist\u00e9", False),
        ("", False),
    ],
)
def test_only_a_preference_that_says_minimal_is_one(goods: Sandbox, said: str, is_minimal: bool) -> None:
    body = order_of(goods, "preferred")
    answered = sent(goods, "/api/orders/sync", body, headers={"Prefer": said.encode("latin-1")})
    assert answered.status_code == 200
    assert (APPLIED in answered.headers) == is_minimal
