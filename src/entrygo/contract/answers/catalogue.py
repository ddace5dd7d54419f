"""Products and orders as they are answered."""

from typing import Literal

from entrygo.contract.answers.fields import (
    Answer,
    CamelAnswer,
    Chance,
    Country,
    Day,
    FreeJson,
    FreeObject,
    HtsCode,
    Instant,
    Kilograms,
    Number,
    ReadinessName,
    Usd,
)
from entrygo.contract.described import optional, required

NEXT_CURSOR = "Pass it as `cursor` for the next page; null on the last one."
HAS_MORE = "Whether rows follow."


class MaterialAnswer(CamelAnswer):
    """One material of a product."""

    name: str = required("What the material is.")
    percent: Number | None = required("Its share by weight in percent, or null where it was not given.")


class ManufacturerAnswer(CamelAnswer):
    """Who made a product."""

    name: str | None = required("The maker's name, or null.")
    address: str | None = required("Street and number, or null.", of="address1")
    city: str | None = required("City, or null.")
    region: str | None = required("State, province or county, or null.")
    postal_code: str | None = required("Postal code, or null.")
    country: str | None = required("Two-letter country code, or null.")
    mid: str | None = required(
        "Manufacturer identification code: the one given, else built from name and address; null where that is "
        "not possible."
    )


class UsmcaAnswer(CamelAnswer):
    """USMCA certification of a product."""

    qualifies: bool | None = required("Whether it qualifies as originating, or null where it was not said.")
    criterion: str | None = required("Origin criterion, or null.")
    certifier: FreeJson = required("Who certifies, as given, or null.")
    valid_from: Day | None = required("First day of the certified period, or null.")
    valid_to: Day | None = required("Last day of the certified period, or null.")


class MetalsAnswer(CamelAnswer):
    """Metal composition of a product."""

    steel_weight_kg: Kilograms | None = required("Kilograms of steel in a piece, or null.")
    aluminum_weight_kg: Kilograms | None = required("Kilograms of aluminum in a piece, or null.")
    copper_weight_kg: Kilograms | None = required("Kilograms of copper in a piece, or null.")
    steel_melt_pour_country: str | None = required("Where the steel was melted and poured, or null.")
    aluminum_primary_smelt_country: str | None = required("Country of primary smelt, or null.")
    aluminum_secondary_smelt_country: str | None = required("Country of secondary smelt, or null.")
    aluminum_cast_country: str | None = required("Country of the last cast, or null.")
    us_origin_share: Number | None = required("Share by weight of US metal, 0 to 1, or null.")
    uk_origin_share: Number | None = required("Share by weight of UK metal, 0 to 1, or null.")
    origin_evidence: str | None = required("What proves the metal's origin, or null.")
    steel_value_usd: Usd | None = required("Value of the steel content of a piece, or null.")
    aluminum_value_usd: Usd | None = required("Value of the aluminum content of a piece, or null.")
    copper_value_usd: Usd | None = required("Value of the copper content of a piece, or null.")
    us_content_value_usd: Usd | None = required("Value of the US content of a piece, or null.")


class PgaAnswer(CamelAnswer):
    """An answer to a partner government agency."""

    agency: str = required("The agency.")
    program: str | None = required("The agency's programme code, or null.")
    disclaim: str | None = required("The disclaim code, or null where data is owed.")
    data: FreeObject = required("The agency's message set as given; empty where none was.")


class ProposedCode(CamelAnswer):
    """A code that a product may be."""

    hs_code: str = required("The code, with dots.", "6110.20.2069")
    description: str = required("The schedule's words from the heading down.")
    support: Chance = required("Its share of the support among all lines ranked, 0 to 1.")
    reasons: list[str] = required("What it rests on, in sentences.")
    against: list[str] = required("What speaks against it, in sentences.")
    duty_usd: Usd | None = required("Duty on a piece in US dollars, or null where it cannot be said.")


