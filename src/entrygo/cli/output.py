"""What every command shares: ``--json``, how a result and a failure are printed, the settings, examples in help."""

import sys
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, NoReturn

import orjson
import typer
from pydantic import ValidationError
from rich.console import Console

from entrygo.contract.canonical import JsonObject, JsonValue, decimal_text
from entrygo.settings import Settings, faults_of

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


def _as_json(value: object) -> object:
    """A decimal as the number it is, anything else that JSON has no form for as text."""
    return orjson.Fragment(decimal_text(value).encode()) if isinstance(value, Decimal) else str(value)


def print_json(document: JsonObject) -> None:
    """One JSON object on standard output."""
    sys.stdout.buffer.write(orjson.dumps(document, default=_as_json) + b"\n")
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
    more: Mapping[str, JsonValue] | None = None,
    status: int = 1,
) -> NoReturn:
    """Say what went wrong, on standard output as JSON or on standard error in words, and exit with a status."""
    if as_json:
        document: JsonObject = {"errorCode": code, "message": message}
        if details is not None:
            document["details"] = dict(details)
        print_json(document | {name: value for name, value in (more or {}).items() if value is not None})
    else:
        person(stderr=True).print(message, style="red")
    raise typer.Exit(status)


def require_key(key: str, as_json: bool) -> None:
    """End the command where no API key was given for a server."""
    if not key:
        words = (
            "Say which API key to use: --key, ENTRYGO_API_KEY in the environment, or `entrygo login` once."
        )
        fail("NO_API_KEY", words, as_json)


def read_settings(as_json: bool) -> Settings:
    """The environment's settings; a variable that is not valid is named and ends the command with status 1."""
    try:
        return Settings()
    except ValidationError as error:
        fail("INVALID_SETTINGS", f"{'; '.join(faults_of(error))}. Correct these variables.", as_json)


def home_settings(as_json: bool) -> Settings:
    """:func:`read_settings` of a command that works on an installation that is there; status 1 where there is none.

    Such a command makes no home, so that one typed in the wrong folder says so instead of finding an empty one.
    """
    settings = read_settings(as_json)
    from entrygo.maintenance.home import missing
    from entrygo.maintenance.private_home import write_closed

    if (words := missing(settings)) is not None:
        fail("NO_HOME", words, as_json, details={"home": str(settings.home.absolute())})
    say_home(settings, as_json)
    write_closed()
    return settings


def say_home(settings: Settings, as_json: bool) -> None:
    """Say to a person, beside the result, on which installation a command works."""
    if not as_json and settings.log_format == "text":  # a log of JSON holds nothing else
        elsewhere = ", database of ENTRYGO_DATABASE_URL" if settings.database_url else ""
        say_where(f"Home {settings.home.absolute()}{elsewhere}")


def say_where(words: str) -> None:
    """What a command works on, on standard error."""
    person(stderr=True).print(words, style="dim")


def examples(*commands: str) -> str:
    """The end of a command's help."""
    return "\n\n".join(["Examples:", *(f"$ entrygo {command}" for command in commands)])
