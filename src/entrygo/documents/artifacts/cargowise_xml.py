"""The shipment as CargoWise Universal XML, for a broker whose system imports it.

Written to the published shape of ``UniversalInterchange/Body/UniversalShipment/Shipment`` (2011/11). What the shape
has no element for travels as ``AddInfo`` under plain keys; a broker maps those to the fields of their own set-up.
"""

from collections.abc import Iterable
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from entrygo.contract.canonical import decimal_text
from entrygo.contract.facts import Party
from entrygo.documents.artifact import ArtifactKind
from entrygo.documents.consignees import Consignees
from entrygo.documents.entry_lines import of_sale
from entrygo.documents.invoice import ConsigneeBlock, Goods, Invoice, Line, Maker, Section
from entrygo.documents.text_format import digits, joined
from entrygo.tariff.units import ace_code

NAMESPACE = "http://www.cargowise.com/Schemas/Universal/2011/11"
MODES = {"truck": "ROA", "ocean": "SEA", "air": "AIR"}
SALE_NAMES = {
    "unit_price": "UnitPrice",
    "line_value": "LineValue",
    "currency": "Currency",
    "exchange_rate": "Rate",
}
Text = str | Decimal | int | None


def render(invoice: Invoice) -> bytes:
    """One shipment; one invoice; one line for each product of each entry line, linked to its entry."""
    root = Element("UniversalInterchange", {"xmlns": NAMESPACE, "version": "1.1"})
    shipment = _path(root, "Body", "UniversalShipment", "Shipment")
    _context(shipment, invoice)
    _put(_path(shipment, "TransportMode"), "Code", MODES.get(invoice.crossing.mode or ""))
    _put(_path(shipment, "PortOfDestination"), "Code", invoice.crossing.port_of_entry)
    _put(shipment, "TotalNoOfPacks", invoice.packages)
    _measure(shipment, "TotalWeight", invoice.totals.gross_weight_kg)
    _parties(shipment, invoice)
    _entries(shipment, invoice.sections)
    _invoice(shipment, invoice)
    indent(root)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _context(shipment: Element, invoice: Invoice) -> None:
    context = SubElement(shipment, "DataContext")
    _put(_path(context, "DataTargetCollection", "DataTarget"), "Type", "CustomsDeclaration")
    _put(_path(context, "DataSourceCollection", "DataSource"), "Key", invoice.invoice_number)
    law = invoice.law
    _information(shipment, {
        "TotalEnteredValueUsd": invoice.totals.value_usd,
        "LawAsOf": law.as_of if law else None, "LawVersion": law.version if law else None,
        "PlanHash": invoice.plan_hash, "PackageVersion": invoice.version, "Supersedes": invoice.supersedes,
        "TestData": "Y" if invoice.test_mode else None, "EntryDate": invoice.crossing.entry_date,
        "EstimatedArrival": invoice.crossing.eta, "CarrierSCAC": invoice.crossing.carrier_scac,
        "PAPS": invoice.crossing.paps_number, "ImporterOfRecordNumber": invoice.importer.number,
        "BondType": invoice.importer.bond_type, "BondNumber": invoice.importer.bond_number,
        "Surety": invoice.importer.surety,
    })  # fmt: skip


def _parties(shipment: Element, invoice: Invoice) -> None:
    addresses = SubElement(shipment, "OrganizationAddressCollection")
    _organization(addresses, "ImporterDocumentaryAddress", invoice.importer.name, invoice.importer.address)
    consignee = Consignees(invoice).of()
    if isinstance(consignee, ConsigneeBlock):
        _organization(addresses, "ConsigneeDocumentaryAddress", consignee.party.name, consignee.party)
    elif consignee is not None:
        _organization(addresses, "ConsigneeDocumentaryAddress", consignee, Party())
    _organization(addresses, "SupplierDocumentaryAddress", invoice.seller.name, invoice.seller)
    _organization(addresses, "ConsignorPickupDeliveryAddress", invoice.shipper.name, invoice.shipper)


def _organization(addresses: Element, role: str, name: str | None, party: Party) -> None:
    place = SubElement(addresses, "OrganizationAddress")
    _put(place, "AddressType", role)
    _put(place, "CompanyName", name)
    _put(place, "Address1", party.address1)
    _put(place, "Address2", party.address2)
    _put(place, "City", party.city)
    _put(place, "State", party.region)
    _put(place, "Postcode", party.postal_code)
    if party.country:
        _put(_path(place, "Country"), "Code", party.country)


def _entries(shipment: Element, sections: Iterable[Section]) -> None:
    entries = SubElement(shipment, "EntryInstructionCollection")
    for section in sections:
        entry = SubElement(entries, "EntryInstruction")
        _put(entry, "Link", section.entry_number)
        _put(_path(entry, "Type"), "Code", section.entry_type)


