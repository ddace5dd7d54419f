"""A bundle of the law read from its documents, every fault of it told at once, and the file it travels in."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from importlib.resources import files
from typing import Any, TypeVar

import orjson

from entrygo.contract.canonical import sha256_hex
from entrygo.contract.tariff import Law, LawStamp, ListPart, Programme
from entrygo.tariff.adcvd import read_duty_orders
from entrygo.tariff.conditions import CONDITIONS, answers_asked
from entrygo.tariff.exchange_rates import read_rates
from entrygo.tariff.fees import read_fees
from entrygo.tariff.law.records import CERTAINTIES, read_programme
from entrygo.tariff.preferences import read_preferences
from entrygo.tariff.programme_scope import InvalidRecord
from entrygo.tariff.provisions import read_provisions

T = TypeVar("T")
Node = Mapping[str, Any]  # Any: JSON of a document

MANIFEST = "law.json"
PROVISIONS, PREFERENCES = "provisions.json", "preferences.json"
FEES, DUTY_ORDERS, RATES = "fees.json", "adcvd.json", "exchange_rates.json"
LATER = (FEES, DUTY_ORDERS, RATES)
"""Documents that bundles of before these lack: those that ship inside then stand."""
ALONE = (MANIFEST, PROVISIONS, PREFERENCES, *LATER)
"""Documents that stand in no folder."""
FOLDERS = ("lists", "programmes")
FORMAT = 1
"""Of the documents. A bundle of a later one is refused: it asks what this version does not know."""
LARGEST_BYTES = 50_000_000
"""Of all documents together, unpacked."""
MOST_FAULTS = 200
"""Told at once; what is wrong in more places is wrong as a whole."""
HIGHEST_PERCENT = 1000
MADE_AT = (1980, 1, 1, 0, 0, 0)
"""What a ZIP says of its members' age: the same documents are the same bytes."""


class InvalidBundle(InvalidRecord):
    """A bundle that cannot be the law: ``faults`` names each document, record or list and what is wrong with it."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass
class _Faults:
    found: list[str] = field(default_factory=list)

    def tried(self, where: str, make: Callable[[], T]) -> T | None:
        """What ``make`` makes; where it cannot, the fault is kept and there is nothing."""
        try:
            return make()
        except InvalidRecord as error:
            self.found.append(f"{where}: {error}")
        except KeyError as error:
            self.found.append(f"{where}: {error.args[0]} is missing")
        except (TypeError, ValueError, AttributeError) as error:
            self.found.append(f"{where}: {error}")
        return None


def read_law(documents: Mapping[str, bytes]) -> Law:
    """The law of a bundle's documents. Raises :class:`InvalidBundle` with every fault there is."""
    faults = _Faults()
    documents = {**_shipped_later(), **documents}
    manifest = _json(faults, MANIFEST, documents.get(MANIFEST))
    head = faults.tried(MANIFEST, lambda: _head(manifest)) if manifest is not None else None
    programmes = tuple(_programmes(documents, faults))
    lists = tuple(_lists(documents, faults))
    provisions = _read_whole(documents, faults, PROVISIONS, read_provisions)
    preferences = _read_whole(documents, faults, PREFERENCES, read_preferences)
    fees = _read_whole(documents, faults, FEES, read_fees)
    duty_orders = _read_whole(documents, faults, DUTY_ORDERS, read_duty_orders)
    rates = _read_whole(documents, faults, RATES, read_rates)
    if head is not None and not faults.found:
        faults.found += _unheld(programmes, lists, head.partial)
    if faults.found or head is None:
        raise InvalidBundle(faults.found[:MOST_FAULTS])
    return Law(
        stamp=LawStamp(version=head.version, as_of=head.as_of, digest=digest_of(documents)),
        changes=head.changes,
        programmes=tuple(sorted(programmes, key=lambda record: (record.scope["order"], record.id))),
        lists=lists,
        partial=head.partial,
        out_of_scope=head.out_of_scope,
        provisions=provisions or {},
        preferences=preferences or {},
        fees=fees or (),
        duty_orders=duty_orders,
        rates=rates,
    )


