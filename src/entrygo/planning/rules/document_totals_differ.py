"""DOC-002: totals of mail, attachments and plan that differ, checked when documents are sealed."""

from collections.abc import Iterable

from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(_case: Case) -> Iterable[Hit]:
    return ()


RULE = Rule(
    id="DOC-002",
    code="DOCUMENT_TOTALS_DIFFER",
    severity=Severity.ERROR,
    scope=Scope.PLAN,
    title="Totals of mail, attachments and plan differ",
    fix="Execute again; if it stays, report it: the documents do not match their plan.",
    legal_source="19 CFR 141.86; 19 USC 1592",
    explanation="The totals of the broker's mail, of each attachment and of the plan must be the same. "
    "Planning makes no document, so this rule finds nothing there: the check runs when the documents of "
    "an export are sealed.",
    check=_check,
    deduction=25,
)
