"""EntryGo as a process of its own, and a client with an account on it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr
from sqlalchemy import Connection

from entrygo.operations.people_at_command_line import NewMember
from entrygo.settings import Settings
from entrygo.store.database import Database
from entrygo.store.tenancy import every_tenant
from tests.serving.accounts import make_account_with_key, make_key, make_person
from tests.serving.broker_mailbox import free_port
from tests.serving.databases import sqlite_database
from tests.serving.forked import run_entrygo, start_entrygo
from tests.serving.waiting import wait_until

ENTRYGO = [sys.executable, "-m", "entrygo"]


@dataclass
class Server:
    """One ``entrygo serve``. ``environment`` adds to or overrides the settings.

    It is forked from a process that has done the imports; with ``is_forked`` off it is started as an operator would.
    """

    home: Path
    smtp_port: int | None = None
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    clients: list["Client"] = field(default_factory=list)
    is_forked: bool = True

    @property
    def url(self) -> str:
        """Where it serves."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def settings(self) -> dict[str, str]:
        """Its environment."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ENTRYGO_")}
        smtp = {"ENTRYGO_SMTP_URL": f"smtp://127.0.0.1:{self.smtp_port}"} if self.smtp_port else {}
        spared = {"ENTRYGO_RATE_LIMIT_PER_SECOND": "0", "ENTRYGO_PAPER_PROCESSES": "0"}
        return kept | {"ENTRYGO_HOME": str(self.home)} | spared | smtp | self.environment

    def command(self, *arguments: str) -> dict[str, Any]:
        """Run a command of the command line beside the server; its JSON."""
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run a command of the command line beside the server to its end, whatever its exit status."""
        if self.is_forked:
            return run_entrygo(arguments, env=self.settings)
        command = [*ENTRYGO, *arguments]
        return subprocess.run(command, env=self.settings, capture_output=True, check=False, timeout=120)

    def start(self) -> "Server":
        """Start it and wait until it is ready."""
        command = ["serve", "--port", str(self.port)]
        log = self.home.parent / f"{self.home.name}-serve.log"
        if self.is_forked:
            self._take_migrated_database()
            self.process = start_entrygo(command, env=self.settings, log=log)
        else:
            with log.open("ab") as opened:
                command = [*ENTRYGO, *command]
                self.process = subprocess.Popen(command, env=self.settings, stdout=opened, stderr=opened)
        self.wait_until_ready()
        return self

    def _take_migrated_database(self) -> None:
        """Spare a forked server the migration of an empty SQLite database; one started as an operator would does it."""
        if not self.home.exists() and "ENTRYGO_DATABASE_URL" not in self.environment:
            self.home.mkdir(mode=0o700, parents=True)
            sqlite_database(self.home)

    def wait_until_ready(self, seconds: float = 120) -> None:
        """Until ``/readyz`` answers; an AssertionError when the process ends or time runs out."""
        wait_until(self._is_ready, seconds=seconds, why=lambda _: "the server is not ready")

    def _is_ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"the server ended with {self.process.returncode}"
        asked = HTTPConnection("127.0.0.1", self.port, timeout=30)  # a tenth of what a client of httpx costs
        try:
            asked.request("GET", "/readyz")
            return asked.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            asked.close()

    def kill(self) -> None:
        """Stop it as a power cut would."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait(60)

    def stop(self) -> int:
        """Stop it politely; its exit status."""
        assert self.process is not None
        for client in self.clients:
            client.http.close()
        self.process.terminate()
        return self.process.wait(60)

    def account(self, name: str = "Maple Goods Ltd", mode: str = "live", scopes: str = "") -> "Client":
        """A client with a new account and key."""
        wanted = scopes.split(",") if scopes else []
        return self._client(*make_account_with_key(self.keys, name, mode=mode, scopes=wanted))

    def key(
        self,
        account_id: str,
        *,
        mode: str = "live",
        scopes: str = "",
        expires: str = "",
        owner: str | None = None,
        policy: dict[str, Any] | None = None,
    ) -> "Client":
        """A client with a new key of an account."""
        secret = make_key(
            self.keys,
            account_id,
            mode=mode,
            scopes=scopes.split(",") if scopes else [],
            expires_on=date.fromisoformat(expires) if expires else None,
            owner=owner,
            policy=policy,
        )
        return self._client(account_id, secret)

    def _client(self, account_id: str, secret: str) -> "Client":
        self.clients.append(Client(self, account_id, secret))
        return self.clients[-1]

    def person(self, account_id: str, email: str, name: str, *roles: str) -> str:
        """Somebody who works for an account, an admin without a role; the id."""
        new = NewMember(email=email, account_id=account_id, roles=roles or ("admin",))
        return make_person(self.keys, new, name)

    @contextmanager
    def rows(self) -> Iterator[Connection]:
        """Its database behind its back, of either kind: one transaction over every tenant's rows."""
        database = Database(self.keys.database)
        try:
            with database.write() as connection, every_tenant(connection):
                yield connection
        finally:
            database.close()

    @property
    def keys(self) -> Settings:
        """Where accounts and keys are kept: what the commands use, without a process for each."""
        given = self.environment
        secret = given.get("ENTRYGO_SECRET_KEY")
        database = given.get("ENTRYGO_DATABASE_URL", "")
        return Settings(
            home=self.home, database_url=database, secret_key=SecretStr(secret) if secret else None
        )


class Client:
    """HTTP with a key. ``post`` puts the accountId into the body."""

    def __init__(self, server: Server, account_id: str, api_key: str) -> None:
        self.server, self.account_id, self.api_key = server, account_id, api_key
        self.http = httpx.Client(
            base_url=server.url, headers={"authorization": f"Bearer {api_key}"}, timeout=httpx.Timeout(60)
        )

    def get(self, path: str, **options: Any) -> httpx.Response:
        """GET."""
        return self.http.get(path, **options)

    def post(self, path: str, body: dict[str, Any], key: str | None = None, **options: Any) -> httpx.Response:
        """POST a JSON body with the account's id, under an idempotency key if given."""
        headers = {"idempotency-key": key} if key else {}
        return self.http.post(path, json={"accountId": self.account_id} | body, headers=headers, **options)

    def patch(self, path: str, body: dict[str, Any], **options: Any) -> httpx.Response:
        """PATCH a JSON body."""
        return self.http.patch(path, json=body, **options)

    def ok(self, response: httpx.Response) -> dict[str, Any]:
        """The body of a 200."""
        assert response.status_code == 200, f"{response.status_code}: {response.text[:2000]}"
        body: dict[str, Any] = response.json()
        return body