def _read_whole(
    documents: Mapping[str, bytes], faults: _Faults, name: str, read: Callable[[Node], T]
) -> T | None:
    """What a document that stands in no folder says."""
    document = _json(faults, name, documents.get(name))
    return faults.tried(name, lambda: read(document)) if document is not None else None


@cache
def _shipped_later() -> Mapping[str, bytes]:
    root = files(__package__)
    return {name: root.joinpath(name).read_bytes() for name in LATER}


def digest_of(documents: Mapping[str, bytes]) -> str:
    """SHA-256 over the names and bytes of all documents."""
    told = "\n".join(f"{name} {sha256_hex(documents[name])}" for name in sorted(documents))
    return sha256_hex(told.encode())


def unpacked(content: bytes) -> dict[str, bytes]:
    """The documents of a bundle's ZIP, whatever folder they stand in. Raises :class:`InvalidBundle`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            if sum(each.file_size for each in members) > LARGEST_BYTES:
                raise InvalidBundle([f"its documents are larger than {LARGEST_BYTES:,} bytes"])
            root = next((n[: -len(MANIFEST)] for n in sorted(_names(members)) if n.endswith(MANIFEST)), None)
            if root is None:
                raise InvalidBundle([f"the file holds no {MANIFEST}"])
            held = {each.filename.removeprefix(root): archive.read(each) for each in members}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise InvalidBundle([f"the file is no ZIP of documents ({error})"]) from error
    return {name: content for name, content in held.items() if is_document(name)}


def packed(documents: Mapping[str, bytes]) -> bytes:
    """A bundle's documents as one ZIP: the same documents, the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(documents):
            archive.writestr(zipfile.ZipInfo(name, MADE_AT), documents[name], zipfile.ZIP_DEFLATED)
    return target.getvalue()


def is_document(name: str) -> bool:
    """Whether a file of this name belongs to a bundle."""
    folder, _, file = name.partition("/")
    return name in ALONE or (folder in FOLDERS and file.endswith(".json") and "/" not in file)


def _names(members: Sequence[zipfile.ZipInfo]) -> Iterator[str]:
    return (member.filename for member in members)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    version: str
    as_of: date
    changes: tuple[str, ...]
    partial: Mapping[str, str]
    out_of_scope: Mapping[str, str]


def _head(manifest: Node) -> _Head:
    if manifest.get("format", FORMAT) != FORMAT:
        raise InvalidRecord(f"its format is {manifest['format']}, and this version reads {FORMAT}")
    return _Head(
        version=_text(manifest, "version"),
        as_of=date.fromisoformat(_text(manifest, "as_of")),
        changes=tuple(_texts(manifest["changes"], "changes")),
        partial=_named_texts(manifest, "partial"),
        out_of_scope=_named_texts(manifest, "out_of_scope"),
    )


def _programmes(documents: Mapping[str, bytes], faults: _Faults) -> Iterator[Programme]:
    seen: dict[str, str] = {}
    for name in _of(documents, "programmes"):
        document = _json(faults, name, documents[name])
        rows = faults.tried(name, partial(_records, document)) if document is not None else None
        for row in rows or ():
            record = faults.tried(name, partial(read_programme, row))
            if record is None:
                continue
            if record.id in seen:
                faults.found.append(f"{name}: record {record.id} is there twice, in {seen[record.id]} too")
            if fault := _unlikely(record):
                faults.found.append(f"{name}: record {record.id} {fault}")
            seen.setdefault(record.id, name)
            yield record


def _records(document: Node) -> list[Node]:
    shared = {"program": _text(document, "program"), **document.get("defaults", {})}
    return [{**shared, **record} for record in document["records"]]


