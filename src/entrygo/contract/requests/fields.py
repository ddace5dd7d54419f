"""The field types of requests: plain values with limits, each fault worded as the contract words it."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from entrygo.contract.canonical import JsonValue
from entrygo.contract.countries import read_country
from entrygo.contract.described import JSON_TYPES
from entrygo.contract.email_addresses import email_fault
from entrygo.contract.hts import digits_of, is_digits, without_marks

MAX_NUMBER = Decimal(10) ** 12
MAX_MEASURE = 10**9  # pieces, kilograms: sums of their products stay exact in 28 digits
DECIMALS = 6
UNITED_STATES, PUERTO_RICO = "US", "PR"
_SMALLEST = Decimal("0.000001")
"""Finer amounts are rounded half up: pounds in kilograms, binary fractions that JSON clients send."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_CONTROL_BUT_BREAKS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Request(BaseModel):
    """camelCase on the wire, snake_case inside; unknown keys are ignored; a null optional equals an absent one."""

    limits: ClassVar[frozenset[str]] = frozenset()
    """Fields that set limits: their misspelt names are refused. What else nobody reads is legal, and told."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=False,
        validate_by_alias=True,
        extra="ignore",
        frozen=True,
        serialize_by_alias=True,
    )


def kind_of(value: JsonValue) -> str:
    """The JSON type of a value, as zod calls it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float | Decimal):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def _decimal(value: JsonValue) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError(
            "invalid_type", "Expected number, received {kind}", {"kind": kind_of(value)}
        )
    if isinstance(value, int) and abs(value) <= MAX_NUMBER:
        return Decimal(value)
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or abs(number) > MAX_NUMBER:
        raise PydanticCustomError(
            "too_big", "Number must be less than or equal to {max}", {"max": f"{MAX_NUMBER:f}"}
        )
    if number.as_tuple().exponent >= -DECIMALS:  # type: ignore[operator]  # it is finite
        return number
    return number.quantize(_SMALLEST, rounding=ROUND_HALF_UP)


def _single_line(text: str) -> str:
    if _CONTROL.search(text):
        raise PydanticCustomError(
            "invalid_string", "String must not contain line breaks or control characters"
        )
    return text


def _several_lines(text: str) -> str:
    if _CONTROL_BUT_BREAKS.search(text):
        raise PydanticCustomError("invalid_string", "String must not contain control characters")
    return text


def _email(text: str) -> str:
    fault = email_fault(text)
    if fault is not None:
        raise PydanticCustomError("invalid_string", "Invalid email: {fault}", {"fault": fault})
    return text


