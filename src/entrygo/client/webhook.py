"""Messages of webhooks: whether they are the server's own, as Standard Webhooks has it."""

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from time import time
from typing import Any

from .json_text import read
from .types import WebhookMessage

TOLERANCE_SECONDS = 300


class WebhookRefused(ValueError):
    """A message that is not to be believed: answer it with 400 and do nothing."""


def verify_webhook(
    headers: Mapping[str, str],
    body: bytes,
    secret: str | Sequence[str],
    *,
    now: float | None = None,
) -> WebhookMessage:
    """The message, when one of the secrets signed it within five minutes; raises :class:`WebhookRefused` otherwise.

    ``body`` is what arrived, byte for byte, not JSON that was read and written again. Two secrets are given while one
    replaces the other. ``webhook-id`` stays the same however often a message is sent: do its work once.
    """
    found = {str(name).lower(): str(value) for name, value in headers.items()}
    try:
        identifier, sent_at, signatures = (
            found[name] for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
        )
    except KeyError as error:
        raise WebhookRefused(f"The header {error.args[0]} is missing.") from None
    if not (sent_at.isascii() and sent_at.isdigit()):
        raise WebhookRefused("webhook-timestamp is no number of seconds.")
    if abs((time() if now is None else now) - int(sent_at[:12])) > TOLERANCE_SECONDS:
        raise WebhookRefused("The message is older than five minutes, or this clock is wrong.")
    signed = f"{identifier}.{sent_at}.".encode() + body
    wanted = [_signature(each, signed) for each in ([secret] if isinstance(secret, str) else secret)]
    given = [each.partition(",")[2].encode() for each in signatures.split(" ") if each.startswith("v1,")]
    if not any(hmac.compare_digest(one, other) for one in wanted for other in given):
        raise WebhookRefused("None of the signatures is made with this secret.")
    return _message(body)


def _signature(secret: str, signed: bytes) -> bytes:
    try:
        key = b64decode(secret.removeprefix("whsec_"), validate=True)
    except ValueError:
        raise WebhookRefused("The secret is not one of a webhook: it begins with whsec_.") from None
    return b64encode(hmac.new(key, signed, hashlib.sha256).digest())


def _message(body: bytes) -> WebhookMessage:
    try:
        message: Any = read(body)  # Any: JSON
    except ValueError:
        raise WebhookRefused("The message is no JSON.") from None
    if not isinstance(message, dict):
        raise WebhookRefused("The message is no JSON object.")
    found: WebhookMessage = message  # type: ignore[assignment]  # the server signed it
    return found
