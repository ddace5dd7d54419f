"""A command over what cannot be used: a damaged database, one that is away, a home that is none. Words, status 1."""

import json
import sys
from pathlib import Path

import pytest

from entrygo.cli import main


def ended(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *command: str, **environment: str
) -> str:
    """The words a command ends with, which are the same for people and for programs."""
    for name in ("ENTRYGO_SERVER", "ENTRYGO_DATABASE_URL", "ENTRYGO_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    said = []
    for argv in (command, (*command, "--json")):
        monkeypatch.setattr(sys, "argv", ["entrygo", *argv])
        with pytest.raises(SystemExit) as end:
            main.main()
        assert end.value.code == 1
        said.append(capsys.readouterr())
    answer = json.loads(said[1].out)
    assert answer["errorCode"] == "INSTALLATION_UNUSABLE"
    words = str(answer["message"])
    assert words.split(" ")[0] in said[0].err
    assert said[0].out == ""
    return words


@pytest.mark.parametrize("command", ["account list", "audit verify", "serve --port 0"])
def test_a_damaged_database_ends_any_command_in_words(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = b"no database at all " * 100
    (tmp_path / "entrygo.db").write_bytes(kept)
    words = ended(capsys, monkeypatch, *command.split(), ENTRYGO_HOME=str(tmp_path))
    assert "file is not a database" in words
    assert (tmp_path / "entrygo.db").read_bytes() == kept


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://nobody@127.0.0.1:1/none", "The database cannot be used"),
        ("nonsense", "ENTRYGO_DATABASE_URL is no address of a database"),
    ],
)
def test_a_database_that_is_away_or_none_ends_a_command_in_words(
    url: str,
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "entrygo.db").touch()
    said = ended(capsys, monkeypatch, "account", "list", ENTRYGO_HOME=str(tmp_path), ENTRYGO_DATABASE_URL=url)
    assert words in said


def test_a_home_that_is_a_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "file"
    home.write_text("x")
    assert str(home) in ended(capsys, monkeypatch, "migrate", ENTRYGO_HOME=str(home))
