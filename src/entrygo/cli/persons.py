"""``entrygo person``: people of the console. They work beside a running server and before the first one."""

from collections.abc import Callable
from typing import Annotated

import typer

from entrygo.cli.output import AsJson, examples, fail, home_settings, person, print_json, tell
from entrygo.clock import SystemClock, SystemIds
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem
from entrygo.settings import Settings
from entrygo.store.unit_of_work import Store

app = typer.Typer(help="People of the console.", no_args_is_help=True)
DEFAULT_URL = "http://localhost:3000"
Email = Annotated[str, typer.Argument(help="The address the person signs in with.")]
AccountId = Annotated[str, typer.Option("--account", help="The account the person works for.")]
Roles = Annotated[
    list[str],
    typer.Option("--role", help="viewer, operator, approver, admin; repeat or separate by commas."),
]
Modes = Annotated[
    list[str] | None,
    typer.Option("--mode", help="The worlds the person sees, live and test; both without it."),
]


@app.callback()
def people() -> None:
    """Let people into the console, and keep them out of it."""


@app.command(
    "create",
    epilog=examples('person create ann@maple.example --name "Ann Bell" --account acc_... --role admin'),
)
def create(
    email: Email,
    *,
    name: Annotated[str, typer.Option(help="The person's name; approvals are told apart by it.")],
    account_id: AccountId,
    role: Roles,
    mode: Modes = None,
    as_json: AsJson = False,
) -> None:
    """Make a person with a password, shown once; one who is known gets the account and keeps the password."""
    from entrygo.operations.people_at_command_line import NewMember, create_person

    password = SystemIds().password()

    def make(store: Store, _settings: Settings) -> JsonObject:
        new = NewMember(
            email=email, account_id=account_id, roles=_split(role), modes=_split(mode) or BOTH_MODES
        )
        return create_person(store, new, name=name, password=password, clock=SystemClock(), ids=SystemIds())

    made = _done(make, as_json)
    if made["isNew"]:
        made["password"] = password
        words = f"{email}\n{password}\nKeep it: it is shown only now. It can be changed on the page Me."
    else:
        words = f"{email} works for {account_id} now, and signs in as before."
    tell(made, as_json, words)


@app.command(
    "invite", epilog=examples("person invite bob@maple.example --account acc_... --role operator,approver")
)
def invite(
    email: Email, *, account_id: AccountId, role: Roles, mode: Modes = None, as_json: AsJson = False
) -> None:
    """Make a link by which a person joins an account, once and within seven days; send it yourself."""
    from entrygo.operations.people_at_command_line import NewMember, invite_at_command_line

    def make(store: Store, settings: Settings) -> JsonObject:
        new = NewMember(
            email=email, account_id=account_id, roles=_split(role), modes=_split(mode) or BOTH_MODES
        )
        return invite_at_command_line(store, new, public_url=_url(settings), ids=SystemIds())

    made = _done(make, as_json)
    tell(made, as_json, f"{made['link']}\nIt works once, until {made['expiresAt'][:10]}.")


@app.command("reset", epilog=examples("person reset ann@maple.example"))
def reset(email: Email, as_json: AsJson = False) -> None:
    """Make a link by which a person sets a new password within a day; a second factor is turned off by it."""
    from entrygo.operations.people_at_command_line import make_reset

    def make(store: Store, settings: Settings) -> JsonObject:
        return make_reset(store, email, public_url=_url(settings), ids=SystemIds())

    made = _done(make, as_json)
    tell(made, as_json, f"{made['link']}\nIt works once, within a day.")


@app.command(
    "disable", epilog=examples("person disable ann@maple.example", "person disable ann@maple.example --undo")
)
def disable(
    email: Email,
    undo: Annotated[bool, typer.Option("--undo", help="Let the person in again.")] = False,
    as_json: AsJson = False,
) -> None:
    """Shut a person out of every account and end every session, at once."""
    from entrygo.operations.people_at_command_line import disable_person

    done = _done(lambda store, _settings: disable_person(store, email, disabled=not undo), as_json)
    tell(
        done, as_json, f"{email} can sign in again." if undo else f"{email} is shut out; every session ended."
    )


@app.command("list", epilog=examples("person list"))
def list_people(as_json: AsJson = False) -> None:
    """List everybody, with roles in accounts."""
    from entrygo.operations.people_at_command_line import list_everybody

    found = _done(lambda store, _settings: {"people": list_everybody(store)}, as_json)
    if as_json:
        print_json(found)
        return
    console = person()
    for each in found["people"]:
        console.print(
            f"{each['email']}  {each['name']}  {each['state']}" + ("  code" if each["secondFactor"] else "")
        )
        for desk in each["accounts"]:
            console.print(
                f"    {desk['accountId']}  {desk['handle']}  {', '.join(desk['roles'])}  {', '.join(desk['modes'])}"
            )
    if not found["people"]:
        console.print(
            "There is nobody yet: entrygo person create EMAIL --name NAME --account ACCOUNT --role admin"
        )


BOTH_MODES = ("live", "test")


def _done(act: Callable[[Store, Settings], JsonObject], as_json: bool) -> JsonObject:
    """What an act on the installation's people answers; its refusal ends the command."""
    settings = home_settings(as_json)
    from entrygo.maintenance.installation import opened

    try:
        with opened(settings) as store:
            return act(store, settings)
    except Problem as problem:
        issues = (problem.details or {}).get("issues", [])
        fail(problem.code, "; ".join(each["message"] for each in issues) or problem.message, as_json)
    except LookupError as error:
        fail("NOT_FOUND", str(error), as_json)
    except ValueError as error:
        fail("INVALID_ARGUMENT", str(error), as_json)


def _split(given: list[str] | None) -> tuple[str, ...]:
    """What was given several times or with commas, each once."""
    parts = (part.strip() for each in given or () for part in each.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def _url(settings: Settings) -> str:
    return settings.public_url.rstrip("/") or DEFAULT_URL
