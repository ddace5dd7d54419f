"""The score as steps: what each finding takes from a hundred, and what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]  # Any: JSON of an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One bar. It reaches from ``begin`` over ``width``, both in hundredths of the picture; ``points`` is its number.

    ``count`` tells how many deductions of one kind it sums.
    """

    code: str
    rule: str | None
    points: int
    begin: int
    width: int
    tone: str
    count: int = 1


def score_steps(parts: Sequence[Json]) -> list[Step]:
    """The parts of a score, those of one code together, largest first. Their points sum to the score.

    A score does not fall below zero: what lies below is the part ``FLOOR``, and its bar gives back from zero upwards.
    """
    base = sum(part["points"] for part in parts if part["code"] == "BASE")
    floor = sum(part["points"] for part in parts if part["code"] == "FLOOR")
    grouped: dict[str, list[Json]] = {}
    for part in parts:
        if part["code"] not in {"BASE", "FLOOR"}:
            grouped.setdefault(part["code"], []).append(part)
    steps = [Step(code="BASE", rule=None, points=base, begin=0, width=base, tone="act")]
    level = base
    for code, same in sorted(
        grouped.items(), key=lambda pair: (sum(part["points"] for part in pair[1]), pair[0])
    ):
        points = sum(part["points"] for part in same)
        below, above = max(level + points, 0), max(level, 0)
        steps.append(
            Step(
                code=code,
                rule=same[0]["rule"],
                points=points,
                begin=below,
                width=above - below,
                tone="review",
                count=len(same),
            )
        )
        level += points
    if floor:
        steps.append(Step(code="FLOOR", rule=None, points=floor, begin=0, width=0, tone="soft"))
        level += floor
    steps.append(
        Step(
            code="SCORE", rule=None, points=level, begin=0, width=level, tone="ready" if level else "blocked"
        )
    )
    return steps
