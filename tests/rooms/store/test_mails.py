"""Mails: a try begins once, settles once, and the recipient's own answer stands."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from entrygo.contract.actor import Tenant
from entrygo.lifecycle.rows import InboundRow, MailRow
from entrygo.lifecycle.states import Awaited, MailState
from entrygo.store.tenant_rows import Page
from entrygo.store.unit_of_work import Store
from tests.rooms.store.rows import AT, captured, later, mail, notification, race


def stored(store: Store, tenant: Tenant, identifier: str = "mail_1") -> MailRow:
    with store.read(tenant) as uow:
        found = uow.mails.get(identifier)
    assert found is not None
    return found


def test_a_mail_is_read_as_it_was_put(store: Store, tenant: Tenant) -> None:
    full = mail(
        tenant,
        "mail_2",
        in_reply_to="<mail_1@entrygo>",
        is_resend=True,
        due_at=None,
        error_message="550 no",
        sent_at=later(4),
        created_at=later(1),
        waits_for=Awaited.RATE_LIMIT,
        waits=3,
        trying_since=later(2),
    )
    with store.write(tenant) as uow:
        uow.mails.insert(full)
        uow.mails.insert(mail(tenant))
        uow.mails.insert(mail(tenant, "mail_3", audience="warehouse"))
    with store.read(tenant) as uow:
        assert list(uow.mails.of_export("batch_1", "broker")) == [full, replace(mail(tenant), position=2)]
        assert uow.mails.get("mail_9") is None
    assert stored(store, tenant, "mail_2") == full


def test_a_try_begins_only_from_pending_with_the_count_the_worker_saw(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.mails.insert(mail(tenant, attempts=1))
        assert not uow.mails.begin("mail_1", attempts=0, at=AT)
        assert uow.mails.begin("mail_1", attempts=1, at=AT)
        assert not uow.mails.begin("mail_1", attempts=1, at=AT)
        assert not uow.mails.begin("mail_1", attempts=2, at=AT)  # it is being sent
        assert not uow.mails.begin("unknown", attempts=0, at=AT)
    assert stored(store, tenant) == mail(tenant, state=MailState.SENDING, attempts=2)


def test_of_two_workers_that_begin_one_try_exactly_one_does(store: Store, tenant: Tenant) -> None:
    def begin(identifier: str) -> bool:
        with store.write(tenant) as uow:
            assert uow.mails.get(identifier) is not None
            return uow.mails.begin(identifier, attempts=0, at=AT)

    for n in range(10):
        name = f"mail_{n}"
        with store.write(tenant) as uow:
            uow.mails.insert(mail(tenant, name))
        won = race([lambda name=name: begin(name)] * 2)  # type: ignore[misc]  # a default binds the name
        assert sorted(won) == [False, True]
        assert stored(store, tenant, name).attempts == 1


def test_settling_records_the_outcome_and_leaves_what_the_mail_is(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.mails.insert(mail(tenant))
        uow.mails.insert(mail(tenant, "mail_2"))
        settled = mail(
            tenant,
            state=MailState.SENT,
            attempts=1,
            due_at=None,
            sent_at=later(3),
            message_id="<other>",
            package_id="cp_other",
            created_at=later(9),
        )
        assert uow.mails.settle(settled, is_begun=False)
    assert stored(store, tenant) == mail(
        tenant, state=MailState.SENT, attempts=1, due_at=None, sent_at=later(3)
    )
    assert stored(store, tenant, "mail_2") == mail(tenant, "mail_2", position=2)


def begun(store: Store, tenant: Tenant, tries: int = 1) -> None:
    """A mail whose last try was begun, after others that were put off."""
    with store.write(tenant) as uow:
        uow.mails.insert(mail(tenant, attempts=tries - 1))
        assert uow.mails.begin("mail_1", attempts=tries - 1, at=AT)


def settle(store: Store, row: MailRow, *, is_begun: bool = True) -> bool:
    with store.write(row.tenant) as uow:
        return uow.mails.settle(row, is_begun=is_begun)


OUTCOMES = [MailState.SENT, MailState.FAILED, MailState.UNCERTAIN, MailState.PENDING]


@pytest.mark.parametrize("answer", [MailState.ACKNOWLEDGED, MailState.REJECTED])
@pytest.mark.parametrize("found", OUTCOMES)
def test_what_a_late_try_finds_does_not_undo_the_recipients_answer(
    store: Store, tenant: Tenant, answer: MailState, found: MailState
) -> None:
    begun(store, tenant)
    with store.write(tenant) as uow:
        uow.mails.answered("mail_1", answer)
    before = stored(store, tenant)
    assert not settle(store, replace(mail(tenant, state=found, attempts=1), error_message="late"))
    assert stored(store, tenant) == before
    assert (before.state, before.due_at, before.attempts) == (answer, None, 1)
    assert all(owed.tenant != tenant for owed in store.outbox.mails(later(10**6), 1000))


@pytest.mark.parametrize("found", OUTCOMES)
def test_a_try_is_settled_once(store: Store, tenant: Tenant, found: MailState) -> None:
    begun(store, tenant)
    first = mail(tenant, state=found, attempts=1, is_resend=False, error_message="first")
    assert settle(store, first)
    if found is not MailState.UNCERTAIN:
        for late in OUTCOMES:
            assert not settle(store, mail(tenant, state=late, attempts=1, error_message="again"))
        assert stored(store, tenant) == first


@pytest.mark.parametrize("late", OUTCOMES)
def test_a_node_that_comes_back_does_not_undo_a_newer_try(
    store: Store, tenant: Tenant, late: MailState
) -> None:
    """Another node took the first try for unknown and began the next."""
    begun(store, tenant)
    assert settle(store, mail(tenant, state=MailState.PENDING, attempts=1, is_resend=True))
    with store.write(tenant) as uow:
        assert uow.mails.begin("mail_1", attempts=1, at=AT)
    before = stored(store, tenant)
    assert not settle(store, mail(tenant, state=late, attempts=1, error_message="late"))
    assert stored(store, tenant) == before


@pytest.mark.parametrize("taken_for", [MailState.PENDING, MailState.UNCERTAIN])
@pytest.mark.parametrize("certain", [MailState.SENT, MailState.FAILED])
def test_what_is_certain_wins_over_what_another_node_took_for_unknown(
    store: Store, tenant: Tenant, taken_for: MailState, certain: MailState
) -> None:
    begun(store, tenant)
    unknown = mail(tenant, state=taken_for, attempts=1, is_resend=taken_for is MailState.PENDING)
    assert settle(store, unknown)
    assert not settle(store, mail(tenant, state=MailState.PENDING, attempts=1, error_message="deferred"))
    known = mail(tenant, state=certain, attempts=1, due_at=None, error_message="250 or 550")
    assert settle(store, known)
    assert stored(store, tenant) == known
    assert all(owed.tenant != tenant for owed in store.outbox.mails(later(10**6), 1000))


@pytest.mark.parametrize("found", OUTCOMES)
def test_a_try_that_never_began_does_not_settle_another_runs(
    store: Store, tenant: Tenant, found: MailState
) -> None:
    """Two runs of one try: one is refused a connection, the other is handing the message over."""
    begun(store, tenant)
    before = stored(store, tenant)
    assert not settle(store, mail(tenant, state=found, attempts=1, error_message="no"), is_begun=False)
    assert stored(store, tenant) == before


def test_a_mail_moves_only_as_the_lifecycle_allows(store: Store, tenant: Tenant) -> None:
    held = mail(tenant, state=MailState.UNCERTAIN, waits_for=Awaited.DECISION, due_at=None, attempts=1)
    arrived = replace(held, state=MailState.SENT, waits_for=None, sent_at=later(1))
    with store.write(tenant) as uow:
        uow.mails.insert(held)
        assert not uow.mails.move(arrived, was=MailState.PENDING)
        assert not uow.mails.move(replace(held, state=MailState.SENDING), was=MailState.UNCERTAIN)
        assert uow.mails.move(arrived, was=MailState.UNCERTAIN)
        assert not uow.mails.move(arrived, was=MailState.UNCERTAIN)
        assert not uow.mails.move(held, was=MailState.SENT)
    assert stored(store, tenant) == arrived


def test_a_mail_that_came_back_is_recorded_once(store: Store, tenant: Tenant) -> None:
    row = InboundRow(digest="d" * 64, mail_id="mail_1", kind="bounced", received_at=AT)
    with store.write(tenant) as uow:
        assert uow.mails.note_inbound(row)
        assert not uow.mails.note_inbound(row)
    with store.write(tenant) as uow:
        assert not uow.mails.note_inbound(row)
        assert uow.mails.note_inbound(replace(row, digest="e" * 64))


def test_submissions_are_listed_newest_first_by_status_and_export(store: Store, tenant: Tenant) -> None:
    held = mail(tenant, "bes_1", state=MailState.UNCERTAIN, due_at=None)
    other = mail(tenant, "bes_2", export_id="batch_2", created_at=later(1))
    with store.write(tenant) as uow:
        for row in (held, other, mail(tenant, "notice_1", audience="warehouse")):
            uow.mails.insert(row)
    with store.read(tenant) as uow:
        listed = {
            name: [row.id for row in uow.mails.submission_page(Page(limit=9), filters=filters)]
            for name, filters in {
                "all": {},
                "held": {"status": "uncertain"},
                "of": {"exportId": "batch_2"},
                "none": {"status": "uncertain", "exportId": "batch_2"},
            }.items()
        }
    assert listed == {"all": ["bes_2", "bes_1"], "held": ["bes_1"], "of": ["bes_2"], "none": []}


def test_a_notification_that_travels_by_mail_shows_the_mails_state(store: Store, tenant: Tenant) -> None:
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


def test_an_audience_of_an_export_is_notified_once(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.mails.add_notification(notification("note_1"))
    with pytest.raises(IntegrityError), store.write(tenant) as uow:
        uow.mails.add_notification(notification("note_2"))


def test_captured_mail_is_kept_byte_for_byte_newest_first(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.mails.capture(captured())
        uow.mails.capture(captured("cap_2", created_at=later(1)))
    with store.read(tenant) as uow:
        assert uow.mails.captured("cap_1") == captured()
        assert uow.mails.captured("cap_9") is None
        assert [row.id for row in uow.mails.captured_page(Page(limit=1))] == ["cap_2"]
    assert captured().created_at == AT
