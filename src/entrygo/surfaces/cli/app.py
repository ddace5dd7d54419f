"""The command line. Every command takes ``--json``: stdout is then one JSON object and nothing else."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from entrygo import __version__
from entrygo.contract.canonical import JsonObject
from entrygo.surfaces.cli import products, screening, tariff, upkeep, verbs
from entrygo.surfaces.cli.assembly import Assembly

app = typer.Typer(
    name="entrygo",
    help="EntryGo: an export protocol server. sync -> plan -> execute -> inspect.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
account = typer.Typer(help="Accounts.", no_args_is_help=True)
key = typer.Typer(help="API keys.", no_args_is_help=True)
audit = typer.Typer(help="The event history.", no_args_is_help=True)
app.add_typer(account, name="account")
app.add_typer(key, name="key")
app.add_typer(audit, name="audit")
app.add_typer(products.app, name="products")
app.add_typer(screening.app, name="screening")
app.add_typer(tariff.app, name="tariff")
verbs.register(app)
upkeep.register(app)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


def tell(document: JsonObject, as_json: bool, words: str) -> None:
    """Print a command's result: the JSON object, or words for a person."""
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(document, default=str) + b"\n")
        sys.stdout.flush()
    else:
        Console(soft_wrap=True).print(words)


def fail(code: str, message: str, as_json: bool, status: int = 1) -> None:
    """Say what went wrong, and leave with an exit status."""
    if as_json:
        sys.stdout.buffer.write(orjson.dumps({"errorCode": code, "message": message}) + b"\n")
        sys.stdout.flush()
    else:
        Console(stderr=True, soft_wrap=True).print(f"[red]{message}[/red]")
    raise typer.Exit(status)


@app.command()
def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 3000,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Serve the API, the docs and the worker; migrate the database first."""
    assembly: Assembly = ctx.obj
    try:
        assembly.serve(host=host, port=port, workers=workers)
    except OSError as error:
        fail("ADDRESS_UNAVAILABLE", f"Cannot listen on {host}:{port}: {error.strerror or error}", as_json)


@app.command()
def worker(
    ctx: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(help="Port for its health and metrics; none by default.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Work off what is owed, without an API."""
    try:
        ctx.obj.work(host=host, port=port)
    except OSError as error:
        fail("ADDRESS_UNAVAILABLE", f"Cannot listen on {host}:{port}: {error.strerror or error}", as_json)
    tell({"stopped": True}, as_json, "Stopped.")


@app.command()
def migrate(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Bring the database to this version's schema."""
    done = ctx.obj.migrate()
    tell(done, as_json, f"The database is at revision {done['revision']}.")


@app.command()
def demo(
    ctx: typer.Context,
    port: Annotated[int, typer.Option(help="Port to serve on.")] = 3000,
    once: Annotated[bool, typer.Option("--once", help="Tell the story and end.")] = False,
    as_json: AsJson = False,
) -> None:
    """Fill a sandbox, walk one export through the loop with a real local mail server, and serve."""
    ctx.obj.demo(port=port, once=once, as_json=as_json)


@account.command("create")
def account_create(
    ctx: typer.Context,
    name: Annotated[str, typer.Option(help="What it is called; need not be unique.")],
    as_json: AsJson = False,
) -> None:
    """A new account."""
    made = ctx.obj.create_account(name)
    tell(made, as_json, f"Account [bold]{made['accountId']}[/bold] ({name})")


@key.command("create")
def key_create(
    ctx: typer.Context,
    *,
    account_id: Annotated[str, typer.Option("--account", help="The account it belongs to.")],
    mode: Annotated[str, typer.Option(help="live or test.")] = "live",
    scopes: Annotated[
        list[str] | None, typer.Option(help="read, write, execute, admin; repeat or separate by commas.")
    ] = None,
    expires: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day it works.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """A new API key; its secret is shown once."""
    chosen = [part for given in scopes or [] for part in given.replace(",", " ").split()]
    try:
        made = ctx.obj.create_key(
            account_id, mode=mode, scopes=chosen, expires_on=expires.date() if expires else None
        )
    except (LookupError, ValueError) as error:
        fail("INVALID_ARGUMENT", str(error), as_json)
        return
    tell(made, as_json, f"[bold]{made['apiKey']}[/bold]\nKeep it: it is shown only now.")


@key.command("revoke")
def key_revoke(
    ctx: typer.Context,
    key_id: Annotated[str, typer.Argument(help="The keyId shown when it was made.")],
    as_json: AsJson = False,
) -> None:
    """Revoke a key for good; a running server refuses it within a second."""
    try:
        done = ctx.obj.revoke_key(key_id)
    except LookupError as error:
        fail("NOT_FOUND", str(error), as_json)
        return
    tell(done, as_json, f"{key_id} is revoked.")


@audit.command("verify")
def audit_verify(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Check the hash chain of every tenant's events."""
    verdict = ctx.obj.verify_events()
    words = f"{verdict['events']} events, intact." if verdict["intact"] else "\n".join(verdict["faults"])
    tell(verdict, as_json, words)
    raise typer.Exit(0 if verdict["intact"] else 1)


@app.command("verify-plan")
def verify_plan(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument()],
    expected: Annotated[str | None, typer.Option("--expect", help="The planHash it must have.")] = None,
    as_json: AsJson = False,
) -> None:
    """Recompute the planHash of a published planning snapshot, offline. It holds no hash itself: name the expected."""
    verdict = ctx.obj.verify_plan(path, expected)
    words = "The document has this hash; hold it against the plan's own:" if expected is None else "Intact."
    _verdict(verdict, as_json, words)


@app.command("verify-package")
def verify_package(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument()],
    pinned: Annotated[
        str | None, typer.Option("--key", help="The Ed25519 public key it must be sealed with.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check every file, hash, size and the seal of a package, offline."""
    _verdict(ctx.obj.verify_package(path, pinned), as_json)


def _verdict(verdict: JsonObject, as_json: bool, words: str = "Intact.") -> None:
    words = words if verdict["intact"] else "NOT intact:\n" + "\n".join(verdict["faults"])
    if verdict.get("planHash"):
        words = f"{words}\n{verdict['planHash']}"
    tell(verdict, as_json, words)
    raise typer.Exit(0 if verdict["intact"] else 1)


@app.command()
def version(as_json: AsJson = False) -> None:
    """The version."""
    tell({"version": __version__}, as_json, f"EntryGo {__version__}")


def run(assembly: Assembly, arguments: Sequence[str] | None = None) -> None:
    """Run the command line with what the runtime assembled."""
    app(args=arguments, obj=assembly)
