"""``entrygo screening``: put a Consolidated Screening List in force, say which one is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn, Protocol, TypeAlias

import orjson
import typer
from rich.console import Console

Document: TypeAlias = dict[str, Any]  # Any: a JSON document


class Lists(Protocol):
    """What the commands ask of the store; ``entrygo.store.screening`` is one, as a module."""

    def load(self, path: Path, home: Path, *, as_of: date | None = None) -> None:
        """Put a list in force; ``ValueError`` where the file is none."""
        ...

    def status(self, home: Path, today: date) -> Document:
        """What is loaded."""
        ...


class Assembly(Protocol):
    """What ``ctx.obj`` must have for these commands."""

    @property
    def home(self) -> Path:
        """``ENTRYGO_HOME``."""
        ...

    @property
    def screening_lists(self) -> Lists:
        """The screening list on disk."""
        ...


AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
app = typer.Typer(no_args_is_help=True, help="The screening list: load, status.")


@app.command()
def load(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(help="A Consolidated Screening List, CSV or JSON.")],
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The list's day; else the file's own.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Load a list; a running server screens by it from its next plan on."""
    assembly: Assembly = ctx.obj
    try:
        assembly.screening_lists.load(path, assembly.home, as_of=as_of.date() if as_of else None)
    except (ValueError, OSError) as error:
        _fail(str(error), as_json)
    _show(assembly, as_json)


@app.command()
def status(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Say which list is in force and how old it is."""
    _show(ctx.obj, as_json)


def _show(assembly: Assembly, as_json: bool) -> None:
    try:
        document = assembly.screening_lists.status(assembly.home, datetime.now(UTC).date())
    except ValueError as error:
        _fail(str(error), as_json)
    if as_json:
        typer.echo(orjson.dumps(document).decode())
        return
    for line in _lines(document):
        typer.echo(line)


def _lines(document: Document) -> Iterator[str]:
    if not document["loaded"]:
        yield "No screening list is loaded. Get one from the International Trade Administration, then:"
        yield "entrygo screening load FILE"
        return
    yield f"List of {document['asOf']}, {document['ageDays']} days ago: {document['entries']:,} entries"
    for source, count in document["sources"].items():
        yield f"  {count:>7,}  {source}"


def _fail(message: str, as_json: bool) -> NoReturn:
    if as_json:
        typer.echo(orjson.dumps({"errorCode": "INVALID_ARGUMENT", "message": message}).decode())
    else:
        Console(stderr=True, soft_wrap=True).print(message, style="red", markup=False, highlight=False)
    raise typer.Exit(1)
