"""The delivery of one owed mail, one run a try.

A try is numbered. Before the message leaves, the row says ``sending`` with the next number (compare-and-set), so two
tries never overlap, and a run that finds its own ``sending`` mark knows that an earlier life of it was cut off between
the mark and the record: the message may have left. What cannot be known follows the broker's ``onUncertain``: send
once more under the same Message-ID and say so, or hold it for a person.
"""

import logging
import time
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from entrygo.contract.actor import Tenant
from entrygo.contract.canonical import JsonObject
from entrygo.contract.links import ANSWER_PACKAGE, FETCH_FILES, Claim, sign
from entrygo.contract.times import later
from entrygo.documents.covering import Links
from entrygo.documents.mail import build_broker_mail, build_warehouse_mail, build_withdrawal_mail
from entrygo.effects.insist import insist
from entrygo.effects.papers import files_of, for_recipient, promise
from entrygo.effects.tools import Tools, argument, tenant_of
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.states import Audience, MailState, PackageState
from entrygo.ports.mailer import MailFate, MailOutcome
from entrygo.ports.points import Point
from entrygo.ports.rows import MailRow
from entrygo.ports.runner import RunContext
from entrygo.ports.store import UnitOfWork

log = logging.getLogger(__name__)
EFFECT = "deliver"

# Seconds until the next try, by tries made (contract section 10): quick at first, every 30 s for five minutes, then
# slower, for a day in all.
FIRST_WAITS = (4.0, 12.0)
STEADY_WAIT, STEADY_TRIES = 30.0, 12
SLOW_WAITS = (60.0, 120.0, 300.0, 600.0, 1800.0)
LAST_WAIT = 3600.0
LINK_SECONDS = 60 * 86_400.0  # an entry summary is due within days, a question may come weeks later
GIVE_UP_AFTER_SECONDS = 86_400.0
SETTLE_TRIES, SETTLE_PAUSE_SECONDS = 60, 2.0


class AnotherTry(Exception):
    """Another run began this try first; this one leaves the message alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One numbered try of one mail."""

    tools: Tools
    tenant: Tenant
    mail_id: str
    number: int


def start_delivery(tools: Tools, tenant: Tenant, mail_id: str, *, attempts: int) -> None:
    """Start the run of a try; the same try is started once."""
    given = argument(tenant, mail_id=mail_id) | {"number": str(attempts)}
    tools.runner.start(EFFECT, f"deliver:{mail_id}:{attempts}", given)


def delivery(tools: Tools, run: RunContext) -> None:
    """One try: at most one hand-over to the mail server, and its outcome recorded."""
    given = run.argument
    this = Try(
        tools=tools, tenant=tenant_of(given), mail_id=str(given["mail_id"]), number=int(given["number"])
    )
    insist(run, "try", lambda: _try(this))
    tools.reached(Point.DELIVERED)


def _try(this: Try) -> str:
    with this.tools.store.read(this.tenant) as uow:
        mail = uow.mails.get(this.mail_id)
    if mail is None:
        return "absent"
    this.tools.reached(Point.TRYING, mail.audience)
    if mail.state is MailState.SENDING and mail.attempts == this.number + 1:
        outcome = MailOutcome(
            kind=MailFate.UNCERTAIN,
            words="The server stopped between handing over the message and recording the reply.",
        )
        return _record(this, mail, outcome)
    if mail.state is not MailState.PENDING or mail.attempts != this.number:
        return "not this try's turn"
    try:
        return _record(this, mail, _hand_over(this, mail))
    except AnotherTry:
        return "another run's try"


