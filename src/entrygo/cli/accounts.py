"""``entrygo account`` and ``entrygo key``: they work beside a running server and before the first one."""

from datetime import datetime
from typing import Annotated, NoReturn

import orjson
import typer

from entrygo.cli.output import (
    AsJson,
    examples,
    fail,
    home_settings,
    person,
    print_json,
    read_settings,
    say_home,
    tell,
)
from entrygo.clock import SystemClock, SystemIds
from entrygo.contract.canonical import JsonObject, answer_bytes
from entrygo.contract.problems import Problem

account_app = typer.Typer(help="Accounts.", no_args_is_help=True)
key_app = typer.Typer(help="API keys.", no_args_is_help=True)
KeyId = Annotated[str, typer.Argument(help="The keyId shown when it was made, and by key list.")]
PolicyText = Annotated[
    str | None,
    typer.Option(
        "--policy",
        help='Its own limits, in JSON: {"maxExportValueUsd": 10000, "readyOnly": true, "countries": ["US"], '
        '"requireApproval": true, "requireExpectedPlanHash": true}.',
    ),
]


@account_app.callback()
def account() -> None:
    """Make accounts and list them."""


@account_app.command("create", epilog=examples('account create --name "Maple Harbour Goods"'))
def account_create(
    name: Annotated[str, typer.Option(help="What it is called; need not be unique.")],
    as_json: AsJson = False,
) -> None:
    """Make an account."""
    settings = read_settings(as_json)
    say_home(settings, as_json)
    from entrygo.maintenance.checkpoints import add_checkpoint
    from entrygo.maintenance.installation import SEAL_KEY, key_of, opened
    from entrygo.operations.keys import create_account

    with opened(settings) as store:
        made = create_account(store, name, clock=SystemClock(), ids=SystemIds())
        key, now = key_of(store, SEAL_KEY), SystemClock().now()
        add_checkpoint(store, settings.home, seal_key=key, now=now, why="account created")
    tell(made, as_json, f"Account {made['accountId']} ({name})")


@account_app.command("list", epilog=examples("account list"))
def account_list(as_json: AsJson = False) -> None:
    """List the accounts of this installation, oldest first."""
    settings = home_settings(as_json)
    from entrygo.maintenance.installation import opened
    from entrygo.operations.keys import list_accounts

    with opened(settings) as store:
        found = list_accounts(store)
    words = "\n".join(f"{each['accountId']}  {each['createdAt'][:10]}  {each['name']}" for each in found)
    tell({"accounts": found}, as_json, words or "There is no account yet: entrygo account create --name NAME")


