"""What a load reads: a folder of government files or one USITC export, JSON or CSV."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from entrygo.tariff.schedule import EditionError, Row
from entrygo.tariff.shipped import EDITION_FACTS

CSV_COLUMNS = {
    "hts number": "htsno",
    "unit of quantity": "units",
    "general rate of duty": "general",
    "special rate of duty": "special",
    "column 2 rate of duty": "other",
}
"""Headings of CSV exports that differ from the JSON export's; the others are the same words."""
REQUIRED_COLUMNS = frozenset({"htsno", "indent", "description", "units", "general", "special", "other"})
_REVISION = re.compile(r"(20\d\d)\D*?(basic|rev\D{0,8}?(\d+))", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The rows of one export with what the files say of themselves; ``folder`` is ``None`` for a single file."""

    rows: Sequence[Row]
    name: str
    vintage: str
    folder: Path | None

    def read(self, name: str) -> str | None:
        """A file of the folder by its relative name, as text; ``None`` when it is not there."""
        path = self.folder / name if self.folder else None
        return path.read_text(encoding="utf-8-sig") if path and path.is_file() else None

    def newest(self, pattern: str) -> str | None:
        """The text of the last file, by name, that matches a pattern; ``None`` when none does."""
        found = sorted(self.folder.glob(pattern)) if self.folder else []
        return found[-1].read_text(encoding="utf-8-sig") if found else None


def open_source(path: Path) -> Source:
    """Reads a folder or an export file. Raises :class:`EditionError` when there is no export in it."""
    if not path.exists():
        raise EditionError(f"There is nothing at {path}.")
    if path.is_file():
        name, vintage = _described(path.stem, None)
        return Source(rows=rows_of(path.read_bytes(), path.name), name=name, vintage=vintage, folder=None)
    rows, export = _folder_rows(path)
    dates = path / "budgetlab" / "revision_dates.csv"
    name, vintage = _described(export, dates if dates.is_file() else None)
    return Source(rows=rows, name=name, vintage=vintage, folder=path)


def rows_of(content: bytes, name: str) -> Sequence[Row]:
    """The rows of one export file. Raises :class:`EditionError` on anything else."""
    rows = _csv_rows(content) if name.lower().endswith(".csv") else _json_rows(content)
    if rows is None:
        raise EditionError(
            f"{name} is not a USITC schedule export (rows with htsno, indent, description, general ...)."
        )
    return rows


def _folder_rows(folder: Path) -> tuple[Sequence[Row], str]:
    """The newest whole export of a folder (``htsus_*_raw.json``, ``hts_*_flat.csv``, these one folder down, too), or
    the chapter exports in it, joined.
    """
    whole = [
        *folder.glob("htsus_*_raw.json"),
        *folder.glob("hts_*_flat.csv"),
        *folder.glob("*/hts_*_flat.csv"),
    ]
    if whole:
        newest = max(whole, key=lambda path: (_revision_key(path), path.name))
        return rows_of(newest.read_bytes(), newest.name), newest.stem
    chapters = [rows for path in sorted(folder.glob("*.json")) if (rows := _json_rows(path.read_bytes()))]
    if chapters:
        return [row for rows in chapters for row in rows], folder.name
    for path in sorted(folder.glob("*.csv")):
        if rows := _csv_rows(path.read_bytes()):
            return rows, path.stem
    raise EditionError(
        f"There is no USITC schedule export in {folder} (looked for htsus_*_raw.json, *.json, *.csv)."
    )


def _json_rows(content: bytes) -> Sequence[Row] | None:
    try:
        rows = orjson.loads(content)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(rows, list) or not rows:
        return None
    good = all(isinstance(row, dict) and row.keys() >= REQUIRED_COLUMNS for row in rows)
    return rows if good and all(str(row["indent"] or 0).isdecimal() for row in rows) else None


def _csv_rows(content: bytes) -> Sequence[Row] | None:
    try:
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        names = [
            CSV_COLUMNS.get(name.strip().lower(), name.strip().lower()) for name in rows.fieldnames or ()
        ]
    except (UnicodeDecodeError, csv.Error):
        return None
    if "htsno" not in names:
        names = ["htsno" if name == "digits" else name for name in names]
    if not REQUIRED_COLUMNS.issubset(names):
        return None
    rows.fieldnames = names
    return [{**row, "units": _csv_units(row["units"])} for row in rows if str(row["indent"] or 0).isdecimal()]


def _csv_units(text: str | None) -> list[str]:
    """``["doz.","kg"]`` as the USITC writes it in CSV, or ``doz.;kg`` as derived tables do."""
    if text and text.lstrip().startswith("["):
        return [str(unit) for unit in orjson.loads(text)]
    return [unit for unit in re.split(r"[;|]", text or "") if unit.strip()]


def _described(stem: str, revision_dates: Path | None) -> tuple[str, str]:
    """Name and vintage as the file's name tells them; the date is the revision's where a table of dates is beside."""
    found = _REVISION.search(stem)
    if found is None:
        return stem, "unknown"
    year, revision = found[1], f"rev_{found[3]}" if found[3] else "basic"
    name = f"HTSUS {year} {f'Revision {found[3]}' if found[3] else 'basic'}"
    on = {}
    if revision_dates is not None:
        table = csv.DictReader(io.StringIO(revision_dates.read_text(encoding="utf-8-sig")))
        on = {
            (row["effective_date"][:4], re.sub(r"^20\d\d_", "", row["revision"])): row["effective_date"]
            for row in table
        }
    known = on.get((year, revision)) or (EDITION_FACTS["vintage"] if name == EDITION_FACTS["name"] else None)
    return name, known or (f"{year}-01-01" if revision == "basic" else year)


def _revision_key(path: Path) -> tuple[int, int]:
    found = _REVISION.search(path.stem)
    return (int(found[1]), int(found[3] or 0)) if found else (0, 0)
