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

from entrygo.client import EntryGo
from entrygo.surfaces.docs.samples import printed, samples
from entrygo.surfaces.http.app import ENDPOINTS
from tests.serving.agent import over_http, run
from tests.serving.node import run_typescript
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
    """Run assignments and answer what the first assigned."""
    names: dict[str, Any] = {variable(name): value for name, value in known.items()}
    with EntryGo(known["ENTRYGO_API_KEY"], url=known["ENTRYGO_SERVER"]) as client:
        exec(code, names | {"client": client}, assigned := {})  # type: ignore[func-returns-value]  # globals, locals
    return next(iter(assigned.values()))


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
    answer = re.findall(r"^const (\w+) = await", code)[0]
    return run_typescript("\n".join([*given, code, f"said({answer});"]), known)


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

    async def work() -> Any:
        async with over_http(known["ENTRYGO_SERVER"], known["ENTRYGO_API_KEY"]) as agent:
            return await agent.call(call["name"], **call["arguments"])

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


@pytest.fixture
def newcomer(server: Server) -> Client:
    """An account of which nothing is said, and a test key."""
    return server.account(mode="test", scopes="read,write,execute,admin")


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl runs the samples")
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.timeout(600)
def test_the_tutorial_leads_to_the_brokers_mail_by_every_door(
    server: Server, newcomer: Client, door: str
) -> None:
    known = {
        "ENTRYGO_SERVER": server.url,
        "ENTRYGO_API_KEY": newcomer.api_key,
        "ACCOUNT": newcomer.account_id,
    }
    steps = re.findall(r"^```sample (\S+)$", TUTORIAL.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(steps) == set(samples())
    taken = 0
    for step in steps:
        forms = printed(step)
        has_door = door in forms
        answer = DOORS[door if has_door else "curl"](forms[door if has_door else "curl"], known)
        taken += has_door
        for name, path in samples()[step].get("captures", {}).items():
            if has_door and door == "MCP" and step == "inspect":
                continue  # the tool answers a summary
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
