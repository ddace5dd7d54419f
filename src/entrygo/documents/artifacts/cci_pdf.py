"""The commercial customs invoice as a PDF: the same words and figures as the web page, numbered page by page."""

from collections.abc import Iterator
from dataclasses import replace

from entrygo.documents.artifact import ArtifactKind
from entrygo.documents.entry_summary import summary_blocks
from entrygo.documents.invoice import Goods, Invoice, Line, OrderBlock, Section
from entrygo.documents.opening import opening_facts, opening_parties, packages_text
from entrygo.documents.paper import Paper
from entrygo.documents.print_pages import finished, paper_of
from entrygo.documents.print_text import (
    ESTIMATE_APART,
    charge_text,
    declared,
    moved_text,
    orders_text,
    price_text,
    sold_text,
)
from entrygo.documents.table import Grid, Row
from entrygo.documents.text_format import NOT_STATED, address, money, number

GOODS = Grid(
    widths=(30, 84, 206, 112, 70, 50, 50, 56, 62),
    header=("Line", "HTS, chapter 99, claim; SKU", "Goods", "Origin, maker, MID", "Quantity", "Net kg", "Gross kg",
            "Unit price", "Entered USD"),
    right=frozenset({4, 5, 6, 7, 8}),
)  # fmt: skip
ENTRIES = Grid(
    widths=(50, 340, 60, 60, 65, 65, 80),
    header=("Entry", "Type", "Lines", "Pieces", "Net kg", "Gross kg", "Entered USD"),
    right=frozenset({2, 3, 4, 5, 6}),
)
SUMS = Grid(widths=(600, 120), header=("Charges and total", "USD"), right=frozenset({1}))
DECLARED = Grid(widths=(40, 130, 150, 400), header=("Line", "Product", "Subject", "Statement"))
MAKERS = Grid(widths=(40, 200, 260, 110, 110), header=("Ref", "Name", "Address", "MID", "MID is"))
CONSIGNEES = Grid(
    widths=(40, 230, 400, 50), header=("Ref", "Name", "Address", "Orders"), right=frozenset({3})
)
NUMBERED_CONSIGNEES = Grid(
    widths=(40, 200, 330, 100, 50),
    header=("Ref", "Name", "Address", "Number", "Orders"),
    right=frozenset({4}),
)
ORDERS = Grid(
    widths=(95, 55, 190, 155, 105, 60, 60),
    header=("Order", "Sold on", "Buyer", "Delivered to; consignee", "Packages", "Goods USD", "Paid USD"),
    right=frozenset({5, 6}),
)
SUMMARY = Grid(widths=(50, 250, 420), header=("Block", "Name", "In this package"))
ELEMENTS = Grid(widths=(30, 220, 110, 360), header=("No.", "Element", "Cite", "On this invoice"))
DECLARED_NOTE = (
    "Metals, partner agencies, USMCA, antidumping, and what else was stated. "
    "Metal weights are those of all the pieces."
)
MID_SOURCES = {"given": "as given", "built": "built from name and address"}


def render(invoice: Invoice) -> bytes:
    """Every section of the web page, in its order; the estimate of duties is a paper of its own."""
    paper = paper_of(
        invoice,
        "Commercial Invoice",
        subject=f"Commercial invoice of customs package {invoice.invoice_number}, version {invoice.version}",
    )
    paper.columns([(label, [text]) for label, text in opening_facts(invoice)], across=5)
    paper.heading("Parties")
    paper.columns(opening_parties(invoice), across=4)
    paper.heading("Entries")
    paper.table(ENTRIES, _entry_rows(invoice))
    for section in invoice.sections:
        paper.heading(
            f"Entry {section.entry_number}: {section.entry_type}, {section.entry_type_name}", keep=130
        )
        paper.paragraph(section.reason)
        paper.table(GOODS, _goods_rows(section))
    paper.heading("Charges and total", keep=120)
    paper.table(SUMS, _sum_rows(invoice))
    paper.paragraph(ESTIMATE_APART)
    paper.heading("Declared for the goods")
    paper.paragraph(DECLARED_NOTE)
    paper.table(
        DECLARED, [Row(cells=said) for said in declared(invoice)] or [Row(cells=("", NOT_STATED, "", ""))]
    )
    _registers(paper, invoice)
    _closing(paper, invoice)
    return finished(paper)


