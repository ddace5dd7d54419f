"""Units of work: all or nothing, one instant's view, writers in a fair queue."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from entrygo.clock import SystemClock, SystemIds
from entrygo.contract.actor import Tenant
from entrygo.contract.problems import Problem
from entrygo.store.database import BUSY_TIMEOUT_MS, Database, FairLock, make_durable, reachable
from entrygo.store.tenant_rows import Page
from entrygo.store.unit_of_work import Store
from tests.rooms.store.rows import AT, broker, export, order, product, race
from tests.serving.databases import sqlite_database

EVERYTHING = Page(limit=100)


class PowerCut(BaseException):
    """What no handler of ordinary faults sees."""


@pytest.mark.parametrize("fault", [RuntimeError, PowerCut, KeyboardInterrupt])
def test_a_write_rolls_back_as_a_whole_on_any_exception(
    store: Store, tenant: Tenant, fault: type[BaseException]
) -> None:
    with pytest.raises(fault), store.write(tenant) as uow:  # noqa: PT012 - the write is the point
        uow.brokers.put("br_1", broker(), at=AT)
        uow.products.put([product("prod_1")], at=AT)
        raise fault
    with store.write(tenant) as uow:
        assert uow.brokers.get("br_1") is None
        assert not uow.products.page(EVERYTHING)


def test_a_read_does_not_see_what_is_committed_after_its_first_look(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.products.put([product("prod_1")], at=AT)
    with store.read(tenant) as reader:
        assert len(reader.products.page(EVERYTHING)) == 1
        with store.write(tenant) as uow:
            uow.products.put([product("prod_2")], at=AT)
            uow.orders.put([(order("ord_1"), None)], at=AT)
        assert len(reader.products.page(EVERYTHING)) == 1
        assert not reader.orders.page(EVERYTHING)  # nor in a table it had not looked at
    with store.read(tenant) as reader:
        assert len(reader.products.page(EVERYTHING)) == 2
        assert len(reader.orders.page(EVERYTHING)) == 1


def test_nobody_sees_a_write_before_it_is_committed(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.brokers.put("br_1", broker(), at=AT)
        assert uow.brokers.get("br_1") is not None
        with store.read(tenant) as reader:
            assert reader.brokers.get("br_1") is None


def test_counting_up_by_many_threads_loses_nothing(store: Store, tenant: Tenant) -> None:
    """A tenant's writers take turns: what one reads stays true until it commits, without a lock of its own."""
    with store.write(tenant) as uow:
        uow.exports.insert(export(tenant))

    def count() -> None:
        for _ in range(5):
            with store.write(tenant) as uow:
                held = uow.exports.get("batch_1")
                assert held is not None
                uow.exports.note_attempt("batch_1", attempts=held.attempts + 1, at=AT)

    race([count] * 6)
    with store.read(tenant) as uow:
        found = uow.exports.get("batch_1")
    assert found is not None
    assert found.attempts == 30


def test_a_fault_does_not_tell_the_callers_data(store: Store, tenant: Tenant) -> None:
    def put() -> None:
        with store.write(tenant) as uow:
            uow.products.connection.execute(
                text("INSERT INTO products (account_id, mode, id) VALUES (:a, 'none', :secret)"),
                {"a": tenant.account_id, "secret": "Mrs Secret"},
            )

    with pytest.raises(Exception, match="INSERT INTO products") as caught:
        put()
    assert "[SQL parameters hidden" in str(caught.value)


def test_the_database_answers_a_ping(store: Store) -> None:
    store.ping()


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    """A SQLite database in a file of its own."""
    url = sqlite_database(tmp_path)
    opened = Store(url, SystemClock(), SystemIds())
    yield opened
    opened.close()


def test_every_sqlite_connection_keeps_commits_through_a_power_cut(file_store: Store) -> None:
    def pragmas(name: str) -> object:
        with file_store.database.read() as one, file_store.database.read() as other:
            found = {connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for connection in (one, other)}
            (value,) = found
            return value

    assert pragmas("journal_mode") == "wal"
    assert pragmas("synchronous") == 2  # FULL
    assert pragmas("foreign_keys") == 1
    assert pragmas("busy_timeout") == BUSY_TIMEOUT_MS


def test_connections_that_turn_a_new_file_to_wal_at_once_wait_for_each_other(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as first:
        first.execute("BEGIN EXCLUSIVE")
        threading.Timer(0.2, lambda: first.execute("COMMIT")).start()
        with closing(sqlite3.connect(file, timeout=0)) as second:
            make_durable(second)
            assert second.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_lock_serves_its_waiters_in_the_order_they_came() -> None:
    lock, served = FairLock(), []
    threads = []

    def wait(n: int) -> None:
        with lock:
            served.append(n)

    with lock:
        for n in range(12):
            threads.append(threading.Thread(target=wait, args=(n,)))
            threads[-1].start()
            while len(lock._waiters) <= n:  # until it stands in the queue
                threading.Event().wait(0.001)
    for thread in threads:
        thread.join(60)
    assert served == list(range(12))


def test_who_returns_at_once_stands_behind_those_who_wait() -> None:
    lock, served = FairLock(), []

    def wait() -> None:
        with lock:
            served.append("waiter")

    with lock:
        thread = threading.Thread(target=wait)
        thread.start()
        while not lock._waiters:
            threading.Event().wait(0.001)
    with lock:
        served.append("returner")
    thread.join(60)
    assert served == ["waiter", "returner"]


def test_the_lock_is_free_after_an_exception_inside_it() -> None:
    lock = FairLock()
    for _ in range(3):
        with pytest.raises(RuntimeError, match="inside"), lock:
            raise RuntimeError("inside")
    held = []

    def take() -> None:
        with lock:
            held.append(True)

    thread = threading.Thread(target=take)
    thread.start()
    thread.join(60)
    assert held == [True]


def test_the_lock_lets_one_in_at_a_time() -> None:
    lock, inside, most = FairLock(), [], []

    def work() -> None:
        for _ in range(200):
            with lock:
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    race([work] * 6)
    assert set(most) == {1}
    assert len(most) == 1200


def test_a_turn_that_does_not_come_is_given_up_and_the_others_are_served() -> None:
    lock, served = FairLock(0.05), []

    def wait() -> None:
        with lock:
            served.append(True)

    with lock, pytest.raises(NoConnectionFree), lock:
        raise AssertionError("two are inside")
    assert not lock._waiters
    thread = threading.Thread(target=wait)
    thread.start()
    thread.join(60)
    assert served == [True]


def test_a_full_database_is_unavailable_in_plain_words_and_takes_writes_again_when_there_is_room(
    tmp_path: Path,
) -> None:
    """SQLite is given as many pages as it has; what did not fit is not there, and reading goes on."""
    database = Database(f"sqlite:///{tmp_path}/small.db")
    with database.write() as connection:
        connection.execute(text("CREATE TABLE rows (body TEXT)"))
        connection.execute(text("INSERT INTO rows VALUES ('kept')"))

    def count() -> int:
        with reachable(), database.read() as connection:
            return int(connection.execute(text("SELECT count(*) FROM rows")).scalar_one())

    def write(most_pages: int) -> None:
        with reachable(), database.write() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {most_pages}")
            for _ in range(100):
                connection.execute(text("INSERT INTO rows VALUES (:body)"), {"body": "x" * 4096})

    with pytest.raises(Problem) as refusal:
        write(10)
    assert (refusal.value.code, refusal.value.retry_after) == ("UNAVAILABLE", 10)
    assert "is full" in refusal.value.message
    assert count() == 1
    write(100_000)
    assert count() == 101
    database.close()
