"""What a list may be asked: its page and its filters, as the query parameters of its endpoint."""

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Literal

import orjson
from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic.alias_generators import to_snake
from pydantic_core import PydanticCustomError

from entrygo.contract.answers.fields import ReadinessName
from entrygo.contract.described import optional
from entrygo.contract.requests.fields import Day, Request
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.states import ExportState, MailState, WebhookDeliveryState
from entrygo.store.tenant_rows import Page

DEFAULT_LIMIT, MAX_LIMIT = 20, 100
ROW = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]{12}Z [a-z]+_[0-9a-f]{32}", re.ASCII)  # what a cursor holds
EVENT = re.compile(r"events \d{1,18}", re.ASCII)

Position = tuple[str, str]


def write_cursor(*position: str) -> str:
    """An opaque, URL-safe position."""
    return base64.urlsafe_b64encode(orjson.dumps(list(position))).decode().rstrip("=")


def _cursor(form: re.Pattern[str]) -> BeforeValidator:
    def read(text: str) -> Position:
        if (position := position_in(text, form)) is not None:
            return position
        raise PydanticCustomError("invalid_string", "Invalid cursor; pass next_cursor of the page before")

    return BeforeValidator(read)


def read_cursor(text: str) -> Position:
    """The position in a list of rows that a cursor in a body names; VALIDATION_ERROR where it names none."""
    if (position := position_in(text, ROW)) is not None:
        return position
    raise validation_problem(
        [issue("cursor", "Invalid cursor; pass nextCursor of the call before", "invalid_string")]
    )


def position_in(text: str, form: re.Pattern[str]) -> Position | None:
    """The position that a cursor of this form names."""
    try:
        parts = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        return None
    is_one = isinstance(parts, list) and len(parts) == 2 and form.fullmatch(" ".join(map(str, parts)))
    return (parts[0], parts[1]) if is_one else None


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    raise PydanticCustomError("invalid_type", "Expected number, received '{text}'", {"text": text})


def _truth(text: str) -> bool:
    if text in ("true", "false"):
        return text == "true"
    raise PydanticCustomError("invalid_type", "Expected boolean, received '{text}'", {"text": text})


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text.replace(" ", "+"))
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise PydanticCustomError("invalid_string", "Invalid datetime; write ISO 8601 in UTC") from None


def one_of(values: type[StrEnum]) -> WithJsonSchema:
    """How the description tells a choice of these."""
    return WithJsonSchema({"type": "string", "enum": [each.value for each in values]})


OPAQUE = WithJsonSchema({"type": "string"})
RowCursor = Annotated[Position, _cursor(ROW), OPAQUE]
EventCursor = Annotated[Position, _cursor(EVENT), OPAQUE]
Limit = Annotated[int, Field(ge=1, le=MAX_LIMIT), BeforeValidator(_number)]
PlanNumber = Annotated[int, Field(ge=1, le=999_999_999), BeforeValidator(_number)]
Instant = Annotated[
    datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})
]
Words = Annotated[str, Field(min_length=1, max_length=200)]
FindingCode = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{2,80}$")]
Truth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"type": "boolean"})]
CURSOR = "`next_cursor` of the page before; opaque and URL-safe."


class ListQuery(Request):
    """A page of a list, newest first."""

    limit: Limit = Field(
        default=DEFAULT_LIMIT, description="How many rows, 1 to 100.", examples=[DEFAULT_LIMIT]
    )
    cursor: RowCursor | None = optional(CURSOR)

    @property
    def page(self) -> Page:
        """One row more than asked, to know whether there are more."""
        return Page(limit=self.limit + 1, after=self.cursor)

    @property
    def filters(self) -> Mapping[str, str]:
        """The filters given, by their names in the query."""
        paging = {"limit", "cursor", "updated_since"}
        return self.model_dump(mode="json", exclude=paging, exclude_none=True)


class ChangedQuery(ListQuery):
    """A page of rows, of all or of those changed since an instant."""

    updated_since: Instant | None = optional(
        "Only rows changed at or after this instant (ISO 8601).", "2026-11-01T00:00:00.000Z"
    )


