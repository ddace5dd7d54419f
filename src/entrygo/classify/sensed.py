"""A classifier with a sentence encoder: what its vectors are worth is learned once, its vectors are made at a build."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from entrygo.classify.corpus import Corpus, ExampleRow, Progress, read_example
from entrygo.classify.edition import ClassifierError, Model, Sensed
from entrygo.classify.encoder import Embed
from entrygo.classify.features import Query, query_of_example
from entrygo.classify.index import Index
from entrygo.classify.ragged import Floats
from entrygo.classify.senses import Senses, embedded, senses_of
from entrygo.classify.train import Trained, chosen_examples, train

PROBE = "women's knitted pullover of cotton; stainless steel vacuum flask; printed book for children"
"""An encoder is the one that weights were learned with if it puts this where that one did."""

_SAME = 0.99


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoder that is open: the hash of its files, and what it makes of texts."""

    name: str
    embed: Embed

    def probe(self) -> Floats:
        """Its vector of the probe."""
        return np.asarray(self.embed([PROBE])[0], np.float32)


def learned(
    corpus: Corpus, texts: Mapping[int, str], encoding: Encoding, progress: Progress
) -> tuple[Sensed, Trained]:
    """Weights and curves of the ranking with an encoder, from the examples whose ``texts`` are at hand."""
    senses = senses_of(Index(corpus), encoding.embed, encoding.name, progress)
    chosen = [number for number in chosen_examples(corpus) if number in texts]
    vectors = embedded(encoding.embed, [texts[number] for number in chosen], progress)
    trained = train(corpus, progress, _Reading(senses, dict(zip(chosen, vectors, strict=True))).query, chosen)
    model = trained.model
    return Sensed(model.subheading, model.calibration.six, model.calibration.ten, encoding.probe()), trained


def senses_for(corpus: Corpus, model: Model, encoding: Encoding, progress: Progress) -> Senses:
    """The schedule's vectors. ``ClassifierError`` where the weights were learned with another encoder, or with none."""
    if model.sensed is None:
        raise ClassifierError(
            "this classifier has learned nothing with an encoder: begin from one that ships inside"
        )
    if float(encoding.probe() @ model.sensed.probe) < _SAME:
        raise ClassifierError(
            "the classifier learned with the encoder all-MiniLM-L6-v2, and this is another one: its vectors differ"
        )
    return senses_of(Index(corpus), encoding.embed, encoding.name, progress)


def texts_of(corpus: Corpus, rows: Iterable[ExampleRow]) -> dict[int, str]:
    """The texts of a corpus' examples, of those rows that are among them."""
    by_example = {each: number for number, each in enumerate(corpus.read_examples())}
    found: dict[int, str] = {}
    for row in rows:
        read = read_example(row)
        number = by_example.get(read) if read else None
        if number is not None:
            found.setdefault(number, row.text)
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    senses: Senses
    vectors: Mapping[int, Floats]

    def query(self, index: Index, example: int) -> Query:
        """An example's own query with its vector's senses."""
        columns = self.senses.columns(index, self.vectors[example])
        return replace(query_of_example(index, example), sense=columns)
