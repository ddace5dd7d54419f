"""What a restore left to a person: what may have left between the backup and it."""

from typing import Literal

from entrygo.contract.answers.exports import BrokerSubmission, ExportSummary
from entrygo.contract.answers.fields import Answer, Instant
from entrygo.contract.described import named, required


class RestoreAnswer(Answer):
    """A restore that nobody has decided about, and what it holds; of none, nulls and empty lists."""

    is_undecided: bool = named("isUndecided", "Whether a person has still to decide.", True)  # noqa: FBT003
    restored_at: Instant | None = named("restoredAt", "When the backup was put in place.")
    backup_at: Instant | None = named("backupAt", "When it was made.")
    submissions: list[BrokerSubmission] = required(
        "Mails to brokers that are held: they may have left since the backup was made. Of up to 1,000."
    )
    exports: list[ExportSummary] = required(
        "Batches that were planned or begun in the backup: they may have been executed since. Of up to 1,000."
    )


class RestoreDecided(Answer):
    """What a person decided about a restore."""

    decision: Literal["resend", "arrived", "withdraw"] = required("What was decided of the held submissions.")
    restored_at: Instant | None = named("restoredAt", "Which restore; null where none was undecided.")
    submissions: list[BrokerSubmission] = required("Those that were held, as they now are.")
