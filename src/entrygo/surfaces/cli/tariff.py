"""``entrygo tariff``: load a schedule, fetch it from the USITC, say which one is in force.

The context object (``ctx.obj``) carries the home folder and the editions of the store room; the runtime puts
them there, since a surface knows neither the environment nor the store.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn, Protocol, TypeAlias

import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from entrygo.contract.tariff import Edition
from entrygo.tariff.schedule import EditionError

Document: TypeAlias = dict[str, Any]  # Any: a JSON document
ShowProgress: TypeAlias = Callable[[str, int, int], None]
"""Called with a stage in words, steps done and steps in all."""


class Editions(Protocol):
    """What the commands ask of the store; ``entrygo.store.editions`` is one, as a module."""

    def load(
        self, path: Path, home: Path, progress: ShowProgress = ..., *, vintage: date | None = None
    ) -> Edition:
        """Load a folder or an export file and put it in force."""
        ...

    def fetch(self, home: Path, progress: ShowProgress = ..., *, today: date) -> Edition:
        """Fetch the schedule from the USITC and put it in force; a next call resumes."""
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
    def editions(self) -> Editions:
        """The tariff editions on disk."""
        ...


AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
app = typer.Typer(no_args_is_help=True, help="The tariff schedule: load, fetch, status.")


@app.command()
def load(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(help="A folder of tariff data or a USITC export (JSON or CSV).")],
    as_json: AsJson = False,
    vintage: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The export's date, when its name lacks it.")
    ] = None,
) -> None:
    """Load a schedule; a running server uses it from its next lookup on."""
    assembly: Assembly = ctx.obj
    on = vintage.date() if vintage else None
    with _told(as_json) as progress:
        assembly.editions.load(path, assembly.home, progress, vintage=on)
    _show_status(assembly, as_json)


@app.command()
def fetch(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Fetch the current schedule from the USITC; run it again to go on after an interruption."""
    assembly: Assembly = ctx.obj
    with _told(as_json) as progress:
        assembly.editions.fetch(assembly.home, progress, today=_today())
    _show_status(assembly, as_json)


@app.command()
def status(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Say which edition is in force, how old it is and what is known only in part."""
    with _told(as_json, quietly=True):
        _show_status(ctx.obj, as_json)


@contextmanager
def _told(as_json: bool, *, quietly: bool = False) -> Iterator[ShowProgress]:
    """Progress on standard error for a person, none for a program; a failure in words and exit code 1."""
    if as_json or quietly:
        try:
            yield lambda stage, done, total: None
        except EditionError as error:
            _fail(str(error), as_json)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    try:
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("tariff", total=None)
            yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total)
    except EditionError as error:
        _fail(str(error), as_json)


def _fail(message: str, as_json: bool) -> NoReturn:
    if as_json:
        typer.echo(orjson.dumps({"error": message}).decode())
    else:
        Console(stderr=True, soft_wrap=True).print(message, style="red", markup=False, highlight=False)
    raise typer.Exit(1)


def _show_status(assembly: Assembly, as_json: bool) -> None:
    document = assembly.editions.status(assembly.home, _today())
    if as_json:
        typer.echo(orjson.dumps(document).decode())
        return
    lines = tuple(_lines(document))
    width = max(len(name) for name, _ in lines)
    for name, value in lines:
        typer.echo(f"{name:<{width}}  {value}")


def _lines(document: Document) -> Iterator[tuple[str, str]]:
    """The status as a person reads it."""
    age = document["ageDays"]
    extent = (
        "full" if document["isFull"] else "starter, ships inside" if document["isStarter"] else "not full"
    )
    yield "Edition", f"{document['edition']} ({extent})"
    yield "Vintage", document["vintage"] + (f", {age:,} days ago" if age is not None else "")
    counts = document["rowCounts"]
    yield "Rows", f"{counts['rows']:,}, of them {counts['ten_digit']:,} ten-digit codes"
    yield (
        "Programme lists",
        f"{len(document['lists'])} loaded, {len(document['partialLists'])} known in part or missing",
    )
    for name, missing in document["partialLists"].items():
        yield f"  {name}", missing
    for edition, count in Counter(document["carriedFrom"].values()).items():
        yield "Carried over", f"{count} lists and reports, from {edition}"
    if document["file"]:
        yield "File", f"{document['file']} ({document['sizeBytes'] / 1e6:.1f} MB)"


def _today() -> date:
    return datetime.now(UTC).date()
