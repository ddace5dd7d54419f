"""Who calls: the bearer key, looked up by the digest of its secret, and its share of the server's time."""

import math
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.canonical import sha256_hex
from entrygo.contract.problems import Problem
from entrygo.store.registry import KeyRow

MISSING, INVALID = "Missing API key.", "Invalid API key."
REMEMBERED_SECONDS = 0.4  # a revoked key stops working within this time
REMEMBERED_KEYS = 10_000


class KeyRing:
    """Keys by digest, remembered for a moment: a burst of calls asks the database once."""

    def __init__(self, world: Context) -> None:
        self._world = world
        self._remembered: dict[str, tuple[float, KeyRow]] = {}

    def is_remembered(self, authorization: str | None) -> bool:
        """Whether :meth:`actor` will answer without asking the database."""
        known = self._remembered.get(_digest(authorization) or "")
        return known is not None and known[0] > time.monotonic()

    def actor(self, authorization: str | None, request_id: str) -> Actor:
        """The caller, or 401 INVALID_API_KEY."""
        digest = _digest(authorization)
        if digest is None:
            raise Problem("INVALID_API_KEY", MISSING)
        key = self._key(digest)
        now = self._world.clock.now()
        if key is None or key.revoked_at is not None or _is_past(key.expires_at, now):
            raise Problem("INVALID_API_KEY", INVALID)
        return Actor(
            tenant=key.tenant,
            principal=key.id,
            scopes=key.scopes,
            request_id=request_id,
            policy=key.policy,
            owner=key.owner,
        )

    def _key(self, digest: str) -> KeyRow | None:
        known = self._remembered.get(digest)
        if known is not None and known[0] > time.monotonic():
            return known[1]
        key = self._world.store.registry.key_by_digest(digest)
        if key is not None:
            if len(self._remembered) >= REMEMBERED_KEYS:
                self._remembered.clear()
            self._remembered[digest] = (time.monotonic() + REMEMBERED_SECONDS, key)
        return key


def _digest(authorization: str | None) -> str | None:
    scheme, _, secret = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        return None
    return sha256_hex(secret.strip().encode("utf-8", "surrogateescape"))


def _is_past(instant: datetime | None, now: datetime) -> bool:
    return instant is not None and instant <= now


@dataclass
class _Bucket:
    tokens: float
    at: float = field(default_factory=time.monotonic)


class RateLimit:
    """A token bucket a key: ``rate`` calls a second, ``burst`` at once; 0 means no limit."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate, self._burst = rate, burst
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()

    def spend(self, key_id: str) -> tuple[dict[str, str], int]:
        """Take one call: the RateLimit header fields, and 0 or the seconds after which the next call may come."""
        if self._rate <= 0:
            return {}, 0
        with self._lock:
            now = time.monotonic()
            bucket = self._buckets.setdefault(key_id, _Bucket(float(self._burst), now))
            bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.at) * self._rate)
            bucket.at = now
            wait = 0 if bucket.tokens >= 1 else math.ceil((1 - bucket.tokens) / self._rate)
            bucket.tokens -= 0 if wait else 1
            remaining = int(bucket.tokens)
            until_full = math.ceil((self._burst - bucket.tokens) / self._rate)
        policy = f'"default";q={self._burst};w={max(1, round(self._burst / self._rate))}'
        return {"RateLimit-Policy": policy, "RateLimit": f'"default";r={remaining};t={until_full}'}, wait
