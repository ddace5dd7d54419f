"""The Python client."""

import re
from collections.abc import Callable

import httpx
import orjson

from entrygo.client import EntryGo, EntryGoError
from entrygo.conformance.drivers.driver import PATIENCE_SECONDS, Asked, DriverFault, Told
from entrygo.contract.canonical import JsonValue

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


class PythonDriver:
    """The calls as methods: ``exports.plan`` is ``client.exports.plan(...)``."""

    name = "python"

    def __init__(self, url: str, key: str) -> None:
        self._client = EntryGo(key, url=url, timeout=PATIENCE_SECONDS)

    def offers(self, call: str) -> bool:
        """What the client has a method for."""
        return self._method(call) is not None

    def ask(self, asked: Asked) -> Told:
        """One method called, a refusal caught."""
        method = self._method(asked.call)
        if method is None:
            raise DriverFault(f"the Python client has no {asked.call}")
        arguments = [asked.id] if asked.id else []
        body = {**(asked.body or {}), **asked.query}
        if asked.key:
            body["idempotencyKey"] = asked.key
        try:
            answer = method(*arguments, **body)
        except EntryGoError as error:
            if error.status == 0:
                raise DriverFault(str(error)) from error
            told = {
                "errorCode": error.error_code,
                "message": error.message,
                "field": error.field,
                "details": error.details,
            }
            return Told(is_refused=True, status=error.status, body=told)
        except httpx.HTTPError as error:
            raise DriverFault(str(error)) from error
        return Told(is_refused=False, body=orjson.loads(orjson.dumps(answer, default=float)))

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _method(self, call: str) -> Callable[..., JsonValue] | None:
        found: object = self._client
        for name in call.split("."):
            found = getattr(found, _CAPITAL.sub("_", name).lower(), None)
        return found if callable(found) else None