def _unlikely(record: Programme) -> str | None:
    """What no record of the law says."""
    if record.percent is not None and not 0 <= record.percent <= HIGHEST_PERCENT:
        return f"has a rate of {record.percent} percent"
    unknown = sorted(answers_asked(record).keys() - CONDITIONS.keys())
    if unknown:
        return f"asks conditions this version does not know: {', '.join(unknown)}; a newer EntryGo may"
    return None


def _lists(documents: Mapping[str, bytes], faults: _Faults) -> Iterator[ListPart]:
    for name in _of(documents, "lists"):
        document = _json(faults, name, documents[name])
        parts = faults.tried(name, partial(_rows, document)) if document is not None else None
        for place, part in enumerate(parts or ()):
            made = faults.tried(f"{name}, part {place + 1}", partial(_part, part))
            if made is not None:
                yield made


def _rows(document: Node) -> list[Node]:
    rows: list[Node] = document["lists"]
    return rows


def _part(part: Node) -> ListPart:
    key = _text(part, "key")
    texts = _texts(part["codes"], "codes")
    for text in texts:
        if not text.isascii() or not text.replace(" ", "").isdecimal():
            wrong = next((code for code in text.split() if not (code.isascii() and code.isdecimal())), text)
            raise InvalidRecord(f"list {key}: {wrong!r} is no code in digits")
    codes = tuple(code for text in texts for code in text.split())
    if unlike := next((code for code in codes if not 2 <= len(code) <= 10), None):
        raise InvalidRecord(f"list {key}: {unlike} has {len(unlike)} digits, a prefix has 2 to 10")
    first, last = _day(part, "from"), _day(part, "to")
    if first is not None and last is not None and last < first:
        raise InvalidRecord(f"list {key}: it ends on {last} before it begins on {first}")
    if part["certainty"] not in CERTAINTIES:
        raise InvalidRecord(f"list {key}: certainty {part['certainty']!r} is none of A, B, C")
    if part.get("by", "entry") not in ("entry", "import"):
        raise InvalidRecord(f"list {key}: by {part['by']!r} is neither entry nor import")
    return ListPart(
        key=key,
        codes=codes,
        effective_from=first,
        effective_to=last,
        source=_text(part, "source"),
        certainty=part["certainty"],
        by_import=part.get("by") == "import",
    )


def _unheld(
    programmes: Sequence[Programme], lists: Sequence[ListPart], partial: Mapping[str, str]
) -> Iterator[str]:
    """Lists and tags that a record asks and the bundle has not: the record would reach nothing, without a word."""
    held = {part.key for part in lists} | set(partial)
    tags = {tag for record in programmes if (tag := record.scope.get("tag"))}
    for record in programmes:
        for key in record.scope.get("lists", ()):
            if key not in held:
                yield f"record {record.id} asks the list {key}, which the bundle does not hold"
        for name in ("after", "not_after"):
            tag = record.scope.get(name)
            if tag is not None and tag not in tags:
                yield f"record {record.id} asks {name} {tag}, and no record says it"


def _of(documents: Mapping[str, bytes], folder: str) -> list[str]:
    return sorted(name for name in documents if name.startswith(f"{folder}/"))


def _json(faults: _Faults, name: str, content: bytes | None) -> Node | None:
    if content is None:
        faults.found.append(f"the bundle holds no {name}")
        return None
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        faults.found.append(f"{name} is no JSON: {error}")
        return None
    if not isinstance(document, dict):
        faults.found.append(f"{name} is no JSON object")
        return None
    return document


def _text(node: Node, key: str) -> str:
    value = node[key]
    if not isinstance(value, str) or not value.strip():
        raise InvalidRecord(f"{key} {value!r} is no text")
    return value


def _texts(value: object, key: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise InvalidRecord(f"{key} is no list of texts")
    return value


def _named_texts(node: Node, key: str) -> Mapping[str, str]:
    value = node[key]
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise InvalidRecord(f"{key} maps no names to texts")
    return value


def _day(node: Node, key: str) -> date | None:
    text = node.get(key)
    return date.fromisoformat(text) if text else None
