"""Products and what is known of them."""

from typing import Any

import pytest

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.refusals import issues, refused
from tests.serving.sandbox import BOOK, Sandbox, fresh
from tests.serving.server import Server

pytestmark = pytest.mark.database

SYNC = "/api/products/sync"
FULL: dict[str, Any] = BOOK | {
    "title": "Knife, Größe 10 — 厨刀",
    "description": "Kitchen knife\nwith a steel blade",
    "hsCode": "8211.92.2000",
    "countryOfOrigin": "DE",
    "unitValueUsd": 49.99,
    "netWeightKg": 0.25,
    "grossWeightKg": 0.3,
    "materials": [{"name": "steel", "percent": 80}, {"name": "wood", "percent": None}],
    "category": "Kitchen",
    "manufacturer": {
        "name": "Klinge GmbH",
        "address": "Hauptstr. 1",
        "city": "Solingen",
        "region": "NW",
        "postalCode": "42651",
        "country": "DE",
        "mid": "DEKLIGMB1SOL",
    },
    "usmca": {
        "qualifies": False,
        "criterion": "B",
        "certifier": "Ann Bell",
        "validFrom": "2026-01-01",
        "validTo": "2026-12-31",
    },
    "metals": {
        "steelWeightKg": 0.2,
        "steelMeltPourCountry": "DE",
        "usOriginShare": 0,
        "originEvidence": "mill",
    },
    "pga": [{"agency": "FDA", "program": "FOO", "disclaim": None, "data": {"productCode": "52YYY99"}}],
    "adcvd": {"case": "A-570-000", "applies": False},
    "attributes": {"hardness": 58, "tags": ["a", "b"], "deep": {"x": None, "y": 0.5}},
}


