"""Database URLs: what libpq reads, as the driver's dialect reads it, and how soon a silent connection is given up."""

from psycopg import conninfo
from sqlalchemy import URL, make_url

PATIENCE = {
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,  # milliseconds: a cut cable is noticed, not waited for
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
"""Connection arguments: how soon a client notices that its server is gone."""
OPTIONS = (
    "-c lock_timeout=10000"
    # A client that froze or was cut off inside a transaction must not hold a tenant's turn for ever.
    " -c idle_in_transaction_session_timeout=15000"
    " -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"
)
"""Session settings: how soon a server notices that its client is gone."""


def is_sqlite(url: str) -> bool:
    """Whether the URL names a SQLite file."""
    return url.startswith("sqlite")


def driver_url(url: str) -> URL:
    """The URL for SQLAlchemy. Several hosts (``postgresql://u@a:5432,b:5432/db?target_session_attrs=read-write``)
    are tried in turn, so that a connection finds the primary after a failover.
    """
    if is_sqlite(url):
        return make_url(url)
    head, _, _ = url.partition("?")
    if "," not in head:
        return make_url(url).set(drivername="postgresql+psycopg")
    named = {
        key: str(value) for key, value in conninfo.conninfo_to_dict(url.replace("+psycopg", "", 1)).items()
    }
    hosts = named.pop("host").split(",")
    ports = named.pop("port", "5432").split(",")
    ports = ports * len(hosts) if len(ports) == 1 else ports
    return URL.create(
        "postgresql+psycopg",
        username=named.pop("user", None),
        password=named.pop("password", None),
        database=named.pop("dbname", None),
        query={**named, "host": tuple(f"{host}:{port}" for host, port in zip(hosts, ports, strict=True))},
    )
