"""``entrygo doctor``, ``retention``, ``backup`` and ``restore``: the upkeep of an installation."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from entrygo.cli.output import AsJson, examples, fail, home_settings, person, print_json, read_settings
from entrygo.clock import SystemClock
from entrygo.contract.canonical import JsonObject
from entrygo.settings import Settings

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
    settings = home_settings(as_json)
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
    settings = home_settings(as_json)
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


@app.command(
    epilog=examples(
        "restore /var/backups/entrygo-2026-11-28",
        "restore --held",
        'restore --decide arrived --reason "Compared with the brokers"',
    )
)
def restore(
    path: Annotated[Path | None, typer.Argument(help="A folder that backup made.")] = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace the accounts that are there.")] = False,
    resend: Annotated[
        bool,
        typer.Option("--resend", help="Nothing left since the backup: hold nothing, let waiting mail go."),
    ] = False,
    held: Annotated[
        bool, typer.Option("--held", help="List what may have left since the backup and waits for you.")
    ] = False,
    decide: Annotated[
        str | None,
        typer.Option(help="Decide about all of it: resend, arrived or withdraw; exports and webhooks go on."),
    ] = None,
    reason: Annotated[str, typer.Option(help="How that is known; kept in the events.")] = "",
    account: Annotated[str | None, typer.Option(help="Decide for this account alone.")] = None,
    as_json: AsJson = False,
) -> None:
    """Put a verified backup in place of the data, no server running meanwhile; then say what left since."""
    settings = read_settings(as_json) if path is not None else home_settings(as_json)
    if (path is None) == (not held and decide is None):
        fail("RESTORE_REFUSED", "Name a backup's folder, or --held, or --decide: one of them.", as_json)
    if path is None:
        _decide_restore(settings, decide, reason, account=account, as_json=as_json)
        return
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


def _decide_restore(
    settings: Settings, decision: str | None, reason: str, *, account: str | None, as_json: bool
) -> None:
    """List what is held, or decide about it; status 1 where an account stays held."""
    from entrygo.maintenance import decide_restore
    from entrygo.operations.decide import Decision

    if decision is None:
        accounts = decide_restore.held(settings)
    elif decision not in set(Decision) or not reason.strip():
        fail(
            "RESTORE_REFUSED",
            f"Say what is so, --decide {' | '.join(Decision)}, and how you know it: --reason.",
            as_json,
        )
    else:
        accounts = decide_restore.decide_all(settings, decision, reason, account=account)
    if as_json:
        print_json({"accounts": accounts})
    else:
        _show_held(accounts, is_decided=decision is not None)
    raise typer.Exit(1 if any("errorCode" in each for each in accounts) else 0)


def _show_held(accounts: Sequence[JsonObject], *, is_decided: bool) -> None:
    console = person()
    if not accounts:
        console.print("Nothing waits for a decision since a restore.")
    for each in accounts:
        if "errorCode" in each:
            console.print(f"{each['accountId']} stays held: {each['message']}", style="red")
            continue
        span = (
            f"backup of {each['backupAt']}, restored {each['restoredAt']}"
            if not is_decided
            else each["decision"]
        )
        console.print(f"{each['accountId']}: {span}", style="bold")
        for mail in each["submissions"]:
            console.print(
                f"  {mail['id']}  {mail['status']}  to {mail['recipient_email']}  {mail['subject']}"
            )
        for export in each.get("exports", ()):
            console.print(f"  {export['exportId']}  {export['state']}: may have been executed since")


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
    if done["undecided"]:
        console.print(
            f"What left after the backup was made is not in it. {done['mailsHeld']:,} submissions to brokers that "
            "waited then are held, webhooks are silent, and executing, correcting and submitting again want --confirm, "
            "until you have decided:\n  entrygo restore --held\n"
            "  entrygo restore --decide arrived|resend|withdraw --reason ...",
            style="yellow",
        )
