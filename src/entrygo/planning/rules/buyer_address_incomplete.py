"""PTY-005: the buyer's name and address incomplete."""

from collections.abc import Iterator

from entrygo.contract.facts import Order, Party
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope

_ASKED = (
    ("name", "name"),
    ("address1", "address1"),
    ("city", "city"),
    ("region", "region"),
    ("postal_code", "postalCode"),
    ("country", "country"),
)


def _check(_case: Case, order: Order) -> Iterator[Hit]:
    party = order.ship_to or Party()
    absent = [api for name, api in _ASKED if not is_stated(getattr(party, name))]
    if len(absent) == len(_ASKED):
        yield Hit(
            field="shipTo",
            message=f"Order {order.external_id} has no ship-to name and address; the papers say so.",
            severity=Severity.INFO,
            missing=True,
        )
        return
    for api in absent:
        yield Hit(
            field=f"shipTo.{api}",
            message=f"The ship-to address of order {order.external_id} has no {api}.",
            missing=True,
        )


RULE = Rule(
    id="PTY-005",
    code="BUYER_ADDRESS_INCOMPLETE",
    severity=Severity.ERROR,
    scope=Scope.ORDER,
    title="Buyer's name or address incomplete",
    fix="Complete shipTo: name, address1, city, region, postalCode and country suffice.",
    legal_source="19 CFR 141.86(a)(2)",
    explanation="Fires on each missing part of a ship-to address that was begun. The invoice names seller and "
    "buyer; the seller is the account unless stated, the buyer is the ship-to party. An order without any "
    "ship-to address is only told, since the address can still follow.",
    check=_check,
    deduction=25,
)
