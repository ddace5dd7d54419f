"""What people decided about screening hits: rows are only ever added."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from entrygo.contract.actor import Tenant
from entrygo.store import tables
from entrygo.store.records import columns
from entrygo.store.tenant_rows import Page, TenantRows


@dataclass(frozen=True, slots=True, kw_only=True)
class DispositionRow:
    """What a person decided about a screening hit: one list entry's version against one party as it then read."""

    id: str
    entry_key: str
    party_fingerprint: str
    disposition: str
    reason: str
    decided_by: str
    created_at: datetime


class DispositionRows(TenantRows):
    """Decisions. The latest on an entry's version and a party's fingerprint stands."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.dispositions)

    def add(self, disposition: DispositionRow) -> None:
        """One more decision."""
        self.insert_rows(columns(disposition))

    def standing(self, party_fingerprints: Iterable[str]) -> Mapping[tuple[str, str], str]:
        """The latest decision of each (entry key, party fingerprint) of these parties."""
        rows = sorted(
            self.by_ids(self.table.c.party_fingerprint, party_fingerprints),
            key=lambda row: (row.created_at, row.id),
        )
        return {(row.entry_key, row.party_fingerprint): row.disposition for row in rows}

    def page(self, page: Page) -> Sequence[DispositionRow]:
        """A page, newest first."""
        return self.each(DispositionRow, self.page_rows(page))
