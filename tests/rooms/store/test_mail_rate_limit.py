"""Turns: a recipient gets at most so many tries a minute, first come, first served, whichever node asks."""

from dataclasses import replace
from datetime import datetime

import pytest

from entrygo.contract.actor import Tenant
from entrygo.lifecycle.rows import MailRow
from entrygo.lifecycle.states import Awaited, MailState
from entrygo.store.unit_of_work import Store
from tests.rooms.store.rows import AT, later, mail, race


def attempt(store: Store, tenant: Tenant, name: str, *, at: datetime, per_minute: int = 2) -> bool:
    """What a try does before DATA: it begins, or it waits for its turn."""
    with store.write(tenant) as uow:
        row = uow.mails.get(name)
        assert row is not None
        until = uow.mails.turn(row, per_minute=per_minute, at=at)
        if until is None:
            return uow.mails.begin(name, attempts=row.attempts, at=at)
        assert uow.mails.defer(row, until=until)
        return False


def owe(store: Store, tenant: Tenant, *names: str, **changes: object) -> None:
    with store.write(tenant) as uow:
        for name in names:
            uow.mails.insert(mail(tenant, name, **changes))


def row_of(store: Store, tenant: Tenant, name: str) -> MailRow:
    with store.read(tenant) as uow:
        row = uow.mails.get(name)
    assert row is not None
    return row


def test_mails_over_the_limit_wait_in_their_order_two_a_minute(store: Store, tenant: Tenant) -> None:
    names = [f"mail_{n}" for n in range(7)]
    owe(store, tenant, *names)
    assert [attempt(store, tenant, name, at=later(n)) for n, name in enumerate(names)] == [True] * 2 + [
        False
    ] * 5
    waiting = [row_of(store, tenant, name) for name in names[2:]]
    assert [row.due_at for row in waiting] == [later(60), later(61), later(120), later(121), later(180)]
    assert {(row.state, row.attempts, row.waits, row.waits_for, row.error_message) for row in waiting} == {
        (MailState.PENDING, 0, 1, Awaited.RATE_LIMIT, None)
    }


def test_a_mail_whose_turn_came_goes_before_those_who_came_later(store: Store, tenant: Tenant) -> None:
    owe(store, tenant, "mail_0", "mail_1", "mail_2", "mail_3")
    for name in ("mail_0", "mail_1", "mail_2"):
        attempt(store, tenant, name, at=AT, per_minute=1)
    assert not attempt(store, tenant, "mail_3", at=later(60), per_minute=1)  # the minute is free, but taken
    assert row_of(store, tenant, "mail_3").due_at == later(180)
    assert attempt(store, tenant, "mail_1", at=later(60), per_minute=1)
    assert row_of(store, tenant, "mail_1").waits_for is None


def test_a_mail_that_comes_late_to_its_turn_keeps_its_place(store: Store, tenant: Tenant) -> None:
    """The installation stood still for an hour: the places are behind it, and one a minute still holds."""
    owe(store, tenant, "mail_0", "mail_1", "mail_2")
    for name in ("mail_0", "mail_1", "mail_2"):
        attempt(store, tenant, name, at=AT, per_minute=1)
    assert attempt(store, tenant, "mail_1", at=later(3600), per_minute=1)
    assert not attempt(store, tenant, "mail_2", at=later(3600), per_minute=1)
    put_off = row_of(store, tenant, "mail_2")
    assert (put_off.due_at, put_off.waits) == (later(3660), 2)


def test_tries_of_a_clock_that_was_ahead_hold_up_no_longer_than_others(store: Store, tenant: Tenant) -> None:
    owe(store, tenant, "mail_0", "mail_1", "mail_2")
    assert attempt(store, tenant, "mail_0", at=later(10**7), per_minute=1)
    assert not attempt(store, tenant, "mail_1", at=AT, per_minute=1)
    assert not attempt(store, tenant, "mail_2", at=AT, per_minute=1)
    assert row_of(store, tenant, "mail_1").due_at == later(60)
    assert row_of(store, tenant, "mail_2").due_at == later(120)