class ProposalAnswer(CamelAnswer):
    """What the optimizer proposes for a product, as long as the product says what it was made from."""

    status: Literal["open", "accepted", "declined"] = required(
        "`open` while the product has no complete code, `accepted` where it has one of the candidates, else `declined`."
    )
    hs_code: str | None = required("The first candidate with dots, or null where nothing can be proposed.")
    confidence: Chance = required("Chance that its first six digits are right, calibrated.")
    confidence_ten_digits: Chance = required("Chance that all ten are right.")
    level: Literal["low", "medium", "high"] = required("`high` from 0.75 on, `medium` from 0.45 on.")
    action: Literal["accept_after_review", "review_candidates", "add_details", "ask_broker"] = required(
        "What to do next."
    )
    summary: str = required("The confidence in a sentence or two.")
    candidates: list[ProposedCode] = required("The first three candidates; take one over with PATCH.")
    questions: list[str] = required("What to answer in the product's words to know more.")
    flags: list[str] = required("What a person must look at, by name.")
    run_id: str = required("The run; `GET /api/customs/optimize/{id}` shows all of it.", "optrun_123")
    created_at: Instant = required("When it was made.")


class ComponentAnswer(CamelAnswer):
    """A component of a product."""

    description: str = required("What it is.")
    value_usd: Number = required("Its value in a piece, in US dollars.")
    hs_code: HtsCode | None = required("Its own HTS code with dots, or null.")
    country_of_origin: str | None = required("Two-letter code of its country of origin, or null.")
    quantity: Number | None = required("How many there are, or null.")


class ProductFinding(CamelAnswer):
    """A finding of planning about a product's own facts."""

    rule: str = required("Id of the rule.", "PRD-001")
    code: str = required("Name of the finding; branch on it.", "HTS_CODE_MISSING")
    severity: Literal["error", "warning", "info"] = required("How grave it is.")
    field: str = required("The product's field.", "product.hsCode")
    message: str = required("The finding in words.")
    fix: str = required("What to do about it.")
    doc_url: str = required("Page of the rule on this server.", "/docs/rules/PRD-001")


class ProductCheck(CamelAnswer):
    """What planning would say of a product in an order of one piece to the US today, its other facts aside."""

    readiness: ReadinessName = required("The verdict of these findings alone.")
    score: int = required("Completeness, 0 to 100: what the findings leave of 100.", 75)
    findings: list[ProductFinding] = required("The findings, worst first.")


class ProductAnswer(CamelAnswer):
    """A product as it is kept."""

    id: str = required("Id of the product; what order lines name.")
    external_id: str = required("The caller's own id.")
    sku: str | None = required("Stock keeping unit, or null.")
    title: str = required("What the product is called.")
    description: str | None = required("What customs reads, or null.")
    hs_code: HtsCode | None = required("HTS code with dots, or null.")
    country_of_origin: str | None = required("Two-letter code of the country of origin, or null.")
    unit_value_usd: Number | None = required("Usual value of a piece in US dollars, or null.")
    net_weight_kg: Kilograms | None = required("Kilograms of a piece without packing, or null.")
    gross_weight_kg: Kilograms | None = required("Kilograms of a piece with packing, or null.")
    materials: list[MaterialAnswer] = required("What it is made of; empty where nothing was given.")
    category: str | None = required("The caller's own category, or null.")
    manufacturer: ManufacturerAnswer | None = required("Who made it, or null.")
    usmca: UsmcaAnswer | None = required("USMCA certification, or null.")
    metals: MetalsAnswer | None = required("Metal composition, or null.")
    pga: list[PgaAnswer] = required("Answers to agencies; empty where none was given.")
    adcvd: FreeJson = required("Antidumping and countervailing cases as given, or null.")
    attributes: FreeObject = required("Trade facts as given; empty where none was.")
    quantities: dict[str, Number] = required(
        "How much there is in a piece, by unit; empty where nothing was given."
    )
    spi: str | None = optional("Special programme indicator claimed, where one is.", "KR")
    proposal: ProposalAnswer | None = required("The code the optimizer proposes, or null.")
    components: list[ComponentAnswer] = required("What a piece is made of; empty where nothing was given.")
    created_at: Instant = required("When it was first synced.")
    updated_at: Instant = required("When it last changed.")
    source_updated_at: Instant | None = required("When the caller's own system last changed it, or null.")
    check: ProductCheck | None = optional("What planning says of it, where the list was asked to check.")


class PartyAnswer(CamelAnswer):
    """A person or firm with an address."""

    name: str | None = required("Name, or null.")
    address1: str | None = required("Street and number, or null.")
    address2: str | None = required("Second address line, or null.")
    city: str | None = required("City, or null.")
    region: str | None = required("State or province, or null.")
    postal_code: str | None = required("Postal code, or null.")
    country: str | None = required("Two-letter country code, or null.")
    email: str | None = required("Mail address, or null.")
    phone: str | None = required("Telephone number, or null.")


