"""What whoever operates a node asks it, without a key: does it live, is it ready, how is it doing."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from fastapi import Request, Response

from entrygo.contract.canonical import JsonObject, answer_bytes
from entrygo.contract.problems import Problem
from entrygo.surfaces.serving.observed_calls import CallObserver, Page

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
KEPT_TO = "Metrics are told to this machine, and elsewhere to whoever shows the metrics token."
NOT_STORED = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposition:
    """The metrics page: its text and media type, and who is told. ``token`` opens it to whoever shows it."""

    text: Callable[[], tuple[bytes, str]]
    is_open: bool = False
    token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """How a node is watched. ``readiness`` answers whether it is ready, and the document that says why."""

    watch: CallObserver
    readiness: Callable[[], tuple[bool, JsonObject]]
    exposition: Exposition | None = None


def upkeep_routes(
    readiness: Callable[[], tuple[bool, JsonObject]],
    exposition: Exposition | None,
    refuse: Callable[[Request, Problem], Response],
) -> list[Page]:
    """``/healthz``, ``/readyz`` and, where metrics are told at all, ``/metrics``."""

    async def alive(_request: Request) -> Response:
        """200 while the process answers."""
        return _json({"status": "ok"}, 200)

    def ready(_request: Request) -> Response:
        """200 while calls may come, else 503; the body says why."""
        is_ready, document = readiness()
        return _json(document, 200 if is_ready else 503)

    routes = [Page("/healthz", alive, methods=["GET"]), Page("/readyz", ready, methods=["GET"])]
    if exposition is None:
        return routes

    def metrics(request: Request) -> Response:
        """Prometheus's text form."""
        if not may_read(request, exposition):
            return refuse(request, Problem("INVALID_API_KEY", KEPT_TO))
        body, media_type = exposition.text()
        return Response(body, headers=NOT_STORED | {"Content-Type": media_type})

    return [*routes, Page("/metrics", metrics, methods=["GET"])]


def may_read(request: Request, exposition: Exposition) -> bool:
    """Whether a caller is told the metrics: everybody, the token's bearer, or a client on this machine."""
    if exposition.is_open:
        return True
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    if exposition.token and scheme.lower() == "bearer":
        return hmac.compare_digest(shown.strip().encode(), exposition.token.encode())
    return _is_local(request)


def _is_local(request: Request) -> bool:
    """A client on this machine that speaks for itself: a proxy beside the server speaks for others."""
    if request.client is None or any(name in request.headers for name in FORWARDED):
        return False
    try:
        address = ip_address(request.client.host)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return address.is_loopback and request.url.hostname in LOCAL_NAMES


def _json(document: JsonObject, status: int) -> Response:
    return Response(
        answer_bytes(document), status_code=status, media_type="application/json", headers=NOT_STORED
    )
