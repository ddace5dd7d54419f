"""Faults of the database: whoever leads is lost, and the standby has every commit that was answered."""

import time

import pytest

from tests.cluster.cluster import Cluster
from tests.cluster.hosts import eventually
from tests.cluster.table import FaultTable

pytestmark = pytest.mark.timeout(600)


def test_a_lost_database_leader_is_replaced_and_no_acknowledged_write_with_it(
    cluster: Cluster, table: FaultTable
) -> None:
    database = cluster.database
    eventually("every commit is mirrored", database.is_mirrored, seconds=60)
    with table.row("the database leader's host killed, failover") as row:
        leader = database.leader()
        assert leader is not None
        begun = row.begin_executions(6, at=cluster.nodes[0])
        row.strike(begun)
        leader.kill()
        row.recover()
        assert database.leader() not in (None, leader)
        database.start_on(leader)
        eventually("the old leader is a standby", database.is_mirrored, seconds=120)
        for node in cluster.nodes:
            node.wait_until_ready()


def test_a_database_leader_cut_off_is_replaced_and_nobody_writes_to_it(
    cluster: Cluster, table: FaultTable
) -> None:
    database = cluster.database
    with table.row("the database leader's cable out for 30 s") as row:
        leader = database.leader()
        assert leader is not None
        row.strike(row.begin_executions(6, at=cluster.nodes[0]))
        with leader.cut():
            time.sleep(30)
        row.recover()
        assert database.leader() not in (None, leader)
        eventually("the old leader is a standby", database.is_mirrored, seconds=120)
        for node in cluster.nodes:
            node.wait_until_ready()