class ClaimAnswer(CamelAnswer):
    """A special provision of chapter 98 claimed for goods."""

    provision: str = required("Its number, as stated.", "9802.00.50")
    exported_on: Day | None = required("Day the goods left the United States, or null.")
    repair_value_usd: Number | None = required(
        "What was done abroad came to for the whole line, in US dollars, or null."
    )
    us_content_value_usd: Number | None = required("US components of the whole line, in US dollars, or null.")
    evidence: str | None = required("What proves the claim, or null.")


class OrderLineAnswer(CamelAnswer):
    """Goods of one product in an order; values in US dollars, for the whole line where not said otherwise."""

    product_id: str = required("Id of the product.")
    quantity: Number = required("Pieces.")
    unit_value_usd: Number | None = required(
        "Price of a piece in US dollars, or null where `unitPrice` says it."
    )
    unit_price: Number | None = required("Price of a piece in the order's currency, or null.")
    line_value_usd: Number | None = required(
        "Quantity times price, in US dollars, not yet rounded to the cent; null where no price in dollars is stated."
    )
    not_sold: str | None = required("Why nobody bought these goods, or null where they were sold.")
    claim: ClaimAnswer | None = optional("The special provision of chapter 98 claimed, where one is.")


class ChargeAnswer(CamelAnswer):
    """A stated charge of an order."""

    type: str = required("What is charged for, as it is read; `other` where the words name no type.")
    stated_type: str = required("What is charged for, as stated.")
    amount_usd: Number | None = required("How much, in US dollars, or null where it is not stated.")
    included_in_price: bool = required("Whether the unit prices contain it already.", of="included")
    evidence: str | None = required("What proves the amount, or null.")


class OrderAnswer(CamelAnswer):
    """An order as it is kept."""

    id: str = required("Id of the order; what plan takes.")
    external_id: str = required("The caller's own id.")
    status: Literal["open", "exported", "cancelled"] = required("Whether it can still be exported.")
    destination_country: Country = required("Two-letter code of the country it goes to.")
    destination_region: str | None = required("State it goes to, or null.")
    destination_postal_code: str | None = required("Postal code it goes to, or null.")
    currency: str = required("Currency of the sale.")
    exchange_rate_usd: Number | None = required("US dollars for one unit of the currency, or null.")
    value: Number = required("Value of the lines in the money their prices are stated in, to the cent.")
    value_usd: Usd | None = required("The same in US dollars; null where no rate of exchange is stated.")
    items: list[OrderLineAnswer] = required("The lines.", of="lines")
    ship_to: PartyAnswer | None = required("Who receives the goods, or null.")
    buyer: PartyAnswer | None = required("Who bought them, or null.")
    charges: list[ChargeAnswer] = required("Stated charges; empty where none was.")
    packages: int | None = required("How many packages it travels in, or null.")
    sold_on: Day | None = required("Day of the sale, or null.")
    clearance: str | None = required("The clearance the seller foresees, or null.")
    metadata: FreeJson = required("The caller's own object as given, or null.")
    export_id: str | None = required("The export batch that exported it, or null.")
    created_at: Instant = required("When it was first synced.")
    updated_at: Instant = required("When it last changed.")
    source_updated_at: Instant | None = required("When the caller's own system last changed it, or null.")


class ProductWarning(Answer):
    """Something about a product of a sync that the caller should know."""

    code: Literal["STALE_UPDATE"] = required("What it is about.")
    message: str = required("What it is, and what can be done.")
    product_id: str = required("Id of the product.")


class SyncedRow(Answer):
    """What was synced, by its ids."""

    id: str = required("Its id.")
    external_id: str = required("The caller's own id.")


class ProductsSyncedMinimal(Answer):
    """A sync of products as `Prefer: return=minimal` has it."""

    data: list[SyncedRow] = required("Their ids, in the request's order.")
    warnings: list[ProductWarning] = required("Items older than what is kept: nothing of them was applied.")


class ProductsSynced(Answer):
    """The products of a sync, in the request's order."""

    data: list[ProductAnswer] = required("The products as they are kept now.")
    warnings: list[ProductWarning] = required("Items older than what is kept: nothing of them was applied.")


class ImportedProduct(CamelAnswer):
    """A product that an import makes or changes."""

    row: int = required("Row of the file; the header is row 1.")
    id: str | None = required("Id of the product; null for a new one of a dry run.")
    external_id: str = required("The caller's own id.", of="product.external_id")
    change: Literal["new", "changed"] = required("What becomes of it.", of="kind")
    columns: list[str] = required("The fields in which it differs from what was kept.")


