"""Mails that come back, as the mail systems of the world write them."""

from email.utils import make_msgid

WORDS = "550 5.1.1 <{to}>: Recipient address rejected: User unknown in virtual mailbox table"


def _mail(headers: dict[str, str], body: str) -> bytes:
    head = "".join(f"{name}: {value}\n" for name, value in headers.items() if value)
    return f"{head}\n{body}".replace("\n", "\r\n").encode()


def dsn(
    message_id: str,
    to: str,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    diagnostic: str = WORDS,
    original: str = "text/rfc822-headers",
    **more: str,
) -> bytes:
    """RFC 3464, as Postfix writes it: no header of it names the original, only the part that holds it does."""
    body = f"""This is a MIME-encapsulated message.

--b1
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

This is the mail system at host mx.carrier.example.

I'm sorry to have to inform you that your message could not be delivered to one or more recipients.

<{to}>: host mail.broker.example said: {diagnostic.format(to=to)}

--b1
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.carrier.example
X-Postfix-Queue-ID: 4F2A61
Arrival-Date: Mon, 23 Nov 2026 12:00:00 +0000 (UTC)

Final-Recipient: rfc822; {to}
Original-Recipient: rfc822;{to}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.broker.example
Diagnostic-Code: smtp; {diagnostic.format(to=to)}

--b1
Content-Description: Undelivered Message Headers
Content-Type: {original}

From: entrygo@localhost
To: {to}
Subject: EntryGo broker submission cp_ab123456
Message-ID: {message_id}

--b1--
"""
    headers = {
        "Return-Path": "<>",
        "From": "MAILER-DAEMON@mx.carrier.example (Mail Delivery System)",
        "To": "entrygo@localhost",
        "Subject": "Undelivered Mail Returned to Sender",
        "Auto-Submitted": "auto-replied",
        "Message-ID": make_msgid(domain="mx.carrier.example"),
        "MIME-Version": "1.0",
        "Content-Type": 'multipart/report; report-type=delivery-status; boundary="b1"',
    }
    return _mail(headers | more, body)


def qmail_bounce(message_id: str, to: str) -> bytes:
    """No report part: prose, then a copy of the message."""
    body = f"""Hi. This is the qmail-send program at mx.carrier.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{to}>:
192.0.2.1 does not like recipient.
Remote host said: 550 5.1.1 no such desk
Giving up on 192.0.2.1.

--- Below this line is a copy of the message.

Return-Path: <entrygo@localhost>
From: entrygo@localhost
To: {to}
Message-ID: {message_id}

Dear broker
"""
    headers = {
        "Return-Path": "<>",
        "From": "MAILER-DAEMON@mx.carrier.example",
        "To": "entrygo@localhost",
        "Subject": "failure notice",
        "Message-ID": make_msgid(domain="mx.carrier.example"),
    }
    return _mail(headers, body)


def out_of_office(message_id: str, sender: str, **more: str) -> bytes:
    """A vacation notice (RFC 3834)."""
    headers = {
        "Return-Path": "<>",
        "From": f"Bo Broker <{sender}>",
        "To": "entrygo@localhost",
        "Subject": "=?utf-8?q?Au=C3=9Fer_Haus?= Re: EntryGo broker submission",
        "In-Reply-To": message_id,
        "Auto-Submitted": "auto-replied (vacation)",
        "Message-ID": make_msgid(domain="broker.example"),
        "Content-Type": "text/plain; charset=utf-8",
    }
    return _mail(headers | more, "I am away until Monday.\nFor urgent entries call +1 716 555 0100.\n")


def reply(message_id: str, sender: str, **more: str) -> bytes:
    """What a person writes, over what they answer."""
    headers = {
        "From": f'"Broker, Bo" <{sender}>',
        "To": "entrygo@localhost",
        "Subject": "Re: EntryGo broker submission",
        "In-Reply-To": message_id,
        "References": f"<older@elsewhere.example> {message_id}",
        "Message-ID": make_msgid(domain="broker.example"),
        "Content-Type": "text/plain; charset=utf-8",
    }
    body = (
        "Thanks, we file on Monday.\n\nOn Mon, 23 Nov 2026 the shipper wrote:\n> Dear broker, all is secret\n"
    )
    return _mail(headers | more, body)
