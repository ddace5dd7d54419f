"""``entrygo tariff``: load a schedule, fetch it from the USITC, say which one is in force."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from entrygo.cli.output import AsJson, examples, fail, home_settings, person, print_json
from entrygo.contract.canonical import JsonObject
from entrygo.settings import Settings
from entrygo.tariff.schedule import EditionError

ShowProgress: TypeAlias = Callable[[str, int, int], None]
"""Called with a stage in words, steps done and steps in all."""
app = typer.Typer(no_args_is_help=True, help="The tariff schedule: load, fetch, status.")


@app.command(epilog=examples("tariff load htsdata.json --vintage 2026-10-08", "tariff load ./tariff-data"))
def load(
    path: Annotated[Path, typer.Argument(help="A folder of tariff data or a USITC export (JSON or CSV).")],
    as_json: AsJson = False,
    vintage: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The export's date, when its name lacks it.")
    ] = None,
) -> None:
    """Load a schedule; a running server uses it from its next lookup on."""
    settings = home_settings(as_json)
    from entrygo.store import editions

    on = vintage.date() if vintage else None
    with _progress(as_json) as progress:
        editions.load(path, settings.home, progress, vintage=on)
        _index(settings.home, progress)
    _show_status(settings, as_json)


@app.command(epilog=examples("tariff fetch"))
def fetch(as_json: AsJson = False) -> None:
    """Fetch the current schedule from the USITC; run it again to go on after an interruption."""
    settings = home_settings(as_json)
    from entrygo.store import editions

    with _progress(as_json) as progress:
        editions.fetch(settings.home, progress, today=_today())
        _index(settings.home, progress)
    _show_status(settings, as_json)


@app.command(epilog=examples("tariff status", "tariff status --json"))
def status(as_json: AsJson = False) -> None:
    """Say which edition is in force, how old it is and what is known only in part."""
    settings = home_settings(as_json)
    with _progress(as_json, quietly=True):
        _show_status(settings, as_json)


def _index(home: Path, progress: ShowProgress) -> None:
    """The classifier's index over the schedule just loaded, where it is a full one."""
    from entrygo.classify.edition import ClassifierError
    from entrygo.store.classifier import ClassifierBook
    from entrygo.store.editions.book import open_in_force, tariff_folder

    opened = open_in_force(tariff_folder(home))
    if opened is None or not opened.edition.is_full:
        return
    progress("indexing its words for proposals of codes", 0, 1)
    try:
        ClassifierBook(home).follow_schedule(opened.lines(), opened.edition.name, progress)
    except ClassifierError as error:
        raise EditionError(
            f"The schedule is in force, but proposals go on with the words before: {error}."
        ) from error
    progress("indexing its words for proposals of codes", 1, 1)


@contextmanager
def _progress(as_json: bool, *, quietly: bool = False) -> Iterator[ShowProgress]:
    """Progress on standard error for a person, none for a program; an edition's fault ends with status 1."""
    try:
        if as_json or quietly:
            yield lambda stage, done, total: None
            return
        from rich.progress import BarColumn, Progress, TextColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
        with Progress(*columns, console=person(stderr=True), transient=True) as bar:
            task = bar.add_task("tariff", total=None)
            yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total)
    except EditionError as error:
        fail("TARIFF_UNUSABLE", str(error), as_json)


def _show_status(settings: Settings, as_json: bool) -> None:
    from entrygo.store import editions

    document = editions.status(settings.home, _today())
    if as_json:
        print_json(document)
        return
    lines = tuple(_lines(document))
    width = max(len(name) for name, _ in lines)
    for name, value in lines:
        typer.echo(f"{name:<{width}}  {value}")


def _lines(document: JsonObject) -> Iterator[tuple[str, str]]:
    """The status as a person reads it."""
    age = document["ageDays"]
    extent = "ships inside" if document["isShipped"] else "full" if document["isFull"] else "not full"
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
