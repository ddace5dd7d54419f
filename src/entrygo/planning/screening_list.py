"""The Consolidated Screening List as the International Trade Administration publishes it, CSV or JSON."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from entrygo.contract.canonical import canonical_bytes, sha256_hex

_HASH_LENGTH = 16  # hexadecimal digits; an entry is told from its own earlier self, not from all others


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One listed person or firm. ``countries`` are the alpha-2 codes of its addresses and nationalities."""

    id: str
    source: str
    name: str
    aliases: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """The entry's id with a fingerprint of what it says, which changes when the entry does."""
        return f"{self.id}:{sha256_hex(canonical_bytes(asdict(self)))[:_HASH_LENGTH]}"


def parse(text: str) -> tuple[ListEntry, ...]:
    """The entries of a list's text, in its order; rows without a name are left out.

    Raises ``ValueError`` where the text is neither the CSV nor the JSON form.
    """
    body = text.removeprefix("\ufeff").strip()
    rows = _json_rows(body) if body.startswith(("{", "[")) else _csv_rows(body)
    return tuple(entry for row in rows if (entry := _entry(row)).name)


def _json_rows(body: str) -> Iterable[Mapping[str, Any]]:  # Any: the publisher's own rows
    document = json.loads(body)
    rows = document.get("results") if isinstance(document, Mapping) else document
    if not isinstance(rows, list):
        raise ValueError(  # noqa: TRY004 the text is at fault, not a caller's type
            "a screening list in JSON is a list of entries, or an object with results"
        )
    return [row for row in rows if isinstance(row, Mapping)]


def _csv_rows(body: str) -> Iterator[Mapping[str, Any]]:  # Any: the publisher's own rows
    reader = csv.DictReader(io.StringIO(body))
    columns = {(name or "").strip().lower() for name in reader.fieldnames or ()}
    if not {"name", "source"} <= columns:
        raise ValueError("a screening list in CSV has a header row with at least the columns source and name")
    for row in reader:
        yield {(key or "").strip().lower(): value for key, value in row.items()}


def _entry(row: Mapping[str, Any]) -> ListEntry:  # Any: see parse
    name = _text(row.get("name"))
    source = _text(row.get("source"))
    identity = _text(row.get("id") or row.get("_id") or row.get("entity_number")) or f"{source}:{name}"
    return ListEntry(
        id=identity,
        source=source,
        name=name,
        aliases=tuple(dict.fromkeys(_parts(row.get("alt_names")))),
        countries=tuple(sorted(set(_countries(row)))),
        programs=tuple(dict.fromkeys(_parts(row.get("programs")))),
    )


def _countries(row: Mapping[str, Any]) -> Iterator[str]:  # Any: see parse
    for address in row.get("addresses") or () if isinstance(row.get("addresses"), list) else ():
        if isinstance(address, Mapping) and _text(address.get("country")):
            yield _text(address.get("country")).upper()
    if isinstance(row.get("addresses"), str):
        for address in _parts(row["addresses"]):
            last = address.rpartition(",")[2].strip().upper()
            if len(last) == len("US"):
                yield last
    for column in ("country", "nationalities", "citizenships"):
        yield from (part.upper() for part in _parts(row.get(column)) if len(part) == len("US"))


def _parts(value: object) -> Iterator[str]:
    """Values of a repeated field: a JSON list, or a CSV cell with semicolons."""
    many = value if isinstance(value, list) else _text(value).split(";")
    yield from (text for each in many if (text := _text(each)))


def _text(value: object) -> str:
    return " ".join(str(value).split()) if value is not None and not isinstance(value, list | Mapping) else ""
