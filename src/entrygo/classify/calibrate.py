"""What a score is worth: the chance that the first candidate is right, learned from descriptions held out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from entrygo.classify.linear import Doubles

Share: TypeAlias = float  # house: allow exact-money -- a chance between 0 and 1

_ROUNDS, _PENALTY, _BINS = 40, 1.0, 10
KIN = ("listing", "synonym", "older_ruling")
CHANCE = (
    "one", "odds", "lead", "said", "said_odds", "alike", "long", "long_odds",
    *(f"kin_{kind}" for kind in KIN), "kin_listing_odds", "odds_squared", "odds_signed", "covered", "older",
)  # fmt: skip
"""What a chance is read from, in the order of a curve's weights."""

_ENOUGH = 6
"""More informative words than this make an answer no surer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What the chance is read from: the model's own shares of the first and second, and how much was said."""

    first: Share
    second: Share
    informative: int
    words: int
    alike: Share
    """The cosine of the nearest example that has the first candidate's code."""

    kin: tuple[Share, ...] = (0.0, 0.0, 0.0)
    """What share of the nearest examples is of each kind of :data:`KIN`."""

    covered: Share = 0.0
    """How much of what the description says stands in the schedule's words for the first line."""

    older: Share = 0.0
    """The cosine of the nearest older ruling that has the first candidate's code: such goods keep their code."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Two logistic curves over the same inputs, six digits and ten, and one over likeness alone."""

    six: Doubles
    ten: Doubles
    likeness: Doubles

    def at_six(self, signal: Signal) -> Share:
        """The chance that the first subheading is right."""
        return _chance(self.six, signal)

    def at_ten(self, signal: Signal) -> Share:
        """The chance that the first line is right."""
        return _chance(self.ten, signal)

    def of_likeness(self, alike: Share) -> Share:
        """The chance that goods whose words are so much alike (cosine) share six digits."""
        return float(1 / (1 + np.exp(-_of_likeness(alike) @ self.likeness)))


def curve(signals: Sequence[Signal], right: Sequence[bool], weights: Sequence[Share]) -> Doubles:
    """The curve that fits decisions held out, by Newton's method with a small penalty."""
    return _logistic(np.array([_inputs(signal) for signal in signals]), right, weights)


def likeness_curve(alike: Sequence[Share], same: Sequence[bool]) -> Doubles:
    """How the chance of the same six digits grows with likeness, from pairs of nearest examples."""
    return _logistic(np.array([_of_likeness(each) for each in alike]), same, [1.0] * len(same))


def _of_likeness(alike: Share) -> Doubles:
    return np.array([1.0, alike, alike**4])


def _logistic(inputs: Doubles, right: Sequence[bool], weights: Sequence[Share]) -> Doubles:
    goal, weight = np.array(right, np.float64), np.array(weights, np.float64)
    fitted = np.zeros(inputs.shape[1])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-inputs @ fitted))
        gradient = inputs.T @ (weight * (goal - chance)) - _PENALTY * fitted
        spread = (inputs * (weight * chance * (1 - chance))[:, None]).T @ inputs + _PENALTY * np.eye(
            len(fitted)
        )
        step = np.linalg.solve(spread, gradient)
        fitted += step
        if float(np.abs(step).max()) < 1e-6:
            break
    return np.asarray(fitted)


def reliability(chances: Sequence[Share], right: Sequence[bool]) -> list[tuple[Share, Share, int]]:
    """For ten equal bands of the stated chance: its mean, the share right, how many. None for empty bands."""
    stated, held = np.array(chances), np.array(right, np.float64)
    band = np.minimum((stated * _BINS).astype(int), _BINS - 1)
    return [
        (float(stated[band == n].mean()), float(held[band == n].mean()), int((band == n).sum()))
        for n in range(_BINS)
        if (band == n).any()
    ]


def calibration_error(chances: Sequence[Share], right: Sequence[bool]) -> Share:
    """The expected calibration error: the mean gap between stated chance and share right, over ten bands."""
    bands = reliability(chances, right)
    return sum(abs(stated - held) * count for stated, held, count in bands) / max(len(chances), 1)


def _chance(fitted: Doubles, signal: Signal) -> Share:
    return float(1 / (1 + np.exp(-_inputs(signal) @ fitted)))


def _inputs(signal: Signal) -> Doubles:
    first, second = (min(max(share, 1e-4), 1 - 1e-4) for share in (signal.first, signal.second))
    odds, lead = np.log(first / (1 - first)), np.log(first / second)
    said = min(signal.informative, _ENOUGH) / _ENOUGH
    long = np.log1p(signal.words) / 3
    plain = (1.0, odds, min(lead, 6.0), said, said * odds, signal.alike, long, long * odds)
    bent = (odds * odds, odds * abs(odds))
    return np.array([*plain, *signal.kin, signal.kin[0] * odds, *bent, signal.covered, signal.older])
