"""The field types of answers, as they stand on the wire."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, WithJsonSchema
from pydantic.alias_generators import to_camel

from entrygo.contract.canonical import JsonObject
from entrygo.contract.described import JSON_TYPES, Written
from entrygo.contract.hts import dotted
from entrygo.contract.times import iso


class Answer(BaseModel):
    """An answer or a part of one: snake_case on the wire unless a field names itself otherwise."""

    model_config = ConfigDict(frozen=True, serialize_by_alias=True, defer_build=True)


class CamelAnswer(Answer):
    """An answer or a part of one in camelCase."""

    model_config = ConfigDict(alias_generator=to_camel)


Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]
Chance = Annotated[Decimal, WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]
Usd = Number
Kilograms = Annotated[Decimal, WithJsonSchema({"type": "number", "minimum": 0})]
HtsCode = Annotated[str, Written(dotted)]
Instant = Annotated[
    str,
    Written(iso),
    WithJsonSchema(
        {
            "type": "string",
            "format": "date-time",
            "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$",
        }
    ),
]
Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
Country = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"})]
PlanHash = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^planhash_[0-9a-z]+$"})]
Sha256 = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})]
FreeObject = Annotated[JsonObject, WithJsonSchema({"type": "object", "additionalProperties": True})]
FreeJson = Annotated[Any, WithJsonSchema({"type": JSON_TYPES})]  # Any: JSON of the caller's own

ExportStateName = Literal["BATCHED", "EXECUTING", "COMPLETED", "CANCELLED"]
ReadinessName = Literal["READY", "REVIEW_REQUIRED", "BLOCKED"]
PackageStateName = Literal[
    "generated", "sent_to_broker", "acknowledged", "rejected", "superseded", "withdrawn"
]
SubmissionStatus = Literal[
    "pending", "sending", "sent", "acknowledged", "rejected", "failed", "uncertain", "superseded"
]
AwaitedName = Literal["retry", "rate_limit", "mail_server", "decision", "earlier_mail"]
NextAction = Literal["execute", "review_flags_then_execute", "fix_validation_errors"]
Mode = Literal["truck", "ocean", "air"]
