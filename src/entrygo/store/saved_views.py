"""Views of lists that a person named: the query of a page, kept for one account and world."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete

from entrygo.contract.actor import Tenant
from entrygo.store import people_tables
from entrygo.store.records import columns
from entrygo.store.tenant_rows import TenantRows


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedViewRow:
    """``query`` is what stands in the address of ``page`` after its question mark."""

    person_id: str
    page: str
    name: str
    query: str
    created_at: datetime


class SavedViewRows(TenantRows):
    """Each person's own."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, people_tables.saved_views)

    def of(self, person_id: str, page: str) -> Sequence[SavedViewRow]:
        """A person's views of a page, by name."""
        table = self.table
        mine = self.select().where(table.c.person_id == person_id, table.c.page == page)
        return self.each(SavedViewRow, self.all(mine.order_by(table.c.name)))

    def put(self, view: SavedViewRow) -> None:
        """Keep a view; one of the same name is written over."""
        self.upsert([columns(view)], on=("person_id", "page", "name"), keep=("created_at",))

    def drop(self, person_id: str, page: str, name: str) -> None:
        """Forget a view."""
        table = self.table
        named = (table.c.person_id == person_id) & (table.c.page == page) & (table.c.name == name)
        self.connection.execute(delete(table).where(self.mine, named))
