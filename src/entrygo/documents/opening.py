"""The first page of the invoice: the facts and the parties that page and PDF both begin with, in the same words."""

import re
from decimal import Decimal
from typing import TypeAlias

from entrygo.documents.consignees import consignee_lines
from entrygo.documents.invoice import ImporterBlock, Invoice
from entrygo.documents.print_text import arrival, attorney_text, port_text, sales_text
from entrygo.documents.text_format import NOT_STATED, joined, number, party_lines

Facts: TypeAlias = list[tuple[str, str]]
Blocks: TypeAlias = list[tuple[str, list[str]]]


def opening_facts(invoice: Invoice) -> Facts:
    """Where, when, how and in what the goods cross, and what the amounts are: (label, text)."""
    crossing = invoice.crossing
    stated = (
        ("Port of entry (Schedule D)", port_text(crossing.port_of_entry)),
        ("Mode", crossing.mode),
        ("Carrier SCAC", crossing.carrier_scac),
        ("PAPS number", crossing.paps_number),
        ("Estimated arrival", arrival(crossing)),
        ("Entry date planned", crossing.entry_date),
        ("Date of export", crossing.export_date),
        ("Date of importation", crossing.import_date),
        ("Country of export", crossing.country_of_export),
        ("Packages", packages_text(invoice)),
        ("Marks", marks_text(invoice)),
        ("Gross weight", kilograms(invoice.totals.gross_weight_kg)),
        ("Net weight", kilograms(invoice.totals.net_weight_kg)),
        ("Terms (Incoterm and place)", _terms(invoice)),
        ("Currency of the amounts", invoice.currency),
        ("Currency of sale, rate", sales_text(invoice)),
        ("Place of sale", invoice.place_of_sale),
        ("Dates of sale", dates_text(invoice)),
    )
    return [(label, text or NOT_STATED) for label, text in stated]


def opening_parties(invoice: Invoice) -> Blocks:
    """Each party with its role, its name and its address."""
    broker, person = invoice.broker, invoice.responsible_person
    filer = [f"Filer code: {broker.filer_code or NOT_STATED}", f"Power of attorney: {attorney_text(broker)}"]
    reached = [text for text in (person.title, person.phone, person.email) if text]
    return [
        ("Importer of record", _importer(invoice.importer)),
        ("Ultimate consignee", consignee_lines(invoice)),
        ("Seller", party_lines(invoice.seller.name, invoice.seller)),
        ("Shipped from", party_lines(invoice.shipper.name, invoice.shipper)),
        ("Buyer", _buyer(invoice)),
        ("Customs broker", [broker.name, *filer]),
        ("Who answers questions", [person.name or NOT_STATED, *reached]),
    ]


def packages_text(invoice: Invoice) -> str:
    """How many packages of which kind, and where the number is not the seller's own."""
    assumed = sum(not order.packages_stated for order in invoice.orders)
    kind = (
        invoice.package_kind or ("package" if invoice.packages == 1 else "packages") + f", kind {NOT_STATED}"
    )
    note = f"; one assumed for {assumed} of {len(invoice.orders)} orders" if assumed else ""
    return f"{invoice.packages:,} {kind}{note}"


def marks_text(invoice: Invoice) -> str | None:
    """The marks on the packages: the first and the last as people count, #9 before #10."""
    marks = sorted((mark for order in invoice.orders for mark in order.package_ids), key=_counted)
    if not marks:
        return None
    return marks[0] if len(marks) == 1 else f"{marks[0]} to {marks[-1]}, each under Orders"


def _counted(mark: str) -> tuple[tuple[int, ...], str]:
    """A mark by its numbers, then by its letters."""
    return tuple(int(number) for number in re.findall(r"[0-9]+", mark)), mark


def dates_text(invoice: Invoice) -> str | None:
    """The first and last day of sale, and how many orders state none."""
    dates = invoice.dates_of_sale
    if not dates:
        return None
    said = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"
    silent = sum(order.sold_on is None for order in invoice.orders)
    return f"{said} ({NOT_STATED} for {silent} of {len(invoice.orders)} orders)" if silent else said


def kilograms(weight: Decimal | None) -> str:
    """A weight with its unit, or that none is stated."""
    return NOT_STATED if weight is None else f"{number(weight)} kg"


def _terms(invoice: Invoice) -> str:
    return f"{invoice.incoterm or NOT_STATED}, {invoice.incoterm_place or 'place not stated'}"


def _importer(importer: ImporterBlock) -> list[str]:
    return [
        *party_lines(importer.name, importer.address),
        f"Number (EIN or CBP): {importer.number or NOT_STATED}",
        f"Bond: {joined((importer.bond_type, importer.bond_number)) or NOT_STATED}",
        f"Surety: {importer.surety or NOT_STATED}",
    ]


def _buyer(invoice: Invoice) -> list[str]:
    """The one buyer, or that each order has its own."""
    buyers = dict.fromkeys(order.buyer for order in invoice.orders)
    if len(buyers) == 1:
        buyer = next(iter(buyers))
        return party_lines(buyer.name, buyer)
    return [f"{len(buyers)} buyers", "each with its order under Orders"]
