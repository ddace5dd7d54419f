"""Instants as the contract writes them."""

from datetime import UTC, datetime

from entrygo.contract.times import from_iso, iso


def test_an_instant_before_the_year_1000_is_read_back() -> None:
    early = datetime(900, 11, 12, 11, 41, 45, 969_000, tzinfo=UTC)
    assert iso(early) == "0900-11-12T11:41:45.969Z"
    assert from_iso(iso(early)) == early
