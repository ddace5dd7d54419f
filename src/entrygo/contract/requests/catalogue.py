"""Products and orders."""

from decimal import Decimal
from typing import Annotated, Literal, Self, TypeVar

from pydantic import AfterValidator, Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from entrygo.contract.canonical import JsonValue
from entrygo.contract.described import optional, required
from entrygo.contract.requests.fields import (
    MAX_NUMBER,
    Day,
    ExternalId,
    Flag,
    FreeJson,
    FreeObject,
    IdempotencyKey,
    Identifier,
    Indicator,
    Instant,
    Line,
    LongText,
    Money,
    NamedCountry,
    NameOrObject,
    Percent,
    Quantities,
    Quantity,
    Rate,
    Request,
    RequiredLine,
    Share,
    ShortLine,
    StatedCountry,
    StatedHtsCode,
    Weight,
)

MAX_SYNC_ITEMS = 1_000
SOURCE_UPDATED_AT = (
    "When the caller's own system last changed it. What is older than what is kept is not applied, and the answer says "
    "so: `STALE_UPDATE`."
)
MAX_ORDER_LINES = 1_000
ACCOUNT_ID = "The account of the key; another one answers 403."
IDEMPOTENCY_KEY = "The idempotency key, for clients that cannot send the header; the header wins."


class MaterialIn(Request):
    """One material of a product."""

    name: RequiredLine = required("What the material is.", "cotton")
    percent: Percent | None = optional("Its share by weight, in percent.", 80)


class ManufacturerIn(Request):
    """Who made it. Every field is optional to sync; planning says what is missing."""

    name: Line | None = optional("The maker's name.", "Albion Press Ltd")
    address: Line | None = optional("Street and number.", "14 Fleet Street")
    address1: Line | None = optional("The same, as shipTo spells it; address wins.", "14 Fleet Street")
    city: Line | None = optional("City.", "London")
    region: Line | None = optional("State, province or county.", "ON")
    postal_code: ShortLine | None = optional("Postal code.", "EC4Y 1AA")
    country: StatedCountry | None = optional("Two-letter country code.", "GB")
    mid: ShortLine | None = optional(
        "Manufacturer identification code (19 CFR 102); built from name and address where it is absent.",
        "GBALBPRE14LON",
    )


class UsmcaIn(Request):
    """USMCA certification: ``qualifies`` with a period covering the entry date is the claim."""

    qualifies: Flag | None = optional("Whether the product qualifies as originating.", example=True)
    criterion: ShortLine | None = optional("Origin criterion: A, B, C or D.", "B")
    certifier: NameOrObject | None = optional("Who certifies: a name, or an object of the certifier's data.")
    valid_from: Day | None = optional("First day of the certified period.", "2026-01-01")
    valid_to: Day | None = optional("Last day of the period, at most twelve months on.", "2026-12-31")


class MetalsIn(Request):
    """Metal composition; weights are kilograms per piece, shares 0 to 1."""

    steel_weight_kg: Weight | None = optional("Kilograms of steel in a piece.", 1)
    aluminum_weight_kg: Weight | None = optional("Kilograms of aluminum in a piece.", 0)
    copper_weight_kg: Weight | None = optional("Kilograms of copper in a piece.", 0)
    steel_melt_pour_country: StatedCountry | None = optional("Where the steel was melted and poured.", "CA")
    aluminum_primary_smelt_country: StatedCountry | None = optional(
        "Country of the largest share of primary aluminum smelted.", "CA"
    )
    aluminum_secondary_smelt_country: StatedCountry | None = optional(
        "Country of the largest share of secondary aluminum smelted.", "CA"
    )
    aluminum_cast_country: StatedCountry | None = optional("Country of the last cast of the aluminum.", "CA")
    us_origin_share: Share | None = optional("Share by weight of the listed metal of US origin, 0 to 1.", 1)
    uk_origin_share: Share | None = optional("Share by weight of the listed metal of UK origin, 0 to 1.", 0)
    origin_evidence: Line | None = optional(
        "What proves the metal's origin, in words.", "Mill certificate 4711"
    )
    steel_value_usd: Money | None = optional(
        "Value of the steel content of a piece in US dollars; entries before 6 April 2026 pay on it.", 4
    )
    aluminum_value_usd: Money | None = optional("Value of the aluminum content of a piece in US dollars.", 0)
    copper_value_usd: Money | None = optional("Value of the copper content of a piece in US dollars.", 0)
    us_content_value_usd: Money | None = optional(
        "Value of US content in a piece of mobile equipment (9903.82.21).", 4
    )


