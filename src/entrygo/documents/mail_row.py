"""The row of a mail about a package, written before anything is sent."""

from collections.abc import Callable, Mapping
from datetime import datetime

from entrygo.documents.mail import message_id, subject, warehouse_subject, withdrawal_subject
from entrygo.lifecycle.leaving import GatePass
from entrygo.lifecycle.rows import ExportRow, MailRow, PackageRow
from entrygo.lifecycle.states import Audience, MailState

SUBJECTS: Mapping[Audience, Callable[[str], str]] = {
    Audience.BROKER: subject,
    Audience.BROKER_NOTICE: withdrawal_subject,
    Audience.WAREHOUSE: warehouse_subject,
}


def new_mail(
    export: ExportRow,
    package: PackageRow,
    gate_pass: GatePass,
    *,
    identifier: str,
    sender: str,
    at: datetime,
    audience: Audience = Audience.BROKER,
    on_uncertain: str = "resend",
    in_reply_to: str | None = None,
) -> MailRow:
    """A mail due at once, to where the gate let it go. Its Message-ID follows from its identifier: every try of it
    carries the same.
    """
    delivery = gate_pass.delivery
    recipient = delivery.notice if audience is Audience.WAREHOUSE else delivery.recipient
    if recipient is None:
        raise LookupError(f"export {export.id} is let through to no warehouse")
    return MailRow(
        id=identifier,
        tenant=export.tenant,
        audience=audience.value,
        export_id=export.id,
        package_id=package.id,
        recipient=recipient,
        subject=SUBJECTS[audience](package.number),
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
