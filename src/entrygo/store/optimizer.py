"""What the optimizer proposed, and what people made of it: runs, proposals on products, corrections of codes."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, and_, cast, func, or_, select, type_coerce
from sqlalchemy.sql import ColumnElement

from entrygo.contract.actor import Tenant
from entrygo.store import tables
from entrygo.store.records import columns
from entrygo.store.tenant_rows import TenantRows, chunks

_NAMED_AT_ONCE = 40
_DIGITS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class OptimizerRunRow:
    """A run: what was asked, and the bytes of what was answered. ``product_id`` where it was made for a product."""

    id: str
    product_id: str | None
    request: dict[str, Any]  # Any: the request as it was read
    answer: bytes
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """A product's newest proposal. ``words_hash`` is of the facts it was made from, ``classifier`` the edition."""

    product_id: str
    run_id: str
    words_hash: str
    classifier: str
    proposal: dict[str, Any]  # Any: the proposal as a product shows it
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """A code that was put right after goods had been exported: ``product_changed``, or told on the ``broker_page``."""

    id: str
    product_id: str
    code: str
    replaced: str | None
    source: str
    told_by: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCode:
    """A product whose code a person has to decide: its newest proposal's first code, level and chance."""

    product_id: str
    code: str
    level: str
    chance: float  # lint: allow exact-money -- a share


class OptimizerRunRows(TenantRows):
    """Runs of a tenant; rows are only ever added."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.optimizer_runs)

    def add(self, *runs: OptimizerRunRow) -> None:
        """Keep runs; their answers are kept compressed."""
        self.insert_rows(*(columns(run) | {"answer": zlib.compress(run.answer)} for run in runs))

    def get(self, run_id: str) -> OptimizerRunRow | None:
        """The run, its answer as it was given; none for a foreign or absent id."""
        row = self.first(self.select().where(self.table.c.id == run_id))
        if row is None:
            return None
        found = self.each(OptimizerRunRow, [row])[0]
        return OptimizerRunRow(
            id=found.id,
            product_id=found.product_id,
            request=found.request,
            answer=zlib.decompress(found.answer),
            created_at=found.created_at,
        )


class ProposalRows(TenantRows):
    """The newest proposal of each product."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.proposals)

    def put(self, proposals: Sequence[ProposalRow]) -> None:
        """Proposals in place of those before."""
        self.upsert([columns(each) for each in proposals], on=["product_id"], keep=[])

    def of(self, product_ids: Iterable[str]) -> Mapping[str, ProposalRow]:
        """By product, where one was made."""
        rows = self.each(ProposalRow, self.by_ids(self.table.c.product_id, product_ids))
        return {row.product_id: row for row in rows}

    def open(self) -> Sequence[OpenCode]:
        """The products with a proposal that is not decided, in no particular order."""
        products, said = tables.products, self.table.c.proposal
        told = (self._text(said, name) for name in ("hsCode", "level", "confidence"))
        statement = select(self.table.c.product_id, *told).where(
            self.mine,
            self.owned(products),
            products.c.id == self.table.c.product_id,
            self._is_open(self._code(), self._text(said, "mends")),
        )
        return [
            OpenCode(product_id=product_id, code=code or "", level=level, chance=float(chance))
            for product_id, code, level, chance in self.connection.execute(statement)
        ]

    def unasked(self) -> int:
        """How many products have no complete code and were never ranked."""
        products = tables.products
        asked = select(self.table.c.product_id).where(self.mine)
        statement = select(func.count()).where(
            self.owned(products), self._is_open(self._code()), products.c.id.not_in(asked)
        )
        return int(self.connection.execute(statement).scalar_one())

    def _code(self) -> ColumnElement[str]:
        return func.coalesce(self._text(tables.products.c.facts, "hs_code"), "")

    def _is_open(
        self, code: ColumnElement[str], mends: ColumnElement[str] | None = None
    ) -> ColumnElement[bool]:
        is_short = func.length(code) < _DIGITS
        return is_short if mends is None else or_(is_short, and_(mends != "", code == mends))

    def _text(self, column: ColumnElement[str], name: str) -> ColumnElement[str]:
        is_sqlite = self.connection.dialect.name == "sqlite"
        document = type_coerce(column, JSON) if is_sqlite else cast(column, JSON)
        text: ColumnElement[str] = document[name].as_string()
        return text


class CorrectionRows(TenantRows):
    """Corrected codes of a tenant; rows are only ever added, and the latest of a product stands."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.code_corrections)

    def add(self, corrections: Sequence[CorrectionRow]) -> None:
        """Some more corrections."""
        self.insert_rows(*(columns(each) for each in corrections))

    def count(self) -> int:
        """How many there are."""
        counted = select(func.count()).select_from(self.table).where(self.mine)
        return int(self.connection.execute(counted).scalar_one())

    def latest(self) -> Mapping[str, CorrectionRow]:
        """The latest correction of each product that has any."""
        rows = self.all(self.select().order_by(self.table.c.created_at, self.table.c.id))
        return {row.product_id: row for row in self.each(CorrectionRow, rows)}

    def exported(self, product_ids: Iterable[str]) -> set[str]:
        """Those of the products that stand in an order of an export."""
        found = set[str]()
        orders, claims = tables.orders, tables.claims
        claimed = select(claims.c.order_id).where(self.owned(claims))
        for block in chunks(product_ids, _NAMED_AT_ONCE):
            names_one = or_(*(orders.c.facts.contains(f'"{each}"', autoescape=True) for each in block))
            statement = select(orders.c.facts).where(self.owned(orders), orders.c.id.in_(claimed), names_one)
            left = set(block)
            for row in self.connection.execute(statement):
                here = {each for each in left if f'"{each}"' in row.facts}
                found |= here
                left -= here
                if not left:
                    break
        return found
