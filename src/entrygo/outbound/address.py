"""Which addresses may stand in an SMTP envelope: the same rule as where they come in."""

from collections.abc import Sequence

from entrygo.contract.email_addresses import email_fault


def fault_of(recipients: Sequence[str]) -> str | None:
    """What is wrong with a list of recipients, in words for the operator; ``None`` when nothing is."""
    if not recipients:
        return "There is no recipient address."
    wrong = [f"{recipient!r}: {fault}" for recipient in recipients if (fault := email_fault(recipient))]
    return f"Not an e-mail address: {', '.join(wrong)}." if wrong else None
