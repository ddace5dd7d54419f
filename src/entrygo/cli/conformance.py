"""``entrygo conformance``: whether a server keeps the contract."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import orjson
import typer

from entrygo.cli.output import AsJson, examples, fail, person, print_json, require_key, say_where

if TYPE_CHECKING:
    from entrygo.conformance.drivers.driver import Driver
    from entrygo.conformance.report import Report
    from entrygo.conformance.runner import Given, Result

app = typer.Typer()
DOORS = ("rest", "python", "typescript", "cli", "mcp")
LIVE = "_live_"
COULD_NOT_RUN = 2
JUNIT = Annotated[Path | None, typer.Option(help="Write JUnit's XML here too.", show_default=False)]
TYPESCRIPT = Annotated[
    Path | None,
    typer.Option(
        help="The TypeScript client for its door: clients/typescript/src/index.ts.", show_default=False
    ),
]


@app.command(
    epilog=examples(
        "conformance http://localhost:3000 --key shpbndl_test_...",
        "conformance http://localhost:3000 --key KEY --other-key KEY2 --doors rest,python,cli,mcp",
        "conformance http://localhost:3000 --key KEY --doors typescript --typescript clients/typescript/src/index.ts",
        "conformance https://other.example --key KEY --profile reference --given ids.json --junit report.xml",
    )
)
def conformance(
    url: Annotated[str, typer.Argument(help="Address of the server.")],
    *,
    key: Annotated[str, typer.Option(envvar="ENTRYGO_API_KEY", help="A test key.", show_default=False)] = "",
    other_key: Annotated[
        str,
        typer.Option(
            help="A test key of another account, to judge what it must not see.", show_default=False
        ),
    ] = "",
    profile: Annotated[
        Literal["reference", "full"],
        typer.Option(help="reference: what the protocol's page says; full: the whole contract."),
    ] = "full",
    doors: Annotated[str, typer.Option(help=f"Doors the loop goes through: {', '.join(DOORS)}.")] = "rest",
    typescript: TYPESCRIPT = None,
    given: Annotated[
        Path | None,
        typer.Option(
            help="JSON of accountId, warehouseId, brokerId and orders by kind, for a server without sync.",
            show_default=False,
        ),
    ] = None,
    only: Annotated[str, typer.Option(help="Requirements by id, such as 'EXE-*'.")] = "*",
    expected_failures: Annotated[
        Path | None, typer.Option(help="A file of lines 'ID reason': known failures.", show_default=False)
    ] = None,
    junit: JUNIT = None,
    live: Annotated[bool, typer.Option("--live", help="Allow a live key: brokers get mail.")] = False,
    as_json: AsJson = False,
) -> None:
    """Judge a server: scenarios over its doors, each result with its clause, the calls and why.

    It makes a warehouse, a broker, products and orders of its own, executes, and leaves them there. A live key is
    refused. Exit status: 0 conforms, 1 does not, 2 could not be judged.
    """
    require_key(key, as_json)
    from entrygo.conformance.drivers.driver import DriverFault
    from entrygo.conformance.report import STATUS, Report

    if not as_json:
        say_where(f"Server {url}")
    asked = _Asked(
        profile=profile, only=only, has_other=bool(other_key), is_live_allowed=live, as_json=as_json
    )
    with ExitStack() as stack:
        try:
            opened = _opened(
                stack, url, (key, other_key), _door_names(doors, typescript, as_json), typescript
            )
            known = _expected(expected_failures)
            results = _judged(opened, _given(given), key, asked)
        except (OSError, ValueError, KeyError) as error:
            _stop("INVALID_ARGUMENT", f"A file cannot be read: {error}", as_json)
        except DriverFault as fault:
            _stop("NO_ANSWER", str(fault), as_json)
    report = Report(url=url, profile=profile, results=results, expected=known)
    _tell(report, junit, as_json)
    raise typer.Exit(STATUS[report.verdict])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What of a server is judged."""

    profile: Literal["reference", "full"]
    only: str
    has_other: bool
    is_live_allowed: bool
    as_json: bool


