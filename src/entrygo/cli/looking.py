"""Commands that look at a server: what changed between plans, what waits to leave, where its pages are."""

from pathlib import Path
from typing import Annotated

import typer

from entrygo.cli.connection import KEY, PROFILE, SERVER, Connection, called, connection, refuse
from entrygo.cli.output import AsJson, examples, person, print_json, tell
from entrygo.contract.canonical import JsonObject

app = typer.Typer()
WAITING = ("pending", "uncertain", "failed")
MOST = 100


@app.command(epilog=examples("diff exp_...", "diff exp_... --from 1 --to 3 --json"))
def diff(
    export: Annotated[str, typer.Argument(help="Export id.")],
    *,
    old: Annotated[int | None, typer.Option("--from", min=1, help="Number of the older plan.")] = None,
    new: Annotated[int | None, typer.Option("--to", min=1, help="Number of the newer plan.")] = None,
    profile: PROFILE = "",
    server: SERVER = "",
    key: KEY = "",
    as_json: AsJson = False,
) -> None:
    """Show what changed between two plans of an export, the last two where none is named.

    Exit status 0: nothing changed; 1: it could not be asked; 3: something did.
    """
    asked = {name: value for name, value in (("from_", old), ("to", new)) if value is not None}
    where = connection(server, key, as_json, profile=profile)
    found = called(where, as_json, lambda client: client.exports.diff(export, **asked))
    if as_json:
        print_json(found)
    else:
        console = person()
        console.print(f"plan {found['from']['plan']}  {found['from']['planHash']}")
        console.print(f"plan {found['to']['plan']}  {found['to']['planHash']}")
        for sentence in found["changed"] or ["Nothing changed."]:
            console.print(f"  {sentence}")
    raise typer.Exit(3 if found["patch"] or found["changed"] else 0)


@app.command(epilog=examples("outbox", "outbox --mail mail_..."))
def outbox(
    *,
    mail: Annotated[str, typer.Option(help="Write one captured mail as it is.", show_default=False)] = "",
    profile: PROFILE = "",
    server: SERVER = "",
    key: KEY = "",
    as_json: AsJson = False,
) -> None:
    """List what waits to leave or did not arrive, and, with a test key, the mails that were captured instead of sent.

    Exit status 0: nothing waits; 3: something does.
    """
    where = connection(server, key, as_json, profile=profile)
    if mail:
        _write_mail(where, mail, as_json)
        return
    found = called(where, as_json, lambda client: _outbox(where.server, where.key, client.health()["mode"]))
    if as_json:
        print_json(found)
    else:
        console = person()
        for each in found["waiting"]:
            words = each["error_message"] or (
                f"next try {each['next_attempt_at']}" if each["next_attempt_at"] else ""
            )
            console.print(f"{each['status']:<10} {each['id']}  {each['recipient_email']}  {words}")
        for each in found["captured"]:
            console.print(f"captured   {each['id']}  {each['to']}  {each['created_at']}")
        if not found["waiting"]:
            console.print("Nothing waits.")
    raise typer.Exit(3 if found["waiting"] else 0)


def _outbox(server: str, key: str, mode: str) -> JsonObject:
    waiting = [each for status in WAITING for each in _page(server, key, "/api/submissions", status=status)]
    captured = _page(server, key, "/api/captured-mails") if mode == "test" else []
    return {"mode": mode, "waiting": waiting, "captured": captured}


def _page(server: str, key: str, path: str, **query: str) -> list[JsonObject]:
    from entrygo.cli.calls import get

    page: list[JsonObject] = get(server, key, path, limit=str(MOST), **query).json()["data"]
    return page


def _write_mail(where: Connection, mail: str, as_json: bool) -> None:
    from urllib.parse import quote

    from entrygo.cli.calls import get
    from entrygo.client import EntryGoError

    try:
        answer = get(where.server, where.key, f"/api/captured-mails/{quote(mail, safe='')}")
    except EntryGoError as error:
        refuse(error, as_json)
    if as_json:
        print_json({"id": mail, "message": answer.text})
    else:
        typer.echo(answer.content, nl=False)


@app.command("open", epilog=examples("open", "open exp_... --print"))
def open_console(
    export: Annotated[str, typer.Argument(help="An export to show.")] = "",
    *,
    only_print: Annotated[bool, typer.Option("--print", help="Print the address and open nothing.")] = False,
    profile: PROFILE = "",
    server: SERVER = "",
    key: KEY = "",
    as_json: AsJson = False,
) -> None:
    """Open the console in a browser, at an export where one is named."""
    where = connection(server, key, as_json, profile=profile)
    base = where.server.rstrip("/").removesuffix("/api")
    if export:
        health = called(where, as_json, lambda client: (client.inspect(export), client.health())[1])
        address = f"{base}/console/{health['accountId']}/{health['mode']}/exports/{export}"
    else:
        where.says(as_json)
        address = f"{base}/console"
    tell({"url": address}, as_json, address)
    if not only_print and not as_json:
        typer.launch(address)


@app.command("describe", epilog=examples("describe check --server https://entrygo.example", "describe print"))
def describe(
    what: Annotated[str, typer.Argument(help="check or print.")] = "check",
    *,
    out: Annotated[Path | None, typer.Option(help="For print: a file.", show_default=False)] = None,
    server: SERVER = "",
    as_json: AsJson = False,
) -> None:
    """Hold this version's description of the API against a server's, or print it.

    Exit status of check: 0 the same, 1 not, or no answer. No key is needed.
    """
    from entrygo.cli.describing import check, write

    if what == "print":
        write(out)
        return
    check(server, as_json)
