"""The board of exports and what stands on it, counted."""

from typing import Literal

from entrygo.contract.answers.catalogue import HAS_MORE, NEXT_CURSOR
from entrygo.contract.answers.exports import ExportSummary
from entrygo.contract.answers.fields import (
    Answer,
    Day,
    ExportStateName,
    Instant,
    ReadinessName,
    SubmissionStatus,
    Usd,
)
from entrygo.contract.described import named, required

UNTIL_READ = "null until an older version's plan was read again."


class BoardExport(ExportSummary):
    """What a list shows of an export, with the figures of its current plan and the names of who is concerned."""

    warehouse_name: str | None = required("Name of the warehouse; null where it has none.", "Mississauga")
    broker_name: str | None = required("Name of the broker; null where it has none.", "Border Brokers")
    broker_email: str | None = required(
        "Where execute would send it now: pass it as `expectedRecipient`.", "broker@example.com"
    )
    order_count: int | None = required(f"Orders its plan includes; {UNTIL_READ}", 20)
    line_count: int | None = required(f"Lines of those orders; {UNTIL_READ}", 60)
    value_usd: Usd | None = required("Value in US dollars; null where it is not known.", 1840)
    duty_usd: Usd | None = required("Duty in US dollars; null where it is not known.", 96)
    savings_usd: Usd | None = required(
        "What its entries save against one entry an order; null where that is not known.", 410
    )
    errors: int | None = required(f"Findings that block; {UNTIL_READ}", 0)
    warnings: int | None = required(f"Findings that ask for a review; {UNTIL_READ}", 1)
    submission_status: SubmissionStatus | None = required(
        "State of the newest mail to the broker; null before there is one."
    )


class BoardPage(Answer):
    """A page of the board, in the order asked for."""

    data: list[BoardExport] = required("The exports. May be fewer than asked for though more follow.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)


class ExportCount(Answer):
    """Exports of one state and readiness."""

    state: ExportStateName = required("Their state.")
    readiness_state: ReadinessName = named("readinessState", "Readiness of their current plans.")
    count: int = required("How many, 10,000 at most.", 12)
    has_more: bool = required("Whether there are more than that.")


class MailCount(Answer):
    """Mails to one audience that want somebody's eye."""

    audience: Literal["broker", "broker_notice", "warehouse"] = required("For whom they are.")
    status: Literal["failed", "uncertain"] = required(
        "`failed` for good, or `uncertain` and waiting for a decision."
    )
    count: int = required("How many, 10,000 at most.", 1)
    has_more: bool = required("Whether there are more than that.")


class OldestWaiting(Answer):
    """The export that waits longest."""

    export_id: str = named("exportId", "Export batch ID.", "batch_123", of="id")
    created_at: Instant = required("When it was first planned.")


class DaySavings(Answer):
    """What the exports executed on one day saved."""

    day: Day = required("The day, in UTC.", "2026-11-02")
    exports: int = required("How many were executed.", 4)
    known_savings_usd: Usd = required("What they saved, of those of which it is known.", 1210)
    unknown_exports: int = required("Of how many it is not known.", 0)


class CountsAnswer(Answer):
    """What stands on the board."""

    exports: list[ExportCount] = required("Exports by state and readiness, every pair once.")
    mails: list[MailCount] = required("Mails in trouble, every audience and status once.")
    oldest_waiting: OldestWaiting | None = required("The oldest that is BATCHED, or null.")
    month: str = required("The month of `savings`.", "2026-11")
    savings: list[DaySavings] = required("Savings by day of execution; days without any are left out.")
