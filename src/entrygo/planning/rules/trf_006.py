"""TRF-006: a listed metals code without composition."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.metal import WEIGHT_FIELDS, listed_metals, metal_lists, pays_in_full, weights
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case, product: Product) -> Iterator[Hit]:
    lists, stated = metal_lists(case, product), weights(product)
    asked = listed_metals(case, product) or tuple(WEIGHT_FIELDS)
    if not lists or any(metal in stated for metal in asked):
        return
    fields = [WEIGHT_FIELDS[metal] for metal in asked]
    if not stated and not product.materials:
        yield Hit(
            field=fields[0],
            message=f"The code of product {product.label} is on Section 232 metals list "
            f"{', '.join(lists)}, and neither its materials nor its weight of {' or '.join(asked)} are "
            "stated.",
            missing=True,
        )
    elif not pays_in_full(case, product):
        yield Hit(
            field=fields[0],
            message=f"Product {product.label} states no weight of {' or '.join(asked)}, so the 15 percent "
            "test of heading 9903.82.03 cannot free it.",
            fix="State the metal's weight a piece, zero where there is none.",
            severity=Severity.INFO,
        )


RULE = Rule(
    id="TRF-006",
    code="METAL_COMPOSITION_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Code on a Section 232 metals list without composition",
    fix="State the materials, or the weight of each listed metal a piece in the metals block (zero where "
    "there is none).",
    legal_source="HTSUS chapter 99, subchapter III, note 16(c); Proclamation 11021",
    explanation="Fires when a product's code is on a loaded list of steel, aluminum or copper goods and "
    "the product states neither materials nor a metal weight. Composition decides whether the duty is "
    "owed and at which rate. Where it is stated without the listed metal's weight and the code is "
    "outside chapters 72, 73, 74 and 76, it is told that the 15 percent test cannot be made.",
    check=_check,
    deduction=25,
)
