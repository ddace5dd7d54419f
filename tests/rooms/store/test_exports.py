"""Batches, their plans and their packages: states move by compare-and-set, along the lifecycle's table."""

from collections.abc import Callable
from dataclasses import replace
from threading import Event

import pytest
from sqlalchemy.exc import IntegrityError

from entrygo.contract.actor import Tenant
from entrygo.contract.times import iso
from entrygo.lifecycle.states import EXPORT_MOVES, PACKAGE_MOVES, ExportState, PackageState
from entrygo.store.tenant_rows import Page
from entrygo.store.unit_of_work import Store
from tests.rooms.store.rows import (
    AT,
    artifact,
    export,
    later,
    number,
    package,
    plan_row,
    race,
)

BATCHED, EXECUTING, COMPLETED = ExportState.BATCHED, ExportState.EXECUTING, ExportState.COMPLETED


def test_a_batch_and_its_plans_are_read_as_they_were_put(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.exports.insert(export(tenant))
        uow.exports.add_plan("batch_1", plan_row(1))
        uow.exports.add_plan("batch_1", plan_row(2))
    with store.read(tenant) as uow:
        assert uow.exports.get("batch_1") == export(tenant)
        assert uow.exports.get("batch_2") is None
        assert uow.exports.plan("batch_1", 2) == plan_row(2)
        assert uow.exports.plan("batch_1", 3) is None
        assert list(uow.exports.plan_hashes("batch_1")) == [(1, "1" * 64), (2, "2" * 64)]


def test_a_plan_of_a_number_that_is_taken_is_refused(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.exports.add_plan("batch_1", plan_row(1))
    with pytest.raises(IntegrityError), store.write(tenant) as uow:
        uow.exports.add_plan("batch_1", plan_row(1))


def test_replanning_changes_the_plan_and_nothing_of_the_lifecycle(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.exports.insert(export(tenant))
        uow.exports.move("batch_1", was=BATCHED, becomes=EXECUTING, at=later(1), package_id="cp_1")
        uow.exports.note_attempt("batch_1", attempts=3, at=later(1))
        new = export(tenant, score=70, plan_seq=2, readiness="BLOCKED", updated_at=later(2), request={"a": 1})
        uow.exports.replan(new)
        found = uow.exports.get("batch_1")
    assert found == replace(new, state=EXECUTING, package_id="cp_1", attempts=3)


def test_a_state_moves_only_from_where_the_caller_thought_it_was(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.exports.insert(export(tenant))
        uow.exports.insert(export(tenant, "batch_2"))
        assert not uow.exports.move("batch_1", was=EXECUTING, becomes=COMPLETED, at=later(1))
        assert uow.exports.get("batch_1") == export(tenant)
        assert uow.exports.move("batch_1", was=BATCHED, becomes=EXECUTING, at=later(1), package_id="cp_1")
        assert not uow.exports.move("batch_1", was=BATCHED, becomes=EXECUTING, at=later(2), package_id="cp_2")
        assert uow.exports.move("batch_1", was=EXECUTING, becomes=COMPLETED, at=later(3))
        assert not uow.exports.move("unknown", was=BATCHED, becomes=EXECUTING, at=AT)
        found = uow.exports.get("batch_1")
        assert uow.exports.get("batch_2") == export(tenant, "batch_2")
    assert found is not None
    assert (found.state, found.package_id) == (COMPLETED, "cp_1")
    assert (found.executed_at, found.updated_at) == (later(3), later(3))


@pytest.mark.parametrize("was", ExportState)
@pytest.mark.parametrize("becomes", ExportState)
def test_only_moves_of_the_lifecycle_are_made(
    store: Store, tenant: Tenant, was: ExportState, becomes: ExportState
) -> None:
    with store.write(tenant) as uow:
        uow.exports.insert(export(tenant, state=was))
        if becomes in EXPORT_MOVES[was]:
            assert uow.exports.move("batch_1", was=was, becomes=becomes, at=AT)
        else:
            with pytest.raises(ValueError, match="no move"):
                uow.exports.move("batch_1", was=was, becomes=becomes, at=AT)


def test_of_threads_that_move_one_batch_exactly_one_does(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.exports.insert(export(tenant))

    def execute(package_id: str) -> bool:
        with store.write(tenant) as uow:
            seen = uow.exports.get("batch_1")
            assert seen is not None
            return uow.exports.move("batch_1", was=BATCHED, becomes=EXECUTING, at=AT, package_id=package_id)

    won = race([lambda n=n: execute(f"cp_{n}") for n in range(8)])  # type: ignore[misc]  # a default binds n
    assert won.count(True) == 1
    with store.read(tenant) as uow:
        found = uow.exports.get("batch_1")
    assert found is not None
    assert found.package_id == f"cp_{won.index(True)}"


def test_a_batch_held_for_update_waits_for_its_holder(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.exports.insert(export(tenant))
    held = Event()

    def hold() -> int:
        with store.write(tenant) as uow:
            uow.exports.get("batch_1", for_update=True)
            held.set()
            uow.exports.note_attempt("batch_1", attempts=1, at=AT)
        return 0

    def follow() -> int:
        held.wait(60)
        with store.write(tenant) as uow:
            found = uow.exports.get("batch_1", for_update=True)
            return -1 if found is None else found.attempts

    assert race([hold, follow]) == [0, 1]


def test_pages_of_batches_are_filtered_newest_first(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        for n in range(4):
            uow.exports.insert(
                export(
                    tenant,
                    f"batch_{n}",
                    created_at=later(n),
                    warehouse_id=f"wh_{n % 2}",
                    readiness="BLOCKED" if n == 3 else "READY",
                )
            )
        everything = uow.exports.page(Page(limit=9), filters={})
        some = uow.exports.page(Page(limit=9), filters={"warehouseId": "wh_1", "readiness": "READY"})
        rest = uow.exports.page(
            Page(limit=9, after=(iso(later(2)), "batch_2")), filters={"state": "BATCHED", "brokerId": "br_1"}
        )
    assert [row.id for row in everything] == ["batch_3", "batch_2", "batch_1", "batch_0"]
    assert [row.id for row in some] == ["batch_1"]
    assert [row.id for row in rest] == ["batch_1", "batch_0"]


def test_a_package_and_its_files_are_read_as_they_were_put(store: Store, tenant: Tenant) -> None:
    first = package()
    second = package("cp_2", version=2, plan_seq=3, attempts=1, completed_at=later(2))
    with store.write(tenant) as uow:
        uow.packages.insert(second)
        uow.packages.insert(first)
        uow.packages.add_artifacts([artifact("b.pdf", 1), artifact("a.pdf", 2), artifact("z.pdf", 0)])
        uow.packages.add_artifacts([])
    with store.read(tenant) as uow:
        assert list(uow.packages.of_export("batch_1")) == [first, second]
        assert uow.packages.get("cp_2") == second
        assert uow.packages.get("cp_3") is None
        assert [each.filename for each in uow.packages.artifacts("cp_1")] == ["z.pdf", "b.pdf", "a.pdf"]
        assert uow.packages.artifacts("cp_1")[1] == artifact("b.pdf", 1)


def test_a_file_is_written_once(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.packages.add_artifacts([artifact("a.pdf")])
    with pytest.raises(IntegrityError), store.write(tenant) as uow:
        uow.packages.add_artifacts([artifact("b.pdf"), artifact("a.pdf")])
    with store.read(tenant) as uow:
        assert len(uow.packages.artifacts("cp_1")) == 1


def test_a_package_number_is_the_installations_own(
    store: Store, tenant: Tenant, neighbours: list[Tenant]
) -> None:
    mine = package()
    with store.write(tenant) as uow:
        uow.packages.insert(mine)
    for neighbour in neighbours:
        with store.write(neighbour) as uow:
            assert uow.packages.number_is_taken(mine.number)
            assert not uow.packages.number_is_taken(number())
            assert not uow.packages.of_export("batch_1")
        with pytest.raises(IntegrityError), store.write(neighbour) as uow:
            uow.packages.insert(mine)


@pytest.mark.parametrize("was", PackageState)
@pytest.mark.parametrize("becomes", PackageState)
def test_a_package_moves_as_the_lifecycle_allows(
    store: Store, tenant: Tenant, was: PackageState, becomes: PackageState
) -> None:
    allowed = becomes in PACKAGE_MOVES[was]
    with store.write(tenant) as uow:
        uow.packages.insert(package(state=was))
        assert uow.packages.move("cp_1", becomes) is allowed
        found = uow.packages.get("cp_1")
    assert found is not None
    assert found.state is (becomes if allowed else was)


def test_a_package_is_made_once(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.packages.insert(package())
        uow.packages.note_attempt("cp_1", attempts=2)

    def complete(seconds: float) -> bool:
        with store.write(tenant) as uow:
            return uow.packages.complete("cp_1", at=later(seconds))

    contestants: list[Callable[[], bool]] = [lambda: complete(1), lambda: complete(2)]
    won = race(contestants)
    assert sorted(won) == [False, True]
    with store.read(tenant) as uow:
        found = uow.packages.get("cp_1")
    assert found is not None
    assert (found.attempts, found.completed_at) == (2, later(won.index(True) + 1))
