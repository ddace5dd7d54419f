"""The tenant's half of every statement. A table group makes its statements here and nowhere else."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeAlias

from sqlalchemy import (
    Connection,
    Select,
    Table,
    Text,
    and_,
    any_,
    cast,
    column,
    func,
    insert,
    or_,
    select,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.dml import Update

from entrygo.contract.actor import Tenant
from entrygo.contract.canonical import JsonObject
from entrygo.contract.times import iso
from entrygo.store.records import Record, SqlRow, record_of

SqlSelect: TypeAlias = Select[Any]  # Any: the columns' types are the tables'

CHUNK = 900  # ids a statement: well under either database's limit on parameters
FEW = 2_000  # rows that are sorted without a thought

LAST_LETTER = "\U0010ffff"


def spellings(text: str) -> list[str]:
    """A text as it was typed, in capitals and in small letters."""
    return list(dict.fromkeys((text, text.upper(), text.lower())))


def chunks(items: Iterable[str], size: int = CHUNK) -> Iterator[list[str]]:
    """The items in lists of at most ``size``, duplicates dropped."""
    iterator = iter(dict.fromkeys(items))
    while block := list(islice(iterator, size)):
        yield block


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What part of a list is wanted: at most ``limit`` rows after the cursor position, oldest last."""

    limit: int
    after: tuple[str, str] | None = None


