"""One named vector of features for each candidate, first subheadings, then the lines below them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from entrygo.classify.attributes import GROUPS, Attributes, attributes_of, is_electric
from entrygo.classify.calibrate import Share
from entrygo.classify.corpus import SOURCES
from entrygo.classify.index import Index, Labels
from entrygo.classify.ragged import Bits, Floats, Ints
from entrygo.classify.senses import SENSE, nearest
from entrygo.classify.text import pairs_of, words_of

CANDIDATES = 100
"""Subheadings that are ranked, of some 5,600."""

_HEAD_WEIGHT, _BESIDE_WEIGHT = 1.4, 0.5
_LONG_TEXT = 14.0
_INFORMATIVE = 0.25
"""Words of more than this share of the greatest rarity tell something."""

_VOTERS = SOURCES[:-1]
_ATTRIBUTES = tuple(f"{group}_{how}" for group in GROUPS for how in ("agrees", "differs", "unstated"))
_TEXT = (
    "line", "line_of_best", "subheading", "own_words", "heading", "heading_text", "named_subheading",
    "named_own_words", "named_heading_text", "told_subheading", "told_heading", "named_told_subheading",
    "named_told_heading", "heading_bayes", "subheading_bayes",
)  # fmt: skip
# The fourth power of the nearest's likeness ("close") tells the same name in other words from one of the same kind.
_VOTES = tuple(
    f"{source}_{how}"
    for source in _VOTERS
    for how in ("nearest_6", "nearest_4", "all_6", "all_4", "close_6", "close_4")
)
_PLAIN = (*_TEXT, *_VOTES, "rulings_6", "rulings_4", "no_ruling", *_ATTRIBUTES)
SUBHEADING = (*_PLAIN, *(f"{name}_of_long" for name in (*_TEXT, *_VOTES, "rulings_6")))
"""The features of a subheading. Those ``_of_long`` count the more, the more words a description has."""

SENSED = (*SUBHEADING, *SENSE, *(f"{name}_of_long" for name in SENSE))
"""The features where a sentence encoder reads descriptions, too."""

LINE = (
    "line", "line_of_best", "line_own", "line_own_of_best", "other", "other_of_short", "rulings", "share_of_rulings",
    "nearest_10", "all_10", "close_10", "nearest_8", "all_8", "close_8", "lines_log",
    *(f"own_{name}" for name in _ATTRIBUTES),
)  # fmt: skip
"""The features of a line among those of its subheading."""


@dataclass(frozen=True, slots=True)
class Query:
    """A description as the index is asked for it."""

    words: tuple[int, ...]
    weights: tuple[Share, ...]
    head: tuple[int, ...]
    attributes: Attributes
    informative: int
    """Different words that the index knows and that few lines share."""

    is_electric: bool = False
    """Whether the words that name the goods say that they work by electricity."""

    sense: Mapping[str, Floats] | None = None
    """What a sentence encoder says of every subheading; ``None`` without one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The scores of every document for a query, and for its head phrase alone."""

    query: Query
    scores: Floats
    named: Floats
    total: Share
    named_total: Share


def query_of(index: Index, text: str, beside: str = "", sense: Mapping[str, Floats] | None = None) -> Query:
    """A query for a text; words ``beside`` it (materials, category) count half."""
    words = words_of(text)
    stems = [word for stem in words.stems for word in index.known(stem)]
    stems += [index.corpus.word_ids[pair] for pair in pairs_of(words.stems) if pair in index.corpus.word_ids]
    head = [word for stem in words.head for word in index.known(stem)]
    less = [word for stem in words_of(beside).stems for word in index.known(stem)]
    read = _query(index, stems, head, attributes_of(text, [beside]), less)
    return replace(read, is_electric=is_electric(text), sense=sense)


def query_of_example(index: Index, example: int) -> Query:
    """The query an example's own text would be, from what is kept of it."""
    kept = index.corpus.examples
    bits = Attributes(tuple(int(bits) for bits in kept.bits[example]))
    return _query(index, kept.words.row(example).tolist(), kept.heads.row(example).tolist(), bits, ())


def _query(
    index: Index, words: Sequence[int], head: Sequence[int], said: Attributes, beside: Sequence[int]
) -> Query:
    times = Counter(words)
    weights: dict[int, Share] = {word: min(count, 2) ** 0.5 for word, count in times.items()}
    named = tuple(dict.fromkeys(head))
    for word in named:
        if word in weights:
            weights[word] *= _HEAD_WEIGHT
    rare = _INFORMATIVE * float(index.rarity.max())
    told = sum(1 for word in weights if index.rarity[word] > rare and not index.pairs[word])
    for word in beside:
        weights.setdefault(word, _BESIDE_WEIGHT)
    return Query(tuple(weights), tuple(weights.values()), named, said, told)


