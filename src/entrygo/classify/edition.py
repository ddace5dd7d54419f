"""The classifier in one file: corpus, coefficients and calibration, hashed; the same content gives the same bytes.

What can be computed from the corpus is not in the file: ``open_edition`` makes the index anew, in a second or two.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from entrygo.classify.calibrate import CHANCE, Calibration
from entrygo.classify.corpus import Corpus, Examples
from entrygo.classify.encoder import Embed
from entrygo.classify.features import LINE, SENSED, SUBHEADING
from entrygo.classify.index import Index
from entrygo.classify.linear import Doubles
from entrygo.classify.ragged import Floats, Ragged
from entrygo.classify.senses import Senses

Manifest: TypeAlias = Mapping[str, Any]  # Any: a JSON document: inputs and their hashes, figures of the build
_MAGIC = b"entrygo-classify-1\n"
_FEATURES = {"subheading": SUBHEADING, "line": LINE, "chance": CHANCE, "sensed": SENSED}
_SENSED = ("sensed_subheading", "sensed_chance_6", "sensed_chance_10", "sensed_probe")
_TEXTS = ("vocabulary", "segments", "codes", "example_codes", "example_numbers", "example_dates")


class ClassifierError(Exception):
    """A classifier file that cannot be read, or rows that none can be built from; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned: a weight for each feature, and how scores become chances."""

    subheading: Doubles
    line: Doubles
    calibration: Calibration
    sensed: "Sensed | None" = None


@dataclass(frozen=True, slots=True)
class Sensed:
    """What was learned with a sentence encoder: its own weights and curves, and the encoder's vector of a probe."""

    subheading: Doubles
    six: Doubles
    ten: Doubles
    probe: Floats


@dataclass(frozen=True, slots=True)
class Edition:
    """A classifier open for use. ``name`` is the hash of all it holds; two of one name answer alike."""

    name: str
    manifest: Manifest
    index: Index
    model: Model
    senses: Senses | None = None
    embed: Embed | None = None
    """The encoder of ``senses``, once it is opened."""


