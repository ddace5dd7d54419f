"""What the schedule says as vectors of a sentence encoder, for classifiers built with one (the extra ``encoder``)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from entrygo.classify.corpus import Progress
from entrygo.classify.encoder import Embed
from entrygo.classify.index import Index
from entrygo.classify.ragged import Floats, Ints

SENSE = ("sense_6", "sense_4", "sense_6_of_best")
"""Features that a description's vector adds to a subheading: cosines, and the share of the best one's."""

Kept: TypeAlias = NDArray[np.int8]
_SCALE = 127
_LONGEST, _AT_ONCE = 300, 64
_CANDIDATES = 25


@dataclass(frozen=True, slots=True)
class Senses:
    """A row for each subheading and each heading, in a byte a number; ``encoder`` is the hash of its files."""

    encoder: str
    subheadings: Kept
    headings: Kept

    def columns(self, index: Index, vector: Floats) -> dict[str, Floats]:
        """The features of every subheading for a description's vector."""
        six, four = (_cosines(rows, vector) for rows in (self.subheadings, self.headings))
        best = max(float(six.max()), 1e-6)
        return {
            "sense_6": six,
            "sense_4": four[index.heading_of_subheading],
            "sense_6_of_best": six / np.float32(best),
        }


def nearest(columns: Mapping[str, Floats]) -> Ints:
    """The subheadings nearest in sense, which are candidates whatever their words."""
    rough = columns["sense_6"] + np.float32(0.5) * columns["sense_4"]
    count = min(_CANDIDATES, len(rough))
    return np.argpartition(-rough, count - 1)[:count].astype(np.int32)


def senses_of(index: Index, embed: Embed, encoder: str, told: Progress) -> Senses:
    """The schedule's vectors: of each subheading's words from the heading down, and of each heading's own."""
    firsts = index.first_line[:-1]
    six = [
        " ".join(index.path(int(first))[: int(deep)]) for first, deep in zip(firsts, index.depth, strict=True)
    ]
    lead = np.searchsorted(index.heading_of_subheading, np.arange(len(index.headings)))
    four = [index.path(int(firsts[first]))[0] for first in lead]
    texts = [text[:_LONGEST] for text in (*six, *four)]
    rows = kept(embedded(embed, texts, told))
    return Senses(encoder, rows[: len(six)], rows[len(six) :])


def embedded(embed: Embed, texts: Sequence[str], told: Progress) -> Floats:
    """Vectors of many texts, with word of how far it is."""
    parts = []
    for done in range(0, len(texts), _AT_ONCE):
        told("reading senses", done, len(texts))
        parts.append(embed([text[:_LONGEST] for text in texts[done : done + _AT_ONCE]]))
    return np.concatenate(parts)


def kept(rows: Floats) -> Kept:
    """Rows of length 1 in a byte a number."""
    return np.asarray(np.rint(rows * _SCALE), np.int8)


def _cosines(rows: Kept, vector: Floats) -> Floats:
    return np.asarray(rows.astype(np.float32) @ vector / np.float32(_SCALE), np.float32)