def asked(index: Index, query: Query) -> Asked:
    """Every document scored."""
    ones = (1.0,) * len(query.head)
    return Asked(
        query=query,
        scores=index.postings.scores(query.words, query.weights),
        named=index.postings.scores(query.head, ones),
        total=float(sum(w * index.idf[n] for n, w in zip(query.words, query.weights, strict=True))) + 3,
        named_total=float(sum(index.idf[n] for n in query.head)) + 3,
    )


def similarities(index: Index, answer: Asked) -> Floats:
    """The cosine of the query and each example."""
    words, weights = np.array(answer.query.words, np.int32), np.array(answer.query.weights, np.float32)
    length = float(np.sqrt(np.sum((weights * index.rarity[words]) ** 2))) if len(words) else 1.0
    return _cosine(index, answer) / np.float32(max(length, 1e-9))


def subheading_features(
    index: Index, answer: Asked, alike: Floats, always: tuple[int, ...] = ()
) -> tuple[Ints, Floats]:
    """The best candidates among the subheadings and those ``always`` asked for, by code, and their features."""
    columns = _text_columns(index, answer)
    for number, source in enumerate(_VOTERS):
        columns.update(_votes(index, alike, number, source))
    rough = (
        columns["line_of_best"] + 2 * columns["told_subheading"] + columns["told_heading"]
        + 0.3 * columns["heading_bayes"] + sum(columns[f"{source}_all_6"] for source in _VOTERS)
    )  # fmt: skip
    count = min(CANDIDATES, len(rough))
    best = np.argpartition(-rough, count - 1)[:count]
    sense = answer.query.sense
    near = nearest(sense) if sense else ()
    chosen = np.union1d(best, np.array([*always, *near], np.int32)).astype(np.int32)
    columns["rulings_6"] = index.prior_six
    columns["rulings_4"] = index.prior_four[index.heading_of_subheading]
    columns["no_ruling"] = (index.prior_six == 0).astype(np.float32)
    plain = {name: column[chosen] for name, column in columns.items()}
    plain.update(_attributes(answer.query.attributes, index.bits_six[chosen], ""))
    much = np.float32(min(len(answer.query.words) / _LONG_TEXT, 1.0))
    rows = [plain[name] for name in _PLAIN]
    rows += [plain[name] * much for name in (*_TEXT, *_VOTES, "rulings_6")]
    if sense:
        told = [sense[name][chosen] for name in SENSE]
        rows += [*told, *(column * much for column in told)]
    return chosen, np.stack(rows, axis=1).astype(np.float32)


def line_features(index: Index, answer: Asked, alike: Floats, subheading: int) -> tuple[Ints, Floats]:
    """The lines of a subheading and their features."""
    first, last = index.first_line[subheading], index.first_line[subheading + 1]
    here = slice(int(first), int(last))
    lines = np.arange(first, last, dtype=np.int32)
    score = answer.scores[index.section("line")][here] / answer.total
    own = answer.scores[index.section("line_own")][here] / answer.total
    eights = index.eight_of_line[here]
    few = np.float32(max(0.0, 1 - len(answer.query.words) / _LONG_TEXT))
    other = index.is_other[here]
    columns: dict[str, Floats] = {
        "line": score, "line_of_best": score / max(float(score.max()), 1e-6), "line_own": own,
        "line_own_of_best": own / max(float(own.max()), 1e-6), "other": other, "other_of_short": other * few,
        "rulings": index.prior_line[here], "share_of_rulings": np.log(index.share_line[here]).astype(np.float32),
        "lines_log": np.full(len(lines), np.log(len(lines)), np.float32),
    }  # fmt: skip
    for digits, labels, rows in ((10, index.by_line, lines), (8, index.by_eight, eights)):
        low, high = int(rows.min()), int(rows.max()) + 1
        nearest, every = _vote(labels, alike, low, high)
        columns[f"nearest_{digits}"], columns[f"all_{digits}"] = nearest[rows - low], every[rows - low]
        columns[f"close_{digits}"] = columns[f"nearest_{digits}"] ** 4
    columns.update(_attributes(answer.query.attributes, index.bits_line[here], "own_"))
    return lines, np.stack([columns[name] for name in LINE], axis=1).astype(np.float32)


