"""Accounts, keys and secrets; and what the world is owed, over all tenants."""

import uuid
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from entrygo.contract.actor import Mode, Tenant
from entrygo.lifecycle.states import ExportState, MailState
from entrygo.store.outbox import DueExport, DueMail, DuePackage
from entrygo.store.registry import AccountRow, KeyRow
from entrygo.store.unit_of_work import Store
from tests.rooms.store.rows import AT, broker, export, later, mail, package, race

MANY = 10_000


def key(tenant: Tenant) -> KeyRow:
    """A key."""
    return KeyRow(
        id=f"key_{uuid.uuid4().hex}",
        tenant=tenant,
        scopes=frozenset({"read", "execute"}),
        policy={"maxValueUsd": 100, "countries": ["US"]},
        expires_at=later(60),
        revoked_at=None,
        created_at=AT,
    )


def test_an_account_is_read_as_it_was_added(store: Store) -> None:
    row = AccountRow(id=f"acc_{uuid.uuid4().hex}", name="Ahorn Güter", created_at=AT)
    store.registry.add_account(row)
    found = store.registry.account(row.id)
    assert found is not None
    assert replace(found, handle="") == row
    assert found.handle.startswith("ahorn-guter")
    assert store.registry.account("acc_unknown") is None
    assert [each for each in store.registry.tenants() if each.account_id == row.id] == [
        Tenant(row.id, Mode.LIVE),
        Tenant(row.id, Mode.TEST),
    ]


def test_a_key_is_found_by_the_digest_of_its_secret(store: Store, tenant: Tenant) -> None:
    row, digest = key(tenant), uuid.uuid4().hex * 2
    store.registry.add_key(row, digest, at=AT)
    assert store.registry.key_by_digest(digest) == replace(row, created_at=AT)
    assert store.registry.key_by_digest("0" * 64) is None
    with pytest.raises(IntegrityError):
        store.registry.add_key(key(tenant), digest, at=AT)


def test_a_key_or_row_of_no_account_is_refused(store: Store) -> None:
    nobody = Tenant("acc_nobody", Mode.LIVE)
    with pytest.raises(IntegrityError):
        store.registry.add_key(key(nobody), uuid.uuid4().hex * 2, at=AT)
    with pytest.raises(IntegrityError), store.write(nobody) as uow:
        uow.brokers.put("br_1", broker(), at=AT)


def test_nodes_that_ask_for_a_secret_at_once_get_one(store: Store) -> None:
    name = uuid.uuid4().hex
    got = race([lambda n=n: store.installation.secret(name, f"s{n}") for n in range(6)])  # type: ignore[misc]  # a default binds n
    assert len(set(got)) == 1
    assert store.installation.secret(name, "later") == got[0]


def test_owed_executions_of_all_tenants_come_oldest_first(
    store: Store, tenant: Tenant, neighbours: list[Tenant]
) -> None:
    everyone = [tenant, *neighbours]
    for n, each in enumerate(everyone):
        with store.write(each) as uow:
            uow.exports.insert(export(each, state=ExportState.EXECUTING, updated_at=later(-n), attempts=n))
            uow.exports.insert(export(each, "batch_2"))
            uow.exports.insert(export(each, "batch_3", state=ExportState.COMPLETED))
    owed = [each for each in store.outbox.exports(MANY) if each.tenant in everyone]
    assert owed == [DueExport(everyone[n], "batch_1", n, later(-n)) for n in (3, 2, 1, 0)]
    assert len(store.outbox.exports(1)) == 1


def test_owed_packages_are_corrected_ones_that_are_not_made(
    store: Store, tenant: Tenant, neighbours: list[Tenant]
) -> None:
    everyone = [tenant, *neighbours]
    for n, each in enumerate(everyone):
        with store.write(each) as uow:
            uow.packages.insert(package(version=1))  # made by its export's execution
            uow.packages.insert(package("cp_2", version=2, completed_at=AT))
            uow.packages.insert(package("cp_3", version=3, attempts=n, created_at=later(-n)))
    owed = [each for each in store.outbox.packages(MANY) if each.tenant in everyone]
    assert owed == [DuePackage(everyone[n], "cp_3", n, later(-n)) for n in (3, 2, 1, 0)]


