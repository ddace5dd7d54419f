"""The message of a mail, made of what was promised: every try of it has the same bytes."""

from dataclasses import replace

from entrygo.context import Context
from entrygo.contract.actor import Tenant
from entrygo.contract.links import ANSWER_PACKAGE, FETCH_FILES, Claim, sign
from entrygo.contract.times import later
from entrygo.documents.cover_letters import Links
from entrygo.documents.mail import build_broker_mail, build_warehouse_mail, build_withdrawal_mail
from entrygo.documents.package_facts import PackageFacts
from entrygo.effects.package_files import files_of, for_recipient, promise
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import MailRow
from entrygo.lifecycle.states import Audience
from entrygo.store.mail_lines import line_of
from entrygo.store.unit_of_work import UnitOfWork

WITHHELD = "the-brokers-own-link"
LINK_SECONDS = 60 * 86_400.0  # an entry summary is due within days, a question may come weeks later


def message_of(context: Context, tenant: Tenant, mail: MailRow, *, is_shown: bool = False) -> bytes:
    """The bytes that leave, the same at every try.

    In a message that ``is_shown`` to somebody of the account, the links are stand-ins: who holds the broker's own
    links answers as the broker.
    """
    with context.store.read(tenant) as uow:
        promised = promise(uow, mail.export_id, mail.package_id)
        artifacts = list(uow.packages.artifacts(mail.package_id))
        reason = withdrawal_reason(uow, mail)
        versions = line_of(uow, mail.export_id).versions_left
    if mail.audience == Audience.BROKER_NOTICE:
        return build_withdrawal_mail(
            promised.package_facts,
            reason=reason,
            versions=[(package.number, package.version) for package in versions],
            sender=context.mail_from,
            recipient=mail.recipient,
            notice_id=mail.id,
            date=mail.created_at,
            in_reply_to=mail.in_reply_to,
        )
    files = files_of(context, artifacts)
    if mail.audience == Audience.WAREHOUSE:
        return build_warehouse_mail(
            promised.package_facts,
            files,
            sender=context.mail_from,
            recipient=mail.recipient,
            notice_id=mail.id,
            date=mail.created_at,
        )
    return build_broker_mail(
        for_recipient(_as_read(promised.package_facts, mail), mail.recipient),
        files,
        sender=context.mail_from,
        recipient=mail.recipient,
        submission_id=mail.id,
        date=mail.created_at,
        links=_links(context, tenant, mail, is_shown=is_shown),
        in_reply_to=mail.in_reply_to,
    )


def withdrawal_reason(uow: UnitOfWork, mail: MailRow) -> str:
    """Why the export of a notice was withdrawn, as its event says; empty for any other mail."""
    if mail.audience != Audience.BROKER_NOTICE:
        return ""
    withdrawn = [
        e for e in uow.events.of_export(mail.export_id) if e.type == EventType.PACKAGE_WITHDRAWN.value
    ]
    return str(withdrawn[-1].payload["reason"])


def _as_read(package_facts: PackageFacts, mail: MailRow) -> PackageFacts:
    """The package as its reader gets it: no word of a correction to one whom no earlier version reached."""
    return package_facts if mail.in_reply_to else replace(package_facts, supersedes=None, changes=())


def _links(context: Context, tenant: Tenant, mail: MailRow, *, is_shown: bool) -> Links:
    """The broker's links. They follow from the mail's own facts: every try of it carries the same."""
    expires_at = later(mail.created_at, LINK_SECONDS)

    def url(purpose: str) -> str:
        if is_shown:
            return f"{context.public_url.rstrip('/')}/broker/{WITHHELD}"
        claim = Claim(
            purpose=purpose,
            tenant=tenant,
            package_id=mail.package_id,
            submission_id=mail.id,
            expires_at=expires_at,
        )
        return f"{context.public_url.rstrip('/')}/broker/{sign(context.link_key, claim)}"

    return Links(
        answer_url=url(ANSWER_PACKAGE), files_url=f"{url(FETCH_FILES)}/files", valid_until=expires_at.date()
    )
