"""PRD-012: fibre percentages of a textile missing, or not 100."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.description_quality import judged_text
from entrygo.planning.materials import part_sums, shares_in
from entrygo.planning.product_facts import chapter_of
from entrygo.planning.rule import Case, Hit, Rule, Scope

TEXTILE_CHAPTERS = frozenset(range(50, 64))
WHOLE, TOLERANCE = Decimal(100), Decimal(1)


def _check(case: Case, product: Product) -> Iterator[Hit]:
    if chapter_of(case, product) not in TEXTILE_CHAPTERS:
        return
    sums = part_sums(product.materials)
    if not sums or any(total is None for total in sums.values()):
        yield Hit(
            field="product.materials",
            message=f"Textile {product.label} does not state the percentage by weight of each fibre.",
            fix=_from_description(product),
            missing=True,
        )
        return
    for part, total in sums.items():
        if total is not None and abs(total - WHOLE) > TOLERANCE:
            of_part = f" of its {part}" if part else ""
            yield Hit(
                field="product.materials",
                message=f"The fibre percentages{of_part} of textile {product.label} sum to {total}, not to 100.",
                code="FIBRE_PERCENT_SUM",
            )


def _from_description(product: Product) -> str | None:
    """A fix that uses the shares the description states, where they make a whole."""
    shares = shares_in(judged_text(product))
    if not shares or abs(sum((percent for _, percent in shares), Decimal(0)) - WHOLE) > TOLERANCE:
        return None
    listed = ", ".join(f"{name} {percent.normalize():f}" for name, percent in shares)
    return f"Set product.materials to what the description says: {listed}."


RULE = Rule(
    id="PRD-012",
    code="FIBRE_PERCENT_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Fibre percentages missing or not 100",
    fix="State each fibre in product.materials with its percent by weight. Where an article has parts, write "
    "the part before the fibre (shell: cotton) and let each part sum to 100.",
    legal_source="19 CFR 141.89; 15 USC 70b",
    explanation="Fires for goods of chapters 50 to 63 whose materials lack a percentage, or whose percentages do "
    "not sum to 100, give or take 1. The chief fibre by weight decides the code and the duty.",
    check=_check,
    deduction=25,
)
