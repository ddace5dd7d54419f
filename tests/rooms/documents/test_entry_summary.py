"""An entry summary can be filled in from the papers: each block is answered, or said not to be stated."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import markupsafe
import pypdf
import pytest

from entrygo.contract.facts import Consignee, Party
from entrygo.documents.build_invoice import invoice_of
from entrygo.documents.entry_summary import BLOCKS, summary_blocks
from entrygo.documents.package import rendered_one
from tests.rooms.documents.package_facts import PRODUCTS, full, mixed, plain, warehouse


def blocks(package_facts):
    """What the papers say, by the name of the block."""
    return {name: said for _, name, said in summary_blocks(invoice_of(package_facts))}


def test_every_block_stands_on_page_and_pdf():
    """In the same words."""
    invoice = invoice_of(full())
    page = rendered_one(invoice, "cci_human_readable").content.decode()
    pdf = rendered_one(invoice, "cci_pdf").content
    text = " ".join(" ".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())
    for number, name, said in summary_blocks(invoice):
        assert f'<td>{markupsafe.escape(name)}</td><td class="text">{markupsafe.escape(said)}</td>' in page
        assert f"{number} {name} " in text


def test_what_is_stated_is_answered():
    """Read from the package, or counted over rows and lines."""
    told = blocks(full())
    assert told["Port code"] == "0712 Champlain-Rouses Point, NY"
    assert told["Entry type"].startswith("01 (formal consumption entry), entry 1; 03 (")
    assert told["Importing carrier"] == "ABCD"
    assert told["Importer number"] == "12-3456789AB"
    assert told["Antidumping or countervailing case"] == "inScope: false; A-570-504; C-570-999"
    assert told["Country of origin"] == "CA, CN, on each line"
    assert told["Ultimate consignee"].startswith("CONSOLIDATED: 2 consignees")
    assert told["Manufacturer ID"] == (
        "on 5 of 6 rows, not stated on the others; 2 of 3 built from name and address, under Manufacturers"
    )
    assert told["Relationship of buyer and seller"] == "no on 2 of 6 rows; not stated on 4 of 6 rows"
    assert "freight: not in the prices" in told["Charges"]
    assert told["Rates, duty, fees"].endswith("duty not known, MPF 69.16, HMF 0.00, in USD")


def test_nothing_is_answered_that_nobody_stated():
    """By an exporter who stated next to nothing."""
    told = blocks(plain())
    silent = {name for name, said in told.items() if said == "not stated"}
    assert silent >= {
        "Port code", "Importing carrier", "Mode of transport", "Import date", "Manufacturer ID", "Exporting country",
        "Export date", "Importer number", "Ultimate consignee", "Importer of record", "Charges",
        "Relationship of buyer and seller", "Consignee number",
    }  # fmt: skip
    assert told["Surety, bond type"] == "Bond not stated; surety not stated"


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("Export date", {"export_date": date(2026, 11, 22)}),
        ("Import date", {"import_date": date(2026, 11, 23)}),
        (
            "Consignee number",
            {"ultimate_consignee": Consignee(party=Party(name="Hub Inc."), number="98-7654321")},
        ),
    ],
)
def test_a_fact_of_the_shipment_answers_its_block(name, changes):
    """Not stated before, answered with it."""
    before = full()
    sales = tuple(replace(sale, consignee="shipment") for sale in before.plan.sales)
    after = replace(
        before, shipment=replace(before.shipment, **changes), plan=replace(before.plan, sales=sales)
    )
    assert blocks(before)[name] == "not stated"
    assert blocks(after)[name] != "not stated"


def test_taking_a_fact_away_never_answers_more():
    """Port, mode, weights, related parties: without them fewer blocks are answered."""
    bare = {key: replace(product, gross_weight_kg=None, attributes={}) for key, product in PRODUCTS.items()}
    less = full(products=bare, warehouse=replace(warehouse(), port_of_entry=None, mode=None))
    less = replace(less, shipment=replace(less.shipment, port_of_entry=None, mode=None))
    before, after = blocks(full()), blocks(less)
    for name in ("Port code", "Mode of transport", "Relationship of buyer and seller"):
        assert before[name] != "not stated" == after[name]
    assert sum(said == "not stated" for said in after.values()) > sum(
        said == "not stated" for said in before.values()
    )


def test_blocks_stand_in_the_order_of_the_form():
    """Each once."""
    numbers = [number.split(",")[0] for number, _, _ in BLOCKS]
    assert numbers == sorted(numbers, key=lambda number: (Decimal(number.rstrip("ABC")), number))
    assert len({name for _, name, _ in BLOCKS}) == len(BLOCKS)
    assert blocks(mixed())["Net quantity in the schedule's units"] == "on the one line"
