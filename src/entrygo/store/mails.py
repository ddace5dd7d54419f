"""Messages owed, their notifications, and test mode's captured mail."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, delete, or_

from entrygo.contract.actor import Tenant
from entrygo.contract.canonical import JsonObject
from entrygo.contract.times import iso
from entrygo.lifecycle.states import MAIL_MOVES, Audience, Awaited, MailState
from entrygo.ports.rows import CapturedMailRow, InboundRow, MailRow, NotificationRow, Page
from entrygo.store import tables
from entrygo.store.codec import instant, text_of
from entrygo.store.scope import SqlRow, TenantRows
from entrygo.store.turns import Turns

CERTAIN = (MailState.SENT, MailState.FAILED)
FIXED = ("id", "audience", "export_id", "package_id", "message_id", "created_at")


class MailRows(TenantRows):
    """Mails are the outbox: a row with ``due_at`` is owed to the world until it is settled."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.mails)
        self._notifications = TenantRows(connection, tenant, tables.notifications)
        self._captured = TenantRows(connection, tenant, tables.captured_mails)
        self._inbound = TenantRows(connection, tenant, tables.inbound_mails)
        self._turns = Turns(connection, tenant)

    def get(self, mail_id: str) -> MailRow | None:
        """One mail."""
        row = self.first(self.select().where(self.table.c.id == mail_id))
        return None if row is None else _mail(row, self.tenant)

    def of_export(self, export_id: str, audience: str) -> Sequence[MailRow]:
        """An export's mails to one audience, first to last."""
        statement = self.select().where(
            self.table.c.export_id == export_id, self.table.c.audience == audience
        )
        ordered = statement.order_by(self.table.c.created_at, self.table.c.id)
        return [_mail(row, self.tenant) for row in self.all(ordered)]

    def insert(self, mail: MailRow) -> None:
        """A mail the world is owed."""
        self.insert_rows(_columns(mail))

    def of_message_ids(self, message_ids: Sequence[str]) -> MailRow | None:
        """The mail of the first of these Message-IDs that is the tenant's."""
        found = {row.message_id: row for row in self.by_ids(self.table.c.message_id, message_ids)}
        row = next((found[each] for each in message_ids if each in found), None)
        return None if row is None else _mail(row, self.tenant)

    def waiting(self, audience: str, states: Sequence[MailState]) -> Sequence[MailRow]:
        """Mails to one audience in these states, oldest first."""
        named = self.table.c.state.in_([state.value for state in states])
        statement = self.select().where(self.table.c.audience == audience, named)
        return [_mail(row, self.tenant) for row in self.all(statement.order_by(self.table.c.created_at))]

    def submission_page(self, page: Page, *, filters: Mapping[str, str]) -> Sequence[MailRow]:
        """A page of broker submissions, newest first."""
        columns = {"status": self.table.c.state, "exportId": self.table.c.export_id}
        chosen = [columns[name] == value for name, value in filters.items()]
        rows = self.page_rows(page, conditions=[self.table.c.audience == Audience.BROKER.value, *chosen])
        return [_mail(row, self.tenant) for row in rows]

    def turn(self, mail: MailRow, *, per_minute: int, at: datetime) -> datetime | None:
        """None where the recipient's limit lets the mail go now; else when its turn comes."""
        return self._turns.turn(mail, per_minute=per_minute, at=at)

    def put_off(self, mail: MailRow, *, until: datetime) -> bool:
        """Let a mail wait for its turn; false when another run moved it meanwhile."""
        statement = self.update().where(
            self.table.c.id == mail.id,
            self.table.c.attempts == mail.attempts,
            self.table.c.waits == mail.waits,
            self.table.c.state == MailState.PENDING.value,
        )
        waiting = {"due_at": iso(until), "waits": mail.waits + 1, "waits_for": Awaited.RATE_LIMIT.value}
        return self.changed(statement.values(**waiting))

    def begin(self, mail_id: str, *, attempts: int, at: datetime) -> bool:
        """Record, before DATA, that a try's fate may become unknown. False when another worker began it first."""
        statement = self.update().where(
            self.table.c.id == mail_id,
            self.table.c.attempts == attempts,
            self.table.c.state == MailState.PENDING.value,
        )
        begun = {"state": MailState.SENDING.value, "attempts": attempts + 1, "waits_for": None}
        if not self.changed(statement.values(**begun)):
            return False
        row = self.first(self.select().where(self.table.c.id == mail_id))
        if row is not None:
            self._turns.note(mail_id, number=attempts + 1, recipient=row.recipient, at=at)
        return True

    def last_begun(self, mail_id: str) -> datetime | None:
        """When the mail's last try began."""
        return self._turns.last_begun(mail_id)

    def settle(self, mail: MailRow, *, is_begun: bool) -> bool:
        """Record what became of try ``mail.attempts``; false where the row has moved on."""
        state, attempts = self.table.c.state, self.table.c.attempts
        if not is_begun:
            mine = and_(state == MailState.PENDING.value, attempts == mail.attempts - 1)
        else:
            mine = and_(state == MailState.SENDING.value, attempts == mail.attempts)
        if is_begun and mail.state in CERTAIN:
            resend = and_(state == MailState.PENDING.value, self.table.c.is_resend == 1)
            unknown = or_(state == MailState.UNCERTAIN.value, resend)
            mine = or_(mine, and_(unknown, attempts == mail.attempts))
        return self.changed(self.update().where(self.table.c.id == mail.id, mine).values(**_changing(mail)))

    def move(self, mail: MailRow, *, was: MailState) -> bool:
        """Overwrite the row of a mail that is still ``was``, where the lifecycle allows it."""
        if mail.state not in MAIL_MOVES[was]:
            return False
        mine = and_(self.table.c.id == mail.id, self.table.c.state == was.value)
        return self.changed(self.update().where(mine).values(**_changing(mail)))

    def note_inbound(self, inbound: InboundRow) -> bool:
        """Record a mail that came back; false when it was recorded before."""
        return self._inbound.insert_if_absent(
            {
                "digest": inbound.digest,
                "mail_id": inbound.mail_id,
                "kind": inbound.kind,
                "received_at": iso(inbound.received_at),
            }
        )

    def answered(self, mail_id: str, state: MailState) -> None:
        """The recipient's own answer: nothing is owed any more."""
        statement = self.update().where(self.table.c.id == mail_id)
        self.connection.execute(statement.values(state=state.value, due_at=None, waits_for=None))

    def add_notification(self, notification: NotificationRow) -> None:
        """A notification of an export."""
        self._notifications.insert_rows(
            {
                "id": notification.id,
                "export_id": notification.export_id,
                "audience": notification.audience,
                "channel": notification.channel,
                "status": notification.status,
                "mail_id": notification.mail_id,
                "created_at": iso(notification.created_at),
            }
        )

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
        return [
            NotificationRow(
                id=row.id,
                export_id=row.export_id,
                audience=row.audience,
                channel=row.channel,
                status=states.get(row.mail_id, row.status),
                mail_id=row.mail_id,
                created_at=instant(row.created_at),
            )
            for row in rows
        ]

    def capture(self, mail: CapturedMailRow) -> None:
        """Keep a message of test mode."""
        self._captured.insert_rows(
            {
                "id": mail.id,
                "mail_id": mail.mail_id,
                "sender": mail.sender,
                "recipient": mail.recipient,
                "message": mail.message,
                "created_at": iso(mail.created_at),
            }
        )

    def captured_page(self, page: Page) -> Sequence[CapturedMailRow]:
        """A page of captured mail, newest first."""
        return [_captured(row) for row in self._captured.page_rows(page)]

    def captured(self, identifier: str) -> CapturedMailRow | None:
        """One captured mail."""
        row = self.first(self._captured.select().where(tables.captured_mails.c.id == identifier))
        return None if row is None else _captured(row)

    def forget_captured(self, before: datetime) -> int:
        """Drop messages of test mode captured before an instant; how many. The mails they are copies of stay."""
        old = tables.captured_mails.c.created_at < iso(before)
        statement = delete(tables.captured_mails).where(self.owned(tables.captured_mails), old)
        return int(self.connection.execute(statement).rowcount)


