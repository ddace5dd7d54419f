"""``entrygo rates``: load rates of exchange, say which are held."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from entrygo.cli.output import AsJson, examples, fail, home_settings, print_json
from entrygo.contract.canonical import JsonObject
from entrygo.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Rates of exchange: load, status.")


@app.command(epilog=examples("rates load rates-2026Q4.csv", "rates load bulletin-2026Q4.txt --json"))
def load(
    path: Annotated[
        Path,
        typer.Argument(help="CSV (currency,quarter,usd_per_unit,source) or a notice as CBP publishes it."),
    ],
    as_json: AsJson = False,
) -> None:
    """Add rates to those held; a running server uses them from its next plan on. A faulty file changes nothing."""
    settings = home_settings(as_json)
    from entrygo.planning.rates_file import InvalidRates
    from entrygo.store.editions import rates

    try:
        rates.load(path, settings.home)
    except InvalidRates as error:
        faults = "\n".join(f"  {fault}" for fault in error.faults)
        words = f"No rate of {path} was taken:\n{faults}"
        fail("RATES_UNUSABLE", words, as_json, details={"faults": list(error.faults)})
    except (OSError, ValueError) as error:
        fail("RATES_UNUSABLE", str(error), as_json)
    _show(settings, as_json)


@app.command(epilog=examples("rates status", "rates status --json"))
def status(as_json: AsJson = False) -> None:
    """Say which rates are held, of which quarter or day, and which currencies want the rate of the day."""
    _show(home_settings(as_json), as_json)


def _show(settings: Settings, as_json: bool) -> None:
    from entrygo.store.editions import rates

    try:
        document = rates.status(settings.home)
    except ValueError as error:
        fail("RATES_UNUSABLE", str(error), as_json)
    if as_json:
        print_json(document)
        return
    for line in _lines(document):
        typer.echo(line)


def _lines(document: JsonObject) -> Iterator[str]:
    yield f"{document['loadedRates']:,} rates loaded, beside those that ship inside"
    for row in document["currencies"]:
        newest = (
            f"{row['newest']:<10}  {row['usdPerUnit']:>10}" if row["newest"] else "none held             "
        )
        yield f"{row['currency']}  {row['wants']:<9}  {newest}  {row['source'] or 'load a certified rate of the day'}"
