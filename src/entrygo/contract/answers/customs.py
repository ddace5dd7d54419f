"""Customs packages, captured mail, health."""

from typing import Literal

from entrygo.contract.answers.catalogue import HAS_MORE, NEXT_CURSOR
from entrygo.contract.answers.exports import ArtifactAnswer
from entrygo.contract.answers.fields import Answer, Instant, PackageStateName
from entrygo.contract.described import named, required


class PackageAnswer(Answer):
    """A customs package with its files."""

    id: str = required("Id of the package.", "cp_123")
    export_batch_id: str = named(
        "exportBatchId", "The export batch it belongs to.", "batch_123", of="export_id"
    )
    package_number: str = named(
        "packageNumber", "Number on the papers and in the subject.", "cp_ch123456", of="number"
    )
    state: PackageStateName = required("What became of it.")
    version: int = required("1, and one more for each correction.")
    created_at: Instant = named("createdAt", "When it was made.")
    artifacts: list[ArtifactAnswer] = required("Its files; empty while they are being made.")
    package_url: str = named("packageUrl", "Where the whole package is, as one ZIP.")


class CapturedMail(Answer):
    """A mail that test mode kept instead of sending."""

    id: str = required("Id of the captured mail.", "mail_123")
    submission_id: str = required("The submission or notice it is.", "bes_123", of="mail_id")
    sender: str = named("from", "Envelope sender.")
    to: str = required("Envelope recipient.", of="recipient")
    size_bytes: int = required("How many bytes the message has.")
    created_at: Instant = required("When it was captured.")
    raw_path: str = required("Where the message itself is.", "/api/captured-mails/mail_123")


class CapturedMailPage(Answer):
    """A page of captured mails, newest first."""

    data: list[CapturedMail] = required("The mails.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)


class HealthAnswer(Answer):
    """What a client learns of its key and of the server."""

    status: Literal["ok"] = required("The server is well; any other answer is an error.")
    protocol: str = required("The protocol spoken.", "EntryGo Export Protocol v1")
    version: str = required("Version of the server.")
    account_id: str = named("accountId", "The account of the key.", "acc_123")
    mode: Literal["live", "test"] = required("The world the key sees.")
    scopes: list[str] = required("What the key may do, alphabetical.")
    database: Literal["ok"] = required("The database answered.")
    tariff_edition: str = named("tariffEdition", "The tariff edition loaded.", "HTSUS 2026 Revision 12")
    tariff_edition_is_full: bool = named(
        "tariffEditionIsFull", "Whether the edition holds the whole schedule."
    )
    time: Instant = required("The server's clock.")
