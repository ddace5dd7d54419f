"""Lists of unequal length in two arrays, and sums over them without a loop."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int32]
Floats: TypeAlias = NDArray[np.float32]
Mask: TypeAlias = NDArray[np.bool_]
Bits: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Row ``i`` is ``flat[starts[i]:starts[i + 1]]``."""

    flat: Ints
    starts: Ints

    @classmethod
    def of(cls, rows: Iterable[Sequence[int] | Ints]) -> "Ragged":
        """The rows, copied into two arrays."""
        lists = [np.asarray(row, dtype=np.int32) for row in rows]
        starts = np.cumsum([0, *(len(row) for row in lists)], dtype=np.int32)
        return cls(np.concatenate(lists) if lists else np.zeros(0, np.int32), starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, index: int) -> Ints:
        """One row, as a view."""
        return self.flat[self.starts[index] : self.starts[index + 1]]

    def owners(self) -> Ints:
        """For each entry of ``flat`` the row it stands in."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.starts))

    def joined(self, groups: "Ragged") -> "Ragged":
        """Rows chained: row ``i`` of the answer holds the rows of ``self`` that ``groups.row(i)`` names."""
        sizes = np.diff(self.starts)[groups.flat]
        begin = np.repeat(self.starts[:-1][groups.flat], sizes)
        within = np.arange(len(begin)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        ends = np.concatenate([[0], np.cumsum(sizes)])[groups.starts]
        return Ragged(self.flat[begin + within], ends.astype(np.int32))


@dataclass(frozen=True, slots=True)
class Counts:
    """How often a word stands in a document: three arrays of one length, each pair of word and document once."""

    word: Ints
    doc: Ints
    times: Floats

    @classmethod
    def of(cls, word: Ints, doc: Ints, times: Floats | None = None) -> "Counts":
        """Pairs counted, in the order of words and then documents."""
        if not len(word):
            return cls(word.astype(np.int32), doc.astype(np.int32), np.zeros(0, np.float32))
        width = np.int64(doc.max()) + 1
        key, inverse = np.unique(word.astype(np.int64) * width + doc, return_inverse=True)
        sums = np.bincount(inverse, weights=times, minlength=len(key))
        return cls((key // width).astype(np.int32), (key % width).astype(np.int32), sums.astype(np.float32))

    @classmethod
    def in_rows(cls, rows: Ragged) -> "Counts":
        """Each row is a document."""
        return cls.of(rows.flat, rows.owners())

    def capped(self, most: float) -> "Counts":
        """No word more often than this."""
        return Counts(self.word, self.doc, np.minimum(self.times, np.float32(most)))

    def plus(self, other: "Counts") -> "Counts":
        """Both added up."""
        return Counts.of(
            np.concatenate([self.word, other.word]),
            np.concatenate([self.doc, other.doc]),
            np.concatenate([self.times, other.times]),
        )


@dataclass(frozen=True, slots=True)
class Postings:
    """For each word the documents it stands in and what it adds to their score."""

    starts: Ints
    docs: Ints
    weights: Floats
    size: int

    @classmethod
    def of(cls, parts: Sequence[tuple[int, Ints, Ints, Floats]], words: int, size: int) -> "Postings":
        """Sections side by side: each with the offset of its first document, its words, documents and weights."""
        word = np.concatenate([part[1] for part in parts])
        order = np.argsort(word, kind="stable")
        docs = np.concatenate([part[2] + np.int32(part[0]) for part in parts])[order]
        weights = np.concatenate([part[3] for part in parts])[order]
        starts = np.searchsorted(word[order], np.arange(words + 1)).astype(np.int32)
        return cls(starts, docs.astype(np.int32), weights.astype(np.float32), size)

    def scores(self, words: Iterable[int], weights: Iterable[float]) -> Floats:
        """The weighted sum over the words, for every document."""
        total = np.zeros(self.size, np.float32)
        for word, weight in zip(words, weights, strict=True):
            part = slice(self.starts[word], self.starts[word + 1])
            total[self.docs[part]] += np.float32(weight) * self.weights[part]
        return total


def bm25(counts: Counts, documents: int, k1: float = 1.2, b: float = 0.75) -> tuple[Floats, Floats]:
    """BM25 weights of the counts (Robertson and Zaragoza), and the inverse document frequency of each word."""
    length = np.bincount(counts.doc, weights=counts.times, minlength=documents)
    mean = max(float(length.mean()), 1e-9)
    words = int(counts.word.max()) + 1 if len(counts.word) else 0
    frequency = np.bincount(counts.word, minlength=words)
    idf = np.log1p((documents - frequency + 0.5) / (frequency + 0.5))
    damping = k1 * (1 - b + b * length[counts.doc] / mean)
    weights = counts.times * (k1 + 1) / (counts.times + damping) * idf[counts.word]
    return weights.astype(np.float32), idf.astype(np.float32)


def smoothed(counts: Counts, documents: int, strength: float = 40.0) -> tuple[Floats, Floats]:
    """Weights of a naive Bayes classifier with Dirichlet smoothing, and what each document adds for every word."""
    total = np.bincount(counts.doc, weights=counts.times, minlength=documents)
    share = np.bincount(counts.word, weights=counts.times) / max(float(counts.times.sum()), 1e-9)
    expected = np.maximum(strength * share[counts.word], 1e-12)
    base = np.log(strength / (total + strength))
    return np.log1p(counts.times / expected).astype(np.float32), base.astype(np.float32)
