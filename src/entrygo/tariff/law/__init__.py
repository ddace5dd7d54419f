"""The law as a bundle of documents: a manifest, programme records, lists of codes. One ships inside.

A bundle maps names to JSON documents: ``law.json`` (``version``, ``as_of``, ``changes``, ``partial``),
``provisions.json``, ``preferences.json``, ``fees.json``, ``adcvd.json`` and ``exchange_rates.json`` (see the modules of
these names), ``programmes/<name>.json`` (see
:mod:`entrygo.tariff.law.records`) and ``lists/<name>.json``: a list of parts, each ``key``, ``codes`` (texts of
prefixes with blanks between), ``from``, ``to`` (both days count; of importation where ``by`` is ``import``, else of
entry), ``source`` and ``certainty``. Its digest is over the names and bytes of all documents.

List keys, as records ask them:

=============================  =====================================================================================
``s232_metals:i`` to ``:xi``   note 16(c) of chapter 99: i, ii aluminum, iii, iv steel, v copper (50 %, Annex I-A);
                               vi aluminum, vii steel, viii copper (25 %, I-B); ix aluminum, x steel (15 %, III)
``s232_metals:vi@2026-04-06``  vi, vii, ix, x as they were from then until 7 June 2026; xi (mobile industrial
                               equipment) is new since
``s232_metals_2025:HEADING``   derivatives by heading before 6 April 2026, where content value was dutiable;
                               ``HEADING@2025-08-18`` those added on that day
``s232_copper_2025:HEADING``   copper before 6 April 2026 (note 36(b))
``s232_autos:parts``           note 33(g); ``s232_trucks:parts`` note 38(i)
``s301_china:HEADING``         note 20 (9903.88) and note 31 (9903.91); list 4B is suspended and not held
``s122_exempt``                note 2(aa)(ii)
``s338_canada:b1`` to ``:b3``  note 51: alcohol, dairy, motor-vehicle list, each code from its own day
=============================  =====================================================================================
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from entrygo.contract.tariff import Law, ListPart, Programme
from entrygo.tariff.law.bundle import (
    ALONE,
    FOLDERS,
    InvalidBundle,
    packed,
    read_law,
    unpacked,
)
from entrygo.tariff.programme_scope import Identity

__all__ = [
    "InvalidBundle",
    "change_days",
    "is_in_force",
    "packed",
    "programmes_on",
    "read_law",
    "shipped_documents",
    "shipped_law",
    "unpacked",
]


@lru_cache(maxsize=1)
def shipped_documents() -> Mapping[str, bytes]:
    """The documents of the bundle that ships inside, by name."""
    root = files(__name__)
    alone = [(name, root.joinpath(name)) for name in ALONE]
    names = [*alone, *_json_files(root)]
    return {name: file.read_bytes() for name, file in names}


@lru_cache(maxsize=1)
def shipped_law() -> Law:
    """The law that ships inside, read and validated once."""
    return read_law(shipped_documents())


def programmes_on(law: Law, entry_date: date, import_date: date | None = None) -> tuple[Programme, ...]:
    """The records in force on an entry date, in order of application; both their days count.

    Those that the law ties to importation (``by_import`` in their scope) are in force by the date of importation, which
    is the entry date where it is not stated.
    """
    return _programmes_on(Identity(law), entry_date, import_date or entry_date)


@lru_cache(maxsize=128)
def _programmes_on(same: Identity[Law], entry_date: date, import_date: date) -> tuple[Programme, ...]:
    return tuple(
        record
        for record in same.value.programmes
        if is_in_force(record, import_date if record.scope.get("by_import") else entry_date)
    )


def change_days(law: Law) -> tuple[date, ...]:
    """Every day on which a record or a list begins, or the day after one ends, first to last."""
    return _change_days(Identity(law))


@lru_cache(maxsize=4)
def _change_days(same: Identity[Law]) -> tuple[date, ...]:
    dated: tuple[Programme | ListPart, ...] = (*same.value.programmes, *same.value.lists)
    begins = {each.effective_from for each in dated if each.effective_from is not None}
    ends = {each.effective_to + timedelta(days=1) for each in dated if each.effective_to is not None}
    return tuple(sorted(begins | ends))


def is_in_force(dated: Programme | ListPart, on: date) -> bool:
    """Whether a record or a list's part counts on a day; both its days do."""
    begun = dated.effective_from is None or dated.effective_from <= on
    return begun and (dated.effective_to is None or on <= dated.effective_to)


def _json_files(root: Traversable) -> Iterator[tuple[str, Traversable]]:
    for folder in FOLDERS:
        found = sorted(root.joinpath(folder).iterdir(), key=lambda file: file.name)
        yield from ((f"{folder}/{file.name}", file) for file in found if file.name.endswith(".json"))
