"""The score as steps: what each finding takes from a hundred, and what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]  # Any: JSON of an answer
PICTURE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One bar. It reaches from ``begin`` over ``width``, both in thousandths of the picture; ``points`` is its number.

    ``zero`` is where no points are left: what findings take beyond all of them lies before it. ``count`` tells how
    many deductions of one kind it sums.
    """

    code: str
    rule: str | None
    points: int
    begin: int
    width: int
    zero: int
    tone: str
    count: int = 1


def score_steps(parts: Sequence[Json]) -> list[Step]:
    """The parts of a score, those of one code together, largest first. Their points sum to the score.

    A score does not fall below zero: what lies below is the part ``FLOOR``, and its bar gives back up to zero.
    """
    grouped: dict[str, list[Json]] = {}
    for part in parts:
        grouped.setdefault(part["code"], []).append(part)
    sums = {code: sum(part["points"] for part in same) for code, same in grouped.items()}
    taken = sorted(sums.keys() - {"BASE", "FLOOR"}, key=lambda code: (sums[code], code))
    base, lowest = sums.get("BASE", 0), sum(sums.values()) - sums.get("FLOOR", 0)
    lowest = min(lowest, 0)
    whole = max(base - lowest, 1)

    def step(code: str, begin: int, end: int, tone: str) -> Step:
        same = grouped.get(code, [])
        at, to = (PICTURE * (each - lowest) // whole for each in sorted((begin, end)))
        return Step(
            code=code,
            rule=same[0]["rule"] if same else None,
            points=end - begin,
            begin=at,
            width=to - at,
            zero=PICTURE * -lowest // whole,
            tone=tone,
            count=max(len(same), 1),
        )

    steps, level = [step("BASE", 0, base, "act")], base
    for code in taken:
        steps.append(step(code, level, level + sums[code], "review"))
        level += sums[code]
    if floor := sums.get("FLOOR", 0):
        steps.append(step("FLOOR", level, level + floor, "soft"))
        level += floor
    return [*steps, step("SCORE", 0, level, "ready" if level else "blocked")]
