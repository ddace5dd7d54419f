"""The Python client: the distribution ``entrygo-client`` as ``entrygo_client``, and a part of the server.

``client.plan/execute/inspect``, ``client.orders.sync``, ``client.exports.*``: every operation by its id, keyword
arguments in the API's camelCase, plain typed dictionaries, numbers as ``Decimal``, one error type.
:class:`EntryGo` waits, :class:`AsyncEntryGo` awaits; everything else is the same.
"""

from .client import AsyncEntryGo, EntryGo
from .errors import (
    AuthenticationError,
    Conflict,
    EntryGoError,
    IdempotencyConflict,
    InvalidRequest,
    NoAnswer,
    NotFound,
    PermissionDenied,
    PlanChanged,
    PolicyDenied,
    RateLimited,
    ServerError,
)
from .exchange import Raw
from .version import VERSION
from .webhook import WebhookRefused, verify_webhook

__version__ = VERSION
__all__ = [
    "AsyncEntryGo",
    "AuthenticationError",
    "Conflict",
    "EntryGo",
    "EntryGoError",
    "IdempotencyConflict",
    "InvalidRequest",
    "NoAnswer",
    "NotFound",
    "PermissionDenied",
    "PlanChanged",
    "PolicyDenied",
    "RateLimited",
    "Raw",
    "ServerError",
    "WebhookRefused",
    "__version__",
    "verify_webhook",
]
