"""PTY-011: orders without an ultimate consignee in the United States."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope

NAMED = 3


def _check(case: Case) -> Iterator[Hit]:
    stated = case.shipment.ultimate_consignee
    without = [
        order for order in case.orders if (sale := case.sales.get(order.id)) and sale.consignee is None
    ]
    if not without:
        return
    if stated is not None:
        yield Hit(
            field="shipment.ultimateConsignee",
            message=f"The ultimate consignee stated, {stated.party.name or '(unnamed)'}, has no whole address in the "
            "United States.",
            fix="Give it name, address1, city, region, postalCode and country US.",
            missing=True,
        )
        return
    names = ", ".join(sorted(order.external_id for order in without)[:NAMED])
    more = f" and {len(without) - NAMED} more" if len(without) > NAMED else ""
    yield Hit(
        field="account.ultimateConsignee",
        message=f"No ultimate consignee with an address in the United States is known for order {names}{more}.",
        missing=True,
        details={"orderCount": str(len(without))},
    )


RULE = Rule(
    id="PTY-011",
    code="ULTIMATE_CONSIGNEE_MISSING",
    severity=Severity.WARNING,
    scope=Scope.PLAN,
    title="Ultimate consignee missing",
    fix="State the order's buyer or shipTo with a whole US address, the plan's shipment.ultimateConsignee, or the "
    "account's ultimateConsignee.",
    legal_source="CBP Form 7501, block 23; Customs Directive 3550-079A; 19 CFR 24.5; 19 CFR 142.3(a)(6)",
    explanation="Fires when an order has no ultimate consignee: the plan states none, neither buyer nor ship-to party "
    "has a whole address in the United States, and the account holds none. It is the US party the goods were sold to, "
    "else consigned to, else whose premises they go to; the foreign seller, a carrier or a broker is not it by "
    "default. Each order has its own, also inside a consolidated entry.",
    check=_check,
    deduction=5,
)
