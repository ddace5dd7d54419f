"""How a command finds the server it speaks to and the key it sends: options, then the environment, then a profile."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from entrygo.cli.output import fail, require_key, say_where
from entrygo.cli.profiles import profiles_file, read_profiles
from entrygo.contract.canonical import JsonObject, JsonValue

if TYPE_CHECKING:
    from entrygo.client import EntryGo, EntryGoError

SERVER = Annotated[
    str,
    typer.Option(
        "--server",
        envvar="ENTRYGO_SERVER",
        help="Address of the server; else that of the profile, else http://localhost:3000.",
        show_default=False,
    ),
]
KEY = Annotated[
    str,
    typer.Option(
        "--key", envvar="ENTRYGO_API_KEY", help="API key; else that of the profile.", show_default=False
    ),
]
PROFILE = Annotated[
    str,
    typer.Option("--profile", help="A profile of `entrygo login`; else the one in use.", show_default=False),
]
DEFAULT_SERVER = "http://localhost:3000"


@dataclass(frozen=True, slots=True)
class Connection:
    """A server and a key."""

    server: str
    key: str

    def says(self, as_json: bool) -> None:
        """Tell a person which server a command speaks to."""
        if not as_json:
            say_where(f"Server {self.server}")


def connection(server: str, key: str, as_json: bool, *, profile: str = "") -> Connection:
    """The server and key of a command; status 1 where there is no key, or no such profile.

    A profile's key is sent to its own server alone: a command that names another server names a key too.
    """
    file = profiles_file()
    try:
        kept = read_profiles(file)
    except ValueError as error:
        if server and key:
            return Connection(server, key)
        fail("INVALID_PROFILES", str(error), as_json)
    if profile and profile not in kept.by_name:
        known = ", ".join(sorted(kept.by_name)) or "none"
        fail("NO_SUCH_PROFILE", f"There is no profile {profile}; {file} has: {known}.", as_json)
    found = kept.by_name.get(profile or kept.current)
    address = server or (found.server if found and not key else "") or DEFAULT_SERVER
    secret = key or (found.key if found and _same(found.server, address) else "")
    require_key(secret, as_json)
    return Connection(address, secret)


def _same(one: str, other: str) -> bool:
    return one.rstrip("/").removesuffix("/api") == other.rstrip("/").removesuffix("/api")


def called(where: Connection, as_json: bool, work: Callable[["EntryGo"], JsonValue]) -> JsonObject:
    """What calls of the Python client answer; a problem is printed and ends the command with status 1."""
    from entrygo.client import EntryGo, EntryGoError

    where.says(as_json)
    with EntryGo(where.key, url=where.server) as client:
        try:
            answer: JsonObject = work(client)
        except EntryGoError as error:
            refuse(error, as_json)
    return answer


def beyond(error: "EntryGoError") -> Mapping[str, JsonValue]:
    """What a problem says beside its code, words and details: the field, the request, the address of its page."""
    return {"field": error.field, "requestId": error.request_id, "docUrl": error.doc_url}


def refuse(error: "EntryGoError", as_json: bool) -> NoReturn:
    """Print a problem with the address of its page, where it has one, and end the command with status 1."""
    page = error.doc_url
    words = (
        error.message
        if as_json
        else "\n".join([f"{error.error_code}: {error.message}", *error.faults, *([page] if page else [])])
    )
    fail(error.error_code, words, as_json, details=error.details, more=beyond(error))
