"""The bundle in force under a home: loaded whole or not at all, seen by a running book, older ones refused."""

from pathlib import Path

import orjson
import pytest

from entrygo.contract.problems import Problem
from entrygo.store.editions import FileTariffBook
from entrygo.store.editions.law import FileLaw, load, named_documents
from entrygo.tariff.law import InvalidBundle, packed, shipped_documents, shipped_law


def bundle(path: Path, **manifest: object) -> str:
    """The shipped law under another manifest, as a file."""
    documents = dict(shipped_documents())
    documents["law.json"] = orjson.dumps(orjson.loads(documents["law.json"]) | manifest)
    path.write_bytes(packed(documents))
    return str(path)


@pytest.mark.requirement("law:bundle:replaceable")
def test_a_loaded_bundle_is_seen_by_a_running_book_and_shipped_puts_the_release_back(tmp_path: Path) -> None:
    book = FileTariffBook(tmp_path)
    assert book.law.stamp == shipped_law().stamp
    load(bundle(tmp_path / "next.zip", version="2026.12.20", as_of="2026-12-20"), tmp_path)
    assert book.law.stamp.version == "2026.12.20"
    assert FileLaw(tmp_path).current().stamp == book.law.stamp
    load("shipped", tmp_path)
    assert book.law.stamp == shipped_law().stamp
    assert orjson.loads(named_documents("previous", tmp_path)["law.json"])["version"] == "2026.12.20"
    load("previous", tmp_path)
    assert book.law.stamp.version == "2026.12.20"


def test_a_faulty_or_older_bundle_changes_nothing(tmp_path: Path) -> None:
    load(bundle(tmp_path / "next.zip", version="next", as_of="2026-12-20"), tmp_path)
    for wrong, said in (({"as_of": "soon"}, "soon"), ({"as_of": "2026-01-01"}, "ships inside is as of")):
        with pytest.raises(InvalidBundle, match=said):
            load(bundle(tmp_path / "wrong.zip", **wrong), tmp_path)
        assert FileTariffBook(tmp_path).law.stamp.version == "next"


def test_a_damaged_bundle_in_force_is_unavailable_and_never_another_law(tmp_path: Path) -> None:
    load(bundle(tmp_path / "next.zip", version="next", as_of="2026-12-20"), tmp_path)
    (tmp_path / "tariff" / "law.zip").write_bytes(b"torn")
    with pytest.raises(Problem, match="law cannot be read"):
        _ = FileTariffBook(tmp_path).law


def test_a_folder_of_documents_loads_as_its_zip_does(tmp_path: Path) -> None:
    for name, content in shipped_documents().items():
        path = tmp_path / "mine" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert load(str(tmp_path / "mine"), tmp_path).stamp == shipped_law().stamp
