"""What a commit's message must say, on commits in a repository of the test's own."""

import os
import subprocess
import uuid
from pathlib import Path

import pytest

from scripts.commits import EXCUSED, Commit, check, faults

AUTHOR = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@x.example"}
GIT = AUTHOR | {name.replace("AUTHOR", "COMMITTER"): value for name, value in AUTHOR.items()}
BODY = "\n\nAn unknown duty was shown as nothing."


def git(root: Path, *arguments: str) -> str:
    """Run git in a folder, with no configuration but its own; what it prints."""
    environment = os.environ | GIT | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", *arguments]
    return subprocess.run(
        command, cwd=root, env=environment, check=True, capture_output=True, text=True
    ).stdout


def commit(root: Path, message: str, *, lines: int = 1) -> str:
    """Commit a new file of so many lines; the commit's id."""
    (root / f"{uuid.uuid4()}.txt").write_text("x\n" * lines)
    git(root, "add", ".")
    git(root, "commit", "-qm", message)
    return git(root, "rev-parse", "HEAD").strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty repository."""
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    return folder


@pytest.mark.parametrize(
    ("message", "lines"),
    [
        (f"store: keep an unknown duty unknown{BODY}", 500),
        ("docs: name the port", 20),
        ("store, effects: an absent database is one line in the log", 3),
        (f"store: {'x' * 65}{BODY}", 500),
    ],
)
def test_a_good_message_has_no_fault(message, lines):
    assert not list(faults(Commit(id="1", message=message, lines=lines)))


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (f"Fixed things{BODY}", "room: what it now does"),
        (f"store:no space{BODY}", "room: what it now does"),
        (f"store: keep an unknown duty unknown.{BODY}", "room: what it now does"),
        (f"store: {'x' * 66}{BODY}", "73 characters, limit 72"),
        ("store: keep an unknown duty unknown\nas it was", "no empty line"),
        ("store: keep an unknown duty unknown", "21 lines change and no body"),
    ],
)
def test_a_bad_message_is_refused_with_what_is_wrong(message, said):
    (fault,) = faults(Commit(id="1", message=message, lines=21))
    assert said in fault


def test_only_what_came_after_the_start_is_checked(root, capsys):
    start = commit(root, "Whatever it was")
    commit(root, "store: keep an unknown duty unknown", lines=20)
    assert check(root, start) == 0
    commit(root, "store: keep an unknown duty unknown", lines=21)
    assert check(root, start) == 1
    assert "21 lines change and no body says why" in capsys.readouterr().out


def test_a_tag_begins_the_check_anew(root):
    start = commit(root, "Whatever it was")
    commit(root, "Something else")
    assert check(root, start) == 1
    git(root, "tag", "v1.0")
    assert check(root, start) == 0
    commit(root, "Again something else")
    assert check(root, start) == 1


def test_a_merge_and_an_excused_commit_are_counted_aloud(root, capsys, monkeypatch):
    start = commit(root, "Whatever it was")
    git(root, "switch", "-qc", "other")
    commit(root, "docs: name the port")
    git(root, "switch", "-q", "main")
    wrong = commit(root, "Something else", lines=2)
    git(root, "merge", "-q", "--no-ff", "-m", "Merge other", "other")
    assert check(root, start) == 1
    monkeypatch.setitem(EXCUSED, wrong, "published")
    assert check(root, start) == 0
    assert "not checked: 1 merges, 1 excused" in capsys.readouterr().out


def test_a_shallow_clone_passes_and_says_that_nothing_is_checked(root, capsys):
    start = commit(root, "Whatever it was")
    commit(root, "Something else")
    clone = root.parent / "clone"
    git(root.parent, "clone", "-q", "--depth", "1", root.as_uri(), str(clone))
    assert check(clone, start) == 0
    assert "a shallow clone without" in capsys.readouterr().out


def test_a_folder_that_is_no_clone_passes_and_says_so(tmp_path, capsys):
    assert check(tmp_path) == 0
    assert "not a clone" in capsys.readouterr().out
