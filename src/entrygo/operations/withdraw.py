"""Withdraw: the goods of an executed export do not ship; whoever may have its papers is told to file nothing.

What has not left never leaves. The export stays executed, and its orders are open for another one.
"""

from collections.abc import Sequence
from dataclasses import replace

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.exports import WithdrawAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.exports import WithdrawRequest
from entrygo.documents.mail_row import new_mail
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.leaving import Act, Leaving
from entrygo.lifecycle.mail_line import MailLine
from entrygo.lifecycle.rows import ExportRow, MailRow, PackageRow
from entrygo.lifecycle.states import Audience, ExportState, MailState, PackageState
from entrygo.operations.answer import Answer
from entrygo.operations.gate import leaving_again, other_plan, pass_gate, plan_of
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.policy import require_account
from entrygo.store.mail_lines import line_of, supersede_overtaken
from entrygo.store.unit_of_work import UnitOfWork

NOT_EXECUTED = "Only an executed export can be withdrawn; cancel one that was not executed."
WITHDRAWN = (
    "This export was withdrawn: its goods do not ship, and nothing more of it is sent. Its orders are open: plan them "
    "again."
)


def withdraw(
    context: Context, actor: Actor, export_id: str, request: WithdrawRequest, tried: Attempt
) -> Answer:
    """Take back an export: stop what waits, tell whoever may have its papers, open its orders."""
    require_account(actor, request.account_id)
    return once(context, actor, tried, lambda uow: _withdraw(context, uow, actor, export_id, request))


def _withdraw(
    context: Context, uow: UnitOfWork, actor: Actor, export_id: str, request: WithdrawRequest
) -> JsonObject:
    export = _executed(uow, export_id)
    packages = uow.packages.of_export(export_id)
    require_not_withdrawn(uow, export, packages)
    newest = packages[-1]
    _pass_gate(uow, actor, export, newest, request)
    for package in packages:
        uow.packages.move(package.id, PackageState.WITHDRAWN)
    supersede_overtaken(uow, export_id)
    line = line_of(uow, export_id)
    notices = _notices(context, uow, actor, export, line, request=request)
    for notice in notices:
        uow.mails.insert(notice)
    uow.record(
        EventType.PACKAGE_WITHDRAWN,
        export_id,
        packageId=newest.id,
        packageNumber=newest.number,
        reason=request.reason,
        withdrawnBy=actor.principal,
        notified=[notice.recipient for notice in notices],
        versionsSent=[package.number for package in line.versions_left],
        before={"packageState": newest.state.value},
        after={"packageState": PackageState.WITHDRAWN.value},
    )
    released = _release(uow, export_id)
    return shown(
        WithdrawAnswer,
        newest,
        recipient_email=notices[-1].recipient if notices else None,
        reason=request.reason,
        released_order_ids=released,
    )


def _pass_gate(
    uow: UnitOfWork, actor: Actor, export: ExportRow, newest: PackageRow, request: WithdrawRequest
) -> None:
    """The caller's expectations: of the newest plan owed, and of the address that its notice goes to."""
    line = line_of(uow, export.id)
    last = [mail for mail in line.left or line.mails if mail.audience == Audience.BROKER][-1]
    leaving = _leaving(uow, export, line, last, request)
    expected, current = request.expected_plan_hash, plan_of(uow, newest).plan_hash
    if expected not in (None, current):
        raise other_plan(str(expected), current)
    pass_gate(uow, actor, replace(leaving, expected_recipient=request.expected_recipient))


def _leaving(
    uow: UnitOfWork, export: ExportRow, line: MailLine, mail: MailRow, request: WithdrawRequest
) -> Leaving:
    """A notice to the reader of a mail, about to leave. Who named the newest plan means those that left before, too."""
    package = next(package for package in line.packages if package.id == mail.package_id)
    leaving = leaving_again(uow, Act.WITHDRAWAL, export, package, recipient=mail.recipient)
    is_named = request.expected_plan_hash is not None
    return replace(leaving, expected_plan_hash=leaving.plan_hash if is_named else None)


def _notices(
    context: Context,
    uow: UnitOfWork,
    actor: Actor,
    export: ExportRow,
    line: MailLine,
    *,
    request: WithdrawRequest,
) -> list[MailRow]:
    """A notice to each address that may have papers of the export, answering the last mail that it was sent."""
    packages = {package.id: package for package in line.packages}
    last = {mail.recipient.lower(): mail for mail in sorted(line.left, key=_is_known)}
    return [
        new_mail(
            export,
            packages[mail.package_id],
            pass_gate(uow, actor, _leaving(uow, export, line, mail, request)),
            identifier=context.ids.new("notice"),
            sender=context.mail_from,
            audience=Audience.BROKER_NOTICE,
            in_reply_to=mail.message_id,
            at=uow.now,
        )
        for mail in sorted(last.values(), key=lambda mail: mail.position)
    ]


def _is_known(mail: MailRow) -> bool:
    """Whether it is certain that a mail left, so that its reader knows the package's number."""
    return mail.sent_at is not None or mail.state is MailState.SENT


def _release(uow: UnitOfWork, export_id: str) -> list[str]:
    """Open the orders of an export; those that were cancelled meanwhile are cancelled from here on."""
    freed = uow.orders.release(export_id)
    rows = uow.orders.many(freed)
    cancelled = [order_id for order_id in freed if order_id in rows and rows[order_id].is_cancelled]
    released = [order_id for order_id in freed if order_id not in cancelled]
    uow.record(
        EventType.ORDERS_RELEASED,
        export_id,
        orderIds=released,
        cancelledOrderIds=cancelled,
        before={"exportedIn": export_id},
        after={"exportedIn": None},
    )
    return released


def _executed(uow: UnitOfWork, export_id: str) -> ExportRow:
    export = uow.exports.get(export_id, for_update=True)
    if export is None:
        raise not_found("Export batch")
    if export.state is not ExportState.COMPLETED:
        raise Problem("INVALID_EXPORT_STATE", NOT_EXECUTED, details={"currentState": export.state.value})
    return export


def require_not_withdrawn(uow: UnitOfWork, export: ExportRow, packages: Sequence[PackageRow]) -> None:
    """Raise INVALID_EXPORT_STATE where the export was withdrawn."""
    newest = packages[-1]
    if is_withdrawn(uow, newest):
        details = {
            "currentState": export.state.value,
            "packageNumber": newest.number,
            "packageState": PackageState.WITHDRAWN.value,
        }
        raise Problem("INVALID_EXPORT_STATE", WITHDRAWN, details=details)


def is_withdrawn(uow: UnitOfWork, package: PackageRow) -> bool:
    """Whether a package was withdrawn; of one that an earlier release withdrew, only the event says so."""
    return package.state is PackageState.WITHDRAWN or any(
        event.type == EventType.PACKAGE_WITHDRAWN.value and event.payload["packageId"] == package.id
        for event in uow.events.of_export(package.export_id)
    )