def _country(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise PydanticCustomError(
            "invalid_string", "Country must be a two-letter ISO 3166-1 code, for example US"
        )
    return text.upper()


def _named_country(text: str) -> str:
    code = read_country(text)
    if code is None:
        raise PydanticCustomError(
            "invalid_string",
            "Country must be a two-letter ISO 3166-1 code, for example US, or a country's name",
        )
    return code


def _no_date() -> date:
    raise PydanticCustomError("invalid_date", "Invalid date; write an existing day as YYYY-MM-DD")


def country_stated(text: str) -> str | None:
    """The code a text means, Puerto Rico's being that of the US; anything else is kept for planning to speak of."""
    code = read_country(text)
    if code is not None:
        return UNITED_STATES if code == PUERTO_RICO else code
    return text.strip() or None


def hts_stated(text: str) -> str | None:
    """An HTS code as digits; anything else is kept for planning to speak of, and nothing is None."""
    code = without_marks(text)
    digits = digits_of(code)
    return (digits if is_digits(digits) else code) or None


def _date(value: JsonValue) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError(
            "invalid_type", "Expected string, received {kind}", {"kind": kind_of(value)}
        )
    try:
        return date.fromisoformat(value) if _DAY.fullmatch(value) else _no_date()
    except ValueError:
        return _no_date()


def _instant(value: JsonValue) -> datetime:
    """An instant with its offset; a date without a time, or a time of no zone, says too little."""
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError(
            "invalid_type", "Expected string, received {kind}", {"kind": kind_of(value)}
        )
    try:
        read = datetime.fromisoformat(value.strip()) if _INSTANT.match(value.strip()) else None
    except (ValueError, OverflowError):
        read = None
    if read is None or read.tzinfo is None:
        raise PydanticCustomError(
            "invalid_string", "Invalid instant; write date, time and offset, such as 2026-11-28T10:15:00Z"
        )
    try:
        return read.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("invalid_string", "The instant lies outside of the calendar") from None


MAX_DEPTH = 8
MAX_JSON_TEXT = 16_384


def _free_object(value: JsonValue) -> JsonValue:
    """A JSON object of the caller's own, of bounded depth and size, without characters no database keeps."""
    if not isinstance(value, dict):
        raise PydanticCustomError(
            "invalid_type", "Expected object, received {kind}", {"kind": kind_of(value)}
        )
    return _free_json(value)


def _name_or_object(value: JsonValue) -> JsonValue:
    """A text, or a JSON object of the caller's own."""
    if not isinstance(value, str | dict):
        raise PydanticCustomError(
            "invalid_type", "Expected string or object, received {kind}", {"kind": kind_of(value)}
        )
    return _free_json(value)


def _free_json(value: JsonValue) -> JsonValue:
    budget = [MAX_JSON_TEXT]
    _walk(value, 0, budget)
    return value


def _walk(value: JsonValue, depth: int, budget: list[int]) -> None:
    if depth > MAX_DEPTH:
        raise PydanticCustomError(
            "too_big", "Object must be at most {depth} levels deep", {"depth": MAX_DEPTH}
        )
    if isinstance(value, Mapping):
        _spend("", budget)
        for key, item in value.items():
            _spend(key, budget)
            _walk(item, depth + 1, budget)
    elif isinstance(value, list):
        _spend("", budget)
        for item in value:
            _walk(item, depth + 1, budget)
    else:
        _spend(value if isinstance(value, str) else str(value), budget)


def _spend(text: str, budget: list[int]) -> None:
    budget[0] -= len(text) + 2
    if budget[0] < 0:
        raise PydanticCustomError(
            "too_big", "Object must be at most {size} characters", {"size": MAX_JSON_TEXT}
        )
    if "\x00" in text:
        raise PydanticCustomError("invalid_string", "String must not contain control characters")


def _described(**schema: str) -> Any:  # Any: a field of the annotation's own type
    """What a validator below asks, told in the API description too."""
    return Field(json_schema_extra=dict(schema))


def number_schema(**limits: JsonValue) -> WithJsonSchema:
    """A JSON number in the API description."""
    return WithJsonSchema({"type": "number", "maximum": int(MAX_NUMBER), **limits})


Flag = Annotated[bool, Field(strict=True)]
_ONE_LINE = _described(pattern=r"^[^\x00-\x1f\x7f\u2028\u2029]*$")
_LINES = _described(pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")

Line = Annotated[str, Field(max_length=500), _ONE_LINE, AfterValidator(_single_line)]
ShortLine = Annotated[str, Field(max_length=100), _ONE_LINE, AfterValidator(_single_line)]
StatedCountry = Annotated[
    str, Field(max_length=100), _ONE_LINE, AfterValidator(_single_line), AfterValidator(country_stated)
]
StatedHtsCode = Annotated[
    str, Field(max_length=100), _ONE_LINE, AfterValidator(_single_line), AfterValidator(hts_stated)
]
RequiredLine = Annotated[str, Field(min_length=1, max_length=500), _ONE_LINE, AfterValidator(_single_line)]
LongText = Annotated[str, Field(max_length=4_000), _LINES, AfterValidator(_several_lines)]
Identifier = Annotated[str, Field(min_length=1, max_length=200), _ONE_LINE, AfterValidator(_single_line)]
ExternalId = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    _ONE_LINE,
    AfterValidator(_single_line),
]
BatchId = Annotated[str, Field(min_length=3, max_length=200), _ONE_LINE, AfterValidator(_single_line)]
Email = Annotated[
    str,
    Field(max_length=320),
    _described(format="email"),
    AfterValidator(_single_line),
    AfterValidator(_email),
]
Country = Annotated[str, _described(pattern="^[A-Za-z]{2}$"), AfterValidator(_country)]
NamedCountry = Annotated[str, Field(max_length=100), AfterValidator(_named_country)]
IdempotencyKey = Annotated[str, _described(pattern="^[!-~]{1,255}$")]  # the idempotency rules refuse another
Instant = Annotated[
    datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})
]
Day = Annotated[date, BeforeValidator(_date)]
FreeObject = Annotated[
    JsonValue, BeforeValidator(_free_object), WithJsonSchema({"type": "object", "additionalProperties": True})
]
NameOrObject = Annotated[
    JsonValue, BeforeValidator(_name_or_object), WithJsonSchema({"type": ["string", "object"]})
]
FreeJson = Annotated[JsonValue, BeforeValidator(_free_json), WithJsonSchema({"type": JSON_TYPES})]
Money = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0), number_schema(minimum=0)]
Rate = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    Field(gt=0, le=MAX_MEASURE),
    number_schema(exclusiveMinimum=0, maximum=MAX_MEASURE),
]
Weight = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    Field(ge=0, le=MAX_MEASURE),
    number_schema(minimum=0, maximum=MAX_MEASURE),
]
Share = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0, le=1), number_schema(minimum=0, maximum=1)]
Percent = Annotated[
    Decimal, BeforeValidator(_decimal), Field(ge=0, le=100), number_schema(minimum=0, maximum=100)
]
Quantity = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    Field(gt=0, le=MAX_MEASURE),
    number_schema(exclusiveMinimum=0, maximum=MAX_MEASURE),
]
Indicator = Annotated[
    str, StringConstraints(strip_whitespace=True, to_upper=True, min_length=1, max_length=8)
]
"""A special programme indicator (general note 3(c))."""
Quantities = Annotated[
    dict[Annotated[str, Field(min_length=1, max_length=64)], Quantity], Field(max_length=20)
]
"""Amounts by unit."""
