"""The mailbox that ``ENTRYGO_INBOX_URL`` names."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from entrygo.outbound.mailboxes.imap import ImapMailbox
from entrygo.outbound.mailboxes.maildir import MaildirMailbox
from entrygo.ports.mailbox import Mailbox


def open_mailbox(url: str, *, most_bytes: int, clear_password: bool = False) -> Mailbox:
    """The mailbox of ``maildir:///path``, ``imaps://`` or ``imap://``; a ``ValueError`` says what is wrong."""
    scheme = url.partition(":")[0].lower()
    if scheme == "maildir":
        parts = urlsplit(url)
        if parts.netloc or not parts.path.startswith("/") or parts.query or parts.fragment:
            raise ValueError("The inbox URL is not valid. Use maildir:///path/of/the/Maildir.")
        return MaildirMailbox(Path(unquote(parts.path)), most_bytes=most_bytes)
    if scheme in ("imap", "imaps"):
        return ImapMailbox(url, most_bytes=most_bytes, clear_password=clear_password)
    raise ValueError("The inbox URL is not valid. Use maildir:///path, imaps://... or imap://...")
