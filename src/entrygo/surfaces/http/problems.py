"""A problem as a response: the contract's flat envelope and RFC 9457's members in one body."""

from fastapi import Response

from entrygo.contract.canonical import JsonObject, answer_bytes
from entrygo.contract.problems import Problem

PROBLEM_JSON = "application/problem+json"
RETRY_SECONDS = 1  # where a 503 does not say


def envelope(problem: Problem, *, request_id: str, path: str, docs_at: str = "") -> JsonObject:
    """The one error body of every endpoint; its links begin with ``docs_at``."""
    body: JsonObject = {"errorCode": problem.code, "message": problem.message}
    if problem.field is not None:
        body["field"] = problem.field
    if problem.details is not None:
        body["details"] = problem.details
    doc_url = f"{docs_at.rstrip('/')}/docs/errors/{problem.code}"
    return body | {
        "type": doc_url,
        "title": problem.type.title,
        "status": problem.status,
        "detail": problem.message,
        "instance": path,
        "requestId": request_id,
        "docUrl": doc_url,
        "retryable": problem.type.is_retryable,
    }


def problem_response(
    problem: Problem, *, request_id: str, path: str, accept: str, docs_at: str = ""
) -> Response:
    """The response; ``application/problem+json`` where the client accepts it."""
    headers = {}
    if problem.retry_after is not None or problem.status == 503:
        headers["Retry-After"] = str(problem.retry_after or RETRY_SECONDS)
    if problem.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="EntryGo"'
    return Response(
        answer_bytes(envelope(problem, request_id=request_id, path=path, docs_at=docs_at)),
        status_code=problem.status,
        media_type=PROBLEM_JSON if PROBLEM_JSON in accept else "application/json",
        headers=headers,
    )