def test_every_try_counts_and_other_recipients_and_tenants_do_not(
    store: Store, tenant: Tenant, neighbours: list[Tenant]
) -> None:
    owe(store, tenant, "mail_0", "mail_1")
    owe(store, tenant, "other", recipient="elsewhere@broker.example")
    owe(store, tenant, "upper", recipient="Entries@Broker.example")
    for each in neighbours:
        owe(store, each, "theirs")
        assert attempt(store, each, "theirs", at=AT)
    assert attempt(store, tenant, "mail_0", at=AT)
    deferred = replace(row_of(store, tenant, "mail_0"), state=MailState.PENDING, due_at=later(4))
    with store.write(tenant) as uow:
        assert uow.mails.settle(deferred, is_begun=True)
    assert attempt(store, tenant, "mail_0", at=later(4))
    assert not attempt(store, tenant, "mail_1", at=later(5))
    assert not attempt(store, tenant, "upper", at=later(5))
    assert attempt(store, tenant, "other", at=later(5))
    with store.read(tenant) as uow:
        assert uow.mails.last_begun("mail_0") == later(4)
        assert uow.mails.last_begun("mail_1") is None


def test_of_many_nodes_that_ask_at_once_no_more_than_the_limit_begin(store: Store, tenant: Tenant) -> None:
    names = [f"mail_{n}" for n in range(12)]
    owe(store, tenant, *names)
    begun = race([lambda name=name: attempt(store, tenant, name, at=AT, per_minute=3) for name in names])  # type: ignore[misc]  # a default binds the name
    assert sum(begun) == 3
    places = sorted(
        row.due_at
        for name, won in zip(names, begun, strict=True)
        if not won and (row := row_of(store, tenant, name)).due_at is not None
    )
    assert places == [later(60)] * 3 + [later(120)] * 3 + [later(180)] * 3


def test_a_mail_another_run_moved_is_not_put_off(store: Store, tenant: Tenant) -> None:
    owe(store, tenant, "mail_0")
    seen = row_of(store, tenant, "mail_0")
    with store.write(tenant) as uow:
        assert uow.mails.defer(seen, until=later(60))
        assert not uow.mails.defer(seen, until=later(90))
    assert row_of(store, tenant, "mail_0").due_at == later(60)
    with store.write(tenant) as uow:
        assert uow.mails.begin("mail_0", attempts=0, at=AT)
        assert not uow.mails.defer(row_of(store, tenant, "mail_0"), until=later(90))


def test_a_restart_hastens_retries_and_leaves_the_turns_of_the_limit(store: Store, tenant: Tenant) -> None:
    owe(store, tenant, "retry", due_at=later(900), waits_for=Awaited.RETRY, attempts=3)
    owe(store, tenant, "turn", due_at=later(900), waits_for=Awaited.RATE_LIMIT, waits=1)
    owe(store, tenant, "ahead", due_at=later(10**7), waits_for=Awaited.RATE_LIMIT, waits=1)
    store.outbox.make_mails_due_now(AT)
    assert row_of(store, tenant, "retry").due_at == AT
    assert row_of(store, tenant, "ahead").due_at == AT  # set while the clock was ahead
    assert row_of(store, tenant, "turn").due_at == later(900)


@pytest.mark.parametrize("rounds", [5])
def test_nodes_that_start_together_hasten_without_waiting_for_each_other(
    store: Store, tenant: Tenant, rounds: int
) -> None:
    names = [f"mail_{n}" for n in range(300)]
    owe(store, tenant, *names, due_at=later(900))
    for n in range(rounds):
        counts = race([lambda n=n: store.outbox.make_mails_due_now(later(-n))] * 4)  # type: ignore[misc]  # a default binds n
        assert sum(counts) >= len(names)


def test_a_row_under_a_writers_hand_is_not_waited_for(store: Store, tenant: Tenant) -> None:
    if store.database.is_sqlite:
        pytest.skip("one writer at a time")
    owe(store, tenant, "busy", "free", due_at=later(900))
    with store.write(tenant) as uow:
        assert uow.mails.begin("busy", attempts=0, at=AT)
        store.outbox.make_mails_due_now(AT)
    assert row_of(store, tenant, "free").due_at == AT
