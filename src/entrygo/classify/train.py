"""From a corpus to a model: near-duplicates in one fold, weights learned on what was held out, chances out of fold."""

import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from entrygo.classify.calibrate import Calibration, Share, Signal, curve, likeness_curve
from entrygo.classify.corpus import SOURCES, Corpus, Progress
from entrygo.classify.edition import ClassifierError, Model
from entrygo.classify.features import (
    SUBHEADING,
    Asked,
    Query,
    asked,
    line_features,
    query_of_example,
    similarities,
    subheading_features,
)
from entrygo.classify.index import Index
from entrygo.classify.linear import Choice, Doubles, fit
from entrygo.classify.ragged import Floats, Ints
from entrygo.classify.rank import Ranked, rank

Read: TypeAlias = Callable[[Index, int], Query]
"""Makes the query that an example's own text would be."""

FOLDS = 5
WEIGHTS: Mapping[str, Share] = {
    "ruling": 2.0,
    "older_ruling": 1.0,
    "listing": 1.5,
    "synonym": 0.5,
    "own": 1.5,
}
"""What a decision of each source counts in training. Names of goods teach no weights: they only vouch for codes."""

_MOST = {"ruling": 3000, "older_ruling": 900, "listing": 1500, "synonym": 900, "own": 1500}
_ALIKE, _RAREST, _NARROW = 0.6, 6, 35
_PENALTY = 3.0


@dataclass(frozen=True, slots=True)
class HeldOut:
    """One example ranked by a model that never saw it; ``fold`` is the part it was held out with."""

    example: int
    source: str
    ranked: Ranked
    signals: tuple[Signal, Signal]
    fold: int


@dataclass(frozen=True, slots=True)
class Trained:
    """A model and what it did on examples held out, for the figures.

    ``chances`` are those stated at six and ten digits for each example held out, by curves that never saw its part.
    """

    model: Model
    held_out: tuple[HeldOut, ...]
    chances: tuple[tuple[Share, Share], ...]


@dataclass(frozen=True, slots=True)
class _Lesson:
    example: int
    fold: int
    subheading: Choice | None
    lines: tuple[Choice, ...]