def sync(goods: Sandbox, *items: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows a sync answers."""
    rows: list[dict[str, Any]] = goods.client.ok(goods.client.post(SYNC, {"items": list(items)}))["data"]
    return rows


def given(row: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    """Of a row, the fields that were given, blocks likewise."""
    kept = {}
    for name, value in facts.items():
        shown = row[name]
        kept[name] = given(shown, value) if isinstance(value, dict) and isinstance(shown, dict) else shown
    return kept


@pytest.mark.requirement("products:sync:fields", "products:one:get", "profile:answers:bare")
def test_every_field_is_read_back_as_it_was_given(goods: Sandbox) -> None:
    facts = FULL | {"externalId": fresh("full")}
    (row,) = sync(goods, facts)
    assert given(row, facts) == facts
    assert goods.client.ok(goods.client.get(f"/api/products/{row['id']}")) == row
    assert goods.client.ok(goods.client.get("/api/products"))["data"][0] == row


@pytest.mark.requirement("products:sync:answer")
def test_the_answer_follows_the_request_and_names_each_product(goods: Sandbox) -> None:
    names = [fresh("p") for _ in range(30)]
    shuffled = sorted(names, key=lambda name: name[::-1])
    rows = sync(goods, *({"externalId": name, "title": name, "sku": f"S-{name}"} for name in shuffled))
    assert [(row["externalId"], row["sku"]) for row in rows] == [(name, f"S-{name}") for name in shuffled]
    assert len({row["id"] for row in rows}) == len(names)


@pytest.mark.requirement("products:sync:upsert")
def test_a_second_sync_keeps_the_id_and_replaces_the_fields(goods: Sandbox) -> None:
    external = fresh("upsert")
    (first,) = sync(goods, FULL | {"externalId": external})
    (second,) = sync(goods, {"externalId": external, "title": "Bare now"})
    assert (second["id"], second["createdAt"]) == (first["id"], first["createdAt"])
    assert second["title"] == "Bare now"
    assert second["hsCode"] is None
    assert not second["materials"]
    assert goods.client.ok(goods.client.get(f"/api/products/{first['id']}")) == second


@pytest.mark.requirement("products:sync:upsert")
def test_one_external_id_given_twice_is_refused_at_the_second(goods: Sandbox) -> None:
    external = fresh("twice")
    items = [{"externalId": external, "title": title} for title in ("First", "Last")]
    assert issues(goods.client.post(SYNC, {"items": items})) == {"items.1.externalId": "duplicate"}


@pytest.mark.requirement("products:sync:minimum", "validation:null:absent")
def test_an_external_id_and_a_title_are_enough(goods: Sandbox) -> None:
    assert sync(goods, {"externalId": fresh("bare"), "title": "T"})[0]["title"] == "T"
    found = issues(goods.client.post(SYNC, {"items": [{}, {"externalId": None, "title": ""}]}))
    assert found == {
        "items.0.externalId": "invalid_type",
        "items.0.title": "invalid_type",
        "items.1.externalId": "invalid_type",
        "items.1.title": "too_small",
    }


@pytest.mark.requirement("products:sync:manufacturer-partial")
@pytest.mark.parametrize("maker", [None, {}, {"country": "CN"}, {"name": "Only a name"}, {"city": None}])
def test_inside_the_manufacturer_every_field_is_optional(
    goods: Sandbox, maker: dict[str, Any] | None
) -> None:
    (row,) = sync(goods, {"externalId": fresh("maker"), "title": "T", "manufacturer": maker})
    shown = {name: value for name, value in (row["manufacturer"] or {}).items() if name != "mid"}
    assert {k: v for k, v in shown.items() if v is not None} == {k: v for k, v in (maker or {}).items() if v}


@pytest.mark.requirement("products:sync:minimum")
@pytest.mark.parametrize("certifier", [["A name"], 7, True])
def test_a_certifier_is_a_name_or_an_object(goods: Sandbox, certifier: object) -> None:
    item = {"externalId": fresh("certified"), "title": "T"}
    found = issues(goods.client.post(SYNC, {"items": [item | {"usmca": {"certifier": certifier}}]}))
    assert found == {"items.0.usmca.certifier": "invalid_type"}
    for good in ("A name", {"name": "A name"}):
        (row,) = sync(goods, item | {"usmca": {"certifier": good}})
        assert row["usmca"]["certifier"] == good


@pytest.mark.requirement("products:sync:account-scope")
def test_one_external_id_in_two_accounts_is_two_products(server: Server, goods: Sandbox) -> None:
    other, external = server.account(), fresh("shared")
    (mine,) = sync(goods, {"externalId": external, "title": "Mine"})
    body = {"items": [{"externalId": external, "title": "Theirs"}]}
    theirs = other.ok(other.post(SYNC, body))["data"][0]
    assert theirs["id"] != mine["id"]
    assert goods.client.ok(goods.client.get(f"/api/products/{mine['id']}")) == mine


@pytest.mark.requirement("products:sync:no-effects", "orders:sync:no-effects")
def test_sync_has_no_effect_outside(goods: Sandbox, mailbox: BrokerMailbox) -> None:
    client, mails = goods.client, len(mailbox.mails)
    events, *before = [
        client.ok(client.get(f"/api/{noun}", params={"limit": 100}))["data"]
        for noun in ("events", "notifications", "exports")
    ]
    goods.order(goods.product(FULL))
    later, *after = [
        client.ok(client.get(f"/api/{noun}", params={"limit": 100}))["data"]
        for noun in ("events", "notifications", "exports")
    ]
    assert after == before
    assert [event["type"] for event in later[len(events) :]] == ["products.changed", "orders.synced"]
    assert len(mailbox.mails) == mails


@pytest.mark.requirement("products:one:patch")
def test_a_patch_changes_what_it_names_and_leaves_the_rest(goods: Sandbox) -> None:
    (row,) = sync(goods, FULL | {"externalId": fresh("patch")})
    path = f"/api/products/{row['id']}"
    for field, value in (
        ("title", "New"),
        ("hsCode", "4901.99.0070"),
        ("netWeightKg", 0.125),
        ("materials", [{"name": "paper", "percent": 100}]),
        ("attributes", {}),
        ("usmca", None),
        ("category", None),
    ):
        before = goods.client.ok(goods.client.get(path))
        after = goods.client.ok(goods.client.patch(path, {field: value}))
        assert {name for name in before if before[name] != after[name]} - {"updatedAt"} == {field}
        assert after[field] == value
        assert goods.client.ok(goods.client.get(path)) == after
    same = goods.client.ok(goods.client.patch(path, {"title": None, "externalId": row["externalId"]}))
    assert same["title"] == "New"
    assert issues(goods.client.patch(path, {"externalId": "other"})).keys() == {"externalId"}
    assert issues(goods.client.patch(path, {"netWeightKg": -1, "title": 7})).keys() == {
        "netWeightKg",
        "title",
    }
    assert goods.client.ok(goods.client.get(path))["netWeightKg"] == 0.125
    refused(goods.client.patch("/api/products/prod_x", {"title": "x"}), 404, "NOT_FOUND")


@pytest.mark.requirement("products:mid:built")
def test_a_missing_mid_is_built_from_name_and_address(goods: Sandbox) -> None:
    """19 CFR part 102, Appendix: country, two words by three letters, up to four digits, three letters of the city."""
    maker = {
        "name": "Amazing Iris Fashions",
        "address": "1234 Peachtree Road",
        "city": "Florence",
        "country": "IT",
    }
    facts = {"title": "T", "countryOfOrigin": "IT", "manufacturer": maker}
    (row,) = sync(goods, facts | {"externalId": fresh("mid")})
    shown = goods.client.ok(goods.client.get(f"/api/products/{row['id']}"))
    assert shown["manufacturer"]["mid"] == "ITAMAIRI1234FLO"
    moved = goods.client.ok(
        goods.client.patch(f"/api/products/{row['id']}", {"manufacturer": maker | {"city": "Roma"}})
    )
    assert moved["manufacturer"]["mid"] == "ITAMAIRI1234ROM"


@pytest.mark.requirement("products:mid:checked")
@pytest.mark.parametrize(
    ("mid", "is_wrong"), [("GBALBPRE14LON", False), ("nonsense!", True), ("XXALBPRE14LON", True)]
)
def test_a_given_mid_is_kept_and_planning_checks_it(goods: Sandbox, mid: str, is_wrong: bool) -> None:
    product = goods.product(BOOK | {"manufacturer": BOOK["manufacturer"] | {"mid": mid}})
    assert goods.client.ok(goods.client.get(f"/api/products/{product}"))["manufacturer"]["mid"] == mid
    told = goods.plan(goods.order(product))["validationMessages"]
    about = [each for each in told if each["field"].endswith("mid") and each["severity"] != "info"]
    assert bool(about) is is_wrong, told
