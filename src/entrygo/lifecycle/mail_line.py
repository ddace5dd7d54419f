"""Which of an export's mails to one reader may leave: in the order they were owed, and none that was overtaken.

Newer papers, a newer submission or a withdrawal overtake a mail that has not left. A notice of withdrawal leaves only
where something left that it is about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from entrygo.lifecycle.rows import MailRow, PackageRow
from entrygo.lifecycle.states import Audience, MailState, PackageState

ARRIVED = (MailState.SENT, MailState.ACKNOWLEDGED, MailState.REJECTED)
UNKNOWN = (MailState.SENDING, MailState.UNCERTAIN)


class Turn(StrEnum):
    """Whether a mail may leave now, waits for an earlier one of its line, or never leaves."""

    NOW = "now"
    WAITS = "waits"
    OVERTAKEN = "overtaken"


def readers(audience: str) -> tuple[Audience, ...]:
    """The audiences whose mails form one line: the broker reads submissions and notices of withdrawal."""
    if audience == Audience.WAREHOUSE:
        return (Audience.WAREHOUSE,)
    return (Audience.BROKER, Audience.BROKER_NOTICE)


def may_have_left(mail: MailRow) -> bool:
    """Whether a mail server took the mail, or may have: one that bounced did leave."""
    return mail.sent_at is not None or mail.is_resend or mail.state in (*ARRIVED, *UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailLine:
    """An export's mails to one reader, in the order they were owed, and its packages, first to last."""

    mails: Sequence[MailRow]
    packages: Sequence[PackageRow]

    @property
    def is_withdrawn(self) -> bool:
        """Whether the goods do not ship."""
        return self.packages[-1].state is PackageState.WITHDRAWN

    @property
    def left(self) -> list[MailRow]:
        """The mails with papers that left, or may have."""
        return [
            mail for mail in self.mails if mail.audience != Audience.BROKER_NOTICE and may_have_left(mail)
        ]

    @property
    def versions_left(self) -> list[PackageRow]:
        """The packages whose papers left, or may have, first to last."""
        named = {mail.package_id for mail in self.left}
        return [package for package in self.packages if package.id in named]

    def why_overtaken(self, mail: MailRow) -> str | None:
        """Why a mail with papers is never sent, in words; ``None`` where it is still owed."""
        newest = self.packages[-1]
        if self.is_withdrawn:
            return "Not sent: the export was withdrawn."
        if mail.package_id != newest.id:
            return f"Not sent: {newest.number}, version {newest.version}, took its place."
        later = [each for each in self.mails[self._place(mail) + 1 :] if each.audience == mail.audience]
        if later:
            return f"Not sent: submission {later[-1].id} to {later[-1].recipient} took its place."
        return None

    def turn(self, mail: MailRow) -> tuple[Turn, str]:
        """Whether the mail may leave now; with why not, in words."""
        is_notice = mail.audience == Audience.BROKER_NOTICE
        if not is_notice and (why := self.why_overtaken(mail)) is not None:
            return Turn.OVERTAKEN, why
        for earlier in self.mails[: self._place(mail)]:
            if earlier.state is MailState.SENDING or self._holds_back(earlier, mail):
                return Turn.WAITS, f"It waits for {earlier.id}, which was owed before it."
        if is_notice and not self.left:
            return Turn.OVERTAKEN, "Not sent: none of the withdrawn papers left."
        return Turn.NOW, ""

    def _holds_back(self, earlier: MailRow, mail: MailRow) -> bool:
        """Whether an earlier mail that waits is still owed to the same address."""
        if earlier.state is not MailState.PENDING or earlier.recipient.lower() != mail.recipient.lower():
            return False
        return earlier.audience == Audience.BROKER_NOTICE or self.why_overtaken(earlier) is None

    def _place(self, mail: MailRow) -> int:
        return next(place for place, each in enumerate(self.mails) if each.id == mail.id)
