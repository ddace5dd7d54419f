"""The client that waits and its twin that awaits. The verbs are written once; each class only sends them."""

import asyncio
import time
from collections.abc import Callable
from types import TracebackType
from typing import Generic, Self, TypeVar

import httpx

from entrygo.client.wire import (
    DEFAULT_RETRIES,
    DEFAULT_TIMEOUT_SECONDS,
    DEFAULT_URL,
    Call,
    answer_of,
    base64_of,
    base_url,
    no_answer,
    part,
    read,
    wait_before,
    write,
)
from entrygo.contract.canonical import JsonValue

Sent = TypeVar("Sent")  # what sending gives: the answer itself, or an awaitable of it
Send = Callable[[Call], Sent]


class Products(Generic[Sent]):
    """What a seller sells: the calls under ``/api/products``."""

    def __init__(self, send: Send[Sent]) -> None:
        self._send = send

    def sync(self, **body: JsonValue) -> Sent:
        """Insert or overwrite products: ``items=[...]``."""
        return self._send(write("POST", "/api/products/sync", body))

    def import_csv(self, csv: str, **body: JsonValue) -> Sent:
        """Insert or change products from a CSV file's text; ``dryRun=True`` only says what would change."""
        return self._send(write("POST", "/api/products/import", body | {"csv": csv}))

    def import_file(self, data: bytes, **body: JsonValue) -> Sent:
        """Insert or change products from a CSV or XLSX file's bytes: ``preset``, ``mapping``, ``dryRun``."""
        return self._send(write("POST", "/api/products/import", body | {"raw": base64_of(data)}))

    def get(self, product_id: str) -> Sent:
        return self._send(read(f"/api/products/{part(product_id)}"))

    def update(self, product_id: str, **body: JsonValue) -> Sent:
        """Change fields of a product."""
        return self._send(write("PATCH", f"/api/products/{part(product_id)}", body))

    def suggest(self, **body: JsonValue) -> Sent:
        """Propose codes for the next products: ``filter={...}``, ``limit``, ``cursor``."""
        return self._send(write("POST", "/api/products/suggest", body))

    def list(self, **query: object) -> Sent:
        """A page of products: ``limit``, ``cursor``, ``updatedSince``."""
        return self._send(read("/api/products", **query))


class Orders(Generic[Sent]):
    """What buyers bought: the calls under ``/api/orders``."""

    def __init__(self, send: Send[Sent]) -> None:
        self._send = send

    def sync(self, **body: JsonValue) -> Sent:
        """Insert or overwrite orders: ``items=[...]``."""
        return self._send(write("POST", "/api/orders/sync", body))

    def import_file(self, data: bytes, **body: JsonValue) -> Sent:
        """Insert or overwrite orders from a CSV or XLSX file's bytes: ``preset``, ``mapping``, ``dryRun``."""
        return self._send(write("POST", "/api/orders/import", body | {"raw": base64_of(data)}))

    def get(self, order_id: str) -> Sent:
        return self._send(read(f"/api/orders/{part(order_id)}"))

    def list(self, **query: object) -> Sent:
        """A page of orders."""
        return self._send(read("/api/orders", **query))


class Exports(Generic[Sent]):
    """From plan to broker: the calls under ``/api/exports``."""

    def __init__(self, send: Send[Sent]) -> None:
        self._send = send

    def plan(self, **body: JsonValue) -> Sent:
        """Plan orders: ``warehouseId``, ``brokerId``, ``orderIds``, ``dryRun``..."""
        return self._send(write("POST", "/api/exports/plan", body))

    def execute(self, **body: JsonValue) -> Sent:
        """Execute a batch: ``batchId``, ``expectedPlanHash``, ``idempotencyKey``."""
        return self._send(write("POST", "/api/exports/execute", body))

    def inspect(self, export_id: str) -> Sent:
        """The truth about an export."""
        return self._send(read(f"/api/exports/{part(export_id)}"))

    def snapshot(self, export_id: str) -> Sent:
        """The document whose hash is the planHash."""
        return self._send(read(f"/api/exports/{part(export_id)}/snapshot"))

    def diff(self, export_id: str, **query: object) -> Sent:
        """What changed between two plans."""
        return self._send(read(f"/api/exports/{part(export_id)}/diff", **query))

    def list(self, **query: object) -> Sent:
        """A page of exports: ``state``, ``readiness``, ``warehouseId``, ``brokerId``..."""
        return self._send(read("/api/exports", **query))

    def cancel(self, export_id: str, **body: JsonValue) -> Sent:
        """Cancel a batch that was not executed."""
        return self._send(write("POST", f"/api/exports/{part(export_id)}/cancel", body))

    def approve(self, export_id: str, **body: JsonValue) -> Sent:
        """Approve the current plan: ``planHash``."""
        return self._send(write("POST", f"/api/exports/{part(export_id)}/approve", body))

    def resubmit(self, export_id: str, **body: JsonValue) -> Sent:
        """Submit the package once more: ``recipientEmail``."""
        return self._send(write("POST", f"/api/exports/{part(export_id)}/resubmit", body))

    def correct(self, export_id: str, **body: JsonValue) -> Sent:
        """Correct the papers that left."""
        return self._send(write("POST", f"/api/exports/{part(export_id)}/corrections", body))


