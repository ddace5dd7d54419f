"""Which control a finding gets, and what it sets."""

import pytest

from entrygo.contract.problems import Problem
from entrygo.surfaces.console.finding_controls import (
    Control,
    control_of,
    place_in,
    place_of,
    value_of,
    with_field,
)

EXPORT = {"exportId": "batch_1", "batch": {"broker_id": "br_1", "warehouse_id": "wh_1"}}


def finding(field: str, product: str | None = None, order: str | None = None) -> dict[str, str | None]:
    return {"field": field, "product_id": product, "order_id": order}


@pytest.mark.parametrize(
    ("subject", "field", "kind"),
    [
        ("product", "hsCode", "text"),
        ("product", "description", "long"),
        ("product", "netWeightKg", "number"),
        ("product", "usmca.qualifies", "choice"),
        ("product", "usmca.validTo", "date"),
        ("product", "attributes.gender", "choice"),
        ("product", "attributes.civilAircraft", "choice"),
        ("account", "importerOfRecord.bond.type", "choice"),
        ("broker", "powerOfAttorney.validTo", "date"),
        ("warehouse", "portOfEntry", "text"),
        ("order", "shipTo.region", "text"),
        ("order", "clearance", "choice"),
        ("product", "adcvd", "text"),
        ("export", "papsNumber", "text"),
    ],
)
def test_a_field_that_a_request_sets_has_a_control_of_its_kind(subject: str, field: str, kind: str) -> None:
    control = control_of(subject, field)
    assert control is not None
    assert control.kind == kind


@pytest.mark.parametrize(
    ("subject", "field"),
    [
        ("product", "pga"),
        ("product", "metals"),
        ("product", "attributes"),
        ("product", "attributes.anything"),
        ("product", "externalId"),
        ("product", ""),
        ("account", "policy"),
        ("account", "policy.readyOnly"),
        ("account", "screeningList"),
        ("account", "accountId"),
        ("order", "exchangeRateUsd"),
        ("export", "ultimateConsignee"),
        ("moon", "name"),
    ],
)
def test_what_is_no_single_value_of_a_request_has_none(subject: str, field: str) -> None:
    assert control_of(subject, field) is None


def test_a_finding_of_a_plan_stands_at_the_subject_whose_field_it_is() -> None:
    base = "/console/maple/live"
    product = place_in(base, EXPORT, finding("orders[0].items[2].product.hsCode", "prod_1", "ord_1"))
    assert (product.key, product.to) == ("product prod_1 hsCode", f"{base}/products/prod_1")
    order = place_in(base, EXPORT, finding("orders[3].shipTo.region", None, "ord_1"))
    assert order.key == "order ord_1 shipTo.region"
    broker = place_in(base, EXPORT, finding("broker.powerOfAttorney.onFile"))
    assert broker.key == "broker br_1 powerOfAttorney.onFile"
    shipment = place_in(base, EXPORT, finding("shipment.papsNumber"))
    assert shipment.key == "export batch_1 papsNumber"
    account = place_in(base, EXPORT, finding("account.importerOfRecord.number"))
    assert account.key == "account  importerOfRecord.number"
    assert place_in(base, EXPORT, finding("entry_type")).control is None
    assert place_of(base, "product", "", "product.hsCode").control is None


def test_a_block_is_set_whole_with_what_stands_in_it() -> None:
    kept = {"importerOfRecord": {"name": "Maple", "bond": {"type": "single", "number": None}}}
    assert with_field(kept, "importerOfRecord.bond.number", "9912345") == {
        "importerOfRecord": {"name": "Maple", "bond": {"type": "single", "number": "9912345"}}
    }
    assert kept["importerOfRecord"]["bond"] == {"type": "single", "number": None}
    assert with_field({}, "shipTo.region", "NY") == {"shipTo": {"region": "NY"}}
    maker = {"manufacturer": {"name": "Albion", "mid": "GBALBPRE14LON"}}
    assert with_field(maker, "manufacturer.country", "IE") == {
        "manufacturer": {"name": "Albion", "country": "IE"}
    }


@pytest.mark.parametrize("typed", ["", "  ", "heavy", "NaN", "Infinity", "1e400", "é", "1,2,3"])
def test_what_is_no_number_is_refused_by_name(typed: str) -> None:
    with pytest.raises(Problem) as refused:
        value_of(Control(field="netWeightKg", kind="number"), typed)
    assert refused.value.field == "netWeightKg"


def test_a_number_keeps_its_digits_and_a_comma_is_a_point() -> None:
    assert value_of(Control(field="netWeightKg", kind="number"), "0,8") == 0.8
    assert value_of(Control(field="packages", kind="number"), "3") == 3


def test_a_case_number_is_kept_and_words_are_a_reason_but_a_number_mistyped_is_neither() -> None:
    control = control_of("product", "adcvd")
    assert control is not None
    assert value_of(control, "A-570-504") == "A-570-504"
    reason = "Soy wax, and the case is of petroleum wax"
    assert value_of(control, reason) == {"inScope": False, "reason": reason}
    for typed in ("A-570-50", "see A-57 of the list of cases", "no", "not in scope A570504x"):
        with pytest.raises(Problem, match="no case number"):
            value_of(control, typed)


def test_an_answer_to_an_agency_has_a_page_and_what_may_be_forced_labour_is_not_typed_over_in_passing() -> (
    None
):
    agency = place_in("/c", EXPORT, finding("orders[0].items[0].product.pga", "prod_1", "ord_1"))
    assert (agency.to, agency.says) == ("/c/products/prod_1/agencies", "Answer the agency")
    maker = finding("orders[0].items[0].product.manufacturer.city", "prod_1", "ord_1")
    assert place_in("/c", EXPORT, maker).control is not None
    looked_at = place_in("/c", EXPORT, maker | {"code": "MANUFACTURER_IN_XINJIANG"})
    assert (looked_at.control, looked_at.says) == (None, "Open the product")


def test_a_condition_of_the_law_is_answered_by_its_own_name() -> None:
    asked = {
        **finding("orders[0].items[0].product.attributes", "prod_1", "ord_1"),
        "details": {"condition": "packaged"},
    }
    control = place_in("/c", EXPORT, asked).control
    assert control is not None
    assert control.field == "attributes.packaged"
