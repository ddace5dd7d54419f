"""The sentence encoder: its arithmetic against a plain reading of the paper, and classifiers built with one."""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from entrygo.classify.case import Case
from entrygo.classify.classify import classify
from entrygo.classify.edition import ClassifierError, edition_bytes, open_edition
from entrygo.classify.encoder import Encoder
from entrygo.classify.features import SENSED
from entrygo.classify.sensed import learned, senses_for, texts_of
from entrygo.cli.main import app
from entrygo.store.classifier import ClassifierBook
from entrygo.store.encoder import open_encoder
from tests.rooms.classify.small import built, edition, example_rows
from tests.rooms.classify.tiny_encoder import HEADS, LAYERS, WIDTH, weights, written

QUIET = lambda _stage, _done, _all: None  # noqa: E731


def _by_hand(held: dict[str, np.ndarray], tokens: list[int]) -> np.ndarray:
    """One text, position by position and head by head, with the exact error function."""

    def normed(rows: np.ndarray, name: str) -> np.ndarray:
        scaled = (rows - rows.mean(1, keepdims=True)) / np.sqrt(rows.var(1, keepdims=True) + 1e-12)
        return scaled * held[f"{name}.LayerNorm.weight"] + held[f"{name}.LayerNorm.bias"]

    def linear(rows: np.ndarray, name: str) -> np.ndarray:
        return np.array([held[f"{name}.weight"] @ row + held[f"{name}.bias"] for row in rows])

    word, place = held["embeddings.word_embeddings.weight"], held["embeddings.position_embeddings.weight"]
    state = np.array([word[t] + place[n] for n, t in enumerate(tokens)])
    state = normed(state + held["embeddings.token_type_embeddings.weight"][0], "embeddings")
    size = WIDTH // HEADS
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        q, k, v = (linear(state, f"{at}.attention.self.{part}") for part in ("query", "key", "value"))
        heard = np.zeros_like(state)
        for head in range(HEADS):
            part = slice(head * size, (head + 1) * size)
            scores = np.exp(q[:, part] @ k[:, part].T / math.sqrt(size))
            heard[:, part] = scores / scores.sum(1, keepdims=True) @ v[:, part]
        state = normed(state + linear(heard, f"{at}.attention.output.dense"), f"{at}.attention.output")
        inner = linear(state, f"{at}.intermediate.dense")
        inner = np.array([[x * (1 + math.erf(x / math.sqrt(2))) / 2 for x in row] for row in inner])
        state = normed(state + linear(inner, f"{at}.output.dense"), f"{at}.output")
    mean = state.mean(0)
    return mean / np.linalg.norm(mean)


def test_vectors_are_those_of_the_paper_whatever_goes_beside_them() -> None:
    texts = [[1, 5, 6, 2], [1, 4, 2], [1, 9, 8, 7, 6, 5, 2]]
    rows = Encoder(weights(), LAYERS, HEADS, 1e-12).vectors(texts)
    for row, text in zip(rows, texts, strict=True):
        np.testing.assert_allclose(row, _by_hand(weights(), text), atol=2e-6)


def test_a_classifier_learns_with_an_encoder_and_its_file_holds_what_it_learned(tmp_path: Path) -> None:
    encoding = open_encoder(written(tmp_path / "encoder"))
    corpus = built().corpus
    texts = texts_of(corpus, example_rows())
    assert len(texts) == len(corpus.examples)
    sensed, _ = learned(corpus, texts, encoding, QUIET)
    assert sensed.subheading.shape == (len(SENSED),)
    model = replace(built().model, sensed=sensed)
    senses = senses_for(corpus, model, encoding, QUIET)
    opened = open_edition(edition_bytes(corpus, model, built().manifest, senses))
    told = classify(replace(opened, embed=encoding.embed), Case(name="women's cotton shirt"))
    assert told.candidates[0].code == "6109100040"
    plain = classify(opened, Case(name="women's cotton shirt"))
    assert plain.candidates[0].support != told.candidates[0].support
    assert plain.candidates == classify(edition(), Case(name="women's cotton shirt")).candidates
    other = open_encoder(written(tmp_path / "other", seed=8))
    with pytest.raises(ClassifierError, match="another one"):
        senses_for(corpus, model, other, QUIET)
    with pytest.raises(ClassifierError, match="learned nothing with an encoder"):
        senses_for(corpus, built().model, encoding, QUIET)


def test_a_build_with_an_encoder_is_in_force_until_its_files_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, home = written(tmp_path / "encoder"), tmp_path / "home"
    monkeypatch.setenv("ENTRYGO_HOME", str(home))
    assert CliRunner().invoke(app, ["migrate"]).exit_code == 0
    corpus = built().corpus
    sensed, _ = learned(corpus, texts_of(corpus, example_rows()), open_encoder(folder), QUIET)
    ClassifierBook(home).put(edition_bytes(corpus, replace(built().model, sensed=sensed), built().manifest))
    done = CliRunner().invoke(app, ["classify", "build", "--encoder", str(folder), "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["encoder"] == open_encoder(folder).name
    rows = tmp_path / "rows.csv"
    rows.write_text("text,codes\nceramic coffee mug,6912.00.4400\nleather wallet,4202.31.6000\n")
    told = json.loads(CliRunner().invoke(app, ["classify", "eval", str(rows), "--json"]).stdout)
    assert told["digits"]["6"]["first"]["of"] == told["digits"]["6"]["withoutEncoder"]["of"] == 2
    (home / "classify" / "encoder" / "tokenizer.json").unlink()
    done = CliRunner().invoke(app, ["classify", "eval", str(rows), "--json"])
    assert done.exit_code == 1
    assert "lacks tokenizer.json" in json.loads(done.stdout)["message"]
