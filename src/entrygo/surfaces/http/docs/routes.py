"""Where the documentation is served: ``/docs`` and below, without a key."""

from collections.abc import Awaitable, Callable
from functools import cache

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from entrygo.documents.published import schemas
from entrygo.surfaces.http.docs.fields import Node
from entrygo.surfaces.http.docs.pages import Pages

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "public, max-age=300",
}


def docs_routes(description: Node) -> list[Route]:
    """The routes of every page, and of ``/``, which leads to them."""
    pages = Pages(description)
    alone = {
        "/docs": pages.index,
        "/docs/api": pages.api,
        "/docs/errors": pages.errors,
        "/docs/rules": pages.rules,
        "/docs/events": pages.events,
        "/docs/artifacts": pages.artifacts,
    }
    return [
        Route("/", _to_docs, methods=["GET"]),
        Route("/docs/", _to_docs, methods=["GET"]),
        *(Route(path, _alone(page), methods=["GET"]) for path, page in alone.items()),
        Route("/docs/errors/{name}", _one_of(pages.error), methods=["GET"]),
        Route("/docs/rules/{name}", _one_of(pages.rule), methods=["GET"]),
        Route("/docs/schemas/{name}", _schema, methods=["GET"]),
    ]


async def _schema(request: Request) -> Response:
    """The JSON Schema of one artifact."""
    body = schemas().get(request.path_params["name"])
    if body is None:
        raise HTTPException(404)
    return Response(body, media_type="application/schema+json", headers=HEADERS)


async def _to_docs(_request: Request) -> Response:
    return RedirectResponse("/docs")


def _alone(page: Callable[[], str]) -> Callable[[Request], Awaitable[Response]]:
    rendered = cache(page)

    async def show(_request: Request) -> Response:
        return _html(rendered())

    return show


def _one_of(page: Callable[[str], str]) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        try:
            return _html(page(request.path_params["name"]))
        except KeyError:
            raise HTTPException(404) from None

    return show


def _html(page: str) -> Response:
    return Response(page, media_type="text/html", headers=HEADERS)