def _hand_over(this: Try, mail: MailRow) -> MailOutcome:
    try:
        message = _message(this, mail)
    except Exception as error:
        log.exception("mail %s could not be made", mail.id)
        return MailOutcome(kind=MailFate.DEFERRED, words=f"The message could not be made: {error}")

    def before_data() -> None:
        with this.tools.store.write(this.tenant) as uow:
            if not uow.mails.begin(mail.id, attempts=this.number):
                raise AnotherTry
            this.tools.reached(Point.MARKING, mail.audience)
        this.tools.reached(Point.MARKED, mail.audience)

    mailer = this.tools.mailer_for(this.tenant, mail.id)
    outcome = mailer.send(
        message, sender=this.tools.mail_from, recipients=[mail.recipient], before_data=before_data
    )
    this.tools.reached(Point.HANDED_OVER, mail.audience)
    return outcome


def _message(this: Try, mail: MailRow) -> bytes:
    with this.tools.store.read(this.tenant) as uow:
        promised = promise(uow, mail.export_id, mail.package_id)
        artifacts = list(uow.packages.artifacts(mail.package_id))
        reason = withdrawal_reason(uow, mail)
    if mail.audience == Audience.BROKER_NOTICE:
        return build_withdrawal_mail(
            promised.dossier,
            reason=reason,
            sender=this.tools.mail_from,
            recipient=mail.recipient,
            notice_id=mail.id,
            date=mail.created_at,
            in_reply_to=mail.in_reply_to,
        )
    files = files_of(this.tools, artifacts)
    if mail.audience == Audience.WAREHOUSE:
        return build_warehouse_mail(
            promised.dossier,
            files,
            sender=this.tools.mail_from,
            recipient=mail.recipient,
            notice_id=mail.id,
            date=mail.created_at,
        )
    return build_broker_mail(
        for_recipient(promised.dossier, mail.recipient),
        files,
        sender=this.tools.mail_from,
        recipient=mail.recipient,
        submission_id=mail.id,
        date=mail.created_at,
        links=_links(this, mail),
        in_reply_to=mail.in_reply_to,
    )


def withdrawal_reason(uow: UnitOfWork, mail: MailRow) -> str:
    """Why the package of a cancel notice was withdrawn, as its event says; empty for any other mail."""
    if mail.audience != Audience.BROKER_NOTICE:
        return ""
    told = [e for e in uow.events.of_export(mail.export_id) if e.type == EventType.PACKAGE_WITHDRAWN.value]
    return str(next(e.payload["reason"] for e in told if e.payload["packageId"] == mail.package_id))


def _links(this: Try, mail: MailRow) -> Links:
    """The broker's links. They follow from the mail's own facts: every try of it carries the same."""
    expires_at = later(mail.created_at, LINK_SECONDS)

    def url(purpose: str) -> str:
        claim = Claim(
            purpose=purpose,
            tenant=this.tenant,
            package_id=mail.package_id,
            submission_id=mail.id,
            expires_at=expires_at,
        )
        return f"{this.tools.public_url.rstrip('/')}/broker/{sign(this.tools.link_key, claim)}"

    return Links(
        answer_url=url(ANSWER_PACKAGE), files_url=f"{url(FETCH_FILES)}/files", valid_until=expires_at.date()
    )


def _record(this: Try, mail: MailRow, outcome: MailOutcome) -> str:
    """Record the outcome; a database that is away is waited for, since an outcome lost is a mail sent twice."""
    for remaining in range(SETTLE_TRIES, 0, -1):
        try:
            with this.tools.store.write(this.tenant) as uow:
                _settle(this, uow, mail, outcome)
                this.tools.reached(Point.SETTLING, mail.audience)
            break
        except Exception:
            if remaining == 1:
                raise
            log.exception("outcome of mail %s not recorded yet", mail.id)
            time.sleep(SETTLE_PAUSE_SECONDS)
    this.tools.reached(Point.SETTLED, mail.audience)
    return outcome.kind.value


