"""Test mode: mail is kept for looking at and never sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from entrygo.outbound.address import fault_of
from entrygo.ports.mailer import MailFate, MailOutcome


@dataclass(frozen=True, slots=True)
class CapturedMailer:
    """A :class:`~entrygo.ports.mailer.Mailer` that hands message, sender and recipients to ``capture``."""

    capture: Callable[[bytes, str, Sequence[str]], None]

    def send(
        self,
        message: bytes,
        *,
        sender: str,
        recipients: Sequence[str],
        before_data: Callable[[], None],
    ) -> MailOutcome:
        """Capture the message; a bad address is refused as the real transport would."""
        if fault := fault_of(recipients):
            return MailOutcome(kind=MailFate.REJECTED, words=fault)
        before_data()
        self.capture(message, sender, recipients)
        return MailOutcome(kind=MailFate.SENT, words="captured, not sent: test mode")