def train(
    corpus: Corpus,
    progress: Progress,
    read: Read = query_of_example,
    only: Collection[int] | None = None,
) -> Trained:
    """Learns from the examples of a corpus. ``ClassifierError`` where fewer than fifty can be learned from.

    ``read`` makes the query of an example; ``only`` are the examples it can make one of, all where not given.
    """
    folds = _folds(corpus)
    chosen = [number for number in chosen_examples(corpus) if only is None or number in only]
    if len(chosen) < 50:
        raise ClassifierError(
            "a classifier wants at least 50 examples with six digits or more that the schedule has"
        )
    indexes = [Index(corpus, folds == fold) for fold in range(FOLDS)]
    lessons = []
    for number, example in enumerate(chosen):
        progress("reading examples", number, len(chosen))
        fold = int(folds[example])
        lessons.append(_lesson(indexes[fold], example, fold, read))
    held_out = []
    for fold in range(FOLDS):
        subheading, line = _weights([lesson for lesson in lessons if lesson.fold != fold])
        for number, lesson in enumerate(each for each in lessons if each.fold == fold):
            progress(f"testing part {fold + 1} of {FOLDS}", number, len(chosen) // FOLDS)
            query = read(indexes[fold], lesson.example)
            ranked = rank(indexes[fold], subheading, line, query)
            source = SOURCES[corpus.examples.source[lesson.example]]
            held_out.append(HeldOut(lesson.example, source, ranked, ranked.signals(indexes[fold]), fold))
    subheading, line = _weights(lessons)
    progress("done", len(chosen), len(chosen))
    calibration = Calibration(
        *_curves(corpus, indexes[0], held_out), _likeness(corpus, [each.example for each in held_out])
    )
    chances = _stated_out_of_fold(corpus, indexes[0], held_out, calibration)
    return Trained(Model(subheading, line, calibration), tuple(held_out), chances)


def right_at(corpus: Corpus, example: int, code: str, digits: int) -> bool | None:
    """Whether a code agrees with an example's to these digits; ``None`` where none of its codes goes that far."""
    named = {each[:digits] for each in corpus.examples.codes[example] if len(each) >= digits}
    return code[:digits] in named if named else None


def chosen_examples(corpus: Corpus) -> list[int]:
    """Examples to learn from: those with six digits the schedule has, of each source at most so many."""
    six = {code[:6] for code in corpus.codes}
    by_source: dict[str, list[int]] = defaultdict(list)
    for number, codes in enumerate(corpus.examples.codes):
        source = SOURCES[corpus.examples.source[number]]
        if source in WEIGHTS and any(code[:6] in six for code in codes if len(code) >= 6):
            by_source[source].append(number)
    for source, numbers in by_source.items():
        numbers.sort(key=lambda number: _shuffled(corpus, number))
        del numbers[_MOST[source] :]
    return sorted(number for numbers in by_source.values() for number in numbers)


def _shuffled(corpus: Corpus, example: int) -> int:
    """A number that scatters examples by their words alone: the same on every machine, whatever else is learned."""
    words = (corpus.vocabulary[word] for word in corpus.examples.words.row(example))
    return zlib.crc32(" ".join(sorted(words)).encode())


def _folds(corpus: Corpus) -> Ints:
    """A fold for each example; near-duplicates, and all goods of one ruling, share it.

    Names of goods have none (-1) and are never held out: they were written for the schedule, not taken from examples,
    and stand in the file whatever is asked of it.
    """
    root = list(range(len(corpus.examples)))
    lent = corpus.examples.source == SOURCES.index("goods")

    def top(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    sets = [frozenset(corpus.examples.words.row(number).tolist()) for number in range(len(root))]
    frequency = Counter(word for words in sets for word in words)
    seen: dict[int, list[int]] = defaultdict(list)
    first: dict[str, int] = {}
    for number, words in enumerate(sets):
        if lent[number]:
            continue
        if ruling := corpus.examples.number[number]:
            root[top(number)] = top(first.setdefault(ruling, number))
        rarest = sorted(words, key=lambda word: (frequency[word], word))[:_RAREST]
        for other in {other for word in rarest for other in seen[word]}:
            if len(words & sets[other]) >= _ALIKE * len(words | sets[other]):
                root[top(number)] = top(other)
        for word in rarest:
            seen[word].append(number)
    folds = (-1 if lent[number] else _shuffled(corpus, top(number)) % FOLDS for number in range(len(root)))
    return np.fromiter(folds, np.int32, len(root))


def _lesson(index: Index, example: int, fold: int, read: Read) -> _Lesson:
    answer = asked(index, read(index, example))
    alike = similarities(index, answer)
    codes = index.corpus.examples.codes[example]
    weight = WEIGHTS[SOURCES[index.corpus.examples.source[example]]]
    right = {index.subheading_place[code[:6]] for code in codes if code[:6] in index.subheading_place}
    lines = [index.line_place[code] for code in codes if code in index.line_place]
    return _Lesson(
        example,
        fold,
        _subheading_choice(index, answer, alike, right=sorted(right), weight=weight),
        tuple(
            choice
            for one in sorted(right)
            if (choice := _line_choice(index, answer, alike, below=one, right=lines, weight=weight))
        ),
    )


def _subheading_choice(
    index: Index, answer: Asked, alike: Floats, *, right: Sequence[int], weight: Share
) -> Choice | None:
    chosen, features = subheading_features(index, answer, alike)
    held = np.isin(chosen, right).astype(np.float64)
    if not held.any():
        return None
    columns = [SUBHEADING.index(name) for name in ("line_of_best", "told_subheading", "told_heading")]
    rough = features[:, columns] @ np.array([1, 2, 1], np.float32) + 10 * held
    kept = np.argsort(-rough, kind="stable")[:_NARROW]
    return Choice(features[kept], held[kept], weight)


def _line_choice(
    index: Index, answer: Asked, alike: Floats, *, below: int, right: Sequence[int], weight: Share
) -> Choice | None:
    lines, features = line_features(index, answer, alike, below)
    held = np.isin(lines, right).astype(np.float64)
    return Choice(features, held, weight) if held.any() and len(lines) > 1 else None


def _weights(lessons: Sequence[_Lesson]) -> tuple[Doubles, Doubles]:
    subheading = fit([lesson.subheading for lesson in lessons if lesson.subheading], _PENALTY)
    return subheading, fit([choice for lesson in lessons for choice in lesson.lines], _PENALTY)


def _stated_out_of_fold(
    corpus: Corpus, index: Index, held_out: Sequence[HeldOut], fitted: Calibration
) -> tuple[tuple[Share, Share], ...]:
    """For each example held out the chances that curves fitted to the other parts state."""
    by_fold = {}
    for fold in sorted({each.fold for each in held_out}):
        others = [each for each in held_out if each.fold != fold]
        by_fold[fold] = Calibration(*_curves(corpus, index, others), fitted.likeness) if others else fitted
    return tuple(
        (by_fold[each.fold].at_six(each.signals[0]), by_fold[each.fold].at_ten(each.signals[1]))
        for each in held_out
    )


def _curves(corpus: Corpus, index: Index, held_out: Sequence[HeldOut]) -> tuple[Doubles, Doubles]:
    """The chances at six and ten digits, fitted so that each source counts alike, however many of it are held."""
    curves, of_source = [], Counter(each.source for each in held_out)
    for place, digits in enumerate((6, 10)):
        signals, right, weights = [], [], []
        for each in held_out:
            code = _answer(corpus, index, each, digits)
            if (held := right_at(corpus, each.example, code, digits)) is not None:
                signals.append(each.signals[place])
                right.append(held)
                weights.append(len(held_out) / len(of_source) / of_source[each.source])
        curves.append(curve(signals, right, weights))
    return curves[0], curves[1]


def _likeness(corpus: Corpus, chosen: Sequence[int]) -> Doubles:
    """Each example against the nearest other: how alike they are, and whether a code agrees to six digits."""
    index = Index(corpus)
    alike, same = [], []
    for example in chosen:
        near = similarities(index, asked(index, query_of_example(index, example)))
        near[example] = 0
        other = int(near.argmax())
        ours, theirs = (
            {code[:6] for code in corpus.examples.codes[n] if len(code) >= 6} for n in (example, other)
        )
        if theirs:
            alike.append(float(near[other]))
            same.append(bool(ours & theirs))
    return likeness_curve(alike, same)


def _answer(corpus: Corpus, index: Index, each: HeldOut, digits: int) -> str:
    if digits == 6:
        return str(index.subheadings[int(each.ranked.subheadings[0])])
    return corpus.codes[each.ranked.lines[0].line]
