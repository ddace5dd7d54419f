"""``entrygo tariff load`` makes the classifier's index anew over the schedule it loads."""

import sys
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

import entrygo.store.editions.load  # noqa: F401 -- its limit is lowered by name
from entrygo.classify.case import Case
from entrygo.classify.classify import classify
from entrygo.cli.main import app
from entrygo.store.classifier import ClassifierBook
from tests.rooms.classify.small import SCHEDULE, built, edition

BLANK = {"units": ["No."], "general": "9.8%", "special": "", "other": "55%"}


def _export(path: Path, *, last: str) -> Path:
    """The small schedule as a USITC export, with the words of one line changed."""
    rows = [
        {"htsno": row.code if level == len(path_of) - 1 else "", "indent": str(level), "description": words, **BLANK}
        for row in SCHEDULE
        for path_of in [(*row.path[:-1], last if row.code == "6912004400" else row.path[-1])]
        for level, words in enumerate(path_of)
    ]  # fmt: skip
    path.write_bytes(orjson.dumps(rows))
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ENTRYGO_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys.modules["entrygo.store.editions.load"], "FULL_EDITION_MINIMUM", 5)
    ClassifierBook(tmp_path / "home").put(built().file)
    (tmp_path / "home" / "entrygo.db").touch()
    return tmp_path / "home"


def test_a_loaded_schedule_is_what_codes_are_proposed_from(home: Path, tmp_path: Path) -> None:
    export = _export(tmp_path / "export.json", last="Zarfs and other cup holders")
    done = CliRunner().invoke(app, ["tariff", "load", str(export), "--vintage", "2026-11-01"])
    assert done.exit_code == 0, done.output
    now = ClassifierBook(home).current()
    assert now.manifest["learned"] == edition().name
    assert now.index.corpus.codes == tuple(sorted(row.code for row in SCHEDULE if row.code[:2] != "98"))
    first = classify(now, Case(name="zarf, cup holder")).candidates[0]
    assert first.code == "6912004400"
    assert "zarf" not in edition().index.corpus.word_ids


def test_a_schedule_that_is_not_full_leaves_the_words_alone(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["entrygo.store.editions.load"], "FULL_EDITION_MINIMUM", 1_000)
    export = _export(tmp_path / "export.json", last="Zarfs")
    assert CliRunner().invoke(app, ["tariff", "load", str(export), "--vintage", "2026-11-01"]).exit_code == 0
    assert ClassifierBook(home).current().name == edition().name
