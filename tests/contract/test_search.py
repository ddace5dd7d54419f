"""Search: rows found by ids and numbers, or how they begin, and never those of others."""

import pytest

from tests.serving.refusals import refused
from tests.serving.sandbox import BOOK, Sandbox, sandbox
from tests.serving.server import Server

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def own(server: Server) -> Sandbox:
    """An account of the module's own."""
    return sandbox(server.account())


def found(own: Sandbox, words: str, **query: str) -> list[tuple[str, str]]:
    """What a search finds, by kind and id."""
    answer = own.client.ok(own.client.get("/api/search", params={"q": words} | query))
    return [(each["kind"], each["id"]) for each in answer["data"]]


def test_a_row_is_found_by_its_id_its_number_and_how_they_begin(own: Sandbox, server: Server) -> None:
    order = own.order(externalId="SHOP-1001")
    later = own.order(externalId="shop-1001-b")
    product = own.product(BOOK | {"sku": "Mug-7%"})
    done = own.executed(order)
    package = own.client.ok(own.client.get(f"/api/customs-packages/{done['customs_package_id']}"))
    submission = done["brokerSubmission"]["id"]
    for words, expected in (
        ("shop-1001", [("order", later), ("order", order)]),
        ("SHOP-1001", [("order", order), ("order", later)]),
        ("mug-7%", [("product", product)]),
        ("MUG-", [("product", product)]),
        (order, [("order", order)]),
        (own.warehouse_id, [("warehouse", own.warehouse_id)]),
        (own.broker_id, [("broker", own.broker_id)]),
        (submission, [("submission", submission)]),
        (done["exportId"], [("export", done["exportId"])]),
        (package["packageNumber"], [("package", package["id"])]),
        (package["packageNumber"].upper()[:6], [("package", package["id"])]),
        ("%", []),
        ("_", []),
    ):
        assert sorted(found(own, words)) == sorted(expected), words
    assert found(own, "SHOP-1001")[0] == ("order", order), "what it is comes before what it begins"
    assert found(own, "shop-", limit="1") in ([("order", order)], [("order", later)])
    other = sandbox(server.account())
    assert found(other, "shop-1001") == found(other, order) == found(other, package["packageNumber"]) == []


def test_a_search_for_nothing_is_refused(own: Sandbox) -> None:
    assert refused(own.client.get("/api/search"), 400, "VALIDATION_ERROR")["field"] == "q"
    assert refused(own.client.get("/api/search?q="), 400, "VALIDATION_ERROR")["field"] == "q"
