"""What the customs optimizer is asked, of goods or of products of the catalogue."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from entrygo.contract.canonical import JsonValue
from entrygo.contract.described import optional, required
from entrygo.contract.requests.catalogue import ACCOUNT_ID, IDEMPOTENCY_KEY, MaterialIn
from entrygo.contract.requests.fields import (
    Day,
    FreeObject,
    IdempotencyKey,
    Identifier,
    Line,
    LongText,
    NamedCountry,
    Rate,
    Request,
    RequiredLine,
    StatedHtsCode,
)

MAX_MATERIALS = 50
_WORD = re.compile(r"[^\W\d_]{2}")
_SHARE_FIRST = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})?)\s*(?:%|percent\b)\s*(\S.*)", re.IGNORECASE)
_SHARE_LAST = re.compile(r"\s*(\S.*?)\s*\(?(\d{1,3}(?:\.\d{1,3})?)\s*(?:%|percent)\)?\s*", re.IGNORECASE)


def _material(value: JsonValue) -> JsonValue:
    """A material in words, ``80% cotton`` or ``cotton (80%)``, in the form of an object."""
    if not isinstance(value, str):
        return value
    if found := _SHARE_FIRST.fullmatch(value):
        return {"name": found[2], "percent": Decimal(found[1])}
    if found := _SHARE_LAST.fullmatch(value):
        return {"name": found[1], "percent": Decimal(found[2])}
    return {"name": value}


StatedMaterial = Annotated[MaterialIn, BeforeValidator(_material, json_schema_input_type=str | MaterialIn)]


class OptimizeRequest(Request):
    """Goods whose code is asked for."""

    model_config = ConfigDict(alias_generator=None)

    product_name: RequiredLine = required("What the product is called.", "Men's knitted cotton hoodie")
    description: LongText = required(
        "What it is, of what it is made, and what it is used for, in English.",
        "Pullover with hood, 100 % cotton, knitted, long sleeves",
    )
    country_of_origin: NamedCountry = required("Code or name of the country of origin.", "PK")
    value: Rate = required(
        "Value of one piece in US dollars.", 18
    )  # lint: allow exact-money -- an example, as JSON has it
    materials: Annotated[list[StatedMaterial], Field(max_length=MAX_MATERIALS)] | None = optional(
        "What it is made of: words (`80% cotton`) or objects of `name` and `percent`."
    )
    category: Line | None = optional("The caller's own category.", "apparel")
    existing_hs_code: StatedHtsCode | None = optional(
        "The code it carries now; it is ranked like any other and never replaced.", "6110.20.2041"
    )
    supplier_metadata: FreeObject | None = optional(
        "The supplier's own data; kept with the run, and never decides anything."
    )
    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    tenant_context: FreeObject | None = optional(
        "The caller's own context; kept with the run, and never decides anything."
    )
    entry_date: Day | None = optional(
        "Day of entry for which codes must be valid and duty is computed; today where it is absent.",
        "2026-11-02",
    )

    @field_validator("description")
    @classmethod
    def _says_what_it_is(cls, text: str, info: ValidationInfo) -> str:
        if not _WORD.search(f"{info.data.get('product_name', '')} {text}"):
            raise PydanticCustomError("custom", "Name and description hold no word; say what the goods are")
        return text


class SuggestFilter(Request):
    """Which products of the catalogue are meant; what is left out narrows nothing."""

    product_ids: Annotated[list[Identifier], Field(min_length=1, max_length=1000)] | None = optional(
        "Only these products; ids that are not the account's are not found.", ["prod_123"]
    )
    category: Line | None = optional("Only products of this category, as stated on them.", "apparel")
    with_code: bool | None = Field(
        default=None,
        strict=True,
        description="True: products with a complete code too, to compare it. Else only those whose code is missing "
        "or incomplete.",
        examples=[False],
    )


class SuggestRequest(Request):
    """A step through the catalogue that proposes codes. Call again with `cursor` until `hasMore` is false."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    filter: SuggestFilter | None = optional(
        "Which products; where it is absent, all without a complete code."
    )
    limit: Annotated[int, Field(ge=1, le=100, strict=True)] = Field(
        default=25, description="At most how many products are ranked in this call, 1 to 100.", examples=[25]
    )
    cursor: Annotated[str, Field(max_length=500)] | None = optional(
        "`nextCursor` of the call before; without it the catalogue is gone through from the start."
    )
    again: bool = Field(
        default=False,
        strict=True,
        description="Also rank products whose proposal still stands: same words, same edition.",
        examples=[False],
    )
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "suggest-acc-123-001")
