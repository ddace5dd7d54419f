"""The documentation as files: the same bytes that the server answers, for any host of files."""

from collections.abc import Iterator
from pathlib import Path

from entrygo.contract.canonical import answer_bytes
from entrygo.contract.examples import ANSWERS, REQUESTS
from entrygo.contract.problems import CATALOGUE
from entrygo.documents.published import schemas
from entrygo.surfaces.docs.routes import ASSETS, asset, description_bytes, titles
from entrygo.surfaces.docs.site import Site
from entrygo.surfaces.docs.sources import folder, vectors
from entrygo.surfaces.http.description import error_example


def build(site: Site, out: Path) -> int:
    """Write the site below a folder, ``index.html`` for a page. Answers how many files."""
    count = 0
    for address, body in files(site):
        path = out / address.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        count += 1
    return count


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Every file by its place: pages, their Markdown, assets, descriptions, examples, lists."""
    for path in site.pages:
        yield f"{path}/index.html", site.html(path).encode()
        yield f"{path}.md", site.markdown(path).encode()
    yield "/docs/search/index.html", site.found("").encode()
    yield "/docs/search.json", titles(site)
    yield "/llms.txt", site.short_list().encode()
    yield "/llms-full.txt", site.long_list().encode()
    yield "/404.html", site.not_found("/docs").encode()
    yield "/openapi.json", description_bytes(is_brief=True)
    yield "/docs/api/openapi/index.json", description_bytes(is_brief=True)
    yield "/docs/api/openapi/full/index.json", description_bytes(is_brief=False)
    yield "/docs/vectors.json", vectors()
    for name in (*ASSETS, *_pictures()):
        yield f"/docs/assets/{name}", asset(name)
    for name, body in schemas().items():
        yield f"/docs/schemas/{name}", body
    for kind, examples in (("request", REQUESTS), ("answer", ANSWERS)):
        for operation, value in examples.items():
            yield f"/docs/api/{operation}/{kind}.json", answer_bytes(value)
    for row in CATALOGUE.values():
        body = answer_bytes(error_example(row.code, status=row.status, path="/api/exports/batch_123"))
        yield f"/docs/errors/{row.code}.json", body


def _pictures() -> Iterator[str]:
    for file in (folder() / "explanation").iterdir():
        if file.name.endswith(".svg"):
            yield file.name
