"""The broker's entry lines as a workbook: the same rows as the CSV, codes as text, amounts as numbers."""

import io
from datetime import datetime
from decimal import Decimal

import xlsxwriter

from entrygo.contract.times import from_iso
from entrygo.documents.artifact import ArtifactKind
from entrygo.documents.entry_lines import laid_out
from entrygo.documents.invoice import Invoice

OPTIONS = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
LONGEST_CELL = 32_767
"""A workbook's cell holds no more; the CSV beside it holds the whole text."""
CUT = " ... (cut here: see broker_entry_lines.csv)"


def render(invoice: Invoice) -> bytes:
    """One sheet, the header row frozen; its creation time is the invoice's."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    made_at: datetime = from_iso(invoice.generated_at).replace(tzinfo=None)
    book.set_properties(
        {"title": f"Entry lines {invoice.invoice_number}", "author": "EntryGo", "created": made_at}
    )
    sheet = book.add_worksheet("Entry lines")
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    for place, column in enumerate(invoice.columns):
        sheet.write_string(0, place, column.name, bold)
        sheet.set_column(place, place, min(max(len(column.name) + 2, 10), 40))
    for index, row in enumerate(laid_out(invoice), start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, Decimal | int):
                sheet.write_number(index, place, cell)
            elif cell is not None:
                sheet.write_string(index, place, _fitting(cell), text)
    sheet.freeze_panes(1, 0)
    book.close()
    return target.getvalue()


def _fitting(cell: str) -> str:
    return cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - len(CUT)] + CUT


KIND = ArtifactKind(
    artifact_type="broker_lines_xlsx",
    filename="broker_entry_lines.xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    order=70,
    render=render,
)
