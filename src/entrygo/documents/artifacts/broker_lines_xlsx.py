"""The broker's entry lines as a workbook: the same rows as the CSV and a summary, codes as text, amounts as numbers."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from entrygo.contract.times import from_iso
from entrygo.documents.artifact import ArtifactKind
from entrygo.documents.columns import Column
from entrygo.documents.csv_cells import Cell
from entrygo.documents.entry_lines import laid_out
from entrygo.documents.invoice import Invoice, Totals
from entrygo.documents.opening import opening_facts, opening_parties
from entrygo.documents.text_format import joined
from entrygo.documents.workbook import Look, Sheet, Value, Workbook

LONGEST_CELL = 32_767
"""A workbook's cell holds no more; the CSV beside it holds the whole text."""
CUT = " ... (cut here: see broker_entry_lines.csv)"
MONEY, PRICE, RATE, AMOUNT, WHOLE = "#,##0.00", "#,##0.00####", "0.0000##", "#,##0.0#####", "#,##0"
FORMATS = {
    "entered_value_usd": MONEY, "line_value": MONEY, "add_charges": MONEY, "deduct_charges": MONEY,
    "unit_price": PRICE, "exchange_rate": RATE,
}  # fmt: skip
"""How columns of numbers are shown; weights and quantities show as many decimals as they have."""
WIDTHS = {
    "description": 44, "manufacturer_name": 28, "manufacturer_address": 28, "consignee_name": 28,
    "consignee_address": 28, "invoice_number": 14, "po_number": 16, "part_number": 16, "hts10": 12, "mid": 18,
}  # fmt: skip
HEADED = Look(bold=True, wrapped=True, line_below=True)
TITLE = Look(bold=True, size=16)
SOFT = Look(color="4A5866")
TEXT = Look(shown="@")
WRAPPED = Look(shown="@", wrapped=True)
NUMBER = Look(shown=WHOLE, left=True)
SUMMARY_WIDTHS = (28, 46, 10, 12, 14, 14, 18)

Row = list[tuple[Value, Look] | None]


def render(invoice: Invoice) -> bytes:
    """The lines with filter and frozen header, then the summary; its creation time is the invoice's."""
    made_at = from_iso(invoice.generated_at)
    book = Workbook(title=f"Entry lines {invoice.invoice_number}", made_at=made_at)
    title = f"{invoice.invoice_number} version {invoice.version}".replace("&", "&&")
    test = "  TEST DATA, do not file" if invoice.test_mode else ""
    _lines(book, invoice, title=f"Entry lines {title}{test}")
    summary = book.add(Sheet("Summary", f"Summary {title}{test}", SUMMARY_WIDTHS))
    for row in _summary(invoice):
        book.row(summary, (cell and (cell[0], book.look(cell[1])) for cell in row))
    return book.finished()


def _lines(book: Workbook, invoice: Invoice, *, title: str) -> None:
    columns = invoice.columns
    widths = [_width(column) for column in columns]
    sheet = book.add(Sheet("Entry lines", title, widths, frozen=_frozen(columns), is_filtered=True))
    headed, text = book.look(HEADED), book.look(TEXT)
    looks = []
    for column in columns:
        shown = FORMATS.get(column.source or "")
        whole, part = Look(shown=shown or WHOLE), Look(shown=shown or AMOUNT)
        looks.append((text, book.look(whole), book.look(part)))
    book.row(sheet, ((column.name, headed) for column in columns))
    for row in laid_out(invoice):
        book.table_row(sheet, map(_fitting, row), looks)


def _frozen(columns: Sequence[Column]) -> int:
    """How many columns stay in sight: up to the line's number, where that is among the first."""
    places = [place for place, column in enumerate(columns[:4]) if column.source == "line_no"]
    return places[0] + 1 if places else 0


def _width(column: Column) -> int:
    return WIDTHS.get(column.source or "", min(max(len(column.name) + 2, 10), 40))


def _fitting(cell: Cell) -> Cell:
    if isinstance(cell, str) and len(cell) > LONGEST_CELL:
        return cell[: LONGEST_CELL - len(CUT)] + CUT
    return cell


def _summary(invoice: Invoice) -> Iterator[Row]:
    """The invoice's first page: entries with their sums, facts, parties."""
    yield [(f"Commercial invoice {invoice.invoice_number}", TITLE)]
    yield []
    header = ("Entry", "Type", "Lines", "Pieces", "Net kg", "Gross kg", f"Entered {invoice.currency}")
    yield [(name, HEADED) for name in header]
    for section in invoice.sections:
        kind = f"{section.entry_type}, {section.entry_type_name}"
        yield [(section.entry_number, NUMBER), (kind, TEXT), *_sums(section.totals)]
    yield [("All", HEADED), ("", TEXT), *_sums(invoice.totals, bold=True)]
    yield []
    for label, lines in [(label, [text]) for label, text in opening_facts(invoice)] + opening_parties(
        invoice
    ):
        yield [(label, SOFT), (_fitting(joined(tuple(lines), "\n")) or "", WRAPPED)]


def _sums(totals: Totals, *, bold: bool = False) -> Row:
    sums: tuple[tuple[Decimal | int | None, str], ...] = (
        (totals.lines, WHOLE),
        (totals.pieces, WHOLE if totals.pieces == int(totals.pieces) else AMOUNT),
        (totals.net_weight_kg, AMOUNT),
        (totals.gross_weight_kg, AMOUNT),
        (totals.value_usd, MONEY),
    )
    return [
        ("not stated", TEXT) if amount is None else (amount, Look(shown=shown, bold=bold))
        for amount, shown in sums
    ]


KIND = ArtifactKind(
    artifact_type="broker_lines_xlsx",
    filename="broker_entry_lines.xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    order=70,
    render=render,
)
