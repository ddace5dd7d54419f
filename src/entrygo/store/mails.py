"""Mails, their notifications, and test mode's captured mail."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select, update

from entrygo.contract.actor import Tenant
from entrygo.contract.times import iso
from entrygo.lifecycle.rows import CapturedMailRow, InboundRow, MailRow, NotificationRow
from entrygo.lifecycle.states import MAIL_MOVES, Audience, Awaited, MailState
from entrygo.store import tables
from entrygo.store.mail_rate_limit import MailTries
from entrygo.store.outbox import OutboxRows
from entrygo.store.records import SqlRow, columns
from entrygo.store.tenant_rows import Page, TenantRows

CERTAIN = (MailState.SENT, MailState.FAILED)
FIXED = (
    "id",
    "audience",
    "export_id",
    "package_id",
    "message_id",
    "created_at",
    "position",
    "links_ended_at",
)


class MailRows(OutboxRows):
    """A tenant's mails; one with ``due_at`` is to be sent."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.mails)
        self._notifications = TenantRows(connection, tenant, tables.notifications)
        self._captured = TenantRows(connection, tenant, tables.captured_mails)
        self._inbound = TenantRows(connection, tenant, tables.inbound_mails)
        self._tries = MailTries(connection, tenant)

    def get(self, mail_id: str) -> MailRow | None:
        return self.one(MailRow, self.select().where(self.table.c.id == mail_id))

    def of_export(self, export_id: str, audience: str) -> Sequence[MailRow]:
        """An export's mails to one audience, first to last."""
        statement = self.select().where(
            self.table.c.export_id == export_id, self.table.c.audience == audience
        )
        return self.each(MailRow, self.all(statement.order_by(*self._as_owed)))

    def line(self, export_id: str, audiences: Sequence[str]) -> Sequence[MailRow]:
        """An export's mails to these audiences in the order they were owed."""
        mine = self.select().where(
            self.table.c.export_id == export_id, self.table.c.audience.in_([str(each) for each in audiences])
        )
        return self.each(MailRow, self.all(mine.order_by(*self._as_owed)))

    @property
    def _as_owed(self) -> tuple[ColumnElement[Any], ...]:  # Any: columns
        """By the place each was given; clocks of several nodes may differ."""
        return (self.table.c.position, self.table.c.created_at, self.table.c.id)

    def begin_with(self, text: str, limit: int) -> Sequence[MailRow]:
        """Mails to brokers whose id begins so."""
        found = self.each(MailRow, self.beginning(text, limit, self.table.c.id))
        return [mail for mail in found if mail.audience == Audience.BROKER]

    def insert(self, mail: MailRow) -> None:
        """A new mail, at the end of its export's."""
        last = select(func.max(self.table.c.position)).where(
            self.mine, self.table.c.export_id == mail.export_id
        )
        position = int(self.connection.execute(last).scalar() or 0) + 1
        self.insert_rows(columns(replace(mail, position=position)))

    def of_message_ids(self, message_ids: Sequence[str]) -> MailRow | None:
        """The mail of the first of these Message-IDs that is the tenant's."""
        mails = self.each(MailRow, self.by_ids(self.table.c.message_id, message_ids))
        found = {mail.message_id: mail for mail in mails}
        return next((found[each] for each in message_ids if each in found), None)

    def waiting(self, audience: str, states: Sequence[MailState]) -> Sequence[MailRow]:
        """Mails to one audience in these states, oldest first."""
        named = self.table.c.state.in_([state.value for state in states])
        statement = self.select().where(self.table.c.audience == audience, named)
        return self.each(MailRow, self.all(statement.order_by(self.table.c.created_at)))

    def submission_page(self, page: Page, *, filters: Mapping[str, str]) -> Sequence[MailRow]:
        """A page of broker submissions, newest first."""
        filtered = {"status": self.table.c.state, "exportId": self.table.c.export_id}
        chosen = [filtered[name] == value for name, value in filters.items()]
        rows = self.page_rows(page, conditions=[self.table.c.audience == Audience.BROKER.value, *chosen])
        return self.each(MailRow, rows)

    def turn(self, mail: MailRow, *, per_minute: int, at: datetime) -> datetime | None:
        """None where the recipient's limit lets the mail go now; else when its turn comes."""
        return self._tries.turn(mail, per_minute=per_minute, at=at)

    def defer(self, mail: MailRow, *, until: datetime, waits_for: Awaited = Awaited.RATE_LIMIT) -> bool:
        """Let a mail wait for its turn; false when another run moved it meanwhile."""
        mine = self.as_seen(mail.id, attempts=mail.attempts, was=MailState.PENDING)
        waiting = {"due_at": iso(until), "waits": mail.waits + 1, "waits_for": waits_for.value}
        return self.changed(self.update().where(mine, self.table.c.waits == mail.waits).values(**waiting))

    def call_up(self, export_id: str, *, at: datetime) -> None:
        """Make the mails due that wait for an earlier one of their export."""
        waiting = and_(
            self.table.c.export_id == export_id,
            self.table.c.state == MailState.PENDING.value,
            self.table.c.waits_for == Awaited.EARLIER_MAIL.value,
        )
        self.connection.execute(self.update().where(waiting).values(due_at=iso(at)))

    def begin(self, mail_id: str, *, attempts: int, at: datetime) -> bool:
        """Record, before DATA, that a try's fate may become unknown. False when another worker began it first."""
        if not self.claim(mail_id, attempts=attempts, was=MailState.PENDING, waits_for=None):
            return False
        row = self.first(self.select().where(self.table.c.id == mail_id))
        if row is not None:
            self._tries.add(mail_id, number=attempts + 1, recipient=row.recipient, at=at)
        return True

    def last_begun(self, mail_id: str) -> datetime | None:
        """When the mail's last try began."""
        return self._tries.last_begun(mail_id)

    def tries_of(self, mail_id: str) -> Sequence[tuple[int, datetime]]:
        """The mail's tries that were begun, by number, and when."""
        return self._tries.of_mail(mail_id)

    def settle(self, mail: MailRow, *, is_begun: bool) -> bool:
        """Record what became of try ``mail.attempts``, which was begun or ended before; says whether it did.

        False where the row has moved on: another run began that try or settled it, or the recipient answered. What is
        certain, sent or refused, wins over what another run took for unknown, as long as no newer try was begun.
        """
        state, attempts = self.table.c.state, self.table.c.attempts
        if not is_begun:
            mine = and_(state == MailState.PENDING.value, attempts == mail.attempts - 1)
        else:
            mine = and_(state == MailState.SENDING.value, attempts == mail.attempts)
        if is_begun and mail.state in CERTAIN:
            owed = (MailState.PENDING.value, MailState.SUPERSEDED.value)
            resend = and_(state.in_(owed), self.table.c.is_resend == 1)
            unknown = or_(state == MailState.UNCERTAIN.value, resend)
            mine = or_(mine, and_(unknown, attempts == mail.attempts))
        return self.changed(
            self.update().where(self.table.c.id == mail.id, mine).values(**columns(mail, but=FIXED))
        )

    def move(self, mail: MailRow, *, was: MailState) -> bool:
        """Overwrite the row of a mail that is still ``was``, where the lifecycle allows it."""
        if mail.state not in MAIL_MOVES[was]:
            return False
        mine = and_(self.table.c.id == mail.id, self.table.c.state == was.value)
        return self.changed(self.update().where(mine).values(**columns(mail, but=FIXED)))

    def note_inbound(self, inbound: InboundRow) -> bool:
        """Record a mail that came back; false when it was recorded before."""
        return self._inbound.insert_if_absent(columns(inbound))

    def was_replied_to(self, mail_id: str) -> bool:
        """Whether a person's reply to a mail came back."""
        inbound = tables.inbound_mails.c
        found = self._inbound.select().where(inbound.mail_id == mail_id, inbound.kind == "replied")
        return self.first(found) is not None

    def end_links(self, mail_id: str, *, at: datetime) -> None:
        """Note when the links of a mail stopped working."""
        self.connection.execute(
            self.update().where(self.table.c.id == mail_id).values(links_ended_at=iso(at))
        )

    def answered(self, mail_id: str, state: MailState) -> None:
        """The recipient's own answer: it stands whatever a try still under way may find."""
        statement = self.update().where(self.table.c.id == mail_id)
        self.connection.execute(statement.values(state=state.value, due_at=None, waits_for=None))

    def add_notification(self, notification: NotificationRow) -> None:
        """A notification of an export."""
        self._notifications.insert_rows(columns(notification))

    def renew_notification(self, was: str, mail_id: str) -> None:
        """Let the notification that travelled by one mail travel by another."""
        mine = and_(self._notifications.mine, tables.notifications.c.mail_id == was)
        self.connection.execute(update(tables.notifications).where(mine).values(mail_id=mail_id))

    def notifications(self, export_id: str) -> Sequence[NotificationRow]:
        """An export's notifications, first to last."""
        mine = self._notifications.select().where(tables.notifications.c.export_id == export_id)
        return self._with_status(self.all(mine.order_by(tables.notifications.c.id)))

    def notification_page(self, page: Page) -> Sequence[NotificationRow]:
        """A page of notifications, newest first."""
        return self._with_status(self._notifications.page_rows(page))

    def _with_status(self, rows: Sequence[SqlRow]) -> Sequence[NotificationRow]:
        mail_ids = [row.mail_id for row in rows if row.mail_id]
        states = {row.id: row.state for row in self.by_ids(self.table.c.id, mail_ids)}
        notifications = self.each(NotificationRow, rows)
        return [replace(each, status=states.get(each.mail_id, each.status)) for each in notifications]

    def capture(self, mail: CapturedMailRow) -> None:
        """Keep a message of test mode."""
        self._captured.insert_rows(columns(mail))

    def captured_page(self, page: Page) -> Sequence[CapturedMailRow]:
        """A page of captured mail, newest first."""
        return self.each(CapturedMailRow, self._captured.page_rows(page))

    def captured(self, identifier: str) -> CapturedMailRow | None:
        mine = self._captured.select()
        return self.one(CapturedMailRow, mine.where(tables.captured_mails.c.id == identifier))

    def forget_captured(self, before: datetime) -> int:
        """Drop messages of test mode captured before an instant; how many. The mails they are copies of stay."""
        old = tables.captured_mails.c.created_at < iso(before)
        statement = delete(tables.captured_mails).where(self.owned(tables.captured_mails), old)
        return int(self.connection.execute(statement).rowcount)
