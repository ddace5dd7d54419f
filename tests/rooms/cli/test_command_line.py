"""The command line as a whole: its help, its ``--json``, how fast a small command starts, what a bad setting says."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from entrygo import __version__
from entrygo.cli.main import app
from entrygo.contract.actor import KEY_PREFIX
from tests.serving.forked import run_entrygo

SLOW_TO_LOAD = ("dbos", "fastapi", "starlette", "uvicorn", "httpx", "uharfbuzz", "jinja2", "xlsxwriter")
LOADED = """
import json, sys
from entrygo.cli.main import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def commands(group: TyperCommand, *path: str) -> Iterator[tuple[tuple[str, ...], TyperCommand]]:
    """Every command that does something, with the words that name it."""
    if not isinstance(group, TyperGroup):
        yield path, group
        return
    for name, command in group.commands.items():
        yield from commands(command, *path, name)


COMMANDS = [pytest.param(path, command, id=" ".join(path)) for path, command in commands(get_command(app))]


def entrygo(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ENTRYGO_")}
    done = run_entrygo(arguments, env=kept | {"ENTRYGO_HOME": str(home)} | environment)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize(("path", "command"), COMMANDS)
def test_every_command_takes_json_and_says_what_it_does(path: tuple[str, ...], command: TyperCommand) -> None:
    assert any("--json" in each.opts for each in command.params)
    assert command.help


@pytest.mark.parametrize(("path", "command"), COMMANDS)
def test_the_examples_in_a_command_s_help_are_calls_of_it(
    path: tuple[str, ...], command: TyperCommand
) -> None:
    if path == ("version",):
        return
    heading, *examples = (command.epilog or "").split("\n\n")
    assert heading == "Examples:"
    assert examples
    for example in examples:
        words = shlex.split(example.removeprefix("$ entrygo "))
        assert tuple(words[: len(path)]) == path
        command.make_context(" ".join(path), words[len(path) :])  # raises for what is no option of it


@pytest.mark.parametrize("words", [[], ["key"], ["key", "create"], ["serve"]])
def test_h_is_help_wherever_it_stands(words: list[str]) -> None:
    short, long = CliRunner().invoke(app, [*words, "-h"]), CliRunner().invoke(app, [*words, "--help"])
    assert (short.exit_code, short.stdout) == (0, long.stdout)
    assert "Usage:" in short.stdout


def test_the_version_is_an_option_and_a_command() -> None:
    assert CliRunner().invoke(app, ["--version"]).stdout == f"EntryGo {__version__}\n"
    assert json.loads(CliRunner().invoke(app, ["version", "--json"]).stdout) == {"version": __version__}


def test_a_shell_can_complete_commands(tmp_path: Path) -> None:
    asked = {"_ENTRYGO_COMPLETE": "complete_bash", "COMP_WORDS": "entrygo key ", "COMP_CWORD": "2"}
    done = entrygo(home=tmp_path, **asked)
    assert sorted(done.stdout.split()) == ["create", "list", "policy", "revoke", "rotate"]


def test_a_key_is_made_without_loading_the_server(tmp_path: Path) -> None:
    account = json.loads(entrygo("account", "create", "--name", "A", "--json", home=tmp_path).stdout)
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "key", "create", "--account", account["accountId"], "--json"],
        env=os.environ | {"ENTRYGO_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    made, loaded = map(json.loads, done.stdout.splitlines())
    assert made["apiKey"].startswith(f"{KEY_PREFIX}_live_")
    assert not set(loaded) & set(SLOW_TO_LOAD)


def test_a_bad_setting_is_named_and_its_value_is_not_shown(tmp_path: Path) -> None:
    for json_asked in ((), ("--json",)):
        done = entrygo(
            "account", "create", "--name", "A", *json_asked, home=tmp_path, ENTRYGO_METRICS_TOKEN="short"
        )
        assert done.returncode == 1
        assert "ENTRYGO_METRICS_TOKEN" in (done.stdout if json_asked else done.stderr)
        assert "'short'" not in done.stdout + done.stderr
    assert json.loads(done.stdout)["errorCode"] == "INVALID_SETTINGS"


def test_verification_needs_no_readable_settings(tmp_path: Path) -> None:
    done = entrygo(
        "verify-plan", str(tmp_path / "absent"), "--json", home=tmp_path, ENTRYGO_METRICS="nonsense"
    )
    assert (done.returncode, json.loads(done.stdout)["intact"]) == (1, False)


@pytest.mark.parametrize("words", [["products", "import"], ["orders", "import"], ["products", "suggest"]])
def test_a_server_without_a_key_is_said_before_anything_is_asked(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("externalId,title\na,Mug\n")
    file = [str(tmp_path / "a.csv")] if words[1] == "import" else []
    done = CliRunner().invoke(
        app,
        [*words, *file, "--server", "http://localhost:1", "--key", "", "--json"],
        env={"ENTRYGO_API_KEY": ""},
    )
    assert done.exit_code == 1
    assert json.loads(done.stdout)["errorCode"] == "NO_API_KEY"
