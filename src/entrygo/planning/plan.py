"""``plan(snapshot) -> Plan``: what should happen. Pure: the same snapshot gives the same plan, whatever its order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from entrygo.contract.facts import Order
from entrygo.contract.findings import Finding, Severity
from entrygo.contract.plan import EntryUnit, Exclusion, Plan, Readiness, Sale
from entrygo.contract.snapshot import Snapshot
from entrygo.planning.classified_rows import Treatment, Treatments, rows, treatments
from entrygo.planning.consignees import consignee_source
from entrygo.planning.costs import FeeTerms, bases_by_order, cost_of
from entrygo.planning.duty_in_price import backed_out
from entrygo.planning.entries import entries
from entrygo.planning.exchange import exchange_of
from entrygo.planning.fold import Outcome, fold
from entrygo.planning.rule import Case
from entrygo.planning.rules import RULES
from entrygo.planning.savings import alternatives, savings
from entrygo.planning.score import NEXT_ACTION, NOTHING_TO_EXPORT, STRATEGY, readiness, score, score_breakdown
from entrygo.planning.value import ValuedOrder, total, valued
from entrygo.tariff.duty import stale_records
from entrygo.tariff.fees import are_held

NO_EXPORTABLE_ORDERS = Finding(
    rule="PLN-001",
    code="NO_EXPORTABLE_ORDERS",
    severity=Severity.ERROR,
    field="orderIds",
    message="None of the requested orders can be exported.",
    fix="Request open orders with lines that go to the plan's destination; each excluded order names its reason.",
    legal_source="19 CFR 141.51; 19 CFR 142.3",
    deduction=100,
)


def plan(snapshot: Snapshot) -> Plan:
    """Decide entries, duties, fees, savings, findings, score and verdict of a snapshot."""
    included, excluded = consider(snapshot)
    treated = treatments(snapshot, included)
    terms = FeeTerms(
        mode=snapshot.shipment.mode or snapshot.warehouse.mode,
        fees=snapshot.tariff.fees,
        broker=snapshot.broker.fees,
        is_year_held=are_held(snapshot.tariff.fees, snapshot.shipment.entry_date),
    )
    values = _values(snapshot, included, treated, terms=terms)
    cargo = tuple(rows(included, treated, values))
    by_order = bases_by_order(cargo)
    units = entries(cargo, by_order, terms)
    apart = cost_of(list(by_order.values()), terms)
    sales = tuple(values[order.id].sale for order in included)
    outcome = _judge(snapshot, included, treated, units=units, sales=sales)
    parts = score_breakdown(outcome.findings)
    verdict = readiness(outcome.findings)
    return Plan(
        readiness=verdict,
        score=score(parts),
        score_breakdown=parts,
        findings=outcome.findings,
        included_order_ids=tuple(order.id for order in included),
        excluded=excluded,
        flags=_flags(snapshot, treated, verdict),
        missing_data=outcome.missing,
        strategy=STRATEGY[verdict] if included else NOTHING_TO_EXPORT,
        next_action=NEXT_ACTION[verdict],
        entries=units,
        alternatives=alternatives(by_order, units, apart=apart, terms=terms),
        savings=savings(apart, units),
        value_usd=total(unit.value_usd for unit in units),
        duty_usd=total(unit.duty_usd for unit in units),
        sales=sales,
        routing=_routing(snapshot),
    )


def _values(
    snapshot: Snapshot, included: Sequence[Order], treated: Treatments, *, terms: FeeTerms
) -> dict[str, ValuedOrder]:
    """The entered value of every order, duty in the prices backed out where an order asks it."""
    on = snapshot.shipment.export_date or snapshot.shipment.entry_date
    exchanges = {order.id: exchange_of(order, on, snapshot.memory) for order in included}
    consignees = {
        order.id: consignee_source(order, account=snapshot.account, shipment=snapshot.shipment)
        for order in included
    }
    values = {
        order.id: valued(order, exchanges[order.id], consignee=consignees[order.id]) for order in included
    }
    if not any(value.backs_out_duty for value in values.values()):
        return values
    priced = backed_out(included, values, exchanges, treated=treated, terms=terms)
    return {
        order_id: replace(value, sale=replace(value.sale, consignee=consignees[order_id]))
        for order_id, value in priced.items()
    }


def consider(snapshot: Snapshot) -> tuple[tuple[Order, ...], tuple[Exclusion, ...]]:
    """The orders that take part and those left out with the reason, both in ID order."""
    included: list[Order] = []
    excluded: list[Exclusion] = []
    for order in sorted(snapshot.orders, key=lambda order: order.id):
        exclusion = _exclusion(order, snapshot.destination_country)
        if exclusion:
            excluded.append(exclusion)
        else:
            included.append(order)
    return tuple(included), tuple(excluded)


def _exclusion(order: Order, destination: str) -> Exclusion | None:
    if order.status == "exported":
        code, message = "ALREADY_EXPORTED", "The order was exported before; an order is exported once."
    elif order.status == "cancelled":
        code, message = "CANCELLED", "The order is cancelled."
    elif order.destination_country != destination:
        code = "DESTINATION_MISMATCH"
        message = f"The order goes to {order.destination_country}, the plan to {destination}."
    elif not order.lines:
        code, message = "NO_LINES", "The order has no lines."
    else:
        return None
    return Exclusion(order_id=order.id, reason_code=code, message=message)


def _judge(
    snapshot: Snapshot,
    included: Sequence[Order],
    treated: Treatments,
    *,
    units: tuple[EntryUnit, ...],
    sales: tuple[Sale, ...],
) -> Outcome:
    if not included:
        return Outcome(findings=(NO_EXPORTABLE_ORDERS,), missing=())
    return fold(_case(snapshot, included, treated, units=units, sales=sales), RULES)


def _case(
    snapshot: Snapshot,
    included: Sequence[Order],
    treated: Treatments,
    *,
    units: tuple[EntryUnit, ...],
    sales: tuple[Sale, ...],
) -> Case:
    by_product = _by_product(treated)
    found = {product_id: treatment for product_id, treatment in by_product.items() if treatment.is_found}
    by_code = {line.code: line for line in snapshot.tariff.lines.values()}
    return Case(
        account=snapshot.account,
        warehouse=snapshot.warehouse,
        broker=snapshot.broker,
        shipment=snapshot.shipment,
        orders=tuple(included),
        products={product_id: treatment.product for product_id, treatment in by_product.items()},
        tariff=replace(snapshot.tariff, lines={**snapshot.tariff.lines, **by_code}),
        assessments={product_id: treatment.assessment for product_id, treatment in by_product.items()},
        entries=units,
        sales={sale.order_id: sale for sale in sales},
        schedule_codes={product_id: treatment.hs_code for product_id, treatment in found.items()},
        memory=snapshot.memory,
    )


def _by_product(treated: Treatments) -> dict[str, Treatment]:
    """Each product's treatment without a claim where it has one, else its first; with what is said of all of them."""
    found: dict[str, Treatment] = {}
    for (product_id, _), treatment in treated.items():
        first = found.setdefault(product_id, treatment)
        if first is not treatment:
            remarks = dict.fromkeys((*first.assessment.remarks, *treatment.assessment.remarks))
            found[product_id] = replace(first, assessment=replace(first.assessment, remarks=tuple(remarks)))
    return found


