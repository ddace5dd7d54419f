"""The verbs on exports."""

from typing import Annotated, Literal

from pydantic import Field

from entrygo.contract.requests.catalogue import MetalsIn
from entrygo.contract.requests.fields import (
    BatchId,
    Country,
    Day,
    Email,
    Identifier,
    Line,
    Money,
    Quantity,
    Request,
    RequiredLine,
    ShortLine,
    Weight,
)

MAX_PLAN_ORDERS = 10_000
MAX_ESTIMATE_LINES = 5_000
TransportMode = Literal["truck", "ocean", "air"]


class ShipmentIn(Request):
    """How and when the goods cross; ``entryDate`` defaults to today at the port."""

    entry_date: Day | None = None
    port_of_entry: ShortLine | None = None
    mode: TransportMode | None = None
    carrier_scac: ShortLine | None = None
    paps_number: ShortLine | None = None
    eta: ShortLine | None = None


class PlanRequest(Request):
    """POST /api/exports/plan."""

    account_id: Identifier
    warehouse_id: Identifier
    broker_id: Identifier
    order_ids: Annotated[list[Identifier], Field(min_length=1, max_length=MAX_PLAN_ORDERS)]
    destination_country: Country | None = None
    batch_id: BatchId | None = None
    dry_run: bool | None = None
    shipment: ShipmentIn | None = None
    idempotency_key: str | None = None


class ExecuteRequest(Request):
    """POST /api/exports/execute."""

    account_id: Identifier
    batch_id: BatchId
    expected_plan_hash: Line | None = None
    idempotency_key: str | None = None


class ResubmitRequest(Request):
    """POST /api/exports/{id}/resubmit."""

    account_id: Identifier
    recipient_email: Email | None = None
    idempotency_key: str | None = None


class CancelRequest(Request):
    """POST /api/exports/{id}/cancel."""

    account_id: Identifier
    reason: Line | None = None
    idempotency_key: str | None = None


class ApproveRequest(Request):
    """POST /api/exports/{id}/approve."""

    account_id: Identifier | None = None
    plan_hash: RequiredLine
    idempotency_key: str | None = None


class EstimateLineIn(Request):
    """A line of an estimate: ``quantity`` in the schedule's first unit, weights are line totals."""

    hs_code: RequiredLine
    country_of_origin: Country
    value_usd: Money
    quantity: Quantity
    net_weight_kg: Weight | None = None
    usmca_claimed: bool | None = None
    metals: MetalsIn | None = None


class EstimateRequest(Request):
    """POST /api/customs/estimate: landed cost without an order."""

    account_id: Identifier
    entry_date: Day
    mode: TransportMode
    entry_type: Literal["formal", "informal"]
    lines: Annotated[list[EstimateLineIn], Field(min_length=1, max_length=MAX_ESTIMATE_LINES)]
