"""The delivery of one mail, one run a try.

A try is numbered. Before the message leaves, the row says ``sending`` with the next number (compare-and-set), so two
tries never overlap, and a run that finds its own ``sending`` mark knows that an earlier life of it was cut off between
the mark and the record: the message may have left. What cannot be known follows the broker's ``onUncertain``: send
once more under the same Message-ID and say so, or hold it for a person.

The same transaction asks whether it is the mail's turn: mails of an export leave in the order they were owed, and what
was overtaken by newer papers or a withdrawal never leaves (:mod:`entrygo.lifecycle.mail_line`).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from entrygo.context import Context
from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.canonical import JsonObject
from entrygo.contract.email_addresses import email_fault
from entrygo.contract.times import later
from entrygo.documents.mail_row import new_mail
from entrygo.effects.composing import message_of
from entrygo.effects.package_files import Promise
from entrygo.effects.repair_files import mend
from entrygo.effects.retry import recorded, retry_forever
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.mail_line import Turn
from entrygo.lifecycle.retries import MAIL
from entrygo.lifecycle.rows import MailRow
from entrygo.lifecycle.states import Audience, Awaited, MailState, PackageState
from entrygo.ports.crash_points import Point
from entrygo.ports.mailer import MailFate, MailOutcome
from entrygo.ports.runner import RunContext, run_argument, tenant_of
from entrygo.store.kept_bytes import ArtifactDamaged
from entrygo.store.mail_lines import line_of, record_superseded, supersede
from entrygo.store.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)
EFFECT = "deliver"

SETTLE_TRIES, SETTLE_PAUSE_SECONDS = 60, 2.0
LOOK_AGAIN_SECONDS = 2.0  # settling the earlier mail makes it due; this covers a node that died first


class AnotherTry(Exception):
    """Another run began this try first; this one leaves the message alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One numbered try of one mail."""

    context: Context
    tenant: Tenant
    mail_id: str
    number: int
    check_lease: Callable[[], None]


class NotNow(Exception):
    """The mail does not leave in this try: it waits, or is no longer owed; its row says which."""


def start_delivery(
    context: Context, tenant: Tenant, mail_id: str, *, attempts: int, waits: int = 0, is_begun: bool = False
) -> None:
    """Start the run of a try; the same try is started once, and once more after each wait for its turn.

    Without a free slot no try is started: the mail stays due, and the worker's next round starts it. A try that an
    earlier process began talks to no mail server and takes no slot.
    """
    given = run_argument(tenant, mail_id=mail_id, number=str(attempts))
    slot = f"deliver:{mail_id}:{attempts}"
    key = f"{slot}:{waits}" if waits else slot
    if is_begun or tenant.mode is Mode.TEST:  # captured mail talks to no server
        context.runner.start(EFFECT, key, given)
        return
    if not context.tries.take(slot):
        return
    is_ours = False
    try:
        is_ours = context.runner.start(EFFECT, key, given)
    finally:
        if not is_ours:
            context.tries.free(slot)


def delivery(context: Context, run: RunContext) -> None:
    """One try: at most one hand-over to the mail server, and its outcome recorded."""
    given = run.argument
    this = Try(
        context=context,
        tenant=tenant_of(given),
        mail_id=str(given["mail_id"]),
        number=int(given["number"]),
        check_lease=run.check,
    )
    slot = f"deliver:{this.mail_id}:{this.number}"
    if this.tenant.mode is Mode.LIVE:
        context.tries.occupy(slot)
    try:
        retry_forever(run, "try", lambda: _try(this))
    finally:
        context.tries.free(slot)
    context.reached(Point.DELIVERED)


def _try(this: Try) -> str:
    with this.context.store.read(this.tenant) as uow:
        mail = uow.mails.get(this.mail_id)
    if mail is None:
        return "absent"
    this.context.reached(Point.TRYING, mail.audience)
    if mail.state is MailState.SENDING and mail.attempts == this.number + 1:
        outcome = MailOutcome(
            kind=MailFate.UNCERTAIN,
            words="The server stopped between handing over the message and recording the reply.",
        )
        return _record(this, mail, outcome, is_begun=True)
    if mail.state is not MailState.PENDING or mail.attempts != this.number:
        return "not this try's turn"
    try:
        if _stays(this, mail):
            return "stays"
        outcome, is_begun = _hand_over(this, mail)
        return _record(this, mail, outcome, is_begun=is_begun)
    except AnotherTry:
        return "another run's try"
    except NotNow:
        return "stays"


def _stays(this: Try, mail: MailRow) -> bool:
    """Whether the mail waits or is owed no more, asked before a mail server is: most waits end here."""
    with this.context.store.read(this.tenant) as uow:
        is_now = line_of(uow, mail.export_id, mail.audience).turn(mail)[0] is Turn.NOW
        if is_now and _limit(this, uow, mail) is None:
            return False
    with this.context.store.write(this.tenant) as uow:
        return not _may_go(this, uow, mail)


def _may_go(this: Try, uow: UnitOfWork, mail: MailRow) -> bool:
    """Whether the mail may leave now; if not, its row says from here on what it waits for, or that it never leaves."""
    line = line_of(uow, mail.export_id, mail.audience)
    if uow.mails.get(mail.id) != mail:
        raise AnotherTry
    turn, why = line.turn(mail)
    if turn is Turn.OVERTAKEN:
        supersede(uow, mail, why)
        return False
    if turn is Turn.WAITS:
        uow.mails.defer(mail, until=later(uow.now, LOOK_AGAIN_SECONDS), waits_for=Awaited.EARLIER_MAIL)
        return False
    until = _limit(this, uow, mail)
    if until is not None:
        uow.mails.defer(mail, until=until)
    return until is None


def _limit(this: Try, uow: UnitOfWork, mail: MailRow) -> datetime | None:
    """When the recipient's rate limit lets the mail leave; None if it may leave now."""
    if mail.audience == Audience.WAREHOUSE:
        return None
    export = uow.exports.get(mail.export_id)
    broker = uow.brokers.get(export.broker_id) if export is not None else None
    own = None if broker is None else broker.stated.max_mails_per_minute
    per_minute = this.context.mails_per_minute if own is None else own
    if not per_minute:
        return None
    return uow.mails.turn(mail, per_minute=per_minute, at=uow.now)


