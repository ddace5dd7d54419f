"""Mails: a try begins once, settles once, and the recipient's own answer stands."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from entrygo.contract.actor import Tenant
from entrygo.lifecycle.states import MailState
from entrygo.ports.rows import MailRow, Page
from entrygo.store.unit import SqlStore
from tests.rooms.store.rows import AT, captured, later, mail, notification, race


def stored(store: SqlStore, tenant: Tenant, identifier: str = "mail_1") -> MailRow:
    with store.read(tenant) as uow:
        found = uow.mails.get(identifier)
    assert found is not None
    return found


def test_a_mail_is_read_as_it_was_put(store: SqlStore, tenant: Tenant) -> None:
    full = mail(
        tenant,
        "mail_2",
        in_reply_to="<mail_1@entrygo>",
        is_resend=True,
        due_at=None,
        error_message="550 no",
        sent_at=later(4),
        created_at=later(1),
    )
    with store.write(tenant) as uow:
        uow.mails.insert(full)
        uow.mails.insert(mail(tenant))
        uow.mails.insert(mail(tenant, "mail_3", audience="warehouse"))
    with store.read(tenant) as uow:
        assert list(uow.mails.of_export("batch_1", "broker")) == [mail(tenant), full]
        assert uow.mails.get("mail_9") is None
    assert stored(store, tenant, "mail_2") == full


def test_a_try_begins_only_from_pending_with_the_count_the_worker_saw(
    store: SqlStore, tenant: Tenant
) -> None:
    with store.write(tenant) as uow:
        uow.mails.insert(mail(tenant, attempts=1))
        assert not uow.mails.begin("mail_1", attempts=0)
        assert uow.mails.begin("mail_1", attempts=1)
        assert not uow.mails.begin("mail_1", attempts=1)
        assert not uow.mails.begin("mail_1", attempts=2)  # it is being sent
        assert not uow.mails.begin("unknown", attempts=0)
    assert stored(store, tenant) == mail(tenant, state=MailState.SENDING, attempts=2)


def test_of_two_workers_that_begin_one_try_exactly_one_does(store: SqlStore, tenant: Tenant) -> None:
    def begin(identifier: str) -> bool:
        with store.write(tenant) as uow:
            assert uow.mails.get(identifier) is not None
            return uow.mails.begin(identifier, attempts=0)

    for n in range(10):
        name = f"mail_{n}"
        with store.write(tenant) as uow:
            uow.mails.insert(mail(tenant, name))
        won = race([lambda name=name: begin(name)] * 2)  # type: ignore[misc]  # a default binds the name
        assert sorted(won) == [False, True]
        assert stored(store, tenant, name).attempts == 1


def test_settling_records_the_outcome_and_leaves_what_the_mail_is(store: SqlStore, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.mails.insert(mail(tenant))
        uow.mails.insert(mail(tenant, "mail_2"))
        uow.mails.settle(
            mail(
                tenant,
                state=MailState.SENT,
                attempts=1,
                due_at=None,
                sent_at=later(3),
                message_id="<other>",
                package_id="cp_other",
                created_at=later(9),
            )
        )
    assert stored(store, tenant) == mail(
        tenant, state=MailState.SENT, attempts=1, due_at=None, sent_at=later(3)
    )
    assert stored(store, tenant, "mail_2") == mail(tenant, "mail_2")


@pytest.mark.parametrize("answer", [MailState.ACKNOWLEDGED, MailState.REJECTED])
@pytest.mark.parametrize("found", [MailState.SENT, MailState.UNCERTAIN, MailState.PENDING])
def test_what_a_late_try_finds_does_not_undo_the_recipients_answer(
    store: SqlStore, tenant: Tenant, answer: MailState, found: MailState
) -> None:
    with store.write(tenant) as uow:
        uow.mails.insert(mail(tenant))
        assert uow.mails.begin("mail_1", attempts=0)
        uow.mails.answered("mail_1", answer)
    before = stored(store, tenant)
    with store.write(tenant) as uow:
        uow.mails.settle(replace(mail(tenant, state=found, attempts=1), error_message="late"))
    assert stored(store, tenant) == before
    assert (before.state, before.due_at, before.attempts) == (answer, None, 1)
    assert all(owed.tenant != tenant for owed in store.owed.mails(later(10**6), 1000))


def test_a_notification_that_travels_by_mail_shows_the_mails_state(store: SqlStore, tenant: Tenant) -> None:
    by_mail, recorded = (
        notification("note_1", "broker", mail_id="mail_1"),
        notification("note_2", "warehouse"),
    )
    with store.write(tenant) as uow:
        uow.mails.insert(mail(tenant, state=MailState.UNCERTAIN))
        uow.mails.add_notification(recorded)
        uow.mails.add_notification(by_mail)
    with store.read(tenant) as uow:
        assert list(uow.mails.notifications("batch_1")) == [replace(by_mail, status="uncertain"), recorded]
        assert [row.id for row in uow.mails.notification_page(Page(limit=9))] == ["note_2", "note_1"]
        assert not uow.mails.notifications("batch_2")


def test_an_audience_of_an_export_is_notified_once(store: SqlStore, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.mails.add_notification(notification("note_1"))
    with pytest.raises(IntegrityError), store.write(tenant) as uow:
        uow.mails.add_notification(notification("note_2"))


def test_captured_mail_is_kept_byte_for_byte_newest_first(store: SqlStore, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.mails.capture(captured())
        uow.mails.capture(captured("cap_2", created_at=later(1)))
    with store.read(tenant) as uow:
        assert uow.mails.captured("cap_1") == captured()
        assert uow.mails.captured("cap_9") is None
        assert [row.id for row in uow.mails.captured_page(Page(limit=1))] == ["cap_2"]
    assert captured().created_at == AT
