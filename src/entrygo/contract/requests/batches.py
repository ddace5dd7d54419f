"""Batches made by the server's own choice of orders."""

from typing import Annotated

from pydantic import Field

from entrygo.contract.described import optional, required
from entrygo.contract.requests.catalogue import ACCOUNT_ID, IDEMPOTENCY_KEY
from entrygo.contract.requests.exports import MAX_PLAN_ORDERS, ShipmentIn
from entrygo.contract.requests.fields import Country, Flag, IdempotencyKey, Identifier, Line, Request

MAX_OPEN = 1_000


class PlanOpenRequest(Request):
    """Which open orders to plan, and by whom they go."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    warehouse_id: Identifier | None = optional(
        "The warehouse; the account's own where it has one only.", "wh_123"
    )
    broker_id: Identifier | None = optional("The broker; the account's own where it has one only.", "br_123")
    destination_country: Country | None = optional(
        "Only orders to this country; US where it is absent.", "US"
    )
    max_orders: Annotated[int, Field(ge=1, le=MAX_PLAN_ORDERS, strict=True)] | None = optional(
        "How many orders at most, the oldest first; 1,000 where it is absent.", 250
    )
    dry_run: Flag | None = optional("Compute the same plan and store nothing.", example=False)
    shipment: ShipmentIn | None = optional("How and when the goods cross.")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "plan-open-acc-123-001")


class SplitOffRequest(Request):
    """Orders that go into a batch of their own."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    order_ids: Annotated[list[Identifier], Field(min_length=1, max_length=MAX_PLAN_ORDERS)] | None = optional(
        "The orders to take out; those that errors of the current plan are about, where it is absent.",
        ["ord_123"],
    )
    expected_plan_hash: Line | None = optional(
        "The planHash the caller decided on; 409 PLAN_CHANGED where it is not the current one.",
        "planhash_abc123",
    )
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "split-batch-123-001")
