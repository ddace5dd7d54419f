"""Checks of what surrounds the data: the home folder, the files, the mail server, the tariff, the address."""

import secrets
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from entrygo.blobs.opening import open_blobs
from entrygo.maintenance.checks.check import Case, Found, counted, error_text, fail, ok, warn
from entrygo.maintenance.private_home import open_to_others
from entrygo.outbound.brokers.smtp import SmtpMailer
from entrygo.outbound.mailboxes.opening import open_mailbox
from entrygo.store import editions

MOST_NAMED = 3
LEAST_FREE_BYTES = 1_000_000_000
OLD_EDITION_DAYS = 120  # the schedule is revised some ten times a year
MAIL_STEP_SECONDS = 10.0
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})


def home(case: Case) -> Found:
    """Whether the home folder can be written and its disk has room."""
    folder = case.settings.home.absolute()
    mend = "Give the server's user the right to write there, or name another folder in ENTRYGO_HOME."
    standing = _nearest(folder)
    if not standing.is_dir():
        return fail(f"{standing} is no folder.", mend)
    try:
        with tempfile.NamedTemporaryFile(dir=standing, prefix=".doctor-"):
            pass
    except OSError as error:
        return fail(f"{standing} cannot be written: {error.strerror or error}.", mend)
    if standing == folder and (seen := open_to_others(folder)):
        return fail(
            f"Other users of this machine can read {', '.join(map(str, seen[:MOST_NAMED]))}: keys, secrets, addresses.",
            f"chmod -R go= {folder}; a server that starts does it where the folder is its own.",
        )
    free = shutil.disk_usage(standing).free
    room = f"{free / 1e9:,.1f} GB free"
    if free < LEAST_FREE_BYTES:
        return warn(f"{folder}: {room}.", "Free space: a full disk stops every execution.")
    if standing != folder:
        return ok(f"{folder} can be made; {room}.")
    return ok(f"{folder} is writable; {room}.")


def artifacts(case: Case) -> Found:
    """Whether a file can be written, read back and deleted where artifacts are kept."""
    settings = case.settings
    mend = "Look at ENTRYGO_ARTIFACTS_URL, the rights on the place it names and, for S3, the AWS_* variables."
    if not settings.artifacts_url and not settings.home.is_dir():
        return ok(f"{settings.artifacts} is made with the home.")
    key, content = f"doctor-{secrets.token_hex(8)}", secrets.token_bytes(64)
    try:
        blobs = open_blobs(settings.artifacts, settings.s3_endpoint)
        blobs.put(key, content)
        read = blobs.get(key)
        blobs.delete(key)
    except Exception as error:  # of three technologies
        return fail(f"{settings.artifacts}: {error_text(error)}.", mend)
    if read != content:
        return fail(f"{settings.artifacts}: a file read back differs from what was written.", mend)
    return ok(f"{settings.artifacts}: a file was written, read and deleted.")


def mail(case: Case) -> Found:
    """Whether the mail server takes a connection as configured; nothing is sent."""
    url = case.settings.smtp_url
    if url is None:
        return warn("Not configured: submissions stay pending.", "Set ENTRYGO_SMTP_URL to your mail server.")
    mend = "Until it answers, mail waits and is tried again. Look at ENTRYGO_SMTP_URL and the mail server."
    try:
        mailer = SmtpMailer(
            url, step_seconds=MAIL_STEP_SECONDS, clear_password=case.settings.smtp_clear_password
        )
    except ValueError as error:
        return fail(str(error), "Correct ENTRYGO_SMTP_URL.")
    if fault := mailer.knock():
        return fail(fault, mend)
    parts = urlsplit(url)
    how = "encrypted" if mailer.is_encrypted else "not encrypted"
    who = "logged in" if parts.username else "no login"
    return ok(f"{parts.hostname}:{parts.port or ''} answers ({how}, {who}).".replace(": ", " "))


def inbox(case: Case) -> Found:
    """Whether the mailbox for answers opens as configured; nothing in it is read or marked."""
    url = case.settings.inbox_url
    if url is None:
        return ok("Not configured: mail that comes back is read only where it is posted.")
    try:
        clear = case.settings.inbox_clear_password
        open_mailbox(url, most_bytes=1, clear_password=clear).each_unread(lambda _: False, limit=0)
    except ValueError as error:
        return fail(str(error), "Correct ENTRYGO_INBOX_URL.")
    except OSError as error:
        return fail(f"{error}.", "Until it opens, bounces are not seen. Look at ENTRYGO_INBOX_URL.")
    return ok("The mailbox opens.")


def tariff(case: Case) -> Found:
    """Which tariff edition is in force, and how old it is."""
    try:
        told = editions.status(case.settings.home, case.now.date())
    except editions.EditionError as error:
        return fail(str(error), "Load it again: entrygo tariff fetch, or entrygo tariff load PATH.")
    codes, age, partial = told["rowCounts"]["ten_digit"], told["ageDays"], told["partialLists"]
    lists = f"; known in part: {', '.join(partial)}" if partial else ""
    aged = "" if age is None else f", {counted(age, 'day')} old"
    extent = "ships inside" if told["isShipped"] else "full" if told["isFull"] else "not full"
    words = f"{told['edition']}, {extent}: {counted(codes, 'code')}{aged}{lists}."
    if not told["isFull"]:
        return warn(words, "Load the full schedule: entrygo tariff fetch")
    if age is not None and age > OLD_EDITION_DAYS:
        return warn(words, "Fetch the current schedule: entrygo tariff fetch")
    return ok(words)


def public_url(case: Case) -> Found:
    """Whether links in mails and answers can reach their reader."""
    url = case.settings.public_url
    if not url:
        if case.settings.smtp_url:
            return warn(
                "Not set, though mail is sent: the links in it point to this machine only.",
                "Set ENTRYGO_PUBLIC_URL to the address by which brokers reach this server.",
            )
        if case.host in LOCAL_HOSTS:
            return ok("Not set; links point to this machine.")
        return warn(
            f"Not set, though the server listens on {case.host}: links in mails point to this machine only.",
            "Set ENTRYGO_PUBLIC_URL to the address by which others reach this server.",
        )
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return fail(f"{url!r} is no web address.", "Set ENTRYGO_PUBLIC_URL to https://host[:port].")
    return ok(f"Links begin with {url}")


def _nearest(folder: Path) -> Path:
    """The folder, or its nearest parent that exists."""
    while not folder.exists():
        folder = folder.parent
    return folder
