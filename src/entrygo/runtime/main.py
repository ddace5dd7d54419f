"""The ``entrygo`` program: the command line over this machine's settings.

Rooms are imported inside the commands that need them: making a key must not wait for the engine's and documents'
imports (0.3 s against 2 s of processor time).
"""

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from entrygo.runtime.settings import Settings
from entrygo.store.schema_compat import SchemaFault
from entrygo.surfaces.cli.app import run

Document = dict[str, Any]  # Any: JSON


class Program:
    """What the commands do. Settings are read when a command needs them: verification needs none."""

    def __init__(self) -> None:
        self._settings: Settings | None = None

    @property
    def settings(self) -> Settings:
        """The environment's settings."""
        if self._settings is None:
            self._settings = Settings()
        return self._settings

    @property
    def home(self) -> Path:
        """``ENTRYGO_HOME``."""
        return self.settings.home

    @property
    def editions(self) -> ModuleType:
        """The tariff editions on disk."""
        from entrygo.store import editions

        return editions

    @property
    def screening_lists(self) -> ModuleType:
        """The screening list on disk."""
        from entrygo.store import screening

        return screening

    def serve(self, *, host: str, port: int, workers: int) -> None:
        """Serve until told to stop."""
        from entrygo.runtime.serve import serve

        serve(self.settings, host=host, port=port, workers=workers)

    def work(self, *, host: str, port: int | None) -> None:
        """Work off what is owed until told to stop."""
        from entrygo.runtime.serve import work

        work(self.settings, host=host, port=port)

    def migrate(self) -> Document:
        """Bring the database to this version's schema."""
        from entrygo.maintenance.access_keys import revision

        return revision(self.settings)

    def create_account(self, name: str) -> Document:
        """A new account."""
        from entrygo.maintenance.access_keys import create_account

        return create_account(self.settings, name)

    def create_key(
        self, account_id: str, *, mode: str, scopes: Sequence[str], expires_on: date | None
    ) -> Document:
        """A new API key. Raises ``LookupError`` for an unknown account, ``ValueError`` for a bad mode or scope."""
        from entrygo.maintenance.access_keys import create_key

        return create_key(self.settings, account_id, mode=mode, scopes=scopes, expires_on=expires_on)

    def import_products(self, text: str, *, account_id: str | None, mode: str, dry_run: bool) -> Document:
        """Import the products of a CSV file into this machine's database."""
        from entrygo.runtime.import_products import import_products

        return import_products(self.settings, text, account_id=account_id, mode=mode, dry_run=dry_run)

    def revoke_key(self, key_id: str) -> Document:
        """Revoke a key. Raises ``LookupError`` for an unknown id."""
        from entrygo.maintenance.access_keys import revoke_key

        return revoke_key(self.settings, key_id)

    def demo(self, *, port: int, once: bool, as_json: bool) -> None:
        """Fill a sandbox, tell the story, serve it."""
        from entrygo.demo.run import run_demo

        run_demo(self.settings, port=port, once=once, as_json=as_json)

    def verify_plan(self, path: Path, expected: str | None) -> Document:
        """Recompute a published plan's hash."""
        from entrygo.maintenance.verify import plan_verdict

        return plan_verdict(path, expected)

    def verify_package(self, path: Path, key: str | None) -> Document:
        """Check a package's files, hashes and seal."""
        from entrygo.maintenance.verify import package_verdict

        return package_verdict(path, key)

    def verify_events(self) -> Document:
        """Check the hash chain of every tenant's events."""
        from entrygo.maintenance.audit import verify_events

        return verify_events(self.settings)

    def examine(self, *, host: str, everything: bool) -> Document:
        """Look for what is missing or wrong in this installation; bad settings are part of the answer."""
        from entrygo.maintenance.doctor import examine
        from entrygo.runtime.clock import SystemClock

        return examine(lambda: self.settings, now=SystemClock().now(), host=host, everything=everything)

    def retention(self, *, apply: bool) -> Document:
        """Say which records have been kept for long enough; delete them when told to."""
        from entrygo.maintenance.retention import retention
        from entrygo.runtime.clock import SystemClock

        return retention(self.settings, now=SystemClock().now(), apply=apply)

    def back_up(self, path: Path, *, allow_missing: bool) -> Document:
        """Write a backup. Raises ``ValueError`` with the reason in words."""
        from entrygo.maintenance.backup import back_up
        from entrygo.runtime.clock import SystemClock

        return back_up(self.settings, path, now=SystemClock().now(), allow_missing=allow_missing)

    def restore(self, path: Path, *, force: bool, resend: bool) -> Document:
        """Put a backup in place. Raises ``ValueError`` with the reason in words."""
        from entrygo.maintenance.restore import restore
        from entrygo.runtime.clock import SystemClock

        return restore(self.settings, path, now=SystemClock().now(), force=force, resend=resend)


def main() -> None:
    """The console script. A database that cannot be served is said in words, as any refusal is."""
    try:
        run(Program())
    except SchemaFault as fault:
        if "--json" in sys.argv:
            sys.stdout.write(json.dumps({"errorCode": "SCHEMA_REFUSED", "message": str(fault)}) + "\n")
        else:
            sys.stderr.write(f"{fault}\n")
        sys.exit(1)
