"""What every import shares: a request's file as a table, and what is told of a file."""

import base64
import re
from collections.abc import Iterable, Mapping, Sequence

from entrygo.contract.canonical import JsonValue
from entrygo.contract.problems import Problem
from entrygo.contract.requests.imports import FileImport, MappedColumn
from entrygo.ports.tariff_book import TariffBook
from entrygo.spreadsheets.cell_values import Reading
from entrygo.spreadsheets.choose import Target
from entrygo.spreadsheets.layout import MOST_FAULTS, Fault, Findings
from entrygo.spreadsheets.table import Table, table_of_bytes, table_of_text
from entrygo.spreadsheets.unreadable import UnreadableFileError

SHOWN_OF_A_CELL = 200


def table_of(request: FileImport) -> Table:
    """The file of a request, or VALIDATION_ERROR that says why it is none."""
    try:
        if request.csv is not None:
            return table_of_text(request.csv)
        return table_of_bytes(base64.b64decode(request.raw or "", validate=True))
    except UnreadableFileError as error:
        raise faulty([Fault(row=error.row, column="", message=str(error), code=error.code)]) from None
    except ValueError:  # binascii.Error is one; so is the refusal of letters beyond ASCII
        raise faulty([Fault(row=1, column="", message="raw is no base64")]) from None


def reading_of(table: Table, book: TariffBook) -> Reading:
    """How the table's cells are read."""
    return Reading(
        comma_is_decimal=table.comma_is_decimal, begins_line=lambda digits: bool(book.below(digits))
    )


def mapping_of(request: FileImport) -> Mapping[str, Target] | None:
    """The caller's own mapping by column."""
    if request.mapping is None:
        return None
    return {
        column: Target(field=to.field, unit=to.unit or "")
        if isinstance(to, MappedColumn)
        else Target(field=to)
        for column, to in request.mapping.items()
    }


def told(found: Findings, preset: str) -> dict[str, object]:
    """What an answer says of the file beside its rows, by field of ``FileImported``."""
    return {
        "preset": preset,
        "mended": found.mends,
        "skipped": found.skipped,
        "ignored_columns": list(found.ignored_columns),
    }


def row_faults(
    row: int,
    problem: Problem,
    *,
    columns: Mapping[str, str],
    texts: Mapping[str, str],
    advice: Mapping[str, str],
) -> Iterable[Fault]:
    """The schema's issues of one row as faults of its cells: ``materials.0.percent`` stands in column materials."""
    for each in (problem.details or {})["issues"]:
        parts = str(each["path"]).split(".")
        tries = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        field = next((name for name in tries if name in columns), each["path"])
        yield Fault(
            row=row,
            column=columns.get(field, field),
            message=_in_words(each["message"]),
            code=each["code"],
            value=texts.get(field, ""),
            mend=advice.get(field, "") if texts.get(field) else "Fill in the cell",
        )


_NO_SUCH = re.compile(r"Expected (number|integer|boolean|array|object), received (string|number|boolean)")
_WORDS = {
    "number": "This is no number",
    "integer": "This is no whole number",
    "boolean": "This is neither yes nor no",
    "array": "This is no list",
    "object": "This is no JSON object",
}


def _in_words(message: str) -> str:
    """What the schema says of a value, for somebody who looks at a cell."""
    found = _NO_SUCH.fullmatch(message)
    return _WORDS[found[1]] if found else message


def faulty(faults: Iterable[Fault]) -> Problem:
    """VALIDATION_ERROR with the faults of a file by row, a thousand at most, and how many there are."""
    ordered: Sequence[Fault] = sorted(faults, key=lambda fault: fault.row)
    issues = [_issue(fault) for fault in ordered[:MOST_FAULTS]]
    return Problem(
        "VALIDATION_ERROR",
        field=str(issues[0]["path"]),
        details={"issues": issues, "issueCount": len(ordered)},
    )


def _issue(fault: Fault) -> dict[str, JsonValue]:
    return {
        "path": f"rows.{fault.row}.{fault.column}".rstrip("."),
        "message": fault.message,
        "code": fault.code,
        "row": fault.row,
        "column": fault.column or None,
        "value": fault.value[:SHOWN_OF_A_CELL] or None,
        "mend": fault.mend or None,
    }
