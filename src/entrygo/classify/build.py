"""An edition from rows, and one from another edition and more rows: what ``entrygo classify build`` does."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from entrygo.classify.corpus import (
    Corpus,
    ExampleRow,
    Progress,
    ReadExample,
    ScheduleRow,
    corpus_of,
    read_example,
)
from entrygo.classify.edition import Edition, Manifest, Model, Sensed, edition_bytes
from entrygo.classify.evaluate import DIGITS, FEW_WORDS, SHORT, Tally, plain_bm25, proposed, summed
from entrygo.classify.features import query_of_example
from entrygo.classify.index import Index
from entrygo.classify.sensed import Encoding, senses_for
from entrygo.classify.text import is_pair
from entrygo.classify.train import Trained, train


@dataclass(frozen=True, slots=True)
class Built:
    """A new edition, and what it did on examples held out, by source, beside plain BM25."""

    corpus: Corpus
    model: Model
    manifest: Manifest
    tallies: Mapping[str, Tally]
    plain: Mapping[str, Tally]

    @property
    def file(self) -> bytes:
        """The edition's bytes, without an encoder."""
        return edition_bytes(self.corpus, self.model, self.manifest)


def build(
    schedule: Iterable[ScheduleRow],
    examples: Iterable[ExampleRow | ReadExample],
    rulings: Mapping[str, int],
    inputs: Mapping[str, str],
    progress: Progress,
    *,
    sensed: Sensed | None = None,
) -> Built:
    """Reads, learns, measures. ``inputs`` names each file that went in with its SHA-256; it is kept in the manifest.

    ``sensed`` is what was learned before with an encoder; it is kept as it is.
    """
    read = _read(examples)
    corpus = corpus_of(schedule, read, rulings)
    trained = train(corpus, progress)
    tallies, plain = measured(corpus, trained)
    model = replace(trained.model, sensed=sensed)
    return Built(corpus, model, _manifest(corpus, inputs, tallies, plain), tallies, plain)


def with_schedule(
    present: Edition,
    schedule: Iterable[ScheduleRow],
    name: str,
    encoding: Encoding | None,
    progress: Progress,
) -> bytes:
    """The file of the present edition over another schedule: what was learned stays, the index is of these lines.

    Examples whose codes the new schedule lacks count at the digits it still has. ``name`` says which schedule;
    ``encoding`` is the encoder that the present edition was built with, if any.
    """
    kept = present.index.corpus
    corpus = corpus_of(schedule, list(kept.read_examples()), kept.ruling_counts())
    manifest = {**present.manifest, "schedule": name, "lines": len(corpus.codes), "learned": present.name}
    senses = senses_for(corpus, present.model, encoding, progress) if encoding else None
    return edition_bytes(corpus, present.model, manifest, senses)


def digest(content: bytes) -> str:
    """The SHA-256 of an input, as the manifest names it."""
    return hashlib.sha256(content).hexdigest()


def _read(examples: Iterable[ExampleRow | ReadExample]) -> list[ReadExample]:
    """Examples read, each once: the same words with the same codes and ruling count as one."""
    read: dict[tuple[object, ...], ReadExample] = {}
    for row in examples:
        if found := read_example(row) if isinstance(row, ExampleRow) else row:
            read.setdefault((found.source, found.stems, found.codes, found.number), found)
    return list(read.values())


def measured(corpus: Corpus, trained: Trained) -> tuple[dict[str, Tally], dict[str, Tally]]:
    """What a training did on examples held out, by source, and plain BM25 on the same."""
    index = Index(corpus)
    tallies: dict[str, Tally] = defaultdict(Tally)
    plain: dict[str, Tally] = defaultdict(Tally)
    for each, stated in zip(trained.held_out, trained.chances, strict=True):
        codes = comparable(index, corpus.examples.codes[each.example])
        ours, chances = proposed(index, each.ranked), dict(zip((6, 10), stated, strict=True))
        beside = plain_bm25(index, query_of_example(index, each.example))
        is_short = _is_short(corpus, each.example) and any(len(code) == 10 for code in codes)
        for row in (each.source, SHORT) if is_short else (each.source,):
            tallies[row].add(codes, ours, chances)
            plain[row].add(codes, beside)
    return dict(tallies), dict(plain)


def _is_short(corpus: Corpus, example: int) -> bool:
    words = corpus.examples.words.row(example)
    return sum(not is_pair(corpus.vocabulary[word]) for word in words) <= FEW_WORDS


def comparable(index: Index, codes: Sequence[str]) -> list[str]:
    """Codes cut to the digits the schedule still has: a retired line counts at eight, six or four digits."""
    kept = []
    for code in codes:
        places = (
            (10, index.line_place),
            (8, index.eight_place),
            (6, index.subheading_place),
            (4, index.heading_place),
        )
        kept += [code[:size] for size, place in places if len(code) >= size and code[:size] in place][:1]
    return kept


def _manifest(
    corpus: Corpus, inputs: Mapping[str, str], tallies: Mapping[str, Tally], plain: Mapping[str, Tally]
) -> Manifest:
    total = summed(tallies)
    return {
        "inputs": dict(sorted(inputs.items())),
        "lines": len(corpus.codes),
        "examples": len(corpus.examples),
        "calibration_error": {str(digits): round(total.error(digits) or 0.0, 4) for digits in (6, 10)},
        "held_out": {
            source: {
                str(digits): [tally.top(digits).right, tally.top(digits).of, plain[source].top(digits).right]
                for digits in DIGITS
            }
            for source, tally in sorted(tallies.items())
        },
    }
