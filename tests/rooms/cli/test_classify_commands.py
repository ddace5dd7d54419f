"""``entrygo classify``: a build from the present classifier and rows, and figures on rows with known codes."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from entrygo.cli.main import app
from entrygo.store.classifier import ClassifierBook
from tests.rooms.classify.small import built, edition

ROWS = "ruling,date,text,codes\n" + "".join(
    f"N31{n:04d},2022-01-0{1 + n % 9},enameled steel camping kettle with handle {word},6912.00.5000\n"
    for n, word in enumerate(["red", "small", "large", "for tea", "with lid", "double", "wide"])
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ENTRYGO_HOME", str(tmp_path))
    ClassifierBook(tmp_path).put(built().file)
    (tmp_path / "entrygo.db").touch()
    return tmp_path


def _run(*words: str) -> dict[str, object]:
    done = CliRunner().invoke(app, [*words, "--json"])
    return {"exit": done.exit_code, **json.loads(done.stdout)}


def test_a_build_adds_rulings_and_puts_them_in_force(home: Path, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text(ROWS)
    told = _run("classify", "build", "--rulings", str(tmp_path / "more.csv"))
    assert told["added"] == 7
    assert told["edition"] == ClassifierBook(home).current().name != edition().name
    assert told["inputs"]["present classifier"] == edition().name


def test_eval_counts_first_and_first_five_with_intervals(home: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(
        "text,codes\nceramic coffee mug,6912.00.4400\nleather wallet,9999.00.0000\n"
    )
    told = _run("classify", "eval", str(tmp_path / "rows.csv"))
    assert told["digits"]["6"]["first"]["right"] == 1
    assert told["digits"]["6"]["first"]["of"] == 1
    assert set(told["digits"]) == {"4", "6", "8", "10"}


def test_a_row_without_a_code_ends_the_command_in_words(home: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("text,codes\nmug,\n")
    told = _run("classify", "eval", str(tmp_path / "rows.csv"))
    assert told["exit"] == 1
    assert told["errorCode"] == "CLASSIFIER_UNUSABLE"
    assert "rows.csv, line 2" in told["message"]


def test_a_damaged_classifier_is_said_and_the_shipped_one_is_there_without_any(
    home: Path, tmp_path: Path
) -> None:
    (tmp_path / "rows.csv").write_text("text,codes\nmug,6912.00\n")
    (home / "classify" / "current.classifier").write_bytes(b"no classifier")
    assert _run("classify", "eval", str(tmp_path / "rows.csv"))["errorCode"] == "CLASSIFIER_UNUSABLE"
    assert len(ClassifierBook(tmp_path / "elsewhere").current().index.corpus.codes) > 15_000
    assert ClassifierBook(home).to_build_on().name == ClassifierBook(tmp_path / "elsewhere").current().name
