"""What a plan asks of the database: one transaction that reads, one that writes."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.application import Subject
from benchmarks.recorded import recording
from entrygo.contract.requests.catalogue import OrdersSync
from entrygo.contract.requests.exports import PlanRequest
from entrygo.operations.plan import plan
from entrygo.operations.sync_orders import sync_orders
from tests.serving.postgres import PostgresServer


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def subject(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("transactions")
    url = ""
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.fresh_database()
    made = Subject(folder, url, is_working=False)
    made.plan(made.orders(1))  # whether plans may be packed is asked before the first
    yield made
    made.application.close()


def ended(statements: list[Any]) -> int:
    """How many transactions the statements made, committed or left."""
    return sum(sql == "COMMIT" for sql, _ in statements)


def test_a_plan_of_twenty_takes_two_transactions(subject: Subject) -> None:
    ids = {"warehouseId": subject.warehouse, "brokerId": subject.broker, "orderIds": subject.orders(20)}
    with recording(subject.context.store.database.engine) as statements:
        made = subject.call(plan, PlanRequest, ids, key="twenty")
    assert ended(statements) == 2
    with recording(subject.context.store.database.engine) as statements:
        assert subject.call(plan, PlanRequest, ids, key="twenty") == made
    assert ended(statements) == 1, "a replay only reads"
    again = {"batchId": made["exportId"], **ids}
    with recording(subject.context.store.database.engine) as statements:
        subject.call(plan, PlanRequest, again, key="again")
    assert ended(statements) == 2


def test_a_sync_reads_no_order_that_it_wrote(subject: Subject) -> None:
    items = subject.order_items(20)
    with recording(subject.context.store.database.engine) as statements:
        subject.call(sync_orders, OrdersSync, {"items": items}, key="new-orders")
    read = [sql for sql, _ in statements if sql.startswith("SELECT") and "FROM orders" in sql]
    assert len(read) == 1, "which of them are known"
