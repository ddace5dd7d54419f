"""The board of exports, and what stands on it, counted."""

from typing import Annotated

from fastapi import APIRouter, Query

from entrygo.contract.answers.board import BoardPage, CountsAnswer
from entrygo.operations.answer import Answer
from entrygo.operations.board import exports_board, exports_counts
from entrygo.operations.board_query import BoardQuery, CountsQuery
from entrygo.surfaces.http.endpoint import ProtocolRoute, Read

router = APIRouter(route_class=ProtocolRoute, tags=["Exports"])


@router.get("/api/exports/counts", operation_id="exports.counts", response_model=CountsAnswer)
def exports_counts_get(call: Read, query: Annotated[CountsQuery, Query()]) -> Answer:
    """What stands on the board, counted.

    Exports by state and readiness, mails that failed or are uncertain, the export that waits longest, and what was
    saved by day of a month.
    """
    return exports_counts(call.context, call.actor, query)


@router.get("/api/exports/board", operation_id="exports.board", response_model=BoardPage)
def exports_board_get(call: Read, query: Annotated[BoardQuery, Query()]) -> Answer:
    """The board: exports with their figures, in the order and of the kinds asked for.

    Those that wait, worst first, where nothing else is asked. There is no total: follow `next_cursor`; a page of
    exports of a certain value or age may hold few of them, or none, and still not be the last.
    """
    return exports_board(call.context, call.actor, query)
