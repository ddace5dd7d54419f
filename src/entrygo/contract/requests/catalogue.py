"""Products, orders, and the operator's own records: account profile, warehouses, brokers."""

from typing import Annotated, Literal

from pydantic import Field

from entrygo.contract.requests.fields import (
    Country,
    Day,
    Email,
    FreeJson,
    FreeObject,
    Identifier,
    Line,
    LongText,
    Money,
    Percent,
    Quantity,
    Request,
    RequiredLine,
    Share,
    ShortLine,
    Weight,
)

MAX_SYNC_ITEMS = 1_000
MAX_ORDER_LINES = 1_000


class MaterialIn(Request):
    """One material; ``percent`` by weight."""

    name: RequiredLine
    percent: Percent | None = None


class ManufacturerIn(Request):
    """Who made it. Every field is optional to sync; planning says what is missing."""

    name: Line | None = None
    address: Line | None = None
    city: Line | None = None
    region: Line | None = None
    postal_code: ShortLine | None = None
    country: ShortLine | None = None
    mid: ShortLine | None = None


class UsmcaIn(Request):
    """USMCA certification: ``qualifies`` with a period covering the entry date is the claim."""

    qualifies: bool | None = None
    criterion: ShortLine | None = None
    certifier: FreeJson | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None


class MetalsIn(Request):
    """Metal composition; weights are kilograms per piece, shares 0 to 1."""

    steel_weight_kg: Weight | None = None
    aluminum_weight_kg: Weight | None = None
    copper_weight_kg: Weight | None = None
    steel_melt_pour_country: ShortLine | None = None
    aluminum_primary_smelt_country: ShortLine | None = None
    aluminum_secondary_smelt_country: ShortLine | None = None
    aluminum_cast_country: ShortLine | None = None
    us_origin_share: Share | None = None
    uk_origin_share: Share | None = None
    origin_evidence: Line | None = None


class PgaIn(Request):
    """An answer to a partner government agency: data, or a disclaim code."""

    agency: RequiredLine
    program: ShortLine | None = None
    disclaim: ShortLine | None = None
    data: FreeObject | None = None


class ProductIn(Request):
    """A product. Only ``externalId`` and ``title`` are required; planning says what else customs wants."""

    external_id: Identifier
    title: RequiredLine
    sku: Line | None = None
    description: LongText | None = None
    hs_code: ShortLine | None = None
    country_of_origin: ShortLine | None = None
    unit_value_usd: Money | None = None
    net_weight_kg: Weight | None = None
    gross_weight_kg: Weight | None = None
    materials: Annotated[list[MaterialIn], Field(max_length=50)] | None = None
    category: Line | None = None
    manufacturer: ManufacturerIn | None = None
    usmca: UsmcaIn | None = None
    metals: MetalsIn | None = None
    pga: Annotated[list[PgaIn], Field(max_length=50)] | None = None
    adcvd: FreeJson | None = None
    attributes: FreeObject | None = None


class ProductPatch(ProductIn):
    """A change to a product: the fields given replace the stored ones; null clears an optional field."""

    external_id: Identifier | None = None  # type: ignore[assignment]  # a patch may leave it out; it cannot be changed
    title: RequiredLine | None = None  # type: ignore[assignment]  # a patch may leave it out


class ProductsSync(Request):
    """POST /api/products/sync."""

    account_id: Identifier
    items: Annotated[list[ProductIn], Field(min_length=1, max_length=MAX_SYNC_ITEMS)]
    idempotency_key: str | None = None


class PartyIn(Request):
    """A person or firm with an address; every field is optional to sync."""

    name: Line | None = None
    address1: Line | None = None
    address2: Line | None = None
    city: Line | None = None
    region: Line | None = None
    postal_code: ShortLine | None = None
    country: ShortLine | None = None
    email: Line | None = None
    phone: ShortLine | None = None


class ChargeIn(Request):
    """A stated charge (19 CFR 141.86(a)(8))."""

    type: RequiredLine
    amount_usd: Money
    included_in_price: bool = False


