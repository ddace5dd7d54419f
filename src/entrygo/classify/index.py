"""The index over a corpus: what each word says for every line, subheading, heading and example, in one table."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from entrygo.classify.attributes import GROUPS, attributes_of
from entrygo.classify.corpus import Corpus
from entrygo.classify.ragged import Bits, Counts, Floats, Ints, Mask, Postings, Ragged, bm25, smoothed
from entrygo.classify.text import is_pair

SECTIONS = (
    "line", "line_own", "subheading", "own_words", "heading", "heading_text",
    "subheading_examples", "heading_examples", "subheading_bayes", "heading_bayes", "example",
)  # fmt: skip
"""The parts of the table, in its order: BM25 over ever wider texts, then naive Bayes, then examples by cosine."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Which example supports which row: pairs, with the share of the example that goes to it."""

    example: Ints
    row: Ints
    share: Floats


class Index:
    """A corpus ready to be asked. Deterministic: the same corpus gives the same numbers."""

    def __init__(self, corpus: Corpus, without: Mask | None = None) -> None:
        """``without`` masks examples that must not speak (those a description is tested against)."""
        self.corpus = corpus
        self.pairs = np.array([is_pair(word) for word in corpus.vocabulary], np.bool_)
        self.subheadings = tuple(sorted({code[:6] for code in corpus.codes}))
        self.headings = tuple(sorted({code[:4] for code in corpus.codes}))
        self.line_place = {code: index for index, code in enumerate(corpus.codes)}
        self.subheading_place = {code: index for index, code in enumerate(self.subheadings)}
        self.heading_place = {code: index for index, code in enumerate(self.headings)}
        self.subheading_of_line = self._places([code[:6] for code in corpus.codes], self.subheading_place)
        self.heading_of_subheading = self._places([code[:4] for code in self.subheadings], self.heading_place)
        self.first_line = np.searchsorted(self.subheading_of_line, np.arange(len(self.subheadings) + 1))
        self.depth = self._common_depth()
        self.spoken = np.ones(len(corpus.examples), np.bool_) if without is None else ~without
        self.by_line = self._labels(10, self.line_place)
        self.by_eight = self._labels(8, self.eight_place)
        self.by_subheading = self._labels(6, self.subheading_place)
        self.by_heading = self._labels(4, self.heading_place)
        self._fill()
        self._priors()

    @cached_property
    def eight_place(self) -> dict[str, int]:
        """Places of the eight-digit codes."""
        return {code: index for index, code in enumerate(sorted({code[:8] for code in self.corpus.codes}))}

    @cached_property
    def eight_of_line(self) -> Ints:
        """The eight-digit code of each line."""
        return self._places([code[:8] for code in self.corpus.codes], self.eight_place)

    def section(self, name: str) -> slice:
        """Where a section stands in the vector of scores."""
        return self._sections[name]

    def path(self, line: int) -> tuple[str, ...]:
        """The schedule's words for a line, from the heading down."""
        return tuple(self.corpus.segments[segment] for segment in self.corpus.paths.row(line))

    def known(self, stem: str) -> tuple[int, ...]:
        """The word's number; of a word nobody wrote, those of the two it is joined of (``facemask``), or none."""
        ids = self.corpus.word_ids
        if stem in ids:
            return (ids[stem],)
        for cut in range(len(stem) - 3, 2, -1):
            if stem[:cut] in ids and stem[cut:] in ids:
                return (ids[stem[:cut]], ids[stem[cut:]])
        near = bisect_left(self.corpus.vocabulary, stem)
        for word in self.corpus.vocabulary[max(near - 1, 0) : near + 1]:
            if min(len(word), len(stem)) >= 5 and (word.startswith(stem) or stem.startswith(word)):
                return (ids[word],)
        return ()

    @staticmethod
    def _places(codes: Sequence[str], place: dict[str, int]) -> Ints:
        return np.array([place[code] for code in codes], np.int32)

    def _common_depth(self) -> Ints:
        """How many steps of the path all lines of a subheading share."""
        rows = self.corpus.paths
        depth = []
        for number in range(len(self.subheadings)):
            first, last = rows.row(self.first_line[number]), rows.row(self.first_line[number + 1] - 1)
            shared = np.cumprod(first[: min(len(first), len(last))] == last[: min(len(first), len(last))])
            depth.append(int(shared.sum()))
        return np.array(depth, np.int32)

    def _labels(self, digits: int, place: dict[str, int]) -> Labels:
        rows = [
            (number, place[code], 1 / len(codes))
            for number, named in enumerate(self.corpus.examples.codes)
            if (codes := sorted({code[:digits] for code in named if code[:digits] in place}))
            for code in codes
        ]
        return Labels(
            np.array([row[0] for row in rows], np.int32),
            np.array([row[1] for row in rows], np.int32),
            np.array([row[2] for row in rows], np.float32),
        )

    def _fill(self) -> None:
        corpus, lines = self.corpus, len(self.corpus.codes)
        six, four = len(self.subheadings), len(self.headings)
        line = Counts.in_rows(corpus.segment_words.joined(corpus.paths))
        shared, line_own, heading_text = self._levels()
        below = Counts.of(line_own.word, self.subheading_of_line[line_own.doc])
        subheading = shared.plus(below.capped(1)).capped(3)
        own = self._own_words()
        heading = Counts.of(line.word, self.heading_of_subheading[self.subheading_of_line[line.doc]])
        heading = Counts(heading.word, heading.doc, (1 + np.log(heading.times)).astype(np.float32))
        told_six = self._told(self.by_subheading).plus(subheading.capped(1))
        told_four = self._told(self.by_heading).plus(heading)
        bayes_six, self.bayes_base_six = smoothed(told_six, six)
        bayes_four, self.bayes_base_four = smoothed(told_four, four)
        line_idf = bm25(line, lines)[1]
        self.idf = np.pad(line_idf, (0, len(corpus.vocabulary) - len(line_idf)))
        example, cosine = self._cosines(subheading)
        plain = ((lines, line), (lines, line_own), (six, subheading), (six, own), (four, heading),
                 (four, heading_text), (six, told_six), (four, told_four))  # fmt: skip
        parts = [
            *((size, counts, bm25(counts, size)[0]) for size, counts in plain),
            (six, told_six, bayes_six),
            (four, told_four, bayes_four),
            (len(corpus.examples), example, cosine),
        ]
        offsets = np.cumsum([0, *(part[0] for part in parts)])
        self._sections = {
            name: slice(int(offsets[n]), int(offsets[n + 1])) for n, name in enumerate(SECTIONS)
        }
        self.postings = Postings.of(
            [(int(offsets[n]), c.word, c.doc, w) for n, (_, c, w) in enumerate(parts)],
            len(corpus.vocabulary),
            int(offsets[-1]),
        )
        self._attributes()

    def _levels(self) -> tuple[Counts, Counts, Counts]:
        """Words of a subheading's shared path, words of each line below it, words of a heading's own text."""
        words, paths = self.corpus.segment_words, self.corpus.paths
        firsts = self.first_line[:-1]
        shared = Ragged.of([paths.row(first)[:deep] for first, deep in zip(firsts, self.depth, strict=True)])
        below_of_line = Ragged.of(
            [paths.row(n)[self.depth[self.subheading_of_line[n]] :] for n in range(len(paths))]
        )
        below = Counts.in_rows(words.joined(below_of_line))
        lead = np.searchsorted(self.heading_of_subheading, np.arange(len(self.headings)))
        text = Ragged.of([paths.row(firsts[first])[:1] for first in lead])
        return Counts.in_rows(words.joined(shared)), below, Counts.in_rows(words.joined(text))

    def _own_words(self) -> Counts:
        paths, firsts = self.corpus.paths, self.first_line[:-1]
        rows = [
            paths.row(first)[1 if deep > 1 else 0 : deep]
            for first, deep in zip(firsts, self.depth, strict=True)
        ]
        return Counts.in_rows(self.corpus.segment_words.joined(Ragged.of(rows)))

    def _told(self, labels: Labels) -> Counts:
        """Words that examples give a row, each by its share."""
        heard = self.spoken[labels.example]
        rows, numbers, shares = labels.row[heard], labels.example[heard], labels.share[heard]
        chosen = self.corpus.examples.words
        words = chosen.joined(Ragged(numbers, np.arange(len(numbers) + 1, dtype=np.int32)))
        owner = words.owners()
        return Counts.of(words.flat, rows[owner], shares[owner])

    def _cosines(self, subheading: Counts) -> tuple[Counts, Floats]:
        """Words of the examples that speak, weighted by rarity, each example of length 1."""
        rows = Counts.in_rows(self.corpus.examples.words)
        words = len(self.corpus.vocabulary)
        frequency = np.bincount(rows.word, minlength=words) + np.bincount(subheading.word, minlength=words)
        documents = len(self.subheadings) + len(self.corpus.examples)
        self.rarity = np.log1p(documents / (frequency + 0.5)).astype(np.float32)
        weights = self.rarity[rows.word]
        length = np.sqrt(np.bincount(rows.doc, weights=weights**2, minlength=len(self.corpus.examples)))
        heard = self.spoken[rows.doc]
        kept = Counts(rows.word[heard], rows.doc[heard], rows.times[heard])
        return kept, (weights / np.maximum(length[rows.doc], 1e-9))[heard].astype(np.float32)

    def _priors(self) -> None:
        rulings = self.corpus.rulings.astype(np.float64)
        six = np.bincount(self.subheading_of_line, weights=rulings, minlength=len(self.subheadings))
        four = np.bincount(self.heading_of_subheading, weights=six, minlength=len(self.headings))
        self.prior_line = (np.log1p(rulings) / 4.5).astype(np.float32)
        self.prior_six = (np.log1p(six) / 7).astype(np.float32)
        self.share_line = (rulings + 0.3) / (six + 1.5)[self.subheading_of_line]
        self.prior_four = (np.log1p(four) / 8).astype(np.float32)

    def _attributes(self) -> None:
        """Bits of the headings, of the subheadings (all words, and of the steps the nearest that says something), and
        of what each line adds to its subheading."""
        read = np.array([attributes_of(segment).bits for segment in self.corpus.segments], np.int64)
        paths = self.corpus.paths
        six = np.zeros((len(self.subheadings), len(GROUPS)), np.int64)
        near, firsts = np.zeros_like(six), [0] * len(self.headings)
        own = np.zeros((len(self.corpus.codes), len(GROUPS)), np.int64)
        for number in range(len(self.corpus.codes)):
            path, parent = paths.row(number), self.subheading_of_line[number]
            deep = self.depth[parent]
            six[parent] = np.bitwise_or.reduce(read[path[:deep]], axis=0)
            near[parent] = _nearest(read[path[:deep]])
            firsts[self.heading_of_subheading[parent]] = int(path[0])
            own[number] = _nearest(read[path[deep:]])
        self.bits_six, self.bits_line = six, own
        terms = (_EXCEPTED.sub(" ", self.corpus.segments[number]) for number in firsts)
        self.bits_near, self.bits_heading = (
            near,
            np.array([attributes_of(each).bits for each in terms], np.int64),
        )
        last = [paths.row(number)[-1] for number in range(len(paths))]
        self.is_other = np.array(
            [self.corpus.segments[n].lower().startswith("other") for n in last], np.float32
        )


_EXCEPTED = re.compile(r"\([^)]*\)|\b(?:other than|not|excluding|except|whether)\b[^;,]*")
"""What a heading's words leave out or do not insist on."""


def _nearest(
    rows: Bits,
) -> Bits:
    """Of several steps the deepest that says something of a group."""
    found = np.zeros(len(GROUPS), np.int64)
    for row in rows:
        found = np.where(row != 0, row, found)
    return found
