"""What mails to people say: that they are invited, and how they set a new password."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from entrygo.documents.mail import POLICY
from entrygo.documents.text_format import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLetter:
    """A letter with one link; ``until`` is when the link ends, ``message_id`` the same in every try."""

    sender: str
    recipient: str
    link: str
    until: datetime
    date: datetime
    message_id: str


def invitation_mail(letter: PersonLetter, *, account: str, roles: str) -> bytes:
    """The letter to somebody who is to work for ``account`` as ``roles``."""
    text = (
        f"You are invited to work for {account} in EntryGo, as {roles}.\n\n"
        f"{letter.link}\n\n"
        f"The link works once, until {_until(letter)}. Whoever has it can join in your place: keep it to yourself. "
        "A newer mail of this invitation takes its place.\n"
    )
    return _message(letter, f"Join {one_line(account)} in EntryGo", text)


def reset_mail(letter: PersonLetter, *, name: str) -> bytes:
    """The letter to somebody who asked to set a password anew."""
    text = (
        f"Hello {one_line(name)},\n\n"
        "somebody, probably you, asked for a new password for EntryGo. Set it here:\n\n"
        f"{letter.link}\n\n"
        f"The link works once, until {_until(letter)}. Every session ends then; codes at sign-in stay as they are.\n"
        "Was it not you? Then do nothing: your password stays as it is.\n"
    )
    return _message(letter, "A new password for EntryGo", text)


def _until(letter: PersonLetter) -> str:
    return f"{letter.until:%B} {letter.until.day}, {letter.until:%Y, %H:%M} UTC"


def _message(letter: PersonLetter, subject: str, text: str) -> bytes:
    message = EmailMessage(policy=POLICY)
    message["From"] = letter.sender
    message["To"] = letter.recipient
    message["Subject"] = subject
    message["Date"] = format_datetime(letter.date)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="quoted-printable")
    return message.as_bytes()
