"""Signed links: what a person without an account may do, for how long. HMAC-SHA256 over the claim's canonical JSON."""

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import orjson

from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.canonical import canonical_bytes
from entrygo.contract.times import from_iso, iso

ANSWER_PACKAGE = "answer-package"  # the broker's page: accept, ask, reject
FETCH_FILES = "fetch-files"  # the whole package, where it is too large for a mail


class BadLink(Exception):
    """The link is not one of ours, was altered, is for something else, or has expired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One purpose on one submission of one package, until an instant."""

    purpose: str
    tenant: Tenant
    package_id: str
    submission_id: str
    expires_at: datetime


def sign(key: bytes, claim: Claim) -> str:
    """The link's token: URL-safe, with the claim readable and its signature."""
    body = canonical_bytes(
        [
            claim.purpose,
            claim.tenant.account_id,
            claim.tenant.mode.value,
            claim.package_id,
            claim.submission_id,
            iso(claim.expires_at),
        ]
    )
    return f"{_text(body)}.{_text(hmac.digest(key, body, sha256))}"


def read(key: bytes, token: str, *, purpose: str, now: datetime) -> Claim:
    """The claim of a token. Raises :class:`BadLink`, saying in words what is wrong."""
    try:
        body, signature = (_bytes(part) for part in token.split("."))
    except (ValueError, binascii.Error):
        raise BadLink("This link is incomplete; copy it whole from the mail.") from None
    is_ours = hmac.compare_digest(signature, hmac.digest(key, body, sha256))
    if not is_ours or token != f"{_text(body)}.{_text(signature)}":  # one claim has one token
        raise BadLink("This link was altered; copy it whole from the mail.")
    said, account_id, mode, package_id, submission_id, expires_at = orjson.loads(body)
    claim = Claim(
        purpose=said,
        tenant=Tenant(account_id, Mode(mode)),
        package_id=package_id,
        submission_id=submission_id,
        expires_at=from_iso(expires_at),
    )
    if claim.purpose != purpose:
        raise BadLink("This link is for something else.")
    if claim.expires_at <= now:
        raise BadLink("This link has expired; ask the sender to submit the package again.")
    return claim


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