def _invoice(shipment: Element, invoice: Invoice) -> None:
    makers = {maker.ref: maker for maker in invoice.makers}
    paper = _path(shipment, "CommercialInfo", "CommercialInvoiceCollection", "CommercialInvoice")
    _put(paper, "InvoiceNumber", invoice.invoice_number)
    _put(paper, "InvoiceDate", invoice.invoice_date)
    _put(paper, "InvoiceAmount", invoice.totals.goods_usd)
    _put(_path(paper, "InvoiceCurrency"), "Code", invoice.currency)
    if invoice.incoterm:
        _put(_path(paper, "IncoTerm"), "Code", invoice.incoterm)
    lines = SubElement(paper, "CommercialInvoiceLineCollection")
    link = 0
    for line in invoice.lines:
        for goods in line.goods:
            link += 1
            _line(SubElement(lines, "CommercialInvoiceLine"), line, goods, link=link, makers=makers)


def _line(row: Element, line: Line, goods: Goods, *, link: int, makers: dict[str, Maker]) -> None:
    _put(row, "LineNo", link)
    _put(row, "Link", link)
    _put(row, "EntryInstructionLink", line.entry_number)
    _put(row, "PartNo", goods.sku)
    _put(row, "Description", goods.description)
    _put(row, "HarmonisedCode", line.hts10)
    _put(_path(row, "CountryOfOrigin"), "Code", line.country_of_origin)
    _put(row, "InvoiceQuantity", goods.quantity)
    _put(_path(row, "InvoiceQuantityUnit"), "Code", "PCS")
    _measure(row, "NetWeight", goods.net_weight_kg)
    _measure(row, "Weight", goods.gross_weight_kg)
    _put(row, "LinePrice", goods.goods_usd)
    if line.spi:
        _put(_path(row, "PrimaryPreference"), "Code", line.spi)
    maker = makers.get(goods.maker_ref or "")
    information: dict[str, Text] = {
        "EntryLine": f"{line.entry_number}.{line.line_no}",
        "MID": goods.mid,
        "ManufacturerName": maker.party.name if maker else None,
        "EnteredValueUsd": goods.value_usd,
        "AddChargesUsd": goods.added_usd,
        "DeductChargesUsd": goods.deducted_usd,
        **{f"Sale{SALE_NAMES[name]}": value for name, value in of_sale(goods).items()},
        "NotSold": goods.not_sold,
        **{f"Chapter99Number{place}": digits(each) for place, each in enumerate(line.chapter_99, start=1)},
        "Orders": joined(tuple(dict.fromkeys(item.order_number for item in goods.items)), "; "),
    }
    for place, (amount, unit) in enumerate(goods.schedule_quantities, start=1):
        information |= {
            f"CustomsQuantity{place}": amount,
            f"CustomsUnit{place}": ace_code(unit) or unit.upper(),
        }
    _information(row, information | _metals(goods))


def _metals(goods: Goods) -> dict[str, Text]:
    metals = goods.metals
    if metals is None:
        return {}
    return {
        "SteelWeightKg": metals.steel_weight_kg,
        "AluminumWeightKg": metals.aluminum_weight_kg,
        "CopperWeightKg": metals.copper_weight_kg,
        "SteelMeltPourCountry": metals.steel_melt_pour_country,
        "AluminumPrimarySmeltCountry": metals.aluminum_primary_smelt_country,
        "AluminumSecondarySmeltCountry": metals.aluminum_secondary_smelt_country,
        "AluminumCastCountry": metals.aluminum_cast_country,
    }


def _information(parent: Element, stated: dict[str, Text]) -> None:
    collection = SubElement(parent, "AddInfoCollection")
    for key, value in stated.items():
        if value is not None:
            pair = SubElement(collection, "AddInfo")
            _put(pair, "Key", key)
            _put(pair, "Value", value)


def _measure(parent: Element, name: str, kilograms: Decimal | None) -> None:
    if kilograms is not None:
        _put(parent, name, kilograms)
        _put(_path(parent, f"{name}Unit"), "Code", "KG")


def _path(parent: Element, *names: str) -> Element:
    for name in names:
        parent = SubElement(parent, name)
    return parent


def _put(parent: Element, name: str, value: Text) -> None:
    """An element with this text; none where there is nothing to say."""
    if value is not None:
        SubElement(parent, name).text = decimal_text(value) if isinstance(value, Decimal) else str(value)


KIND = ArtifactKind(
    artifact_type="cargowise_xml",
    filename="universal_shipment.xml",
    media_type="application/xml",
    order=80,
    render=render,
)