def _entry_rows(invoice: Invoice) -> Iterator[Row]:
    for section in invoice.sections:
        yield Row(
            cells=(
                str(section.entry_number),
                f"{section.entry_type}, {section.entry_type_name}",
                *_sums(section),
            )
        )
    yield Row(cells=("All", "", *_sums(invoice)), bold=True, keep=True)


def _sums(part: Section | Invoice) -> tuple[str, str, str, str, str]:
    totals = part.totals
    return (str(totals.lines), number(totals.pieces), number(totals.net_weight_kg), number(totals.gross_weight_kg),
            money(totals.value_usd))  # fmt: skip


def _goods_rows(section: Section) -> Iterator[Row]:
    for line in section.lines:
        if len(line.goods) == 1:
            yield _row(line, line.goods[0])
            continue
        yield _row(line, None)
        for place, goods in enumerate(line.goods):
            yield replace(_row(None, goods, said=line.description), keep=not place)
    _, pieces, net, gross, value = _sums(section)
    yield Row(
        cells=("", f"Entry {section.entry_number}", "", "", f"{pieces} pcs", net, gross, "", value),
        bold=True,
        keep=True,
    )


def _row(line: Line | None, goods: Goods | None, *, said: str = "") -> Row:
    """A row of a line, of one product of a line, or of both where a line has but one product."""
    whole = line or goods
    assert whole is not None  # noqa: S101 -- one of the two is always given
    pieces = line.pieces if line else goods.quantity if goods else None
    quantities = [f"{number(amount)} {unit}" for amount, unit in line.quantities] if line else []
    cells = (
        str(line.line_no) if line else "",
        [*(_codes(line) if line else []), *([goods.sku] if goods else [])],
        _described(line, goods, said),
        [*([line.country_of_origin] if line else []), *(_maker(goods) if goods else [])],
        [f"{number(pieces)} pcs", *quantities],
        number(whole.net_weight_kg),
        number(whole.gross_weight_kg),
        price_text(goods) if goods else "",
        money(whole.value_usd),
    )
    return Row(cells=cells, tinted=line is not None, bold=goods is None)


def _codes(line: Line) -> list[str]:
    return [line.hts, *line.chapter_99, *([f"SPI {line.spi}"] if line.spi else [])]


def _maker(goods: Goods) -> list[str]:
    return [goods.maker_ref or "maker not stated", goods.mid or "MID not stated"]


def _described(line: Line | None, goods: Goods | None, told: str) -> list[str]:
    """The line's description and, where it is another, the product's, with what else is stated of it."""
    texts = dict.fromkeys(part.description for part in (line, goods) if part and part.description != told)
    if goods is None:
        return list(texts)
    named = (
        ("Trade name", goods.trade_name),
        ("Grade", goods.grade),
        ("Marks", goods.marks),
        ("Materials", goods.materials),
    )
    said = (*(f"{name}: {text}" for name, text in named if text), sold_text(goods), moved_text(goods))
    return [*texts, *(text for text in said if text), orders_text(goods)]


def _sum_rows(invoice: Invoice) -> Iterator[Row]:
    yield Row(cells=("Goods at their prices", money(invoice.totals.goods_usd)))
    if invoice.not_sold_usd:
        yield Row(cells=("of them not sold, value declared", money(invoice.not_sold_usd)))
    for charge in invoice.charges:
        yield Row(cells=(charge_text(charge), money(charge.amount_usd)))
    if not invoice.charges:
        yield Row(cells=("Charges (freight, insurance, packing, commission)", NOT_STATED))
    yield Row(
        cells=(f"Entered value {invoice.currency}", money(invoice.totals.value_usd)), bold=True, keep=True
    )
    paid = f"Invoice total, paid by the buyers, {invoice.currency}"
    yield Row(cells=(paid, money(invoice.invoice_total_usd)), bold=True, keep=True)