class OrderLineIn(Request):
    """A line: ``quantity`` pieces at ``unitValueUsd`` each. Zero values are taken in, and planning says so."""

    product_id: Identifier
    quantity: Quantity
    unit_value_usd: Money


class OrderIn(Request):
    """An order. Its value is recomputed from its lines; ``metadata`` is kept and never decides anything."""

    external_id: Identifier
    destination_country: Country
    items: Annotated[list[OrderLineIn], Field(max_length=MAX_ORDER_LINES)]
    destination_region: ShortLine | None = None
    destination_postal_code: ShortLine | None = None
    ship_to: PartyIn | None = None
    buyer: PartyIn | None = None
    currency: ShortLine | None = None
    charges: Annotated[list[ChargeIn], Field(max_length=50)] | None = None
    packages: Annotated[int, Field(ge=0, le=1_000_000, strict=True)] | None = None
    sold_on: Day | None = None
    clearance: ShortLine | None = None
    status: Literal["open", "cancelled"] | None = None
    metadata: FreeObject | None = None


class OrdersSync(Request):
    """POST /api/orders/sync."""

    account_id: Identifier
    items: Annotated[list[OrderIn], Field(min_length=1, max_length=MAX_SYNC_ITEMS)]
    idempotency_key: str | None = None


class AddressIn(Request):
    """A postal address."""

    address1: Line | None = None
    address2: Line | None = None
    city: Line | None = None
    region: Line | None = None
    postal_code: ShortLine | None = None
    country: Country | None = None


class BondIn(Request):
    """A customs bond."""

    type: Literal["continuous", "single"] | None = None
    number: ShortLine | None = None
    surety: ShortLine | None = None


class ImporterIn(Request):
    """The importer of record (19 USC 1484)."""

    name: Line | None = None
    number: ShortLine | None = None
    bond: BondIn | None = None


class ResponsiblePersonIn(Request):
    """The employee who knows the transaction (19 CFR 141.86(j))."""

    name: Line | None = None
    title: Line | None = None
    email: Email | None = None
    phone: ShortLine | None = None


class AccountPatch(Request):
    """PATCH /api/account. Fields given replace the stored ones whole; null clears."""

    name: RequiredLine | None = None
    address: AddressIn | None = None
    importer_of_record: ImporterIn | None = None
    responsible_person: ResponsiblePersonIn | None = None
    incoterm: ShortLine | None = None
    policy: FreeObject | None = None


class WarehousePatch(Request):
    """PATCH /api/warehouses/{id}."""

    account_id: Identifier | None = None
    name: RequiredLine | None = None
    address: AddressIn | None = None
    notification_email: Email | None = None
    port_of_entry: ShortLine | None = None
    mode: Literal["truck", "ocean", "air"] | None = None


class WarehouseCreate(WarehousePatch):
    """POST /api/warehouses."""

    account_id: Identifier
    name: RequiredLine
    idempotency_key: str | None = None


class PowerOfAttorneyIn(Request):
    """The broker's power of attorney (19 CFR 141.31)."""

    on_file: bool | None = None
    valid_to: Day | None = None


class FeeScheduleIn(Request):
    """What the broker charges, in US dollars."""

    formal_entry_usd: Money | None = None
    informal_entry_usd: Money | None = None
    extra_line_usd: Money | None = None
    included_lines: Annotated[int, Field(ge=0, le=100_000, strict=True)] | None = None


class BrokerPatch(Request):
    """PATCH /api/brokers/{id}."""

    account_id: Identifier | None = None
    name: RequiredLine | None = None
    email: Email | None = None
    filer_code: ShortLine | None = None
    power_of_attorney: PowerOfAttorneyIn | None = None
    fee_schedule: FeeScheduleIn | None = None
    on_uncertain: Literal["resend", "hold"] | None = None
    profile: FreeObject | None = None


class BrokerCreate(BrokerPatch):
    """POST /api/brokers."""

    account_id: Identifier
    name: RequiredLine
    email: Email
    idempotency_key: str | None = None
