"""What a plan includes, finds and answers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.contract.plan import Plan, Readiness
from entrygo.contract.snapshot import Snapshot
from entrygo.operations.plan_view import plan_view
from entrygo.planning.fold import fold
from entrygo.planning.notices import RULE_OF
from entrygo.planning.plan import plan
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.duty import NoticeKind, Remark
from entrygo.tariff.law import programmes_on, shipped_law
from tests.rooms.planning import cases, snapshots

REFERENCE_KEYS = {
    "readinessState",
    "complianceScore",
    "validationMessages",
    "included_order_ids",
    "excluded_order_ids",
    "flags",
    "missing_data",
    "recommended_strategy",
    "estimated_import_savings_usd",
    "next_recommended_action",
    "validation",
}


def body_of(snapshot: Snapshot, result: Plan | None = None) -> dict[str, Any]:
    """The answer to a request that names the snapshot's orders in their order."""
    return plan_view(
        result or plan(snapshot),
        [order.id for order in snapshot.orders],
        {order.id: order for order in snapshot.orders},
    )


@pytest.mark.requirement(
    "plan:answer:reference-example",
    "readiness:score:metals",
    "savings:amount:reference",
    "plan:next:review",
    "readiness:findings:paths",
)
def test_the_reference_example_comes_out() -> None:
    """The reference page's answer, word for word where the page speaks."""
    body = body_of(snapshots.reference())
    warnings = [message for message in body["validationMessages"] if message["severity"] != "info"]
    (metals,) = warnings
    six = ("code", "message", "severity", "field", "product_id", "order_id")
    assert {name: metals[name] for name in six} == {
        "code": "METALS_REVIEW_RECOMMENDED",
        "message": "Product JKT-001 should receive metals review before execution.",
        "severity": "warning",
        "field": "orders[0].items[0].product.section_232",
        "product_id": "prod_hoodie_001",
        "order_id": "ord_123",
    }
    assert body.keys() >= REFERENCE_KEYS
    assert {name: body[name] for name in REFERENCE_KEYS - {"validationMessages", "validation"}} == {
        "readinessState": "REVIEW_REQUIRED",
        "complianceScore": 74,
        "included_order_ids": ["ord_123", "ord_124"],
        "excluded_order_ids": [],
        "flags": ["human_review_recommended"],
        "missing_data": [],
        "recommended_strategy": "Group U.S.-bound orders by operational readiness and generate an export batch "
        "before broker-facing review.",
        "estimated_import_savings_usd": Decimal("18.50"),
        "next_recommended_action": "review_flags_then_execute",
    }


@pytest.mark.requirement("plan:answer:validation-twin")
def test_validation_is_the_snake_case_twin() -> None:
    """The same readiness, score and messages under the twin's names."""
    body = body_of(snapshots.reference())
    assert body["validation"] == {
        "readiness_state": body["readinessState"],
        "compliance_score": body["complianceScore"],
        "validation_messages": body["validationMessages"],
    }


@pytest.mark.requirement("readiness:reference:ready", "plan:next:ready")
def test_a_complete_order_plans_ready() -> None:
    """Complete products and profile: nothing but information."""
    body = body_of(snapshots.ready())
    assert (body["readinessState"], body["complianceScore"]) == ("READY", 100)
    assert body["next_recommended_action"] == "execute"
    assert {message["severity"] for message in body["validationMessages"]} <= {"info"}
    assert body["flags"] == []
    assert body["missing_data"] == []


@pytest.mark.requirement("plan:next:blocked", "readiness:state:blocked")
def test_an_error_blocks() -> None:
    """An importer of record without a number blocks, and the datum is named as missing."""
    base = snapshots.ready()
    importer = replace(base.account.importer, number=None)
    body = body_of(replace(base, account=replace(base.account, importer=importer)))
    assert "account.importerOfRecord.number" in [datum["field"] for datum in body["missing_data"]]
    assert body["readinessState"] == "BLOCKED"
    assert body["next_recommended_action"] == "fix_validation_errors"


