"""Single reads over HTTP of what the Python client has no method for."""

import httpx

from entrygo.client import EntryGoError
from entrygo.client.errors import failure

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
    raise failure(answer, base)
