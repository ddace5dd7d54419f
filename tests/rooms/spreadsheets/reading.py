"""A reading of cells for tests: the digits that begin lines are those of a few real codes."""

from entrygo.spreadsheets.cell_values import Reading
from entrygo.spreadsheets.table import Table, table_of_text

CODES = ("0401202000", "0401000000", "4901990070", "6110202041")


def reading(*, comma_is_decimal: bool = False) -> Reading:
    """How a file's cells are read."""
    return Reading(
        comma_is_decimal=comma_is_decimal,
        begins_line=lambda digits: any(code.startswith(digits) for code in CODES),
    )


def read(text: str) -> tuple[Table, Reading]:
    """A CSV text as a table, and how its cells are read."""
    table = table_of_text(text)
    return table, reading(comma_is_decimal=table.comma_is_decimal)
