"""TRF-033: an answer to a condition of the law that is neither true nor false."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.conditions import CONDITIONS, unreadable_in

MOST_SHOWN = 40


def _check(_case: Case, product: Product) -> Iterator[Hit]:
    for name, answer in sorted(unreadable_in(product.attributes).items()):
        yield Hit(
            field=f"product.attributes.{name}",
            message=f"Product {product.label} answers {name} with {str(answer)[:MOST_SHOWN]!r}, which is neither true "
            "nor false and answers nothing.",
            fix=f"Answer {name} with true or false: {CONDITIONS[name].question}.",
            details={"condition": name},
        )


RULE = Rule(
    id="TRF-033",
    code="CONDITION_ANSWER_MALFORMED",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="An answer to a condition is neither true nor false",
    fix="Answer the condition with true or false.",
    legal_source="HTSUS chapter 99, subchapter III, U.S. notes",
    explanation="Fires when an attribute that has the name of a condition of the law (packaged, vehiclePart, "
    "exclusionClaimed) holds another value than true, false, yes or no. Such an answer counts as none, so a duty "
    "that hangs on it stays unknown, and a claim is not made.",
    check=_check,
    deduction=5,
)
