"""HTTP with many clients: how long calls take, what others wait beside a big plan, start and memory.

A server as an operator starts it; its clients are threads of this process, on the same processors. Times are of the
clock, so each stands beside that of one client alone in the same run.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

from benchmarks.application import LINES_AN_ORDER, ORDERS_AN_EXPORT, SHIP_TO
from benchmarks.bench_start import LIBRARIES, imported, started
from benchmarks.figures import Figure, Goal
from tests.serving.sandbox import BOOK, Sandbox, sandbox
from tests.serving.server import Server

CLIENTS = (1, 2, 4, 8, 16, 32, 64)
CALLS = 192
"""At each number of clients."""
BIG = (1_000, 5_000)
"""Orders of the plans beside which others wait."""
LARGEST = max(BIG)
WAIT, START, PLAN, ANSWER = 150, 2.5, 1.5, 3
"""Wanted: milliseconds at the 99th percentile, seconds of processor of a start and of the largest plan, its MB."""
FREE = {"ENTRYGO_RATE_LIMIT_PER_SECOND": "0", "ENTRYGO_LOG_LEVEL": "warning"}


def serving(name: str, environment: dict[str, str]) -> Iterator[Figure]:
    """Tails by clients, tails beside a big plan, processor until ready, memory."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "home", environment=FREE | environment, is_forked=False).start()
        try:
            yield from _start(server, name, environment)
            goods = sandbox(server.account(mode="test"))
            yield from _tails(server, goods, name)
            for orders in BIG:
                yield from _beside(server, goods, name, orders)
            yield Figure(what=f"memory after these calls, {name}", value=_memory(server), unit="MB")
        finally:
            server.stop()


def _tails(server: Server, goods: Sandbox, name: str) -> Iterator[Figure]:
    """A third each: a list of exports, an inspection that is unchanged, a plan of twenty orders that is not kept."""
    planned = goods.plan(*_orders(goods, ORDERS_AN_EXPORT))
    path = f"/api/exports/{planned['exportId']}"
    tag = goods.client.get(path).headers["etag"]
    again = _plan_of(_orders(goods, ORDERS_AN_EXPORT), goods)
    kinds: Sequence[Callable[[], Any]] = (
        lambda: goods.client.ok(goods.client.get("/api/exports")),
        lambda: _expect(304, goods.client.get(path, headers={"If-None-Match": tag}).status_code),
        lambda: goods.client.ok(goods.client.post("/api/exports/plan", again)),
    )
    for kind in kinds:
        kind()
    alone = 0.0
    for clients in CLIENTS:
        before, began = _spent(server), time.perf_counter()
        taken = _taken([kinds[n % len(kinds)] for n in range(CALLS)], clients)
        seconds, spent = time.perf_counter() - began, _spent(server) - before
        p50, p99 = _percentiles(taken)
        alone = alone or p99
        note = (
            f"p50 {p50:.0f} ms, {CALLS / seconds:.0f} calls a second, {1000 * spent / CALLS:.1f} ms of the server's "
            f"processor a call; p99 is {p99 / alone:.1f} x that of one client"
        )
        yield Figure(what=f"p99 of calls by {clients} clients, {name}", value=p99, unit="ms", note=note)


def _start(server: Server, name: str, environment: dict[str, str]) -> Iterator[Figure]:
    """Processor until ready on an empty database, and once more on it; memory then."""
    libraries = min(imported() for _ in range(2))
    note = f"importing the libraries alone takes {libraries:.1f} s ({LIBRARIES.count(',') + 1} of them)"
    yield Figure(what=f"processor until ready, empty, {name}", value=_spent(server), unit="s", note=note)
    memory = _memory(server)
    server.stop()
    again = min(started(str(server.home), environment)[0] for _ in range(2))
    server.start()
    yield Figure(
        what=f"processor until ready again, {name}",
        value=again,
        unit="s",
        note=note,
        goal=Goal(bound=START, reached=again, unit="s"),
    )
    yield Figure(what=f"memory once ready, {name}", value=memory, unit="MB")