class TenantRows:
    """Statements on one table for one tenant, within one transaction."""

    def __init__(self, connection: Connection, tenant: Tenant, table: Table) -> None:
        self.connection = connection
        self.tenant = tenant
        self.table = table

    @property
    def _key(self) -> dict[str, str]:
        return {"account_id": self.tenant.account_id, "mode": self.tenant.mode.value}

    @property
    def mine(self) -> ColumnElement[bool]:
        """The tenant's own rows."""
        return self.owned(self.table)

    def owned(self, table: Table) -> ColumnElement[bool]:
        """The tenant's own rows of any table."""
        return and_(table.c.account_id == self.tenant.account_id, table.c.mode == self.tenant.mode.value)

    def select(self) -> SqlSelect:
        """All columns of the tenant's rows."""
        return select(self.table).where(self.mine)

    def first(self, statement: SqlSelect) -> SqlRow | None:
        return self.connection.execute(statement).first()

    def all(self, statement: SqlSelect) -> Sequence[SqlRow]:
        return self.connection.execute(statement).all()

    def one(self, kind: Callable[..., Record], statement: SqlSelect) -> Record | None:
        """The value of the first row, or none."""
        row = self.first(statement)
        return None if row is None else record_of(kind, row, self.tenant)

    def each(self, kind: Callable[..., Record], rows: Iterable[SqlRow]) -> list[Record]:
        """The values of rows."""
        return [record_of(kind, row, self.tenant) for row in rows]

    def among(self, column: ColumnElement[str], values: Sequence[str]) -> ColumnElement[bool]:
        """The column is one of these. PostgreSQL takes them as one array: a list of parameters costs more to send
        and to read than the rows to find."""
        if self.connection.dialect.name == "sqlite":
            return column.in_(values)
        return column == any_(cast(list(values), postgresql.ARRAY(Text)))

    def begins(self, column: ColumnElement[str], text: str) -> ColumnElement[bool]:
        """The column begins with these letters, their case included. SQLite finds that in an index as a range only."""
        if self.connection.dialect.name == "sqlite":
            return and_(column >= text, column < text + LAST_LETTER)
        return column.startswith(text, autoescape=True)

    def beginning(self, text: str, limit: int, *names: ColumnElement[str]) -> Sequence[SqlRow]:
        """Rows of which one of these columns begins with a text in any case of its letters."""
        named = or_(*(self.begins(name, each) for name in names for each in spellings(text)))
        return self.all(self.select().where(named).order_by(names[0]).limit(limit))

    def by_ids(self, column: ColumnElement[str], ids: Iterable[str]) -> Iterator[SqlRow]:
        """The tenant's rows whose column is one of ``ids``, in no particular order."""
        for block in chunks(ids):
            yield from self.connection.execute(self.select().where(self.among(column, block)))

    def insert_rows(self, *rows: JsonObject) -> None:
        """Insert rows; the tenant's columns are put in."""
        if rows:
            self.connection.execute(insert(self.table), [self._key | row for row in rows])

    def insert_absent(self, rows: Iterable[JsonObject]) -> None:
        """Insert those rows whose key is not taken."""
        if given := [self._key | row for row in rows]:
            self.connection.execute(self.upsert_statement().on_conflict_do_nothing(), given)

    def insert_if_absent(self, row: JsonObject) -> bool:
        """Insert one row unless its key is taken; says whether it was inserted."""
        statement = self.upsert_statement().values(self._key | row).on_conflict_do_nothing()
        counted = statement.execution_options(
            preserve_rowcount=True
        )  # else PostgreSQL's is gone with the cursor
        return self.connection.execute(counted).rowcount == 1

    def upsert(self, rows: Sequence[JsonObject], *, on: Sequence[str], keep: Sequence[str]) -> None:
        """Insert rows, or overwrite all but the ``keep`` columns where the tenant's ``on`` key is taken.

        In the order of their keys, so that two transactions that meet on several rows never wait for each other.
        """
        if not rows:
            return
        ordered = [self._key | row for row in sorted(rows, key=lambda row: tuple(row[name] for name in on))]
        in_one = len(ordered) > 1 and self.connection.dialect.name != "sqlite"
        statement = self._insert_from_arrays(ordered) if in_one else self.upsert_statement()
        overwritten = {
            name: statement.excluded[name] for name in rows[0] if name not in keep and name not in on
        }
        statement = statement.on_conflict_do_update(
            index_elements=["account_id", "mode", *on], set_=overwritten
        )
        self.connection.execute(statement, None if in_one else ordered)

    def _insert_from_arrays(self, rows: Sequence[JsonObject]) -> postgresql.Insert:
        """All rows in one statement, an array a column: PostgreSQL takes that three times faster than row by row."""
        columns = [self.table.c[name] for name in rows[0]]
        arrays = [cast([row[each.name] for row in rows], postgresql.ARRAY(each.type)) for each in columns]
        given = func.unnest(*arrays).table_valued(*(column(each.name, each.type) for each in columns))
        return postgresql.insert(self.table).from_select(
            [each.name for each in columns], select(given.render_derived())
        )

    def upsert_statement(self) -> "sqlite.Insert | postgresql.Insert":
        """An INSERT that can name a conflict, in the database's own spelling (they agree on it)."""
        if self.connection.dialect.name == "sqlite":
            return sqlite.insert(self.table)
        return postgresql.insert(self.table)

    def update(self) -> Update:
        """An UPDATE of the tenant's rows only."""
        return update(self.table).where(self.mine)

    def changed(self, statement: Update) -> bool:
        """Run a statement and say whether it changed exactly one row."""
        return self.connection.execute(statement).rowcount == 1

    def merged(self, branches: Sequence[SqlSelect]) -> Sequence[SqlRow]:
        """The rows of several statements, each in its own order and with its own limit, in one trip."""
        if len(branches) == 1:
            return self.all(branches[0])
        inner = [branch.subquery() for branch in branches]
        return self.connection.execute(union_all(*(select(each) for each in inner))).all()

    def page_rows(
        self,
        page: Page,
        *,
        conditions: Sequence[ColumnElement[bool]] = (),
        updated_since: datetime | None = None,
    ) -> Sequence[SqlRow]:
        """Newest first by (created_at, id), after the cursor: stable while rows are inserted."""
        if updated_since is not None:
            return self._changed_rows(page, list(conditions), iso(updated_since))
        return self._newest_rows(page, conditions)

    def _newest_rows(self, page: Page, conditions: Sequence[ColumnElement[bool]]) -> Sequence[SqlRow]:
        created, identifier = self.table.c.created_at, self.table.c.id
        statement = self.select().where(*conditions, *self._behind(page))
        return self.all(statement.order_by(created.desc(), identifier.desc()).limit(page.limit))

    def _behind(self, page: Page) -> Sequence[ColumnElement[bool]]:
        here = tuple_(self.table.c.created_at, self.table.c.id)
        return () if page.after is None else (here < page.after,)

    def _changed_rows(
        self, page: Page, conditions: list[ColumnElement[bool]], since: str
    ) -> Sequence[SqlRow]:
        """Those changed since an instant. Rows made since come first, and nearly all of them are changed since; of
        older ones the few are found by when they changed, and the many by when they were made."""
        created, changed = self.table.c.created_at, self.table.c.updated_at
        conditions = [*conditions, changed >= since]
        found = list(self._newest_rows(page, [*conditions, created >= since]))
        rest = Page(limit=page.limit - len(found), after=page.after)
        if not rest.limit:
            return found
        older = [*conditions, created < since, *self._behind(page)]
        keys = self.all(select(created, self.table.c.id).where(self.mine, *older).limit(FEW + 1))
        if len(keys) > FEW:
            return found + list(self._newest_rows(rest, older))
        newest = [row.id for row in sorted(keys, key=tuple, reverse=True)[: rest.limit]]
        rows = {row.id: row for row in self.by_ids(self.table.c.id, newest)}
        return found + [rows[each] for each in newest]
