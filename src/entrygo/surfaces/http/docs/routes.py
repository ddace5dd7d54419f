"""Where the documentation is served: ``/docs`` and below, without a key."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from entrygo.contract.canonical import answer_bytes
from entrygo.contract.examples import ANSWERS, REQUESTS
from entrygo.contract.problems import CATALOGUE
from entrygo.contract.tariff import Law
from entrygo.documents.published import schemas
from entrygo.surfaces.http.description import error_example
from entrygo.surfaces.http.docs.fields import Node
from entrygo.surfaces.http.docs.pages import Pages
from entrygo.surfaces.serving.observed_calls import Page

Made = TypeVar("Made")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "public, max-age=300",
}


def docs_routes(brief: Callable[[], Node], full: Callable[[], Node], law: Callable[[], Law]) -> list[Page]:
    """The routes of the description, of every page, and of ``/``, which leads to them. Each is made when asked for."""
    pages = Pages(full, law)
    alone = {
        "/docs": pages.index,
        "/docs/api": pages.api,
        "/docs/errors": pages.errors,
        "/docs/rules": pages.rules,
        "/docs/conditions": pages.conditions,
        "/docs/events": pages.events,
        "/docs/artifacts": pages.artifacts,
    }
    description = _description(brief)
    return [
        Page("/docs/api/openapi", description, methods=["GET"]),
        Page("/openapi.json", description, methods=["GET"]),
        Page("/docs/api/openapi/full", _description(full), methods=["GET"]),
        Page("/docs/api/{operation}/{kind}.json", _recorded, methods=["GET"]),
        Page("/docs/errors/{code}.json", _error_example, methods=["GET"]),
        Page("/", _home, methods=["GET"]),
        Page("/docs/", _to_docs, methods=["GET"]),
        *(Page(path, _alone(page), methods=["GET"]) for path, page in alone.items()),
        Page("/docs/errors/{name}", _one_of(pages.error), methods=["GET"]),
        Page("/docs/rules/{name}", _one_of(pages.rule), methods=["GET"]),
        Page("/docs/conditions/{name}", _one_of(pages.condition), methods=["GET"]),
        Page("/docs/schemas/{name}", _schema, methods=["GET"]),
    ]


def _description(describe: Callable[[], Node]) -> Callable[[Request], Awaitable[Response]]:
    body = _once(lambda: answer_bytes(describe()))

    async def description(_request: Request) -> Response:
        """The description's bytes."""
        return Response(await body(), media_type="application/json", headers=HEADERS)

    return description


def _once(make: Callable[[], Made]) -> Callable[[], Awaitable[Made]]:
    """What is dear to make (the description takes a second), made once, in a thread: other calls go on."""
    made: list[Made] = []
    making = asyncio.Lock()

    async def held() -> Made:
        async with making:
            if not made:
                made.append(await run_in_threadpool(make))
        return made[0]

    return held


async def _recorded(request: Request) -> Response:
    """The recorded example of an operation's request or answer."""
    kinds = {"request": REQUESTS, "answer": ANSWERS}
    value = kinds.get(request.path_params["kind"], {}).get(request.path_params["operation"])
    if value is None:
        raise HTTPException(404)
    return Response(answer_bytes(value), media_type="application/json", headers=HEADERS)


async def _error_example(request: Request) -> Response:
    """An error of one code as a call is answered with it."""
    row = CATALOGUE.get(request.path_params["code"])
    if row is None:
        raise HTTPException(404)
    body = error_example(row.code, status=row.status, path="/api/exports/batch_123")
    return Response(answer_bytes(body), media_type="application/json", headers=HEADERS)


async def _schema(request: Request) -> Response:
    """The JSON Schema of one artifact."""
    body = schemas().get(request.path_params["name"])
    if body is None:
        raise HTTPException(404)
    return Response(body, media_type="application/schema+json", headers=HEADERS)


async def _home(request: Request) -> Response:
    """Browsers are led to the console, programs to the documentation."""
    return RedirectResponse("/console" if "text/html" in request.headers.get("accept", "") else "/docs")


async def _to_docs(_request: Request) -> Response:
    return RedirectResponse("/docs")


def _alone(page: Callable[[], str]) -> Callable[[Request], Awaitable[Response]]:
    rendered = _once(page)

    async def show(_request: Request) -> Response:
        return _html(await rendered())

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
