"""``entrygo screening``: put a Consolidated Screening List in force, say which one is."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from entrygo.cli.output import AsJson, examples, fail, home_settings, print_json
from entrygo.contract.canonical import JsonObject
from entrygo.settings import Settings

app = typer.Typer(no_args_is_help=True, help="The screening list: load, status.")


@app.command(
    epilog=examples("screening load consolidated.csv", "screening load consolidated.json --as-of 2026-11-02")
)
def load(
    path: Annotated[Path, typer.Argument(help="A Consolidated Screening List, CSV or JSON.")],
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The list's day; else the file's own.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Load a list; a running server screens by it from its next plan on."""
    settings = home_settings(as_json)
    from entrygo.store import screening

    try:
        screening.load(path, settings.home, as_of=as_of.date() if as_of else None)
    except (ValueError, OSError) as error:
        fail("INVALID_ARGUMENT", str(error), as_json)
    _show(settings, as_json)


@app.command(epilog=examples("screening status"))
def status(as_json: AsJson = False) -> None:
    """Say which list is in force and how old it is."""
    _show(home_settings(as_json), as_json)


def _show(settings: Settings, as_json: bool) -> None:
    from entrygo.store import screening

    try:
        document = screening.status(settings.home, datetime.now(UTC).date())
    except ValueError as error:
        fail("INVALID_ARGUMENT", str(error), as_json)
    if as_json:
        print_json(document)
        return
    for line in _lines(document):
        typer.echo(line)


def _lines(document: JsonObject) -> Iterator[str]:
    if not document["loaded"]:
        yield "No screening list is loaded. Get one from the International Trade Administration, then:"
        yield "entrygo screening load FILE"
        return
    yield f"List of {document['asOf']}, {document['ageDays']} days ago: {document['entries']:,} entries"
    for source, count in document["sources"].items():
        yield f"  {count:>7,}  {source}"
