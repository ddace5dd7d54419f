"""A step that is repeated until it is done, and left open when the run is stopped."""

from collections.abc import Callable

import pytest

from entrygo.contract.problems import Problem
from entrygo.effects.retry import recorded, retry_forever
from entrygo.ports.runner import Argument, Result


class Stopped(BaseException):
    """What a runner raises to end a run that is to be taken up later."""


class Run:
    """A run that keeps the names of its steps."""

    def __init__(self) -> None:
        self.argument: Argument = {}
        self.steps: list[str] = []

    def step(self, name: str, function: Callable[[], Result]) -> Result:
        self.steps.append(name)
        return function()


def failing(*faults: BaseException) -> Callable[[], str]:
    """Fails once with each of these, then is done."""
    left = list(faults)

    def work() -> str:
        if left:
            raise left.pop(0)
        return "done"

    return work


def test_a_step_is_repeated_under_its_name_until_it_is_done():
    run = Run()
    assert retry_forever(run, "try", failing(OSError("away"), LookupError("odd")), pause_seconds=0) == "done"
    assert run.steps == ["try", "try", "try"]


def test_a_step_that_succeeds_is_taken_once():
    run = Run()
    assert retry_forever(run, "try", failing()) == "done"
    assert run.steps == ["try"]


def test_a_stopped_run_is_not_held_up():
    run = Run()
    with pytest.raises(Stopped):
        retry_forever(run, "try", failing(OSError("away"), Stopped()), pause_seconds=0)
    assert run.steps == ["try", "try"]


def test_an_outcome_is_recorded_in_so_many_tries_and_the_last_fault_is_raised() -> None:
    assert recorded(failing(OSError("away")), "mail m", tries=2, pause_seconds=0) == "done"
    with pytest.raises(LookupError):
        recorded(failing(OSError("away"), LookupError("odd")), "mail m", tries=2, pause_seconds=0)


def test_a_database_that_is_away_is_waited_for_where_that_is_asked_and_else_counts_as_a_try() -> None:
    away = [Problem("UNAVAILABLE")] * 5
    done = recorded(failing(*away), "mail m", tries=2, pause_seconds=0, outlasts_outages=True)
    assert done == "done"
    with pytest.raises(Problem):
        recorded(failing(*away), "webhook delivery w", tries=2, pause_seconds=0)
