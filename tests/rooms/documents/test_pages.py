"""Pages for people: nothing a stranger typed runs, loads or disappears, and five thousand lines fit."""

import io
import json
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from html.parser import HTMLParser
from importlib.resources import files as package_files
from xml.etree import ElementTree

import pypdf
import pytest
from jsonschema_rs import Draft202012Validator, meta

from entrygo.documents.artifact import kinds
from entrygo.documents.build_invoice import invoice_of
from entrygo.documents.invoice import Invoice
from entrygo.documents.package import build_package, rendered_one
from tests.rooms.documents.package_facts import HOSTILE, KEY, MADE_AT, correction, full, large, mixed, plain

DOSSIERS = {"full": full, "correction": correction, "plain": plain, "mixed": mixed}
SCHEMAS = {
    "cci_json": "commercial_customs_invoice.json",
    "packing_list": "packing_list.json",
    "manifest": "manifest.json",
}


class Tags(HTMLParser):
    """Collects a page's elements and attributes."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        """Keep every element."""
        self.seen.append((tag, dict(attrs)))


def page(package_facts):
    """The invoice page."""
    return rendered_one(invoice_of(package_facts), "cci_human_readable").content.decode()


def pdf(package_facts):
    """The invoice PDF, read."""
    return pypdf.PdfReader(io.BytesIO(rendered_one(invoice_of(package_facts), "cci_pdf").content))


def test_nothing_a_stranger_typed_becomes_markup():
    """No script, no image, no link but those within the page, no attribute of theirs."""
    tags = Tags()
    tags.feed(page(full()))
    names = {tag for tag, _ in tags.seen}
    assert not names & {"script", "img", "iframe", "object", "link", "base", "form", "b"}
    for _, attributes in tags.seen:
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("href", "#").startswith("#")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page(full())


def test_the_page_asks_for_nothing_from_outside():
    """No address in its style or elements; it opens without a network."""
    assert not re.search(r"https?://(?!evil\.example)|url\(|@import|src=", page(full()))


def test_the_page_is_made_for_everyone():
    """Language, title, headings in order, headers with a scope, a view on small screens."""
    text = page(full())
    tags = Tags()
    tags.feed(text)
    assert ("html", {"lang": "en"}) in tags.seen
    assert [tag for tag, _ in tags.seen].count("h1") == 1
    assert all("scope" in attributes for tag, attributes in tags.seen if tag == "th")
    assert 'name="viewport"' in text
    assert "@media print" in text
    assert "Commercial Invoice" in text


def test_characters_no_reader_takes_are_shown_as_faults():
    """Control characters, lone surrogates and text that runs backwards."""
    for artifact_type in ("cci_human_readable", "cci_json", "cci_csv", "packing_list", "cargowise_xml"):
        text = rendered_one(invoice_of(full()), artifact_type).content.decode()
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e\ud800]", text)
    assert "Мария 山田 \ufffdgnihsihp\ufffd\ufffd" in page(full())


def test_the_xml_is_well_formed_and_holds_every_line():
    """Read by an ordinary parser."""
    root = ElementTree.fromstring(rendered_one(invoice_of(full()), "cargowise_xml").content)
    space = "{http://www.cargowise.com/Schemas/Universal/2011/11}"
    assert root.tag == f"{space}UniversalInterchange"
    lines = list(root.iter(f"{space}CommercialInvoiceLine"))
    assert [line.findtext(f"{space}LineNo") for line in lines] == ["1", "2", "3", "4", "5", "6"]
    assert HOSTILE in [line.findtext(f"{space}Description") for line in lines]


def test_the_pdf_numbers_its_pages_and_says_what_the_page_says():
    """Figures, accents, and names in other letters, as they were written."""
    read = pdf(full())
    texts = [sheet.extract_text() for sheet in read.pages]
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in text
        assert "Commercial Invoice cp_ch123456" in text
    whole = "\n".join(texts)
    for said in ("3,385.74", "7323.93.0045", "Érable & Fils Ltée", "Montréal", "12-3456789AB", "not stated",
                 "張三 Cookware", "Łukasz Dvořák", "19 CFR 141.86(a)(11)"):  # fmt: skip
        assert said in whole, said
    assert read.metadata.title == "Commercial Invoice cp_ch123456"
    assert read.metadata.creation_date == MADE_AT.replace(microsecond=0)
    assert "Entry 1: 01, formal consumption entry" in [entry.title for entry in read.outline]


def test_a_line_of_several_products_shows_each():
    """The line's sums first, then each product with its own, on page and PDF; and the package is proved."""
    build_package(mixed(), KEY)
    words = re.sub(r"<[^>]+>", " ", page(mixed()))
    for text in (words, "\n".join(sheet.extract_text() for sheet in pdf(mixed()).pages)):
        for said in ("7 pcs", "2 pcs", "5 pcs", "PAN-28", "PAN-20", "212.34", "30.333", "60.67", "151.67"):
            assert said in text, said


def test_papers_drawn_at_once_do_not_mix():
    """The fonts are one for all threads; a server draws from several."""
    invoice = invoice_of(full())
    alone = rendered_one(invoice, "cci_pdf")
    switch = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(6) as pool:
            together = list(pool.map(lambda _: rendered_one(invoice, "cci_pdf"), range(24)))
    finally:
        sys.setswitchinterval(switch)
    assert all(file == alone for file in together)


@pytest.mark.parametrize("name", DOSSIERS)
@pytest.mark.parametrize("artifact_type", SCHEMAS)
def test_json_files_keep_to_their_published_schemas(name, artifact_type):
    """JSON Schema, Draft 2020-12, shipped as package data."""
    source = package_files("entrygo.documents") / "schemas" / SCHEMAS[artifact_type]
    schema = json.loads(source.read_text(encoding="utf-8"))
    meta.validate(schema)
    made = next(f for f in build_package(DOSSIERS[name](), KEY) if f.artifact_type == artifact_type)
    Draft202012Validator(schema).validate(json.loads(made.content))


def test_the_invoice_schema_names_every_field():
    """A new field of the invoice is a new line of its schema."""
    source = package_files("entrygo.documents") / "schemas" / SCHEMAS["cci_json"]
    schema = json.loads(source.read_text(encoding="utf-8"))
    assert set(schema["required"]) == {field.name for field in fields(Invoice)} - {"columns"}


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_thousand_lines_are_made_in_reasonable_time():
    """Processor time, as the machine may be shared; five thousand take five times as long."""
    started = time.process_time()
    files = build_package(large(1000), KEY)
    assert time.process_time() - started < 60
    assert len(files) == len(kinds())
