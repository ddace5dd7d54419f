"""The cluster, once a run; and nothing at all in a run of the other tests (`make cluster-test` says so)."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster.cluster import Cluster, running_cluster
from tests.cluster.page import markdown
from tests.cluster.table import FaultTable

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "fault-table.md"
collect_ignore_glob = [] if os.environ.get("CLUSTER_TEST") == "1" else ["test_*.py"]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Every host, up."""
    with running_cluster() as running:
        yield running


@pytest.fixture(scope="session")
def table(cluster: Cluster, request: pytest.FixtureRequest) -> Iterator[FaultTable]:
    """The table the rows go to; written into the documentation when that is asked for and every row holds."""
    filled = FaultTable(cluster)
    yield filled
    if os.environ.get("CLUSTER_TEST_WRITE_DOCS") == "1" and not request.session.testsfailed:
        PAGE.write_text(markdown(filled))
        print(f"cluster: wrote {PAGE.relative_to(PAGE.parents[2])}")
