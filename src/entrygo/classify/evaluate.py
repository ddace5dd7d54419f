"""How often the first candidates are right, with intervals, beside plain BM25 over the schedule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from entrygo.classify.calibrate import Share, calibration_error
from entrygo.classify.features import Query, asked
from entrygo.classify.index import Index
from entrygo.classify.rank import Ranked

DIGITS = (4, 6, 8, 10)
SHORT, FEW_WORDS = "short", 6
"""Descriptions of so few words, of all sources, whose ten digits are known, are counted once more by themselves."""

_NORMAL = 1.96


@dataclass(frozen=True, slots=True)
class Counted:
    """So many right of so many, with Wilson's interval at 95 percent."""

    right: int
    of: int

    @property
    def share(self) -> Share:
        """The share that is right; 0 of none."""
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[Share, Share]:
        """Between which shares the truth lies with 95 percent."""
        if not self.of:
            return 0.0, 1.0
        spread = _NORMAL**2 / self.of
        middle = (self.share + spread / 2) / (1 + spread)
        half = (
            _NORMAL
            / (1 + spread)
            * float(np.sqrt(self.share * (1 - self.share) / self.of + spread / self.of / 4))
        )
        return middle - half, middle + half


@dataclass(slots=True)
class Tally:
    """What is counted over descriptions with known codes."""

    first: dict[int, list[bool]] = field(default_factory=lambda: {digits: [] for digits in DIGITS})
    in_five: dict[int, list[bool]] = field(default_factory=lambda: {digits: [] for digits in DIGITS})
    stated: dict[int, list[Share]] = field(default_factory=lambda: {digits: [] for digits in DIGITS})

    def add(
        self, codes: Sequence[str], answers: Sequence[str], chances: dict[int, Share] | None = None
    ) -> None:
        """Counts one description: its codes, and lines proposed, best first (of one subheading the best alone)."""
        for digits in DIGITS:
            named = {code[:digits] for code in codes if len(code) >= digits}
            if not named:
                continue
            proposed = list(dict.fromkeys(answer[:digits] for answer in answers))
            self.first[digits].append(bool(proposed) and proposed[0] in named)
            self.in_five[digits].append(bool(named & set(proposed[:5])))
            if chances and digits in chances:
                self.stated[digits].append(chances[digits])

    def top(self, digits: int) -> Counted:
        """How often the first is right to these digits."""
        return Counted(sum(self.first[digits]), len(self.first[digits]))

    def top_five(self, digits: int) -> Counted:
        """How often one of the first five is."""
        return Counted(sum(self.in_five[digits]), len(self.in_five[digits]))

    def error(self, digits: int) -> Share | None:
        """The expected calibration error, where chances were stated."""
        stated = self.stated[digits]
        return calibration_error(stated, self.first[digits]) if stated else None


def proposed(index: Index, ranked: Ranked) -> list[str]:
    """Ten-digit codes, best first: the best line of each subheading, in the subheadings' order."""
    best: dict[int, str] = {}
    for line in ranked.lines:
        best.setdefault(line.subheading, index.corpus.codes[line.line])
    return [
        best.get(int(number), index.corpus.codes[index.first_line[number]]) for number in ranked.subheadings
    ]


def plain_bm25(index: Index, query: Query) -> list[str]:
    """The yardstick: lines by BM25 of the whole path, nothing else."""
    scores = asked(index, query).scores[index.section("line")]
    best = np.argsort(-scores, kind="stable")[:400]
    return [index.corpus.codes[line] for line in best]


def summed(tallies: Mapping[str, Tally]) -> Tally:
    """The tallies of all sources as one; the short descriptions among them are counted once."""
    total = Tally()
    for source, tally in tallies.items():
        if source == SHORT:
            continue
        for digits in DIGITS:
            total.first[digits] += tally.first[digits]
            total.in_five[digits] += tally.in_five[digits]
            total.stated[digits] += tally.stated[digits]
    return total
