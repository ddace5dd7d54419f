"""Loading a schedule: read, join with agency flags, write, put in force."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from entrygo.contract.hts import digits_of
from entrygo.contract.tariff import Edition
from entrygo.store.editions.book import open_in_force, tariff_folder
from entrygo.store.editions.files import Compiled, OpenEdition, put_in_force, told_plainly, write_edition
from entrygo.store.editions.joined import AGENCY_REPORT
from entrygo.store.editions.law import FileLaw
from entrygo.store.editions.source import Source, open_source
from entrygo.tariff.schedule import (
    FULL_EDITION_MINIMUM,
    EditionError,
    Row,
    Supplement,
    agency_entries,
    compile_lines,
)
from entrygo.tariff.shipped import shipped_schedule

Progress = Callable[[str, int, int], None]
"""Called with a stage in words, steps done and steps in all."""
STEPS = 4
_LEVELS = {4: "four_digit", 6: "six_digit", 8: "eight_digit", 10: "ten_digit", 0: "unnumbered"}


def quiet(stage: str, done: int, total: int) -> None:
    """A progress callback that says nothing."""


def load(path: Path, home: Path, progress: Progress = quiet, *, vintage: date | None = None) -> Edition:
    """Loads a folder or an export file and puts it in force. Raises :class:`EditionError`; the old one then stays.

    Agency flags are carried over from the edition before, or the one that ships inside, when there is no report.
    ``vintage`` overrides the date read from the file's name.
    """
    progress(f"reading {path}", 0, STEPS)
    with told_plainly(f"Reading {path}"):
        source = open_source(path)
    return install(source, home, progress, vintage=vintage.isoformat() if vintage else source.vintage)


def install(
    source: Source, home: Path, progress: Progress, *, vintage: str, must_be_full: bool = False
) -> Edition:
    """Compiles a source, writes it under the home folder and puts it in force."""
    folder = tariff_folder(home)
    progress(f"compiling {len(source.rows):,} rows", 1, STEPS)
    with told_plainly(f"Reading what {source.name} is joined with"):
        compiled = compile_source(source, _before(folder), vintage=vintage)
    if must_be_full and not compiled.edition.is_full:
        raise EditionError(
            f"Only {len(compiled.lines):,} ten-digit codes came: not a full schedule. Nothing was loaded."
        )
    progress(f"writing {len(compiled.lines):,} codes", 2, STEPS)
    with told_plainly(f"Writing the edition under {folder}"):
        path = write_edition(folder, compiled)
        progress("checking the new edition", 3, STEPS)
        _check(path, compiled)
        put_in_force(folder, path)
    progress("in force", STEPS, STEPS)
    return compiled.edition


def _before(folder: Path) -> OpenEdition | None:
    """The edition to carry over from; a damaged one is as good as none, since loading is what heals it."""
    try:
        return open_in_force(folder)
    except EditionError:
        return None


def status(home: Path, today: date) -> dict[str, Any]:  # Any: a document for the command line
    """What is loaded: edition, vintage, age in days, row counts, what is known only in part, the law beside it."""
    opened = open_in_force(tariff_folder(home))
    edition = opened.edition if opened else shipped_schedule().edition
    law = FileLaw(home).current()
    sizes = Counter[str]()
    for part in law.lists:
        sizes[part.key] += len(part.codes)
    return {
        "edition": edition.name,
        "vintage": edition.vintage,
        "ageDays": _age_days(edition.vintage, today),
        "isFull": edition.is_full,
        "isShipped": opened is None,
        "rowCounts": dict(edition.row_counts),
        "law": {
            "version": law.stamp.version,
            "asOf": law.stamp.as_of.isoformat(),
            "digest": law.stamp.digest,
        },
        "lists": dict(sizes),
        "partialLists": {**edition.partial_lists, **law.partial},
        "carriedFrom": dict(opened.carried_from) if opened else {},
        "file": str(opened.path) if opened else None,
        "sizeBytes": opened.path.stat().st_size if opened else None,
    }


def compile_source(source: Source, before: OpenEdition | None, *, vintage: str) -> Compiled:
    """The edition a source makes, with what it lacks carried over from the edition before."""
    try:
        supplement, carried_from = _supplement(source, before)
        lines = compile_lines(source.rows, supplement)
    except ValueError as error:
        raise EditionError(f"{source.name} cannot be loaded: {error}.") from error
    counts = _row_counts(source.rows)
    numbered = {digits_of(str(row.get("htsno") or "")) for row in source.rows}
    counts["from_agency_report"] = len(lines.keys() - numbered)
    edition = Edition(
        name=source.name,
        vintage=vintage,
        is_full=len(lines) > FULL_EDITION_MINIMUM,
        row_counts=counts,
        partial_lists=supplement.partial,
    )
    return Compiled(edition=edition, lines=lines, supplement=supplement, carried_from=carried_from)


def _supplement(source: Source, before: OpenEdition | None) -> tuple[Supplement, dict[str, str]]:
    """The source's agency report, else that of the edition before, else none: the one that ships inside then serves."""
    report = source.newest("cbp_ace_hts_pga_report_*.csv")
    if report is not None:
        return Supplement(agency=agency_entries(report)), {}
    if before is not None:
        kept = before.supplement()
        partial = {name: why for name, why in kept.partial.items() if name == AGENCY_REPORT}
        return Supplement(agency=kept.agency, partial=partial), {AGENCY_REPORT: before.edition.name}
    return Supplement(), {AGENCY_REPORT: shipped_schedule().edition.name}


def _row_counts(rows: Sequence[Row]) -> dict[str, int]:
    sizes = Counter(len(digits_of(str(row.get("htsno") or ""))) for row in rows)
    return {"rows": len(rows)} | {name: sizes[size] for size, name in _LEVELS.items()}


def _check(path: Path, compiled: Compiled) -> None:
    """Reads the file back before anyone depends on it: the edition itself and every line."""
    opened = OpenEdition(path)
    try:
        complete = opened.edition == compiled.edition and sum(1 for _ in opened.lines()) == len(
            compiled.lines
        )
    finally:
        opened.close()
    if not complete:
        raise EditionError(
            f"The new edition {path} did not read back as written. Nothing was loaded; try again."
        )


def _age_days(vintage: str, today: date) -> int | None:
    try:
        return (today - date.fromisoformat(vintage)).days
    except ValueError:
        return None
