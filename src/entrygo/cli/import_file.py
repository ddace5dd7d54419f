"""``entrygo products import`` and ``orders import``: a file into this machine's database, or through a server's API."""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from entrygo.cli.connection import beyond
from entrygo.cli.output import (
    AsJson,
    examples,
    fail,
    home_settings,
    person,
    print_json,
    require_key,
    say_where,
)
from entrygo.contract.canonical import JsonObject, JsonValue
from entrygo.contract.problems import Problem

if TYPE_CHECKING:
    from entrygo.store.unit_of_work import Store

MOST_SHOWN = 50
What = Literal["products", "orders"]
products_app = typer.Typer(no_args_is_help=True, help="Products.")
orders_app = typer.Typer(no_args_is_help=True, help="Orders.")

FilePath = Annotated[Path, typer.Argument(help="A CSV or XLSX file: EntryGo's columns, or a shop's export.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, store nothing.")]
Preset = Annotated[
    str | None,
    typer.Option(
        help="entrygo, shopify, woocommerce, bigcommerce or shipstation; seen from the header where not given.",
        show_default=False,
    ),
]
MapFile = Annotated[
    Path | None,
    typer.Option(
        "--map",
        help='A JSON file of your own columns: {"Artikel": "externalId", "Gewicht": {"field": "netWeightKg", '
        '"unit": "g"}}.',
        show_default=False,
    ),
]
Account = Annotated[
    str | None, typer.Option(help="The account; needed where there are several.", show_default=False)
]
Mode = Annotated[str, typer.Option(help="live or test.")]
ServerUrl = Annotated[
    str | None,
    typer.Option(
        envvar="ENTRYGO_SERVER", help="Import through this server's API instead.", show_default=False
    ),
]
Key = Annotated[
    str, typer.Option(envvar="ENTRYGO_API_KEY", help="API key for the server.", show_default=False)
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where a file goes: an account and mode of this machine's database, or a server with its key."""

    account: str | None
    mode: str
    server: str | None
    key: str


@products_app.callback()
def products() -> None:
    """Read product files into the catalogue."""


@orders_app.callback()
def orders() -> None:
    """Read order files."""


@products_app.command(
    "import",
    epilog=examples(
        "products import catalogue.csv --dry-run",
        "products import products_export.csv --preset shopify",
        "products import artikel.xlsx --map columns.json",
        "products import catalogue.csv --server https://entrygo.example --key KEY",
    ),
)
def import_products(
    path: FilePath,
    *,
    dry_run: DryRun = False,
    preset: Preset = None,
    map_file: MapFile = None,
    account: Account = None,
    mode: Mode = "live",
    server: ServerUrl = None,
    key: Key = "",
    as_json: AsJson = False,
) -> None:
    """Insert or change products, all or nothing; faults are told row by row, all at once."""
    where = Where(account=account, mode=mode, server=server, key=key)
    _import("products", path, _options(preset, map_file, as_json, dry_run=dry_run), where, as_json)


@orders_app.command(
    "import",
    epilog=examples(
        "orders import orders_export.csv --dry-run",
        "orders import orders_export.csv --preset shopify --server https://entrygo.example --key KEY",
    ),
)
def import_orders(
    path: FilePath,
    *,
    dry_run: DryRun = False,
    preset: Preset = None,
    map_file: MapFile = None,
    account: Account = None,
    mode: Mode = "live",
    server: ServerUrl = None,
    key: Key = "",
    as_json: AsJson = False,
) -> None:
    """Insert or overwrite orders; rows of one externalId are one order's lines.

    A fault refuses the file. Of a shop's own file orders of unknown products are set aside and told, the others taken.
    """
    where = Where(account=account, mode=mode, server=server, key=key)
    _import("orders", path, _options(preset, map_file, as_json, dry_run=dry_run), where, as_json)


def _options(preset: str | None, map_file: Path | None, as_json: bool, *, dry_run: bool) -> JsonObject:
    options: JsonObject = {"dryRun": dry_run}
    if preset is not None:
        options["preset"] = preset
    if map_file is not None:
        try:
            options["mapping"] = json.loads(map_file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            fail("INVALID_ARGUMENT", f"{map_file} is no JSON file: {error}", as_json)
    return options


def _import(what: What, path: Path, options: JsonObject, where: Where, as_json: bool) -> None:
    from entrygo.client import EntryGo, EntryGoError

    try:
        data = path.read_bytes()
        if where.server is None:
            done = _import_here(what, data, options, where, as_json)
        else:
            require_key(where.key, as_json)
            if not as_json:
                say_where(f"Server {where.server}")
            with EntryGo(where.key, url=where.server, account_id=where.account) as client:
                done = client.call(f"{what}.import", options | {"data": data})
    except (LookupError, ValueError, OSError) as error:
        fail("INVALID_ARGUMENT", str(error), as_json)
    except Problem as problem:
        _fail_by_row(problem.code, problem.message, as_json, details=problem.details)
    except EntryGoError as error:
        _fail_by_row(error.error_code, error.message, as_json, details=error.details, more=beyond(error))
    _tell(what, done, as_json)


def _import_here(what: What, data: bytes, options: JsonObject, where: Where, as_json: bool) -> JsonObject:
    """Import into this machine's database."""
    settings = home_settings(as_json)
    from entrygo.contract.actor import Tenant
    from entrygo.contract.requests.imports import OrdersImport, ProductsImport
    from entrygo.contract.requests.issues import parse
    from entrygo.maintenance.installation import opened
    from entrygo.operations import import_orders, import_products
    from entrygo.operations.keys import mode_named
    from entrygo.store.editions.book import FileTariffBook

    chosen = mode_named(where.mode)
    body = options | {"raw": b64encode(data).decode()}
    book = FileTariffBook(settings.home)
    with opened(settings) as store:
        tenant = Tenant(_account(store, where.account), chosen)
        if what == "products":
            return import_products.import_here(store, tenant, parse(ProductsImport, body), book)
        return import_orders.import_here(store, tenant, parse(OrdersImport, body), book)


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


def _tell(what: What, done: JsonObject, as_json: bool) -> None:
    if as_json:
        print_json(done)
        return
    console = person()
    for each in done["data"][:MOST_SHOWN]:
        columns = (
            f": {', '.join(each['columns'])}" if each["change"] == "changed" and "columns" in each else ""
        )
        console.print(f"row {each['row']}  {each['change']:<7}  {each['externalId']}{columns}")
    _more(console, done["data"])
    _tell_cells(console, done)
    counts = ", ".join(f"{done[kind]:,} {kind}" for kind in ("new", "changed", "unchanged"))
    total = done["rows"] if what == "products" else done["orders"]
    console.print(
        f"{'Dry run, nothing stored: ' if done['dryRun'] else ''}{total:,} {what} ({done['preset']}): {counts}"
    )


def _tell_cells(console: Console, done: JsonObject) -> None:
    """What was read otherwise than it stands, left out, or warned of."""
    if done["mended"]:
        table = Table(title="Read otherwise than it stands", box=None, title_justify="left")
        for name in ("row", "column", "stands", "read as", "why"):
            table.add_column(name)
        for each in done["mended"][:MOST_SHOWN]:
            table.add_row(str(each["row"]), each["column"], each["value"], each["readAs"], each["message"])
        console.print(table)
        _more(console, done["mended"])
    for each in done["skipped"][:MOST_SHOWN]:
        console.print(f"row {each['row']}  left out: {each['message']}")
    _more(console, done["skipped"])
    if done["ignoredColumns"]:
        console.print(f"Columns that give no field: {', '.join(done['ignoredColumns'])}")
    for each in done.get("warnings", ()):
        console.print(each["message"], style="yellow")


def _fail_by_row(
    code: str,
    message: str,
    as_json: bool,
    *,
    details: Mapping[str, JsonValue] | None,
    more: Mapping[str, JsonValue] | None = None,
) -> NoReturn:
    """Every fault of the file with its row and column, then the failure as of any command."""
    found = (details or {}).get("issues") or ()
    if as_json or not found:
        fail(code, message, as_json, details=details or {}, more=more)
    console = person(stderr=True)
    for each in found[:MOST_SHOWN]:
        place = f"row {each['row']}" if "row" in each else each["path"]
        column = f", {each['column']}" if each.get("column") else ""
        value = f" ({each['value']})" if each.get("value") else ""
        mend = f" {each['mend']}." if each.get("mend") else ""
        console.print(f"{place}{column}{value}: {each['message']}.{mend}", style="red")
    _more(console, found)
    count = (details or {}).get("issueCount", len(found))
    faults = "1 fault" if count == 1 else f"{count:,} faults"
    fail(code, f"{message} {faults}; nothing was imported.", as_json)


def _more(console: Console, listed: Sequence[object]) -> None:
    if len(listed) > MOST_SHOWN:
        console.print(f"and {len(listed) - MOST_SHOWN:,} more: --json shows all")
