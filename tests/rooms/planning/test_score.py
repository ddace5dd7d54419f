"""The score explains itself: its parts sum to it, whatever was found."""

import random

import pytest

from entrygo.contract.findings import Finding, Severity
from entrygo.contract.plan import Readiness
from entrygo.planning.score import readiness, score, score_breakdown


def finding(severity: Severity, deduction: int) -> Finding:
    """A finding that matters only by its severity and deduction."""
    return Finding(
        rule="TST-001",
        code="TEST",
        severity=severity,
        field="product.hsCode",
        message="m",
        fix="f",
        legal_source="l",
        deduction=deduction,
    )


@pytest.mark.requirement("readiness:score:breakdown", "readiness:score:range")
def test_the_parts_sum_to_the_score_over_ten_thousand_sets_of_findings() -> None:
    """Base, deductions and floor are all there is; the score stays within 0 and 100."""
    dice = random.Random(20261123)
    for _ in range(10_000):
        found = [
            finding(dice.choice(list(Severity)), dice.choice([0, 1, 5, 10, 25, 26, 40]))
            for _ in range(dice.randrange(0, 12))
        ]
        parts = score_breakdown(found)
        deducted = sum(each.deduction for each in found if each.severity is not Severity.INFO)
        assert sum(part.points for part in parts) == score(parts) == max(0, 100 - deducted)
        assert [part.code for part in parts[:1]] == ["BASE"]
        assert any(part.code == "FLOOR" for part in parts) == (deducted > 100)


@pytest.mark.requirement("readiness:score:info-free")
def test_information_deducts_nothing() -> None:
    """Even where a rule's record names a deduction."""
    assert score(score_breakdown([finding(Severity.INFO, 26)])) == 100


@pytest.mark.requirement("readiness:state:blocked", "readiness:state:review", "readiness:state:ready")
@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ([], Readiness.READY),
        ([Severity.INFO], Readiness.READY),
        ([Severity.INFO, Severity.WARNING], Readiness.REVIEW_REQUIRED),
        ([Severity.WARNING, Severity.ERROR, Severity.INFO], Readiness.BLOCKED),
    ],
)
def test_the_worst_severity_decides_readiness(severities: list[Severity], expected: Readiness) -> None:
    """Any error blocks, else any warning asks for review."""
    assert readiness([finding(severity, 5) for severity in severities]) is expected
