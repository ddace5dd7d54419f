"""QTY-004: a weight out of the code's usual range, such as grams in a kilogram column."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import chapter_of, code_of
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.usual_ranges import Usual, usual_of

PACKING_FACTOR = 25
"""A piece whose packing weighs so many times what it holds has one of its weights in another unit."""
CHEAPEST_USD_PER_KG = Decimal("0.20")
HEAVY_KG = Decimal(5)
BULK = frozenset({*range(1, 39), 44, 47, *range(68, 73)})
"""Chapters of goods that are sold by the tonne; articles of other chapters are not cheaper than scrap of steel."""


def _check(case: Case, product: Product) -> Iterator[Hit]:
    chapter, usual = chapter_of(case, product), usual_of(code_of(case, product))
    for name, weight in (("netWeightKg", product.net_weight_kg), ("grossWeightKg", product.gross_weight_kg)):
        if weight is not None and (why := _fault(product, chapter, weight, usual)):
            grams = weight / 1000
            is_grams = usual is None or usual.lightest_kg is None or usual.lightest_kg <= grams < weight
            yield Hit(
                field=f"product.{name}",
                message=f"The {'net' if name.startswith('net') else 'gross'} weight of product {product.label} is "
                f"{weight} kg a piece, {why}.",
                details={"asGramsKg": f"{grams:f}"} if is_grams else None,
            )
            return
    net, gross = product.net_weight_kg, product.gross_weight_kg
    if net and gross and net > 0 and gross > net * PACKING_FACTOR:
        yield Hit(
            field="product.grossWeightKg",
            message=f"Product {product.label} weighs {net} kg net and {gross} kg gross: one of the two is likely in "
            "another unit.",
        )


def _fault(product: Product, chapter: int | None, weight: Decimal, usual: Usual | None) -> str | None:
    if usual is not None and usual.heaviest_kg is not None and weight > usual.heaviest_kg:
        return f"more than goods of its code weigh (up to {usual.heaviest_kg} kg)"
    if usual is not None and usual.lightest_kg is not None and 0 < weight < usual.lightest_kg:
        return f"less than goods of its code weigh (at least {usual.lightest_kg} kg)"
    price = product.unit_value_usd
    is_bulk = chapter is None or chapter in BULK
    if not is_bulk and weight > HEAVY_KG and price is not None and 0 < price < weight * CHEAPEST_USD_PER_KG:
        return f"which at {price} USD a piece is less than {CHEAPEST_USD_PER_KG} USD a kilogram"
    return None


RULE = Rule(
    id="QTY-004",
    code="WEIGHT_IMPLAUSIBLE",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Weight out of range",
    fix="Check the unit: weights are kilograms a piece, so 350 grams are 0.35.",
    legal_source="19 CFR 141.86(a)(4); 19 USC 1484(a), reasonable care",
    explanation="Fires when a piece weighs more or less than goods of its code do, is cheaper by the kilogram than any "
    "manufactured article, or its gross weight is more than 25 times its net weight: typically grams in a kilogram "
    "column. The limits are ours and wide; weights count for duty by weight, the manifest and the metal share.",
    check=_check,
    deduction=5,
)
