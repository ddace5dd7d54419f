"""Row security on PostgreSQL: each transaction names its tenant, behind every statement's own WHERE.

The policies of each tenant table (:func:`protect`) show and take only rows of the account and mode the transaction
names; a statement that forgot them finds nothing of others, and a connection that names nobody finds nothing at all.
SQLite has no row security; its connections name nobody.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from entrygo.contract.actor import Tenant

EVERY_TENANT = "entrygo.every_tenant"
"""The setting that, ``on``, says a statement concerns the whole installation."""
_NAMED = "set_config('entrygo.account_id', :account_id, true), set_config('entrygo.mode', :mode, true)"
_READING = text(f"SELECT {_NAMED}")
_WRITING = text(f"SELECT pg_advisory_xact_lock(hashtextextended(:turn, 0)), {_NAMED}")
_EVERYONE = text(f"SELECT set_config('{EVERY_TENANT}', :said, true)")


def name_tenant(connection: Connection, tenant: Tenant, *, is_writing: bool) -> None:
    """Bind a transaction to a tenant's rows until it ends.

    A tenant's writers take turns, as SQLite's do: what one reads stays true until it commits, and no two of them
    ever wait for each other's rows.
    """
    if connection.dialect.name == "sqlite":
        return
    named = {"account_id": tenant.account_id, "mode": tenant.mode.value}
    if is_writing:
        connection.execute(_WRITING, named | {"turn": f"{tenant.account_id}/{tenant.mode.value}"})
    else:
        connection.execute(_READING, named)


@contextmanager
def every_tenant(connection: Connection) -> Iterator[Connection]:
    """Statements of this block concern the whole installation: what is due, what number is free, a migration."""
    if connection.dialect.name == "sqlite":
        yield connection
        return
    connection.execute(_EVERYONE, {"said": "on"})
    yield connection
    connection.execute(
        _EVERYONE, {"said": "off"}
    )  # a fault leaves it on for as long as its transaction lasts


def protect(table: str) -> list[str]:
    """The statements that put a tenant table behind the wall, for the migration that makes the table.

    FORCE: the role that owns the tables is the role that serves. The subselects are evaluated once a statement.
    """
    mine = (
        "account_id = (SELECT current_setting('entrygo.account_id', true))"
        " AND mode = (SELECT current_setting('entrygo.mode', true))"
    )
    anyones = f"(SELECT current_setting('{EVERY_TENANT}', true)) = 'on'"
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant ON {table} USING (({mine}) OR {anyones})",
    ]
