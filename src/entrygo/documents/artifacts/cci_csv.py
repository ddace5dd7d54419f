"""The commercial customs invoice as CSV: one row for each invoice line (one HTS code, origin and set of programmes)."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.documents.artifact import ArtifactKind
from entrygo.documents.columns import CHAPTER_99_COLUMNS
from entrygo.documents.consignees import Consignees
from entrygo.documents.csv_cells import Cell, written
from entrygo.documents.entry_lines import of_sale
from entrygo.documents.invoice import ConsigneeBlock, Invoice, Line, Section
from entrygo.documents.text_format import address, joined
from entrygo.tariff.units import ace_code

COLUMNS = (
    "invoice_number", "version", "invoice_date", "plan_hash", "entry_number", "entry_type", "line_no", "hts",
    *(f"chapter_99_{place}" for place in range(1, len(CHAPTER_99_COLUMNS) + 1)), "spi",
    "country_of_origin", "description", "products", "pieces", "qty1", "uom1", "qty2", "uom2",
    "net_weight_kg", "gross_weight_kg", "line_value", "currency", "exchange_rate", "add_charges", "deduct_charges",
    "entered_value_usd", "duty_estimate_usd", "manufacturers", "mids",
    "importer_of_record", "importer_number", "importer_address", "ultimate_consignee",
    "seller", "seller_address", "port_of_entry", "mode", "incoterm",
    "country_of_export", "order_numbers", "law_as_of",
)  # fmt: skip


def render(invoice: Invoice) -> bytes:
    """One row a line; what holds for the whole invoice is repeated on each."""
    return written(COLUMNS, _rows(invoice))


def _rows(invoice: Invoice) -> Iterator[list[Cell]]:
    makers = {maker.ref: maker.party.name for maker in invoice.makers}
    common: dict[str, Cell] = {
        "invoice_number": invoice.invoice_number,
        "version": invoice.version,
        "invoice_date": invoice.invoice_date,
        "plan_hash": invoice.plan_hash,
        "importer_of_record": invoice.importer.name,
        "importer_number": invoice.importer.number,
        "importer_address": address(invoice.importer.address),
        "seller": invoice.seller.name,
        "seller_address": address(invoice.seller),
        "port_of_entry": invoice.crossing.port_of_entry,
        "mode": invoice.crossing.mode,
        "incoterm": invoice.incoterm,
        "country_of_export": invoice.crossing.country_of_export,
        "law_as_of": invoice.law.as_of if invoice.law else None,
    }
    consignees = Consignees(invoice)
    for section in invoice.sections:
        for line in section.lines:
            row = common | _of_line(section, line, makers)
            row["ultimate_consignee"] = _consignee(consignees.of(*line.goods))
            yield [row.get(name) for name in COLUMNS]


def _of_line(section: Section, line: Line, makers: dict[str, str | None]) -> dict[str, Cell]:
    orders = dict.fromkeys(item.order_number for goods in line.goods for item in goods.items)
    names = dict.fromkeys(makers.get(goods.maker_ref or "") for goods in line.goods)
    row: dict[str, Cell] = {
        "entry_number": section.entry_number,
        "entry_type": section.entry_type,
        "line_no": line.line_no,
        "hts": line.hts,
        **{f"chapter_99_{place}": heading for place, heading in enumerate(line.chapter_99, start=1)},
        "spi": line.spi,
        "country_of_origin": line.country_of_origin,
        "description": line.description,
        "products": joined(tuple(goods.sku for goods in line.goods), "; "),
        "pieces": line.pieces,
        "net_weight_kg": line.net_weight_kg,
        "gross_weight_kg": line.gross_weight_kg,
        "add_charges": line.added_usd,
        "deduct_charges": line.deducted_usd,
        "entered_value_usd": line.value_usd,
        "duty_estimate_usd": line.duty_usd,
        "manufacturers": joined(tuple(names), "; "),
        "mids": joined(tuple(dict.fromkeys(goods.mid for goods in line.goods)), "; "),
        "order_numbers": joined(tuple(orders), "; "),
    }
    row |= _of_sale(line)
    for place, (amount, unit) in zip(("1", "2"), line.quantities, strict=False):
        row |= {f"qty{place}": amount, f"uom{place}": ace_code(unit) or unit.upper()}
    return row


def _consignee(found: ConsigneeBlock | str | None) -> str | None:
    """The one ultimate consignee of a line with its address, or that there are several."""
    return joined((found.party.name, address(found.party))) if isinstance(found, ConsigneeBlock) else found


def _of_sale(line: Line) -> dict[str, Cell]:
    """The line's value in the currency and at the rate it was sold in; in US dollars where there are several."""
    sales = [of_sale(goods) for goods in line.goods]
    values = [sale["line_value"] for sale in sales]
    known = [value for value in values if isinstance(value, Decimal)]
    if len({(sale["currency"], sale["exchange_rate"]) for sale in sales}) > 1:
        return {"line_value": line.goods_usd, "currency": "USD", "exchange_rate": Decimal(1)}
    return sales[0] | {"line_value": sum(known, Decimal(0)) if len(known) == len(values) else None}


KIND = ArtifactKind(
    artifact_type="cci_csv",
    filename="commercial_customs_invoice.csv",
    media_type="text/csv",
    order=20,
    render=render,
)