def test_owed_mails_are_those_whose_time_has_come(
    store: Store, tenant: Tenant, neighbours: list[Tenant]
) -> None:
    everyone = [tenant, *neighbours]
    for n, each in enumerate(everyone):
        with store.write(each) as uow:
            uow.mails.insert(mail(each, "due", due_at=later(-n), attempts=n))
            uow.mails.insert(mail(each, "waits", due_at=later(100)))
            uow.mails.insert(mail(each, "held", due_at=None))
            uow.mails.insert(mail(each, "begun", state=MailState.SENDING, attempts=1))
            uow.mails.insert(mail(each, "failed", state=MailState.FAILED))
    due = [each for each in store.outbox.mails(AT, MANY) if each.tenant in everyone]
    assert due == [DueMail(everyone[n], "due", n, False) for n in (3, 2, 1, 0)]
    begun = [each for each in store.outbox.begun_mails(MANY) if each.tenant in everyone]
    assert sorted(each.tenant.account_id for each in begun) == sorted(e.account_id for e in everyone)
    assert {(each.mail_id, each.attempts, each.is_begun) for each in begun} == {("begun", 1, True)}

    assert store.outbox.make_mails_due_now(later(1)) >= len(everyone)
    hastened = [each for each in store.outbox.mails(later(1), MANY) if each.tenant in everyone]
    assert sorted({each.mail_id for each in hastened}) == ["due", "waits"]
    for each in everyone:
        with store.read(each) as uow:
            held, begun_mail = uow.mails.get("held"), uow.mails.get("begun")
        assert held is not None
        assert held.due_at is None
        assert begun_mail is not None
        assert begun_mail.due_at == AT


def test_one_process_at_a_time_holds_what_one_may_hold(store: Store) -> None:
    def hold(holder: str, *, now: float, until: float) -> bool:
        name = "tested_reader"
        return store.installation.hold(name, holder, now=later(now), until=later(until))

    assert hold("inbox_1", now=0, until=60)
    assert not hold("inbox_2", now=59, until=200)
    assert not hold("box_1", now=59, until=200)  # the end of a holder's name is another holder
    assert hold("inbox_1", now=59, until=100)
    assert not hold("inbox_2", now=99, until=200)
    assert hold("inbox_2", now=101, until=200)
    assert not hold("inbox_1", now=102, until=300)
    assert hold("inbox_2", now=103, until=103)  # lets go
    assert hold("inbox_1", now=104, until=300)


def test_of_many_that_want_to_hold_at_once_one_does(store: Store) -> None:
    def hold(holder: str, turn: int) -> bool:
        return store.installation.hold("raced", holder, now=later(turn * 10), until=later(turn * 10 + 5))

    for turn in range(10):
        won = race([lambda n=n, turn=turn: hold(f"inbox_{n}", turn) for n in range(4)])  # type: ignore[misc]  # defaults bind
        assert sum(won) == 1


def test_the_owner_of_a_mail_is_found_by_its_message_id(
    store: Store, tenant: Tenant, neighbours: list[Tenant]
) -> None:
    for n, each in enumerate([tenant, *neighbours]):
        with store.write(each) as uow:
            uow.mails.insert(mail(each, message_id=f"<{tenant.account_id}.{n}@entrygo>"))
    ids = [f"<{tenant.account_id}.{n}@entrygo>" for n in range(4)]
    assert store.outbox.tenant_of_mail(["<other@x>", ids[2], ids[0]]) == neighbours[1]
    assert store.outbox.tenant_of_mail(["<other@x>"]) is None
    with store.read(tenant) as uow:
        found = uow.mails.of_message_ids(ids[1:])
        assert found is None
        mine = uow.mails.of_message_ids([ids[2], ids[0]])
        assert mine is not None
        assert mine.tenant == tenant
