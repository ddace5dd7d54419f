"""The event stream: one chain a tenant, without gaps, in which nothing can be changed unseen."""

import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import text

from entrygo.contract.actor import Tenant
from entrygo.contract.times import iso
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import EventRow
from entrygo.maintenance.audit import verify_chain
from entrygo.store.events import GENESIS, EventFilter
from entrygo.store.unit_of_work import Store, UnitOfWork
from tests.rooms.store.rows import AT, later, race

Write = Callable[[str], None]


def append(uow: UnitOfWork, n: int = 0, export_id: str | None = "batch_1") -> EventRow:
    """One event."""
    return uow.events.append(
        EventType.EXPORT_PLANNED,
        export_id=export_id,
        payload={"n": n, "text": "é\x00"},
        identifier=f"evt_{uuid.uuid4().hex}",
        at=later(n),
    )


def faults(store: Store, tenant: Tenant) -> list[str]:
    """What the audit finds in this tenant's chain, its name left out."""
    name = f"{tenant.account_id}/{tenant.mode.value}: "
    return [each.removeprefix(name) for each in verify_chain(store)["faults"] if each.startswith(name)]


@pytest.fixture
def chain(store: Store, tenant: Tenant) -> list[EventRow]:
    """Five events."""
    with store.write(tenant) as uow:
        return [append(uow, n, export_id=f"batch_{n % 2}" if n else None) for n in range(5)]


@pytest.fixture
def tamper(store: Store, tenant: Tenant) -> Write:
    """Change the tenant's events behind the store's back: ``tamper("DELETE FROM events WHERE seq = 3")``."""

    def run(statement: str) -> None:
        with store.write(tenant) as uow:
            connection = uow.events.connection
            mine = " AND account_id = :account AND mode = :mode"
            values = {"account": tenant.account_id, "mode": tenant.mode.value}
            done = connection.execute(text((statement + mine).replace('":', '"\\:')), values)
            assert done.rowcount == 1

    return run


def test_events_are_read_as_they_were_appended(store: Store, tenant: Tenant, chain: list[EventRow]) -> None:
    with store.read(tenant) as uow:
        assert list(uow.events.chain()) == chain
        assert list(uow.events.of_export("batch_1")) == [chain[1], chain[3]]
        assert list(uow.events.after(2, 2)) == chain[2:4]
        assert list(uow.events.after(0, 9, EventFilter(kind="export.planned"))) == chain
        assert not uow.events.after(0, 9, EventFilter(kind="export.executed"))
        assert not uow.events.after(5, 9)
    assert [event.seq for event in chain] == [1, 2, 3, 4, 5]
    assert (chain[0].previous_hash, chain[0].name) == (GENESIS, "EXPORT_PLANNED")
    assert [event.previous_hash for event in chain[1:]] == [event.hash for event in chain[:-1]]
    assert not faults(store, tenant)


def test_appenders_that_race_make_one_chain_without_a_gap(store: Store, tenant: Tenant) -> None:
    def work(thread: int) -> int:
        for n in range(6):
            with store.write(tenant) as uow:
                append(uow, n)
                if n % 2:
                    append(uow, thread)
        return thread

    race([lambda n=n: work(n) for n in range(8)])  # type: ignore[misc]  # a default binds n
    with store.read(tenant) as uow:
        assert [event.seq for event in uow.events.chain()] == list(range(1, 8 * 9 + 1))
    assert not faults(store, tenant)


def test_an_event_rolled_back_leaves_no_gap(store: Store, tenant: Tenant, chain: list[EventRow]) -> None:
    with pytest.raises(RuntimeError, match="power cut"), store.write(tenant) as uow:  # noqa: PT012 - the write is the point
        assert append(uow).seq == 6
        raise RuntimeError("power cut")
    with store.write(tenant) as uow:
        last = append(uow)
    assert (last.seq, last.previous_hash) == (6, chain[-1].hash)
    assert not faults(store, tenant)


def test_each_world_of_each_account_has_a_chain_of_its_own(
    store: Store, tenant: Tenant, chain: list[EventRow], neighbours: list[Tenant]
) -> None:
    for neighbour in neighbours:
        with store.write(neighbour) as uow:
            assert append(uow).seq == 1
        assert not faults(store, neighbour)
    assert not faults(store, tenant)


@pytest.mark.parametrize(
    "change",
    [
        "payload = '{\"n\":9}'",
        "type = 'export.executed'",
        "export_id = NULL",
        "id = 'evt_other'",
        f"created_at = '{iso(AT)}'",
    ],
)
def test_an_altered_event_is_named(
    store: Store, tenant: Tenant, chain: list[EventRow], tamper: Write, change: str
) -> None:
    tamper(f"UPDATE events SET {change} WHERE seq = 4")
    named = "evt_other" if "evt_other" in change else chain[3].id
    assert faults(store, tenant) == [f"event 4 ({named}) was altered"]


def test_an_event_deleted_from_the_middle_is_named(
    store: Store, tenant: Tenant, chain: list[EventRow], tamper: Write
) -> None:
    tamper("DELETE FROM events WHERE seq = 3")
    assert faults(store, tenant) == ["events 3 to 3 are missing"]


def test_a_chain_whose_beginning_was_cut_off_is_named(
    store: Store, tenant: Tenant, chain: list[EventRow], tamper: Write
) -> None:
    tamper("DELETE FROM events WHERE seq = 1")
    assert faults(store, tenant) == ["events 1 to 1 are missing"]


def test_an_event_whose_hashes_were_made_anew_does_not_follow(
    store: Store, tenant: Tenant, chain: list[EventRow], neighbours: list[Tenant], tamper: Write
) -> None:
    """A forger without the rest of the chain can seal one event, not its place."""
    with store.write(neighbours[0]) as uow:
        forged = [append(uow, 7, export_id="batch_0") for _ in range(3)][2]
    columns = f"id = '{forged.id}', hash = '{forged.hash}', previous_hash = '{forged.previous_hash}'"
    tamper(f'UPDATE events SET payload = \'{{"n":7,"text":"é\\u0000"}}\', {columns} WHERE seq = 3')
    tamper(f"UPDATE events SET created_at = '{iso(forged.created_at)}' WHERE seq = 3")
    found = faults(store, tenant)
    assert found == [
        f"event 3 ({forged.id}) does not follow the one before it",
        f"event 4 ({chain[3].id}) does not follow the one before it",
    ]


def test_instants_are_stored_as_text_that_sorts_as_time(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        append(uow, 5)
        row = uow.events.connection.execute(
            text("SELECT created_at FROM events WHERE account_id = :a"), {"a": tenant.account_id}
        ).one()
    assert row.created_at == "2026-03-02T09:30:20.250Z"


def test_an_event_of_a_newer_version_is_read_and_keeps_the_chain(store: Store, tenant: Tenant) -> None:
    """While nodes are replaced one after the other, an older one reads what a newer one wrote."""

    class Newer:
        value, public_name = "moon.risen", "MOON_RISEN"

    with store.write(tenant) as uow:
        uow.events.append(Newer(), export_id=None, payload={}, identifier="evt_moon", at=AT)  # type: ignore[arg-type]  # not known yet
    with store.read(tenant) as uow:
        assert [(each.type, each.name) for each in uow.events.chain()] == [("moon.risen", "MOON_RISEN")]
    assert faults(store, tenant) == []


def test_the_name_of_an_event_follows_from_its_type() -> None:
    assert [each.public_name for each in EventType] == [each.upper().replace(".", "_") for each in EventType]
