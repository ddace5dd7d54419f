"""PTY-010: nobody said whether seller and buyer are related."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.yes_no import is_answered


def _check(case: Case) -> Iterator[Hit]:
    open_count = sum(
        not is_answered(product, "relatedParty", "relatedParties") for product in case.products.values()
    )
    if open_count:
        yield Hit(
            field="account.relatedParties",
            message=f"Whether seller and buyer are related is not answered for {open_count} of "
            f"{len(case.products)} products; the papers say so.",
            missing=True,
        )


RULE = Rule(
    id="PTY-010",
    code="RELATED_PARTIES_UNANSWERED",
    severity=Severity.INFO,
    scope=Scope.PLAN,
    title="Related parties not answered",
    fix="Tell the broker at execution, or set attributes.relatedParty to true or false on the products.",
    legal_source="19 USC 1401a(b)(2)(B); 19 CFR 152.103(l)",
    explanation="Told once a plan when a product carries no relatedParty attribute. Between related parties "
    "the price must pass a test before it may serve as the value. Sales to consumers are unrelated, so nothing "
    "is deducted.",
    check=_check,
    deduction=0,
)
