"""What the console's pages are given beside our own files: which packages, under which licences, byte for byte."""

import hashlib
import json
from importlib.resources import files
from pathlib import Path

import pytest

from entrygo.surfaces.console import assets
from scripts.licences import ALLOWED

ROOT = Path(__file__).resolve().parents[4]
BUNDLED = Path(str(files("entrygo.surfaces.console") / "assets" / "bundled"))
LOCK = json.loads((ROOT / "web" / "package-lock.json").read_text())["packages"]
WANTED = json.loads((ROOT / "web" / "package.json").read_text())["dependencies"]
SPDX = {"BSD-0-Clause": "0BSD"}  # as htmx.org spells it; its licence text is that of 0BSD


def record() -> dict:
    return json.loads((BUNDLED / "bundle.json").read_text())


def test_the_bundle_holds_the_versions_of_the_lock_under_licences_that_bind_nobody() -> None:
    found = {each["name"]: each for each in record()["packages"]}
    assert found.keys() == WANTED.keys()
    for name, each in found.items():
        assert each["version"] == WANTED[name] == LOCK[f"node_modules/{name}"]["version"]
        assert SPDX.get(each["license"], each["license"]) in ALLOWED


def test_the_lock_holds_every_package_by_its_hash_and_no_address() -> None:
    packages = {name: each for name, each in LOCK.items() if name}
    assert {name.removeprefix("node_modules/") for name in packages} == WANTED.keys()
    for each in packages.values():
        assert each["integrity"].startswith("sha512-")
        assert "resolved" not in each


def test_every_bundled_file_is_the_one_that_was_taken_from_its_package() -> None:
    taken = record()["files"]
    there = {str(path.relative_to(BUNDLED)) for path in BUNDLED.rglob("*") if path.is_file()}
    assert there - {"bundle.json"} == taken.keys()
    for name, digest in taken.items():
        assert hashlib.sha256((BUNDLED / name).read_bytes()).hexdigest() == digest
    assert {"htmx.LICENSE.txt", "inter.LICENSE.txt", "icons.LICENSE.txt"} <= there


def test_a_file_is_found_under_its_digest_and_the_style_names_the_font_so() -> None:
    every = assets.assets()
    for name, each in every.items():
        assert each.url == f"/console/assets/{hashlib.sha256(each.content).hexdigest()[:8]}/{name}"
    assert every["inter.woff2"].url.encode() in every["console.css"].content


def test_where_the_bundle_is_missing_the_words_say_how_it_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(assets.BUNDLED, "htmx.js", "bundled/absent.js")
    with pytest.raises(FileNotFoundError, match="make setup"):
        assets.assets.__wrapped__()
