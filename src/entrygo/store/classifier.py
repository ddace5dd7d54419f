"""The classifier in force: the one an operator built, under ``ENTRYGO_HOME``, else the one that ships inside.

Beside it stand the account's own products as examples, read again only where they changed.
"""

import os
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from entrygo.classify.build import with_schedule
from entrygo.classify.corpus import NOT_FOR_GOODS, Progress, ScheduleRow
from entrygo.classify.edition import ClassifierError, Edition, open_edition
from entrygo.classify.memory import Example, Memory
from entrygo.classify.shipped import shipped_edition
from entrygo.contract.actor import Tenant
from entrygo.contract.hts import is_digits
from entrygo.contract.tariff import ScheduleLine
from entrygo.store.catalogue import ProductRow
from entrygo.store.encoder import open_encoder
from entrygo.store.file_stamp import Stamp, stamp_of
from entrygo.store.unit_of_work import UnitOfWork

_FOLDER, _FILE = "classify", "current.classifier"
_TENANTS = 16
"""Accounts whose examples are held at a time; the one not asked for longest is read again when it is asked for."""


class ClassifierBook:
    """The edition in force, opened once and again when its file changes. Safe to use from several threads."""

    def __init__(self, home: Path | None = None) -> None:
        """Without a home folder the one that ships inside is in force."""
        self._path = None if home is None else home / _FOLDER / _FILE
        self._opened: tuple[Stamp, Edition] | None = None
        self._lock = threading.Lock()

    def current(self) -> Edition:
        """The edition. ``ClassifierError`` where the built file is damaged or of another version."""
        path = self._path
        with self._lock:
            if path is None or (stamp := stamp_of(path)) is None:
                return shipped_edition()
            if self._opened is None or self._opened[0] != stamp:
                self._opened = stamp, self._with_encoder(open_edition(path.read_bytes()))
            return self._opened[1]

    @property
    def encoder_folder(self) -> Path:
        """Where the files of the encoder in use are kept."""
        if self._path is None:
            raise ClassifierError("an encoder is kept under a home folder, and there is none")
        return self._path.with_name("encoder")

    def _with_encoder(self, edition: Edition) -> Edition:
        """The edition with its encoder open, where it was built with one."""
        if edition.senses is None:
            return edition
        encoding = open_encoder(self.encoder_folder)
        if encoding.name != edition.senses.encoder:
            raise ClassifierError(
                f"{self.encoder_folder} holds another encoder than the classifier was built with:"
                " build it anew with `entrygo classify build --encoder FOLDER`"
            )
        return replace(edition, embed=encoding.embed)

    def to_build_on(self) -> Edition:
        """The edition in force; the one that ships inside where the built file is damaged or of another version."""
        try:
            return self.current()
        except ClassifierError:
            return shipped_edition()

    def follow_schedule(self, lines: Iterable[ScheduleLine], name: str, progress: Progress) -> Path:
        """Puts the classifier in force over a newly loaded schedule: its lines and words, the same learning.

        A built classifier that is damaged is replaced by the one that ships inside. ``ClassifierError`` where no
        line has words.
        """
        rows = [
            ScheduleRow(code=line.code, path=tuple(line.description.split(" > ")))
            for line in lines
            if line.description and not line.code.startswith(NOT_FOR_GOODS)
        ]
        if not rows:
            raise ClassifierError(f"{name} has no words of goods to make an index of")
        present = self.to_build_on()
        encoding = open_encoder(self.encoder_folder) if present.embed else None
        return self.put(with_schedule(present, rows, name, encoding, progress))

    def put(self, file: bytes) -> Path:
        """Puts a built classifier in force: it is opened first, written beside, then takes the place whole."""
        open_edition(file)
        if self._path is None:
            raise ClassifierError("a classifier is kept under a home folder, and there is none")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_suffix(".new")
        with beside.open("wb") as target:
            target.write(file)
            target.flush()
            os.fsync(target.fileno())
        beside.replace(self._path)
        return self._path


@dataclass(frozen=True, slots=True)
class _Held:
    edition: str
    products: int
    corrections: int
    changed: str
    examples: Mapping[str, Example]
    memory: Memory


class Memories:
    """Each account's own products as examples, of one mode. Safe to use from several threads."""

    def __init__(self) -> None:
        self._held: OrderedDict[Tenant, _Held] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, uow: UnitOfWork, edition: Edition) -> Memory:
        """The examples of the unit of work's tenant: products with a complete code, and what brokers corrected.

        What is committed counts at once. Products changed since the last call alone are read again.
        """
        with self._lock:
            held = self._held.get(uow.tenant)
        fresh = _read(uow, edition, held if held and held.edition == edition.name else None)
        with self._lock:
            self._held[uow.tenant] = fresh
            self._held.move_to_end(uow.tenant)
            while len(self._held) > _TENANTS:
                self._held.popitem(last=False)
        return fresh.memory


def _read(uow: UnitOfWork, edition: Edition, held: _Held | None) -> _Held:
    products, changed = uow.products.stamp()
    corrections = uow.corrections.count()
    if held and (held.products, held.corrections, held.changed) == (products, corrections, changed):
        return held
    corrected = uow.corrections.latest()
    examples = dict(held.examples) if held and held.corrections == corrections else {}
    for row in uow.products.changed_since(held.changed if examples and held else ""):
        fix = corrected.get(row.product.id)
        example = _example(row, fix.code if fix else None)
        if example is None:
            examples.pop(row.product.id, None)
        else:
            examples[row.product.id] = example
    memory = Memory(edition.index, examples.values(), held.memory if held else None)
    return _Held(edition.name, products, corrections, changed, examples, memory)


def _example(row: ProductRow, corrected: str | None) -> Example | None:
    """A product the account stands by: under its own code, or the one it was corrected to, which outweighs it."""
    product = row.product
    code = corrected or product.hs_code or ""
    if len(code) != 10 or not is_digits(code):
        return None
    text = f"{product.title} {product.description or ''}".strip()
    return Example(
        text=text, code=code, reference=product.id, label=product.label, by_broker=corrected is not None
    )
