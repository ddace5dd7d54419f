"""``entrygo seal``: the installation's public key, which packages are verified with."""

import typer

from entrygo.cli.output import AsJson, examples, home_settings, tell

app = typer.Typer(help="The seal of packages.", no_args_is_help=True)


@app.callback()
def seal() -> None:
    """The seal of packages."""


@app.command("show", epilog=examples("seal show", "seal show --json"))
def seal_show(as_json: AsJson = False) -> None:
    """Show the public key that this installation's packages are sealed with; hand it to whoever verifies them."""
    settings = home_settings(as_json)
    from entrygo.documents.artifacts.manifest import seal_document
    from entrygo.maintenance.installation import SEAL_KEY, key_of, opened

    with opened(settings) as store:
        document = seal_document(key_of(store, SEAL_KEY))
    tell(document, as_json, str(document["publicKey"]))
