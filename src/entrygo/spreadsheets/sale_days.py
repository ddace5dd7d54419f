"""Days of sale as shops write them: 11/2/2026 is a day once its column tells which number is the month."""

from collections.abc import Iterable
from dataclasses import replace

from entrygo.spreadsheets.cell_values import SLASHED_DAY, slashed
from entrygo.spreadsheets.layout import Findings, MappedRow, Skipped


def month_first_of(texts: Iterable[str]) -> bool | None:
    """Whether the month stands first in days such as 11/2/2026: a number above 12 tells it for all of the column.

    ``None`` where none tells it or they contradict each other.
    """
    found = [match for each in texts if (match := SLASHED_DAY.fullmatch(each))]
    is_month_first = any(int(each[2]) > 12 for each in found)
    is_day_first = any(int(each[1]) > 12 for each in found)
    return is_month_first if is_month_first != is_day_first else None


def with_day(row: MappedRow, found: Findings, *, month_first: bool | None) -> MappedRow:
    """A row whose day says which number is the month, as its column has it; else without it, and told."""
    cell = row.cells.get("soldOn")
    match = SLASHED_DAY.fullmatch(cell.text) if cell else None
    if cell is None or match is None:
        return row
    if month_first is not None:
        text = slashed(match, month_first=month_first)
    elif match[1] == match[2] or max(int(match[1]), int(match[2])) > 12:
        return row
    else:
        text = ""
        words = (
            f"{cell.column}: {cell.text} can be two days, so no day of sale is taken; write it as YYYY-MM-DD"
        )
        if not any(each.message.startswith(f"{cell.column}: ") for each in found.skipped):
            found.skipped.append(Skipped(row=row.number, message=words))
    return replace(row, cells={**row.cells, "soldOn": replace(cell, text=text)})