@pytest.mark.requirement(
    "plan:excluded:destination",
    "plan:excluded:exported",
    "plan:excluded:cancelled",
    "plan:excluded:no-lines",
    "plan:excluded:reasons",
    "plan:orders:order-kept",
)
def test_orders_that_cannot_go_are_excluded_with_their_reason() -> None:
    """Answers follow the request's order, and paths count the excluded orders too."""
    changes: dict[str, dict[str, Any]] = {
        "ord_9": {"destination_country": "CA"},
        "ord_2": {"status": "exported"},
        "ord_5": {},
        "ord_7": {"lines": ()},
        "ord_1": {"status": "cancelled"},
    }
    orders = tuple(replace(cases.order(order_id), **change) for order_id, change in changes.items())
    snapshot = snapshots.with_orders(snapshots.ready(), orders)
    body = body_of(snapshots.with_product(snapshot, cases.PULLOVER, hs_code=None))
    assert body["included_order_ids"] == ["ord_5"]
    assert body["excluded_order_ids"] == ["ord_9", "ord_2", "ord_7", "ord_1"]
    assert {each["order_id"]: each["reason_code"] for each in body["excluded_orders"]} == {
        "ord_9": "DESTINATION_MISMATCH",
        "ord_2": "ALREADY_EXPORTED",
        "ord_7": "NO_LINES",
        "ord_1": "CANCELLED",
    }
    assert all(each["message"] for each in body["excluded_orders"])
    about_products = [message for message in body["validationMessages"] if message["product_id"]]
    assert all(message["field"].startswith("orders[2].items[1].") for message in about_products)


@pytest.mark.requirement("plan:excluded:nothing-left")
def test_nothing_left_to_export_blocks() -> None:
    """One finding says so; there is no entry and nothing is saved."""
    body = body_of(snapshots.with_first_order(snapshots.ready(), status="cancelled"))
    assert body["readinessState"] == "BLOCKED"
    assert body["complianceScore"] == 0
    (message,) = body["validationMessages"]
    assert (message["code"], message["rule"]) == ("NO_EXPORTABLE_ORDERS", "PLN-001")
    assert (message["field"], message["product_id"], message["order_id"]) == ("orderIds", None, None)
    assert body["export_units"] == []
    assert body["estimated_import_savings_usd"] == 0


def test_a_finding_about_a_product_is_told_once_at_its_first_order_as_requested() -> None:
    """The plan keys it to the first order by id; the answer's path follows the request."""
    snapshot = snapshots.reference()
    backwards = snapshots.with_orders(snapshot, snapshot.orders[::-1])
    result = plan(backwards)
    (found,) = (finding for finding in result.findings if finding.code == "METALS_REVIEW_RECOMMENDED")
    assert found.order_id == "ord_123"
    assert found.affected_order_ids == ("ord_123", "ord_124")
    (message,) = (m for m in body_of(backwards, result)["validationMessages"] if m["severity"] == "warning")
    assert (message["order_id"], message["field"]) == (
        "ord_124",
        "orders[0].items[0].product.section_232",
    )
    assert message["affected_order_ids"] == ["ord_124", "ord_123"]


@pytest.mark.requirement("plan:routing:context")
def test_routing_names_warehouse_broker_port_and_mode() -> None:
    """The shipment's own port and mode win over the warehouse's."""
    base = snapshots.ready()
    shipped = replace(base, shipment=replace(base.shipment, port_of_entry="0712", mode=None))
    routing = body_of(shipped)["routing_context"]
    assert routing["warehouse_id"] == "wh_1"
    assert routing["broker_id"] == "br_1"
    assert (routing["port_of_entry"], routing["mode"]) == ("0712", "truck")


@pytest.mark.requirement("plan:duty:layers")
def test_the_duty_estimate_has_the_shape_of_the_estimate_endpoint() -> None:
    """Dotted codes, one layer each with heading, rate and source, totals over all entries."""
    estimate = body_of(snapshots.ready())["duty_estimate"]
    assert [line["hsCode"] for line in estimate["lines"]] == ["4901.99.0070", "6110.20.2079"]
    for line in estimate["lines"]:
        assert line["dutyUsd"] == sum(layer["amountUsd"] for layer in line["layers"])
        assert all(layer["heading"] and layer["rate"] and layer["source"] for layer in line["layers"])
    assert estimate["totals"] == {
        "valueUsd": Decimal("175.00"),
        "dutyUsd": Decimal("22.28"),
        "mpfUsd": Decimal("2.77"),
        "hmfUsd": Decimal("0.00"),
    }
    assert estimate["tariffEdition"] == "HTS 2026 Revision 21"