def _registers(paper: Paper, invoice: Invoice) -> None:
    paper.heading("Manufacturers")
    makers = [
        Row(cells=(maker.ref, maker.party.name or NOT_STATED, address(maker.party), maker.mid or NOT_STATED,
                   MID_SOURCES.get(maker.mid_source or "", NOT_STATED)))
        for maker in invoice.makers
    ]  # fmt: skip
    paper.table(MAKERS, makers or [Row(cells=("", NOT_STATED, "", "", ""))])
    paper.heading("Ultimate consignees")
    _consignees(paper, invoice)
    paper.heading("Orders")
    paper.table(ORDERS, _order_rows(invoice))
    paper.heading("Elements of 19 CFR 141.86")
    paper.table(ELEMENTS, (
        Row(cells=(str(each.number), each.name, each.cite, each.answer or NOT_STATED)) for each in invoice.elements
    ))  # fmt: skip
    paper.heading("Entry summary (CBP Form 7501)")
    paper.table(SUMMARY, (Row(cells=block) for block in summary_blocks(invoice)))


def _consignees(paper: Paper, invoice: Invoice) -> None:
    """A column for their numbers only where one is stated."""
    is_numbered = any(each.number for each in invoice.consignees)
    rows = [
        Row(
            cells=(
                each.ref,
                each.party.name or NOT_STATED,
                address(each.party),
                *([each.number or ""] if is_numbered else []),
                str(each.orders),
            )
        )
        for each in invoice.consignees
    ]
    grid = NUMBERED_CONSIGNEES if is_numbered else CONSIGNEES
    paper.table(grid, rows or [Row(cells=("", NOT_STATED, "", ""))])


def _order_rows(invoice: Invoice) -> Iterator[Row]:
    yield from (_order_row(order) for order in invoice.orders)
    count = len(invoice.orders)
    yield Row(
        cells=(
            f"{count} {'order' if count == 1 else 'orders'}", "", "", "", packages_text(invoice),
            money(invoice.totals.goods_usd), money(invoice.invoice_total_usd),
        ),
        bold=True,
        keep=True,
    )  # fmt: skip


def _order_row(order: OrderBlock) -> Row:
    buyer = [order.buyer.name or NOT_STATED, address(order.buyer)]
    ship_to = (
        ["the buyer"]
        if order.ship_to == order.buyer
        else [order.ship_to.name or NOT_STATED, address(order.ship_to)]
    )
    ship_to += [f"Consignee {order.consignee_ref or NOT_STATED}"]
    packages = [", ".join(order.package_ids), *([] if order.packages_stated else ["(number not stated)"])]
    return Row(
        cells=(
            order.order_number,
            order.sold_on or NOT_STATED,
            buyer,
            ship_to,
            packages,
            money(order.goods_usd),
            money(order.paid_usd),
        )
    )


def _closing(paper: Paper, invoice: Invoice) -> None:
    person = invoice.responsible_person
    paper.heading("Declaration", keep=150)
    paper.paragraph(invoice.declaration)
    paper.paragraph(
        f"Responsible person (19 CFR 141.86(j)): {person.name or NOT_STATED}, {person.title or NOT_STATED}; "
        f"e-mail {person.email or NOT_STATED}; telephone {person.phone or NOT_STATED}",
        bold=True,
    )
    paper.columns([("", ["", "_" * 36, what]) for what in ("Signature", "Name and title", "Date")], across=3)


KIND = ArtifactKind(
    artifact_type="cci_pdf",
    filename="commercial_customs_invoice.pdf",
    media_type="application/pdf",
    order=50,
    render=render,
)
