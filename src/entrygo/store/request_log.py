"""The log of API calls: what was called, how it was answered and how long it took. It is kept for a time, and up to
a number of calls; it is no record of what was done, which the events are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from entrygo.contract.actor import Tenant
from entrygo.contract.times import iso
from entrygo.store import people_tables
from entrygo.store.records import columns
from entrygo.store.tenant_rows import Page, TenantRows

FIRST_REFUSED = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedCall:
    """One call by a key. ``path`` is as it was called, without its query; ``status`` 499 is a caller who left."""

    id: str
    created_at: datetime
    key_id: str
    operation: str
    method: str
    path: str
    status: int
    error_code: str | None
    milliseconds: int


class RequestLogRows(TenantRows):
    """The calls of one tenant; they are added and forgotten, never changed."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, people_tables.request_log)

    def add(self, calls: Sequence[LoggedCall]) -> None:
        """Keep calls; of one that is kept already the first stays, and does not spoil the others."""
        self.insert_absent(map(columns, calls))

    def page(self, page: Page, *, key_id: str | None, is_failed: bool | None) -> Sequence[LoggedCall]:
        """A page of calls, newest first; of one key, and of those refused or not, where that is asked."""
        table, wanted = self.table, []
        if key_id is not None:
            wanted.append(table.c.key_id == key_id)
        if is_failed is not None:
            refused = table.c.status >= FIRST_REFUSED
            wanted.append(refused if is_failed else ~refused)
        return self.each(LoggedCall, self.page_rows(page, conditions=wanted))

    def forget(self, *, before: datetime, keep: int) -> None:
        """Drop what is older than an instant, and all but the newest ``keep``."""
        made = self.table.c.created_at
        newest = select(made).where(self.mine).order_by(made.desc()).offset(keep).limit(1)
        last = self.first(newest)
        until = max(iso(before), "" if last is None else str(last.created_at))
        self.connection.execute(delete(self.table).where(self.mine, made <= until))
