"""TRF-031: a preference that is claimed, or could be claimed and is not."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.notices import hits_of, remarks_of
from entrygo.planning.product_claims import is_for_repairs
from entrygo.planning.quantities import line_quantities, units_of
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.duty import Amounts, Assessment, NoticeKind
from entrygo.tariff.preference_saving import best_unclaimed, not_claimed


def _check(case: Case, product: Product) -> Iterator[Hit]:
    if not is_for_repairs(case, product):
        yield from hits_of(remarks_of(case, product, NoticeKind.PREFERENCE), field="product.spi")
    assessment = case.assessments.get(product.id)
    amounts = None if assessment is None else _amounts(case, product, assessment)
    if assessment is None or amounts is None or _is_denied(product):
        return
    found = best_unclaimed(assessment, amounts, case.tariff)
    if found is not None:
        yield from hits_of((not_claimed(*found, f"of product {product.label}"),), field="product.spi")


def _is_denied(product: Product) -> bool:
    """Whether the product is said not to originate under the one agreement it could claim."""
    return product.usmca is not None and product.usmca.qualifies is False


def _amounts(case: Case, product: Product, assessment: Assessment) -> Amounts | None:
    """What the entries hold of a product without a claim; ``None`` where that is nothing, or its value is not known."""
    items = [item for item in case.items_with(product.id) if item.claim is None]
    values = [item.value_usd for item in items if item.value_usd is not None]
    if not items or len(values) < len(items):
        return None
    pieces = sum((item.quantity for item in items), Decimal(0))
    line = assessment.goods.line
    units = units_of(line.units if line else (), (product,))
    return Amounts(
        value_usd=sum(values, Decimal(0)),
        quantities=line_quantities(units, ((product, pieces),)),
        net_weight_kg=None if product.net_weight_kg is None else product.net_weight_kg * pieces,
    )


RULE = Rule(
    id="TRF-031",
    code="PREFERENCE_CLAIM",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Preference claimed without ground, or available and not claimed",
    fix="Set product.spi to the symbol of a programme that the line names for the origin, or to null.",
    legal_source="HTSUS general note 3(c); 19 CFR 24.23(c)",
    explanation="Fires where product.spi claims a programme that is not held (SPI_UNKNOWN), has expired "
    "(SPI_EXPIRED), is not for the origin (SPI_ORIGIN_MISMATCH) or has no rate on the line (SPI_NOT_ON_LINE): the "
    "goods are then judged without it. SPI_UNCONFIRMED is a warning about who is in a programme, SPI_PROOF_ASKED names "
    "the proof of a claim as information. PREFERENCE_NOT_CLAIMED is information: a programme that the line names for "
    "the origin, and the duty its claim would save (details spi, savingUsd).",
    check=_check,
    deduction=25,
    reads_plan=True,
)