class _Verbs(Generic[Sent]):
    """The protocol's verbs over any way of sending."""

    def __init__(self, send: Send[Sent]) -> None:
        self.products = Products(send)
        self.orders = Orders(send)
        self.exports = Exports(send)
        self.plan = self.exports.plan
        self.execute = self.exports.execute
        self.inspect = self.exports.inspect
        self._verb_send = send

    def health(self) -> Sent:
        """Verify the key."""
        return self._verb_send(read("/api/system/health"))

    def package(self, package_id: str) -> Sent:
        """A customs package with its files."""
        return self._verb_send(read(f"/api/customs-packages/{part(package_id)}"))

    def artifact(self, package_id: str, filename: str) -> Sent:
        """The bytes of one file of a package."""
        return self._verb_send(read(f"/api/customs-packages/{part(package_id)}/artifacts/{part(filename)}"))

    def optimize(self, **body: JsonValue) -> Sent:
        """Propose codes for goods: ``product_name``, ``description``, ``country_of_origin``, ``value``."""
        return self._verb_send(write("POST", "/api/customs/optimize", body))

    def estimate(self, **body: JsonValue) -> Sent:
        """Duties and fees of goods without an order."""
        return self._verb_send(write("POST", "/api/customs/estimate", body))


class EntryGo(_Verbs[JsonValue]):
    """A client that waits. ``accountId`` may be given once here, in each call, or is learned from the key.

    Calls that got no answer, or one that says to come back, are repeated up to ``retries`` times under the same
    idempotency key. Raises :class:`~entrygo.client.wire.EntryGoError`.
    """

    def __init__(
        self,
        api_key: str,
        *,
        url: str = DEFAULT_URL,
        account_id: str | None = None,
        timeout: float = DEFAULT_TIMEOUT_SECONDS,
        retries: int = DEFAULT_RETRIES,
    ) -> None:
        super().__init__(self._send)
        self._url, self._retries, self._account_id = base_url(url), retries, account_id
        headers = {"Authorization": f"Bearer {api_key}"}
        self._http = httpx.Client(base_url=self._url, headers=headers, timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _send(self, call: Call) -> JsonValue:
        if call.body is not None and call.method == "POST" and "accountId" not in call.body:
            call.body["accountId"] = self._own_account()
        attempt = 0
        while True:
            response, failure = self._try(call)
            wait = wait_before(attempt, response) if attempt < self._retries else None
            if wait is None:
                if failure is not None:
                    raise no_answer(failure, self._url) from failure
                return answer_of(_present(response))
            time.sleep(wait)
            attempt += 1

    def _try(self, call: Call) -> tuple[httpx.Response | None, httpx.TransportError | None]:
        try:
            return self._http.request(
                call.method, call.path, params=call.query, headers=call.headers, json=call.body
            ), None
        except httpx.TransportError as error:
            return None, error

    def _own_account(self) -> str:
        if self._account_id is None:
            self._account_id = str(self.health()["accountId"])
        return self._account_id


class AsyncEntryGo(_Verbs["asyncio.Future[JsonValue]"]):
    """The same client, awaited: ``await client.plan(...)``."""

    def __init__(
        self,
        api_key: str,
        *,
        url: str = DEFAULT_URL,
        account_id: str | None = None,
        timeout: float = DEFAULT_TIMEOUT_SECONDS,
        retries: int = DEFAULT_RETRIES,
    ) -> None:
        super().__init__(lambda call: asyncio.ensure_future(self._answered(call)))
        self._url, self._retries, self._account_id = base_url(url), retries, account_id
        headers = {"Authorization": f"Bearer {api_key}"}
        self._http = httpx.AsyncClient(base_url=self._url, headers=headers, timeout=timeout)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _answered(self, call: Call) -> JsonValue:
        if call.body is not None and call.method == "POST" and "accountId" not in call.body:
            call.body["accountId"] = await self._own_account()
        attempt = 0
        while True:
            response, failure = await self._try(call)
            wait = wait_before(attempt, response) if attempt < self._retries else None
            if wait is None:
                if failure is not None:
                    raise no_answer(failure, self._url) from failure
                return answer_of(_present(response))
            await asyncio.sleep(wait)
            attempt += 1

    async def _try(self, call: Call) -> tuple[httpx.Response | None, httpx.TransportError | None]:
        try:
            sent = self._http.request(
                call.method, call.path, params=call.query, headers=call.headers, json=call.body
            )
            return await sent, None
        except httpx.TransportError as error:
            return None, error

    async def _own_account(self) -> str:
        if self._account_id is None:
            self._account_id = str((await self.health())["accountId"])
        return self._account_id


def _present(response: httpx.Response | None) -> httpx.Response:
    if response is None:
        raise RuntimeError("neither an answer nor a failure")
    return response
