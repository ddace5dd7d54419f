"""What a classifier is built from: lines of the schedule, labelled examples, counts of rulings. Rows in, words out."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from entrygo.classify.attributes import GROUPS, attributes_of
from entrygo.classify.ragged import Bits, Ints, Ragged
from entrygo.classify.text import is_pair, pairs_of, words_of

SOURCES = ("ruling", "older_ruling", "listing", "synonym", "goods", "own")
"""Where an example comes from. A ruling before 2012 is older: its heading is good evidence, its six digits less."""

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with a stage in words, steps done and steps in all."""

SCOPE_CHANGED = "2012"
"""The harmonized system was amended in 2012, 2017 and 2022: what was classified before may stand elsewhere now."""

_FIRST_OF_2012 = 200_000
_OFTEN = 3

NOT_FOR_GOODS = ("98", "99")
"""Chapters that name provisions, not goods; no product is classified there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRow:
    """A ten-digit line: its code in digits and the schedule's words for it, from the heading down."""

    code: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleRow:
    """A description and the codes it was given. Several codes are alternatives, each of them in part.

    ``number`` and ``date`` name a ruling; both are empty where there is none to cite.
    """

    source: str
    text: str
    codes: tuple[str, ...]
    number: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class ReadExample:
    """An example as it is kept: stems, the head phrase's stems, what the text says of the goods; no text."""

    source: str
    stems: tuple[str, ...]
    head: tuple[str, ...]
    bits: tuple[int, ...]
    codes: tuple[str, ...]
    number: str
    date: str


@dataclass(frozen=True, slots=True)
class Examples:
    """Labelled examples in the numbers of a vocabulary. ``bits`` has a row for each and a column for each group."""

    words: Ragged
    heads: Ragged
    bits: Bits
    codes: tuple[tuple[str, ...], ...]
    source: Ints
    number: tuple[str, ...]
    date: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything an index is made of, as numbers of words. ``vocabulary`` is sorted."""

    vocabulary: tuple[str, ...]
    segments: tuple[str, ...]
    segment_words: Ragged
    codes: tuple[str, ...]
    paths: Ragged
    rulings: Ints
    examples: Examples
    word_ids: Mapping[str, int] = field(compare=False, repr=False)

    def schedule(self) -> Iterator[ScheduleRow]:
        """The lines it was made of."""
        for number, code in enumerate(self.codes):
            yield ScheduleRow(code=code, path=tuple(self.segments[n] for n in self.paths.row(number)))

    def read_examples(self) -> Iterator[ReadExample]:
        """The examples it was made of."""
        kept = self.examples
        for number, codes in enumerate(kept.codes):
            yield ReadExample(
                source=SOURCES[kept.source[number]],
                stems=tuple(
                    word for place in kept.words.row(number) if not is_pair(word := self.vocabulary[place])
                ),
                head=tuple(self.vocabulary[word] for word in kept.heads.row(number)),
                bits=tuple(int(bits) for bits in kept.bits[number]),
                codes=codes,
                number=kept.number[number],
                date=kept.date[number],
            )

    def ruling_counts(self) -> dict[str, int]:
        """How many rulings name a line, of those that any names."""
        return {code: int(count) for code, count in zip(self.codes, self.rulings, strict=True) if count}


def read_example(row: ExampleRow) -> ReadExample | None:
    """A row read; ``None`` where it has no words or no code of goods."""
    words, codes = words_of(row.text), digits_of(row.codes)
    if not words.stems or not codes:
        return None
    older = row.source == "ruling" and is_older(row.number, row.date)
    source = "older_ruling" if older else row.source
    return ReadExample(
        source, words.stems, words.head, attributes_of(row.text).bits, codes, row.number, row.date
    )


def corpus_of(
    schedule: Iterable[ScheduleRow], examples: Sequence[ReadExample], rulings: Mapping[str, int]
) -> Corpus:
    """The corpus of these rows. Lines of chapters 98 and 99 are left out.

    ``rulings`` counts, for a ten-digit code, the rulings that name it.
    """
    lines = sorted(
        (row for row in schedule if not row.code.startswith(NOT_FOR_GOODS)), key=lambda row: row.code
    )
    if not lines:
        raise ValueError("the schedule holds no ten-digit line of chapters 1 to 97")
    segments = tuple(sorted({segment for row in lines for segment in row.path}))
    place = {segment: index for index, segment in enumerate(segments)}
    read = [words_of(segment).stems for segment in segments]
    known = {word for stems in read for word in stems}
    known |= {word for example in examples for word in (*example.stems, *example.head)}
    vocabulary = tuple(sorted(known | _pairs([*read, *(example.stems for example in examples)])))
    ids = {word: index for index, word in enumerate(vocabulary)}
    return Corpus(
        vocabulary=vocabulary,
        segments=segments,
        segment_words=Ragged.of([_ids(stems, ids) for stems in read]),
        codes=tuple(row.code for row in lines),
        paths=Ragged.of([[place[segment] for segment in row.path] for row in lines]),
        rulings=np.array([rulings.get(row.code, 0) for row in lines], np.int32),
        examples=_numbered(examples, ids),
        word_ids=ids,
    )


def is_older(number: str, date: str) -> bool:
    """Whether a ruling is from before 2012, by its date or, without one, by its number (N, H from 200000 are not).

    A text without number and date is taken to be of our time.
    """
    if date:
        return date[:4] < SCOPE_CHANGED
    return bool(number) and not (
        number[0] in "NH" and number[1:].isdecimal() and int(number[1:]) >= _FIRST_OF_2012
    )


def digits_of(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes without dots, those of goods alone, each once."""
    bare = (re.sub(r"\D", "", code) for code in codes)
    return tuple(
        dict.fromkeys(code[:10] for code in bare if len(code) >= 4 and not code.startswith(NOT_FOR_GOODS))
    )


def _pairs(texts: Iterable[Sequence[str]]) -> set[str]:
    """Neighbours that stand together in several texts."""
    seen = Counter(pair for stems in texts for pair in set(pairs_of(stems)))
    return {pair for pair, times in seen.items() if times >= _OFTEN}


def _ids(stems: Sequence[str], ids: Mapping[str, int]) -> list[int]:
    return [*(ids[word] for word in stems), *(ids[pair] for pair in pairs_of(stems) if pair in ids)]


def _numbered(examples: Sequence[ReadExample], ids: Mapping[str, int]) -> Examples:
    return Examples(
        words=Ragged.of([_ids(example.stems, ids) for example in examples]),
        heads=Ragged.of([[ids[word] for word in example.head] for example in examples]),
        bits=np.array([example.bits for example in examples], np.int64).reshape(len(examples), len(GROUPS)),
        codes=tuple(example.codes for example in examples),
        source=np.array([SOURCES.index(example.source) for example in examples], np.int32),
        number=tuple(example.number for example in examples),
        date=tuple(example.date for example in examples),
    )
