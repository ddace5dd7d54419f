"""An application with an account ready to export: the subject of the benchmarks."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from entrygo.clock import SystemClock, SystemIds
from entrygo.contract.actor import Actor, Mode, Tenant
from entrygo.contract.requests.catalogue import OrdersSync, ProductsSync
from entrygo.contract.requests.exports import ExecuteRequest, PlanRequest
from entrygo.contract.requests.parties import AccountPatch, BrokerCreate, WarehouseCreate
from entrygo.maintenance.installation import opened
from entrygo.operations.execute import execute
from entrygo.operations.idempotency import attempt
from entrygo.operations.keys import create_account
from entrygo.operations.parties import create_party, patch_account
from entrygo.operations.plan import plan
from entrygo.operations.sync_orders import sync_orders
from entrygo.operations.sync_products import sync_products
from entrygo.ports.runner import RunContext
from entrygo.runtime.wiring import Application, assemble
from entrygo.settings import Settings
from tests.serving.sandbox import BOOK, BROKER, PROFILE, WAREHOUSE

ORDERS_AN_EXPORT = 20
LINES_AN_ORDER = 3
SHIP_TO = {
    "address1": "88 Elm Street",
    "city": "Buffalo",
    "region": "NY",
    "postalCode": "14201",
    "country": "US",
}


def bare(run: RunContext) -> None:
    """A run of so many steps with nothing in them."""
    for number in range(run.argument["steps"]):
        run.step(f"step {number}", lambda: None)


class Subject:
    """An application with an account ready to export, in a folder of its own."""

    def __init__(self, folder: Path, database_url: str = "", *, is_working: bool = True) -> None:
        """``is_working`` is false where nothing is executed: plans alone, without a worker."""
        settings = Settings(home=folder, database_url=database_url, execute_wait_seconds=30)
        with opened(settings) as store:
            made = create_account(store, "Benchmark", clock=SystemClock(), ids=SystemIds())
        account_id = str(made["accountId"])
        self.application: Application = assemble(settings, public_url="http://localhost:3000")
        if is_working:
            self.application.context.runner.register("bare", bare)
            self.application.start()
        self.context = self.application.context
        self.actor = Actor(
            tenant=Tenant(account_id, Mode.TEST),
            principal="key_benchmark",
            scopes=frozenset({"read", "write", "execute"}),
            request_id="req_benchmark",
        )
        self._serial = 0
        self.goods: list[str] = []
        patch_account(
            self.context, self.actor, AccountPatch.model_validate(PROFILE), self._try("account", {})
        )
        self.warehouse = self._party("warehouses", WarehouseCreate, WAREHOUSE)
        self.broker = self._party("brokers", BrokerCreate, BROKER | {"email": "entries@broker.example"})
        items = [{"externalId": f"book-{n}"} | BOOK | {"sku": f"BK-{n}"} for n in range(LINES_AN_ORDER)]
        made = self.call(sync_products, ProductsSync, {"items": items})["data"]
        self.books = [row["id"] for row in made]
        self.goods = self.books

    def _try(self, operation: str, body: dict[str, Any], key: str | None = None) -> Any:
        return attempt(operation, key, body)

    def _party(self, kind: Any, model: Any, facts: dict[str, Any]) -> str:
        body = {"accountId": self.actor.tenant.account_id} | facts
        made = create_party(self.context, self.actor, kind, model.model_validate(body), self._try(kind, body))
        return str(json.loads(made.body)["id"])

    def call(
        self, operation: Callable[..., Any], model: Any, facts: dict[str, Any], key: str | None = None
    ) -> Any:
        """The answer of an operation, as the door would have it."""
        body = {"accountId": self.actor.tenant.account_id} | facts
        tried = self._try(operation.__name__, body, key)
        return json.loads(operation(self.context, self.actor, model.model_validate(body), tried).body)

    def orders(self, count: int = ORDERS_AN_EXPORT) -> list[str]:
        """Fresh orders for one export."""
        items = self.order_items(count)
        return [order["id"] for order in self.call(sync_orders, OrdersSync, {"items": items})["data"]]

    def order_items(self, count: int) -> list[dict[str, Any]]:
        """What a sync of fresh orders says."""
        self._serial += 1
        return [
            {
                "externalId": f"order-{self._serial}-{n}",
                "destinationCountry": "US",
                "shipTo": SHIP_TO | {"name": f"Buyer {n}"},
                "items": [
                    {"productId": each, "quantity": 1 + n % 3, "unitValueUsd": 20 + line}
                    for line, each in enumerate(self.goods)
                ],
            }
            for n in range(count)
        ]

    def plan(self, order_ids: list[str]) -> str:
        """Plan; the export's id."""
        ids = {"warehouseId": self.warehouse, "brokerId": self.broker, "orderIds": order_ids}
        return str(self.call(plan, PlanRequest, ids)["exportId"])

    def loop(self, order_ids: list[str]) -> str:
        """Plan and execute; the export's id."""
        return self.execute(self.plan(order_ids))

    def execute(self, export_id: str) -> str:
        """Execute and wait until its mail is sent; the export's id."""
        batch = {"batchId": export_id}
        done = self.call(execute, ExecuteRequest, batch, key=f"execute-{export_id}")
        if done["brokerSubmission"]["status"] != "sent":
            raise RuntimeError(f"the benchmark's mail was not captured: {done['brokerSubmission']}")
        return export_id


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
