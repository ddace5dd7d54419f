"""Every list, each filter of it and each page: the databases read it from an index, and neither sort nor scan a table.

The lists are found among the endpoints: a later one is held to the same, and a new filter wants a value below.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from enum import Enum
from typing import Any, get_args

import orjson
import pytest
from sqlalchemy import Connection, event
from starlette.datastructures import Headers

from entrygo.clock import SystemClock, SystemIds
from entrygo.context import Context
from entrygo.contract.actor import Actor, Mode, Tenant
from entrygo.operations.idempotency import Attempt
from entrygo.operations.queries import write_cursor
from entrygo.store import tables
from entrygo.store.registry import AccountRow
from entrygo.store.unit_of_work import Store
from entrygo.surfaces.http.app import ENDPOINTS
from entrygo.surfaces.http.endpoint import CheckedCall, ProtocolRoute
from tests.rooms.store.rows import AT, product, webhook
from tests.serving.databases import migrated_database

FEW = {"products.history", "people.list", "invitations.list"}
"""What happened to one thing, and the people of one account: few rows, put in order as they are read."""
LISTS = {
    route.operation: route
    for route in ENDPOINTS
    if "cursor" in route.query_names and route.operation not in FEW
}
PATH = {"webhook_id": "whk_1", "id": "whk_1"}
VALUES: dict[str, list[str]] = {
    "updatedSince": ["2026-11-01T00:00:00.000Z"],
    "createdFrom": ["2026-11-01T00:00:00.000Z"],
    "createdBefore": ["2026-11-09T00:00:00.000Z"],
    "valueFrom": ["800"],
    "valueTo": ["2500"],
    "warehouseId": ["wh_1"],
    "brokerId": ["br_1"],
    "exportId": ["batch_1"],
    "actorId": ["key_1"],
    "keyId": ["key_1"],
    "readiness": ["BLOCKED"],
    "sort": ["worst", "newest", "oldest", "value"],
}
"""Values of filters whose type does not say them."""
LOOKED_THROUGH = {"updatedSince", "exportId"}
"""Filters whose rows may be looked at one by one for another: those changed since an instant, for which one of two
indexes is taken (:meth:`TenantRows.page_rows`), and the few of one export."""
SEARCHES = {
    "products.list": {"q", "missing", "readiness", "finding", "check"},
    "orders.list": {"q"},
    "events.list": {"actorId", "from", "to", "order"},
    "requests.list": {"failed"},
}
"""Filters that look for words or faults, for the events of an actor or a time, or through a log that keeps 10,000 rows:
no index has them."""
COLUMNS = {column.name for table in tables.metadata.tables.values() for column in table.columns}


@dataclass
class Asked:
    """An account of a database, and every statement that a call sent."""

    store: Store
    tenant: Tenant
    statements: list[tuple[str, Any]] = field(default_factory=list)

    def ask(self, route: ProtocolRoute, query: Mapping[str, str]) -> dict[str, Any]:
        """Call a list; its answer."""
        self.statements.clear()
        unused: Any = {each.name: None for each in fields(Context) if each.default is MISSING}
        given = {"store": self.store, "clock": SystemClock(), "ids": SystemIds(), "public_url": ""}
        scopes = frozenset({"read", "admin"})
        actor = Actor(tenant=self.tenant, principal="key_1", scopes=scopes, request_id="req_1")
        call = CheckedCall(
            context=Context(**unused | given),
            actor=actor,
            headers=Headers(),
            body=None,
            tried=Attempt(route.operation, None, ""),
        )
        read = route.query_model.model_validate(query)
        answered: dict[str, Any] = orjson.loads(route.answer(call, PATH, read, None).body)
        return answered


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """An account in a database of either kind."""
    url = migrated_database(request, tmp_path_factory.mktemp("lists"))
    store = Store(url, SystemClock(), SystemIds())
    store.registry.add_account(AccountRow(id="acc_1", name="Maple", created_at=AT))
    made = Asked(store, Tenant("acc_1", Mode.TEST))
    with store.write(made.tenant) as uow:
        uow.webhooks.insert(webhook())
        uow.products.put([product(PATH["id"])], at=AT)
    event.listen(
        store.database.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, parameters, *_: made.statements.append((statement, parameters)),
    )
    yield made
    store.close()


def values_of(route: ProtocolRoute, name: str) -> list[str]:
    """Values of a filter: those of its type, or those given here."""
    if name in VALUES:
        return VALUES[name]
    [annotation] = [
        each.annotation for key, each in route.query_model.model_fields.items() if (each.alias or key) == name
    ]
    hints: list[Any] = [annotation]
    for each in hints:  # grows by what a hint is made of
        if isinstance(each, type) and issubclass(each, Enum):
            return [next(iter(each)).value]
        if isinstance(each, str):
            return [each]
        hints += get_args(each)
    pytest.fail(f"{route.operation}: say a value for the filter {name}")


def queries(route: ProtocolRoute) -> Iterator[dict[str, str]]:
    """Nothing asked, each filter alone, each two of them, and all."""
    names = sorted(route.query_names - {"cursor", "limit"} - SEARCHES.get(route.operation, set()))
    choices = [(name, value) for name in names for value in values_of(route, name)]
    yield {}
    for first in choices:
        for second in choices:
            if first[0] <= second[0]:
                yield dict([first, second])
    yield {name: values_of(route, name)[0] for name in names}


def cursors(route: ProtocolRoute, query: Mapping[str, str]) -> list[str]:
    """A cursor of this list and order, as its own codec writes it."""
    last = f"batch_{1:032x}"
    if route.operation == "events.list":
        return [write_cursor("events", "7")]
    if route.operation == "exports.board":
        sort = query.get("sort", "worst")
        key = "100" if sort == "value" else "2026-11-02T00:00:00.000Z"
        return [write_cursor(f"{sort} READY {key}", last)]
    return [write_cursor("2026-11-02T00:00:00.000Z", last)]


def test_the_lists_of_the_description_are_all_here() -> None:
    assert {"orders.list", "products.list", "exports.list", "exports.board", "events.list"} <= set(LISTS)
    assert {"webhooks.deliveries", "submissions.list", "notifications.list"} <= set(LISTS)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_is_read_from_indexes(asked: Asked, name: str) -> None:
    route = LISTS[name]
    for query in queries(route):
        for more in ({}, *({"cursor": each} for each in cursors(route, query))):
            asked.ask(route, query | more)
            told = [(text, given) for text, given in asked.statements if re.search(r"\bFROM\b", text)]
            assert told or more, (
                f"{name} {query}: nothing was read"
            )  # all that was asked may lie before a cursor
            with asked.store.read(asked.tenant) as uow:
                for text, given in told:
                    faults = plan_faults(uow.exports.connection, text, given, query)
                    assert faults == [], f"{name} {query | more}: {faults}\n{text}"


def plan_faults(connection: Connection, text: str, given: Any, query: Mapping[str, str]) -> list[str]:
    """What a database would do about a statement that grows with a table."""
    if connection.dialect.name == "sqlite":
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given).all()
        return [row.detail for row in plan if grows(row.detail)]
    for setting in ("seqscan", "bitmapscan", "sort", "incremental_sort", "hashagg"):
        connection.exec_driver_sql(f"SET LOCAL enable_{setting} = off")  # only where there is no other way
    [[plan]] = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {text}", given).all()
    return list(faults_of(plan[0]["Plan"], query))


def grows(detail: str) -> bool:
    """Whether a step of SQLite's sorts, or scans a table."""
    scanned = re.match(r"SCAN (\w+)", detail)
    return "TEMP B-TREE" in detail or (scanned is not None and scanned.group(1) in tables.metadata.tables)


