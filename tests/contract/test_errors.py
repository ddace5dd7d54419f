"""The one envelope of every error, and the codes that no other clause owns."""

import re
import socket
from typing import Any

import httpx
import pytest

from entrygo.contract.problems import Problem
from entrygo.surfaces.http.app import ENDPOINTS
from entrygo.surfaces.http.problems import envelope
from tests.serving.refusals import refused
from tests.serving.sandbox import Sandbox, fresh
from tests.serving.server import Client, Server

PLAN, EXECUTE, SYNC = "/api/exports/plan", "/api/exports/execute", "/api/orders/sync"


@pytest.mark.requirement(
    "errors:envelope:flat", "errors:envelope:problem-members", "errors:envelope:extras",
    "errors:request:not-json",
)  # fmt: skip
def test_an_error_is_flat_and_carries_both_vocabularies(client: Client) -> None:
    body = refused(client.http.post(PLAN, content=b"{not json"), 400, "INVALID_REQUEST")
    assert body["message"] == "Request body must be valid JSON."
    assert body["docUrl"].endswith("INVALID_REQUEST")
    assert body["retryable"] is False
    assert not any(isinstance(body[name], dict | list) for name in body if name != "details")


@pytest.mark.requirement("errors:envelope:media-type")
@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/problem+json", "application/problem+json"),
        ("application/json, application/problem+json;q=0.9", "application/problem+json"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/html", "application/json"),
    ],
)
def test_the_media_type_of_an_error_is_the_one_the_client_accepts(
    client: Client, accept: str, media_type: str
) -> None:
    for path in ("/api/exports/batch_absent", "/nowhere", "/api/exports/plan"):
        answer = client.get(path, headers={"accept": accept})
        assert answer.headers["content-type"] == media_type


@pytest.mark.requirement("errors:order:unresolved", "errors:order:details")
def test_unresolved_orders_are_told_from_those_that_were_found(goods: Sandbox) -> None:
    known, unknown = goods.order(), fresh("ord_unknown")
    body = refused(goods.client.post(PLAN, goods.request(known, unknown)), 400, "INVALID_ORDER_REFERENCE")
    assert body["message"] == "One or more orders could not be resolved."
    assert body["details"] == {"requestedOrderIds": [known, unknown], "foundOrderIds": [known]}


@pytest.mark.requirement("errors:state:invalid", "errors:state:message")
def test_an_illegal_transition_tells_the_state_the_batch_is_in(goods: Sandbox) -> None:
    batch = {"batchId": goods.plan(goods.order())["exportId"]}
    goods.client.ok(goods.client.post(f"/api/exports/{batch['batchId']}/cancel", {}))
    body = refused(goods.client.post(EXECUTE, batch), 409, "INVALID_EXPORT_STATE")
    assert body["message"] == "Export batch cannot be executed from current state."
    assert body["details"]["currentState"] == "CANCELLED"


@pytest.mark.requirement("errors:http:method")
@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", PLAN), ("DELETE", "/api/exports/batch_1"), ("PUT", "/api/account"), ("POST", "/healthz")],
)
def test_a_method_a_path_does_not_have_is_refused_with_those_it_has(
    client: Client, method: str, path: str
) -> None:
    answer = client.http.request(method, path)
    if path == PLAN:
        refused(answer, 404, "NOT_FOUND")  # it reads as the export called plan
        return
    refused(answer, 405, "METHOD_NOT_ALLOWED")
    assert answer.headers["allow"]


@pytest.mark.requirement("errors:http:method")
def test_a_refused_method_names_every_method_of_its_path(client: Client) -> None:
    served: dict[str, set[str]] = {}
    for route in ENDPOINTS:
        served.setdefault(route.path, set()).update(route.methods or ())
    assert {"GET", "PATCH"} <= served["/api/products/{id}"]
    for path, methods in served.items():
        assert refused_method(client, path.replace("{", "x").replace("}", "x")) == methods, path
    assert refused_method(client, "/broker/x") == {"GET", "HEAD", "POST"}
    assert refused_method(client, "/console/sign-in") == {"GET", "HEAD", "POST"}
    assert refused_method(client, "/mcp") == {"POST"}


def refused_method(client: Client, path: str) -> set[str]:
    answer = client.http.request("TRACE", path)
    refused(answer, 405, "METHOD_NOT_ALLOWED")
    return set(answer.headers["allow"].split(", "))


@pytest.mark.requirement("errors:http:unknown-path", "errors:envelope:always")
@pytest.mark.parametrize(
    "path", ["/nowhere", "/api", "/api/exports/", "/api//exports", "/API/exports", "/%00"]
)
def test_a_path_that_does_not_exist_is_not_found_with_or_without_a_key(
    server: Server, client: Client, path: str
) -> None:
    refused(client.get(path), 404, "NOT_FOUND")
    refused(httpx.get(server.url + path, timeout=60), 404, "NOT_FOUND")


