"""``entrygo doctor``, ``retention``, ``backup`` and ``restore``: the upkeep of an installation."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from entrygo.cli.output import AsJson, examples, fail, person, print_json, read_settings
from entrygo.clock import SystemClock
from entrygo.contract.canonical import JsonObject

app = typer.Typer()
STYLE = {"ok": "green", "warn": "yellow", "fail": "bold red"}


@app.command(epilog=examples("doctor", "doctor --all --json"))
def doctor(
    everything: Annotated[bool, typer.Option("--all", help="Read every file and page, no sample.")] = False,
    host: Annotated[str, typer.Option(help="The address serve listens on.")] = "127.0.0.1",
    as_json: AsJson = False,
) -> None:
    """Look for what is missing or wrong in this installation; changes no data. Status 1 when a check fails."""
    from entrygo.maintenance.doctor import examine
    from entrygo.settings import Settings

    report = examine(Settings, now=SystemClock().now(), host=host, everything=everything)
    if as_json:
        print_json(report)
    else:
        _show(report)
    raise typer.Exit(0 if report["healthy"] else 1)


@app.command(epilog=examples("retention", "retention --apply"))
def retention(
    apply: Annotated[bool, typer.Option("--apply", help="Delete them: there is no way back.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say which exports have been kept for as long as the law asks; delete their records only when told to."""
    settings = read_settings(as_json)
    from entrygo.maintenance import retention as records

    found = records.retention(settings, now=SystemClock().now(), apply=apply)
    if as_json:
        print_json(found)
        return
    console = person()
    for each in found["exports"]:
        numbers = ", ".join(each["packageNumbers"]) or "no package"
        console.print(f"{each['exportId']}  {numbers}  last activity {each['lastActivity']}")
    done = "Deleted" if apply else "May be deleted, with --apply"
    console.print(f"{done}: {len(found['exports']):,} exports from before {found['before'][:10]}.")
    console.print(found["law"], style="dim")
    for key in found["filesLeft"]:
        console.print(f"This file could not be deleted: {key}", style="yellow")


@app.command(
    epilog=examples("backup /var/backups/entrygo-2026-11-28", "backup --without-key /mnt/elsewhere/28")
)
def backup(
    path: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    allow_missing: Annotated[
        bool,
        typer.Option("--allow-missing", help="Go on without files that are lost; the manifest names them."),
    ] = False,
    without_key: Annotated[
        bool,
        typer.Option(
            "--without-key", help="Leave the home's secret.key out; a restore then wants it from elsewhere."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write a consistent copy of the data, beside a running server."""
    settings = read_settings(as_json)
    from entrygo.maintenance.backup import back_up

    try:
        made = back_up(
            settings, path, now=SystemClock().now(), allow_missing=allow_missing, with_key=not without_key
        )
    except ValueError as error:
        fail("BACKUP_FAILED", str(error), as_json)
    if as_json:
        print_json(made)
        return
    console = person()
    counts = made["counts"]
    console.print(
        f"{made['files']:,} files, {made['bytes'] / 1e6:,.1f} MB in {made['path']}: "
        f"{counts['exports']:,} exports, {counts['artifacts']:,} artifacts, {counts['events']:,} events.",
    )
    for each in made["missing"]:
        console.print(f"Not in it: {each}", style="yellow")
    console.print(_words_on_secrets(made["secrets"]))


def _words_on_secrets(secrets: JsonObject) -> str:
    """What opens the secrets of a backup, and where that is."""
    if secrets["inClear"]:
        return (
            f"{secrets['inClear']} secrets lie in it in clear, keys among them: keep it as you keep secrets."
        )
    if secrets["holdsKey"]:
        return "It holds the key that opens its secrets, secret.key (see --without-key): keep it as you keep secrets."
    return (
        f"Its secrets open with key {', '.join(secrets['keyIds'])} alone, which is not in it: a restore wants it in "
        "ENTRYGO_SECRET_KEY or as secret.key of the home. Keep the key elsewhere: without it nothing is restored."
    )


@app.command(epilog=examples("restore /var/backups/entrygo-2026-11-28"))
def restore(
    path: Annotated[Path, typer.Argument(help="A folder that backup made.")],
    force: Annotated[bool, typer.Option("--force", help="Replace the accounts that are there.")] = False,
    resend: Annotated[
        bool, typer.Option("--resend", help="Nothing was sent since the backup: let waiting mail go.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Verify a backup and put it in place of this installation's data; no server may run meanwhile."""
    settings = read_settings(as_json)
    from entrygo.maintenance import restore as backups

    try:
        done = backups.restore(settings, path, now=SystemClock().now(), force=force, resend=resend)
    except ValueError as error:
        fail("RESTORE_REFUSED", str(error), as_json)
    if as_json:
        print_json(done)
    else:
        _show_restored(done)
    raise typer.Exit(0 if done["audit"]["intact"] else 1)


def _show(report: JsonObject) -> None:
    """One row a check; what mends it stands under what was found."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    table.add_column("check", no_wrap=True)
    table.add_column("found", overflow="fold")
    for each in report["checks"]:
        found = Text(each["words"])
        if each["fix"]:
            found.append(f"\n{each['fix']}", style="dim")
        table.add_row(Text(each["status"], style=STYLE[each["status"]]), each["name"], found)
    console = Console(highlight=False)
    console.print(table)
    failed = sum(1 for each in report["checks"] if each["status"] == "fail")
    warned = sum(1 for each in report["checks"] if each["status"] == "warn")
    console.print(f"\n{len(report['checks'])} checks, {failed} failed, {warned} to know about.")


def _show_restored(done: JsonObject) -> None:
    console = person()
    counts, audit = done["counts"], done["audit"]
    console.print(
        f"Restored the backup of {done['createdAt']}: {counts['accounts']:,} accounts, "
        f"{counts['exports']:,} exports, {counts['artifacts']:,} artifacts."
    )
    console.print(
        f"{audit['events']:,} events, every chain intact." if audit["intact"] else "\n".join(audit["faults"]),
        style=None if audit["intact"] else "red",
    )
    if done["mailsWaiting"]:
        console.print(
            f"{done['mailsWaiting']:,} mails were waiting at the time of the backup: the next start sends them, "
            "even those that were sent since.",
            style="yellow",
        )
    if done["mailsHeld"]:
        console.print(
            f"{done['mailsHeld']:,} submissions to brokers were waiting at the time of the backup. They may have been "
            "sent since, so they are held: GET /api/submissions?status=uncertain shows them, "
            "POST /api/submissions/ID/decide settles each.",
            style="yellow",
        )
