"""The sending of mails to people: each leaves once.

Each try makes its link, so that none is kept. A try that was cut off before its message left is made again after a
while; one that was cut off later is uncertain, and somebody decides to ask for another mail.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from entrygo.context import Context
from entrygo.contract.actor import SYSTEM, Mode, Tenant
from entrygo.contract.canonical import sha256_hex
from entrygo.contract.parties import BrokerRecord
from entrygo.documents.mail import SUBJECT, message_id
from entrygo.documents.people_mail import (
    PersonLetter,
    TrialLetter,
    invitation_mail,
    reset_mail,
    trial_mail,
)
from entrygo.effects.retry import retry_forever
from entrygo.ports.mailer import MailFate, MailOutcome
from entrygo.ports.runner import RunContext, run_argument, tenant_of
from entrygo.store.people_mails import TEST, PersonMailRow, broker_of
from entrygo.store.sessions import ResetRow
from entrygo.store.unit_of_work import PeopleWork

EFFECT = "people_mail"
CUT_OFF = timedelta(minutes=5)
PAUSES = (timedelta(seconds=20), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1))
RESET_LASTS = timedelta(hours=2)
BATCH = 20
NOBODY_KNOWS = "It was cut off while the mail server took it: nobody knows whether it arrived."


class NotThisTry(Exception):
    """Another try took the mail over; this one's message stays here."""


def start_people_mails(context: Context) -> None:
    """Start a try of each mail that is due; the same try is started once. What was cut off on its way is uncertain."""
    with context.store.read_people() as work:
        due = work.people_mails.due(work.now, BATCH)
    for mail in due:
        if mail.state == "sending":
            with context.store.write_people((), by=SYSTEM) as work:
                work.people_mails.settle(replace(mail, state="uncertain", due_at=None, error=NOBODY_KNOWS))
            continue
        tenant = Tenant(mail.account_id, Mode.LIVE)
        given = run_argument(tenant, mail_id=mail.id, number=str(mail.attempts))
        context.runner.start(EFFECT, f"{EFFECT}:{mail.id}:{mail.attempts}", given)


def people_mail(context: Context, run: RunContext) -> None:
    """One try."""
    account_id = tenant_of(run.argument).account_id
    mail_id, number = str(run.argument["mail_id"]), int(run.argument["number"])
    retry_forever(run, "try", lambda: _try(context, account_id, mail_id, number))


def _try(context: Context, account_id: str, mail_id: str, number: int) -> str:
    token = context.ids.secret()
    account = context.store.registry.account(account_id)
    broker = _broker(context, mail_id)
    with context.store.write_people((), by=SYSTEM) as work:
        if not work.people_mails.begin(mail_id, attempts=number, again_at=work.now + CUT_OFF):
            return "not this try's turn"
        mail = work.people_mails.get(mail_id)
        written = (
            None
            if mail is None
            else _trial(context, mail, broker, account=account.name if account else "", at=work.now)
            if mail.kind == TEST
            else _written(context, work, mail, token, account=account.name if account else "")
        )
        if mail is not None and written is None:
            work.people_mails.settle(
                replace(mail, state="failed", due_at=None, error="It is not owed any more.")
            )
    if mail is None or written is None:
        return "not owed"
    recipient, message = written
    tenant = broker_of(mail)[0] if mail.kind == TEST else Tenant(mail.account_id, Mode.LIVE)
    mailer = context.mailer_for(tenant, mail.id)

    def before_data() -> None:
        with context.store.write_people((), by=SYSTEM) as work:
            until = work.now + CUT_OFF
            if not work.people_mails.may_leave(mail_id, attempts=mail.attempts, until=until):
                raise NotThisTry

    try:
        outcome = mailer.send(
            message, sender=context.mail_from, recipients=[recipient], before_data=before_data
        )
    except NotThisTry:
        return "not this try's turn"
    with context.store.write_people((), by=SYSTEM) as work:
        work.people_mails.settle(_after(work, mail, outcome))
    return outcome.kind.value


def _after(work: PeopleWork, mail: PersonMailRow, outcome: MailOutcome) -> PersonMailRow:
    if outcome.kind is MailFate.SENT:
        return replace(mail, state="sent", due_at=None, error=None)
    if outcome.kind is MailFate.UNCERTAIN:
        return replace(mail, state="uncertain", due_at=None, error=outcome.words)
    is_over = outcome.kind in (MailFate.REJECTED, MailFate.UNCONFIGURED) or mail.attempts > len(PAUSES)
    if is_over:
        return replace(mail, state="failed", due_at=None, error=outcome.words)
    return replace(mail, due_at=work.now + PAUSES[mail.attempts - 1], error=outcome.words)


def _written(
    context: Context, work: PeopleWork, mail: PersonMailRow, token: str, *, account: str
) -> tuple[str, bytes] | None:
    """To whom, and the message with its new link; none where nobody is to have one any more."""
    if mail.kind == "invitation":
        return _invitation(context, work, mail, token, account=account)
    person = work.people.get(mail.subject_id)
    if person is None or person.disabled_at is not None:
        return None
    until = work.now + RESET_LASTS
    digest = sha256_hex(token.encode())
    work.resets.insert(
        ResetRow(digest=digest, person_id=person.id, created_at=work.now, expires_at=until, asked_by="person")
    )
    letter = PersonLetter(
        sender=context.mail_from,
        recipient=person.email,
        link=f"{context.public_url}/console/reset/{token}",
        until=until,
        date=work.now,
        message_id=message_id(mail.kind, mail.attempts, mail.id, context.mail_from),
    )
    return person.email, reset_mail(letter, name=person.name)


def _broker(context: Context, mail_id: str) -> BrokerRecord | None:
    """The broker of a test mail as it is kept now; none for another mail, and where there is none any more."""
    with context.store.read_people() as work:
        mail = work.people_mails.get(mail_id)
    if mail is None or mail.kind != TEST:
        return None
    tenant, broker_id = broker_of(mail)
    with context.store.read(tenant) as uow:
        row = uow.brokers.get(broker_id)
    return None if row is None else row.stated


def _trial(
    context: Context, mail: PersonMailRow, broker: BrokerRecord | None, *, account: str, at: datetime
) -> tuple[str, bytes] | None:
    if broker is None or broker.email is None:
        return None
    letter = TrialLetter(
        sender=context.mail_from,
        recipient=broker.email,
        broker=broker.name or "broker",
        account=account,
        subject_begins=SUBJECT,
        date=at,
        message_id=message_id(mail.kind, mail.attempts, mail.id, context.mail_from),
    )
    return broker.email, trial_mail(letter)


def _invitation(
    context: Context, work: PeopleWork, mail: PersonMailRow, token: str, *, account: str
) -> tuple[str, bytes] | None:
    invitation = work.invitations.get(mail.account_id, mail.subject_id)
    is_open = invitation is not None and invitation.accepted_at is None and invitation.revoked_at is None
    if invitation is None or not is_open or invitation.expires_at <= work.now:
        return None
    work.invitations.set_mailed(invitation.id, sha256_hex(token.encode()))
    letter = PersonLetter(
        sender=context.mail_from,
        recipient=invitation.email,
        link=f"{context.public_url}/console/invite/{token}",
        until=invitation.expires_at,
        date=work.now,
        message_id=message_id(mail.kind, mail.attempts, mail.id, context.mail_from),
    )
    roles = ", ".join(invitation.roles)
    return invitation.email, invitation_mail(letter, account=account, roles=roles)
