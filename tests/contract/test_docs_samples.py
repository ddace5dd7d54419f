"""The samples of the documentation, run as they are printed: by curl, in Python, by commands, as calls of tools.

A door that lacks a step takes it with curl. Whatever the door, the export ends in the same state.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from entrygo.cli.main import app
from entrygo.client import EntryGo
from entrygo.surfaces.docs.samples import printed, samples
from entrygo.surfaces.http.app import ENDPOINTS
from tests.serving.agent import over_http, run
from tests.serving.node import run_node, run_typescript
from tests.serving.server import Client, Server

DOCS = Path(__file__).resolve().parents[2] / "docs"
TUTORIAL = DOCS / "tutorial" / "first-export.md"
Known = dict[str, str]
Door = Callable[[str, Known], Any]


def by_curl(code: str, known: Known) -> Any:
    """Run a shell's lines and read what they print."""
    done = subprocess.run(
        ["bash", "-ec", code.replace("curl ", "curl -sS --fail-with-body ", 1)],
        env=os.environ | known,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, (code, done.stdout, done.stderr)
    return json.loads(done.stdout)


def in_python(code: str, known: Known) -> Any:
    """Run assignments and answer what the first assigned; a program that makes its own client is given it by hello."""
    names: dict[str, Any] = {variable(name): value for name, value in known.items()}
    with EntryGo(known["ENTRYGO_API_KEY"], url=known["ENTRYGO_SERVER"]) as client:
        exec(code, names | {"client": client}, assigned := {})  # type: ignore[func-returns-value]  # globals, locals
    return assigned["health"] if "health" in assigned else next(iter(assigned.values()))


def variable(name: str) -> str:
    """What a program calls a value it knows."""
    return name.lower() if "_" in name else f"{name.lower()}_id"


def in_typescript(code: str, known: Known) -> Any:
    """Run a constant's statement and answer it."""
    given = []
    for name, value in known.items():
        constant = re.sub(r"_(\w)", lambda found: found[1].upper(), variable(name))
        if f"const {constant} =" not in code:
            given.append(f"const {constant} = {json.dumps(value)};")
    if code.startswith("import"):
        return _as_a_program(code, given, known)
    answer = re.findall(r"^const (\w+) = await", code)[0]
    return run_typescript("\n".join([*given, code, f"said({answer});"]), known)


def _as_a_program(code: str, given: list[str], known: Known) -> Any:
    """Run a whole program in the folder of the checkout, as the tutorial has it; what it asked the server."""
    saying = "console.log(JSON.stringify(health));" if "const health" in code else "console.log(null);"
    made = (
        ""
        if "new EntryGo" in code
        else 'import { EntryGo } from "./clients/typescript/src/index.ts";\nconst client = new EntryGo();'
    )
    program = "\n".join([made, *given, code, saying])
    said = run_node(
        "--input-type=module-typescript",
        "--no-warnings",
        folder=DOCS.parent,
        given=program,
        environment=known,
    )
    return json.loads(said.splitlines()[-1])


def by_command(code: str, known: Known) -> Any:
    """Run the command with ``--json``."""
    program = code.replace("entrygo ", f"{Path(sys.executable).parent / 'entrygo'} ", 1)
    done = subprocess.run(
        ["bash", "-c", f"{program} --json"],
        env=os.environ | known,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, (code, done.stdout, done.stderr)
    return json.loads(done.stdout)


def by_tool(code: str, known: Known) -> Any:
    """Call the tool with its arguments."""
    call = json.loads(re.sub(r"\$([A-Z_]+)", lambda found: known[found[1]], code))
    if "mcpServers" in call:
        return _configured(call["mcpServers"]["entrygo"], known)

    async def work() -> Any:
        async with over_http(known["ENTRYGO_SERVER"], known["ENTRYGO_API_KEY"]) as agent:
            return await agent.call(call["name"], **call["arguments"])

    return run(work)


def _configured(server: dict[str, Any], known: Known) -> Any:
    """Connect as the configuration says, with this server's port and the key in the place of the dots."""
    assert server["type"] == "http"
    assert server["url"] == "http://localhost:3000/mcp"
    _, key = server["headers"]["Authorization"].split(" ")
    assert key == "shpbndl_test_..."

    async def work() -> Any:
        async with over_http(known["ENTRYGO_SERVER"], known["ENTRYGO_API_KEY"]) as agent:
            return {"accountId": (await agent.call("parties_list"))["account"]["id"], "mode": "test"}

    return run(work)


DOORS: dict[str, Door] = {
    "curl": by_curl,
    "Python": in_python,
    "TypeScript": in_typescript,
    "Command line": by_command,
    "MCP": by_tool,
}


def captured(answer: Any, path: str) -> str:
    """A value inside an answer: ``data.0.id``."""
    for part in path.split("."):
        answer = answer[int(part)] if part.isdecimal() else answer[part]
    return str(answer)


def fetched(code: str, door: str, known: Known, folder: Path) -> dict[str, Any]:
    """Fetch the package by a door into a folder, and check it as the broker would."""
    file = folder / "package.zip"
    code = code.replace('File("package.zip"', f"File({json.dumps(str(file))}")
    code = code.replace('Path("package.zip"', f"Path({json.dumps(str(file))}")
    if door in ("Python", "TypeScript"):
        DOORS[door](code, known)
    else:
        program = code.replace("entrygo ", f"{Path(sys.executable).parent / 'entrygo'} ", 1)
        subprocess.run(["bash", "-ec", program], env=os.environ | known, cwd=folder, check=True, timeout=60)
    done = CliRunner().invoke(app, ["verify-package", str(file), "--json"])
    checked: dict[str, Any] = json.loads(done.stdout)
    assert done.exit_code == 0, (checked, file.read_bytes())
    return checked


@pytest.fixture
def newcomer(server: Server) -> Client:
    """An account of which nothing is said, and a test key."""
    return server.account(mode="test", scopes="read,write,execute,admin")


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl runs the samples")
@pytest.mark.parametrize(
    "door", [pytest.param(door, marks=[pytest.mark.slow] if door == "Command line" else []) for door in DOORS]
)  # test_client takes the same commands; that each one printed is there is asked below
@pytest.mark.timeout(600)
def test_the_tutorial_leads_to_the_brokers_mail_by_every_door(
    server: Server, newcomer: Client, door: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {
        "ENTRYGO_SERVER": server.url,
        "ENTRYGO_API_KEY": newcomer.api_key,
        "ACCOUNT": newcomer.account_id,
    }
    for name in ("ENTRYGO_SERVER", "ENTRYGO_API_KEY"):
        monkeypatch.setenv(name, known[name])
    steps = re.findall(r"^```sample (\S+)$", TUTORIAL.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(steps) == set(samples())
    taken = 0
    for step in steps:
        forms = printed(step)
        has_door = door in forms
        if step == "package":
            fetched(forms[door if has_door else "curl"], door, known, tmp_path)
            continue
        answer = DOORS[door if has_door else "curl"](forms[door if has_door else "curl"], known)
        taken += has_door
        if step == "hello":
            assert (answer["accountId"], answer["mode"]) == (newcomer.account_id, "test")
        if has_door and door == "MCP" and step == "inspect":
            answer = by_curl(forms["curl"], known)  # the tool answers a summary
        for name, path in samples()[step].get("captures", {}).items():
            known[name] = captured(answer, path)
    assert taken >= 3
    seen = newcomer.ok(newcomer.get(f"/api/exports/{known['EXPORT']}"))
    assert (seen["state"], seen["readinessState"]) == ("COMPLETED", "READY")
    mails = newcomer.ok(newcomer.get("/api/captured-mails"))["data"]
    assert len([mail for mail in mails if "entries@broker.example" in str(mail)]) == 1


BLOCK = re.compile(r"^(<!-- [^\n]*-->\n)?```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"\b(GET|POST|PATCH|PUT|DELETE) (/api/[\w/{}.-]+)")
COMMAND = re.compile(
    r"(?:^|&& )(?:[A-Z_]+=\S+ +)*(?:\S*bin/)?entrygo ((?:[a-z][a-z-]* )*[a-z][a-z-]*)([^\n#&|]*)",
    re.MULTILINE,
)


def free_blocks() -> Iterator[tuple[str, str, str, str]]:
    """Every block that is no sample: its file, the mark before it, its language, its text."""
    for folder in ("tutorial", "how-to", "explanation"):
        for file in sorted((DOCS / folder).glob("*.md")):
            for mark, info, code in BLOCK.findall(file.read_text(encoding="utf-8")):
                if info.partition(" ")[0] not in ("sample", "diagram"):
                    yield file.name, mark, info, code.replace("\\\n", " ")


def test_a_block_in_a_language_is_run_or_says_why_not() -> None:
    """JSON is read; a shell's lines or a program are marked ``tested:`` or ``not run:`` on the line before."""
    for name, mark, language, code in free_blocks():
        if language == "json":
            json.loads(code)
        elif language in ("bash", "python"):
            assert mark.startswith(("<!-- tested: ", "<!-- not run: ")), f"{name}: {code}"


def test_every_command_and_call_in_a_block_is_one_that_there_is() -> None:
    recorded = json.loads((DOCS / "reference" / "commands.json").read_text(encoding="utf-8"))
    commands = {each["name"]: each for each in recorded}
    calls = {(method, re.sub(r"{\w+}", "{}", route.path)) for route in ENDPOINTS for method in route.methods}
    seen = 0
    for name, _, _, code in free_blocks():
        for method, path in CALL.findall(code):
            seen += 1
            plain = re.sub(r"{\w+}|(?<=/)[a-z]+_[\w.]+", "{}", path.rstrip("."))
            assert (method, plain) in calls, f"{name}: {method} {path}"
        for words, rest in COMMAND.findall(code):
            seen += 1
            known = [each for each in commands if words == each or words.startswith(f"{each} ")]
            assert known, f"{name}: entrygo {words}"
            options = {
                option
                for each in commands[max(known, key=len)]["parameters"]
                for option in each["name"].split()
            }
            given = set(re.findall(r"(?<=\s)--[a-z-]+", rest)) - {"--help", "--json"}
            assert given <= options, f"{name}: entrygo {words} {given - options}"
    assert seen > 40
