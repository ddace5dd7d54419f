"""From a description to ranked lines: subheadings by one linear model, the lines below them by another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from entrygo.classify.calibrate import KIN, Share, Signal
from entrygo.classify.corpus import SOURCES
from entrygo.classify.features import (
    Asked,
    Query,
    asked,
    line_features,
    similarities,
    subheading_features,
)
from entrygo.classify.index import Index
from entrygo.classify.law import kept_shares
from entrygo.classify.linear import Doubles, softmax
from entrygo.classify.ragged import Floats, Ints

_NEIGHBOURS = 20
OPENED = 12
"""Subheadings whose lines are ranked."""


@dataclass(frozen=True, slots=True)
class RankedLine:
    """A line with its share among all lines, and that of its subheading among all subheadings."""

    line: int
    subheading: int
    share: Share
    share_of_subheading: Share


@dataclass(frozen=True, slots=True)
class Ranked:
    """Subheadings and lines, best first, and all that was computed on the way.

    The best line of the first subheading leads, so that an answer's ten digits agree with its six; the others
    follow by their share of all lines.
    """

    answer: Asked
    alike: Floats
    subheadings: Ints
    shares: Doubles
    lines: tuple[RankedLine, ...]

    def signals(self, index: Index) -> tuple[Signal, Signal]:
        """What the chances at six and at ten digits are read from."""
        first = int(self.subheadings[0])
        line = self.answer.scores[index.section("line")][self.lines[0].line]
        six = Signal(
            first=float(self.shares[0]),
            second=float(self.shares[1]) if len(self.shares) > 1 else 0.0,
            informative=self.answer.query.informative,
            words=len(self.answer.query.words),
            alike=_nearest(index, self.alike, first),
            kin=_kin(index, self.alike),
            covered=float(line) / self.answer.total,
            older=_nearest(index, self.alike, first, "older_ruling"),
        )
        ten = replace(
            six, first=self.lines[0].share, second=self.lines[1].share if len(self.lines) > 1 else 0.0
        )
        return six, ten


@dataclass(frozen=True, slots=True)
class Pull:
    """How far (0 to 1), and by what margin of score."""

    share: Share
    margin: Share


@dataclass(frozen=True, slots=True)
class Push:
    """What the account's own products do to scores, by subheading and line: how far towards the lead, and beyond.

    A pull of 1 lifts a candidate to the best score and its margin above it; a pull of 0 leaves it where it is.
    """

    subheadings: dict[int, Pull]
    lines: dict[int, Pull]


def rank(index: Index, subheading: Doubles, line: Doubles, query: Query, push: Push | None = None) -> Ranked:
    """Ranks what the query may be. With a push, subheadings it names are candidates whatever their words."""
    answer = asked(index, query)
    alike = similarities(index, answer)
    named = tuple(push.subheadings) if push else ()
    chosen, features = subheading_features(index, answer, alike, named)
    scores = features.astype(np.float64) @ subheading
    if push:
        scores = _pulled(scores, chosen, push.subheadings)
    kept = kept_shares(index, answer.query, chosen)
    shares = softmax(scores) * np.maximum(kept, np.isin(chosen, named))
    shares /= shares.sum()
    order = np.argsort(-shares, kind="stable")
    chosen, shares = chosen[order], shares[order]
    lines: list[RankedLine] = []
    for place, (number, share) in enumerate(zip(chosen, shares, strict=True)):
        if place >= OPENED and int(number) not in named:
            continue
        below, described = line_features(index, answer, alike, int(number))
        score = described.astype(np.float64) @ line
        if push:
            score = _pulled(score, below, push.lines)
        lines += [
            RankedLine(int(each), int(number), float(share * part), float(share))
            for each, part in zip(below, softmax(score), strict=True)
        ]
    lines.sort(key=lambda ranked: (-ranked.share, ranked.line))
    lead = next(place for place, ranked in enumerate(lines) if ranked.subheading == int(chosen[0]))
    lines.insert(0, lines.pop(lead))
    return Ranked(answer, alike, chosen, shares, tuple(lines))


def _pulled(scores: Doubles, rows: Ints, pulls: Mapping[int, Pull]) -> Doubles:
    """Scores with each pull applied to where the candidate stood before any."""
    best = float(scores.max())
    lifted = scores.copy()
    for place, row in enumerate(rows):
        if pull := pulls.get(int(row)):
            lifted[place] += pull.share * (best - scores[place] + pull.margin)
    return lifted


def _kin(index: Index, alike: Floats) -> tuple[Share, ...]:
    """Of the nearest examples the share, by likeness, that is of each kind."""
    count = min(_NEIGHBOURS, len(alike))
    near = np.sort(np.argpartition(-alike, count - 1)[:count]) if count else np.zeros(0, np.int64)
    kinds, weights = index.corpus.examples.source[near], alike[near].astype(np.float64)
    total = max(float(weights.sum()), 1e-9)
    return tuple(float(weights[kinds == SOURCES.index(kind)].sum()) / total for kind in KIN)


def _nearest(index: Index, alike: Floats, subheading: int, source: str | None = None) -> Share:
    """How much alike the nearest example of a subheading is, of those of one source where it is named."""
    numbers = index.by_subheading.example[index.by_subheading.row == subheading]
    if source is not None:
        numbers = numbers[index.corpus.examples.source[numbers] == SOURCES.index(source)]
    return float(alike[numbers].max()) if len(numbers) else 0.0
