"""A clock that is set forward and back, beside an uptime that only goes on."""

from datetime import UTC, datetime, timedelta

import pytest

from entrygo.effects.clock_steps import ClockSteps, has_passed
from entrygo.lifecycle.retries import MAIL

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


class Machine:
    """A wall clock and an uptime."""

    def __init__(self) -> None:
        self.wall, self.up = NOON, 1000.0

    def now(self) -> datetime:
        """The wall clock."""
        return self.wall

    def run(self, seconds: float, *, step: timedelta = timedelta(0)) -> None:
        """Time passes, and the clock is set."""
        self.up += seconds
        self.wall += timedelta(seconds=seconds) + step


@pytest.mark.parametrize(
    ("step", "is_back"),
    [
        (timedelta(0), False),
        (timedelta(seconds=-1), False),
        (timedelta(days=1), False),
        (timedelta(hours=-1), True),
    ],
)
def test_only_a_clock_that_is_set_back_is_noticed_and_once(step: timedelta, is_back: bool) -> None:
    machine = Machine()
    time = ClockSteps(machine, uptime=lambda: machine.up)
    machine.run(0.5)
    assert not time.stepped_back()
    machine.run(0.5, step=step)
    assert time.stepped_back() is is_back
    machine.run(0.5)
    assert not time.stepped_back()


def test_a_clock_set_forward_and_back_again_is_noticed_when_it_goes_back() -> None:
    machine = Machine()
    time = ClockSteps(machine, uptime=lambda: machine.up)
    machine.run(1, step=timedelta(days=1))
    assert not time.stepped_back()
    machine.run(1, step=timedelta(days=-1))
    assert time.stepped_back()


def test_what_is_deleted_for_good_does_not_believe_a_clock_far_ahead() -> None:
    machine = Machine()
    time = ClockSteps(machine, uptime=lambda: machine.up)
    machine.run(3600)
    assert time.trusted_now() == machine.wall
    machine.run(0, step=timedelta(days=365))
    assert time.trusted_now() == NOON + timedelta(hours=2)
    machine.run(0, step=timedelta(days=-366))
    assert time.trusted_now() == machine.wall


def test_a_wait_is_over_after_its_time_and_when_it_began_in_the_future() -> None:
    assert not has_passed(5, since=NOON, now=NOON + timedelta(seconds=4.9))
    assert has_passed(5, since=NOON, now=NOON + timedelta(seconds=5))
    assert has_passed(300, since=NOON, now=NOON - timedelta(hours=1))


def test_a_mail_is_given_up_after_a_day_of_tries_not_by_a_clock_set_forward() -> None:
    assert MAIL.is_over(MAIL.least_tries, MAIL.least_seconds)
    assert not MAIL.is_over(3, MAIL.least_seconds * 2)
    assert not MAIL.is_over(MAIL.least_tries * 2, MAIL.least_seconds - 1)
