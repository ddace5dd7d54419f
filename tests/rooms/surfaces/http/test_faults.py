"""What a caller hears when the server itself is at fault."""

import asyncio
import logging
import sqlite3
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from entrygo.clock import SystemClock, SystemIds
from entrygo.context import Context
from entrygo.store.unit_of_work import Store
from entrygo.surfaces.http.app import create_app
from tests.serving.databases import sqlite_database
from tests.serving.refusals import refused

SECRET = "password=hunter2 in /etc/entrygo/secret.toml"
PATHS = ("/api/system/health", "/api/exports", "/api/exports/batch_1", "/api/customs-packages/cp_1")


class _Broken:
    """A store with a fault of its own."""

    @property
    def registry(self) -> Any:
        raise RuntimeError(SECRET)


def answers(store: object, *paths: str, body: bytes | None = None) -> list[httpx.Response]:
    """What the application over a store answers to a key."""
    unused: Any = {each.name: None for each in fields(Context) if each.default is MISSING}
    given = {"store": cast("Store", store), "clock": SystemClock(), "ids": SystemIds(), "public_url": ""}
    context = Context(**unused | given | {"link_key": bytes(32), "seal_key": bytes(32)})
    transport = httpx.ASGITransport(create_app(context), raise_app_exceptions=False)
    headers = {"authorization": "Bearer shpbndl_live_x"}

    async def call() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=transport, base_url="http://here", headers=headers) as client:
            return [await client.request("POST" if body else "GET", path, content=body) for path in paths]

    return asyncio.run(call())


@pytest.mark.requirement("errors:http:internal", "errors:envelope:always")
def test_a_fault_of_the_server_is_logged_under_the_request_and_tells_no_internals(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for response in answers(_Broken(), *PATHS):
        body = refused(response, 500, "INTERNAL_ERROR")
        assert body["retryable"] is True
        assert SECRET not in response.text
        assert "Traceback" not in response.text
        record = next(each for each in caplog.records if body["requestId"] in each.getMessage())
        assert record.levelno == logging.ERROR
        assert record.exc_info


@pytest.mark.requirement("errors:http:unavailable", "errors:envelope:always")
def test_a_server_without_its_database_is_unavailable(caplog: pytest.LogCaptureFixture) -> None:
    """Nobody listens on port 1."""
    store = Store("postgresql://entrygo:hunter2@127.0.0.1:1/entrygo", SystemClock(), SystemIds())
    found = [*answers(store, *PATHS), *answers(store, "/api/orders/sync", body=b"{}")]
    for response in found:
        body = refused(response, 503, "UNAVAILABLE")
        assert body["retryable"] is True
        assert int(response.headers["retry-after"]) >= 1
        assert "127.0.0.1" not in response.text
    assert "the database does not answer" in caplog.text
    assert "hunter2" not in caplog.text
    assert answers(store, "/readyz")[0].status_code == 503
    assert answers(store, "/healthz")[0].status_code == 200
    store.close()


@pytest.mark.requirement("errors:http:unavailable")
def test_a_database_that_went_away_under_a_running_server_is_unavailable(tmp_path: Path) -> None:
    url = sqlite_database(tmp_path)
    store = Store(url, SystemClock(), SystemIds())
    refused(answers(store, "/api/exports")[0], 401, "INVALID_API_KEY")
    with sqlite3.connect(tmp_path / "entrygo.db") as database:
        database.execute("DROP TABLE api_keys")
    database.close()
    refused(answers(store, "/api/exports")[0], 503, "UNAVAILABLE")
    store.close()
