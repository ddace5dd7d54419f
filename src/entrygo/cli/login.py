"""``entrygo login`` and ``logout``: a server and a key under a name, so that commands need neither option."""

from typing import Annotated

import typer

from entrygo.cli.connection import DEFAULT_SERVER, Connection, called
from entrygo.cli.output import AsJson, examples, fail, person, print_json, tell
from entrygo.cli.profiles import Profile, Profiles, profiles_file, read_profiles, write_profiles

app = typer.Typer()


@app.command(
    epilog=examples(
        "login", "login --profile shop-test --server https://entrygo.example", "login --use shop-test"
    )
)
def login(
    *,
    profile: Annotated[str, typer.Option(help="What to call it.")] = "default",
    server: Annotated[
        str, typer.Option(envvar="ENTRYGO_SERVER", help="Address of the server.")
    ] = DEFAULT_SERVER,
    key: Annotated[
        str,
        typer.Option(
            envvar="ENTRYGO_API_KEY", help="API key; asked for where it is not given.", show_default=False
        ),
    ] = "",
    use: Annotated[
        str, typer.Option(help="Use this profile from now on, and ask nothing.", show_default=False)
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Keep a server and a key as a profile and use it from now on. The key is tried first.

    The file is readable by you alone. ENTRYGO_SERVER and ENTRYGO_API_KEY win over it; its key is sent to its own
    server only.
    """
    kept = _kept(as_json)
    if use:
        if use not in kept.by_name:
            known = ", ".join(sorted(kept.by_name)) or "none"
            fail("NO_SUCH_PROFILE", f"There is no profile {use}; there are: {known}.", as_json)
        write_profiles(profiles_file(), Profiles(use, kept.by_name))
        tell(
            {"profile": use, "server": kept.by_name[use].server},
            as_json,
            f"Using {use}: {kept.by_name[use].server}",
        )
        return
    if not key and as_json:
        fail(
            "NO_API_KEY", "Say which API key to keep: --key, or ENTRYGO_API_KEY in the environment.", as_json
        )
    secret = key or typer.prompt("API key", hide_input=True)
    health = called(Connection(server, secret), as_json, lambda client: client.health())
    write_profiles(profiles_file(), Profiles(profile, {**kept.by_name, profile: Profile(server, secret)}))
    told = {"profile": profile, "server": server, "accountId": health["accountId"], "mode": health["mode"]}
    tell(told, as_json, f"Profile {profile}: account {health['accountId']}, {health['mode']} key, {server}")


@app.command(epilog=examples("logout", "logout --profile shop-test"))
def logout(
    *,
    profile: Annotated[
        str, typer.Option(help="Which profile; else the one in use.", show_default=False)
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Forget a profile. The key itself stays valid: revoke it with DELETE /api/keys."""
    kept = _kept(as_json)
    name = profile or kept.current
    if name not in kept.by_name:
        fail("NO_SUCH_PROFILE", f"There is no profile {name or 'in use'}.", as_json)
    left = {each: known for each, known in kept.by_name.items() if each != name}
    write_profiles(profiles_file(), Profiles("" if name == kept.current else kept.current, left))
    tell({"profile": name, "forgotten": True}, as_json, f"Forgot {name}.")


@app.command(epilog=examples("profiles"))
def profiles(as_json: AsJson = False) -> None:
    """List the profiles that are kept, without their keys."""
    kept = _kept(as_json)
    rows = [
        {"name": name, "server": each.server, "keyEnds": each.key[-4:], "isCurrent": name == kept.current}
        for name, each in sorted(kept.by_name.items())
    ]
    if as_json:
        print_json({"file": str(profiles_file()), "profiles": rows})
        return
    for row in rows:
        person().print(
            f"{'*' if row['isCurrent'] else ' '} {row['name']}  {row['server']}  key ...{row['keyEnds']}"
        )
    if not rows:
        person().print("No profile; make one: entrygo login")


def _kept(as_json: bool) -> Profiles:
    try:
        return read_profiles(profiles_file())
    except ValueError as error:
        fail("INVALID_PROFILES", str(error), as_json)
