"""One node against three on one PostgreSQL: exports a second, planned and executed over HTTP by as many clients.

``python -m benchmarks.bench_nodes [--exports N] [--clients N] [--rounds N]``. Every node is a process of its own; the
mail server is real and in this process. The order is rotated; the ratio of the medians is the figure. Nodes share this
machine's processors, which the output names: with fewer processors than nodes the ratio cannot reach the nodes' number.
"""

import argparse
import itertools
import logging
import os
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.serving.broker_mailbox import start_mailbox
from tests.serving.postgres import postgres_server
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Client, Server

NODES, ACCOUNTS = 3, 5
WAITS = {"ENTRYGO_EXECUTE_WAIT_SECONDS": "30", "ENTRYGO_MAX_CONCURRENT_CALLS": "200"}


def exports_a_second(worlds: list[Sandbox], nodes: list[Server], *, exports: int, clients: int) -> float:
    """Plan and execute so many exports of these accounts through these nodes, in turn."""
    pairs = zip(worlds * exports, nodes * exports, strict=False)
    work = [(world, world.order(), node) for world, node in itertools.islice(pairs, exports)]
    doors = {
        (world, node.port): Client(node, world.client.account_id, world.client.api_key)
        for world, _, node in work
    }

    def one(world: Sandbox, order_id: str, node: Server) -> None:
        door = doors[world, node.port]
        planned = door.ok(door.post("/api/exports/plan", world.request(order_id)))
        door.ok(door.post("/api/exports/execute", {"batchId": planned["exportId"]}, planned["exportId"]))

    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        for done in [pool.submit(one, *each) for each in work]:
            done.result()
    taken = time.perf_counter() - started
    for door in doors.values():
        door.http.close()
    return exports / taken


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exports", type=int, default=60, help="exports a round")
    parser.add_argument("--clients", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    mailbox, controller = start_mailbox()
    taken: dict[int, list[float]] = {1: [], NODES: []}
    with postgres_server("-c max_connections=400") as postgres, tempfile.TemporaryDirectory() as folder:
        shared = {
            "ENTRYGO_DATABASE_URL": postgres.fresh_database(),
            "ENTRYGO_ARTIFACTS_URL": f"file://{folder}/artifacts",
        }
        nodes = [
            Server(
                Path(folder) / f"node-{n}",
                mailbox.port,
                WAITS | shared | {"ENTRYGO_NODE_ID": f"node-{n}"},
                is_forked=False,
            ).start()
            for n in range(NODES)
        ]
        worlds = [sandbox(nodes[0].account()) for _ in range(ACCOUNTS)]  # writes of one account take turns
        exports_a_second(worlds, nodes, exports=12, clients=6)  # warms every node
        for turn in range(given.rounds):
            for count in ([1, NODES], [NODES, 1])[turn % 2]:
                taken[count].append(
                    exports_a_second(worlds, nodes[:count], exports=given.exports, clients=given.clients)
                )
        for node in nodes:
            node.stop()
    controller.stop()
    one, three = (statistics.median(taken[count]) for count in (1, NODES))
    print(f"plan + execute over HTTP, {given.clients} clients, {os.cpu_count()} processors shared by all")
    print(f"  one node       {one:8.1f} exports/s   1.0 x")
    print(f"  three nodes    {three:8.1f} exports/s   {three / one:.1f} x")


if __name__ == "__main__":
    main()