def _hand_over(this: Try, mail: MailRow) -> tuple[MailOutcome, bool]:
    """What became of the message, and whether the try was begun: whether the message may have left."""
    if fault := email_fault(mail.recipient):  # stored by a version that checked less; retries cannot help
        words = f"{mail.recipient!r} is no e-mail address: {fault}. Correct it, then resubmit."
        return MailOutcome(kind=MailFate.REJECTED, words=words), False
    try:
        message = _message(this, mail)
    except Exception as error:
        log.exception("mail %s could not be made", mail.id)
        words = f"The message could not be made: {error}"
        return MailOutcome(kind=MailFate.DEFERRED, words=words), False
    begun: list[bool] = []

    def before_data() -> None:
        with this.context.store.write(this.tenant) as uow:
            may_go = _may_go(this, uow, mail)
            if may_go and not uow.mails.begin(mail.id, attempts=this.number, at=uow.now):
                raise AnotherTry
            this.context.reached(Point.MARKING, mail.audience)
        if not may_go:
            raise NotNow
        begun.append(True)
        this.context.reached(Point.MARKED, mail.audience)
        this.check_lease()  # a node that froze or was cut off here leaves the rest to the one that took over

    mailer = this.context.mailer_for(this.tenant, mail.id)
    outcome = mailer.send(
        message, sender=this.context.mail_from, recipients=[mail.recipient], before_data=before_data
    )
    this.context.reached(Point.HANDED_OVER, mail.audience)
    return outcome, bool(begun)


def _message(this: Try, mail: MailRow) -> bytes:
    """The message of whole files: damaged ones are made again first, or it does not leave."""
    try:
        return message_of(this.context, this.tenant, mail)
    except ArtifactDamaged:
        mend(this.context, this.tenant, mail.package_id)
        return message_of(this.context, this.tenant, mail)


def _record(this: Try, mail: MailRow, outcome: MailOutcome, *, is_begun: bool) -> str:
    """Record the outcome; a database that is away is waited for, since an outcome lost is a mail sent twice."""

    def write() -> None:
        with this.context.store.write(this.tenant) as uow:
            _settle(this, uow, mail, outcome, is_begun=is_begun)
            this.context.reached(Point.SETTLING, mail.audience)

    recorded(
        write,
        f"mail {mail.id}",
        tries=SETTLE_TRIES,
        pause_seconds=SETTLE_PAUSE_SECONDS,
        outlasts_outages=True,
    )
    this.context.reached(Point.SETTLED, mail.audience)
    return outcome.kind.value