def rule(scope: Scope, hit: Hit, **changes: Any) -> Rule:
    """A rule of one scope that always finds the one hit."""

    def check(_case: Case, *_subject: object) -> Iterator[Hit]:
        yield hit

    made = Rule(
        id="TST-001",
        code="TEST",
        severity=Severity.WARNING,
        scope=scope,
        title="t",
        fix="the rule's fix",
        legal_source="l",
        explanation="e",
        check=check,
        deduction=7,
    )
    return replace(made, **changes)


@pytest.mark.parametrize(
    ("scope", "field", "written", "count"),
    [
        (Scope.PLAN, "account.name", "account.name", 1),
        (Scope.PRODUCT, "product.hsCode", "product.hsCode", 2),
        (Scope.ORDER, "shipTo.city", "shipTo.city", 1),
        (Scope.LINE, "quantity", "items[0].quantity", 2),
        (Scope.LINE, "items[9].quantity", "items[0].quantity", 2),
        (Scope.ENTRY, "entry_type", "export_units[0].entry_type", 1),
        (Scope.ENTRY, "export_units[7].entry_type", "export_units[0].entry_type", 1),
        (Scope.ENTRY, "shipment.mode", "shipment.mode", 1),
    ],
)
def test_each_scope_is_asked_about_each_subject(scope: Scope, field: str, written: str, count: int) -> None:
    """Positions of lines and entries are written by the planner, whatever the rule guessed."""
    found = fold(cases.ready(), [rule(scope, Hit(field=field, message="m"))]).findings
    assert len(found) == count
    assert found[0].field == written
    assert found[0].deduction == 7


def test_a_hit_may_bring_its_own_severity_code_and_fix() -> None:
    """Information then deducts nothing, another severity what such a finding usually costs."""
    hit = Hit(field="account.name", message="m", severity=Severity.INFO, code="OTHER", fix="another fix")
    (told,) = fold(cases.ready(), [rule(Scope.PLAN, hit)]).findings
    assert (told.code, told.fix, told.deduction, told.severity) == (
        "OTHER",
        "another fix",
        0,
        Severity.INFO,
    )
    (worse,) = fold(
        cases.ready(), [rule(Scope.PLAN, replace(hit, severity=Severity.ERROR, fix=None))]
    ).findings
    assert (worse.deduction, worse.fix) == (25, "the rule's fix")


@pytest.mark.requirement("plan:missing:form")
def test_only_a_missing_datum_that_matters_is_listed_as_missing() -> None:
    """Information about an absent datum is told, and not listed."""
    hit = Hit(field="product.mid", message="m", missing=True)
    listed = fold(cases.ready(), [rule(Scope.PRODUCT, hit)]).missing
    assert [(datum.product_id, datum.order_id, datum.field, datum.code) for datum in listed] == [
        (cases.BOOK, "ord_1", "product.mid", "TEST"),
        (cases.PULLOVER, "ord_1", "product.mid", "TEST"),
    ]
    assert fold(cases.ready(), [rule(Scope.PRODUCT, hit, severity=Severity.INFO)]).missing == ()


def test_a_rule_that_needs_the_schedule_is_silent_about_unknown_codes() -> None:
    """The code's absence has a finding of its own."""
    case = cases.without_schedule(cases.ready(), cases.BOOK)
    needy = rule(Scope.PRODUCT, Hit(field="product.pga", message="m"), needs_schedule=True)
    assert [found.product_id for found in fold(case, [needy]).findings] == [cases.PULLOVER]


PARTIAL = {"s338_canada:b3": "the lines after 8525.89.20"}
REMARK = Remark(
    kind=NoticeKind.CODE,
    code="LIST_PARTIAL",
    severity=Severity.INFO,
    message="m",
    fix="f",
    flag="partial",
)


