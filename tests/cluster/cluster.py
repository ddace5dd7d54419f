"""All hosts together."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from entrygo.settings import Settings
from tests.cluster.database import DatabaseCluster
from tests.cluster.hosts import FOLDER, Host, eventually, make_switch
from tests.cluster.nodes import Node
from tests.cluster.surroundings import BUCKET, CREDENTIALS, BrokersMail, FileStore


@dataclass(frozen=True)
class Cluster:
    """Three nodes and what they share."""

    nodes: tuple[Node, ...]
    database: DatabaseCluster
    files: FileStore
    mail: BrokersMail

    @property
    def settings(self) -> Settings:
        """What an administrator's own commands run with."""
        return Settings(home=FOLDER / "desk", database_url=self.database.url())

    @property
    def hosts(self) -> list[Host]:
        """Every host."""
        others = (*self.database.hosts, self.database.keeper, self.files.host, self.mail.host)
        return [*(node.host for node in self.nodes), *others]


@contextlib.contextmanager
def running_cluster() -> Iterator[Cluster]:
    """All of it for the time of the block."""
    FOLDER.mkdir(mode=0o755)
    make_switch()
    names = {"etcd": 21, "pg1": 31, "pg2": 32, "s3": 41, "smtp": 51}
    host = {name: Host(name, number).plug_in() for name, number in names.items()}
    database = DatabaseCluster(host["etcd"], (host["pg1"], host["pg2"]))
    files, mail = FileStore(host["s3"]), BrokersMail(host["smtp"])
    shared = CREDENTIALS | {
        "ENTRYGO_DATABASE_URL": database.url(),
        "ENTRYGO_ARTIFACTS_URL": f"s3://{BUCKET}/papers",
        "ENTRYGO_S3_ENDPOINT": files.endpoint,
        "ENTRYGO_SMTP_URL": mail.url,
        "ENTRYGO_MAIL_FROM": "exports@maple.example",
        "ENTRYGO_PUBLIC_URL": "http://exports.maple.example",
        "ENTRYGO_RATE_LIMIT_PER_SECOND": "0",
    }
    nodes = tuple(Node(Host(f"node{n}", 10 + n).plug_in(), shared) for n in (1, 2, 3))
    cluster = Cluster(nodes, database, files, mail)
    try:
        files.start()
        mail.start()
        database.start()
        files.wait_until_up()
        for node in nodes:
            node.start()  # all at once on an empty database: one of them migrates it
        for node in nodes:
            node.wait_until_ready()
        eventually("every commit is mirrored", database.is_mirrored, seconds=60)
        yield cluster
    finally:
        for each in cluster.hosts:
            each.kill()
