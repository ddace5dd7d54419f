"""A person's session in a request: its cookie, and proof that a form was sent from our own page.

A form is taken where the browser says it comes from here (``Sec-Fetch-Site``, or ``Origin`` from one that does not
say so), and where it carries the token that the session's own pages carry; the cookie is ``SameSite=Lax`` on top.
Tokens are masked anew for each page, since pages are compressed.
"""

import base64
import binascii
import hmac
import ipaddress
import re
import secrets
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from entrygo.context import Context
from entrygo.operations.sign_in import SignedIn, Visitor, digest_of, find_session

TOKEN_FIELD = "token"  # noqa: S105 - a name
FORM_COOKIE_SECONDS = 3600
QUESTION_SECONDS = 600
_TOKEN_BYTES = 32
_LOCAL_PATH = re.compile(r"/console(?:[/?][\x21-\x7e]*)?")
ELSEWHERE = (
    "Nobody signs in over plain HTTP but on the machine itself: passwords would cross the network in the clear. "
    "Serve EntryGo over HTTPS and set ENTRYGO_PUBLIC_URL to its https:// address, or open it as localhost."
)
FOREIGN_FORM = (
    "This form was sent from another page, or the page was open for too long. Nothing was done: load the page again "
    "and send it from there."
)


class NotSignedIn(Exception):
    """The page is for people who are signed in: lead to ``/console/sign-in`` and back."""


class FormRefused(Exception):
    """A form that did not come from our own page, 403; the words are for the person."""


def signed_in(request: Request, context: Context) -> SignedIn | None:
    """Whose session the request's cookie is, or nobody's. Reads the database: call it in a thread."""
    token = session_token(request, context)
    return find_session(context, token) if token else None


def require_signed_in(request: Request, context: Context) -> SignedIn:
    """The session, or :class:`NotSignedIn`."""
    session = signed_in(request, context)
    if session is None:
        raise NotSignedIn
    return session


def session_token(request: Request, context: Context) -> str:
    """The token the browser came with, or an empty one."""
    return request.cookies.get(_cookie(context, ""), "")


def keep_session(response: Response, context: Context, token: str) -> None:
    """Give the browser its session's token, for as long as the browser is open or the session lives."""
    _set(response, context, "", token)


def drop_session(response: Response, context: Context) -> None:
    """Take the token from the browser, and what it may have cached."""
    _drop(response, context, "")
    response.headers["Clear-Site-Data"] = '"cache"'


def form_cookie(request: Request, context: Context) -> str:
    """What the forms of nobody in particular are bound to: the browser's value, or a fresh one to give it."""
    return request.cookies.get(_cookie(context, "-form"), "") or secrets.token_urlsafe(_TOKEN_BYTES)


def keep_form_cookie(response: Response, context: Context, value: str) -> None:
    """Give the browser that value for an hour."""
    _set(response, context, "-form", value, max_age=FORM_COOKIE_SECONDS)


def question(request: Request, context: Context) -> str:
    """The sealed question to the provider that the browser keeps, or an empty text."""
    return request.cookies.get(_cookie(context, "-sso"), "")


def keep_question(response: Response, context: Context, sealed: str) -> None:
    """Let the browser keep a question for ten minutes."""
    _set(response, context, "-sso", sealed, max_age=QUESTION_SECONDS)


def drop_question(response: Response, context: Context) -> None:
    """A question is answered once."""
    _drop(response, context, "-sso")


def form_token(context: Context, owner: SignedIn | str) -> str:
    """The hidden field ``token`` of a form, of a session or of a :func:`form_cookie`; another one each time."""
    mask = secrets.token_bytes(_TOKEN_BYTES)
    masked = bytes(left ^ right for left, right in zip(mask, _token(context, owner), strict=True))
    return base64.urlsafe_b64encode(mask + masked).decode()


def require_own_form(
    request: Request, context: Context, owner: SignedIn | str, form: Mapping[str, str]
) -> None:
    """:class:`FormRefused` unless the form was sent from our own page, by this session."""
    require_from_here(request, context)
    if not is_own_token(context, owner, form):
        raise FormRefused(FOREIGN_FORM)


def require_from_here(request: Request, context: Context) -> None:
    """:class:`FormRefused` unless the browser says that the request comes from our own pages."""
    if not _is_from_here(request, context):
        raise FormRefused(FOREIGN_FORM)


def is_own_token(context: Context, owner: SignedIn | str, form: Mapping[str, str]) -> bool:
    """Whether a form carries a token of this session, or of this browser before one."""
    return _is_token(context, owner, form.get(TOKEN_FIELD, ""))


def why_not_here(request: Request, context: Context) -> str | None:
    """Why nobody may sign in by this address, or ``None`` where one may."""
    if is_secure(context):
        return None
    hosts = (urlsplit(context.public_url).hostname, request.url.hostname)
    return None if all(_is_loopback(host or "") for host in hosts) else ELSEWHERE


def is_secure(context: Context) -> bool:
    """Whether people reach this server over HTTPS."""
    return context.public_url.startswith("https://")


def local_path(wanted: str) -> str:
    """Where to go after signing in: a page of the console, ``/console`` for anything else."""
    is_local = _LOCAL_PATH.fullmatch(wanted) and "//" not in wanted and "\\" not in wanted
    return wanted if is_local else "/console"


def visitor(request: Request, request_id: str) -> Visitor:
    """Who comes, as the connection says; a proxy in front of the server says it for its clients."""
    address = request.client.host if request.client else ""
    return Visitor(address=address, user_agent=request.headers.get("user-agent", ""), request_id=request_id)


def _cookie(context: Context, which: str) -> str:
    """A cookie's name; over HTTPS browsers hold ``__Host-`` cookies to this host and to secure connections."""
    return f"{'__Host-' if is_secure(context) else ''}entrygo{which}"


def _set(response: Response, context: Context, which: str, value: str, *, max_age: int | None = None) -> None:
    response.set_cookie(
        _cookie(context, which),
        value,
        max_age=max_age,
        path="/",
        secure=is_secure(context),
        httponly=True,
        samesite="lax",
    )


def _drop(response: Response, context: Context, which: str) -> None:
    response.delete_cookie(
        _cookie(context, which), path="/", secure=is_secure(context), httponly=True, samesite="lax"
    )


def _is_from_here(request: Request, context: Context) -> bool:
    said = request.headers.get("sec-fetch-site")
    if said is not None:
        return said == "same-origin"
    return request.headers.get("origin") == context.public_url.rstrip("/")


def _token(context: Context, owner: SignedIn | str) -> bytes:
    bound = owner.digest if isinstance(owner, SignedIn) else digest_of(owner)
    return hmac.digest(context.link_key, f"console form {bound}".encode(), sha256)


def _is_token(context: Context, owner: SignedIn | str, given: str) -> bool:
    try:
        raw = base64.urlsafe_b64decode(given.encode("ascii", "replace"))
    except (ValueError, binascii.Error):
        return False
    mask, masked = raw[:_TOKEN_BYTES], raw[_TOKEN_BYTES:]
    if len(mask) != len(masked):
        return False
    found = bytes(left ^ right for left, right in zip(mask, masked, strict=True))
    return hmac.compare_digest(found, _token(context, owner))


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