class ImportedOrder(CamelAnswer):
    """An order that an import makes or changes."""

    row: int = required("First row of the order in the file; the header is row 1.")
    id: str | None = required("Id of the order; null for a new one of a dry run.")
    external_id: str = required("The caller's own id.")
    change: Literal["new", "changed"] = required("What becomes of it.", of="kind")


class MendedCell(CamelAnswer):
    """A cell that is read otherwise than it stands."""

    row: int = required("Row of the file.")
    column: str = required("The file's column.")
    value: str = required("What stands in the cell.")
    read_as: str = required("What it is read as.")
    message: str = required("Why.")


class SkippedRow(CamelAnswer):
    """A row that is left out."""

    row: int = required("Row of the file.")
    message: str = required("Why it is left out.")


class FileImported(CamelAnswer):
    """What is told of any imported file."""

    dry_run: bool = required("Whether nothing was stored.")
    new: int = required("How many are new.")
    changed: int = required("How many change one that is kept.")
    unchanged: int = required("How many say what is kept already.")
    preset: str = required("Whose columns the file was read by: entrygo, a shop, or the caller's mapping.")
    mended: list[MendedCell] = required(
        "Cells read otherwise than they stand: lost zeros, units, countries' names."
    )
    skipped: list[SkippedRow] = required("Rows left out: goods that do not ship, rows of pictures.")
    ignored_columns: list[str] = required("Columns of the file that give no field.")


class ProductsImported(FileImported):
    """What an import of products did, or, of a dry run, would do."""

    rows: int = required("How many products the file has.")
    data: list[ImportedProduct] = required("Those that are new or changed, in the file's order.")


class OrderWarning(Answer):
    """Something about an accepted order that the caller should know."""

    code: Literal[
        "ORDER_ALREADY_EXPORTED", "CHARGE_TYPE_UNKNOWN", "STALE_UPDATE", "ORDER_STAYS_CANCELLED"
    ] = required("What it is about.")
    message: str = required("What it is, and what can be done.")
    order_id: str = required("Id of the order.")
    export_id: str | None = required("The export batch that exported it, or null.")


ORDER_WARNINGS = (
    "Orders that were exported before and differ now: what was sent stays as it was until it is corrected or "
    "withdrawn. Items older than what is kept: nothing of them was applied."
)


class OrdersSyncedMinimal(Answer):
    """A sync of orders as `Prefer: return=minimal` has it."""

    data: list[SyncedRow] = required("Their ids, in the request's order.")
    warnings: list[OrderWarning] = required(ORDER_WARNINGS)


class OrdersSynced(Answer):
    """The orders of a sync, in the request's order."""

    data: list[OrderAnswer] = required("The orders as they are kept now.")
    warnings: list[OrderWarning] = required(ORDER_WARNINGS)


class OrdersImported(FileImported):
    """What an import of orders did, or, of a dry run, would do."""

    orders: int = required("How many orders the file has.")
    data: list[ImportedOrder] = required("Those that are new or changed, in the file's order.")
    warnings: list[OrderWarning] = required("What a sync of the same orders warns of.")


class ProductSuggested(CamelAnswer):
    """A product that was ranked."""

    id: str = required("Id of the product.", "prod_123")
    external_id: str = required("The caller's own id.")
    hs_code: HtsCode | None = required("Its present code with dots; null where it has none.", "4901.99")
    label: str = required("Its SKU, else the caller's own id.")
    proposal: ProposalAnswer | None = required("The proposal, as the product shows it from now on.")


class ProductsSuggested(CamelAnswer):
    """What a call ranked, and how far it came."""

    data: list[ProductSuggested] = required("The products ranked in this call.")
    standing: int = required("How many were passed over, for their proposal still stands.")
    done: int = required("How many products of `total` this walk has passed.", 25)
    total: int = required("How many products it goes through.", 500)
    has_more: bool = required("Whether it goes on.")
    next_cursor: str | None = required("Pass it as `cursor` to go on; null at the end.")


class ProductPage(Answer):
    """A page of products, newest first."""

    data: list[ProductAnswer] = required("The products.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)


class OrderPage(Answer):
    """A page of orders, newest first."""

    data: list[OrderAnswer] = required("The orders.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)
