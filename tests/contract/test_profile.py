"""The account, its warehouses and its brokers."""

from typing import Any

import pytest

from tests.serving.refusals import issues, refused
from tests.serving.sandbox import BROKER, PROFILE, WAREHOUSE, Sandbox
from tests.serving.server import Client, Server

STAMPS = ("id", "createdAt", "updatedAt")


@pytest.fixture
def fresh_account(server: Server) -> Client:
    """An account nobody has filled."""
    return server.account("Fresh Goods")


@pytest.mark.requirement("account:profile:get", "profile:answers:bare")
def test_the_account_is_that_of_the_key_and_begins_with_its_name(fresh_account: Client) -> None:
    seen = fresh_account.ok(fresh_account.get("/api/account"))
    assert (seen["id"], seen["name"]) == (fresh_account.account_id, "Fresh Goods")
    assert seen["address"] is None
    assert seen["importerOfRecord"] is None


@pytest.mark.requirement("account:profile:patch", "profile:answers:bare", "validation:null:absent")
def test_a_patch_changes_what_it_names_and_leaves_the_rest(fresh_account: Client) -> None:
    changed = fresh_account.ok(fresh_account.patch("/api/account", PROFILE | {"name": "New Name"}))
    assert changed.items() >= (PROFILE | {"name": "New Name"}).items()
    assert fresh_account.ok(fresh_account.get("/api/account")) == changed
    for field, value in (("incoterm", "DAP"), ("name", "Newer"), ("address", {"city": "Oshawa"})):
        before = fresh_account.ok(fresh_account.get("/api/account"))
        after = fresh_account.ok(fresh_account.patch("/api/account", {field: value}))
        assert {name for name in before if before[name] != after[name]} == {field}
        assert after[field] == value or after[field].items() >= value.items()
    cleared = fresh_account.ok(fresh_account.patch("/api/account", {"incoterm": None, "name": None}))
    assert (cleared["incoterm"], cleared["name"]) == (None, "Newer")
    assert fresh_account.ok(fresh_account.patch("/api/account", {})) == cleared


@pytest.mark.requirement("account:profile:patch")
def test_a_faulty_profile_changes_nothing(fresh_account: Client) -> None:
    before = fresh_account.ok(fresh_account.get("/api/account"))
    bad = {
        "name": "Half",
        "importerOfRecord": {"bond": {"type": "yearly"}},
        "responsiblePerson": {"email": "no"},
    }
    assert issues(fresh_account.patch("/api/account", bad)) == {
        "importerOfRecord.bond.type": "invalid_enum_value",
        "responsiblePerson.email": "invalid_string",
    }
    assert fresh_account.ok(fresh_account.get("/api/account")) == before


@pytest.mark.requirement("account:profile:canadian-importer")
def test_a_canadian_importer_of_record_raises_nothing(goods: Sandbox) -> None:
    order = goods.order()
    american = goods.plan(order)["validationMessages"]
    importer = PROFILE["importerOfRecord"] | {"name": "Maple Goods Inc., Toronto, Canada"}
    goods.client.ok(goods.client.patch("/api/account", {"importerOfRecord": importer}))
    canadian = goods.plan(order)
    goods.client.ok(goods.client.patch("/api/account", PROFILE))
    assert canadian["readinessState"] == "READY"
    assert [each["code"] for each in canadian["validationMessages"]] == [each["code"] for each in american]
    number = PROFILE["importerOfRecord"] | {"number": "123456-78901"}  # assigned by customs to who has no EIN
    goods.client.ok(goods.client.patch("/api/account", {"importerOfRecord": number}))
    assigned = goods.plan(order)
    goods.client.ok(goods.client.patch("/api/account", PROFILE))
    assert not [each for each in assigned["validationMessages"] if each["severity"] == "error"]


PARTIES = [
    ("warehouses", WAREHOUSE | {"notificationEmail": "dock@maple.example"}, "wh_"),
    ("brokers", BROKER | {"email": "a@broker.example", "filerCode": "ABC", "onUncertain": "hold"}, "br_"),
]


