"""Where the documentation is served: ``/docs`` and below, without a key. A page is made when it is first asked for."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from entrygo.contract.canonical import answer_bytes
from entrygo.contract.examples import ANSWERS, REQUESTS
from entrygo.contract.problems import CATALOGUE
from entrygo.contract.tariff import Law
from entrygo.documents.published import schemas
from entrygo.surfaces.docs.sources import picture, vectors
from entrygo.surfaces.http.app import ENDPOINTS
from entrygo.surfaces.http.description import describe, error_example
from entrygo.surfaces.serving.observed_calls import Page as Route

if TYPE_CHECKING:
    from entrygo.surfaces.docs.site import Site

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "public, max-age=300",
}
ASSETS = {
    "docs.css": "text/css",
    "docs.js": "text/javascript",
    "try.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
JSON, HTML, MARKDOWN, PLAIN = "application/json", "text/html", "text/markdown", "text/plain"
MOST_ASKED = 200


class DocsSurface:
    """The documentation as a surface of a server."""

    def __init__(self, law: Callable[[], Law]) -> None:
        self._law = law

    @cached_property
    def _site(self) -> "Site":
        return docs_site(self._law)

    def routes(self, _authenticate: object) -> Sequence[BaseRoute]:
        """The routes. No page is made here."""
        return [
            Route("/", _home, methods=["GET"]),
            Route("/docs/", _to_docs, methods=["GET"]),
            Route("/openapi.json", _described, methods=["GET"]),
            Route("/docs/api/openapi", _described, methods=["GET"]),
            Route("/docs/api/openapi/full", _described_in_full, methods=["GET"]),
            Route("/docs/api/{operation}/{kind}.json", _recorded, methods=["GET"]),
            Route("/docs/errors/{code}.json", _error_example, methods=["GET"]),
            Route("/docs/vectors.json", _vectors, methods=["GET"]),
            Route("/docs/schemas/{name}", _schema, methods=["GET"]),
            Route("/docs/assets/{name}", _asset, methods=["GET"]),
            Route("/docs/search", self._search, methods=["GET"]),
            Route("/docs/search.json", self._titles, methods=["GET"]),
            Route("/llms.txt", self._short, methods=["GET"]),
            Route("/llms-full.txt", self._long, methods=["GET"]),
            Route("/docs", self._show, methods=["GET"]),
            Route("/docs.md", self._show, methods=["GET"]),
            Route("/docs/{path:path}", self._show, methods=["GET"]),
        ]

    def running(self) -> AbstractAsyncContextManager[None]:
        """Nothing runs beside it."""
        return nullcontext()

    def end_streams(self) -> None:
        """A page is answered whole; nothing of it goes on."""

    async def _show(self, request: Request) -> Response:
        """A page, its Markdown, the page it moved to, or the pages nearest to it."""
        path, accept = request.url.path, request.headers.get("accept", "")
        return await run_in_threadpool(lambda: shown(self._site, path, accept))

    async def _search(self, request: Request) -> Response:
        query = request.query_params.get("q", "")[:MOST_ASKED]
        return _response(await run_in_threadpool(lambda: self._site.found(query)), HTML)

    async def _titles(self, _request: Request) -> Response:
        return _response(await run_in_threadpool(lambda: titles(self._site)), JSON)

    async def _short(self, _request: Request) -> Response:
        return _response(await run_in_threadpool(lambda: self._site.short_list()), PLAIN)

    async def _long(self, _request: Request) -> Response:
        return _response(await run_in_threadpool(lambda: self._site.long_list()), PLAIN)


def docs_site(law: Callable[[], Law]) -> "Site":
    """The documentation of this version, over the law in force. What renders it is loaded by its first reader."""
    from entrygo.surfaces.docs.site import Facts, Site

    return Site(Facts(describe=full_description, law=law))


def shown(site: "Site", path: str, accept: str) -> Response:
    """What a path of the documentation answers."""
    plain = path.removesuffix(".md")
    if plain in site.moved:
        return RedirectResponse(site.moved[plain] + path[len(plain) :], status_code=301)
    if path not in site.pages and plain not in site.pages:
        if "text/html" not in accept:
            raise HTTPException(404)
        response = _response(site.not_found(path), HTML)
        response.status_code = 404
        return response
    if path != plain or "text/markdown" in accept:
        return _response(site.markdown(plain), MARKDOWN)
    return _response(site.html(path), HTML, vary="Accept")


def titles(site: "Site") -> bytes:
    """What the script of the search reads."""
    return orjson.dumps(site.index.titles())


def asset(name: str) -> bytes:
    """A file that pages take from the server. Raises ``KeyError`` where there is none."""
    if name in ASSETS:
        return (files("entrygo.surfaces.docs") / "assets" / name).read_bytes()
    found = picture(name)
    if found is None:
        raise KeyError(name)
    return found


@cache
def full_description() -> dict[str, object]:
    """The API description with every field in words."""
    return describe(ENDPOINTS, is_brief=False)


@cache
def description_bytes(*, is_brief: bool) -> bytes:
    """The API description as it is served."""
    return answer_bytes(describe(ENDPOINTS) if is_brief else full_description())


async def _described(_request: Request) -> Response:
    return _response(await run_in_threadpool(description_bytes, is_brief=True), JSON)


async def _described_in_full(_request: Request) -> Response:
    return _response(await run_in_threadpool(description_bytes, is_brief=False), JSON)


async def _recorded(request: Request) -> Response:
    """The recorded example of an operation's request or answer."""
    kinds = {"request": REQUESTS, "answer": ANSWERS}
    value = kinds.get(request.path_params["kind"], {}).get(request.path_params["operation"])
    if value is None:
        raise HTTPException(404)
    return _response(answer_bytes(value), JSON)


async def _error_example(request: Request) -> Response:
    """An error of one code as a call is answered with it."""
    row = CATALOGUE.get(request.path_params["code"])
    if row is None:
        raise HTTPException(404)
    example = error_example(row.code, status=row.status, path="/api/exports/batch_123")
    return _response(answer_bytes(example), JSON)


async def _vectors(_request: Request) -> Response:
    """The test vectors of hashes, codes, seals and signatures."""
    return _response(vectors(), JSON)


async def _schema(request: Request) -> Response:
    """The JSON Schema of one artifact."""
    body = schemas().get(request.path_params["name"])
    if body is None:
        raise HTTPException(404)
    return _response(body, "application/schema+json")


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    try:
        return _response(asset(name), ASSETS.get(name, "image/svg+xml"))
    except KeyError:
        raise HTTPException(404) from None


async def _home(request: Request) -> Response:
    """Browsers are led to the console, programs to the documentation."""
    return RedirectResponse("/console" if "text/html" in request.headers.get("accept", "") else "/docs")


async def _to_docs(_request: Request) -> Response:
    return RedirectResponse("/docs")


def _response(body: str | bytes, media_type: str, *, vary: str = "") -> Response:
    more = {"Vary": vary} if vary else {}
    return Response(body, media_type=media_type, headers=HEADERS | more)
