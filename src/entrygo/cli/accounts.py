"""``entrygo account`` and ``entrygo key``: they work beside a running server and before the first one."""

from datetime import datetime
from typing import Annotated

import typer

from entrygo.cli.output import AsJson, examples, fail, read_settings, tell
from entrygo.clock import SystemClock, SystemIds

account_app = typer.Typer(help="Accounts.", no_args_is_help=True)
key_app = typer.Typer(help="API keys.", no_args_is_help=True)


@account_app.callback()
def account() -> None:
    """Make accounts."""


@account_app.command("create", epilog=examples('account create --name "Maple Harbour Goods"'))
def account_create(
    name: Annotated[str, typer.Option(help="What it is called; need not be unique.")],
    as_json: AsJson = False,
) -> None:
    """Make an account."""
    settings = read_settings(as_json)
    from entrygo.maintenance.installation import opened
    from entrygo.operations.keys import create_account

    with opened(settings) as store:
        made = create_account(store.registry, name, clock=SystemClock(), ids=SystemIds())
    tell(made, as_json, f"Account {made['accountId']} ({name})")


@key_app.command(
    "create",
    epilog=examples(
        "key create --account acc_...", "key create --account acc_... --mode test --scopes read,write"
    ),
)
def key_create(
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
    """Make an API key; its secret is shown once."""
    settings = read_settings(as_json)
    from entrygo.maintenance.installation import opened
    from entrygo.operations.keys import NewKey, create_key

    chosen = [part for given in scopes or [] for part in given.replace(",", " ").split()]
    new = NewKey(
        account_id=account_id, mode=mode, scopes=chosen, expires_on=expires.date() if expires else None
    )
    try:
        with opened(settings) as store:
            made = create_key(store.registry, new, clock=SystemClock(), ids=SystemIds())
    except (LookupError, ValueError) as error:
        fail("INVALID_ARGUMENT", str(error), as_json)
    tell(made, as_json, f"{made['apiKey']}\nKeep it: it is shown only now.")


@key_app.command("revoke", epilog=examples("key revoke key_..."))
def key_revoke(
    key_id: Annotated[str, typer.Argument(help="The keyId shown when it was made.")],
    as_json: AsJson = False,
) -> None:
    """Revoke a key for good; a running server refuses it within a second."""
    settings = read_settings(as_json)
    from entrygo.maintenance.installation import opened
    from entrygo.operations.keys import revoke_key

    try:
        with opened(settings) as store:
            done = revoke_key(store.registry, key_id, clock=SystemClock())
    except LookupError as error:
        fail("NOT_FOUND", str(error), as_json)
    tell(done, as_json, f"{key_id} is revoked.")
