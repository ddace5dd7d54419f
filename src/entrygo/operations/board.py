"""The board of exports, and what stands on it, counted: each in a time that does not grow with the account."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.board import (
    BoardExport,
    CountsAnswer,
    DaySavings,
    ExportCount,
    MailCount,
    OldestWaiting,
)
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.lifecycle.rows import ExportRow
from entrygo.lifecycle.states import ExportState
from entrygo.operations.answer import Answer, answer
from entrygo.operations.board_query import BoardQuery, CountsQuery
from entrygo.operations.queries import write_cursor
from entrygo.store.board import BoardPage, BoardRow, SavedOn, Sort
from entrygo.store.unit_of_work import UnitOfWork


def exports_board(context: Context, actor: Actor, asked: BoardQuery) -> Answer:
    """A page of the board. Raises VALIDATION_ERROR for a cursor of another order."""
    sort, after = asked.sort, asked.cursor
    if after is not None and after.sort is not sort:
        message = f"This cursor is of the order {after.sort}; pass the same `sort` with it"
        raise validation_problem([issue("cursor", message, "invalid_string")])
    page = BoardPage(
        sort=sort,
        limit=asked.limit,
        states=asked.state,
        readiness=asked.readiness,
        after=None if after is None else after.place,
        broker_id=asked.broker_id,
        warehouse_id=asked.warehouse_id,
        created_from=asked.created_from,
        created_before=asked.created_before,
        value_from=_cents(asked.value_from),
        value_to=_cents(asked.value_to),
    )
    with context.store.read(actor.tenant) as uow:
        board = uow.board.page(page)
        names = _Names(uow, board.rows)
    place = board.more_after
    cursor = None if place is None else write_cursor(f"{sort} {place.readiness} {place.key}", place.id)
    data = [_board_view(row, names) for row in board.rows]
    return answer({"data": data, "has_more": place is not None, "next_cursor": cursor})


class _Names:
    """Names of the warehouses and brokers of some exports, and where their papers would go."""

    def __init__(self, uow: UnitOfWork, rows: Sequence[BoardRow]) -> None:
        self._warehouses = uow.warehouses.many({row.export.warehouse_id for row in rows})
        self._brokers = uow.brokers.many({row.export.broker_id for row in rows})

    def of(self, export: ExportRow) -> JsonObject:
        warehouse = self._warehouses.get(export.warehouse_id)
        broker = self._brokers.get(export.broker_id)
        return {
            "warehouse_name": None if warehouse is None else warehouse.stated.name,
            "broker_name": None if broker is None else broker.stated.name,
            "broker_email": None if broker is None else broker.stated.email,
        }


def _board_view(row: BoardRow, names: _Names) -> JsonObject:
    export = row.export
    figures = ("order_count", "line_count", "errors", "warnings")
    counts = {name: getattr(export, name) if export.is_summarised else None for name in figures}
    amounts = {
        f"{name}_usd": _dollars(getattr(export, f"{name}_usd_cents")) if export.is_summarised else None
        for name in ("value", "duty", "savings")
    }
    return shown(
        BoardExport,
        export,
        submission_status=None if row.submission is None else row.submission.value,
        **names.of(export),
        **counts,
        **amounts,
    )


def exports_counts(context: Context, actor: Actor, asked: CountsQuery) -> Answer:
    """Exports by state and readiness, mails in trouble, the oldest that waits, savings by day of a month (UTC)."""
    begin, end = _month(asked.month or context.clock.now().astimezone(UTC).strftime("%Y-%m"))
    oldest = BoardPage(sort=Sort.OLDEST, limit=1, states=(ExportState.BATCHED,))
    with context.store.read(actor.tenant) as uow:
        exports, mails = uow.board.counts(), uow.board.troubled_mails()
        waiting = uow.board.page(oldest).rows
        saved = uow.board.saved(begin, end)
    made = shown(
        CountsAnswer,
        None,
        exports=[
            shown(ExportCount, counted, state=state, readiness_state=readiness)
            for (state, readiness), counted in exports.items()
        ],
        mails=[
            shown(MailCount, counted, audience=audience, status=state)
            for (audience, state), counted in mails.items()
        ],
        oldest_waiting=shown(OldestWaiting, waiting[0].export) if waiting else None,
        month=begin.strftime("%Y-%m"),
        savings=[_day(each) for each in saved],
    )
    return answer(made)


def _day(saved: SavedOn) -> JsonObject:
    return shown(
        DaySavings, saved, known_savings_usd=_dollars(saved.known_cents), unknown_exports=saved.unknown
    )


def _month(named: str) -> tuple[datetime, datetime]:
    year, month = map(int, named.split("-"))
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    return datetime(year, month, 1, tzinfo=UTC), datetime(*following, 1, tzinfo=UTC)


def _dollars(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents).scaleb(-2)


def _cents(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount.scaleb(2))
