"""Who calls, in which world, and what it may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Mode(StrEnum):
    """Live and test are separate worlds of one account; test mail is captured, never sent."""

    LIVE = "live"
    TEST = "test"


SCOPES = ("admin", "execute", "read", "write")
DEFAULT_SCOPES = frozenset({"read", "write", "execute"})
KEY_PREFIX = "shpbndl"


@dataclass(frozen=True, slots=True)
class Tenant:
    """Account and mode: they lead every key and every query."""

    account_id: str
    mode: Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The caller of an operation, as its key says."""

    tenant: Tenant
    key_id: str
    scopes: frozenset[str]
    request_id: str
    policy: Mapping[str, Any] = field(default_factory=dict)  # Any: policy fields have different types
