"""DOC-001: elements of the commercial invoice that nobody stated, and what is printed instead."""

from collections.abc import Iterator, Sequence

from entrygo.contract.facts import Order, Party
from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope

NAMED_ORDERS = 3


def _check(case: Case) -> Iterator[Hit]:
    undated = [order for order in case.orders if order.sold_on is None]
    unpacked = [order for order in case.orders if order.packages is None]
    uncharged = [order for order in case.orders if not order.charges]
    for field, orders, what in (
        ("soldOn", undated, "date of sale is stated by {}; the papers say so"),
        ("packages", unpacked, "number of packages is stated by {}; one an order is printed"),
        ("charges", uncharged, "charges are stated by {}; none are printed"),
    ):
        if orders:
            yield Hit(field=f"orders[].{field}", message=f"No {what.format(_named(orders))}.")
    for field, party, who in (
        ("account.address", case.account.address, "seller's"),
        ("warehouse.address", case.warehouse.address, "warehouse's"),
    ):
        if not (party.address1 and party.country):
            yield Hit(
                field=field,
                message=f"The {who} address is not complete; {_on_papers(party)}.",
                fix=f"Complete {field}: address1, city, region, postalCode, country.",
                code="INVOICE_ADDRESS_NOT_STATED",
            )
    if case.account.address.city:
        yield Hit(
            field="account.address.city",
            message=f"The place of sale is not stated; the seller's city, {case.account.address.city}, is "
            "printed.",
        )


def _on_papers(party: Party) -> str:
    """What the papers have of an address that is not complete."""
    parts = (party.address1, party.address2, party.city, party.region, party.postal_code, party.country)
    stated = ", ".join(part for part in parts if part)
    return (
        f"the papers have only what is stated: {stated}" if stated else "the papers say that it is not stated"
    )


def _named(orders: Sequence[Order]) -> str:
    names = sorted(order.external_id for order in orders)
    more = f" and {len(names) - NAMED_ORDERS} more" if len(names) > NAMED_ORDERS else ""
    return f"order {', '.join(names[:NAMED_ORDERS])}{more}"


RULE = Rule(
    id="DOC-001",
    code="INVOICE_ELEMENT_ASSUMED",
    severity=Severity.INFO,
    scope=Scope.PLAN,
    title="Invoice element not stated, a default is printed",
    fix="State soldOn, packages and charges on the order where the default is not true.",
    legal_source="19 CFR 141.86(a)(2), (3), (8)",
    explanation="Tells which elements of the commercial invoice will be printed from a default because "
    "no order states them: the place of sale (the seller's city), the number of packages (one an order) and the "
    "charges (none), and that the date of sale is not stated. Each element is told once for "
    "all orders of the plan. Elements without a default have rules of their own: seller and buyer "
    "PTY-005, responsible employee PTY-007, port SHP-001, description PRD-010, origin PRD-020, price "
    "VAL-001, currency VAL-002, quantity QTY-001.",
    check=_check,
    deduction=0,
)