@pytest.mark.requirement("readiness:programme:partial")
def test_remarks_without_a_rule_file_become_findings_information_once() -> None:
    """The same information about two products is one finding; a warning stays one a product."""
    both = cases.with_assessment(cases.ready(), cases.BOOK, remarks=(REMARK,))
    both = cases.with_assessment(both, cases.PULLOVER, remarks=(REMARK,))
    assert len(fold(both, []).findings) == 1
    warned = cases.with_assessment(both, cases.BOOK, remarks=(replace(REMARK, severity=Severity.WARNING),))
    warned = cases.with_assessment(
        warned, cases.PULLOVER, remarks=(replace(REMARK, severity=Severity.WARNING),)
    )
    assert len(fold(warned, []).findings) == 2


def test_a_remark_a_rule_speaks_for_is_left_to_the_rule() -> None:
    """Else it would be told twice."""
    case = cases.with_assessment(cases.ready(), cases.BOOK, remarks=(REMARK,))
    silent = rule(
        Scope.PLAN, Hit(field="account.name", message="m"), id=RULE_OF[REMARK.kind], check=lambda _case: ()
    )
    assert fold(case, [silent]).findings == ()


@pytest.mark.requirement("plan:flags:form")
def test_flags_are_snake_case_words_in_order() -> None:
    """What the duty room flags stands among them, each once."""
    base = snapshots.ready()
    partial = replace(base.tariff, programmes=programmes_on(shipped_law(), cases.ENTRY_DATE), partial=PARTIAL)
    flags = plan(
        replace(snapshots.with_product(base, cases.BOOK, country_of_origin="CA"), tariff=partial)
    ).flags
    assert {"tariff_list_partial", "human_review_recommended"} <= set(flags)
    assert list(flags) == sorted(set(flags))
    assert all(flag.replace("_", "").isalpha() and flag == flag.lower() for flag in flags)


def test_messages_come_worst_first_and_then_by_path() -> None:
    """Positions sort as numbers: orders[10] after orders[9]."""
    orders = tuple(replace(cases.order(f"ord_{n:02}"), clearance="86") for n in range(12))
    messages = body_of(snapshots.with_orders(snapshots.ready(), orders))["validationMessages"]
    severities = [message["severity"] for message in messages]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    placed = [message["field"] for message in messages if message["severity"] == "error"]
    assert placed == [f"orders[{n}].clearance" for n in range(12)]


@pytest.mark.requirement("readiness:findings:fix", "readiness:findings:codes")
def test_every_message_names_its_rule_its_fix_and_where_to_read_more() -> None:
    """Code in upper snake, documentation by the rule's id."""
    faulty = snapshots.with_first_order(snapshots.reference(), clearance="86")
    for message in body_of(faulty)["validationMessages"]:
        assert message["doc_url"] == f"/docs/rules/{message['rule']}"
        assert message["code"] == message["code"].upper()
        assert message["fix"]
        assert message["legal_source"]


@pytest.mark.requirement(
    "readiness:findings:form",
    "readiness:findings:severity",
    "readiness:findings:profile-paths",
    "readiness:findings:all",
)
def test_all_faults_are_told_each_with_its_fields() -> None:
    """Two faults of different subjects: both stand there; the account's has a path of its own and null ids."""
    base = snapshots.with_first_order(snapshots.ready(), clearance="86")
    importer = replace(base.account.importer, number=None)
    body = body_of(replace(base, account=replace(base.account, importer=importer)))
    errors = {m["field"]: m for m in body["validationMessages"] if m["severity"] == "error"}
    assert errors.keys() >= {"account.importerOfRecord.number", "orders[0].clearance"}
    of_account, of_order = errors["account.importerOfRecord.number"], errors["orders[0].clearance"]
    assert (of_account["product_id"], of_account["order_id"]) == (None, None)
    assert (of_order["product_id"], of_order["order_id"]) == (None, "ord_1")
    for message in body["validationMessages"]:
        assert message.keys() >= {"code", "message", "severity", "field", "product_id", "order_id"}
        assert message["severity"] in {"error", "warning", "info"}


