"""``entrygo products import``: a CSV file into this machine's database, or through a server's API."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn, Protocol

import orjson
import typer
from rich.console import Console

from entrygo.contract.canonical import JsonMapping, JsonObject
from entrygo.contract.problems import Problem
from entrygo.surfaces.client import EntryGo, EntryGoError

MOST_SHOWN = 50


class Assembly(Protocol):
    """What ``ctx.obj`` must have for this command."""

    def import_products(self, text: str, *, account_id: str | None, mode: str, dry_run: bool) -> JsonObject:
        """Import into this machine's database."""
        ...


app = typer.Typer(no_args_is_help=True, help="Products.")


@app.callback()
def products() -> None:
    """Products."""


@app.command("import")
def import_file(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(help="A CSV file; its columns are product fields in dotted form.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, store nothing.")] = False,
    account: Annotated[
        str | None, typer.Option(help="The account; needed where there are several.", show_default=False)
    ] = None,
    mode: Annotated[str, typer.Option(help="live or test.")] = "live",
    server: Annotated[
        str | None, typer.Option(help="Import through this server's API instead.", show_default=False)
    ] = None,
    key: Annotated[
        str, typer.Option(envvar="ENTRYGO_API_KEY", help="API key for the server.", show_default=False)
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
) -> None:
    """Insert or change products, all or nothing; faults are told row by row, all at once."""
    assembly: Assembly = ctx.obj
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if server is None:
            done = assembly.import_products(text, account_id=account, mode=mode, dry_run=dry_run)
        else:
            with EntryGo(key, url=server, account_id=account) as client:
                done = client.products.import_csv(text, dryRun=dry_run)
    except UnicodeDecodeError as error:
        _fail(
            "INVALID_ARGUMENT", f"{path} is not UTF-8 from byte {error.start} on; save it as UTF-8.", as_json
        )
    except (LookupError, ValueError, OSError) as error:
        _fail("INVALID_ARGUMENT", str(error), as_json)
    except Problem as problem:
        _fail(problem.code, problem.message, as_json, details=problem.details)
    except EntryGoError as error:
        _fail(error.error_code, error.message, as_json, details=error.details)
    _tell(done, as_json)


def _tell(done: JsonObject, as_json: bool) -> None:
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(done, default=str) + b"\n")
        sys.stdout.flush()
        return
    console = Console(soft_wrap=True, highlight=False, markup=False)
    for each in done["data"][:MOST_SHOWN]:
        columns = "" if each["change"] == "new" else f": {', '.join(each['columns'])}"
        console.print(f"row {each['row']}  {each['change']:<7}  {each['externalId']}{columns}")
    _more(console, done["data"])
    counts = ", ".join(f"{done[kind]:,} {kind}" for kind in ("new", "changed", "unchanged"))
    console.print(
        f"{'Dry run, nothing stored: ' if done['dryRun'] else ''}{done['rows']:,} products: {counts}"
    )


def _fail(code: str, message: str, as_json: bool, *, details: JsonMapping | None = None) -> NoReturn:
    found = (details or {}).get("issues") or ()
    if as_json:
        said = {"errorCode": code, "message": message, "details": dict(details or {})}
        sys.stdout.buffer.write(orjson.dumps(said, default=str) + b"\n")
        sys.stdout.flush()
    else:
        console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
        for each in found[:MOST_SHOWN]:
            place = f"row {each['row']}" if "row" in each else each["path"]
            column = f", {each['column']}" if each.get("column") else ""
            console.print(f"{place}{column}: {each['message']}", style="red")
        _more(console, found)
        nothing = f" {len(found):,} faults; nothing was imported." if found else ""
        console.print(f"{message}{nothing}", style="red")
    raise typer.Exit(1)


def _more(console: Console, listed: Sequence[object]) -> None:
    if len(listed) > MOST_SHOWN:
        console.print(f"and {len(listed) - MOST_SHOWN:,} more: --json shows all")
