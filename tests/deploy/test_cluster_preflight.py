"""What the cluster test says of a machine or a place where it could prove nothing."""

from pathlib import Path

import pytest

from tests.cluster.preflight import hidden_in_hosts


@pytest.mark.parametrize("place", ["/tmp", "/tmp/a/entrygo", "/var/../tmp/entrygo"])
def test_a_checkout_under_tmp_is_hidden_from_every_host(place):
    assert hidden_in_hosts(Path("/srv/entrygo"), Path(place)) == Path(place)


def test_a_checkout_elsewhere_is_seen_by_the_hosts():
    assert hidden_in_hosts(Path("/srv/entrygo"), Path("/srv/tmp/entrygo"), Path("/tmpfiles")) is None
