"""Messages of webhooks as a receiver checks them, signed here by the public library."""

import json
from base64 import b64encode
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook

from entrygo.client import WebhookRefused, verify_webhook

SECRET, OTHER = "whsec_" + b64encode(b"k" * 24).decode(), "whsec_" + b64encode(b"o" * 24).decode()
BODY = json.dumps(
    {"type": "export.executed", "timestamp": "2026-11-02T12:00:00Z", "data": {"a": 0.1}}
).encode()
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


def headers(secret: str = SECRET, **changed: str) -> dict[str, str]:
    """What a message carries."""
    made = Webhook(secret).sign("evt_1", NOW, BODY.decode())
    stamp = str(int(NOW.timestamp()))
    return {"Webhook-Id": "evt_1", "webhook-timestamp": stamp, "webhook-signature": made} | changed


@pytest.mark.requirement("client:webhooks:verify")
def test_a_message_of_the_servers_own_is_read() -> None:
    at = NOW.timestamp()
    assert verify_webhook(headers(), BODY, SECRET, now=at)["type"] == "export.executed"
    assert verify_webhook(headers(), BODY, [OTHER, SECRET], now=at)["type"] == "export.executed"
    two = f"v1,AAAA v1a,x {headers()['webhook-signature']}"
    assert verify_webhook(headers(**{"webhook-signature": two}), BODY, SECRET, now=at)


@pytest.mark.requirement("client:webhooks:verify")
@pytest.mark.parametrize(
    ("changed", "body", "secret", "later"),
    [
        ({}, BODY + b" ", SECRET, 0),
        ({}, BODY, OTHER, 0),
        ({}, BODY, "whsec_\u00e9\u00e9", 0),
        ({}, BODY, [], 0),
        ({}, BODY, SECRET, 301),
        ({}, BODY, SECRET, -301),
        ({"webhook-timestamp": "\u0661\u0662"}, BODY, SECRET, 0),
        ({"webhook-timestamp": "9" * 5000}, BODY, SECRET, 0),
        ({"webhook-signature": ""}, BODY, SECRET, 0),
        ({"webhook-signature": "v1,\u00e9\u2028"}, BODY, SECRET, 0),
        ({"Webhook-Id": "evt_2"}, BODY, SECRET, 0),
    ],
)
def test_any_other_message_is_refused(
    changed: dict[str, str], body: bytes, secret: str | list[str], later: float
) -> None:
    with pytest.raises(WebhookRefused):
        verify_webhook(headers(**changed), body, secret, now=NOW.timestamp() + later)
    with pytest.raises(WebhookRefused, match="missing"):
        verify_webhook({}, body, SECRET)
