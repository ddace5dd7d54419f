"""QTY-003: net weight missing, zero or above the gross weight."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import schedule_line
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.units import FAMILIES, unit


def _check(case: Case, product: Product) -> Iterator[Hit]:
    net, gross = product.net_weight_kg, product.gross_weight_kg
    if net is None:
        if not _is_reported_by_weight(case, product):
            yield Hit(
                field="product.netWeightKg",
                message=f"Product {product.label} has no net weight.",
                severity=Severity.WARNING,
                missing=True,
            )
    elif net <= 0:
        yield Hit(
            field="product.netWeightKg",
            message=f"The net weight of product {product.label} is {net} kg.",
        )
    if gross is not None and gross <= 0:
        yield Hit(
            field="product.grossWeightKg",
            message=f"The gross weight of product {product.label} is {gross} kg.",
        )
    elif net is not None and gross is not None and net > gross:
        yield Hit(
            field="product.netWeightKg",
            message=f"The net weight of product {product.label} is {net} kg, above its gross weight of {gross} kg.",
        )


def _is_reported_by_weight(case: Case, product: Product) -> bool:
    """Then QTY-002 asks for the weight already."""
    line = schedule_line(case, product)
    return line is not None and any(FAMILIES.get(unit(name), ("", 0))[0] == "mass" for name in line.units)


RULE = Rule(
    id="QTY-003",
    code="WEIGHT_INVALID",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Net weight missing, zero or above gross",
    fix="Set product.netWeightKg and grossWeightKg, kilograms a piece; the gross weight includes the packing.",
    legal_source="ACE manifest and entry data; 19 CFR 141.86(a)(4)",
    explanation="Fires when a weight is zero or negative, or the net weight exceeds the gross weight. A missing "
    "net weight is a warning, since the manifest needs a weight; where the schedule reports the code by weight, "
    "QTY-002 makes it an error instead.",
    check=_check,
    deduction=25,
)