def _settle(this: Try, uow: UnitOfWork, mail: MailRow, outcome: MailOutcome) -> None:
    now = this.tools.clock.now()
    settled = after(replace(mail, attempts=this.number + 1), outcome, now)
    uow.mails.settle(settled)
    if settled.state is MailState.SENT:
        _tell_sent(this, uow, mail, now)
        return
    if mail.audience == Audience.WAREHOUSE:
        event = EventType.WAREHOUSE_NOTICE_FAILED
    elif settled.state is MailState.UNCERTAIN:
        event = EventType.BROKER_SUBMISSION_HELD
    else:
        event = EventType.BROKER_SUBMISSION_FAILED
    if outcome.kind is MailFate.UNCONFIGURED and mail.attempts > 0:
        return  # said once; the row goes on saying it
    payload = _payload(mail) | {
        "status": settled.state.value,
        "outcome": outcome.kind.value,
        "error": outcome.words,
        "attempt": this.number + 1,
    }
    _tell(this, uow, event, mail, payload=payload, at=now)


def _tell_sent(this: Try, uow: UnitOfWork, mail: MailRow, now: datetime) -> None:
    if mail.audience == Audience.WAREHOUSE:
        _tell(this, uow, EventType.WAREHOUSE_NOTIFIED, mail, payload=_payload(mail), at=now)
        return
    told = any(
        event.type == EventType.BROKER_NOTIFIED.value and event.payload.get("packageId") == mail.package_id
        for event in uow.events.of_export(mail.export_id)
    )
    if mail.is_resend:
        _tell(this, uow, EventType.BROKER_RESENT, mail, payload=_payload(mail), at=now)
    if mail.audience == Audience.BROKER_NOTICE:
        return  # package.withdrawn was written when it was decided
    uow.packages.move(mail.package_id, PackageState.SENT_TO_BROKER)
    if not told:
        _tell(this, uow, EventType.BROKER_NOTIFIED, mail, payload=_payload(mail), at=now)


def after(mail: MailRow, outcome: MailOutcome, now: datetime) -> MailRow:
    """The row after a try: what is known, and when the next try is due, if any."""
    if outcome.kind is MailFate.SENT:
        return replace(mail, state=MailState.SENT, due_at=None, error_message=None, sent_at=now)
    if outcome.kind is MailFate.REJECTED:
        return replace(mail, state=MailState.FAILED, due_at=None, error_message=outcome.words)
    if outcome.kind is MailFate.UNCERTAIN:
        words = f"Whether the message arrived is not known: {outcome.words}"
        if mail.on_uncertain == "hold":
            return replace(mail, state=MailState.UNCERTAIN, due_at=None, error_message=words)
        return replace(mail, state=MailState.PENDING, due_at=now, is_resend=True, error_message=words)
    waited = (now - mail.created_at).total_seconds()
    if outcome.kind is MailFate.DEFERRED and waited >= GIVE_UP_AFTER_SECONDS:
        words = f"Given up after 24 hours; the last answer was: {outcome.words}"
        return replace(mail, state=MailState.FAILED, due_at=None, error_message=words)
    due = later(now, wait_seconds(mail.attempts))
    return replace(mail, state=MailState.PENDING, due_at=due, error_message=outcome.words)


def wait_seconds(attempts: int) -> float:
    """How long to wait after this many tries."""
    if attempts <= len(FIRST_WAITS):
        return FIRST_WAITS[attempts - 1]
    steady = attempts - len(FIRST_WAITS)
    if steady <= STEADY_TRIES:
        return STEADY_WAIT
    slow = steady - STEADY_TRIES - 1
    return SLOW_WAITS[slow] if slow < len(SLOW_WAITS) else LAST_WAIT


def _payload(mail: MailRow) -> dict[str, Any]:  # Any: JSON
    return {
        "batchId": mail.export_id,
        "packageId": mail.package_id,
        "submissionId": mail.id,
        "recipient": mail.recipient,
        "messageId": mail.message_id,
    }


def _tell(
    this: Try, uow: UnitOfWork, event: EventType, mail: MailRow, *, payload: JsonObject, at: datetime
) -> None:
    identifier = this.tools.ids.new("evt")
    uow.events.append(event, export_id=mail.export_id, payload=payload, identifier=identifier, at=at)
