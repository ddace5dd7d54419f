"""The bill of materials of what an installation runs, and a refusal of licences that would bind its operator.

``python -m scripts.licences`` checks; with ``--write PATH`` it also writes the bill as CycloneDX JSON. The bill holds
what ``requirements/runtime.txt`` pins, as installed here. Copyleft goes no further than LGPL and MPL, which leave a
program that merely uses a library alone.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from license_expression import ExpressionError, get_spdx_licensing

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / "requirements" / "runtime.txt"
ALLOWED = frozenset(
    [
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "CNRI-Python",
        "ISC",
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "OFL-1.1",
        "PSF-2.0",
        "Python-2.0",
        "Unlicense",
        "Zlib",
    ]
)
CLASSIFIED = {
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "License :: OSI Approved :: GNU Library or Lesser General Public License (LGPL)": "LGPL-3.0-or-later",
}
READ_BY_HAND = {  # their wheels have the text and no field that names it
    "protobuf": "BSD-3-Clause",
    "uharfbuzz": "Apache-2.0",
}

Json = dict[str, Any]  # Any: CycloneDX


def bill() -> Json:
    """The CycloneDX bill of this environment, reduced to what an installation runs. Raises where the tool fails."""
    command = [
        sys.executable,
        "-m",
        "cyclonedx_py",
        "environment",
        sys.executable,
        "--pyproject",
        "pyproject.toml",
    ]
    done = subprocess.run(
        [*command, "--output-reproducible", "--no-validate", "--of", "JSON"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    whole = json.loads(done.stdout)
    names = runtime_names(RUNTIME.read_text())
    kept = [part for part in whole["components"] if _normal(part["name"]) in names]
    refs = {part["bom-ref"] for part in kept} | {whole["metadata"]["component"]["bom-ref"]}
    links = [
        {**link, "dependsOn": [ref for ref in link.get("dependsOn", []) if ref in refs]}
        for link in whole["dependencies"]
        if link["ref"] in refs
    ]
    return {**whole, "components": kept, "dependencies": links}


def runtime_names(lock: str) -> frozenset[str]:
    """The normalised names a lock file pins."""
    return frozenset(_normal(name) for name in re.findall(r"^([A-Za-z0-9_.-]+)==", lock, re.MULTILINE))


def faults(components: list[Json]) -> Iterator[str]:
    """A sentence for each component whose licence is unknown or not allowed."""
    for part in components:
        stated = _stated(part)
        if not stated:
            yield f"{part['name']} {part['version']} states no licence: read its text and add it to READ_BY_HAND"
        elif refused := [text for text in stated if not _is_allowed(text)]:
            yield f"{part['name']} {part['version']} is under {', '.join(refused)}: replace it, or allow it and say why"


def _stated(part: Mapping[str, Any]) -> list[str]:  # Any: CycloneDX
    """SPDX expressions where the component states any, else those its classifiers stand for."""
    found = [entry.get("expression") or entry["license"].get("id") for entry in part.get("licenses", [])]
    names = [entry.get("license", {}).get("name") for entry in part.get("licenses", [])]
    spdx = [text for text in found if text]
    read = READ_BY_HAND.get(_normal(part["name"]))
    return spdx or [CLASSIFIED.get(name, name) for name in names if name] or ([read] if read else [])


def _is_allowed(expression: str) -> bool:
    """Whether a licensee can choose so that every licence that then holds is allowed."""
    try:
        parsed = _licensing().parse(expression, validate=True)
    except ExpressionError:
        return False
    return bool(_holds(parsed))


@cache
def _licensing() -> Any:  # Any: the library is untyped
    return get_spdx_licensing()  # half a second: it reads every known licence


def _holds(node: Any) -> bool:  # Any: a node of the untyped expression library
    kind = type(node).__name__
    if kind == "OR":
        return any(_holds(each) for each in node.args)
    if kind == "AND":
        return all(_holds(each) for each in node.args)
    return str(node) in ALLOWED


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    """0 where every licence is allowed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, metavar="PATH", help="write the bill as CycloneDX JSON")
    given = parser.parse_args()
    made = bill()
    found = list(faults(made["components"]))
    if given.write:
        given.write.parent.mkdir(parents=True, exist_ok=True)
        given.write.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n")
    print("\n".join([*found, f"licences: {len(made['components'])} components, {len(found)} faults"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
