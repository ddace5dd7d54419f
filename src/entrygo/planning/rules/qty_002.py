"""QTY-002: the schedule asks for a quantity the product does not yield."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.goods import schedule_line
from entrygo.planning.quantities import schedule_quantities
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.units import FAMILIES, unit

_NONE = frozenset({"", "x"})  # lines without a unit of quantity


def _check(case: Case, product: Product) -> Iterator[Hit]:
    line = schedule_line(case, product)
    if line is None:
        return
    known = {name for _, name in schedule_quantities(line.units, Decimal(1), product.net_weight_kg)}
    for wanted in line.units:
        if unit(wanted) in _NONE or wanted in known:
            continue
        if FAMILIES.get(unit(wanted), ("", 0))[0] == "mass":
            yield Hit(
                field="product.netWeightKg",
                message=f"HTS code {line.code} of product {product.label} is reported in {wanted}, and the product "
                "has no net weight.",
                missing=True,
            )
        else:
            yield Hit(
                field="product.attributes.quantities",
                message=f"HTS code {line.code} of product {product.label} is reported in {wanted}, which follows "
                "from neither pieces nor net weight.",
                fix=f"Tell the broker the quantity in {wanted} at execution.",
                severity=Severity.WARNING,
                code="SCHEDULE_QUANTITY_UNKNOWN",
            )


RULE = Rule(
    id="QTY-002",
    code="SCHEDULE_QUANTITY_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Quantity in the schedule's unit missing",
    fix="Set product.netWeightKg, the net weight of one piece in kilograms.",
    legal_source="HTSUS, General Statistical Note 3; CBP Form 7501, column 30",
    explanation="Fires when the schedule reports a code by weight and the product has no net weight. Pieces, "
    "dozens and pairs are computed from the order's count. A unit that follows from neither, such as square "
    "metres or liters, is a warning.",
    check=_check,
    deduction=25,
    needs_schedule=True,
)