def faults_of(node: Mapping[str, Any], query: Mapping[str, str]) -> Iterator[str]:
    """The steps of PostgreSQL's that sort, scan a table, or look at rows for something that is not in the index."""
    kind = node["Node Type"]
    if (
        kind in {"Seq Scan", "Sort", "Incremental Sort", "Bitmap Heap Scan"}
        and node.get("Relation Name") != "accounts"
    ):
        yield f"{kind} {node.get('Relation Name', '')}"
    rest = named(node, "Filter") - {"account_id", "mode"}
    if rest and not LOOKED_THROUGH & query.keys() and not has_index(node, rest | named(node, "Index Cond")):
        yield f"{kind} looks at each row's {', '.join(sorted(rest))}"
    for inner in node.get("Plans", ()):
        yield from faults_of(inner, query)


def named(node: Mapping[str, Any], part: str) -> set[str]:
    """The columns that a part of a step names."""
    return set(re.findall(r"\w+", node.get(part, ""))) & COLUMNS


def has_index(node: Mapping[str, Any], columns: set[str]) -> bool:
    """Whether an index holds all of these: of an empty table PostgreSQL takes any that serves the order."""
    indexes = tables.metadata.tables[node["Relation Name"]].indexes
    return any(columns <= {column.name for column in index.columns} for index in indexes)


def test_a_statement_without_an_index_is_found(asked: Asked) -> None:
    """The test itself: an order that no index has, and where the database tells it, a filter."""
    mine = "SELECT id FROM exports WHERE account_id = 'acc_1' AND mode = 'test'"
    with asked.store.read(asked.tenant) as uow:
        connection = uow.exports.connection
        assert plan_faults(connection, f"{mine} ORDER BY created_at, id LIMIT 9", (), {}) == []
        assert plan_faults(connection, f"{mine} ORDER BY score, id LIMIT 9", (), {})
        if not asked.store.database.is_sqlite:
            slow = f"{mine} AND plan_hash = 'x' ORDER BY created_at, id LIMIT 9"
            assert plan_faults(connection, slow, (), {})