def _judged(opened: Sequence["Driver"], given: "Given | None", key: str, asked: _Asked) -> list["Result"]:
    """The results, each told a person as it comes."""
    from entrygo.conformance.runner import Runner

    rest = opened[0]
    _require_test_key(rest, key, is_allowed=asked.is_live_allowed, as_json=asked.as_json)
    return Runner(rest, given=given, has_other=asked.has_other).judge(
        opened,
        profile=asked.profile,
        only=lambda each: fnmatchcase(each, asked.only),
        told=lambda result: None if asked.as_json else _show(result),
    )


def _door_names(doors: str, typescript: Path | None, as_json: bool) -> list[str]:
    names = [each.strip() for each in doors.split(",") if each.strip()]
    if unknown := [each for each in names if each not in DOORS]:
        _stop(
            "INVALID_ARGUMENT", f"There is no door {unknown[0]}; the doors are {', '.join(DOORS)}.", as_json
        )
    if "typescript" in names and typescript is None:
        _stop("INVALID_ARGUMENT", "The door typescript wants --typescript: where its client is.", as_json)
    return names


def _opened(
    stack: ExitStack, url: str, keys: tuple[str, str], names: Sequence[str], typescript: Path | None
) -> list["Driver"]:
    """The doors asked for, HTTP first: it sets scenarios up. ``keys`` are the account's and the other's."""
    from entrygo.conformance.drivers.command_line import CommandLineDriver
    from entrygo.conformance.drivers.mcp import McpDriver
    from entrygo.conformance.drivers.python_client import PythonDriver
    from entrygo.conformance.drivers.rest import RestDriver
    from entrygo.conformance.drivers.typescript import TypeScriptDriver

    key, other = keys
    rest: Driver = RestDriver(url, key, other=other)
    stack.callback(rest.close)
    made = {"python": PythonDriver, "cli": CommandLineDriver, "mcp": McpDriver}
    opened = [rest]
    for name in dict.fromkeys(names):
        if name in made:
            opened.append(made[name](url, key))
            stack.callback(opened[-1].close)
        elif name == "typescript" and typescript is not None:
            opened.append(TypeScriptDriver(url, key, client=typescript))
    return opened


def _require_test_key(rest: "Driver", key: str, *, is_allowed: bool, as_json: bool) -> None:
    """End the command with a live key: by its name, or by what the server says of it."""
    from entrygo.conformance.drivers.driver import Asked

    if is_allowed:
        return
    told = rest.ask(Asked(call="system.health"))
    is_live = isinstance(told.body, dict) and told.body.get("mode") == "live"
    if LIVE in key or is_live:
        _stop(
            "LIVE_KEY",
            "This is a live key: scenarios execute exports and mail brokers. Make a test key, or say --live.",
            as_json,
        )


def _given(path: Path | None) -> "Given | None":
    from entrygo.conformance.runner import Given

    return None if path is None else Given.of(orjson.loads(path.read_bytes()))


def _expected(path: Path | None) -> dict[str, str]:
    from entrygo.conformance.report import expected_failures

    return {} if path is None else expected_failures(path.read_text(encoding="utf-8"))


def _show(result: "Result") -> None:
    style = {"passed": "green", "failed": "red", "not run": "yellow"}[result.outcome]
    console = person()
    console.print(
        f"{result.outcome:<8} {result.requirement.id:<10} {result.door:<7} {result.title}", style=style
    )
    for each in result.why:
        console.print(f"         {each}")
    if result.outcome == "failed":
        console.print(f"         {result.requirement.clause}: {result.requirement.text}", style="dim")


def _tell(report: "Report", junit: Path | None, as_json: bool) -> None:
    if junit is not None:
        junit.write_bytes(report.junit())
    if as_json:
        print_json(report.document())
        return
    for line in report.lines():
        person().print(line)


def _stop(code: str, message: str, as_json: bool) -> NoReturn:
    fail(code, message, as_json, status=COULD_NOT_RUN)
