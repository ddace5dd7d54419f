"""Files of products and orders: the file's text or bytes, and how it is read."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from entrygo.contract.canonical import JsonValue
from entrygo.contract.described import optional, required
from entrygo.contract.requests.catalogue import ACCOUNT_ID, IDEMPOTENCY_KEY
from entrygo.contract.requests.fields import Flag, IdempotencyKey, Identifier, Request, RequiredLine

MAX_MAPPED = 500
FILE_BYTES = {"contentEncoding": "base64"}
Preset = Literal["entrygo", "shopify", "woocommerce", "bigcommerce", "shipstation"]


def _not_empty(file: JsonValue) -> JsonValue:
    if file == "":
        raise PydanticCustomError("too_small", "The file is empty")
    return file


class MappedColumn(Request):
    """Where a column goes, with the unit of its numbers."""

    field: RequiredLine = required("The field in dotted form.", "grossWeightKg")
    unit: Literal["kg", "g", "lb", "oz"] | None = optional("The unit of a column of weights.", "g")


class FileImport(Request):
    """A file to import: its text as ``csv``, or its bytes as ``raw``.

    As a body of its own the file's bytes are sent with its media type, and every other field stands in the query.
    """

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    csv: Annotated[str, Field(min_length=1), BeforeValidator(_not_empty)] | None = optional(
        "The file's text, for CSV."
    )
    raw: (
        Annotated[str, Field(min_length=4, json_schema_extra=FILE_BYTES), BeforeValidator(_not_empty)] | None
    ) = optional("The file's bytes in base64, for CSV in any encoding and XLSX.")
    preset: Preset | None = optional(
        "Whose columns the file has. Where it is absent, the header says: EntryGo's own fields, or a shop's export.",
        "shopify",
    )
    mapping: Annotated[dict[str, RequiredLine | MappedColumn], Field(max_length=MAX_MAPPED)] | None = (
        optional(
            "Which column gives which field, in place of a preset; columns that are not named are left out."
        )
    )
    dry_run: Flag | None = optional("If true, say what would change and store nothing.", example=True)
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "import-acc-123-001")

    @model_validator(mode="before")
    @classmethod
    def _one_file(cls, body: JsonValue) -> JsonValue:
        if isinstance(body, dict) and (body.get("csv") is None) == (body.get("raw") is None):
            raise PydanticCustomError(
                "invalid_type", "State the file once: as csv, its text, or as raw, its bytes"
            )
        return body

    @model_validator(mode="after")
    def _one_reading(self) -> Self:
        if self.preset is not None and self.mapping is not None:
            raise PydanticCustomError("custom", "State a preset or a mapping, one of the two")
        return self


class ProductsImport(FileImport):
    """Products of a file to insert or change, all or nothing."""


class OrdersImport(FileImport):
    """Orders of a file to insert or overwrite."""
