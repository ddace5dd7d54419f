"""The verdict: a score whose named parts sum to it, readiness, the next action and the strategy in words."""

from collections.abc import Iterable, Sequence

from entrygo.contract.findings import Finding, Severity
from entrygo.contract.plan import Deduction, Readiness

BASE = 100
WORST_FIRST = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
"""The rank of a severity wherever findings are listed."""

NEXT_ACTION = {
    Readiness.READY: "execute",
    Readiness.REVIEW_REQUIRED: "review_flags_then_execute",
    Readiness.BLOCKED: "fix_validation_errors",
}

STRATEGY = {
    Readiness.READY: "Group U.S.-bound orders into the planned entries and execute the export batch.",
    Readiness.REVIEW_REQUIRED: (
        "Group U.S.-bound orders by operational readiness and generate an export batch before broker-facing review."
    ),
    Readiness.BLOCKED: (
        "Fix the validation errors, then plan the U.S.-bound orders again before any export batch is executed."
    ),
}
NOTHING_TO_EXPORT = "None of the requested orders can be exported; see the reason beside each excluded order."


def score_breakdown(findings: Iterable[Finding]) -> tuple[Deduction, ...]:
    """The parts of the score: the base, each finding's deduction, and what the floor of 0 gives back."""
    parts = [Deduction(code="BASE", points=BASE)]
    parts.extend(
        Deduction(
            code=finding.code,
            points=-finding.deduction,
            rule=finding.rule,
            product_id=finding.product_id,
            order_id=finding.order_id,
        )
        for finding in findings
        if finding.severity is not Severity.INFO and finding.deduction
    )
    below = sum(part.points for part in parts)
    if below < 0:
        parts.append(Deduction(code="FLOOR", points=-below))
    return tuple(parts)


def score(parts: Sequence[Deduction]) -> int:
    """The sum of the parts, 0 to 100."""
    return sum(part.points for part in parts)


def readiness(findings: Iterable[Finding]) -> Readiness:
    """Any error blocks; else any warning asks for review; else ready."""
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return Readiness.BLOCKED
    if Severity.WARNING in severities:
        return Readiness.REVIEW_REQUIRED
    return Readiness.READY
