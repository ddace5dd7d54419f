"""What leaves the installation: the acts that make it leave, where it goes, and what the gate let pass.

A mail is made from a :class:`GatePass` alone, and only the gate (:mod:`entrygo.operations.gate`) makes one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from entrygo.contract.actor import SYSTEM, Origin, origin_of
from entrygo.lifecycle.rows import ExportRow


class Act(StrEnum):
    """Everything that makes a mail to a broker owed."""

    EXECUTE = "execute"
    CORRECTION = "correction"
    RESUBMIT = "resubmit"
    RESEND = "resend"
    WITHDRAWAL = "withdrawal"


DOORS: Mapping[Act, str] = {
    Act.EXECUTE: "exports.execute",
    Act.CORRECTION: "exports.correct",
    Act.RESUBMIT: "exports.resubmit",
    Act.RESEND: "submissions.decide",
    Act.WITHDRAWAL: "exports.withdraw",
}
"""The operation of each act. No other operation owes a mail; a test tries all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Where papers go and what goes: the broker's address, the notice's, the attached files, the broker's profile.

    ``notice`` is ``None`` where nobody is written to. ``files`` are artifact types in the package's order.
    """

    recipient: str
    notice: str | None
    files: tuple[str, ...]
    profile: Mapping[str, Any]  # Any: the broker's own choices

    def document(self) -> dict[str, Any]:  # Any: JSON
        """The JSON object ``delivery``."""
        return {
            "recipient": self.recipient,
            "noticeRecipient": self.notice,
            "files": list(self.files),
            "profile": dict(self.profile),
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Delivery":  # Any: JSON
        """A delivery as it was stored."""
        return cls(
            recipient=document["recipient"],
            notice=document["noticeRecipient"],
            files=tuple(document["files"]),
            profile=document["profile"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GatePass:
    """What the gate let pass: the act, the delivery it is bound to, and on whose word."""

    act: Act
    delivery: Delivery
    origin: Origin

    def document(self) -> dict[str, Any]:  # Any: JSON
        """The form a package keeps until its mail is written."""
        return {
            "act": self.act.value,
            "actor": self.origin.document(),
            "requestId": self.origin.request_id,
            "delivery": self.delivery.document(),
        }

    @classmethod
    def of(cls, promise: Mapping[str, Any]) -> "GatePass":  # Any: JSON
        """What a package was promised under."""
        return cls(
            act=Act(promise["act"]),
            delivery=Delivery.of(promise["delivery"]),
            origin=origin_of(promise["actor"], promise["requestId"]),
        )

    @classmethod
    def before_the_gate(cls, act: Act, delivery: Delivery) -> "GatePass":
        """Of a package that a version without the gate promised, and this one finishes."""
        return cls(act=act, delivery=delivery, origin=SYSTEM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What is about to leave: the export, the plan of its papers, and where they go.

    ``value_usd`` is ``None`` where it is not known. ``expected_plan_hash`` and ``expected_recipient`` are what the
    caller decided on, where it says so. ``is_confirmed``: the caller knows that it may have left before a restore.
    """

    act: Act
    export: ExportRow
    plan_hash: str
    readiness: str
    value_usd: Decimal | None
    delivery: Delivery
    expected_plan_hash: str | None = None
    expected_recipient: str | None = None
    is_confirmed: bool = False