class ProductsQuery(ChangedQuery):
    """A page of products; those that planning finds faults in are looked for among some hundred a call."""

    q: Words | None = optional("Only products whose external id, SKU or title holds this.", "hoodie")
    missing: (
        Literal[
            "hsCode",
            "countryOfOrigin",
            "description",
            "manufacturer",
            "materials",
            "netWeightKg",
            "unitValueUsd",
        ]
        | None
    ) = optional("Only products that lack this fact.")
    readiness: ReadinessName | None = optional(
        "Only products whose own facts planning judges so; a page may be short of `limit` with more to come."
    )
    finding: FindingCode | None = optional("Only products with this finding.", "HTS_CODE_MISSING")
    check: Truth | None = optional("Whether each product says what planning finds in it.")

    @property
    def is_checked(self) -> bool:
        """Whether planning is asked of each product."""
        return bool(self.check or self.readiness or self.finding)

    @property
    def missing_fact(self) -> str | None:
        """The fact missed, as a product's field."""
        return None if self.missing is None else to_snake(self.missing)


class SearchQuery(Request):
    """What to look for."""

    q: Words = Field(
        description="An id, a package number, an order's external id, a SKU, or how one of them begins.",
        examples=["shop-10"],
    )
    limit: Limit = Field(
        default=DEFAULT_LIMIT, description="How many rows, 1 to 100.", examples=[DEFAULT_LIMIT]
    )


class TariffQuery(Request):
    """The day whose law is asked for."""

    on: Day | None = optional("The entry date; today where it is absent.", "2026-11-02")


class OrdersQuery(ChangedQuery):
    """A page of orders."""

    q: Words | None = optional(
        "Only orders whose external id, or whose receiver's name, city or postal code holds this.", "shop-10"
    )
    state: Literal["open", "exported"] | None = optional("Only orders in this state.")


class ExportsQuery(ChangedQuery):
    """A page of exports."""

    state: Annotated[ExportState, one_of(ExportState)] | None = optional("Only exports in this state.")
    readiness: ReadinessName | None = optional("Only exports of this readiness.")
    warehouse_id: str | None = optional("Only exports from this warehouse.")
    broker_id: str | None = optional("Only exports to this broker.")


class SubmissionsQuery(ListQuery):
    """A page of broker submissions."""

    status: Annotated[MailState, one_of(MailState)] | None = optional(
        "Only submissions of this status.", "uncertain"
    )
    export_id: str | None = optional("Only submissions of this export.")


class RequestsQuery(ListQuery):
    """A page of the log of calls."""

    key_id: str | None = optional("Only calls of this key.")
    failed: Truth | None = optional("Only calls that were refused, or those that were not.")


class DeliveriesQuery(ListQuery):
    """A page of what an endpoint was sent and is to be sent."""

    state: Annotated[WebhookDeliveryState, one_of(WebhookDeliveryState)] | None = optional(
        "Only deliveries in this state."
    )


class EventsQuery(ListQuery):
    """A page of events, oldest first where not asked otherwise."""

    cursor: EventCursor | None = optional(CURSOR)
    type: Annotated[EventType, one_of(EventType)] | None = optional(
        "Only events of this dotted type.", "export.executed"
    )
    order: Literal["oldest", "newest"] | None = optional(
        "Which come first. A stream is filtered by `type` alone.", "newest"
    )
    export_id: str | None = optional("Only events of this export.")
    actor_id: str | None = optional("Only what this key or person wrote.", "key_123")
    from_: Instant | None = Field(
        default=None,
        alias="from",
        description="Only events of this instant or later.",
        examples=["2026-11-01T00:00:00Z"],
    )
    to: Instant | None = optional("Only events before this instant.", "2026-12-01T00:00:00Z")

    @property
    def after(self) -> int | None:
        """The number of the event the cursor stands behind."""
        return int(self.cursor[1]) if self.cursor else None


class DiffQuery(Request):
    """Which two plans of an export to compare, by their numbers."""

    old: PlanNumber | None = Field(
        default=None,
        alias="from",
        description="Number of the earlier plan; the one before `to` where it is absent.",
    )
    new: PlanNumber | None = Field(
        default=None, alias="to", description="Number of the later plan; the current one where it is absent."
    )
