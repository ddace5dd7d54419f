"""The rows of an XLSX workbook, in what it may unpack to and how far its sheets may reach."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook

from entrygo.spreadsheets.sheet_extent import TOO_LARGE, require_bounded
from entrygo.spreadsheets.unreadable import UnreadableFileError

MAX_UNPACKED = 64 * 1024 * 1024
READ = (".xml", ".rels")
"""The parts of a workbook that hold what is read; pictures, macros and files of other formats are left out."""
FAULTS = (
    CalamineError,
    zipfile.BadZipFile,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What a damaged, locked or unknown file makes of its readers."""


def workbook_rows(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """The numbered rows of the first sheet that has any; ``UnreadableFileError`` where the bytes are no workbook."""
    try:
        parts = _parts(data)
        require_bounded(parts, MAX_UNPACKED)
        book = CalamineWorkbook.from_filelike(io.BytesIO(_packed(parts)))
        sheets = (book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names)
        for rows in sheets:
            if any(any(cell != "" for cell in row) for row in rows):
                yield from enumerate(([_cell(cell) for cell in row] for row in rows), 1)
                return
    except FAULTS as error:
        raise UnreadableFileError(f"Not an XLSX workbook: {error}; save the sheet as XLSX or CSV") from None


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts that are read, each no longer than the file says: a part that goes on is cut there, and refused."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        unpacked = sum(each.file_size for each in packed.infolist())
        if unpacked > MAX_UNPACKED:
            raise UnreadableFileError(
                f"The workbook unpacks to {unpacked:,} bytes, more than {MAX_UNPACKED:,}; save the sheet as CSV",
                code=TOO_LARGE,
            )
        return {
            each.filename: packed.read(each)
            for each in packed.infolist()
            if each.filename.lower().endswith(READ) and each.filename.lower() != "content.xml"
        }


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a file again: whoever reads it finds what was looked at, and nothing else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def _cell(value: object) -> str:
    """A workbook's cell as a person reads it: whole numbers without a point, days without a time."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f") if value % 1 else str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)
