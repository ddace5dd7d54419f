"""A mail the world is owed about a package: what is written down before anything is sent."""

from datetime import datetime

from entrygo.documents.mail import message_id, subject, warehouse_subject
from entrygo.lifecycle.states import Audience, MailState
from entrygo.ports.rows import ExportRow, MailRow, PackageRow


def owed_mail(
    export: ExportRow,
    package: PackageRow,
    *,
    identifier: str,
    recipient: str,
    sender: str,
    at: datetime,
    audience: Audience = Audience.BROKER,
    on_uncertain: str = "resend",
    in_reply_to: str | None = None,
) -> MailRow:
    """A mail due at once. Its Message-ID follows from its identifier: every try of it carries the same."""
    is_submission = audience is Audience.BROKER
    return MailRow(
        id=identifier,
        tenant=export.tenant,
        audience=audience.value,
        export_id=export.id,
        package_id=package.id,
        recipient=recipient,
        subject=subject(package.number) if is_submission else warehouse_subject(package.number),
        message_id=message_id(package.id, package.version, identifier, sender),
        in_reply_to=in_reply_to,
        state=MailState.PENDING,
        attempts=0,
        is_resend=False,
        on_uncertain=on_uncertain,
        due_at=at,
        error_message=None,
        sent_at=None,
        created_at=at,
    )
