"""A home folder is closed to other users of the machine, whatever the umask and however it was made."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from entrygo.cli.main import app
from entrygo.maintenance.private_home import OTHERS, make_private, open_to_others


@pytest.fixture(autouse=True)
def _open_umask() -> Iterator[None]:
    """A umask that lets everybody read, as most have."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_a_new_home_and_what_is_written_there_is_closed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    make_private(home)
    (home / "entrygo.db").write_bytes(b"keys")
    assert home.stat().st_mode & 0o777 == 0o700
    assert (home / "entrygo.db").stat().st_mode & 0o777 == 0o600
    assert open_to_others(home) == []


def test_an_open_home_of_an_earlier_version_is_closed_with_all_that_is_in_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    inner = home / "artifacts" / "acc_1"
    inner.mkdir(parents=True)
    (inner / "file").write_bytes(b"papers")
    (home / "entrygo.db").write_bytes(b"keys")
    assert set(open_to_others(home)) == {home, home / "artifacts", home / "entrygo.db"}
    make_private(home)
    assert open_to_others(home) == []
    assert not any(path.stat().st_mode & OTHERS for path in home.rglob("*"))


def test_a_file_that_was_left_open_in_a_closed_home_is_closed(tmp_path: Path) -> None:
    make_private(tmp_path)
    (tmp_path / "secret.key").write_bytes(b"key")
    (tmp_path / "secret.key").chmod(0o644)
    make_private(tmp_path)
    assert open_to_others(tmp_path) == []


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o027], ids=oct)
def test_a_restored_home_and_its_backup_are_closed_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    home, backup, again = tmp_path / "home", tmp_path / "backup", tmp_path / "again"
    typed(umask, home, "account", "create", "--name", "Maple")
    typed(umask, home, "backup", str(backup))
    typed(umask, again, "restore", str(backup))
    for folder in (home, backup, again):
        looked = (folder, *folder.rglob("*"))
        assert [path for path in looked if path.stat().st_mode & OTHERS] == []
        assert folder.stat().st_mode & 0o777 == 0o700
    assert home_of(typed(umask, again, "doctor"))["status"] == "ok"
    (again / "entrygo.db").chmod(0o640)
    found = home_of(typed(umask, again, "doctor", status=1))
    assert (found["status"], "entrygo.db" in found["words"]) == ("fail", True)


def typed(umask: int, home: Path, *words: str, status: int = 0) -> dict[str, Any]:
    """A command on a home, under the umask of a login; its answer."""
    os.umask(umask)
    done = CliRunner().invoke(app, [*words, "--json"], env={"ENTRYGO_HOME": str(home)})
    assert done.exit_code == status, done.output
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def home_of(diagnosis: dict[str, Any]) -> dict[str, str]:
    """What the doctor says of the home."""
    [found] = [each for each in diagnosis["checks"] if each["name"] == "home"]
    return dict(found)
