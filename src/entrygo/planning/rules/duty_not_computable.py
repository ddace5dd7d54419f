"""TRF-016: a duty that cannot be computed."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.notices import hits_of, remarks_of
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.duty import Assessment, NoticeKind
from entrygo.tariff.parts import asks_components

NO_FIGURE = "unknown"  # the kind of a record that has a layer and no figure


def _check(case: Case, product: Product) -> Iterator[Hit]:
    yield from hits_of(remarks_of(case, product, NoticeKind.NO_FIGURE))
    assessment = case.assessments.get(product.id)
    is_priced = _has_base_figure(case, product)
    for heading, rate, why in _without_figure(assessment, is_priced=is_priced) if assessment else ():
        yield Hit(
            field="product.hsCode",
            message=f"The duty of product {product.label} under {heading} ({rate}) cannot be computed: "
            f"{why}.",
        )


def _has_base_figure(case: Case, product: Product) -> bool:
    """Whether the base duty of every line with the product has a figure: from its components it may."""
    lines = [
        line
        for entry in case.entries
        for line in entry.lines
        if any(item.product_id == product.id for item in line.items)
    ]
    return bool(lines) and all(line.layers and line.layers[0].amount_usd is not None for line in lines)


def _without_figure(assessment: Assessment, *, is_priced: bool) -> Iterator[tuple[str, str, str]]:
    base = assessment.base
    if base is not None and base.rate is not None and not base.rate.computable and not is_priced:
        why = base.rate.reason or "it is stated in words"
        asked = "; state product.components, each with its value" if asks_components(base.rate) else ""
        yield base.heading, base.rate.text, f"{why}{asked}"
    for programme in assessment.programmes:
        if programme.kind == NO_FIGURE and not any(
            programme.heading in r.message for r in assessment.remarks
        ):
            why = programme.note or "its record holds no figure"
            yield programme.heading, programme.rate, why.rstrip(".")


RULE = Rule(
    id="TRF-016",
    code="DUTY_NOT_COMPUTABLE",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="A duty cannot be computed",
    fix="Ask the broker for the duty; the plan shows no figure for it and none in the totals it belongs to.",
    legal_source="HTSUS; 19 USC 1484 (reasonable care)",
    explanation="Fires when the base rate of a product's line is stated in words that cannot be "
    "computed, or a tariff record that reaches it holds no figure. The layer and every total it belongs "
    "to stay empty: an unknown rate is said, never guessed. A record that remarks on itself speaks under "
    "its own rule; a code outside the loaded edition is PRD-003, a missing quantity QTY-002.",
    check=_check,
    deduction=5,
)