def _beside(server: Server, goods: Sandbox, name: str, orders: int) -> Iterator[Figure]:
    """What a list of exports takes, one after the other, alone and while a plan of so many orders is made."""
    body = _plan_of([each for _ in range(orders // 200) for each in _orders(goods, 200)], goods)

    def small() -> float:
        began = time.perf_counter()
        goods.client.ok(goods.client.get("/api/exports"))
        return 1000 * (time.perf_counter() - began)

    small()
    alone = _percentiles([small() for _ in range(100)])
    before = _spent(server)
    answered = goods.client.post("/api/exports/plan", body)
    goods.client.ok(answered)
    spent, size = _spent(server) - before, len(answered.content) / 1e6
    done = Event()

    def big() -> float:
        began = time.perf_counter()
        try:
            for _ in range(2):
                goods.client.ok(goods.client.post("/api/exports/plan", body))
        finally:
            done.set()
        return 1000 * (time.perf_counter() - began) / 2

    with ThreadPoolExecutor(1) as other:
        planned = other.submit(big)
        beside = []
        while not done.is_set():
            beside.append(small())
        whole = planned.result()
    is_largest = orders == LARGEST
    yield Figure(
        what=f"server's processor for a plan of {orders:,} orders over HTTP, {name}",
        value=spent,
        unit="s",
        goal=Goal(bound=PLAN, reached=spent, unit="s") if is_largest else None,
    )
    yield Figure(
        what=f"answer of a plan of {orders:,} orders, {name}",
        value=size,
        unit="MB",
        note=f"plain JSON; {float(answered.headers.get('content-length', 0)) / 1e6:.2f} as it came",
        goal=Goal(bound=ANSWER, reached=size, unit="MB") if is_largest else None,
    )
    p50, p99 = _percentiles(beside)
    note = (
        f"p50 {p50:.0f} ms of {len(beside)} calls; alone p50 {alone[0]:.0f}, p99 {alone[1]:.0f} ms; "
        f"the plan takes {whole:,.0f} ms"
    )
    yield Figure(
        what=f"p99 beside a plan of {orders:,} orders, {name}",
        value=p99,
        unit="ms",
        note=note,
        goal=Goal(bound=WAIT, reached=p99, unit="ms") if is_largest else None,
    )


def _plan_of(orders: list[str], goods: Sandbox) -> dict[str, Any]:  # Any: JSON
    """A plan of these orders that is not kept."""
    return {
        "warehouseId": goods.warehouse_id,
        "brokerId": goods.broker_id,
        "dryRun": True,
        "orderIds": orders,
    }


def _taken(calls: Sequence[Callable[[], Any]], clients: int) -> list[float]:
    def one(call: Callable[[], Any]) -> float:
        began = time.perf_counter()
        call()
        return 1000 * (time.perf_counter() - began)

    with ThreadPoolExecutor(clients) as threads:
        return list(threads.map(one, calls))


def _percentiles(taken: Sequence[float]) -> tuple[float, float]:
    if len(taken) < 2:
        return taken[0], taken[0]
    cuts = statistics.quantiles(taken, n=100, method="inclusive")
    return cuts[49], cuts[98]


def _orders(goods: Sandbox, count: int) -> list[str]:
    serial = time.monotonic_ns()
    books = [{"externalId": f"bench-{n}"} | BOOK | {"sku": f"BENCH-{n}"} for n in range(LINES_AN_ORDER)]
    made = goods.client.ok(goods.client.post("/api/products/sync", {"items": books}))["data"]
    lines = [{"productId": each["id"], "quantity": 1, "unitValueUsd": 20} for each in made]
    items = [
        {
            "externalId": f"bench-{serial}-{n}",
            "destinationCountry": "US",
            "shipTo": SHIP_TO | {"name": f"Buyer {n}"},
            "items": lines,
        }
        for n in range(count)
    ]
    answered = goods.client.ok(goods.client.post("/api/orders/sync", {"items": items}))
    return [each["id"] for each in answered["data"]]


def _expect(status: int, answered: int) -> None:
    if answered != status:
        raise RuntimeError(f"answered {answered}, not {status}")


def _spent(server: Server) -> float:
    """Seconds of processor of the server's process."""
    counts = _of(server, "stat").rpartition(")")[2].split()[11:13]
    return sum(map(int, counts)) / os.sysconf("SC_CLK_TCK")


def _memory(server: Server) -> float:
    """Megabytes the server's process holds."""
    line = next(each for each in _of(server, "status").splitlines() if each.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _of(server: Server, what: str) -> str:
    if server.process is None:
        raise RuntimeError("the server is not started")
    return (Path("/proc") / str(server.process.pid) / what).read_text()
