"""Idempotency records: a key is taken once, and the first answer stands."""

from datetime import datetime

import pytest

from entrygo.contract.actor import Tenant
from entrygo.store.replays import ReplayRow
from entrygo.store.unit_of_work import Store, UnitOfWork
from tests.rooms.store.rows import AT, later, race


def begin(
    uow: UnitOfWork,
    key: str = "k",
    *,
    operation: str = "execute",
    subject: str | None = "batch_1",
    expires_at: datetime | None = None,
) -> bool:
    """Take a key."""
    return uow.replays.begin(
        operation, key, fingerprint="f" * 64, subject_id=subject, at=AT, expires_at=expires_at
    )


def test_a_key_is_taken_once_within_its_operation(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        assert begin(uow)
        assert not begin(uow, subject="batch_2")
        assert begin(uow, operation="plan")
        assert uow.replays.get("execute", "k") == ReplayRow(
            fingerprint="f" * 64, subject_id="batch_1", status=None, body=None, created_at=AT
        )
        assert uow.replays.get("execute", "other") is None


def test_of_threads_that_take_one_key_exactly_one_gets_it(store: Store, tenant: Tenant) -> None:
    def take(subject: str) -> bool:
        with store.write(tenant) as uow:
            return begin(uow, subject=subject)

    won = race([lambda n=n: take(f"batch_{n}") for n in range(8)])  # type: ignore[misc]  # a default binds n
    assert won.count(True) == 1
    with store.read(tenant) as uow:
        record = uow.replays.get("execute", "k")
    assert record is not None
    assert record.subject_id == f"batch_{won.index(True)}"


def test_a_key_of_work_that_was_rolled_back_is_free(store: Store, tenant: Tenant) -> None:
    with pytest.raises(RuntimeError, match="power cut"), store.write(tenant) as uow:  # noqa: PT012 - the write is the point
        assert begin(uow)
        raise RuntimeError("power cut")
    with store.write(tenant) as uow:
        assert begin(uow)


def test_the_first_answer_stands(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        begin(uow)
        uow.replays.finish("execute", "k", status=200, body=b'{"a": 1}\x00\xff')
        uow.replays.finish("execute", "k", status=409, body=b"second")
        uow.replays.finish("execute", "never begun", status=200, body=b"")
    with store.read(tenant) as uow:
        record = uow.replays.get("execute", "k")
        assert uow.replays.get("execute", "never begun") is None
    assert record is not None
    assert (record.status, record.body) == (200, b'{"a": 1}\x00\xff')


def test_of_threads_that_finish_one_key_one_answer_stands_for_all(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        begin(uow)

    def finish(n: int) -> bytes | None:
        with store.write(tenant) as uow:
            uow.replays.finish("execute", "k", status=200, body=b"%d" % n)
        with store.read(tenant) as uow:
            record = uow.replays.get("execute", "k")
            return None if record is None else record.body

    answers = race([lambda n=n: finish(n) for n in range(6)])  # type: ignore[misc]  # as above
    assert len(set(answers)) == 1
    assert answers[0] is not None


def test_only_this_tenants_expired_records_are_purged(
    store: Store, tenant: Tenant, neighbours: list[Tenant]
) -> None:
    for each in (tenant, *neighbours):
        with store.write(each) as uow:
            begin(uow, "gone", expires_at=later(1))
            begin(uow, "still", expires_at=later(3))
            begin(uow, "forever")
    with store.write(tenant) as uow:
        assert uow.replays.purge(later(2)) == 1
        assert [uow.replays.get("execute", key) is None for key in ("gone", "still", "forever")] == [
            True,
            False,
            False,
        ]
    for each in neighbours:
        with store.read(each) as uow:
            assert uow.replays.get("execute", "gone") is not None
