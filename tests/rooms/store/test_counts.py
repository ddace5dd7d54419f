"""What waits, counted over every tenant."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from entrygo.clock import SystemClock, SystemIds
from entrygo.contract.actor import Mode, Tenant
from entrygo.lifecycle.states import ExportState, MailState
from entrygo.store.counts import standing, waiting
from entrygo.store.unit_of_work import Store
from tests.rooms.store import rows
from tests.rooms.store.conftest import account
from tests.serving.databases import migrated_database


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A database of the test's own: what is counted is everybody's."""
    url = migrated_database(request, tmp_path)
    opened = Store(url, SystemClock(), SystemIds())
    yield opened
    opened.close()


def test_an_empty_database_waits_for_nothing(store: Store) -> None:
    with store.database.survey() as connection:
        owed, found = waiting(connection), standing(connection)
    assert {owed.executions.count, owed.corrections.count, owed.mails.count} == {0}
    assert {owed.executions.oldest, owed.corrections.oldest, owed.mails.oldest} == {None}
    assert set(found.mails) == {state.value for state in MailState}
    assert set(found.mails.values()) | set(found.exports.values()) == {0}


def test_what_waits_is_counted_over_all_tenants_with_the_age_of_the_oldest(store: Store) -> None:
    old = datetime(2026, 1, 1, tzinfo=UTC)
    ids = account(store), account(store)
    for tenant, since in zip(
        (Tenant(ids[0], Mode.LIVE), Tenant(ids[1], Mode.TEST)), (old, rows.AT), strict=True
    ):
        with store.write(tenant) as uow:
            uow.exports.insert(rows.export(tenant, state=ExportState.EXECUTING, updated_at=since))
            uow.exports.insert(rows.export(tenant, "batch_2"))
            uow.packages.insert(rows.package())
            uow.packages.insert(rows.package("cp_2", version=2, created_at=since))
            uow.mails.insert(rows.mail(tenant, "mail_1", created_at=since))
            uow.mails.insert(rows.mail(tenant, "mail_2", state=MailState.SENT, due_at=None))
            uow.mails.insert(rows.mail(tenant, "mail_3", state=MailState.UNCERTAIN, due_at=None))
    with store.database.survey() as connection:
        owed, found = waiting(connection), standing(connection)
    for queue in (owed.executions, owed.corrections, owed.mails):
        assert (queue.count, queue.oldest) == (2, old)
    assert found.exports == {"BATCHED": 2, "EXECUTING": 2, "COMPLETED": 0, "CANCELLED": 0}
    assert {state: number for state, number in found.mails.items() if number} == {
        "pending": 2,
        "sent": 2,
        "uncertain": 2,
    }
