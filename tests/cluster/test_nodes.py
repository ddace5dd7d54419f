"""Faults of the nodes: what one leaves undone the others finish, and what comes back disturbs nobody."""

import time

import pytest

from tests.cluster.cluster import Cluster
from tests.cluster.table import FaultTable

pytestmark = pytest.mark.timeout(600)


def test_without_a_fault_every_export_is_executed_once(cluster: Cluster, table: FaultTable) -> None:
    with table.row("none") as row:
        row.strike(row.begin_executions(6, at=cluster.nodes[0]))
        row.recover()
        time.sleep(3)  # the clients go on for a while


def test_what_a_killed_node_was_at_the_others_finish(cluster: Cluster, table: FaultTable) -> None:
    node = cluster.nodes[0]
    with table.row("a node killed (SIGKILL)") as row:
        begun = row.begin_executions(6, at=node)
        row.strike(begun)
        node.host.kill()
        row.recover()
        node.start()
        node.wait_until_ready()


def test_a_node_cut_from_the_network_comes_back_and_repeats_nothing(
    cluster: Cluster, table: FaultTable
) -> None:
    node = cluster.nodes[1]
    with table.row("a node's cable out for 30 s") as row:
        begun = row.begin_executions(6, at=node)
        row.strike(begun)
        with node.host.cut():
            time.sleep(30)
        row.recover()
        node.wait_until_ready()


def test_a_frozen_node_thaws_and_repeats_nothing(cluster: Cluster, table: FaultTable) -> None:
    node = cluster.nodes[2]
    with table.row("a node frozen for 20 s (SIGSTOP)") as row:
        begun = row.begin_executions(6, at=node)
        row.strike(begun)
        with node.host.frozen():
            time.sleep(20)
        row.recover()
        node.wait_until_ready()


def test_nodes_restarted_one_by_one_lose_nothing(cluster: Cluster, table: FaultTable) -> None:
    with table.row("every node restarted in turn (SIGTERM)") as row:
        row.strike(row.begin_executions(6, at=cluster.nodes[0]))
        statuses = []
        for node in cluster.nodes:
            statuses.append(node.drain())
            node.start()
            node.wait_until_ready()
        assert statuses == [0, 0, 0]
        row.recover()