def edition_bytes(corpus: Corpus, model: Model, manifest: Manifest, senses: Senses | None = None) -> bytes:
    """The file of a classifier; with ``senses`` it wants their encoder to be asked."""
    arrays = _arrays(corpus, model) | _sense_arrays(model.sensed, senses)
    if senses:
        manifest = {**manifest, "encoder": senses.encoder}
    header = {
        "manifest": manifest,
        "features": _FEATURES,
        "arrays": [[name, array.dtype.str, list(array.shape)] for name, array in arrays.items()],
    }
    head = json.dumps(header, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    content = len(head).to_bytes(4, "little") + head + b"".join(array.tobytes() for array in arrays.values())
    return _MAGIC + hashlib.sha256(content).digest() + zlib.compress(content, 9)


def open_edition(file: bytes) -> Edition:
    """The classifier of a file. ``ClassifierError`` where the file is damaged or of another version."""
    if not file.startswith(_MAGIC):
        raise ClassifierError(
            "this is no classifier of this version: make it anew with `entrygo classify build`"
        )
    digest = file[len(_MAGIC) : len(_MAGIC) + 32]
    try:
        content = zlib.decompress(file[len(_MAGIC) + 32 :])
    except zlib.error as error:
        raise ClassifierError("the classifier file is cut short or damaged: copy it again") from error
    if hashlib.sha256(content).digest() != digest:
        raise ClassifierError("the classifier file is damaged: its hash does not hold; copy it again")
    size = int.from_bytes(content[:4], "little")
    header = json.loads(content[4 : 4 + size])
    if header["features"] != {name: list(features) for name, features in _FEATURES.items()}:
        raise ClassifierError(
            "the classifier was built by another version: make it anew with `entrygo classify build`"
        )
    arrays = _read(content[4 + size :], header["arrays"])
    model = Model(
        arrays["subheading"],
        arrays["line"],
        Calibration(arrays["chance_6"], arrays["chance_10"], arrays["likeness"]),
        Sensed(*(arrays[name] for name in _SENSED)) if _SENSED[0] in arrays else None,
    )
    senses = None
    if "sense_headings" in arrays:
        encoder = header["manifest"]["encoder"]
        senses = Senses(encoder, arrays["sense_subheadings"], arrays["sense_headings"])
    return Edition(digest.hex(), header["manifest"], Index(_corpus(arrays)), model, senses)


def _sense_arrays(sensed: Sensed | None, senses: Senses | None) -> dict[str, NDArray[np.generic]]:
    written: dict[str, NDArray[np.generic]] = {}
    if sensed:
        kept: tuple[Doubles | Floats, ...] = (
            sensed.subheading,
            sensed.six,
            sensed.ten,
            sensed.probe,
        )
        written |= {name: array.astype("<f8") for name, array in zip(_SENSED, kept, strict=True)}
    if senses:
        written |= {"sense_subheadings": senses.subheadings, "sense_headings": senses.headings}
    return written


def _arrays(corpus: Corpus, model: Model) -> dict[str, NDArray[np.generic]]:
    examples = corpus.examples
    texts = (
        corpus.vocabulary, corpus.segments, corpus.codes, tuple(";".join(codes) for codes in examples.codes),
        examples.number, examples.date,
    )  # fmt: skip
    written: dict[str, NDArray[np.generic]] = {
        name: np.frombuffer("\n".join(lines).encode(), np.uint8)
        for name, lines in zip(_TEXTS, texts, strict=True)
    }
    for name, rows in (
        ("segment_words", corpus.segment_words), ("paths", corpus.paths),
        ("example_words", examples.words), ("example_heads", examples.heads),
    ):  # fmt: skip
        written[name] = rows.flat.astype("<i4")
        written[f"{name}_sizes"] = np.diff(rows.starts).astype("<u2")
    written["rulings"] = corpus.rulings.astype("<i4")
    written["example_bits"] = examples.bits.astype("<u4")
    written["source"] = examples.source.astype("<u1")
    written["subheading"] = model.subheading.astype("<f8")
    written["line"] = model.line.astype("<f8")
    written["chance_6"] = model.calibration.six.astype("<f8")
    written["chance_10"] = model.calibration.ten.astype("<f8")
    written["likeness"] = model.calibration.likeness.astype("<f8")
    return written


def _read(content: bytes, described: list[Any]) -> dict[str, Any]:  # Any: arrays of several types by name
    arrays: dict[str, Any] = {}  # Any: as above
    at = 0
    for name, kind, shape in described:
        count = int(np.prod(shape))
        arrays[name] = np.frombuffer(content, np.dtype(kind), count, at).reshape(shape)
        at += arrays[name].nbytes
    return arrays


def _corpus(arrays: Mapping[str, Any]) -> Corpus:  # Any: arrays of several types by name
    lists = {name: tuple(arrays[name].tobytes().decode().split("\n")) for name in _TEXTS}

    def rows(name: str) -> Ragged:
        starts = np.cumsum(np.concatenate([[0], arrays[f"{name}_sizes"]]), dtype=np.int32)
        return Ragged(arrays[name].astype(np.int32), starts)

    return Corpus(
        vocabulary=lists["vocabulary"],
        segments=lists["segments"],
        segment_words=rows("segment_words"),
        codes=lists["codes"],
        paths=rows("paths"),
        rulings=arrays["rulings"].astype(np.int32),
        examples=Examples(
            words=rows("example_words"),
            heads=rows("example_heads"),
            bits=arrays["example_bits"].astype(np.int64),
            codes=tuple(tuple(codes.split(";")) for codes in lists["example_codes"]),
            source=arrays["source"].astype(np.int32),
            number=lists["example_numbers"],
            date=lists["example_dates"],
        ),
        word_ids={word: number for number, word in enumerate(lists["vocabulary"])},
    )