def _flags(snapshot: Snapshot, treated: Treatments, verdict: Readiness) -> tuple[str, ...]:
    """Snake-case signals, sorted. A flag about the installation stands only where it bears on the codes planned."""
    flags = set(_remark_flags(treated.values(), snapshot.shipment.entry_date))
    if verdict is Readiness.REVIEW_REQUIRED:
        flags.add("human_review_recommended")
    return tuple(sorted(flags))


def _remark_flags(treated: Iterable[Treatment], on: date) -> Iterator[str]:
    for treatment in treated:
        remarks = (*treatment.assessment.remarks, *stale_records(treatment.assessment, on))
        yield from (remark.flag for remark in remarks if remark.flag)


def _routing(snapshot: Snapshot) -> dict[str, str | None]:
    return {
        "warehouse_id": snapshot.warehouse.id,
        "broker_id": snapshot.broker.id,
        "destination_country": snapshot.destination_country,
        "port_of_entry": snapshot.shipment.port_of_entry or snapshot.warehouse.port_of_entry,
        "mode": snapshot.shipment.mode or snapshot.warehouse.mode,
        "carrier_scac": snapshot.shipment.carrier_scac,
        "paps_number": snapshot.shipment.paps_number,
        "tariff_edition": snapshot.tariff.edition.name,
    }
