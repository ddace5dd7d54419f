"""The bulkhead: how many tries may run at once."""

from entrygo.context import Bulkhead


def test_there_are_so_many_places_and_each_key_takes_one() -> None:
    places = Bulkhead(2)
    assert [places.take(key) for key in "aabc"] == [True, False, True, False]
    places.free("a")
    assert places.take("c")


def test_a_run_that_was_not_started_here_is_counted_even_where_there_is_no_place() -> None:
    places = Bulkhead(1)
    places.occupy("recovered")
    places.occupy("another")
    assert not places.take("new")
    places.free("recovered")
    assert not places.take("new")
    places.free("another")
    places.free("never taken")
    assert places.take("new")