@pytest.mark.requirement(
    "profile:answers:bare", "warehouses:create:answer", "warehouses:one:get", "warehouses:one:patch",
    "brokers:create:answer", "brokers:one:get", "brokers:one:patch",
)  # fmt: skip
@pytest.mark.parametrize(("noun", "facts", "prefix"), PARTIES)
def test_a_party_is_made_read_listed_and_changed(
    fresh_account: Client, noun: str, facts: dict[str, Any], prefix: str
) -> None:
    client = fresh_account
    made = client.ok(client.post(f"/api/{noun}", facts))
    assert made["id"].startswith(prefix)
    assert {name: made[name] for name in facts} == facts
    path = f"/api/{noun}/{made['id']}"
    assert client.ok(client.get(path)) == made
    assert client.ok(client.get(f"/api/{noun}"))["data"] == [made]
    changed = client.ok(client.patch(path, {"name": "Renamed", "accountId": client.account_id}))
    assert changed["name"] == "Renamed"
    rest = [name for name in facts if name != "name"]
    assert {name: changed[name] for name in rest} == {name: facts[name] for name in rest}
    assert (changed["id"], changed["createdAt"]) == (made["id"], made["createdAt"])
    assert changed["updatedAt"] >= made["updatedAt"]
    assert client.ok(client.get(path)) == changed
    refused(client.patch(path, {"name": "x", "accountId": "acc_other"}), 403, "INVALID_ACCOUNT_SCOPE")
    refused(client.patch(f"/api/{noun}/{made['id'][:-1]}", {"name": "x"}), 404, "NOT_FOUND")
    assert client.ok(client.get(path)) == changed


@pytest.mark.requirement("brokers:fields:kept", "brokers:one:patch", "validation:null:absent")
def test_a_broker_keeps_what_it_was_given_and_null_clears_what_may_be_absent(fresh_account: Client) -> None:
    client = fresh_account
    facts = {
        "name": "Full",
        "email": "full@broker.example",
        "powerOfAttorney": {"onFile": True, "validTo": "2030-12-31"},
        "feeSchedule": {
            "formalEntryUsd": 125.5,
            "informalEntryUsd": 15.73,
            "extraLineUsd": 4,
            "includedLines": 5,
        },
        "onUncertain": "hold",
        "profile": {},
    }
    made = client.ok(client.post("/api/brokers", facts))
    assert {name: made[name] for name in facts} == facts
    path = f"/api/brokers/{made['id']}"
    cleared = client.ok(client.patch(path, dict.fromkeys(facts)))
    assert (cleared["name"], cleared["email"]) == ("Full", "full@broker.example")
    assert all(cleared.get(name) is None for name in ("powerOfAttorney", "feeSchedule", "onUncertain"))
    bare = client.ok(client.post("/api/brokers", {"name": "Full", "email": "full@broker.example"}))
    drop = lambda row: {k: v for k, v in row.items() if k not in STAMPS and v is not None}  # noqa: E731
    assert drop(client.ok(client.get(path))) == drop(bare)


@pytest.mark.requirement("brokers:create:answer")
@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "a@b",
        "a b@c.example",
        "a@b.example,c@d.example",
        "<a@b.example>",
        "a@b.example\r\nBcc: c@d.example",
    ],
)
def test_a_broker_needs_one_address_to_mail_to(fresh_account: Client, address: str) -> None:
    found = issues(fresh_account.post("/api/brokers", {"name": "B", "email": address}))
    assert found == {"email": "invalid_string"}
    assert issues(fresh_account.post("/api/brokers", {"name": "B"})) == {"email": "invalid_type"}


@pytest.mark.requirement("warehouses:port:form")
def test_a_warehouses_port_is_a_schedule_d_code_and_its_mode_one_of_three(goods: Sandbox) -> None:
    client = goods.client
    for mode in ("truck", "ocean", "air"):
        assert client.ok(client.post("/api/warehouses", {"name": "M", "mode": mode}))["mode"] == mode
    assert issues(client.post("/api/warehouses", {"name": "M", "mode": "rail"})) == {
        "mode": "invalid_enum_value"
    }
    order = goods.order()
    for port, is_wrong in (("0901", False), ("3004", False), ("CATOR", True), ("09", True), ("9999", True)):
        made = client.ok(client.post("/api/warehouses", WAREHOUSE | {"portOfEntry": port}))
        told = goods.plan(order, warehouseId=made["id"])["validationMessages"]
        about_port = [each for each in told if "portOfEntry" in each["field"] and each["severity"] != "info"]
        assert bool(about_port) is is_wrong, (port, told)


@pytest.mark.requirement("warehouses:address:partial")
@pytest.mark.parametrize("address", [None, {}, {"city": "Toronto"}, {"country": "CA", "region": None}])
def test_inside_an_address_every_field_is_optional(
    fresh_account: Client, address: dict[str, Any] | None
) -> None:
    made = fresh_account.ok(fresh_account.post("/api/warehouses", {"name": "W", "address": address}))
    kept = {name: value for name, value in (address or {}).items() if value is not None}
    assert {k: v for k, v in (made.get("address") or {}).items() if v is not None} == kept
