"""The board of exports: pages in several orders, and counts. Nothing here grows with the table.

A page is read as a prefix of an index for each state and readiness asked for, merged: no statement sorts or scans what
it does not show. What else is asked of a row (its value, in an order of time) is looked at in a window of rows.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import product
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, case, func, select, tuple_

from entrygo.contract.actor import Tenant
from entrygo.contract.plan import Readiness
from entrygo.contract.times import iso
from entrygo.lifecycle.rows import UNKNOWN_VALUE_RANK, ExportRow
from entrygo.lifecycle.states import Audience, ExportState, MailState
from entrygo.store import tables
from entrygo.store.records import SqlRow
from entrygo.store.tenant_rows import Page, SqlSelect, TenantRows

WINDOW = 1_000
"""Rows looked at for one page."""
MOST_COUNTED = 10_000
WORST_FIRST = (Readiness.BLOCKED, Readiness.REVIEW_REQUIRED, Readiness.READY)
SHOWN = ("id", "readiness", "created_at", "value_rank", "broker_id", "warehouse_id")
TROUBLED = (MailState.FAILED, MailState.UNCERTAIN)


class Sort(StrEnum):
    """The orders of the board: by readiness and age, newest or oldest first, by value with what is unknown first."""

    WORST = "worst"
    NEWEST = "newest"
    OLDEST = "oldest"
    VALUE = "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A row's place in an order: its readiness, what it is ordered by, its id."""

    readiness: Readiness
    key: str | int
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """What part of the board is wanted; amounts in cents. A value that is not known is in every range of values."""

    sort: Sort
    limit: int
    states: Collection[ExportState]
    readiness: Collection[Readiness] = WORST_FIRST
    after: Place | None = None
    broker_id: str | None = None
    warehouse_id: str | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None
    value_from: int | None = None
    value_to: int | None = None

    @property
    def is_windowed(self) -> bool:
        """Whether rows are looked at one by one, for something that the order is not made of."""
        aside = (self.created_from, self.created_before, self.broker_id, self.warehouse_id)
        other = aside if self.sort is Sort.VALUE else (self.value_from, self.value_to)
        return any(each is not None for each in other)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """An export on the board, with the state of the newest mail to its broker."""

    export: ExportRow
    submission: MailState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Rows of a page; ``more_after`` is the place to go on from, where there may be more."""

    rows: Sequence[BoardRow]
    more_after: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many, up to :data:`MOST_COUNTED`; ``has_more`` says that there are more than that."""

    count: int
    has_more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedOn:
    """What the exports executed on a day (UTC) saved: the sum of what is known, and of how many it is not."""

    day: str
    exports: int
    known_cents: int
    unknown: int


