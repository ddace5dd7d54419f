"""What the tools take: few fields, each said in a line, so that the whole list stays small in an agent's context."""

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from entrygo.contract.canonical import JsonValue
from entrygo.contract.described import optional, required
from entrygo.contract.requests.exports import ShipmentIn
from entrygo.contract.requests.fields import Email, Flag, FreeObject, Identifier, Line, Request, ShortLine

MOST_ITEMS = 100
MOST_ORDERS = 1_000
MOST_LISTED = 50
MOST_WAIT_SECONDS = 20

_PRODUCT = {
    "type": "object",
    "description": "A product; beside these any field of POST /api/products/sync.",
    "properties": {
        "externalId": {"type": "string"},
        "title": {"type": "string"},
        "sku": {"type": "string"},
        "description": {"type": "string", "description": "Material, kind and use in plain words."},
        "hsCode": {"type": "string", "description": "HTSUS code of ten digits."},
        "countryOfOrigin": {"type": "string"},
        "netWeightKg": {"type": "number"},
        "materials": {"type": "array", "items": {"type": "object"}, "description": "[{name, percent}]"},
        "manufacturer": {"type": "object", "description": "{name, address, city, postalCode, country}"},
    },
    "required": ["externalId", "title"],
}
_ORDER = {
    "type": "object",
    "description": "An order; beside these any field of POST /api/orders/sync.",
    "properties": {
        "externalId": {"type": "string"},
        "destinationCountry": {"type": "string"},
        "items": {
            "type": "array",
            "items": {"type": "object"},
            "description": "[{productId, quantity, unitValueUsd}]; or unitPrice in the order's currency.",
        },
        "currency": {"type": "string"},
        "shipTo": {"type": "object", "description": "{name, address1, city, region, postalCode, country}"},
    },
    "required": ["externalId", "destinationCountry", "items"],
}
_ESTIMATE_LINE = {
    "type": "object",
    "description": "{hsCode, countryOfOrigin, valueUsd, quantity, netWeightKg?, usmcaClaimed?, metals?}",
}
Item = JsonValue
Id = Annotated[str, Field(min_length=3, max_length=200)]


class Nothing(Request):
    """No arguments."""


class ProductsUpsert(Request):
    """Products to insert or overwrite."""

    items: Annotated[
        list[Annotated[Item, WithJsonSchema(_PRODUCT)]], Field(min_length=1, max_length=MOST_ITEMS)
    ] = required("The products.")


class ProductsFind(Request):
    """Products by words of theirs, or by ids."""

    query: Line | None = optional("Part of externalId, SKU or title.")
    ids: Annotated[list[Identifier], Field(max_length=MOST_LISTED)] | None = optional(
        "Ids, in place of a query."
    )
    limit: Annotated[int, Field(ge=1, le=MOST_LISTED)] = Field(default=20)
    cursor: ShortLine | None = optional("next_cursor of the answer before.")


class OrdersUpsert(Request):
    """Orders to insert or overwrite."""

    items: Annotated[
        list[Annotated[Item, WithJsonSchema(_ORDER)]], Field(min_length=1, max_length=MOST_ITEMS)
    ] = required("The orders; a sync replaces their lines.")


class Plan(Request):
    """Orders to plan, from a warehouse, with a broker."""

    order_ids: Annotated[list[Identifier], Field(min_length=1, max_length=MOST_ORDERS)] = required(
        "Ids of synced orders."
    )
    warehouse_id: Identifier = required("From parties_list.")
    broker_id: Identifier = required("From parties_list.")
    dry_run: Flag = Field(default=False, description="Compute only, store nothing.")
    batch_id: Id | None = optional("A stored plan to make anew.")
    shipment: ShipmentIn | None = optional("Entry date, port, mode, carrier.")


class Explain(Request):
    """Of which export, and what of it."""

    export_id: Id = required("The export.")
    code: ShortLine | None = optional("Only findings of this code.")
    order_id: Identifier | None = optional("Only what concerns this order.")


class Execute(Request):
    """Which plan to execute."""

    export_id: Id = required("The export.")
    expected_plan_hash: ShortLine = required("planHash of the plan that was read.")
    acknowledge_review: Annotated[list[ShortLine], Field(max_length=200)] | None = optional(
        "For REVIEW_REQUIRED: exactly the warning codes of the plan, after a person read them."
    )
    expected_recipient: Email | None = optional("The broker's address that was read.")


class Get(Request):
    """Which export."""

    export_id: Id = required("The export.")
    detail: Literal["summary", "full"] = Field(
        default="summary", description="full: the whole inspect answer."
    )
    wait_s: Annotated[int, Field(ge=0, le=MOST_WAIT_SECONDS)] = Field(
        default=0, alias="wait_s", description="Wait so many seconds for the broker's mail to be sent."
    )


class ListExports(Request):
    """Exports in some state."""

    state: Literal["BATCHED", "EXECUTING", "COMPLETED", "CANCELLED"] | None = optional("State.")
    readiness: Literal["READY", "REVIEW_REQUIRED", "BLOCKED"] | None = optional("Readiness.")
    limit: Annotated[int, Field(ge=1, le=MOST_LISTED)] = Field(default=20)
    cursor: ShortLine | None = optional("next_cursor of the answer before.")


class Diff(Request):
    """Two plans of an export; the last two where none is named."""

    export_id: Id = required("The export.")
    old: Annotated[int, Field(ge=1)] | None = Field(default=None, alias="from")
    new: Annotated[int, Field(ge=1)] | None = Field(default=None, alias="to")


class Resend(Request):
    """Which submission to send again."""

    export_id: Id = required("The export.")
    recipient_email: Email | None = optional("Another address; obeys the policy.")
    expected_plan_hash: ShortLine | None = optional("planHash of the papers, where a policy asks for it.")
    expected_recipient: Email | None = optional("The broker's address that was read.")


class Lookup(Request):
    """What to look up."""

    kind: Literal["rule", "error", "event", "hts"] = required("What it is.")
    query: Line = required("Its code, or words of it; for hts digits that begin a code.")


class Estimate(Request):
    """Goods of one entry."""

    lines: Annotated[
        list[Annotated[FreeObject, WithJsonSchema(_ESTIMATE_LINE)]],
        Field(min_length=1, max_length=MOST_ITEMS),
    ] = required("The goods.")
    entry_date: ShortLine = required("YYYY-MM-DD.")
    mode: Literal["truck", "ocean", "air"] = Field(default="truck")
    entry_type: Literal["formal", "informal"] = Field(default="formal")
