"""HTTP itself."""

from urllib.parse import quote

import httpx
import orjson

from entrygo.conformance.drivers.driver import PATIENCE_SECONDS, Asked, DriverFault, Told
from entrygo.conformance.scenario import calls

STRANGER = "shpbndl_test_nobody-has-this-key-0000000000000"


class RestDriver:
    """The calls as requests. ``other`` is a key of another account, where there is one."""

    name = "rest"

    def __init__(
        self, url: str, key: str, *, other: str = "", transport: httpx.BaseTransport | None = None
    ) -> None:
        self._keys = {"": key, "stranger": STRANGER, "other": other}
        self._http = httpx.Client(
            base_url=url.rstrip("/"), timeout=PATIENCE_SECONDS, transport=transport, follow_redirects=False
        )

    def offers(self, call: str) -> bool:
        """Whatever has a method and a path in the scenarios' table."""
        return call in calls()

    def ask(self, asked: Asked) -> Told:
        """One request."""
        method, path = calls()[asked.call]
        headers = {"content-type": "application/json"}
        if asked.as_whom != "nobody":
            headers["authorization"] = f"Bearer {self._keys[asked.as_whom]}"
        if asked.key:
            headers["idempotency-key"] = asked.key
        content = asked.raw.encode() if asked.raw is not None else None
        if content is None and asked.body is not None:
            content = orjson.dumps(asked.body)
        try:
            answer = self._http.request(
                method,
                path.replace("{id}", quote(asked.id, safe="")),
                params=dict(asked.query),
                headers=headers,
                content=content,
            )
        except httpx.HTTPError as error:
            raise DriverFault(f"{method} {path}: {error or type(error).__name__}") from error
        return Told(
            status=answer.status_code,
            is_refused=not answer.is_success,
            body=_document(answer),
            headers={name.lower(): value for name, value in answer.headers.items()},
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


def _document(answer: httpx.Response) -> object:
    try:
        return orjson.loads(answer.content) if answer.content else None
    except orjson.JSONDecodeError:
        return answer.text
