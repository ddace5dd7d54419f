"""The packing list as a PDF for dock and driver: packages by order, with marks, weights, contents and places."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.documents.artifact import ArtifactKind
from entrygo.documents.invoice import Goods, Invoice, Item, Line, OrderBlock
from entrygo.documents.opening import kilograms, marks_text, packages_text
from entrygo.documents.print_pages import finished, paper_of
from entrygo.documents.print_text import arrival, port_text
from entrygo.documents.table import Grid, Row
from entrygo.documents.text_format import NOT_STATED, address, number, party_lines

ORDERS = Grid(
    widths=(90, 112, 150, 34, 198, 40, 48, 48),
    header=("Order", "Packages (marks)", "Ship to", "Loaded", "Contents", "Pieces", "Net kg", "Gross kg"),
    right=frozenset({5, 6, 7}),
)
BOX = "[__]"
"""Where the loader ticks an order off."""

Part = tuple[Line, Goods, Item]


def render(invoice: Invoice) -> bytes:
    """What leaves, from where to where, order by order, and who signs for it."""
    paper = paper_of(
        invoice, "Packing List", subject=f"Packing list of customs package {invoice.invoice_number}"
    )
    paper.columns([(label, [text]) for label, text in _facts(invoice)], across=5)
    paper.heading("From, to and for questions")
    paper.columns(_parties(invoice), across=4)
    paper.heading("Orders")
    paper.table(ORDERS, _rows(invoice))
    paper.heading("Loaded and received", keep=60)
    paper.columns(
        [
            ("", ["", "_" * 32, what])
            for what in ("Loaded by, date and time", "Driver", "Trailer and seal number")
        ],
        across=3,
    )
    return finished(paper)


def _facts(invoice: Invoice) -> list[tuple[str, str]]:
    crossing, totals = invoice.crossing, invoice.totals
    stated = (
        ("Orders", str(len(invoice.orders))),
        ("Packages", packages_text(invoice)),
        ("Pieces", number(totals.pieces)),
        ("Gross weight", kilograms(totals.gross_weight_kg)),
        ("Net weight", kilograms(totals.net_weight_kg)),
        ("Port of entry (Schedule D)", port_text(crossing.port_of_entry)),
        ("Mode", crossing.mode),
        ("Carrier SCAC", crossing.carrier_scac),
        ("PAPS number", crossing.paps_number),
        ("Estimated arrival", arrival(crossing)),
        ("Marks", marks_text(invoice)),
    )
    return [(label, text or NOT_STATED) for label, text in stated]


def _parties(invoice: Invoice) -> list[tuple[str, list[str]]]:
    person, broker = invoice.responsible_person, invoice.broker
    reached = [text for text in (person.phone, person.email) if text]
    return [
        ("Shipped from", party_lines(invoice.shipper.name, invoice.shipper)),
        ("Importer of record", party_lines(invoice.importer.name, invoice.importer.address)),
        ("Customs broker", [broker.name, f"Filer code: {broker.filer_code or NOT_STATED}"]),
        ("Who answers questions", [person.name or NOT_STATED, *reached]),
    ]


def _rows(invoice: Invoice) -> Iterator[Row]:
    contents: dict[str, list[Part]] = {order.order_id: [] for order in invoice.orders}
    for line in invoice.lines:
        for goods in line.goods:
            for item in goods.items:
                contents[item.order_id].append((line, goods, item))
    for order in invoice.orders:
        yield _row(order, contents[order.order_id])
    totals, count = invoice.totals, len(invoice.orders)
    yield Row(
        cells=(
            f"{count} {'order' if count == 1 else 'orders'}", packages_text(invoice), "", "", "",
            number(totals.pieces), number(totals.net_weight_kg), number(totals.gross_weight_kg),
        ),
        bold=True,
        keep=True,
    )  # fmt: skip


def _row(order: OrderBlock, parts: list[Part]) -> Row:
    items = [item for _, _, item in parts]
    marks = [*order.package_ids, *([] if order.packages_stated else ["number not stated, one assumed"])]
    held = [f"{number(item.quantity)} × {goods.sku}: {goods.description}" for _, goods, item in parts]
    return Row(
        cells=(
            order.order_number,
            marks,
            [order.ship_to.name or NOT_STATED, address(order.ship_to)],
            BOX,
            held,
            number(sum((item.quantity for item in items), Decimal(0))),
            number(_sum([item.net_weight_kg for item in items])),
            number(_sum([item.gross_weight_kg for item in items])),
        )
    )


def _sum(weights: list[Decimal | None]) -> Decimal | None:
    """The weight of all parts; ``None`` where that of one is not stated."""
    stated = [weight for weight in weights if weight is not None]
    return sum(stated, Decimal(0)) if len(stated) == len(weights) else None


KIND = ArtifactKind(
    artifact_type="packing_list_pdf",
    filename="packing_list.pdf",
    media_type="application/pdf",
    order=45,
    render=render,
)