def _settle(this: Try, uow: UnitOfWork, mail: MailRow, outcome: MailOutcome, *, is_begun: bool) -> None:
    settled = after(replace(mail, attempts=this.number + 1), outcome, uow.now)
    why = _owed_no_more(uow, settled)
    if why is not None:
        settled = replace(settled, state=MailState.SUPERSEDED, due_at=None, waits_for=None, error_message=why)
    if not uow.mails.settle(settled, is_begun=is_begun):
        log.warning("try %s of mail %s ended late: %s", this.number + 1, mail.id, outcome.kind.value)
        return  # another run or the broker's answer changed the row already
    uow.mails.call_up(mail.export_id, at=uow.now)
    was = MailState.SENDING if is_begun else mail.state
    if why is not None:
        record_superseded(uow, settled, why, was=was)
        return
    if settled.state is MailState.SENT:
        _record_sent(uow, mail, was=was)
        return
    if mail.audience == Audience.WAREHOUSE:
        event = EventType.WAREHOUSE_NOTICE_FAILED
    elif settled.state is MailState.UNCERTAIN:
        event = EventType.BROKER_SUBMISSION_HELD
    else:
        event = EventType.BROKER_SUBMISSION_FAILED
    if outcome.kind is MailFate.UNCONFIGURED and mail.attempts > 0:
        return  # the event is recorded once; the row keeps the reason
    uow.record(
        event,
        mail.export_id,
        **mail.named(),
        status=settled.state.value,
        outcome=outcome.kind.value,
        error=outcome.words,
        attempt=this.number + 1,
        before={"status": was.value},
        after={"status": settled.state.value},
    )


def _owed_no_more(uow: UnitOfWork, settled: MailRow) -> str | None:
    """Why a mail whose try failed is not tried again: it was overtaken meanwhile."""
    if settled.state is not MailState.PENDING or settled.audience == Audience.BROKER_NOTICE:
        return None
    return line_of(uow, settled.export_id, settled.audience).why_overtaken(settled)


def _record_sent(uow: UnitOfWork, mail: MailRow, *, was: MailState) -> None:
    before: JsonObject = {"status": was.value}
    after: JsonObject = {"status": MailState.SENT.value}
    if mail.audience == Audience.WAREHOUSE:
        uow.record(EventType.WAREHOUSE_NOTIFIED, mail.export_id, **mail.named(), before=before, after=after)
        return
    is_notified = any(
        event.type == EventType.BROKER_NOTIFIED.value and event.payload.get("packageId") == mail.package_id
        for event in uow.events.of_export(mail.export_id)
    )
    if mail.is_resend:
        uow.record(EventType.BROKER_RESENT, mail.export_id, **mail.named(), before=before, after=after)
    if mail.audience == Audience.BROKER_NOTICE:
        return  # package.withdrawn was written when it was decided
    uow.packages.move(mail.package_id, PackageState.SENT_TO_BROKER)
    if not is_notified:
        uow.record(EventType.BROKER_NOTIFIED, mail.export_id, **mail.named(), before=before, after=after)


def after(mail: MailRow, outcome: MailOutcome, now: datetime) -> MailRow:
    """The row after a try: what is known, what is waited for, and when the next try is due, if any."""
    since = mail.trying_since or now
    ended = replace(mail, due_at=None, waits_for=None, error_message=outcome.words, trying_since=since)
    if outcome.kind is MailFate.SENT:
        return replace(ended, state=MailState.SENT, error_message=None, sent_at=now)
    if outcome.kind is MailFate.REJECTED:
        return replace(ended, state=MailState.FAILED)
    if outcome.kind is MailFate.UNCERTAIN:
        return _unknown(ended, outcome, now)
    if outcome.kind is MailFate.DEFERRED and MAIL.is_over(mail.attempts, (now - since).total_seconds()):
        words = f"Given up after 24 hours; the last answer was: {outcome.words}"
        return replace(ended, state=MailState.FAILED, error_message=words)
    awaited = Awaited.MAIL_SERVER if outcome.kind is MailFate.UNCONFIGURED else Awaited.RETRY
    due = later(now, MAIL.wait_seconds(mail.id, mail.attempts))
    return replace(ended, state=MailState.PENDING, due_at=due, waits_for=awaited)


def _unknown(ended: MailRow, outcome: MailOutcome, now: datetime) -> MailRow:
    """The row after a try whose fate cannot be known: sent once more, or held for a person."""
    words = f"Whether the message arrived is not known: {outcome.words}"
    if ended.on_uncertain == "hold":
        return replace(ended, state=MailState.UNCERTAIN, waits_for=Awaited.DECISION, error_message=words)
    return replace(
        ended,
        state=MailState.PENDING,
        due_at=now,
        waits_for=Awaited.RETRY,
        is_resend=True,
        error_message=words,
    )


def owe_notice(context: Context, uow: UnitOfWork, promised: Promise) -> MailRow:
    """The row of a notice to the warehouse: from then on its mail is owed."""
    notice = new_mail(
        promised.export,
        promised.package,
        promised.gate_pass,
        identifier=context.ids.new("notice"),
        sender=context.mail_from,
        audience=Audience.WAREHOUSE,
        at=uow.now,
    )
    uow.mails.insert(notice)
    return notice
