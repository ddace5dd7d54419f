"""QTY-002: the schedule asks for a quantity the product does not yield."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import schedule_line
from entrygo.planning.quantities import quantities_of, schedule_quantities
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.units import FAMILIES, ace_code, unit

_NONE = frozenset({"", "x"})  # lines without a unit of quantity


def _check(case: Case, product: Product) -> Iterator[Hit]:
    line = schedule_line(case, product)
    if line is None:
        return
    yielded = schedule_quantities(line.units, Decimal(1), product.net_weight_kg, quantities_of(product))
    known = {name for _, name in yielded}
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
                field="product.quantities",
                message=f"HTS code {line.code} of product {product.label} is reported in {wanted}, which follows "
                "from neither pieces nor net weight.",
                fix=f'State it a piece in product.quantities, such as {{"{ace_code(wanted) or wanted}": 1.5}}.',
                severity=None if unit(wanted) in FAMILIES else Severity.WARNING,
                missing=True,
            )


RULE = Rule(
    id="QTY-002",
    code="SCHEDULE_QUANTITY_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Quantity in the schedule's unit missing",
    fix="Set product.netWeightKg, the net weight of one piece in kilograms.",
    legal_source="HTSUS, General Statistical Note 3; CBP Form 7501, column 31",
    explanation="Fires when the schedule reports a code in a unit that the product does not yield: a weight "
    "without a net weight, an area, a volume. Pieces, dozens and pairs are computed from the order's count; other "
    "units may be stated a piece in product.quantities, by unit, in the schedule's words or ACE codes; they are what "
    "duty is computed from and what the papers report. Units of content, such as kilograms of copper or jewels, are a "
    "warning.",
    check=_check,
    deduction=25,
    needs_schedule=True,
)
