"""Single reads over HTTP of what the Python client has no method for."""

import httpx

from entrygo.client import EntryGoError

TIMEOUT_SECONDS = 60.0


def get(server: str, key: str, path: str, **query: str) -> httpx.Response:
    """A GET that succeeded. Raises :class:`~entrygo.client.EntryGoError`."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    base = server.rstrip("/").removesuffix("/api")
    try:
        answer = httpx.get(f"{base}{path}", params=query, headers=headers, timeout=TIMEOUT_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise EntryGoError(
            "NO_ANSWER", f"No answer from {server}: {error or type(error).__name__}"
        ) from error
    if answer.is_success:
        return answer
    try:
        told = answer.json()
    except ValueError:
        told = {}
    raise EntryGoError(
        told.get("errorCode", "UNEXPECTED_ANSWER"),
        told.get("message", f"The server answered {answer.status_code}."),
        status=answer.status_code,
        details=told.get("details"),
        request_id=told.get("requestId"),
    )
