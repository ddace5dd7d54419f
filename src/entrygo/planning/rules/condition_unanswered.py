"""TRF-018: a fact that the law asks of the goods, nobody stated, and the duty hangs on."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.contract.plan import OpenQuestion
from entrygo.planning.notices import hits_of
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.conditions import condition_notices


def _check(case: Case, product: Product) -> Iterator[Hit]:
    remarks = condition_notices(_questions(case, product), f"of product {product.label}")
    yield from hits_of(remarks, field="product.attributes")


def _questions(case: Case, product: Product) -> list[OpenQuestion]:
    """What is open on the entry lines the product stands on, each condition once, at its dearest."""
    dearest: dict[str, OpenQuestion] = {}
    for line in case.lines_with(product.id):
        for question in line.open_questions:
            known = dearest.get(question.condition)
            if known is None or _most(question) > _most(known):
                dearest[question.condition] = question
    return [question for _, question in sorted(dearest.items())]


def _most(question: OpenQuestion) -> Decimal:
    """The most of either answer; one without a figure is the dearest."""
    either = (question.if_true_usd, question.if_false_usd)
    return max(Decimal("Infinity") if figure is None else figure for figure in either)


RULE = Rule(
    id="TRF-018",
    code="CONDITION_UNANSWERED",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="A condition of the law is unanswered",
    fix="Answer the condition with true or false in product.attributes, or once for all goods in account.conditions.",
    legal_source="HTSUS chapter 99, subchapter III, U.S. notes",
    explanation="Fires when a record of the law asks a fact that code, origin, dates, value and metals do not tell "
    "(civil aircraft, vehicle part, packaged for consumption, exclusion claimed), nobody answered it, and the duty "
    "is another one either way. The figure is then unknown; the details hold the duty of the line for both answers "
    "and the most it can be.",
    check=_check,
    deduction=5,
    reads_plan=True,
)