def _columns(mail: MailRow) -> JsonObject:
    return {
        "id": mail.id,
        "audience": mail.audience,
        "export_id": mail.export_id,
        "package_id": mail.package_id,
        "recipient": mail.recipient,
        "subject": mail.subject,
        "message_id": mail.message_id,
        "in_reply_to": mail.in_reply_to,
        "state": mail.state.value,
        "attempts": mail.attempts,
        "is_resend": int(mail.is_resend),
        "on_uncertain": mail.on_uncertain,
        "due_at": text_of(mail.due_at),
        "error_message": mail.error_message,
        "sent_at": text_of(mail.sent_at),
        "created_at": iso(mail.created_at),
        "waits_for": None if mail.waits_for is None else mail.waits_for.value,
        "waits": mail.waits,
        "trying_since": text_of(mail.trying_since),
    }


def _changing(mail: MailRow) -> JsonObject:
    """The columns that a mail's life changes; what it is stays."""
    return {name: value for name, value in _columns(mail).items() if name not in FIXED}


def _mail(row: SqlRow, tenant: Tenant) -> MailRow:
    return MailRow(
        id=row.id,
        tenant=tenant,
        audience=row.audience,
        export_id=row.export_id,
        package_id=row.package_id,
        recipient=row.recipient,
        subject=row.subject,
        message_id=row.message_id,
        in_reply_to=row.in_reply_to,
        state=MailState(row.state),
        attempts=row.attempts,
        is_resend=bool(row.is_resend),
        on_uncertain=row.on_uncertain,
        due_at=instant(row.due_at),
        error_message=row.error_message,
        sent_at=instant(row.sent_at),
        created_at=instant(row.created_at),
        waits_for=None if row.waits_for is None else Awaited(row.waits_for),
        waits=row.waits,
        trying_since=instant(row.trying_since),
    )


def _captured(row: SqlRow) -> CapturedMailRow:
    return CapturedMailRow(
        id=row.id,
        mail_id=row.mail_id,
        sender=row.sender,
        recipient=row.recipient,
        message=row.message,
        created_at=instant(row.created_at),
    )
