"""TRF-016: a duty that cannot be computed."""

from collections.abc import Iterable, Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Detail, Severity
from entrygo.contract.plan import DutyLayer
from entrygo.contract.tariff import Programme
from entrygo.planning.notices import hits_of, remarks_of
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.duty import Assessment, NoticeKind
from entrygo.tariff.estimate import SPEAKS_OF_FIGURES
from entrygo.tariff.layers import sum_or_none
from entrygo.tariff.metals import content_values
from entrygo.tariff.parts import asks_components
from entrygo.tariff.programme_scope import scope_of

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
            details=_exposure(_layers(case, product), heading),
        )
    of_content = assessment.programmes if assessment else ()
    for programme in (each for each in of_content if each.kind == "content"):
        yield from _content_unknown(case, product, programme)


def _content_unknown(case: Case, product: Product, programme: Programme) -> Iterator[Hit]:
    """A duty on the value of a metal content, where a line with the product has no figure of it."""
    layers = [each for each in _layers(case, product) if each.heading == programme.heading]
    if all(layer.amount_usd is not None for layer in layers):
        return
    stated = content_values(product.metals)
    metals = scope_of(programme).content
    lacking = next((metal for metal in metals if metal not in stated), metals[0])
    yield Hit(
        field=f"product.metals.{lacking}ValueUsd",
        message=f"The duty of product {product.label} under {programme.heading} is {programme.rate}, and the value of "
        f"its {lacking} is not stated, or is more than the goods are worth.",
        fix=f"State metals.{lacking}ValueUsd, the value of the {lacking} in a piece.",
        missing=lacking not in stated,
        details=_exposure(layers, programme.heading),
    )


def _layers(case: Case, product: Product) -> list[DutyLayer]:
    """The layers of every entry line with the product."""
    return [layer for line in case.lines_with(product.id) for layer in line.layers]


def _exposure(layers: Iterable[DutyLayer], heading: str) -> dict[str, Detail] | None:
    """The most that a heading without a figure could come to, where that can be said of every line."""
    at_most = sum_or_none(
        layer.exposure_usd for layer in layers if layer.heading == heading and layer.amount_usd is None
    )
    return {"exposureUsd": at_most} if at_most else None


def _has_base_figure(case: Case, product: Product) -> bool:
    """Whether the base duty of every line with the product has a figure: from its components it may."""
    lines = case.lines_with(product.id)
    return bool(lines) and all(line.layers and line.layers[0].amount_usd is not None for line in lines)


def _without_figure(assessment: Assessment, *, is_priced: bool) -> Iterator[tuple[str, str, str]]:
    base = assessment.base
    if base is not None and base.rate is not None and not base.rate.computable and not is_priced:
        why = base.rate.reason or "it is stated in words"
        asked = "; state product.components, each with its value" if asks_components(base.rate) else ""
        yield base.heading, base.rate.text, f"{why}{asked}"
    for programme in assessment.programmes:
        if programme.kind == NO_FIGURE and not any(
            programme.heading in r.message for r in assessment.remarks if r.kind in SPEAKS_OF_FIGURES
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
    reads_plan=True,
)
