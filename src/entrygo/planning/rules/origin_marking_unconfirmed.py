"""PRD-024: nobody confirmed that the goods are marked with their origin."""

from collections.abc import Iterator

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.yes_no import answer

_KEYS = ("marked", "originMarked", "marking", "countryOfOriginMarked")


def _check(case: Case, order: Order) -> Iterator[Hit]:
    unanswered: list[str] = []
    first: int | None = None
    for index, line in enumerate(order.lines):
        product = case.products.get(line.product_id)
        said = answer(product, *_KEYS) if product else True
        if said is None and product and product.label not in unanswered:
            first = index if first is None else first
            unanswered.append(product.label)
        elif said is False and product:
            yield Hit(
                field=f"items[{index}].product.attributes.marked",
                message=f"Product {product.label} is not marked with its origin {product.country_of_origin}.",
                fix="Mark the article or its container before it crosses, or have the broker name the exception.",
                severity=Severity.WARNING,
                code="ORIGIN_NOT_MARKED",
            )
    if unanswered:
        shown = ", ".join(unanswered[:3]) + (" and others" if len(unanswered) > 3 else "")
        yield Hit(
            field=f"items[{first}].product.attributes.marked",
            message=f"Order {order.external_id}: marking with the origin is not confirmed for "
            f"{len(unanswered)} products ({shown}).",
            missing=True,
        )


RULE = Rule(
    id="PRD-024",
    code="ORIGIN_MARKING_UNCONFIRMED",
    severity=Severity.INFO,
    scope=Scope.ORDER,
    title="Origin marking not confirmed",
    fix="Set attributes.marked to true on products that bear their country of origin.",
    legal_source="19 USC 1304; 19 CFR 134",
    explanation="Told once an order while a product does not say whether it is marked with its origin. Unmarked "
    "goods owe 10 percent more and may be held. A product that says it is not marked is a warning.",
    check=_check,
    deduction=0,
)
