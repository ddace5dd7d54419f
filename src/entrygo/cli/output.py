"""What every command shares: ``--json``, how a result and a failure are printed, the settings, examples in help."""

import sys
from collections.abc import Mapping
from typing import Annotated, NoReturn

import orjson
import typer
from pydantic import ValidationError
from rich.console import Console

from entrygo.contract.canonical import JsonObject, JsonValue
from entrygo.settings import Settings, faults_of

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


def print_json(document: JsonObject) -> None:
    """One JSON object on standard output."""
    sys.stdout.buffer.write(orjson.dumps(document, default=str) + b"\n")
    sys.stdout.flush()


def person(*, stderr: bool = False) -> Console:
    """A terminal or a pipe that a person reads: text as it is, long lines not cut."""
    return Console(stderr=stderr, soft_wrap=True, highlight=False, markup=False)


def tell(document: JsonObject, as_json: bool, words: str) -> None:
    """A command's result: the JSON object, or words for a person."""
    if as_json:
        print_json(document)
    else:
        person().print(words)


def fail(
    code: str,
    message: str,
    as_json: bool,
    *,
    details: Mapping[str, JsonValue] | None = None,
) -> NoReturn:
    """Say what went wrong, on standard output as JSON or on standard error in words, and exit with status 1."""
    if as_json:
        more: JsonObject = {} if details is None else {"details": dict(details)}
        print_json({"errorCode": code, "message": message, **more})
    else:
        person(stderr=True).print(message, style="red")
    raise typer.Exit(1)


def read_settings(as_json: bool) -> Settings:
    """The environment's settings; a variable that is not valid is named and ends the command with status 1."""
    try:
        return Settings()
    except ValidationError as error:
        fail("INVALID_SETTINGS", f"{'; '.join(faults_of(error))}. Correct these variables.", as_json)


def examples(*commands: str) -> str:
    """The end of a command's help."""
    return "\n\n".join(["Examples:", *(f"$ entrygo {command}" for command in commands)])
