"""The documentation on the command line."""

from pathlib import Path
from typing import Annotated

import typer

from entrygo.cli.output import AsJson, examples, fail, tell

app = typer.Typer(help="The documentation.", no_args_is_help=True)


@app.callback()
def docs() -> None:
    """The documentation."""


@app.command(epilog=examples("docs build ./site"))
def build(
    out: Annotated[Path, typer.Argument(help="Folder to write into; made where it is missing.")],
    as_json: AsJson = False,
) -> None:
    """Write the documentation as files, as this server would serve it."""
    from entrygo.surfaces.docs.build import build as write
    from entrygo.surfaces.docs.routes import docs_site
    from entrygo.tariff.law import shipped_law

    if out.is_file():
        fail("NOT_A_FOLDER", f"{out} is a file; name a folder.", as_json)
    count = write(docs_site(shipped_law), out)
    tell({"files": count, "folder": str(out)}, as_json, f"{count} files in {out}; serve that folder at /")
