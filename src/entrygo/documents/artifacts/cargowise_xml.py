"""The shipment as CargoWise Universal XML, for a broker whose system imports it.

Written to the published shape of ``UniversalInterchange/Body/UniversalShipment/Shipment`` (2011/11). What the shape
has no element for travels as ``AddInfo`` under plain keys; a broker maps those to the fields of their own set-up.
"""

from collections.abc import Iterable
from decimal import Decimal

from entrygo.contract.facts import Party
from entrygo.documents.artifact import ArtifactKind
from entrygo.documents.consignees import Consignees
from entrygo.documents.entry_lines import of_sale
from entrygo.documents.invoice import ConsigneeBlock, Goods, Invoice, Line, Maker, Section
from entrygo.documents.text_format import digits, joined
from entrygo.documents.xml_lines import Text, XmlLines
from entrygo.tariff.units import ace_code

NAMESPACE = "http://www.cargowise.com/Schemas/Universal/2011/11"
MODES = {"truck": "ROA", "ocean": "SEA", "air": "AIR"}
SALE_NAMES = {
    "unit_price": "UnitPrice",
    "line_value": "LineValue",
    "currency": "Currency",
    "exchange_rate": "Rate",
}


def render(invoice: Invoice) -> bytes:
    """One shipment; one invoice; one line for each product of each entry line, linked to its entry."""
    paper = XmlLines()
    paper.open("UniversalInterchange", f'xmlns="{NAMESPACE}" version="1.1"')
    for name in ("Body", "UniversalShipment", "Shipment"):
        paper.open(name)
    _context(paper, invoice)
    paper.coded("TransportMode", MODES.get(invoice.crossing.mode or ""))
    paper.coded("PortOfDestination", invoice.crossing.port_of_entry)
    paper.put("TotalNoOfPacks", invoice.packages)
    _measure(paper, "TotalWeight", invoice.totals.gross_weight_kg)
    _parties(paper, invoice)
    _entries(paper, invoice.sections)
    _invoice(paper, invoice)
    return paper.finished()


def _context(paper: XmlLines, invoice: Invoice) -> None:
    paper.open("DataContext")
    for within, name, value in (
        ("DataTarget", "Type", "CustomsDeclaration"),
        ("DataSource", "Key", invoice.invoice_number),
    ):
        paper.open(f"{within}Collection")
        paper.open(within)
        paper.put(name, value)
        paper.close(2)
    paper.close()
    law = invoice.law
    _information(paper, {
        "TotalEnteredValueUsd": invoice.totals.value_usd,
        "LawAsOf": law.as_of if law else None, "LawVersion": law.version if law else None,
        "PlanHash": invoice.plan_hash, "PackageVersion": invoice.version, "Supersedes": invoice.supersedes,
        "TestData": "Y" if invoice.test_mode else None, "EntryDate": invoice.crossing.entry_date,
        "EstimatedArrival": invoice.crossing.eta, "CarrierSCAC": invoice.crossing.carrier_scac,
        "PAPS": invoice.crossing.paps_number, "ImporterOfRecordNumber": invoice.importer.number,
        "BondType": invoice.importer.bond_type, "BondNumber": invoice.importer.bond_number,
        "Surety": invoice.importer.surety,
    })  # fmt: skip


def _parties(paper: XmlLines, invoice: Invoice) -> None:
    paper.open("OrganizationAddressCollection")
    _organization(paper, "ImporterDocumentaryAddress", invoice.importer.name, invoice.importer.address)
    consignee = Consignees(invoice).of()
    if isinstance(consignee, ConsigneeBlock):
        _organization(paper, "ConsigneeDocumentaryAddress", consignee.party.name, consignee.party)
    elif consignee is not None:
        _organization(paper, "ConsigneeDocumentaryAddress", consignee, Party())
    _organization(paper, "SupplierDocumentaryAddress", invoice.seller.name, invoice.seller)
    _organization(paper, "ConsignorPickupDeliveryAddress", invoice.shipper.name, invoice.shipper)
    paper.close()


def _organization(paper: XmlLines, role: str, name: str | None, party: Party) -> None:
    paper.open("OrganizationAddress")
    paper.put("AddressType", role)
    paper.put("CompanyName", name)
    paper.put("Address1", party.address1)
    paper.put("Address2", party.address2)
    paper.put("City", party.city)
    paper.put("State", party.region)
    paper.put("Postcode", party.postal_code)
    if party.country:
        paper.coded("Country", party.country)
    paper.close()


def _entries(paper: XmlLines, sections: Iterable[Section]) -> None:
    paper.open("EntryInstructionCollection")
    for section in sections:
        paper.open("EntryInstruction")
        paper.put("Link", section.entry_number)
        paper.coded("Type", section.entry_type)
        paper.close()
    paper.close()


def _invoice(paper: XmlLines, invoice: Invoice) -> None:
    makers = {maker.ref: maker for maker in invoice.makers}
    for name in ("CommercialInfo", "CommercialInvoiceCollection", "CommercialInvoice"):
        paper.open(name)
    paper.put("InvoiceNumber", invoice.invoice_number)
    paper.put("InvoiceDate", invoice.invoice_date)
    paper.put("InvoiceAmount", invoice.totals.goods_usd)
    paper.coded("InvoiceCurrency", invoice.currency)
    if invoice.incoterm:
        paper.coded("IncoTerm", invoice.incoterm)
    paper.open("CommercialInvoiceLineCollection")
    link = 0
    for line in invoice.lines:
        for goods in line.goods:
            link += 1
            _line(paper, line, goods, link=link, makers=makers)
    paper.close(4)


def _line(paper: XmlLines, line: Line, goods: Goods, *, link: int, makers: dict[str, Maker]) -> None:
    paper.open("CommercialInvoiceLine")
    paper.put("LineNo", link)
    paper.put("Link", link)
    paper.put("EntryInstructionLink", line.entry_number)
    paper.put("PartNo", goods.sku)
    paper.put("Description", goods.description)
    paper.put("HarmonisedCode", line.hts10)
    paper.coded("CountryOfOrigin", line.country_of_origin)
    paper.put("InvoiceQuantity", goods.quantity)
    paper.coded("InvoiceQuantityUnit", "PCS")
    _measure(paper, "NetWeight", goods.net_weight_kg)
    _measure(paper, "Weight", goods.gross_weight_kg)
    paper.put("LinePrice", goods.goods_usd)
    if line.spi:
        paper.coded("PrimaryPreference", line.spi)
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
    _information(paper, information | _metals(goods))
    paper.close()


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


def _information(paper: XmlLines, stated: dict[str, Text]) -> None:
    paper.open("AddInfoCollection")
    paper.pairs("AddInfo", stated)
    paper.close()


def _measure(paper: XmlLines, name: str, kilograms: Decimal | None) -> None:
    if kilograms is not None:
        paper.put(name, kilograms)
        paper.coded(f"{name}Unit", "KG")


KIND = ArtifactKind(
    artifact_type="cargowise_xml",
    filename="universal_shipment.xml",
    media_type="application/xml",
    order=80,
    render=render,
)
