"""QTY-006: a count of packages that cannot be the order's."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope

MOST_OF_A_PIECE = 10
"""Furniture travels in several packages a piece; no goods do in more than this."""


def _check(case: Case, order: Order) -> Iterator[Hit]:
    if order.packages is None:
        return
    pieces = sum((line.quantity for line in order.lines), Decimal(0))
    if order.packages <= 0:
        yield Hit(
            field="packages",
            message=f"Order {order.external_id} is stated to travel in {order.packages} packages.",
            fix="State how many packages the order travels in, at least one; or leave packages out.",
        )
    elif 0 < pieces < order.packages:
        is_absurd = order.packages > MOST_OF_A_PIECE * pieces
        yield Hit(
            field="packages",
            message=f"Order {order.external_id} is stated to travel in {order.packages} packages and holds "
            f"{pieces.normalize():f} pieces.",
            severity=None if is_absurd else Severity.INFO,
        )


RULE = Rule(
    id="QTY-006",
    code="PACKAGES_IMPLAUSIBLE",
    severity=Severity.WARNING,
    scope=Scope.ORDER,
    title="Packages do not fit the pieces",
    fix="Check packages: the count the carrier's manifest has for this order.",
    legal_source="19 CFR 141.86(a)(3); 19 CFR 123.91",
    explanation="Fires when an order travels in no package, or in more than ten for each piece: the count is printed "
    "on the invoice and compared with the carrier's manifest, and a difference holds the truck. More packages than "
    "pieces, as of furniture in parts, is information.",
    check=_check,
    deduction=5,
)