class BoardRows(TenantRows):
    """A tenant's exports as the board shows them."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.exports)
        self._mails = TenantRows(connection, tenant, tables.mails)

    def page(self, asked: BoardPage) -> Board:
        """A page in the order asked for. It may be short of its limit, even empty, though there is more."""
        shown: list[SqlRow] = []
        looked_at: SqlRow | None = None
        rows = self._ordered(asked)
        for row in rows:
            if _fits(row, asked):
                if len(shown) == asked.limit:
                    return Board(rows=self._full(shown), more_after=_place(asked, looked_at))
                shown.append(row)
            looked_at = row
        may_have_more = asked.is_windowed and len(rows) == WINDOW
        return Board(rows=self._full(shown), more_after=_place(asked, looked_at) if may_have_more else None)

    def newest(self, page: Page, filters: Mapping[str, str]) -> Sequence[ExportRow]:
        """A page of exports, newest first, by state, readiness, warehouse and broker."""
        state, readiness = filters.get("state"), filters.get("readiness")
        asked = BoardPage(
            sort=Sort.NEWEST,
            limit=page.limit - 1,
            states=list(ExportState) if state is None else [ExportState(state)],
            readiness=WORST_FIRST if readiness is None else [Readiness(readiness)],
            after=None
            if page.after is None
            else Place(readiness=Readiness.READY, key=page.after[0], id=page.after[1]),
            broker_id=filters.get("brokerId"),
            warehouse_id=filters.get("warehouseId"),
        )
        return self._exports([row.id for row in self._ordered(asked)])

    def _exports(self, ids: Sequence[str]) -> list[ExportRow]:
        found = {row.id: row for row in self.each(ExportRow, self.by_ids(self.table.c.id, ids))}
        return [found[each] for each in ids]

    def _ordered(self, asked: BoardPage) -> list[SqlRow]:
        limit = WINDOW if asked.is_windowed else asked.limit + 1
        column, is_down = self._order(asked.sort)
        by = (column.desc(), self.table.c.id.desc()) if is_down else (column, self.table.c.id)
        branches = [
            branch.order_by(*by).limit(limit)
            for state, readiness in product(asked.states, asked.readiness)
            for branch in self._branches(asked, state, readiness)
        ]
        rows = list(self.merged(branches)) if branches else []
        rows.sort(key=lambda row: (getattr(row, column.name), row.id), reverse=is_down)
        if asked.sort is Sort.WORST:
            rows.sort(key=lambda row: WORST_FIRST.index(row.readiness))
        return rows[:limit]

    def _order(self, sort: Sort) -> tuple[Column[Any], bool]:  # Any: a text or a number
        """What an order is made of, and whether the greatest comes first."""
        if sort is Sort.VALUE:
            return self.table.c.value_rank, True
        return self.table.c.created_at, sort is Sort.NEWEST

    def _branches(self, asked: BoardPage, state: ExportState, readiness: Readiness) -> list[SqlSelect]:
        """The rows of one state and readiness behind the page's place, each statement a range of an index."""
        columns = self.table.c
        conditions = [self.mine, columns.state == state.value, columns.readiness == readiness.value]
        if asked.sort is not Sort.VALUE:
            of = ((columns.broker_id, asked.broker_id), (columns.warehouse_id, asked.warehouse_id))
            conditions += [column == value for column, value in of if value is not None]
        after = asked.after
        if after is not None and asked.sort is Sort.WORST and readiness is not after.readiness:
            if WORST_FIRST.index(readiness) < WORST_FIRST.index(after.readiness):
                return []
            after = None
        column, is_down = self._order(asked.sort)
        if after is not None:
            here = tuple_(column, columns.id)
            conditions.append(here < (after.key, after.id) if is_down else here > (after.key, after.id))
        shown = (columns[name] for name in SHOWN)
        statement = select(*shown).where(*conditions)
        return [statement.where(*each) for each in _ranges(columns, asked)]

    def _full(self, shown: Sequence[SqlRow]) -> Sequence[BoardRow]:
        ids = [row.id for row in shown]
        newest: dict[str, tuple[int, str]] = {}
        for mail in self._mails.by_ids(tables.mails.c.export_id, ids):
            if mail.audience == Audience.BROKER.value:
                newest[mail.export_id] = max(
                    newest.get(mail.export_id, (-1, "")), (mail.position, mail.state)
                )
        return [
            BoardRow(export=each, submission=MailState(newest[each.id][1]) if each.id in newest else None)
            for each in self._exports(ids)
        ]

    def counts(self) -> Mapping[tuple[ExportState, Readiness], Counted]:
        """How many exports stand in each state with each readiness; every pair once."""
        columns = self.table.c
        asked = list(product(ExportState, WORST_FIRST))
        found = self._counted(
            self.table,
            [and_(columns.state == state, columns.readiness == readiness) for state, readiness in asked],
        )
        return dict(zip(asked, found, strict=True))

    def troubled_mails(self) -> Mapping[tuple[Audience, MailState], Counted]:
        """Mails that failed or whose fate is not known, by whom they are for."""
        columns = tables.mails.c
        asked = list(product(Audience, TROUBLED))
        found = self._counted(
            tables.mails,
            [and_(columns.audience == audience, columns.state == state) for audience, state in asked],
        )
        return dict(zip(asked, found, strict=True))

    def _counted(self, table: Table, conditions: Sequence[ColumnElement[bool]]) -> list[Counted]:
        """How many rows hold each, in one statement; nothing beyond the most that is counted is looked at."""
        counts = []
        for condition in conditions:
            some = select(table.c.id).where(self.owned(table), condition).limit(MOST_COUNTED + 1).subquery()
            counts.append(select(func.count()).select_from(some).scalar_subquery())
        found = self.connection.execute(select(*counts)).one()
        return [Counted(count=min(each, MOST_COUNTED), has_more=each > MOST_COUNTED) for each in found]

    def saved(self, since: datetime, until: datetime) -> Sequence[SavedOn]:
        """What was saved by day of execution, from an instant until before another; days without any are left out."""
        executed, saved = self.table.c.executed_at, self.table.c.savings_usd_cents
        day = func.substr(executed, 1, 10).label("day")
        statement = (
            select(
                day,
                func.count().label("exports"),
                func.coalesce(func.sum(saved), 0).label("known_cents"),
                func.sum(case((saved.is_(None), 1), else_=0)).label("unknown"),
            )
            .where(self.mine, executed >= iso(since), executed < iso(until))
            .group_by(day)
        )
        found = [
            SavedOn(
                day=row.day, exports=row.exports, known_cents=int(row.known_cents), unknown=int(row.unknown)
            )
            for row in self.all(statement)
        ]
        return sorted(found, key=lambda each: each.day)


def _ranges(columns: Any, asked: BoardPage) -> list[list[ColumnElement[bool]]]:  # Any: a table's columns
    """The ranges of what the order is made of; a value that is not known has one of its own."""
    if asked.sort is not Sort.VALUE:
        aged: list[ColumnElement[bool]] = []
        if asked.created_from is not None:
            aged.append(columns.created_at >= iso(asked.created_from))
        if asked.created_before is not None:
            aged.append(columns.created_at < iso(asked.created_before))
        return [aged]
    rank = columns.value_rank
    least = [] if asked.value_from is None else [rank >= asked.value_from]
    if asked.value_to is None:
        return [least]
    unknown = [rank >= UNKNOWN_VALUE_RANK]
    is_past = asked.after is not None and asked.after.key != UNKNOWN_VALUE_RANK
    return [*([] if is_past else [unknown]), [*least, rank <= asked.value_to]]


def _fits(row: SqlRow, asked: BoardPage) -> bool:
    """Whether a row is what was asked for beyond its order."""
    if asked.sort is Sort.VALUE:
        since, until = asked.created_from, asked.created_before
        return (
            (since is None or row.created_at >= iso(since))
            and (until is None or row.created_at < iso(until))
            and asked.broker_id in (None, row.broker_id)
            and asked.warehouse_id in (None, row.warehouse_id)
        )
    if row.value_rank == UNKNOWN_VALUE_RANK:
        return True
    is_much = asked.value_from is None or row.value_rank >= asked.value_from
    return is_much and (asked.value_to is None or row.value_rank <= asked.value_to)


def _place(asked: BoardPage, row: SqlRow | None) -> Place | None:
    if row is None:
        return None
    key = row.value_rank if asked.sort is Sort.VALUE else row.created_at
    return Place(readiness=Readiness(row.readiness), key=key, id=row.id)
