"""``entrygo plan``, ``execute``, ``inspect``: the verbs against a running server, through the Python client.

Exit statuses let a script branch: 0 ready or done, 3 review required, 4 blocked, 1 anything else.
"""

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from entrygo.cli.connection import KEY, PROFILE, SERVER, called, connection
from entrygo.cli.output import AsJson, examples, print_json
from entrygo.contract.canonical import JsonObject

app = typer.Typer()
READY, REVIEW, BLOCKED = 0, 3, 4
STATUS = {"READY": READY, "REVIEW_REQUIRED": REVIEW, "BLOCKED": BLOCKED}
STYLE = {"error": "red", "warning": "yellow", "info": "dim"}
MOST_SHOWN = 20


@app.command(
    epilog=examples(
        "plan --warehouse wh_... --broker brk_... ord_... ord_...",
        "plan --warehouse wh_... --broker brk_... ord_... --dry-run --json",
    )
)
def plan(
    *,
    warehouse: Annotated[str, typer.Option(help="Warehouse id.")],
    broker: Annotated[str, typer.Option(help="Broker id.")],
    orders: Annotated[list[str], typer.Argument(help="Order ids.")],
    batch: Annotated[str | None, typer.Option(help="A batch to plan again.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Compute only.")] = False,
    profile: PROFILE = "",
    server: SERVER = "",
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
    planned = called(
        connection(server, key, as_json, profile=profile), as_json, lambda client: client.plan(**body)
    )
    if as_json:
        print_json(planned)
    else:
        _show_plan(planned)
    raise typer.Exit(STATUS[planned["readinessState"]])


@app.command(epilog=examples("execute exp_... --expect-hash HASH"))
def execute(
    batch: Annotated[str, typer.Argument(help="Batch id.")],
    *,
    expect_hash: Annotated[str | None, typer.Option(help="The planHash you reviewed.")] = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="After a restore: it may have left since the backup; do it.")
    ] = False,
    idempotency_key: Annotated[
        str | None, typer.Option(help="Default: one that follows from the batch and the hash.")
    ] = None,
    profile: PROFILE = "",
    server: SERVER = "",
    key: KEY = "",
    as_json: AsJson = False,
) -> None:
    """Execute a planned batch, once: the same command again answers the same."""
    body: JsonObject = {
        "batchId": batch,
        "expectedPlanHash": expect_hash,
        "confirm": confirm or None,
        "idempotencyKey": idempotency_key,
    }
    done = called(
        connection(server, key, as_json, profile=profile), as_json, lambda client: client.execute(**body)
    )
    if as_json:
        print_json(done)
        return
    submission = done["brokerSubmission"] or {}
    console = Console(soft_wrap=True)
    console.print(f"[bold]{done['state']}[/bold]  package {done['customs_package_id']}")
    console.print(
        f"Broker mail: {submission.get('status', 'none')} {escape(submission.get('error_message') or '')}"
    )
    for artifact in done["artifacts"]:
        console.print(f"  {artifact['filename']}  {artifact['size_bytes']:,} bytes", highlight=False)


@app.command("inspect", epilog=examples("inspect exp_... --json"))
def inspect_export(
    export: Annotated[str, typer.Argument(help="Export id.")],
    *,
    profile: PROFILE = "",
    server: SERVER = "",
    key: KEY = "",
    as_json: AsJson = False,
) -> None:
    """Show the state of an export, its package, its mail and its events."""
    seen = called(
        connection(server, key, as_json, profile=profile), as_json, lambda client: client.inspect(export)
    )
    if as_json:
        print_json(seen)
        return
    console = Console(soft_wrap=True)
    package, submission = seen["customsPackage"] or {}, seen["brokerSubmission"] or {}
    console.print(f"[bold]{seen['state']}[/bold]  {seen['readinessState']} {seen['complianceScore']}/100")
    console.print(f"Package: {package.get('packageNumber', 'none')} {package.get('state', '')}")
    console.print(
        f"Broker mail: {submission.get('status', 'none')} {escape(submission.get('error_message') or '')}"
    )
    for event in seen["events"]:
        console.print(f"  {event['created_at']}  {event['type']}", highlight=False)


def _show_plan(planned: JsonObject) -> None:
    console = Console(soft_wrap=True)
    console.print(
        f"[bold]{planned['readinessState']}[/bold]  {planned['complianceScore']}/100  "
        f"{len(planned['included_order_ids'])} orders, {len(planned['export_units'])} entries, "
        f"saves {_usd(planned['estimated_import_savings_usd'])}"
    )
    told = [each for each in planned["validationMessages"] if each["severity"] != "info"]
    if told:
        from rich.table import Table

        table = Table(box=None, pad_edge=False, header_style="bold")
        for title in ("severity", "rule", "order", "finding", "fix"):
            table.add_column(title, overflow="fold")
        for each in told[:MOST_SHOWN]:
            style = STYLE[each["severity"]]
            table.add_row(
                f"[{style}]{each['severity']}[/{style}]",
                each["rule"],
                each["order_id"] or "",
                escape(each["message"]),
                escape(each["fix"] or ""),
            )
        Console().print(table)
        if len(told) > MOST_SHOWN:
            console.print(f"and {len(told) - MOST_SHOWN} more: --json shows all")
    _show_outcome(console, planned)


def _show_outcome(console: Console, planned: JsonObject) -> None:
    """What is left out, the entries, what they cost, and the command that comes next."""
    for each in planned["excluded_orders"][:MOST_SHOWN]:
        console.print(f"Left out: {each['order_id']}  {escape(each['message'])}", highlight=False)
    for unit in planned["export_units"]:
        console.print(
            f"Entry {unit['number']}: type {unit['entry_type']}, {len(unit['order_ids'])} orders, "
            f"value {_usd(unit['value_usd'])}, duty {_usd(unit['duty_usd'])}, MPF {_usd(unit['mpf_usd'])}",
            highlight=False,
        )
    totals = planned["duty_estimate"]["totals"]
    told = (("value", "valueUsd"), ("duty", "dutyUsd"), ("MPF", "mpfUsd"), ("HMF", "hmfUsd"))
    costs = ", ".join(f"{name} {_usd(totals[field])}" for name, field in told)
    console.print(f"Estimate: {costs}", highlight=False)
    console.print(f"{planned['exportId'] or 'dry run'}  {planned['planHash']}", highlight=False)
    if planned["exportId"] is None:
        console.print("Next: the same command without --dry-run")
    elif planned["readinessState"] == "BLOCKED":
        console.print(f"Next: mend the findings, then plan again with --batch {planned['exportId']}")
    else:
        console.print(f"Next: entrygo execute {planned['exportId']} --expect-hash {planned['planHash']}")


def _usd(amount: float | None) -> str:
    return "not known" if amount is None else f"{amount:,.2f} USD"
