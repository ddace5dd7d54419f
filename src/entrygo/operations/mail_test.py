"""A test mail to a broker: that our mail reaches it, before there are papers to send."""

from datetime import timedelta

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.parties import MailTestAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.parties import BrokerRecord
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.parties import MailTestRequest
from entrygo.lifecycle.events import EventType
from entrygo.operations.answer import Answer, answer
from entrygo.operations.gate import pass_test_mail
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.operations.submission_view import plain_words
from entrygo.store.catalogue import PartyRow
from entrygo.store.people_mails import TEST, PersonMailRow, subject_of
from entrygo.store.unit_of_work import UnitOfWork

PAUSE = timedelta(minutes=1)
SHOWN = 10


def send_test_mail(
    context: Context, actor: Actor, broker_id: str, request: MailTestRequest, tried: Attempt
) -> Answer:
    """Owe a mail to the broker's address that says it is a test; one a minute to each broker."""
    require_account(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        broker = _broker(uow, broker_id)
        if not context.sends_mail:
            raise Problem(
                "INVALID_EXPORT_STATE", "There is no mail server (ENTRYGO_SMTP_URL), so that no mail leaves."
            )
        pass_test_mail(uow)
        subject = subject_of(actor.tenant, broker_id)
        newest = uow.people_mails.newest(actor.tenant.account_id, subject, 1)
        if newest and uow.now - newest[0].created_at < PAUSE:
            raise Problem(
                "RATE_LIMITED",
                "A test mail to this broker was sent within the minute: see what becomes of it.",
            )
        mail = PersonMailRow(
            id=uow.ids.new("pm"),
            kind=TEST,
            account_id=actor.tenant.account_id,
            subject_id=subject,
            created_at=uow.now,
            due_at=uow.now,
        )
        uow.people_mails.insert(mail)
        uow.record(
            EventType.BROKER_TEST_MAILED,
            brokerId=broker_id,
            email=broker.stated.email,
            testMailId=mail.id,
            before=None,
            after={"state": mail.state},
        )
        return _view(mail, broker_id)

    return once(context, actor, tried, work)


def list_test_mails(context: Context, actor: Actor, broker_id: str) -> Answer:
    """The newest test mails to a broker, and what became of each."""
    with context.store.read(actor.tenant) as uow:
        _broker(uow, broker_id)
        rows = uow.people_mails.newest(actor.tenant.account_id, subject_of(actor.tenant, broker_id), SHOWN)
    return answer({"data": [_view(row, broker_id) for row in rows]})


def _broker(uow: UnitOfWork, broker_id: str) -> PartyRow[BrokerRecord]:
    broker = uow.brokers.get(broker_id)
    if broker is None:
        raise not_found("Broker")
    return broker


def _view(mail: PersonMailRow, broker_id: str) -> JsonObject:
    return shown(MailTestAnswer, mail, broker_id=broker_id, plain_words=plain_words(mail.error))
