"""Faults of what the nodes share: the database's leader, the store of files."""

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
    with table.row("the database's leader killed, failover") as row:
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


def test_executions_wait_for_files_that_are_away(cluster: Cluster, table: FaultTable) -> None:
    with table.row("S3 away for 12 s") as row:
        begun = row.begin_executions(6, at=cluster.nodes[0])
        row.strike(begun)
        cluster.files.host.kill()
        time.sleep(12)
        cluster.files.start()
        cluster.files.wait_until_up()
        row.recover()
