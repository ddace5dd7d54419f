"""What mails to people say: that they are invited, how they set a new password, that this is a test."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialLetter:
    """A letter that only shows that mail arrives. ``subject_begins`` is how papers' subjects begin."""

    sender: str
    recipient: str
    broker: str
    account: str
    subject_begins: str
    date: datetime
    message_id: str


def trial_mail(letter: TrialLetter) -> bytes:
    """The letter to a broker who is to get papers from here."""
    account = one_line(letter.account)
    text = (
        f"Hello {one_line(letter.broker)},\n\n"
        "this is a test. No goods ship, and there is nothing to file.\n\n"
        f"{account} sends its customs papers from this address, to {letter.recipient}. Their subjects begin with "
        f'"{letter.subject_begins}"; the files are with the mail, and a link in it takes your answer.\n\n'
        "Did this reach you? Then nothing is to be done. Did it end among unwanted mail? Then please let "
        f"{letter.sender} through. Do you not file for {account}? Then please tell them.\n"
    )
    return _message(letter, f"Test mail from {account}: no goods, nothing to file", text)


def _until(letter: PersonLetter) -> str:
    return f"{letter.until:%B} {letter.until.day}, {letter.until:%Y, %H:%M} UTC"


def _message(letter: PersonLetter | TrialLetter, subject: str, text: str) -> bytes:
    message = EmailMessage(policy=POLICY)
    message["From"] = letter.sender
    message["To"] = letter.recipient
    message["Subject"] = subject
    message["Date"] = format_datetime(letter.date)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="quoted-printable")
    return message.as_bytes()
