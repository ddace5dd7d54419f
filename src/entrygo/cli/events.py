"""``entrygo events tail`` and ``entrygo listen``: what happens on a server, as it happens."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from entrygo.cli.connection import KEY, PROFILE, SERVER, Connection, called, connection
from entrygo.cli.output import AsJson, examples, fail, person, print_json
from entrygo.contract.canonical import JsonObject

if TYPE_CHECKING:
    from rich.console import Console

events_app = typer.Typer(help="What happens, event by event.", no_args_is_help=True)
app = typer.Typer()
TYPE = Annotated[str, typer.Option("--type", help="Only events of this type.", show_default=False)]
AFTER = Annotated[
    str, typer.Option("--after", help="Begin after this event's id, not now.", show_default=False)
]
COUNT = Annotated[int, typer.Option("--count", min=0, help="End after so many events; 0 never ends.")]


@events_app.callback()
def events() -> None:
    """What happens, event by event."""


@events_app.command(
    epilog=examples(
        "events tail", "events tail --type export.executed --json", "events tail --after evt_... --count 10"
    )
)
def tail(
    *,
    kind: TYPE = "",
    after: AFTER = "",
    count: COUNT = 0,
    profile: PROFILE = "",
    server: SERVER = "",
    key: KEY = "",
    as_json: AsJson = False,
) -> None:
    """Print events as they happen, until it is stopped. With --json one object a line.

    A connection that breaks is opened again where it was: no event is missed or printed twice.
    """
    where = connection(server, key, as_json, profile=profile)
    where.says(as_json)
    console = person()
    for event in _followed(where, kind, after, as_json, count=count):
        if as_json:
            print_json(event)
        else:
            _show(console, event)


@app.command(
    epilog=examples(
        "listen --forward-to http://localhost:8080/hooks",
        "listen --forward-to http://localhost:8080/hooks --type export.executed --secret whsec_...",
    )
)
def listen(
    *,
    forward_to: Annotated[str, typer.Option(help="Address of a program on this machine.")],
    secret: Annotated[
        str, typer.Option(help="What to sign with; else a fresh one, printed.", show_default=False)
    ] = "",
    kind: TYPE = "",
    after: AFTER = "",
    count: COUNT = 0,
    profile: PROFILE = "",
    server: SERVER = "",
    key: KEY = "",
    as_json: AsJson = False,
) -> None:
    """Post events to an address as webhooks would be: the same body, headers and signature, without an endpoint.

    For building a receiver before it is reachable from outside. With --json one object a line.
    """
    from entrygo.cli.follow import Forwarder, new_secret

    where = connection(server, key, as_json, profile=profile)
    if not forward_to.startswith(("http://", "https://")):
        fail("INVALID_ARGUMENT", f"{forward_to} is no address: http://localhost:8080/hooks", as_json)
    signing = secret or new_secret()
    health = called(where, as_json, lambda client: client.health())
    forwarder = Forwarder(forward_to, signing, health["accountId"], health["mode"])
    try:
        forwarder.forward_check()
    except ValueError as error:
        fail("INVALID_ARGUMENT", f"The secret cannot be used: {error}. It is whsec_ and base64.", as_json)
    if as_json:
        print_json({"secret": signing, "forwardTo": forward_to})
    else:
        person().print(f"Signing with {signing}")
    for event in _followed(where, kind, after, as_json, count=count):
        answer = forwarder.forward(event)
        if as_json:
            print_json({"id": event["id"], "type": event["type"], "answer": answer})
        else:
            style = "green" if answer.startswith("2") else "red"
            person().print(f"{event['type']:<28} {event['id']}  {answer}", style=style)


def _followed(where: Connection, kind: str, after: str, as_json: bool, *, count: int) -> Iterator[JsonObject]:
    from entrygo.cli.follow import Refused
    from entrygo.cli.follow import events as follow

    def lost(why: str) -> None:
        person(stderr=True).print(f"The connection broke ({why}); trying again.", style="yellow")

    try:
        yield from islice(follow(where, kind=kind, after=after, lost=lost), count or None)
    except Refused as refused:
        told = refused.document
        more = {name: told.get(name) for name in ("field", "requestId", "docUrl")}
        fail(told["errorCode"], told["message"], as_json, details=told.get("details"), more=more)
    except (KeyboardInterrupt, BrokenPipeError):
        raise typer.Exit(0) from None


def _show(console: "Console", event: JsonObject) -> None:
    plain = [(name, value) for name, value in event["payload"].items() if isinstance(value, str | int)]
    payload = "  ".join(f"{name}={value}" for name, value in plain[:4])
    console.print(f"{event['created_at']}  {event['type']:<28} {event.get('export_id') or '-'}  {payload}")
