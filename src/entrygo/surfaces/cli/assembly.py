"""What the commands are given: a surface knows neither the environment nor the other rooms, the runtime does."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol


class Assembly(Protocol):
    """``ctx.obj`` of every command. Documents are JSON objects."""

    @property
    def home(self) -> Path:
        """``ENTRYGO_HOME``."""
        ...

    @property
    def editions(self) -> Any:  # Any: the tariff commands name the shape they need
        """The tariff editions on disk."""
        ...

    @property
    def screening_lists(self) -> Any:  # Any: the screening commands name the shape they need
        """The screening list on disk."""
        ...

    def serve(self, *, host: str, port: int, workers: int) -> None:
        """Serve until told to stop."""
        ...

    def work(self, *, host: str, port: int | None) -> None:
        """Work off what is owed until told to stop."""
        ...

    def migrate(self) -> dict[str, Any]:  # Any: JSON
        """Bring the database to this version's schema."""
        ...

    def create_account(self, name: str) -> dict[str, Any]:  # Any: JSON
        """A new account."""
        ...

    def create_key(
        self, account_id: str, *, mode: str, scopes: Sequence[str], expires_on: date | None
    ) -> dict[str, Any]:  # Any: JSON
        """A new API key; the secret is shown once."""
        ...

    def import_products(
        self, text: str, *, account_id: str | None, mode: str, dry_run: bool
    ) -> dict[str, Any]:  # Any: JSON
        """Import the products of a CSV file into this machine's database."""
        ...

    def revoke_key(self, key_id: str) -> dict[str, Any]:  # Any: JSON
        """Revoke a key. Raises ``LookupError`` for an unknown id."""
        ...

    def demo(self, *, port: int, once: bool, as_json: bool) -> None:
        """Fill a sandbox, tell the story, serve it."""
        ...

    def verify_plan(self, path: Path, expected: str | None) -> dict[str, Any]:  # Any: JSON
        """Recompute a published plan's hash."""
        ...

    def verify_package(self, path: Path, key: str | None) -> dict[str, Any]:  # Any: JSON
        """Check a package's files, hashes and seal."""
        ...

    def verify_events(self) -> dict[str, Any]:  # Any: JSON
        """Check the hash chain of every tenant's events."""
        ...

    def examine(self, *, host: str, everything: bool) -> dict[str, Any]:  # Any: JSON
        """Look for what is missing or wrong in this installation."""
        ...

    def retention(self, *, apply: bool) -> dict[str, Any]:  # Any: JSON
        """Say which records have been kept for long enough; delete them when told to."""
        ...

    def back_up(self, path: Path, *, allow_missing: bool) -> dict[str, Any]:  # Any: JSON
        """Write a backup. Raises ``ValueError`` with the reason in words."""
        ...

    def restore(self, path: Path, *, force: bool, resend: bool) -> dict[str, Any]:  # Any: JSON
        """Put a backup in place. Raises ``ValueError`` with the reason in words."""
        ...
