"""The screening list on disk: whole or not at all, and seen by who holds it open."""

import json
from datetime import date
from pathlib import Path

import pytest

from entrygo.contract.problems import Problem
from entrygo.planning.screening import CLEARED, OPEN, ScreenedParty
from entrygo.ports.screening import ScreeningList
from entrygo.store.screening import FileScreening, load, status

ROWS = [
    {"id": "e1", "source": "EL", "name": "Zhenhua Micro Instruments", "addresses": [{"country": "CN"}]},
    {"id": "e2", "source": "SDN", "name": "Vostokneft Shipping Logistics"},
]
DAY = date(2026, 11, 20)


def written(folder: Path, *rows: dict[str, object]) -> Path:
    """A list as a file."""
    path = folder / "csl.json"
    path.write_text(json.dumps({"results": rows}))
    return path


def party(path: str, name: str, address: str | None = None) -> ScreenedParty:
    """A party to screen."""
    return ScreenedParty(path=path, name=name, country="CN", address=address)


def current(held: FileScreening) -> ScreeningList:
    """The list in force."""
    listed = held.current()
    assert listed is not None
    return listed


def test_nothing_is_in_force_until_a_list_is_loaded_and_then_at_once(tmp_path: Path) -> None:
    held = FileScreening(tmp_path)
    assert held.current() is None
    assert status(tmp_path, DAY)["loaded"] is False
    load(written(tmp_path, *ROWS), tmp_path, as_of=DAY)
    first = current(held)
    assert (first.as_of, first.entry_count) == (DAY, 2)
    assert held.current() is first, "the index is built once a version"
    load(written(tmp_path, *ROWS[:1]), tmp_path, as_of=DAY)
    assert current(held).entry_count == 1
    assert first.entry_count == 2, "a list does not change under its reader"


def test_status_tells_day_age_sources_and_the_files_hash(tmp_path: Path) -> None:
    load(written(tmp_path, *ROWS), tmp_path, as_of=date(2026, 11, 10))
    told = status(tmp_path, DAY)
    assert (told["asOf"], told["ageDays"], told["entries"]) == ("2026-11-10", 10, 2)
    assert told["sources"] == {"EL": 1, "SDN": 1}
    assert len(told["sha256"]) == 64


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", '{"results": 3}', "[not json", "[]", "\xff\xfe"])
def test_a_file_that_is_no_list_leaves_the_one_before_in_force(tmp_path: Path, text: str) -> None:
    load(written(tmp_path, *ROWS), tmp_path, as_of=DAY)
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(text, encoding="latin-1")
    with pytest.raises(ValueError, match=r"wrong\.csv cannot be loaded"):
        load(wrong, tmp_path)
    assert current(FileScreening(tmp_path)).entry_count == 2
    assert [each.name for each in (tmp_path / "screening").iterdir()] == ["list.json"]


def test_a_damaged_list_is_told_and_never_taken_for_no_list(tmp_path: Path) -> None:
    load(written(tmp_path, *ROWS), tmp_path)
    (tmp_path / "screening" / "list.json").write_text('{"entries": [')
    with pytest.raises(Problem, match="screening load") as caught:
        FileScreening(tmp_path).current()
    assert caught.value.code == "UNAVAILABLE"


def test_a_name_seen_again_is_answered_for_its_own_party(tmp_path: Path) -> None:
    load(written(tmp_path, *ROWS), tmp_path)
    listed = current(FileScreening(tmp_path))
    here, there = (
        party("orders[b].buyer.name", "Zhenhua Micro Instruments", "1 Road"),
        party("account.name", "Zhenhua Micro Instruments", "2 Road"),
    )
    (first,) = listed.hits([here], {})
    decided = {(str(first["entry_key"]), here.fingerprint): CLEARED}
    found = listed.hits([here, there], decided)
    assert [hit["party_path"] for hit in found] == ["account.name", "orders[b].buyer.name"]
    assert [hit["disposition"] for hit in found] == [OPEN, CLEARED]
    assert [hit["party_fingerprint"] for hit in found] == [there.fingerprint, here.fingerprint]
    assert listed.hits([party("account.name", "Maple Goods")], {}) == []
