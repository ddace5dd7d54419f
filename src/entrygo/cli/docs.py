"""The documentation on the command line."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from entrygo.cli.output import AsJson, examples, fail, person, print_json, tell

if TYPE_CHECKING:
    from entrygo.surfaces.docs.site import Site

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


@app.command(epilog=examples("docs show guides/first-export", "docs show errors/PLAN_CHANGED"))
def show(
    page: Annotated[str, typer.Argument(help="Its path below /docs.")] = "",
    as_json: AsJson = False,
) -> None:
    """Print a page, without a server."""
    site = _site()
    path = f"/docs/{page.removeprefix('/docs').strip('/')}".rstrip("/")
    path = site.moved.get(path, path)
    if path not in site.pages:
        fail("NOT_FOUND", f"There is no page {path}. Look for it: entrygo docs search WORDS", as_json)
    text = site.markdown(path)
    tell({"path": path, "title": site.pages[path].title, "markdown": text}, as_json, text)


@app.command(epilog=examples("docs search exchange rate"))
def search(
    words: Annotated[list[str], typer.Argument(help="What to look for.")],
    as_json: AsJson = False,
) -> None:
    """List the pages that say something of these words, the nearest first, without a server."""
    found = _site().index.search(" ".join(words))
    rows = [
        {"path": each.page.path, "title": each.page.title, "summary": each.page.summary} for each in found
    ]
    if as_json:
        print_json({"data": rows})
        return
    for row in rows or [{"path": "", "title": "Nothing found.", "summary": ""}]:
        person().print(f"{row['title']}  {row['path']}\n  {row['summary']}")


def _site() -> "Site":
    from entrygo.surfaces.docs.routes import docs_site
    from entrygo.tariff.law import shipped_law

    return docs_site(shipped_law)