class PgaIn(Request):
    """An answer to a partner government agency: data, or a disclaim code."""

    agency: RequiredLine = required("The agency.", "FDA")
    program: ShortLine | None = optional("The agency's programme code.", "FOO")
    disclaim: ShortLine | None = optional("The disclaim code, where no data is owed.", "A")
    data: FreeObject | None = optional("The agency's message set, as an object of the caller's own.")


class ComponentIn(Request):
    """A component of goods whose rate is on their parts, or of a set."""

    description: RequiredLine = required("What it is: case, strap, battery, movement, jacket.", "Case")
    value_usd: Money = required(
        "Its value in US dollars; the components' values sum to the goods' value.", 12
    )
    hs_code: StatedHtsCode | None = optional(
        "Its own HTS code, where the rate is that of each.", "6104.33.2000"
    )
    country_of_origin: StatedCountry | None = optional("Two-letter code of its country of origin.", "CH")
    quantity: Quantity | None = optional("How many there are.", 1)


Components = Annotated[list[ComponentIn], Field(max_length=50)]


class ProductIn(Request):
    """A product. Only ``externalId`` and ``title`` are required; planning says what else customs wants."""

    external_id: ExternalId = required(
        "The caller's own id, without blanks around it; a sync of the same one overwrites.", "hoodie-001"
    )
    title: RequiredLine = required("What the product is called.", "Cotton hoodie")
    sku: Line | None = optional("Stock keeping unit; messages name the product by it.", "JKT-001")
    description: LongText | None = optional(
        "What customs reads: material, use and kind in plain words.", "Knitted men's hoodie of 100 % cotton"
    )
    hs_code: StatedHtsCode | None = optional("HTS code, ten digits, with or without dots.", "6110.20.2041")
    country_of_origin: StatedCountry | None = optional("Two-letter code of the country of origin.", "CA")
    unit_value_usd: Money | None = optional("Usual value of a piece in US dollars.", 30)
    net_weight_kg: Weight | None = optional("Kilograms of a piece without packing.", 1)
    gross_weight_kg: Weight | None = optional("Kilograms of a piece with packing.", 2)
    materials: Annotated[list[MaterialIn], Field(max_length=50)] | None = optional("What it is made of.")
    category: Line | None = optional("The caller's own category.", "apparel")
    manufacturer: ManufacturerIn | None = optional("Who made it.")
    usmca: UsmcaIn | None = optional("USMCA certification.")
    metals: MetalsIn | None = optional("Metal composition, for Section 232.")
    pga: Annotated[list[PgaIn], Field(max_length=50)] | None = optional("Answers to agencies.")
    adcvd: FreeJson | None = optional(
        'Antidumping and countervailing cases: a number, a list, or `{"inScope": false}`.'
    )
    attributes: FreeObject | None = optional("Trade facts a rule may ask for, as the rules' pages name them.")
    quantities: Quantities | None = optional(
        "How much there is in a piece, by unit, in the schedule's words or ACE codes (`NO`, `DOZ`, `KG`, `M2`, `L`, "
        "`BBL`, `CAR`, ...).",
        {"L": 0.75},  # lint: allow exact-money -- an example, as JSON has it
    )
    source_updated_at: Instant | None = optional(SOURCE_UPDATED_AT, "2026-11-28T10:15:00Z")
    components: Components | None = optional(
        "What a piece is made of, for rates on parts (watches) and for sets; the values sum to a piece's value."
    )
    spi: Indicator | None = optional(
        "Special programme indicator claimed (`S`, `KR`, `AU`, `P`, ...); `usmca` claims `S` by itself.", "KR"
    )


