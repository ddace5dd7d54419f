"""The ``entrygo`` program: the command line over this machine's settings."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import text

from entrygo.contract.actor import DEFAULT_SCOPES, KEY_PREFIX, SCOPES, Mode, Tenant
from entrygo.contract.canonical import sha256_hex
from entrygo.ports.rows import AccountRow, KeyRow
from entrygo.runtime.audit import verify_chain
from entrygo.runtime.clock import SystemClock, SystemIds
from entrygo.runtime.serve import serve, work
from entrygo.runtime.settings import Settings
from entrygo.runtime.verify import package_verdict, plan_verdict
from entrygo.runtime.wiring import open_store
from entrygo.store import editions
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
        return editions

    def serve(self, *, host: str, port: int, workers: int) -> None:
        """Serve until told to stop."""
        serve(self.settings, host=host, port=port, workers=workers)

    def work(self) -> None:
        """Work off what is owed until told to stop."""
        work(self.settings)

    def migrate(self) -> Document:
        """Bring the database to this version's schema."""
        store = open_store(self.settings)
        with store.database.read() as connection:
            revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        store.close()
        return {"revision": revision}

    def create_account(self, name: str) -> Document:
        """A new account."""
        store = open_store(self.settings)
        row = AccountRow(id=SystemIds().new("acc"), name=name, created_at=SystemClock().now())
        store.registry.add_account(row)
        store.close()
        return {"accountId": row.id, "name": name}

    def create_key(
        self, account_id: str, *, mode: str, scopes: Sequence[str], expires_on: date | None
    ) -> Document:
        """A new API key. Raises ``LookupError`` for an unknown account, ``ValueError`` for a bad mode or scope."""
        if mode not in {each.value for each in Mode}:
            raise ValueError(f"Mode is live or test, not {mode}.")
        if unknown := sorted(set(scopes) - set(SCOPES)):
            raise ValueError(f"Unknown scope: {', '.join(unknown)}. Scopes are {', '.join(SCOPES)}.")
        store = open_store(self.settings)
        try:
            if store.registry.account(account_id) is None:
                raise LookupError(
                    f"There is no account {account_id}; make one: entrygo account create --name NAME"
                )
            ids = SystemIds()
            secret = f"{KEY_PREFIX}_{mode}_{ids.secret()}"
            row = KeyRow(
                id=ids.new("key"),
                tenant=Tenant(account_id, Mode(mode)),
                scopes=frozenset(scopes) or DEFAULT_SCOPES,
                policy={},
                expires_at=None if expires_on is None else datetime.combine(expires_on, time.max, tzinfo=UTC),
                revoked_at=None,
            )
            store.registry.add_key(row, sha256_hex(secret.encode()), at=SystemClock().now())
        finally:
            store.close()
        return {
            "apiKey": secret,
            "keyId": row.id,
            "accountId": account_id,
            "mode": mode,
            "scopes": sorted(row.scopes),
        }

    def demo(self, *, port: int, once: bool, as_json: bool) -> None:
        """Fill a sandbox, tell the story, serve it."""
        from entrygo.runtime.demo.run import run_demo

        run_demo(self.settings, port=port, once=once, as_json=as_json)

    def verify_plan(self, path: Path) -> Document:
        """Recompute a published plan's hash."""
        return plan_verdict(path)

    def verify_package(self, path: Path, key: str | None) -> Document:
        """Check a package's files, hashes and seal."""
        return package_verdict(path, key)

    def verify_events(self) -> Document:
        """Check the hash chain of every tenant's events."""
        store = open_store(self.settings)
        try:
            return verify_chain(store)
        finally:
            store.close()


def main() -> None:
    """The console script."""
    run(Program())
