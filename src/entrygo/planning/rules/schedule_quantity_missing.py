"""QTY-002: the schedule asks for a quantity the product does not yield."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import schedule_line, stated
from entrygo.planning.quantities import schedule_quantities
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.units import FAMILIES, quantity_in, unit

_NONE = frozenset({"", "x"})  # lines without a unit of quantity


def _check(case: Case, product: Product) -> Iterator[Hit]:
    line = schedule_line(case, product)
    if line is None:
        return
    known = {name for _, name in schedule_quantities(line.units, Decimal(1), product.net_weight_kg)}
    own = _own_quantities(product)
    for wanted in line.units:
        if unit(wanted) in _NONE or wanted in known or quantity_in(wanted, own, None) is not None:
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
                fix=f"State it a piece in product.attributes.quantities, such as {{{unit(wanted)!r}: 1.5}}.",
                severity=None if unit(wanted) in FAMILIES else Severity.WARNING,
                missing=True,
            )


def _own_quantities(product: Product) -> dict[str, Decimal]:
    """What the attributes state a piece, by unit; what is no positive number is left out."""
    given = stated(product.attributes, "quantities", "quantityPerPiece")
    found: dict[str, Decimal] = {}
    for name, value in given.items() if isinstance(given, Mapping) else ():
        try:
            amount = Decimal(str(value))
        except InvalidOperation:
            continue
        if amount.is_finite() and amount > 0:
            found[str(name)] = amount
    return found


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
    "units may be stated a piece in attributes.quantities, by unit. Units of content, such as kilograms of copper "
    "or jewels, are a warning.",
    check=_check,
    deduction=25,
    needs_schedule=True,
)
