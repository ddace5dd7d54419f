"""What is noted of calls is written behind them, once a minute for a key, and never hurts a call."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from entrygo.contract.actor import Actor, Mode, Tenant
from entrygo.store.request_log import LoggedCall
from entrygo.surfaces.serving.call_log import MOST_WAITING, CallLog

AT = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
ACTOR = Actor(
    tenant=Tenant("acc_1", Mode.LIVE), principal="key_1", scopes=frozenset({"read"}), request_id="req_1"
)
CALL = LoggedCall(
    id="req_1",
    created_at=AT,
    key_id="key_1",
    operation="orders.get",
    method="GET",
    path="/api/orders/ord_1",
    status=200,
    error_code=None,
    milliseconds=3,
)


class Rows:
    """A unit of work, a store and a clock in one, that notes what is written."""

    def __init__(self) -> None:
        self.at, self.is_down = AT, False
        self.calls: list[str] = []
        self.used: list[datetime] = []
        self.store = self.clock = self.keys = self.request_log = self

    def now(self) -> datetime:
        return self.at

    @contextmanager
    def write(self, _tenant: Tenant) -> Iterator["Rows"]:
        if self.is_down:
            raise OSError("the disk is full")
        yield self

    def note_used(self, _key_id: str, *, at: datetime) -> None:
        self.used.append(at)

    def add(self, calls: list[LoggedCall]) -> None:
        self.calls += [each.id for each in calls]


def log_over(rows: Any) -> CallLog:
    return CallLog(rows)


def test_what_was_noted_is_written_when_the_server_stops() -> None:
    rows = Rows()
    log = log_over(rows)
    log.note_use(ACTOR)
    log.note(ACTOR, CALL)
    log.close()
    assert (rows.calls, rows.used) == (["req_1"], [AT])


def test_the_use_of_a_key_is_written_once_a_minute() -> None:
    rows = Rows()
    log = log_over(rows)
    for seconds in (0, 1, 59, 60, 61):
        rows.at = AT + timedelta(seconds=seconds)
        log.note_use(ACTOR)
        log._write()
    log.close()
    assert rows.used == [AT, AT + timedelta(seconds=60)]


def test_calls_that_cannot_be_written_are_dropped_and_told_once(caplog: pytest.LogCaptureFixture) -> None:
    rows = Rows()
    log = log_over(rows)
    rows.is_down = True
    for _ in range(3):
        log.note(ACTOR, CALL)
        log._write()
    assert len([each for each in caplog.records if "could not be logged" in each.message]) == 1
    rows.is_down = False
    log.note(ACTOR, replace(CALL, id="req_2"))
    log.close()
    assert rows.calls == ["req_2"]


def test_a_rush_keeps_the_newest_calls() -> None:
    rows = Rows()
    log = log_over(rows)
    for number in range(MOST_WAITING + 2):
        log._calls.append((ACTOR.tenant, replace(CALL, id=f"req_{number}")))
    log._write()
    log.close()
    assert (len(rows.calls), rows.calls[0]) == (MOST_WAITING, "req_2")
