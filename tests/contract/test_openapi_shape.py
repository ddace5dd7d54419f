"""The API description is small, says what repeats once, and names what generators make types of."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving.server import Client

Node = dict[str, Any]
LINTER = Path(__file__).resolve().parents[1] / "description"


@pytest.fixture(scope="module")
def description(client: Client) -> Node:
    """The description as it is served, without a key."""
    document: Node = client.http.get("/docs/api/openapi", headers={"authorization": ""}).json()
    return document


def operations(description: Node) -> Iterator[tuple[str, str, Node]]:
    """Method, path and node of every operation."""
    for path, item in description["paths"].items():
        for method, node in item.items():
            yield method, path, node


def test_what_operations_share_is_said_once(description: Node, client: Client) -> None:
    assert client.http.get("/openapi.json").json() == description
    assert len(client.http.get("/docs/api/openapi").content) < 250_000, "an agent reads the whole of it"
    for _, path, node in operations(description):
        assert all("$ref" in each for status, each in node["responses"].items() if status[0] in "45d"), path


def test_values_of_an_enumeration_have_a_name(description: Node) -> None:
    """Generators make one type of a named list of values, and as many as there are fields of one that is not."""
    for name, schema in description["components"]["schemas"].items():
        for field, part in schema.get("properties", {}).items():
            for each in (part, *part.get("anyOf", ()), *([part["items"]] if "items" in part else ())):
                assert "enum" not in each, f"{name}.{field}"
                assert set(each) & {"type", "$ref", "anyOf", "allOf", "const"}, (
                    f"{name}.{field} may be anything"
                )


def test_operations_keep_names_of_their_own_when_a_generator_rewrites_them(description: Node) -> None:
    plain = [re.sub(r"\W|_", "", node["operationId"]).lower() for _, _, node in operations(description)]
    assert len(set(plain)) == len(plain)


def test_null_is_no_default_of_a_field(description: Node) -> None:
    """An optional field with a default reads as one that is always there to those who generate clients."""
    for name, schema in description["components"]["schemas"].items():
        for field, part in schema.get("properties", {}).items():
            assert part.get("default", 0) is not None, f"{name}.{field}"


@pytest.mark.slow  # the tests above hold the description to what clients read of it
@pytest.mark.skipif(shutil.which("npm") is None, reason="node and npm run the linter")
def test_a_public_linter_finds_no_fault_in_the_description(description: Node, tmp_path: Path) -> None:
    """Redocly's recommended rules, of the version and hashes in ``tests/description``; fetched once."""
    modules = LINTER / "node_modules"
    if not modules.is_dir():
        fetch = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(LINTER)]
        if subprocess.run(fetch, capture_output=True, timeout=90, check=False).returncode:
            pytest.skip("npm reached no registry, so the linter could not be fetched")
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(description))
    quiet = os.environ | {"REDOCLY_TELEMETRY": "off"}
    done = subprocess.run(
        ["node", "lint.mjs", str(document)],
        cwd=LINTER,
        env=quiet,
        capture_output=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
