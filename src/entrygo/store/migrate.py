"""Bring a database to this version's schema: Alembic's numbered, forward-only migrations."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from entrygo.store.database import Database
from entrygo.store.tenancy import every_tenant

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 0x656E_7472_7967  # "entryg": one migrator at a time on PostgreSQL


def migrate(url: str) -> None:
    """Run the migrations that this database has not seen; safe beside a running server and beside another migrator."""
    database = Database(url)
    try:
        with _alone(database.engine, is_sqlite=database.is_sqlite) as connection:
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.attributes["connection"] = connection
            with every_tenant(connection):
                command.upgrade(config, "head")
            connection.commit()
    finally:
        database.close()


def _alone(engine: Engine, *, is_sqlite: bool) -> Connection:
    connection = engine.connect()
    if is_sqlite:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
    return connection
