"""The one commercial invoice of a package, as values. HTML, PDF, CSV, JSON, XLSX and XML are all made from it.

Every element 19 CFR 141.86 asks for has a place; an element nobody stated is ``None`` or empty here and printed as
"not stated". Amounts are US dollars, weights kilograms, countries ISO 3166-1 alpha-2, dates ISO 8601.
"""

from dataclasses import dataclass
from decimal import Decimal

from entrygo.contract.facts import Claim, Metals, Party
from entrygo.contract.plan import DutyLayer, StatedAnswer
from entrygo.documents.columns import Column
from entrygo.documents.package_facts import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class ImporterBlock:
    """The importer of record with the numbers the broker files under, and its address as stated."""

    name: str | None
    number: str | None
    bond_type: str | None
    bond_number: str | None
    surety: str | None
    address: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsigneeBlock:
    """An ultimate consignee and the orders it stands for (Customs Directive 3550-079A)."""

    ref: str
    party: Party
    number: str | None
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerBlock:
    """The broker the package is made for."""

    name: str
    filer_code: str | None
    power_of_attorney_on_file: bool | None
    power_of_attorney_valid_to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """A manufacturer; ``mid_source`` says whether the MID was ``given`` or ``built`` from name and address."""

    ref: str
    party: Party
    mid: str | None
    mid_source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderBlock:
    """A sale behind the invoice: who bought, where it goes, when it was sold, in which packages it travels.

    ``goods_usd`` are the goods at their prices, ``entered_usd`` the customs value, ``paid_usd`` what the buyer paid.
    """

    order_id: str
    order_number: str
    sold_on: str | None
    currency: str
    buyer: Party
    ship_to: Party
    consignee_ref: str | None
    package_ids: tuple[str, ...]
    packages_stated: bool
    rate: Decimal | None
    rate_source: str | None
    goods_usd: Decimal
    entered_usd: Decimal
    paid_usd: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A product of one order at one price: what makes a line traceable. ``value_usd`` is the entered value."""

    order_id: str
    order_number: str
    quantity: Decimal
    goods_usd: Decimal
    added_usd: Decimal
    deducted_usd: Decimal
    value_usd: Decimal
    net_weight_kg: Decimal | None
    gross_weight_kg: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """One answer to a partner government agency: data, or the code of a disclaim. ``data`` is (name, text) pairs."""

    agency: str
    program: str | None
    disclaim: str | None
    data: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsmcaStatement:
    """What the seller's USMCA certification says; ``claimed`` when the entry line claims it (SPI S)."""

    claimed: bool
    criterion: str | None
    certifier: str | None
    valid_from: str | None
    valid_to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An antidumping or countervailing answer: a case number, or a statement that the goods are out of scope."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """One product at one price inside one entry line, over all its orders. Metal weights are those of all the pieces.

    ``unit_price`` and ``line_value`` are in ``currency``, as the seller stated them; the sale was in
    ``sale_currency``, and ``rate`` is US dollars for one unit of that, where it is known.
    ``goods_usd`` + ``added_usd`` - ``deducted_usd`` = ``value_usd``, the entered value. ``not_sold`` names goods nobody
    bought. ``claim`` is the special provision of chapter 98 claimed for them. ``conditions`` are the answers to
    conditions of the law that decided the duty.
    """

    product_id: str
    sku: str
    title: str
    description: str
    trade_name: str | None
    grade: str | None
    marks: str | None
    materials: str | None
    quantity: Decimal
    schedule_quantities: tuple[tuple[Decimal, str], ...]
    unit_price: Decimal
    line_value: Decimal
    currency: str
    sale_currency: str
    rate: Decimal | None
    not_sold: str | None
    claim: Claim | None
    components: str | None
    goods_usd: Decimal
    added_usd: Decimal
    deducted_usd: Decimal
    value_usd: Decimal
    net_weight_kg: Decimal | None
    gross_weight_kg: Decimal | None
    maker_ref: str | None
    mid: str | None
    province_of_origin: str | None
    metals: Metals | None
    agencies: tuple[Agency, ...]
    usmca: UsmcaStatement | None
    adcvd: tuple[Case, ...]
    assists: str | None
    discount: str | None
    rebates: str | None
    related_parties: str | None
    conditions: tuple[StatedAnswer, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Goods of one HTS code, one origin and one set of programmes. ``quantities`` are in the schedule's units.

    ``goods_usd`` are the goods at their prices, ``value_usd`` the entered value.
    """

    entry_number: int
    line_no: int
    hts: str
    hts10: str
    description: str
    country_of_origin: str
    spi: str | None
    chapter_99: tuple[str, ...]
    pieces: Decimal
    quantities: tuple[tuple[Decimal, str], ...]
    net_weight_kg: Decimal | None
    gross_weight_kg: Decimal | None
    value_usd: Decimal
    goods_usd: Decimal
    added_usd: Decimal
    deducted_usd: Decimal
    goods: tuple[Goods, ...]
    duty_usd: Decimal | None
    layers: tuple[DutyLayer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over an entry or the whole invoice; a weight is ``None`` where one of its parts is not stated.

    ``goods_usd`` + ``added_usd`` - ``deducted_usd`` = ``value_usd``, the entered value.
    """

    lines: int
    pieces: Decimal
    net_weight_kg: Decimal | None
    gross_weight_kg: Decimal | None
    goods_usd: Decimal
    added_usd: Decimal
    deducted_usd: Decimal
    value_usd: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Duty and fees as planned: an estimate, never part of the price.

    Duty is ``None`` where a layer is not known, the merchandise processing fee where the year's fees are not.
    """

    duty_usd: Decimal | None
    mpf_usd: Decimal | None
    hmf_usd: Decimal
    broker_fee_usd: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LawBlock:
    """The law the estimate was made by: version, the day it is as of, digest of its documents."""

    version: str
    as_of: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One entry of the invoice: what is to be filed as one."""

    entry_number: int
    entry_type: str
    entry_type_name: str
    reason: str
    order_ids: tuple[str, ...]
    lines: tuple[Line, ...]
    totals: Totals
    estimate: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeLine:
    """All charges of one type, in the price or not (19 CFR 141.86(a)(8)), and what they do to the customs value.

    ``stated_types`` are the sellers' own words where they differ. ``amount_usd`` is ``None`` where one is not stated.
    ``evidence`` is what proves the amounts, each proof once.
    """

    type: str
    stated_types: tuple[str, ...]
    amount_usd: Decimal | None
    included_in_price: bool
    effect: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleCurrency:
    """A currency goods were sold in, its rate (US dollars for one unit) where one is stated, and in how many orders."""

    currency: str
    rate: Decimal | None
    rate_source: str | None
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of 19 CFR 141.86 and what this invoice says of it; ``None`` where nothing was stated."""

    number: int
    name: str
    cite: str
    answer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsible:
    """The exporter's employee who knows the transaction (19 CFR 141.86(j))."""

    name: str | None
    title: str | None
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Where, how and when the goods cross."""

    port_of_entry: str | None
    mode: str | None
    carrier_scac: str | None
    paps_number: str | None
    eta: str | None
    entry_date: str
    export_date: str | None
    import_date: str | None
    country_of_export: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """The commercial invoice of a package, whole.

    ``consignees`` are the ultimate consignees, each once; an order's ``consignee_ref`` names its own. Where there are
    several the goods are consolidated. ``invoice_total_usd`` is what the buyers paid, ``not_sold_usd`` the declared
    value of goods nobody bought.
    """

    schema: str
    invoice_number: str
    package_id: str
    version: int
    supersedes: str | None
    changes: tuple[Change, ...]
    invoice_date: str
    generated_at: str
    plan_hash: str
    test_mode: bool
    language: str
    crossing: Crossing
    incoterm: str | None
    incoterm_place: str | None
    currency: str
    sale_currencies: tuple[SaleCurrency, ...]
    place_of_sale: str | None
    dates_of_sale: tuple[str, ...]
    importer: ImporterBlock
    consignees: tuple[ConsigneeBlock, ...]
    seller: Party
    shipper: Party
    broker: BrokerBlock
    makers: tuple[Maker, ...]
    orders: tuple[OrderBlock, ...]
    sections: tuple[Section, ...]
    charges: tuple[ChargeLine, ...]
    totals: Totals
    not_sold_usd: Decimal
    invoice_total_usd: Decimal | None
    packages: int
    package_kind: str | None
    estimate: Estimate
    estimate_note: str
    law: LawBlock | None
    elements: tuple[Element, ...]
    responsible_person: Responsible
    declaration: str
    columns: tuple[Column, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line of every entry, in order."""
        return tuple(line for section in self.sections for line in section.lines)