def _text_columns(index: Index, answer: Asked) -> dict[str, Floats]:
    up = index.heading_of_subheading
    score = {name: answer.scores[index.section(name)] / np.float32(answer.total) for name in _TEXTS}
    named = {name: answer.named[index.section(name)] / np.float32(answer.named_total) for name in _TEXTS}
    best = np.maximum.reduceat(score["line"], index.first_line[:-1])
    words = float(sum(answer.query.weights))
    return {
        "line": best, "line_of_best": best / max(float(best.max()), 1e-6),
        "subheading": score["subheading"], "own_words": score["own_words"],
        "heading": score["heading"][up], "heading_text": score["heading_text"][up],
        "named_subheading": named["subheading"], "named_own_words": named["own_words"],
        "named_heading_text": named["heading_text"][up],
        "told_subheading": score["subheading_examples"], "told_heading": score["heading_examples"][up],
        "named_told_subheading": named["subheading_examples"],
        "named_told_heading": named["heading_examples"][up],
        "heading_bayes": _log_share(answer, index, "heading_bayes", index.bayes_base_four, words)[up],
        "subheading_bayes": _log_share(answer, index, "subheading_bayes", index.bayes_base_six, words),
    }  # fmt: skip


_TEXTS = (
    "line", "subheading", "own_words", "heading", "heading_text", "subheading_examples", "heading_examples",
)  # fmt: skip


def _log_share(answer: Asked, index: Index, section: str, base: Floats, words: Share) -> Floats:
    value = answer.scores[index.section(section)] + np.float32(words) * base
    value = value - value.max()
    value = value - np.log(np.exp(value).sum())
    return np.asarray(np.maximum(value, -12) / 5, np.float32)


def _cosine(index: Index, answer: Asked) -> Floats:
    """The examples' part of the scores, each word once more weighted by its rarity in the query."""
    total = np.zeros(len(index.corpus.examples), np.float32)
    section = index.section("example")
    postings = index.postings
    for word, weight in zip(answer.query.words, answer.query.weights, strict=True):
        docs = postings.docs[postings.starts[word] : postings.starts[word + 1]]
        begin = int(np.searchsorted(docs, section.start))
        values = postings.weights[postings.starts[word] + begin : postings.starts[word + 1]]
        total[docs[begin:] - section.start] += np.float32(weight) * index.rarity[word] * values
    return total


def _votes(index: Index, alike: Floats, number: int, source: str) -> dict[str, Floats]:
    heard = np.where(index.corpus.examples.source == number, alike, 0)
    nearest_6, all_6 = _vote(index.by_subheading, heard, 0, len(index.subheadings))
    nearest_4, all_4 = _vote(index.by_heading, heard, 0, len(index.headings))
    up = index.heading_of_subheading
    return {
        f"{source}_nearest_6": nearest_6, f"{source}_nearest_4": nearest_4[up],
        f"{source}_all_6": all_6, f"{source}_all_4": all_4[up],
        f"{source}_close_6": nearest_6**4, f"{source}_close_4": nearest_4[up] ** 4,
    }  # fmt: skip


def _vote(labels: Labels, alike: Floats, low: int, high: int) -> tuple[Floats, Floats]:
    """For each row the nearest example and the root of all similarities squared, by their shares."""
    value = alike[labels.example]
    heard = np.flatnonzero((value > 0) & (labels.row >= low) & (labels.row < high))
    rows, value, share = labels.row[heard] - low, value[heard], labels.share[heard]
    nearest = np.zeros(high - low, np.float32)
    np.maximum.at(nearest, rows, value * np.sqrt(share))
    every = np.bincount(rows, weights=value**2 * share, minlength=high - low)
    return nearest, np.sqrt(every).astype(np.float32)


def _attributes(said: Attributes, rows: Bits, prefix: str) -> dict[str, Floats]:
    columns: dict[str, Floats] = {}
    for group, name in enumerate(GROUPS):
        theirs, ours = rows[:, group], said.bits[group]
        asks = theirs != 0
        agrees = (theirs & ours) != 0
        columns[f"{prefix}{name}_agrees"] = agrees.astype(np.float32)
        columns[f"{prefix}{name}_differs"] = (asks & (ours != 0) & ~agrees).astype(np.float32)
        columns[f"{prefix}{name}_unstated"] = (asks & (ours == 0)).astype(np.float32)
    return columns