class ProductPatch(ProductIn):
    """A change to a product: the fields given replace the stored ones; null clears an optional field."""

    external_id: ExternalId | None = optional(  # type: ignore[assignment]  # a patch may leave it out
        "The caller's own id; it cannot be changed, so only the stored one is accepted.", "hoodie-001"
    )
    title: RequiredLine | None = optional(  # type: ignore[assignment]  # a patch may leave it out
        "What the product is called.", "Cotton hoodie"
    )


Item = TypeVar("Item", ProductIn, "OrderIn")


def _each_once(items: list[Item]) -> list[Item]:
    """Items without one that stands there twice: which of the two is meant cannot be known."""
    first: dict[str, int] = {}
    faults: list[InitErrorDetails] = []
    for place, item in enumerate(items):
        before = first.setdefault(item.external_id, place)
        if before != place:
            words = PydanticCustomError(
                "duplicate", "The same externalId as items.{first}; send each once", {"first": before}
            )
            faults.append({"type": words, "loc": (place, "externalId"), "input": item.external_id})
    if faults:
        raise ValidationError.from_exception_data("items", faults)
    return items


class ProductsSync(Request):
    """Products to insert or overwrite, all or nothing."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    items: Annotated[
        list[ProductIn], Field(min_length=1, max_length=MAX_SYNC_ITEMS), AfterValidator(_each_once)
    ] = required("The products; each `externalId` once.")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "products-acc-123-001")


class PartyIn(Request):
    """A person or firm with an address; every field is optional to sync."""

    name: Line | None = optional("Name of the person or firm.", "Dana Reed")
    address1: Line | None = optional("Street and number.", "88 Elm Street")
    address2: Line | None = optional("Second address line.", "Unit 4")
    city: Line | None = optional("City.", "Buffalo")
    region: Line | None = optional("State or province.", "NY")
    postal_code: ShortLine | None = optional("Postal code.", "14201")
    country: ShortLine | None = optional("Two-letter country code.", "US")
    email: Line | None = optional("Mail address.", "dana@example.com")
    phone: ShortLine | None = optional("Telephone number.", "+1 716 555 0100")


class ChargeIn(Request):
    """A stated charge (19 CFR 141.86(a)(8))."""

    type: RequiredLine = required(
        "What is charged for: freight, insurance, us_inland_freight, us_duty, us_tax, packing, selling_commission, "
        "buying_commission, royalty, assist, proceeds, handling, discount, refund or other; common words are read as "
        "these.",
        "freight",
    )
    amount_usd: Money | None = optional(
        "How much, in US dollars; never negative, the type says which way it goes. Null for `us_duty` in the prices: "
        "it is then computed.",
        12,
    )
    included_in_price: Flag = Field(
        default=False, description="Whether the unit prices contain it already.", examples=[False]
    )
    evidence: Line | None = optional("What proves the amount, in words.", "Carrier invoice 4711")


class ClaimIn(Request):
    """A special provision of chapter 98 claimed for goods."""

    provision: RequiredLine = required("Its number, with or without dots.", "9802.00.50")
    exported_on: Day | None = optional("Day the goods left the United States.", "2026-06-01")
    repair_value_usd: Money | None = optional(
        "What the repair, alteration or processing abroad came to for the whole line, in US dollars.", 120
    )
    us_content_value_usd: Money | None = optional(
        "Cost or value of the US components of the whole line, in US dollars.", 80
    )
    evidence: Line | None = optional(
        "What proves the claim, in words.", "Repairer's declaration of 2 June 2026"
    )


class OrderLineIn(Request):
    """A line of an order. Zero values are taken in, and planning says so."""

    product_id: Identifier = required("Id of a synced product.", "prod_123")
    quantity: Quantity = required("Pieces.", 2)
    unit_price: Money | None = optional(
        "Price of a piece in the order's currency; in place of `unitValueUsd`.", 41
    )
    unit_value_usd: Money | None = optional("Price of a piece in US dollars, as the buyer paid it.", 30)
    not_sold: Literal["gift", "sample", "replacement", "loan", "return"] | None = optional(
        "Why nobody bought these goods; their price is then a declared value.", "gift"
    )
    claim: ClaimIn | None = optional("A special provision of chapter 98 claimed for the line.")

    @model_validator(mode="before")
    @classmethod
    def _asked_for_its_price(cls, line: JsonValue) -> JsonValue:
        """A price left out is one stated as null, so that its absence is told under its own name."""
        return {"unitValueUsd": None, **line} if isinstance(line, dict) else line

    @field_validator("unit_value_usd")
    @classmethod
    def _priced_once(cls, value: Decimal | None, info: ValidationInfo) -> Decimal | None:
        if "unit_price" not in info.data:  # it has a fault of its own
            return value
        if value is None and info.data["unit_price"] is None:
            raise PydanticCustomError("invalid_type", "Expected number, received {kind}", {"kind": "null"})
        if value is not None and info.data["unit_price"] is not None:
            raise PydanticCustomError("custom", "State unitValueUsd or unitPrice, one of the two")
        return value

    @model_validator(mode="after")
    def _of_a_size_to_calculate_with(self) -> Self:
        price = self.unit_price if self.unit_value_usd is None else self.unit_value_usd
        if price is not None and self.quantity * price > MAX_NUMBER:
            message = "Line value must be less than or equal to {max}"
            raise PydanticCustomError("too_big", message, {"max": f"{MAX_NUMBER:f}"})
        return self


class OrderIn(Request):
    """An order. Its value is recomputed from its lines; ``metadata`` is kept and never decides anything."""

    external_id: ExternalId = required(
        "The caller's own id, without blanks around it; a sync of the same one overwrites.", "shop-1001"
    )
    destination_country: NamedCountry = required("Code or name of the country it goes to.", "US")
    items: Annotated[list[OrderLineIn], Field(max_length=MAX_ORDER_LINES)] = required(
        "The lines; they replace the stored ones."
    )
    destination_region: ShortLine | None = optional("State it goes to.", "NY")
    destination_postal_code: ShortLine | None = optional("Postal code it goes to.", "14201")
    ship_to: PartyIn | None = optional("Who receives the goods.")
    buyer: PartyIn | None = optional("Who bought them; `shipTo` where it is absent.")
    currency: ShortLine | None = optional("Currency of the sale; USD where it is absent.", "USD")
    exchange_rate_usd: Rate | None = optional(
        "US dollars for one unit of `currency`, as stated for the day of export.",
        0.7213,  # lint: allow exact-money -- an example, as JSON has it
    )
    charges: Annotated[list[ChargeIn], Field(max_length=50)] | None = optional("Stated charges.")
    packages: Annotated[int, Field(ge=0, le=1_000_000, strict=True)] | None = optional(
        "How many packages the order travels in.", 1
    )
    sold_on: Day | None = optional(
        "Day of the sale; the papers say `not stated` where it is absent.", "2026-11-02"
    )
    clearance: ShortLine | None = optional("The clearance the seller foresees, in a word.", "formal")
    status: Literal["open", "cancelled"] | None = optional(
        "`cancelled` keeps the order out of plans, of an exported one from its release on; only `open` opens it again, "
        "and what is absent changes nothing.",
        "open",
    )
    source_updated_at: Instant | None = optional(SOURCE_UPDATED_AT, "2026-11-28T10:15:00Z")
    metadata: FreeObject | None = optional("The caller's own object; kept, and never decides anything.")


class OrderPatch(Request):
    """A change to an order: the fields given replace the stored ones, parties whole; null clears. Lines are synced."""

    account_id: Identifier | None = optional(ACCOUNT_ID, "acc_123")
    ship_to: PartyIn | None = optional("Who receives the goods.")
    buyer: PartyIn | None = optional("Who bought them; `shipTo` where it is absent.")
    destination_region: ShortLine | None = optional("State it goes to.", "NY")
    destination_postal_code: ShortLine | None = optional("Postal code it goes to.", "14201")
    sold_on: Day | None = optional("Day of the sale.", "2026-11-02")
    packages: Annotated[int, Field(ge=0, le=1_000_000, strict=True)] | None = optional(
        "How many packages the order travels in.", 1
    )
    clearance: ShortLine | None = optional("The clearance the seller foresees.", "formal")


class OrdersSync(Request):
    """Orders to insert or overwrite, all or nothing."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    items: Annotated[
        list[OrderIn], Field(min_length=1, max_length=MAX_SYNC_ITEMS), AfterValidator(_each_once)
    ] = required("The orders; each `externalId` once.")
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "orders-acc-123-001")
