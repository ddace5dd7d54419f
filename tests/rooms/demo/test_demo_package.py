"""The demo's own package, walked against the checklist of 19 CFR 141.86: what a broker would file from."""

import io

import openpyxl
import pytest
from lxml import etree
from pypdf import PdfReader

from entrygo.documents.artifact import File
from entrygo.documents.build_invoice import invoice_of
from entrygo.documents.invoice import Invoice
from entrygo.documents.opening import opening_facts, opening_parties
from entrygo.documents.package import build_package
from entrygo.documents.package_facts import PackageFacts
from tests.rooms.demo.test_demo_catalogue import of_kind, snapshot_of
from tests.rooms.documents.planned import package_facts_of

# Elements for which a shipment may have nothing to say: the demo charges, rebates and assists nothing.
MAY_BE_SILENT = {8, 9, 11, 12, 15}


@pytest.fixture(scope="module")
def package_facts() -> PackageFacts:
    """The forty orders the demo executes first."""
    return package_facts_of(snapshot_of(of_kind("ready", "toronto")[:40]))


@pytest.fixture(scope="module")
def invoice(package_facts: PackageFacts) -> Invoice:
    """Its invoice."""
    return invoice_of(package_facts)


@pytest.fixture(scope="module")
def files(package_facts: PackageFacts) -> dict[str, File]:
    """Its files by type."""
    return {file.artifact_type: file for file in build_package(package_facts, bytes(range(32)))}


@pytest.mark.parametrize("number", range(1, 17))
def test_each_element_of_the_checklist_is_answered_and_printed(
    invoice: Invoice, files: dict[str, File], number: int
) -> None:
    element = invoice.elements[number - 1]
    assert element.answer or number in MAY_BE_SILENT, element.name
    printed = files["cci_human_readable"].content.decode()
    assert element.cite.removeprefix("19 CFR ") in printed


def test_the_first_page_leaves_nothing_open_a_driver_or_broker_would_ask(invoice: Invoice) -> None:
    """Carrier, PAPS number, arrival, packages, weights, place and dates of sale, the US consignee: fit for a stage."""
    facts = dict(opening_facts(invoice))
    assert facts.pop("Date of importation") == "not stated"  # the day of entry, where nobody says otherwise
    assert not [label for label, text in facts.items() if "not stated" in text]
    assert (facts["Carrier SCAC"], facts["PAPS number"]) == ("MHLT", "MHLT2611234711")
    assert (facts["Packages"], facts["Estimated arrival"]) == ("40 cartons", "2026-11-23 15:30 EST")
    parties = dict(opening_parties(invoice))
    assert not [line for lines in parties.values() for line in lines if "not stated" in line]


def test_each_file_opens_in_the_program_its_reader_uses(invoice: Invoice, files: dict[str, File]) -> None:
    pages = PdfReader(io.BytesIO(files["cci_pdf"].content)).pages
    assert f"1 of {len(pages)}" in pages[0].extract_text()
    sheet = openpyxl.load_workbook(io.BytesIO(files["broker_lines_xlsx"].content)).active
    assert sheet is not None
    answers = (max(1, len(goods.agencies)) for line in invoice.lines for goods in line.goods)
    assert sheet.max_row - 1 == sum(answers)
    shipment = etree.fromstring(files["cargowise_xml"].content)
    assert len(shipment.findall(".//{*}CommercialInvoiceLine")) > 0
