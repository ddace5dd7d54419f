"""Records whose time to be kept is over, found and deleted: the one place where records of an export are deleted.

No operation reaches it: a unit of work offers it to the runtime alone. The events of an export stay, for they are one
chain; an event says what was deleted (:mod:`entrygo.maintenance.retention`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Table, delete, func, select

from entrygo.contract.actor import Tenant
from entrygo.contract.times import iso
from entrygo.lifecycle.states import ExportState, MailState
from entrygo.store import tables
from entrygo.store.codec import load
from entrygo.store.records import SqlRow
from entrygo.store.tenant_rows import SqlSelect, TenantRows

UNSETTLED_MAIL = (MailState.PENDING.value, MailState.SENDING.value, MailState.UNCERTAIN.value)
RECORDS = (
    "artifacts",
    "captured_mails",
    "claims",
    "exports",
    "findings",
    "inbound_mails",
    "mail_tries",
    "mails",
    "notifications",
    "orders",
    "packages",
    "plans",
    "replays",
)
"""Tables that hold records of an export; its rows there are deleted with it."""
KEPT = (
    "brokers",
    "chain_heads",
    "code_corrections",
    "dispositions",
    "events",
    "optimizer_runs",
    "product_change_rows",
    "product_changes",
    "products",
    "profiles",
    "proposals",
    "request_log",
    "saved_views",
    "warehouses",
    "webhook_deliveries",
    "webhooks",
)
"""Tenant tables that are of the account, and stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """An export whose records may be deleted."""

    export_id: str
    plan_hash: str
    state: str
    package_numbers: tuple[str, ...]
    last_activity: str
    entry_date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What was deleted, and the files that no row names any more."""

    rows: Mapping[str, int]
    files: tuple[str, ...]
    blob_keys: tuple[str, ...]


class RetentionRows(TenantRows):
    """A tenant's exports by age."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        super().__init__(connection, tenant, tables.exports)

    def ended(self, before: datetime, *, export_id: str | None = None) -> Sequence[Ended]:
        """Exports about which nothing was written since, whose entry is older too, and of which no mail is to be
        sent: all of them, or that one if it is.
        """
        export, event, mail = tables.exports, tables.events, tables.mails
        later_event = self._of(event).where(
            event.c.export_id == export.c.id, event.c.created_at >= iso(before)
        )
        unsettled = self._of(mail).where(mail.c.export_id == export.c.id, mail.c.state.in_(UNSETTLED_MAIL))
        statement = (
            self.select()
            .where(
                export.c.updated_at < iso(before),
                export.c.state != ExportState.EXECUTING.value,
                ~later_event.exists(),
                ~unsettled.exists(),
            )
            .order_by(export.c.updated_at, export.c.id)
        )
        if export_id is not None:
            statement = statement.where(export.c.id == export_id)
        found = [self._ended(row) for row in self.all(statement)]
        return [each for each in found if not _is_since(each.entry_date, before.date())]

    def _of(self, table: Table) -> SqlSelect:
        return select(1).select_from(table).where(self.owned(table))

    def _ended(self, row: SqlRow) -> Ended:
        package, event = tables.packages, tables.events
        numbers = select(package.c.number).where(self.owned(package), package.c.export_id == row.id)
        newest = select(func.max(event.c.created_at)).where(self.owned(event), event.c.export_id == row.id)
        last = self.connection.execute(newest).scalar_one()
        shipment = load(row.request).get("shipment") or {}
        return Ended(
            export_id=row.id,
            plan_hash=row.plan_hash,
            state=row.state,
            package_numbers=tuple(sorted(self.connection.execute(numbers).scalars())),
            last_activity=max(row.updated_at, last or ""),
            entry_date=shipment.get("entryDate") or shipment.get("entry_date"),
        )

    def forget(self, export_id: str, before: datetime) -> Forgotten:
        """Delete an export's records. An order synced again since stays, and so does what says it was exported."""
        package, artifact, claim, order = tables.packages, tables.artifacts, tables.claims, tables.orders
        packages = select(package.c.id).where(self.owned(package), package.c.export_id == export_id)
        mails = select(tables.mails.c.id).where(
            self.owned(tables.mails), tables.mails.c.export_id == export_id
        )
        claimed = select(claim.c.order_id).where(self.owned(claim), claim.c.export_id == export_id)
        files = self.all(
            select(artifact.c.sha256, artifact.c.blob_key).where(
                self.owned(artifact), artifact.c.package_id.in_(packages)
            )
        )
        rows = {
            "orders": self._delete(order, order.c.id.in_(claimed), order.c.updated_at < iso(before)),
            "claims": self._delete(
                claim,
                claim.c.export_id == export_id,
                claim.c.order_id.not_in(select(order.c.id).where(self.owned(order))),
            ),
            "artifacts": self._delete(artifact, artifact.c.package_id.in_(packages)),
        }
        for table in (tables.captured_mails, tables.mail_tries, tables.inbound_mails):
            rows[table.name] = self._delete(table, table.c.mail_id.in_(mails))
        for table in (tables.mails, tables.notifications, tables.packages, tables.plans, tables.findings):
            rows[table.name] = self._delete(table, table.c.export_id == export_id)
        rows["replays"] = self._delete(tables.replays, tables.replays.c.subject_id == export_id)
        rows["exports"] = self._delete(tables.exports, tables.exports.c.id == export_id)
        named = {key for row in files if self._is_named(key := row.blob_key)}
        return Forgotten(
            rows={name: count for name, count in rows.items() if count},
            files=tuple(sorted(row.sha256 for row in files)),
            blob_keys=tuple(sorted({row.blob_key for row in files} - named)),
        )

    def _delete(self, table: Table, *conditions: object) -> int:
        statement = delete(table).where(self.owned(table), *conditions)  # type: ignore[arg-type]  # column conditions
        return int(self.connection.execute(statement).rowcount)

    def _is_named(self, blob_key: str) -> bool:
        artifact = tables.artifacts
        statement = select(artifact.c.filename).where(self.owned(artifact), artifact.c.blob_key == blob_key)
        return self.first(statement) is not None


def _is_since(entry_date: str | None, day: date) -> bool:
    return entry_date is not None and entry_date >= day.isoformat()
