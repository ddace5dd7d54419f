"""``entrygo plan``, ``execute``, ``inspect``: the verbs against a running server, through the Python client.

Exit statuses let a script branch: 0 ready or done, 3 review required, 4 blocked, 1 anything else.
"""

import sys
from collections.abc import Callable
from typing import Annotated, NoReturn

import orjson
import typer
from rich.console import Console
from rich.table import Table

from entrygo.contract.canonical import JsonObject, JsonValue
from entrygo.surfaces.client import EntryGo, EntryGoError

SERVER = Annotated[str, typer.Option("--server", envvar="ENTRYGO_SERVER", help="Address of the server.")]
KEY = Annotated[str, typer.Option("--key", envvar="ENTRYGO_API_KEY", help="API key.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
DEFAULT_SERVER = "http://localhost:3000"
READY, FAILED, REVIEW, BLOCKED = 0, 1, 3, 4
STATUS = {"READY": READY, "REVIEW_REQUIRED": REVIEW, "BLOCKED": BLOCKED}
STYLE = {"error": "red", "warning": "yellow", "info": "dim"}
MOST_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    app.command()(plan)
    app.command()(execute)
    app.command("inspect")(inspect_export)


def plan(
    *,
    warehouse: Annotated[str, typer.Option(help="Warehouse id.")],
    broker: Annotated[str, typer.Option(help="Broker id.")],
    orders: Annotated[list[str], typer.Argument(help="Order ids.")],
    batch: Annotated[str | None, typer.Option(help="A batch to plan again.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Compute only.")] = False,
    server: SERVER = DEFAULT_SERVER,
    key: KEY = "",
    as_json: AsJson = False,
) -> None:
    """Plan orders; the exit status says how ready they are: 0 ready, 3 review, 4 blocked."""
    body: JsonObject = {
        "warehouseId": warehouse,
        "brokerId": broker,
        "orderIds": orders,
        "batchId": batch,
        "dryRun": dry_run or None,
    }
    planned = _call(server, key, as_json, lambda client: client.plan(**body))
    if as_json:
        _print(planned)
    else:
        _show_plan(planned)
    raise typer.Exit(STATUS[planned["readinessState"]])


def execute(
    batch: Annotated[str, typer.Argument(help="Batch id.")],
    *,
    expect_hash: Annotated[str | None, typer.Option(help="The planHash you reviewed.")] = None,
    idempotency_key: Annotated[
        str | None, typer.Option(help="Default: one that follows from the batch.")
    ] = None,
    server: SERVER = DEFAULT_SERVER,
    key: KEY = "",
    as_json: AsJson = False,
) -> None:
    """Execute a planned batch, once: the same command again answers the same."""
    body: JsonObject = {
        "batchId": batch,
        "expectedPlanHash": expect_hash,
        "idempotencyKey": idempotency_key or f"cli-execute-{batch}",
    }
    done = _call(server, key, as_json, lambda client: client.execute(**body))
    if as_json:
        _print(done)
        return
    submission = done["brokerSubmission"] or {}
    console = Console(soft_wrap=True)
    console.print(f"[bold]{done['state']}[/bold]  package {done['customs_package_id']}")
    console.print(f"Broker mail: {submission.get('status', 'none')} {submission.get('error_message') or ''}")
    for artifact in done["artifacts"]:
        console.print(f"  {artifact['filename']}  {artifact['size_bytes']:,} bytes", highlight=False)


def inspect_export(
    export: Annotated[str, typer.Argument(help="Export id.")],
    *,
    server: SERVER = DEFAULT_SERVER,
    key: KEY = "",
    as_json: AsJson = False,
) -> None:
    """The truth about an export."""
    seen = _call(server, key, as_json, lambda client: client.inspect(export))
    if as_json:
        _print(seen)
        return
    console = Console(soft_wrap=True)
    package, submission = seen["customsPackage"] or {}, seen["brokerSubmission"] or {}
    console.print(f"[bold]{seen['state']}[/bold]  {seen['readinessState']} {seen['complianceScore']}/100")
    console.print(f"Package: {package.get('packageNumber', 'none')} {package.get('state', '')}")
    console.print(f"Broker mail: {submission.get('status', 'none')} {submission.get('error_message') or ''}")
    for event in seen["events"]:
        console.print(f"  {event['created_at']}  {event['type']}", highlight=False)


def _call(server: str, key: str, as_json: bool, work: Callable[[EntryGo], JsonValue]) -> JsonObject:
    """One call; a problem is printed and ends the command with status 1."""
    if not key:
        _refuse(
            "NO_API_KEY", "Say which API key to use: --key, or ENTRYGO_API_KEY in the environment.", as_json
        )
    with EntryGo(key, url=server) as client:
        try:
            answer: JsonObject = work(client)
        except EntryGoError as error:
            _refuse(error.error_code, error.message, as_json, details=error.details)
    return answer


def _refuse(code: str, message: str, as_json: bool, *, details: JsonValue = None) -> NoReturn:
    if as_json:
        _print({"errorCode": code, "message": message, "details": details})
    else:
        Console(stderr=True, soft_wrap=True).print(f"[red]{code}: {message}[/red]")
    raise typer.Exit(FAILED)


def _print(document: JsonValue) -> None:
    sys.stdout.buffer.write(orjson.dumps(document) + b"\n")
    sys.stdout.flush()


def _show_plan(planned: JsonObject) -> None:
    console = Console(soft_wrap=True)
    console.print(
        f"[bold]{planned['readinessState']}[/bold]  {planned['complianceScore']}/100  "
        f"{len(planned['included_order_ids'])} orders, {len(planned['export_units'])} entries, "
        f"saves {planned['estimated_import_savings_usd']:.2f} USD"
    )
    told = [each for each in planned["validationMessages"] if each["severity"] != "info"]
    if told:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for title in ("severity", "rule", "finding", "fix"):
            table.add_column(title, overflow="fold")
        for each in told[:MOST_SHOWN]:
            style = STYLE[each["severity"]]
            table.add_row(
                f"[{style}]{each['severity']}[/{style}]", each["rule"], each["message"], each["fix"]
            )
        Console().print(table)
        if len(told) > MOST_SHOWN:
            console.print(f"and {len(told) - MOST_SHOWN} more: --json shows all")
    console.print(f"{planned['exportId'] or 'dry run'}  {planned['planHash']}", highlight=False)
