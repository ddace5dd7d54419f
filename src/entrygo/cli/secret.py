"""``entrygo secret``: the key that seals the secrets in the database."""

import typer

from entrygo.cli.output import AsJson, examples, fail, home_settings, tell

app = typer.Typer(help="The key that seals the secrets in the database.", no_args_is_help=True)


@app.command("status", epilog=examples("secret status", "secret status --json"))
def secret_status(as_json: AsJson = False) -> None:
    """Show which keys are here, and how many secrets lie under each; no key is shown, only its id."""
    settings = home_settings(as_json)
    from entrygo.maintenance.secrets import status

    told = status(settings)
    lines = [f"key {each}: {count:,} secrets" for each, count in told["sealed"].items()]
    clear = f"{told['inClear']:,} in clear"
    here = ", ".join(told["keyIds"]) or "none"
    tell(told, as_json, "\n".join([*lines, clear, f"Keys here, the sealing one first: {here}."]))


@app.command("rotate", epilog=examples("secret rotate"))
def secret_rotate(as_json: AsJson = False) -> None:
    """Seal every secret under a new key: a fresh one in the home's file, or the first of ENTRYGO_SECRET_KEY.

    In ENTRYGO_SECRET_KEY put the new key before the old one, on every node, and restart them first.
    """
    settings = home_settings(as_json)
    from entrygo.maintenance.secrets import RotationRefused, rotate

    try:
        done = rotate(settings)
    except RotationRefused as refused:
        fail("ROTATION_REFUSED", str(refused), as_json)
    tell(done, as_json, f"{done['sealedAnew']:,} secrets are sealed with key {done['keyId']}. {done['keep']}")
