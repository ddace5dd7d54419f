"""What changed in products, change by change: what stood there and what stands there now, for history and undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from entrygo.contract.actor import Tenant
from entrygo.store import tables
from entrygo.store.records import columns
from entrygo.store.tenant_rows import Page, TenantRows


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductChangeRow:
    """One change of one or more products, made in one transaction.

    ``source`` is ``sync``, ``import``, ``patch``, ``change`` or ``undo``; ``undoes`` and ``undone_by`` name changes.
    """

    id: str
    source: str
    actor: dict[str, Any]  # Any: as an event has it
    products: int
    undoes: str | None
    undone_by: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedProductRow:
    """The fields of one product that a change made different, as a sync states them."""

    change_id: str
    product_id: str
    before: dict[str, Any]  # Any: JSON
    after: dict[str, Any]  # Any: JSON


class ProductChangeRows(TenantRows):
    """Changes of a tenant's products; of a kept change only ``undone_by`` is ever set."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.product_changes)
        self._rows = TenantRows(connection, tenant, tables.product_change_rows)

    def add(self, change: ProductChangeRow, rows: Sequence[ChangedProductRow]) -> None:
        """Keep a change with what it made different in each product."""
        self.insert_rows(columns(change))
        self._rows.insert_rows(*map(columns, rows))

    def get(self, change_id: str) -> ProductChangeRow | None:
        return self.one(ProductChangeRow, self.select().where(self.table.c.id == change_id))

    def page(self, page: Page) -> Sequence[ProductChangeRow]:
        """A page, newest first."""
        return self.each(ProductChangeRow, self.page_rows(page))

    def rows(self, change_id: str, limit: int | None = None) -> Sequence[ChangedProductRow]:
        """The products of a change, by their ids."""
        table = self._rows.table
        statement = self._rows.select().where(table.c.change_id == change_id).order_by(table.c.product_id)
        return self.each(ChangedProductRow, self.all(statement if limit is None else statement.limit(limit)))

    def of_product(self, product_id: str, page: Page) -> Sequence[tuple[ProductChangeRow, ChangedProductRow]]:
        """A page of the changes of one product, newest first."""
        inner = select(self._rows.table.c.change_id).where(
            self._rows.mine, self._rows.table.c.product_id == product_id
        )
        changes = self.each(ProductChangeRow, self.page_rows(page, conditions=[self.table.c.id.in_(inner)]))
        parts = self._parts(product_id, [change.id for change in changes])
        return [(change, parts[change.id]) for change in changes]

    def undone(self, change_id: str, by: str) -> None:
        """Say which change undid this one."""
        self.connection.execute(self.update().where(self.table.c.id == change_id).values(undone_by=by))

    def _parts(self, product_id: str, changes: Sequence[str]) -> Mapping[str, ChangedProductRow]:
        table = self._rows.table
        statement = self._rows.select().where(
            table.c.product_id == product_id, self.among(table.c.change_id, changes)
        )
        return {row.change_id: row for row in self.each(ChangedProductRow, self.all(statement))}
