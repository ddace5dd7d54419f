"""TRF-006: a listed metals code without composition."""

from collections.abc import Iterator
from dataclasses import replace

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.metal import WEIGHT_FIELDS, listed_metals, metal_lists, weights
from entrygo.planning.notices import hits_of, remarks_of
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.duty import NoticeKind


def _check(case: Case, product: Product) -> Iterator[Hit]:
    lists, stated = metal_lists(case, product), weights(product)
    asked = listed_metals(case, product) or tuple(WEIGHT_FIELDS)
    has_weight = any(metal in stated for metal in asked)
    field = "product.netWeightKg" if has_weight else WEIGHT_FIELDS[asked[0]]
    remarks = remarks_of(case, product, NoticeKind.COMPOSITION)
    for hit in hits_of(remarks, field=field):
        yield replace(hit, missing=True)
    if lists and not (remarks or stated or product.materials):
        yield Hit(
            field=field,
            message=f"The code of product {product.label} is on Section 232 metals list "
            f"{', '.join(lists)}, and neither its materials nor its weight of {' or '.join(asked)} are "
            "stated.",
            missing=True,
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
    "the product states neither materials nor a metal weight: composition decides whether the duty is "
    "owed and at which rate. Outside chapters 72, 73, 74 and 76 materials are not enough, as the 15 "
    "percent test of heading 9903.82.03 needs the listed metal's weight and the article's; without them "
    "the assessment has no figure and says so here.",
    check=_check,
    deduction=25,
)