@pytest.mark.requirement("errors:http:media-type")
@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_a_body_of_another_media_type_is_refused(goods: Sandbox, media_type: str) -> None:
    answer = goods.client.http.post(SYNC, content=b'{"items":[]}', headers={"content-type": media_type})
    refused(answer, 415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.requirement("errors:http:media-type")
@pytest.mark.parametrize(
    "media_type", ["application/json; charset=utf-8", "APPLICATION/JSON", "application/ld+json"]
)
def test_json_is_json_with_parameters_and_in_any_case(goods: Sandbox, media_type: str) -> None:
    body = f'{{"accountId": "{goods.client.account_id}", "batchId": "batch_absent"}}'
    answer = goods.client.http.post(EXECUTE, content=body, headers={"content-type": media_type})
    refused(answer, 404, "NOT_FOUND")


@pytest.mark.requirement("errors:http:too-large")
def test_a_body_over_the_limit_is_refused_declared_or_streamed(goods: Sandbox) -> None:
    for attempt in range(5):  # a reset connection would lose the answer only now and then
        content: Any = b" " * 10_000_000 if attempt % 2 else iter([b" " * 1_000_000] * 10)
        refused(goods.client.http.post(SYNC, content=content), 413, "PAYLOAD_TOO_LARGE")


@pytest.mark.requirement("errors:http:too-large", "auth:key:missing")
@pytest.mark.parametrize(("path", "status"), [(SYNC, 401), ("/nowhere", 404), ("/healthz", 405)])
def test_a_refusal_reaches_a_client_that_is_still_sending(server: Server, path: str, status: int) -> None:
    for _ in range(3):
        answer = httpx.post(server.url + path, content=b" " * 5_000_000, timeout=60)
        assert answer.status_code == status


@pytest.mark.requirement("errors:envelope:always", "naming:request-id:header")
@pytest.mark.parametrize(
    "request_bytes",
    [
        b"NONSENSE\r\n\r\n",
        b"GET /healthz HTTP/x\r\nHost: x\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nA: " + b"x" * 200_000 + b"\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n" + b"A: x\r\n" * 50_000 + b"\r\n",
        b"POST /api/orders/sync HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_what_is_no_http_request_gets_the_envelope_too(server: Server, request_bytes: bytes) -> None:
    refused(answer_to(server, request_bytes), 400, "INVALID_REQUEST")


def answer_to(server: Server, request_bytes: bytes) -> httpx.Response:
    """All that comes back on one connection until the server closes it, read as one answer."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        connection.sendall(request_bytes)
        raw = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = raw.partition(b"\r\n\r\n")
    return httpx.Response(
        int(head.split()[1]),
        headers=[tuple(line.split(": ", 1)) for line in head.decode().split("\r\n")[1:]],
        content=body,
        request=httpx.Request("GET", server.url),
    )


@pytest.mark.requirement("errors:envelope:always")
@pytest.mark.parametrize("order", [1, -1])
def test_a_request_that_could_end_at_two_places_is_refused_with_its_connection(
    server: Server, order: int
) -> None:
    lengths = [b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n"][::order]
    hidden = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    ambiguous = b"POST /api/orders/sync HTTP/1.1\r\nHost: x\r\n" + b"".join(lengths) + b"\r\n0\r\n\r\n"
    answer = answer_to(server, ambiguous + hidden)
    refused(answer, 400, "INVALID_REQUEST")
    assert answer.headers["connection"] == "close"
    assert b"HTTP/1.1" not in answer.content


@pytest.mark.requirement("naming:request-id:header")
def test_every_response_carries_an_id_of_its_own(client: Client) -> None:
    paths = [
        "/api/account",
        "/api/exports/batch_absent",
        "/nowhere",
        "/healthz",
        "/readyz",
        "/docs/api/openapi",
    ]
    ids = [client.get(path).headers["x-request-id"] for path in paths]
    assert len(set(ids)) == len(ids)
    assert all(each.startswith("req_") for each in ids)


def test_answers_of_the_api_are_kept_nowhere_and_read_as_their_type(client: Client) -> None:
    for path in ("/api/account", "/api/exports/batch_absent", "/api/nowhere"):
        headers = client.get(path).headers
        assert (headers["cache-control"], headers["x-content-type-options"]) == ("no-store", "nosniff")


EVERYWHERE = (
    "/", "/nowhere", "/api/account", "/api/nowhere", "/docs", "/docs/", "/docs/nowhere", "/docs/assets/docs.css",
    "/openapi.json", "/docs/api/openapi", "/.well-known/entrygo-seal.json", "/healthz", "/readyz", "/metrics", "/mcp",
    "/console", "/console/sign-in", "/console/nowhere", "/console/assets/x/y.css", "/broker/x", "/broker/x/files/y",
)  # fmt: skip


def test_every_answer_says_what_a_browser_may_do_with_it(client: Client, server: Server) -> None:
    page = client.get("/console/sign-in").text
    assets = set(re.findall(r'(?:href|src)="(/console/assets/[^"]+)"', page))
    assert assets
    answers = [
        client.http.get(path, follow_redirects=False, timeout=180) for path in (*EVERYWHERE, *sorted(assets))
    ]
    answers.append(client.http.post(SYNC, content=b" " * 10_000_000))
    answers.append(client.http.post(SYNC, content=b"{}", headers={"content-type": "text/plain"}))
    answers.append(client.http.request("TRACE", SYNC))
    answers.append(answer_to(server, b"NONSENSE\r\n\r\n"))
    assert {answer.status_code for answer in answers} >= {200, 303, 307, 400, 404, 405, 413, 415}
    for answer in answers:
        headers, where = answer.headers, f"{answer.status_code} {answer.request.url}"
        assert headers["x-content-type-options"] == "nosniff", where
        assert "frame-ancestors 'none'" in headers["content-security-policy"], where
        assert headers["x-frame-options"] == "DENY", where
        assert headers["referrer-policy"] in ("no-referrer", "same-origin"), where
        assert headers["cache-control"], where


def test_links_of_errors_are_whole_where_the_server_knows_its_address() -> None:
    problem = Problem("PLAN_CHANGED")
    body = envelope(
        problem, request_id="req_1", path="/api/exports/execute", docs_at="https://entrygo.example/"
    )
    assert body["docUrl"] == body["type"] == "https://entrygo.example/docs/errors/PLAN_CHANGED"
