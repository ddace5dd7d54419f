"""A page as a response: whole, or the part that changed; with the headers that keep it to this server."""

import gzip
import hashlib
from collections.abc import Mapping
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from entrygo.operations.answer import Answer
from entrygo.surfaces.console.navigation import navigation
from entrygo.surfaces.console.rendering import rendered
from entrygo.surfaces.console.routes import Page, View
from entrygo.surfaces.console.visit import Visit

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
FRAMES = "; frame-src 'self'"
HEADERS = {
    "Cache-Control": "no-store",
    "Vary": "HX-Request",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
YEAR = 31_536_000
LEAST_PACKED = 1_000


def shown(request: Request, visit: Visit, page: Page, view: View, *, template: str = "") -> Response:
    """The page: whole, or its main part where htmx asks. A part that is as it was answers 304."""
    etag = etag_of(view) if page.is_live or visit.is_fragment else ""
    if visit.is_fragment and request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=HEADERS | {"ETag": etag})
    values: dict[str, Any] = {  # Any: a template's values
        "visit": visit,
        "person": visit.person,
        "page": page,
        "title": view.title,
        "etag": etag,
        "rail": navigation(visit) if visit.desk is not None else None,
        "notice": visit.query.get("done", ""),
        "problem": None,
        "refused_act": "",
        "layout": "layouts/part.html" if visit.is_fragment else "layouts/page.html",
    }
    body = rendered(f"pages/{template or page.template}", values | dict(view.values))
    response = html(request, body, view.status, frames_files=page.frames_files)
    if visit.is_fragment:
        response.headers["ETag"] = etag
    return response


def html(request: Request, body: str, status: int = 200, *, frames_files: bool = False) -> Response:
    """HTML with the console's headers, packed where the browser takes it: tokens in it are masked for each response."""
    content = body.encode()
    headers = dict(HEADERS) | {"Content-Security-Policy": POLICY + (FRAMES if frames_files else "")}
    if request.url.scheme == "https":
        headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    if len(content) >= LEAST_PACKED and "gzip" in request.headers.get("accept-encoding", ""):
        content = gzip.compress(content, 5, mtime=0)
        headers |= {"Content-Encoding": "gzip", "Vary": "HX-Request, Accept-Encoding"}
    return Response(content, status_code=status, media_type="text/html", headers=headers)


def etag_of(view: View) -> str:
    """A digest of what a page says, its tokens and the ids of its forms left aside."""
    shown = {name: value for name, value in view.values.items() if name != "act"}
    said = orjson.dumps(
        [view.title, view.status, shown],
        default=repr,
        option=orjson.OPT_NON_STR_KEYS | orjson.OPT_SORT_KEYS,
    )
    return f'"{hashlib.sha256(said).hexdigest()[:24]}"'


def file_of(answered: Answer) -> Response:
    """A kept file, framed by our own pages alone; nothing in it runs and nothing is fetched by it."""
    own = {"Content-Security-Policy": FILE_POLICY, "Cache-Control": "private, no-store"}
    return Response(answered.body, media_type=answered.media_type, headers=dict(answered.headers) | own)


def see_other(address: str) -> Response:
    """To another page of the console; kept nowhere, as it depends on who asks."""
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})


def csv_of(view: View, name: str) -> Response:
    """The rows as a file of CSV."""
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(view.csv() if view.csv else "", media_type="text/csv; charset=utf-8", headers=headers)


def plain_values(title: str, **values: object) -> Mapping[str, object]:
    """The values of a page without an account or a person."""
    return {
        "title": title,
        "person": None,
        "visit": None,
        "page": None,
        "rail": None,
        "notice": "",
        "etag": "",
    } | values
