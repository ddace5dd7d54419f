"""VAL-007: nobody said whether there were assists or royalties."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.yes_no import is_answered


def _check(case: Case) -> Iterator[Hit]:
    open_count = sum(
        not is_answered(product, "assists", "assist", "royalties") for product in case.products.values()
    )
    if open_count:
        yield Hit(
            field="account.assists",
            message=f"Assists and royalties are not answered for {open_count} of {len(case.products)} products; "
            "the papers say that they are not stated.",
            missing=True,
        )


RULE = Rule(
    id="VAL-007",
    code="ASSISTS_UNANSWERED",
    severity=Severity.INFO,
    scope=Scope.PLAN,
    title="Assists and royalties not answered",
    fix="Set attributes.assists to false on products, or tell the broker what was furnished to the maker.",
    legal_source="19 CFR 141.86(a)(11); 19 CFR 152.102(a); 19 CFR 152.103(f)",
    explanation="Told once a plan while a product does not say whether dies, moulds, tooling, designs or "
    "royalties were furnished or paid outside the price. They belong to the customs value.",
    check=_check,
    deduction=0,
)
