"""A home folder is closed to other users of the machine, whatever the umask and however it was made."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

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