@pytest.mark.requirement("entries:units:fields", "plan:orders:included")
def test_export_units_say_what_is_filed_for_which_orders() -> None:
    """Orders, lines with their items, type, value, fees, duties and the reason."""
    body = body_of(snapshots.ready())
    (unit,) = body["export_units"]
    assert unit["order_ids"] == body["included_order_ids"] == ["ord_1"]
    assert (unit["number"], unit["entry_type"], unit["value_usd"]) == (1, "11", Decimal("175.00"))
    assert (unit["duty_usd"], unit["mpf_usd"], unit["hmf_usd"], unit["broker_fee_usd"]) == (
        Decimal("22.28"),
        Decimal("2.77"),
        Decimal("0.00"),
        Decimal("10.00"),
    )
    pullovers = unit["lines"][1]
    assert (pullovers["hs_code"], pullovers["country_of_origin"], pullovers["pieces"]) == (
        "6110.20.2079",
        "PT",
        Decimal(3),
    )
    assert pullovers["quantities"] == [
        {"amount": Decimal("0.2500"), "unit": "doz."},
        {"amount": Decimal("1.2000"), "unit": "kg"},
    ]
    assert [item["product_id"] for item in pullovers["items"]] == [cases.PULLOVER]


def test_readiness_enum_and_next_action_agree() -> None:
    """The plan's own words, before any door translates them."""
    assert plan(snapshots.ready()).readiness is Readiness.READY
    assert plan(snapshots.reference()).readiness is Readiness.REVIEW_REQUIRED


def test_a_year_without_fees_of_its_own_and_a_stale_record_raise_their_flags() -> None:
    """Both bear on what is planned, so both are flags; the record's own date warns."""
    base = snapshots.with_product(snapshots.ready(), cases.BOOK, country_of_origin="CN", mid="CNMAPPRE120TOR")
    records = tuple(
        replace(record, verified_until=date(2026, 11, 1))
        for record in programmes_on(shipped_law(), cases.ENTRY_DATE)
    )
    stale = replace(base, tariff=replace(base.tariff, programmes=records))
    assert "tariff_record_stale" in plan(stale).flags
    years_on = replace(base, shipment=replace(base.shipment, entry_date=date(2029, 1, 2)))
    result = plan(years_on)
    assert "fees_of_another_year" in result.flags
    told = [finding for finding in result.findings if finding.code == "FEES_OF_ANOTHER_YEAR"]
    assert [finding.severity for finding in told] == [Severity.WARNING]
    assert [entry.mpf_usd for entry in result.entries] == [None]
    assert result.savings.saved_usd is None
    assert result.readiness is not Readiness.READY


def test_information_of_a_rule_about_several_products_is_told_once_for_all_their_orders() -> None:
    """One message naming the list, however many products it concerns; another message stays apart."""
    information = rule(Scope.PRODUCT, Hit(field="product.hsCode", message="m"), severity=Severity.INFO)
    (told,) = fold(cases.ready(), [information]).findings
    assert (told.product_id, told.affected_order_ids) == (cases.BOOK, ("ord_1",))

    def check(_case: Case, product: Product) -> Iterator[Hit]:
        yield Hit(field="product.hsCode", message=product.id)

    assert len(fold(cases.ready(), [replace(information, check=check)]).findings) == 2


def test_information_about_several_products_points_at_an_order_that_holds_the_first() -> None:
    """The other product's order is asked for first; the path is that of the product the finding names."""
    base = snapshots.ready()
    lines = dict(zip(("ord_2", "ord_1"), base.orders[0].lines, strict=True))
    orders = tuple(replace(cases.order(order_id), lines=(line,)) for order_id, line in lines.items())
    snapshot = snapshots.with_orders(base, orders[::-1])
    information = rule(Scope.PRODUCT, Hit(field="product.hsCode", message="m"), severity=Severity.INFO)
    found = fold(replace(cases.ready(), orders=orders), [information]).findings
    (message,) = body_of(snapshot, replace(plan(snapshot), findings=found))["validationMessages"]
    assert (message["product_id"], message["order_id"]) == (cases.BOOK, "ord_2")
    assert message["field"] == "orders[1].items[0].product.hsCode"
    assert message["affected_order_ids"] == ["ord_1", "ord_2"]


def test_a_code_written_with_dots_is_the_same_code() -> None:
    """Whatever a caller hands in, the line is found and shown the same."""
    dots = plan(snapshots.with_product(snapshots.ready(), cases.BOOK, hs_code="4901.99.0070"))
    assert dots.entries == plan(snapshots.ready()).entries