@key_app.command(
    "create",
    epilog=examples(
        'key create --account acc_... --owner "Ann Bell"',
        "key create --account acc_... --mode test --scopes read,write",
        'key create --account acc_... --policy \'{"maxExportValueUsd": 2500, "readyOnly": true}\'',
    ),
)
def key_create(
    *,
    account_id: Annotated[str, typer.Option("--account", help="The account it belongs to.")],
    mode: Annotated[str, typer.Option(help="live or test.")] = "live",
    scopes: Annotated[
        list[str] | None,
        typer.Option(help="read, write, execute, approve, admin; repeat or separate by commas."),
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option(help="The person whose key it is. Keys without one count as one person."),
    ] = None,
    name: Annotated[str | None, typer.Option(help="What it is for.")] = None,
    policy: PolicyText = None,
    expires: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day it works.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make an API key; its secret is shown once."""
    settings = home_settings(as_json)
    from entrygo.maintenance.installation import opened
    from entrygo.operations.keys import NewKey, create_key, scopes_given

    new = NewKey(
        account_id=account_id,
        mode=mode,
        scopes=scopes_given(scopes),
        expires_on=expires.date() if expires else None,
        name=_stated(name, "--name", as_json),
        owner=_stated(owner, "--owner", as_json),
        policy=_policy(policy, as_json),
    )
    try:
        with opened(settings) as store:
            made = create_key(store, new, clock=SystemClock(), ids=SystemIds())
    except Problem as problem:
        _refuse_policy(problem, as_json)
    except (LookupError, ValueError) as error:
        fail("INVALID_ARGUMENT", str(error), as_json)
    _tell(made, as_json, f"{made['apiKey']}\nKeep it: it is shown only now.")


@key_app.command("list", epilog=examples("key list", "key list --account acc_..."))
def key_list(
    account_id: Annotated[str | None, typer.Option("--account", help="Of this account alone.")] = None,
    as_json: AsJson = False,
) -> None:
    """List keys with their owners, scopes and limits; none with its secret."""
    settings = home_settings(as_json)
    from entrygo.maintenance.installation import opened
    from entrygo.operations.keys import list_keys_of

    clock = SystemClock()
    with opened(settings) as store:
        found = list_keys_of(store, account_id, now=clock.now())
    if as_json:
        _print({"keys": found})
        return
    console = person()
    for each in found:
        owner, limits = each["owner"] or "no owner", each["policy"]
        console.print(
            f"{each['id']}  {each['state']}  {each['mode']}  {', '.join(each['scopes'])}  {owner}"
            + (f"  ({each['name']})" if each["name"] else "")
            + (f"\n    {answer_bytes(limits).decode()}" if limits else "")
        )
    if not found:
        console.print("There is no key yet: entrygo key create --account ACCOUNT --owner NAME")


@key_app.command("rotate", epilog=examples("key rotate key_..."))
def key_rotate(key_id: KeyId, as_json: AsJson = False) -> None:
    """Give a key a new secret, shown once; the old one stops working within a second."""
    done = _changed("key.rotated", key_id, None, as_json)
    tell(done, as_json, f"{done['apiKey']}\nKeep it: it is shown only now.")


@key_app.command("revoke", epilog=examples("key revoke key_..."))
def key_revoke(key_id: KeyId, as_json: AsJson = False) -> None:
    """Revoke a key for good; a running server refuses it within a second and ends its streams."""
    done = _changed("key.revoked", key_id, None, as_json)
    tell(done, as_json, f"{key_id} is revoked.")


@key_app.command(
    "policy", epilog=examples("key policy key_... --policy '{\"readyOnly\": true}'", "key policy key_...")
)
def key_policy(key_id: KeyId, policy: PolicyText = None, as_json: AsJson = False) -> None:
    """Set the limits of a key; without --policy it has none of its own any more."""
    done = _changed("key.changed", key_id, _policy(policy, as_json), as_json)
    limits = answer_bytes(done["policy"]).decode() if done["policy"] else "no limits of its own"
    _tell(done, as_json, f"{key_id}: {limits}")


def _changed(change: str, key_id: str, policy: JsonObject | None, as_json: bool) -> JsonObject:
    settings = home_settings(as_json)
    from entrygo.lifecycle.events import EventType
    from entrygo.maintenance.installation import opened
    from entrygo.operations.keys import change_at_command_line

    try:
        with opened(settings) as store:
            return change_at_command_line(store, key_id, EventType(change), ids=SystemIds(), policy=policy)
    except Problem as problem:
        _refuse_policy(problem, as_json)
    except LookupError as error:
        fail("NOT_FOUND", str(error), as_json)


def _policy(text: str | None, as_json: bool) -> JsonObject:
    """What ``--policy`` states; a text that is no JSON object ends the command."""
    try:
        stated = {} if text is None else orjson.loads(text)
    except orjson.JSONDecodeError as error:
        fail(
            "INVALID_ARGUMENT",
            f"--policy is not JSON: {error}. Write it as "
            '\'{"readyOnly": true, "maxExportValueUsd": 2500}\'',
            as_json,
        )
    if not isinstance(stated, dict):
        fail("INVALID_ARGUMENT", '--policy is a JSON object, such as {"readyOnly": true}.', as_json)
    return stated


def _stated(value: str | None, option: str, as_json: bool) -> str | None:
    """An option's words; given empty they are a fault, since nobody is named so."""
    if value is not None and not value.strip():
        fail("INVALID_ARGUMENT", f"{option} is empty; leave it out or name somebody.", as_json)
    return value


def _refuse_policy(problem: Problem, as_json: bool) -> NoReturn:
    """Every fault of a policy, or of what was asked of a key."""
    issues = (problem.details or {}).get("issues", [])
    words = "; ".join(f"{each['path']}: {each['message']}" for each in issues) or problem.message
    fail(problem.code, words, as_json, details=problem.details)


def _tell(done: JsonObject, as_json: bool, words: str) -> None:
    if as_json:
        _print(done)
    else:
        person().print(words)


def _print(document: JsonObject) -> None:
    """One JSON object; its amounts are numbers."""
    print_json(orjson.loads(answer_bytes(document)))
