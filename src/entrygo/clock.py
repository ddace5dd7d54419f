"""The machine's clock, ids and secrets."""

import secrets
import string
from datetime import UTC, datetime

import uuid_utils

UNMISTAKEN = "abcdefghjkmnpqrstuvwxyz23456789"


class SystemClock:
    """The wall clock, to the millisecond."""

    def now(self) -> datetime:
        """The instant in UTC."""
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)


class SystemIds:
    """UUIDv7 ids, and secrets from the system's randomness."""

    def new(self, prefix: str) -> str:
        """``prefix_`` + 32 hexadecimal digits, sortable by time."""
        return f"{prefix}_{uuid_utils.uuid7().hex}"

    def secret(self) -> str:
        """43 URL-safe characters."""
        return secrets.token_urlsafe(32)

    def password(self) -> str:
        """Four groups of four letters and digits that are not mistaken for each other: 78 bits."""
        return "-".join("".join(secrets.choice(UNMISTAKEN) for _ in range(4)) for _ in range(4))

    def package_number(self) -> str:
        """``cp_`` + 2 letters + 6 digits."""
        letters = "".join(secrets.choice(string.ascii_lowercase) for _ in range(2))
        return f"cp_{letters}{secrets.randbelow(1_000_000):06d}"
