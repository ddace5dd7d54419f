"""How an error reads: the one envelope, held to the contract wherever a test meets an error."""

from typing import Any

import httpx

MEMBERS = {
    "errorCode": str,
    "message": str,
    "type": str,
    "title": str,
    "status": int,
    "detail": str,
    "instance": str,
    "requestId": str,
    "docUrl": str,
    "retryable": bool,
}


def refused(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The body of an error of this status and code; an AssertionError unless it has the whole envelope."""
    assert response.status_code == status, f"{response.status_code}: {response.text[:2000]}"
    assert response.headers["content-type"] in ("application/json", "application/problem+json")
    body: dict[str, Any] = response.json()
    assert {name: type(body.get(name)) for name in MEMBERS} == MEMBERS, body
    assert set(body) <= {*MEMBERS, "field", "details"}, body
    assert body["errorCode"] == code, body
    assert body["status"] == status
    assert body["detail"] == body["message"]
    assert body["instance"] == response.request.url.path
    assert body["requestId"] == response.headers["x-request-id"]
    assert body["requestId"].startswith("req_")
    return body


def issues(response: httpx.Response) -> dict[str, str]:
    """Path and code of every issue of a body that failed its schema."""
    body = refused(response, 400, "VALIDATION_ERROR")
    assert body["message"] == "Request validation failed."
    found = body["details"]["issues"]
    assert all(set(each) == {"path", "message", "code"} for each in found)
    assert body["field"] == found[0]["path"]
    return {each["path"]: each["code"] for each in found}
