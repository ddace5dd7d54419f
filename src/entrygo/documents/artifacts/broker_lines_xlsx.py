"""The broker's entry lines as a workbook: the same rows as the CSV and a summary, codes as text, amounts as numbers."""

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from entrygo.contract.times import from_iso
from entrygo.documents.artifact import ArtifactKind
from entrygo.documents.columns import Column
from entrygo.documents.csv_cells import Cell
from entrygo.documents.entry_lines import laid_out
from entrygo.documents.invoice import Invoice, Totals
from entrygo.documents.opening import opening_facts, opening_parties
from entrygo.documents.text_format import joined

OPTIONS = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
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
LETTER = 1
"""The paper's number in the workbook format: US Letter."""
Sums = tuple[str | int, str, Totals]


class _Book:
    """A workbook being written, with its formats made once."""

    def __init__(self, target: io.BytesIO) -> None:
        self.book = xlsxwriter.Workbook(target, OPTIONS)
        self.bold = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.title = self.book.add_format({"bold": True, "font_size": 16})
        self.soft = self.book.add_format({"font_color": "#4A5866", "valign": "top"})
        self.text = self.book.add_format({"num_format": "@", "valign": "top"})
        self.wrapped = self.book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self._numbers: dict[tuple[str, bool], Format] = {}

    def number(self, shown: str, *, bold: bool = False) -> Format:
        """Made once for each way a number looks."""
        if (shown, bold) not in self._numbers:
            made = self.book.add_format({"num_format": shown, "bold": bold, "valign": "top"})
            self._numbers[shown, bold] = made
        return self._numbers[shown, bold]

    def sheet(self, name: str, *, title: str, repeated: int) -> Worksheet:
        """A sheet that prints on Letter, landscape, one page wide, its header on every page."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(LETTER)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(repeated)
        sheet.set_header(f"&L{title}")
        sheet.set_footer("&LMade by EntryGo&RPage &P of &N")
        return sheet


def render(invoice: Invoice) -> bytes:
    """The lines with filter and frozen header, then the summary; its creation time is the invoice's."""
    target = io.BytesIO()
    book = _Book(target)
    made_at: datetime = from_iso(invoice.generated_at).replace(tzinfo=None)
    book.book.set_properties(
        {"title": f"Entry lines {invoice.invoice_number}", "author": "EntryGo", "created": made_at}
    )
    title = f"{invoice.invoice_number} version {invoice.version}".replace("&", "&&")
    test = "  TEST DATA, do not file" if invoice.test_mode else ""
    _lines(book, invoice, title=f"Entry lines {title}{test}")
    _summary(book, invoice, title=f"Summary {title}{test}")
    book.book.close()
    return target.getvalue()


def _lines(book: _Book, invoice: Invoice, *, title: str) -> None:
    sheet = book.sheet("Entry lines", title=title, repeated=0)
    columns = invoice.columns
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name, book.bold)
        sheet.set_column(place, place, _width(column))
    last = 0
    for last, row in enumerate(laid_out(invoice), start=1):
        for place, cell in enumerate(row):
            if cell is not None:
                _write(book, sheet, (last, place), cell, columns[place].source)
    sheet.freeze_panes(1, _frozen(columns))
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)


def _frozen(columns: Sequence[Column]) -> int:
    """How many columns stay in sight: up to the line's number, where that is among the first."""
    places = [place for place, column in enumerate(columns[:4]) if column.source == "line_no"]
    return places[0] + 1 if places else 0


def _width(column: Column) -> int:
    return WIDTHS.get(column.source or "", min(max(len(column.name) + 2, 10), 40))


def _write(book: _Book, sheet: Worksheet, at: tuple[int, int], cell: Cell, source: str | None) -> None:
    if isinstance(cell, Decimal | int):
        shown = FORMATS.get(source or "") or (WHOLE if cell == int(cell) else AMOUNT)
        sheet.write_number(*at, cell, book.number(shown))
    elif cell is not None:
        sheet.write_string(*at, _fitting(cell), book.text)


def _fitting(cell: str) -> str:
    return cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - len(CUT)] + CUT


def _summary(book: _Book, invoice: Invoice, *, title: str) -> None:
    """The invoice's first page: entries with their sums, facts, parties."""
    sheet = book.sheet("Summary", title=title, repeated=0)
    for place, width in enumerate((28, 46, 10, 12, 14, 14, 18)):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, f"Commercial invoice {invoice.invoice_number}", book.title)
    row = _entries(book, sheet, invoice)
    blocks = [(label, [text]) for label, text in opening_facts(invoice)] + opening_parties(invoice)
    for place, (label, lines) in enumerate(blocks, start=row + 1):
        sheet.write_string(place, 0, label, book.soft)
        sheet.write_string(place, 1, _fitting(joined(tuple(lines), "\n")), book.wrapped)
    sheet.freeze_panes(1, 0)


def _entries(book: _Book, sheet: Worksheet, invoice: Invoice) -> int:
    """The table of entries; answers the row after it."""
    header = ("Entry", "Type", "Lines", "Pieces", "Net kg", "Gross kg", f"Entered {invoice.currency}")
    for place, name in enumerate(header):
        sheet.write_string(2, place, name, book.bold)
    listed: list[Sums] = [
        (each.entry_number, f"{each.entry_type}, {each.entry_type_name}", each.totals)
        for each in invoice.sections
    ]
    for row, (number, kind, totals) in enumerate([*listed, ("All", "", invoice.totals)], start=3):
        is_total = number == "All"
        sheet.write_string(row, 0, str(number), book.bold if is_total else book.text)
        sheet.write_string(row, 1, kind, book.text)
        for place, (amount, shown) in enumerate(_sums(totals), start=2):
            if amount is None:
                sheet.write_string(row, place, "not stated", book.text)
            else:
                sheet.write_number(row, place, amount, book.number(shown, bold=is_total))
    return 4 + len(listed)


def _sums(totals: Totals) -> tuple[tuple[Decimal | int | None, str], ...]:
    return (
        (totals.lines, WHOLE),
        (totals.pieces, WHOLE if totals.pieces == int(totals.pieces) else AMOUNT),
        (totals.net_weight_kg, AMOUNT),
        (totals.gross_weight_kg, AMOUNT),
        (totals.value_usd, MONEY),
    )


KIND = ArtifactKind(
    artifact_type="broker_lines_xlsx",
    filename="broker_entry_lines.xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    order=70,
    render=render,
)
