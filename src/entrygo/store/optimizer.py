"""What the optimizer proposed, and what people made of it: runs, proposals on products, corrections of codes."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select

from entrygo.contract.actor import Tenant
from entrygo.store import tables
from entrygo.store.records import columns
from entrygo.store.tenant_rows import TenantRows, chunks

_NAMED_AT_ONCE = 40


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
