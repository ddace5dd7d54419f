"""The facts a plan is made from. Frozen values; every optional field is ``None`` when unknown.

Units: money is ``Decimal`` US dollars (or the order's currency where a field says so), weights are kilograms,
dates are calendar dates. HTS codes are digits without dots. Countries are ISO 3166-1 alpha-2, upper case.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person or firm with an address: seller, buyer, ship-to, warehouse, manufacturer."""

    name: str | None = None
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One material of a product; ``percent`` by weight, 0 to 100."""

    name: str
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Usmca:
    """A USMCA certification as the operator holds it. ``certifier`` is free text or an object of named parts."""

    qualifies: bool | None = None
    criterion: str | None = None
    certifier: Any = None  # Any: the operator's own certification data; older versions kept any JSON
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metals:
    """Metal composition for Section 232. Weights and values are per piece; shares run from 0 to 1.

    ``us_content_value_usd`` is the value of what is of the United States in mobile industrial equipment.
    """

    steel_weight_kg: Decimal | None = None
    aluminum_weight_kg: Decimal | None = None
    copper_weight_kg: Decimal | None = None
    steel_melt_pour_country: str | None = None
    aluminum_primary_smelt_country: str | None = None
    aluminum_secondary_smelt_country: str | None = None
    aluminum_cast_country: str | None = None
    us_origin_share: Decimal | None = None
    uk_origin_share: Decimal | None = None
    origin_evidence: str | None = None
    steel_value_usd: Decimal | None = None
    aluminum_value_usd: Decimal | None = None
    copper_value_usd: Decimal | None = None
    us_content_value_usd: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PgaAnswer:
    """One answer to a partner government agency: data, or a disclaim code saying why none is owed."""

    agency: str
    program: str | None = None
    disclaim: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)  # Any: agency message sets differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A component of a piece of a product: a watch's case, a garment of an ensemble. ``value_usd`` is for all of it."""

    description: str
    value_usd: Decimal
    hs_code: str | None = None
    country_of_origin: str | None = None
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product as synced. ``spi`` is the special programme indicator claimed.

    Weights, ``quantities`` (by unit, in any spelling) and ``unit_value_usd`` are per piece.
    """

    id: str
    external_id: str
    title: str
    sku: str | None = None
    description: str | None = None
    hs_code: str | None = None
    country_of_origin: str | None = None
    unit_value_usd: Decimal | None = None
    net_weight_kg: Decimal | None = None
    gross_weight_kg: Decimal | None = None
    materials: tuple[Material, ...] = ()
    category: str | None = None
    manufacturer: Party | None = None
    mid: str | None = None
    usmca: Usmca | None = None
    metals: Metals | None = None
    pga: tuple[PgaAnswer, ...] = ()
    adcvd: Any = None  # Any: a case number, a list of cases, or {"inScope": false, ...}
    attributes: Mapping[str, Any] = field(default_factory=dict)  # Any: trade facts a rule may ask for
    quantities: Mapping[str, Decimal] = field(default_factory=dict)
    spi: str | None = None
    components: tuple[Component, ...] = ()

    @property
    def label(self) -> str:
        """What a person calls it: the SKU, else the external id."""
        return self.sku or self.external_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A special provision of chapter 98 claimed for goods; its values are of the whole line.

    ``exported_on`` is the day the goods left the United States, ``evidence`` what proves the claim, in words.
    """

    provision: str
    exported_on: date | None = None
    repair_value_usd: Decimal | None = None
    us_content_value_usd: Decimal | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One line of an order; ``quantity`` is pieces.

    A piece's price is ``unit_value_usd`` in US dollars or ``unit_price`` in the order's currency: one of them is
    stated. ``not_sold`` names goods nobody bought: gift, sample, replacement, loan or return; theirs is a value.
    """

    product_id: str
    quantity: Decimal
    unit_value_usd: Decimal | None = None
    unit_price: Decimal | None = None
    not_sold: str | None = None
    claim: Claim | None = None

    @property
    def stated_price(self) -> Decimal:
        """The price of a piece as stated, in whichever currency."""
        price = self.unit_price if self.unit_value_usd is None else self.unit_value_usd
        return Decimal(0) if price is None else price

    @property
    def line_value_usd(self) -> Decimal | None:
        """Exact line value, not yet rounded to the cent; ``None`` where no price in dollars is stated."""
        return None if self.unit_value_usd is None else self.quantity * self.unit_value_usd


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A stated charge of an order (19 CFR 141.86(a)(8)); ``included`` says whether the unit prices contain it.

    ``amount_usd`` is never negative, and ``None`` where it is not known; ``evidence`` is what proves it, in words.
    """

    type: str
    amount_usd: Decimal | None
    included: bool = False
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order as synced. ``status`` is ``open``, ``cancelled`` or ``exported``.

    ``exchange_rate_usd`` is US dollars for one unit of ``currency``, as stated.
    """

    id: str
    external_id: str
    destination_country: str
    destination_region: str | None = None
    destination_postal_code: str | None = None
    lines: tuple[OrderLine, ...] = ()
    ship_to: Party | None = None
    buyer: Party | None = None
    currency: str = "USD"
    exchange_rate_usd: Decimal | None = None
    charges: tuple[Charge, ...] = ()
    packages: int | None = None
    sold_on: date | None = None
    clearance: str | None = None
    status: str = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """A customs bond; ``type`` is ``continuous`` or ``single``."""

    type: str | None = None
    number: str | None = None
    surety: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """The importer of record (19 USC 1484)."""

    name: str | None = None
    number: str | None = None
    bond: Bond | None = None
    address: Party | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consignee:
    """An ultimate consignee as stated: its name and address, and the number customs knows it by."""

    party: Party
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsiblePerson:
    """The exporter's employee who knows the transaction (19 CFR 141.86(j))."""

    name: str | None = None
    title: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The exporter: seller by default, with the importer of record it ships under.

    ``conditions`` are answers, for all its goods, to facts that the law asks of them.
    """

    id: str
    name: str
    address: Party = field(default_factory=Party)
    importer: Importer = field(default_factory=Importer)
    ultimate_consignee: Consignee | None = None
    responsible_person: ResponsiblePerson = field(default_factory=ResponsiblePerson)
    incoterm: str | None = None
    conditions: Mapping[str, Any] = field(default_factory=dict)  # Any: answers as they were stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Warehouse:
    """Where the goods leave from. ``port_of_entry`` is a four-digit Schedule D code."""

    id: str
    name: str
    address: Party = field(default_factory=Party)
    notification_email: str | None = None
    port_of_entry: str | None = None
    mode: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeSchedule:
    """What the broker charges, in US dollars. Defaults are ours (customs practice, formal 125, informal 10)."""

    formal_entry_usd: Decimal = Decimal(125)
    informal_entry_usd: Decimal = Decimal(10)
    extra_line_usd: Decimal = Decimal(0)
    included_lines: int = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker:
    """The customs broker who files the entry."""

    id: str
    name: str
    email: str
    filer_code: str | None = None
    power_of_attorney_on_file: bool | None = None
    power_of_attorney_valid_to: date | None = None
    fees: FeeSchedule = field(default_factory=FeeSchedule)
    on_uncertain: str = "resend"
    profile: Mapping[str, Any] = field(default_factory=dict)  # Any: per-broker file and column choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """How and when the goods cross. ``entry_date`` selects tariff records; ``mode`` is truck, ocean or air.

    ``export_date`` selects rates of exchange, ``import_date`` the law that is tied to importation; where one is not
    stated the entry date does. ``package_kind`` is what the packages are, in words: cartons, mail bags.
    """

    entry_date: date
    export_date: date | None = None
    import_date: date | None = None
    port_of_entry: str | None = None
    mode: str | None = None
    carrier_scac: str | None = None
    paps_number: str | None = None
    eta: str | None = None
    package_kind: str | None = None
    ultimate_consignee: Consignee | None = None
