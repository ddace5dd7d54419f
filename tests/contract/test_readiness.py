"""What counts as ready: absence is told, an installation's age never blocks anyone, and 200 is no verdict."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from entrygo.contract.findings import Severity
from entrygo.contract.hts import digits_of
from entrygo.contract.plan import Readiness
from entrygo.demo.catalogue import products
from entrygo.planning.plan import plan
from entrygo.tariff.shipped import shipped_schedule
from tests.rooms.planning import cases, snapshots
from tests.serving.sandbox import BOOK, Sandbox

pytestmark = pytest.mark.database

SHIP_TO: dict[str, Any] = {
    "name": "Ada Buyer",
    "address1": "350 Fifth Avenue",
    "city": "New York",
    "region": "NY",
    "postalCode": "10001",
    "country": "US",
}


@pytest.mark.requirement("readiness:absent:info")
@pytest.mark.parametrize("field", ["carrier_scac", "paps_number", "eta"])
def test_an_unknown_carrier_paps_number_or_eta_is_information(field: str) -> None:
    base = snapshots.ready()
    before = {finding.code for finding in plan(base).findings}
    absent = plan(replace(base, shipment=replace(base.shipment, **{field: None})))
    told = [finding for finding in absent.findings if finding.code not in before]
    assert {finding.severity for finding in told} == {Severity.INFO}
    assert (absent.readiness, absent.score) == (Readiness.READY, 100)


@pytest.mark.requirement("readiness:absent:info")
def test_an_absent_buyer_related_party_or_marking_answer_is_information() -> None:
    silent = snapshots.with_first_order(snapshots.ready(), buyer=None, ship_to=None)
    for product in (cases.BOOK, cases.PULLOVER):
        silent = snapshots.with_product(silent, product, attributes={})
    result = plan(silent)
    assert {"PTY-005", "PTY-010", "PRD-024"} <= {finding.rule for finding in result.findings}
    assert {finding.severity for finding in result.findings} == {Severity.INFO}
    assert result.readiness is Readiness.READY


@pytest.mark.requirement("readiness:installation:info")
def test_no_screening_list_and_an_old_edition_still_plan_ready() -> None:
    base = snapshots.ready()
    edition = replace(base.tariff.edition, vintage="2019-01-01")
    lacking = replace(base, memory={}, tariff=replace(base.tariff, edition=edition))
    result = plan(lacking)
    told = {finding.code: finding.severity for finding in result.findings}
    assert {"PTY-009", "PRD-006"} <= {finding.rule for finding in result.findings}
    assert set(told.values()) == {Severity.INFO}
    assert (result.readiness, result.score) == (Readiness.READY, 100)


@pytest.mark.requirement("readiness:fees:unknown")
def test_fees_of_a_year_that_is_not_held_are_unknown_and_said() -> None:
    """No figure of another year stands in for them."""
    base = snapshots.ready()
    fees = replace(base.tariff.fees, effective_from=date(2019, 10, 1), effective_to=date(2020, 9, 30))
    result = plan(replace(base, tariff=replace(base.tariff, fees=fees)))
    told = {finding.code: finding.severity for finding in result.findings}
    assert told["FEES_OF_ANOTHER_YEAR"] is Severity.WARNING
    assert [entry.mpf_usd for entry in result.entries] == [None]
    assert "fees_of_another_year" in result.flags
    assert result.readiness is Readiness.REVIEW_REQUIRED


@pytest.mark.requirement("readiness:edition:full")
def test_a_code_a_full_edition_does_not_hold_blocks() -> None:
    unknown = snapshots.with_product(snapshots.ready(), cases.BOOK, hs_code="4901990099")
    result = plan(unknown)
    assert [(f.rule, f.severity) for f in result.findings if f.rule == "PRD-003"] == [
        ("PRD-003", Severity.ERROR)
    ]
    assert result.readiness is Readiness.BLOCKED


@pytest.mark.requirement("readiness:code:every")
def test_the_edition_that_ships_inside_knows_every_code_of_the_demonstration() -> None:
    codes = {digits_of(item["hsCode"]) for item in products(date(2026, 11, 23)) if item.get("hsCode")}
    assert len(codes) > 20
    assert codes <= shipped_schedule().lookup(codes).keys()


@pytest.mark.requirement("readiness:state:not-http")
def test_a_blocked_plan_answers_200(goods: Sandbox) -> None:
    nameless = goods.product({name: value for name, value in BOOK.items() if name != "countryOfOrigin"})
    blocked = goods.plan(goods.order(nameless))
    assert (blocked["readinessState"], blocked["state"]) == ("BLOCKED", "BATCHED")
    assert blocked["next_recommended_action"] == "fix_validation_errors"


@pytest.mark.requirement("readiness:defaults:parties")
def test_the_invoice_names_the_account_as_seller_and_ship_to_as_buyer(goods: Sandbox) -> None:
    order = goods.order(shipTo=SHIP_TO)
    plan_answer = goods.plan(order)
    assert plan_answer["readinessState"] == "READY"
    execution = {"batchId": plan_answer["exportId"]}
    done = goods.client.ok(goods.client.post("/api/exports/execute", execution))
    path = f"/api/customs-packages/{done['customs_package_id']}/artifacts/commercial_customs_invoice.json"
    invoice = goods.client.ok(goods.client.get(path))
    assert invoice["seller"]["name"] == "Maple Goods Ltd"
    [block] = invoice["orders"]
    assert (block["buyer"]["name"], block["buyer"]["city"]) == ("Ada Buyer", "New York")
    assert (block["currency"], invoice["currency"]) == ("USD", "USD")
