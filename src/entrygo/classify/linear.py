"""A conditional logit: choose one of several candidates by a linear score. Trained by L-BFGS, in numpy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from entrygo.classify.ragged import Floats

Doubles: TypeAlias = NDArray[np.float64]
_ROUNDS, _MEMORY, _STOP = 120, 12, 1e-5


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision to learn from: features of the candidates, which of them are right, how much it counts."""

    features: Floats
    right: Doubles
    weight: float


def fit(choices: Sequence[Choice], penalty: float) -> Doubles:
    """The weight of each feature: the maximum of the likelihood less the penalty on squares, features scaled."""
    problem = _Problem(choices, penalty)
    weights = np.zeros(problem.features.shape[1])
    value, gradient = problem.at(weights)
    steps: list[tuple[Doubles, Doubles]] = []
    for _ in range(_ROUNDS):
        direction = -_scaled(gradient, steps)
        length, slope = (
            1.0 if steps else 1.0 / max(float(np.abs(gradient).sum()), 1.0),
            float(direction @ gradient),
        )
        while True:
            trial = weights + length * direction
            next_value, next_gradient = problem.at(trial)
            if next_value <= value + 1e-4 * length * slope or length < 1e-8:
                break
            length /= 2
        steps.append((trial - weights, next_gradient - gradient))
        steps = [pair for pair in steps[-_MEMORY:] if float(pair[0] @ pair[1]) > 1e-12]
        gain, weights, value, gradient = value - next_value, trial, next_value, next_gradient
        if gain < _STOP * abs(value):
            break
    return np.asarray(weights / problem.scale)


def softmax(scores: Doubles) -> Doubles:
    """Chances that sum to one."""
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum())


class _Problem:
    def __init__(self, choices: Sequence[Choice], penalty: float) -> None:
        self.features = np.concatenate([choice.features for choice in choices]).astype(np.float32)
        self.owner = np.repeat(np.arange(len(choices)), [len(choice.right) for choice in choices])
        self.starts = np.searchsorted(self.owner, np.arange(len(choices)))
        self.right = np.concatenate([choice.right / choice.right.sum() for choice in choices])
        self.weight = np.array([choice.weight for choice in choices])
        self.scale = self.features.std(axis=0).astype(np.float64)
        self.scale[self.scale < 1e-6] = np.inf
        self.features /= self.scale.astype(np.float32)
        self.penalty = penalty

    def at(self, weights: Doubles) -> tuple[float, Doubles]:  # house: allow exact-money -- a likelihood
        """The negative logarithm of the penalised likelihood, and its gradient."""
        scores = (self.features @ weights.astype(np.float32)).astype(np.float64)
        raised = np.exp(scores - np.maximum.reduceat(scores, self.starts)[self.owner])
        chance = raised / np.add.reduceat(raised, self.starts)[self.owner]
        weight = self.weight[self.owner]
        value = -float((weight * self.right * np.log(np.maximum(chance, 1e-12))).sum())
        change = ((chance - self.right) * weight).astype(np.float32) @ self.features
        value += self.penalty / 2 * float(weights @ weights)
        return value, change.astype(np.float64) + self.penalty * weights


def _scaled(gradient: Doubles, steps: Sequence[tuple[Doubles, Doubles]]) -> Doubles:
    """The gradient times the inverse curvature that the last steps showed."""
    result = gradient.copy()
    used: list[tuple[float, float]] = []
    for moved, changed in reversed(steps):
        inverse = 1 / float(moved @ changed)
        share = inverse * float(moved @ result)
        result -= share * changed
        used.append((share, inverse))
    if steps:
        moved, changed = steps[-1]
        result *= float(moved @ changed) / float(changed @ changed)
    for (moved, changed), (share, inverse) in zip(steps, reversed(used), strict=True):
        result += moved * (share - inverse * float(changed @ result))
    return np.asarray(result)
