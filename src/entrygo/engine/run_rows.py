"""The durable-execution library's own rows: whose runs are unfinished, and giving them to whoever is alive.

The library recovers by itself only the runs of the executor it is launched as; finding out that another is dead is
left to its user. These are the few places where its internals are used, so that a new release is checked here.
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from dbos import DBOS
from dbos._dbos import _get_dbos_instance
from dbos._utils import INTERNAL_QUEUE_NAME

PENDING = "PENDING"
UNFINISHED = frozenset({PENDING, "ENQUEUED", "DELAYED"})
PRUNED_AT_ONCE = 500


def stop_waiting_for_the_database() -> None:
    """Let a lost connection raise. The library would sleep up to 90 s between its tries, so that runs came back long
    after their database did; without that they are taken up again as soon as the lease is back.
    """
    database = _get_dbos_instance()._sys_db
    if not hasattr(database, "_retry_connection_errors"):
        raise RuntimeError("This release of dbos keeps its retry setting elsewhere.")
    database._retry_connection_errors = False


def executors_with_runs(*, but: str) -> Sequence[str]:
    """The executors that have begun a run and not ended it."""
    database = _get_dbos_instance()._sys_db
    rows = database.tables.workflow_status
    statement = (
        sa.select(rows.c.executor_id).distinct().where(rows.c.status == PENDING, rows.c.executor_id != but)
    )
    with database.engine.connect() as connection:
        return list(connection.execute(statement).scalars())


def unfinished(executor_id: str) -> Sequence[str]:
    """The runs the executor has begun and not ended."""
    database = _get_dbos_instance()._sys_db
    rows = database.tables.workflow_status
    statement = sa.select(rows.c.workflow_uuid).where(
        rows.c.status == PENDING, rows.c.executor_id == executor_id
    )
    with database.engine.connect() as connection:
        return list(connection.execute(statement).scalars())


def give_away(executor_id: str) -> None:
    """Offer every unfinished run of a dead executor to whoever takes it first; a second offer changes nothing."""
    DBOS._recover_pending_workflows([executor_id])


def offer(executor_id: str, key: str) -> None:
    """Offer one unfinished run of an executor again."""
    _get_dbos_instance()._sys_db.reenqueue_for_recovery(key, [executor_id], INTERNAL_QUEUE_NAME)


def prune(before: datetime) -> int:
    """Forget runs that finished before an instant; how many. What they did stands in the database's own rows."""
    database = _get_dbos_instance()._sys_db
    rows, total = database.tables.workflow_status, 0
    statement = sa.select(rows.c.workflow_uuid).where(
        rows.c.status.not_in(UNFINISHED), rows.c.updated_at < int(before.timestamp() * 1000)
    )
    while True:
        with database.engine.connect() as connection:
            keys = list(connection.execute(statement.limit(PRUNED_AT_ONCE)).scalars())
        if not keys:
            return total
        database.delete_workflows(keys)
        total += len(keys)
