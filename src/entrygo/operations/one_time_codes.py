"""Codes of an authenticator, as RFC 6238 makes them: six digits of HMAC-SHA-1 over a count of 30-second steps."""

import base64
import hmac
import struct
from datetime import datetime
from hashlib import sha1
from urllib.parse import quote, urlencode

import segno

STEP_SECONDS, DIGITS = 30, 6
SECRET_BYTES = 20
NEIGHBOURS = (0, -1, 1)
"""The steps taken beside the present one: clocks differ, and typing takes a while."""


def code_at(secret: bytes, step: int) -> str:
    """The code of a step (RFC 4226, section 5.3)."""
    digest = hmac.digest(secret, struct.pack(">Q", step), sha1)
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_of(secret: bytes, code: str, now: datetime) -> int | None:
    """The step a code is of, where it is one of those taken now; blanks in it do not count."""
    typed, present = "".join(code.split()), int(now.timestamp()) // STEP_SECONDS
    for away in NEIGHBOURS:
        if hmac.compare_digest(code_at(secret, present + away).encode(), typed.encode("utf-8", "replace")):
            return present + away
    return None


def typed_secret(secret: bytes) -> str:
    """A secret as it is typed into an authenticator: base32 in groups of four."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def enrolment_uri(secret: bytes, email: str, issuer: str) -> str:
    """What the QR code says, as authenticators read it."""
    named = urlencode(
        {"secret": base64.b32encode(secret).decode().rstrip("="), "issuer": issuer}, quote_via=quote
    )
    return f"otpauth://totp/{quote(f'{issuer}:{email}')}?{named}"


def qr_picture(text: str) -> str:
    """A QR code as an SVG element without styles: dark on white, with its quiet zone."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None))
