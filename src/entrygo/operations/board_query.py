"""What the board of exports may be asked, as the query parameters of its endpoints."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from entrygo.contract.described import optional
from entrygo.contract.findings import Severity
from entrygo.contract.plan import Readiness
from entrygo.contract.requests.fields import Request
from entrygo.lifecycle.states import ExportState
from entrygo.operations.queries import CURSOR, DEFAULT_LIMIT, OPAQUE, Instant, Limit, one_of, position_in
from entrygo.store.board import Place, Sort

INSTANT = r"\d{4}-\d\d-\d\dT[\d:.]{12}Z"
BOARD = re.compile(
    rf"((worst|newest|oldest) (READY|REVIEW_REQUIRED|BLOCKED) {INSTANT}|"
    r"value (READY|REVIEW_REQUIRED|BLOCKED) -?\d{1,19}) [a-z]+_[0-9a-f]{32}",
    re.ASCII,
)

ValueT = TypeVar("ValueT", bound=StrEnum)


class BoardCursor(NamedTuple):
    """Where a page of the board begins, and in which order."""

    sort: Sort
    place: Place


def _board_cursor(text: str) -> BoardCursor:
    if (position := position_in(text, BOARD)) is None:
        raise PydanticCustomError("invalid_string", "Invalid cursor; pass next_cursor of the page before")
    sort, readiness, key = position[0].split(" ")
    place = Place(readiness=Readiness(readiness), key=int(key) if sort == Sort.VALUE else key, id=position[1])
    return BoardCursor(Sort(sort), place)


def _set_of(values: type[ValueT]) -> Any:  # Any: what reads a set of values, as pydantic has it
    names = [each.value for each in values]

    def read(text: str) -> tuple[ValueT, ...]:
        asked = dict.fromkeys(text.split(","))
        if unknown := [each for each in asked if each not in names]:
            words = {"unknown": ", ".join(unknown), "names": ", ".join(names)}
            raise PydanticCustomError(
                "invalid_enum_value", "Unknown: '{unknown}'; one or more of {names}, with commas", words
            )
        return tuple(values(each) for each in asked)

    return BeforeValidator(read)


def _dollars(text: str) -> Decimal:
    if re.fullmatch(r"\d{1,12}(\.\d{1,2})?", text, re.ASCII):
        return Decimal(text)
    raise PydanticCustomError("invalid_type", "Expected US dollars such as 800 or 800.50")


Dollars = Annotated[Decimal, BeforeValidator(_dollars), WithJsonSchema({"type": "number", "minimum": 0})]


class BoardQuery(Request):
    """A page of the board: what is asked of its exports, and in which order they come."""

    limit: Limit = Field(
        default=DEFAULT_LIMIT, description="How many at most, 1 to 100.", examples=[DEFAULT_LIMIT]
    )
    cursor: Annotated[BoardCursor, BeforeValidator(_board_cursor), OPAQUE] | None = optional(CURSOR)
    sort: Annotated[Sort, one_of(Sort)] = Field(
        default=Sort.WORST,
        description="`worst`: BLOCKED first, the oldest of each first; `newest`; `oldest`; `value`: the greatest "
        "first, and before it what is not known.",
    )
    state: Annotated[tuple[ExportState, ...], _set_of(ExportState), WithJsonSchema({"type": "string"})] = (
        Field(
            default=(ExportState.BATCHED, ExportState.EXECUTING),
            description="Only exports in these states, with commas between them; those that wait by default.",
            examples=["BATCHED,EXECUTING"],
        )
    )
    readiness: Annotated[tuple[Readiness, ...], _set_of(Readiness), WithJsonSchema({"type": "string"})] = (
        Field(
            default=tuple(Readiness),
            description="Only exports of these kinds of readiness, with commas between them; all by default.",
            examples=["BLOCKED,REVIEW_REQUIRED"],
        )
    )
    warehouse_id: str | None = optional("Only exports from this warehouse.")
    broker_id: str | None = optional("Only exports to this broker.")
    created_from: Instant | None = optional("Only exports first planned at or after this instant.")
    created_before: Instant | None = optional("Only exports first planned before this instant.")
    value_from: Dollars | None = optional(
        "Only exports of this value in US dollars or more, or of one not known.", "800"
    )
    value_to: Dollars | None = optional(
        "Only exports of this value in US dollars or less, or of one not known.", "2500"
    )


class TriageQuery(Request):
    """Which findings are grouped."""

    severity: Annotated[tuple[Severity, ...], _set_of(Severity), WithJsonSchema({"type": "string"})] = Field(
        default=tuple(Severity),
        description="Only findings of these severities, with commas between them; all by default.",
        examples=["error,warning"],
    )


class CountsQuery(Request):
    """Of which month the savings are summed."""

    month: Annotated[str, Field(pattern=r"^(19|20)\d\d-(0[1-9]|1[0-2])$")] | None = optional(
        "The month of the savings, in UTC; this month where it is absent.", "2026-11"
    )
