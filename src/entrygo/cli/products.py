"""``entrygo products import``: a CSV file into this machine's database, or through a server's API."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console

from entrygo.cli.output import AsJson, examples, fail, person, print_json, read_settings
from entrygo.clock import SystemIds
from entrygo.contract.canonical import JsonObject, JsonValue
from entrygo.contract.problems import Problem

if TYPE_CHECKING:
    from entrygo.store.unit_of_work import Store

    pass

MOST_SHOWN = 50
app = typer.Typer(no_args_is_help=True, help="Products.")


@app.callback()
def products() -> None:
    """Read product files into the catalogue."""


@app.command(
    "import",
    epilog=examples(
        "products import catalogue.csv --dry-run",
        "products import catalogue.csv --server https://entrygo.example --key KEY",
    ),
)
def import_file(
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
    as_json: AsJson = False,
) -> None:
    """Insert or change products, all or nothing; faults are told row by row, all at once."""
    from entrygo.client import EntryGo, EntryGoError

    try:
        text = path.read_bytes().decode("utf-8-sig")
        if server is None:
            done = _import_here(text, account, mode=mode, dry_run=dry_run, as_json=as_json)
        else:
            with EntryGo(key, url=server, account_id=account) as client:
                done = client.products.import_csv(text, dryRun=dry_run)
    except UnicodeDecodeError as error:
        fail(
            "INVALID_ARGUMENT", f"{path} is not UTF-8 from byte {error.start} on; save it as UTF-8.", as_json
        )
    except (LookupError, ValueError, OSError) as error:
        fail("INVALID_ARGUMENT", str(error), as_json)
    except Problem as problem:
        _fail_by_row(problem.code, problem.message, as_json, details=problem.details)
    except EntryGoError as error:
        _fail_by_row(error.error_code, error.message, as_json, details=error.details)
    _tell(done, as_json)


def _import_here(text: str, account_id: str | None, *, mode: str, dry_run: bool, as_json: bool) -> JsonObject:
    """Import into this machine's database."""
    settings = read_settings(as_json)
    from entrygo.contract.actor import Tenant
    from entrygo.maintenance.installation import opened
    from entrygo.operations.import_products import import_text
    from entrygo.operations.keys import mode_named

    chosen = mode_named(mode)
    with opened(settings) as store:
        tenant = Tenant(_account(store, account_id), chosen)
        return import_text(store, tenant, text, dry_run=dry_run, ids=SystemIds())


def _account(store: "Store", account_id: str | None) -> str:
    """The account named, or the only one there is; ``LookupError`` where neither can be."""
    if account_id is not None:
        if store.registry.account(account_id) is None:
            raise LookupError(f"There is no account {account_id}.")
        return account_id
    known: Sequence[str] = sorted({tenant.account_id for tenant in store.registry.tenants()})
    if not known:
        raise LookupError("There is no account yet; make one: entrygo account create --name NAME")
    if len(known) > 1:
        raise LookupError(f"There are {len(known)} accounts; say which one: --account ID")
    return known[0]


def _tell(done: JsonObject, as_json: bool) -> None:
    if as_json:
        print_json(done)
        return
    console = person()
    for each in done["data"][:MOST_SHOWN]:
        columns = "" if each["change"] == "new" else f": {', '.join(each['columns'])}"
        console.print(f"row {each['row']}  {each['change']:<7}  {each['externalId']}{columns}")
    _more(console, done["data"])
    counts = ", ".join(f"{done[kind]:,} {kind}" for kind in ("new", "changed", "unchanged"))
    console.print(
        f"{'Dry run, nothing stored: ' if done['dryRun'] else ''}{done['rows']:,} products: {counts}"
    )


def _fail_by_row(
    code: str, message: str, as_json: bool, *, details: Mapping[str, JsonValue] | None
) -> NoReturn:
    """Every fault of the file with its row and column, then the failure as of any command."""
    found = (details or {}).get("issues") or ()
    if as_json or not found:
        fail(code, message, as_json, details=details or {})
    console = person(stderr=True)
    for each in found[:MOST_SHOWN]:
        place = f"row {each['row']}" if "row" in each else each["path"]
        column = f", {each['column']}" if each.get("column") else ""
        console.print(f"{place}{column}: {each['message']}", style="red")
    _more(console, found)
    fail(code, f"{message} {len(found):,} faults; nothing was imported.", as_json)


def _more(console: Console, listed: Sequence[object]) -> None:
    if len(listed) > MOST_SHOWN:
        console.print(f"and {len(listed) - MOST_SHOWN:,} more: --json shows all")
