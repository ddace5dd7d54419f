"""That a backup was restored and nobody has decided yet what left meanwhile: a note an account and mode."""

from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import Connection, delete, select

from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.times import from_iso, iso
from entrygo.store import tables

PREFIX = "restored/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """When a backup was restored, and when it was made: what happened between the two is not in it."""

    restored_at: datetime
    backup_at: datetime

    def note(self) -> str:
        """The form it is kept in."""
        return orjson.dumps({"restoredAt": iso(self.restored_at), "backupAt": iso(self.backup_at)}).decode()

    @classmethod
    def of(cls, note: str) -> "Restored":
        """A restore as it was noted."""
        kept = orjson.loads(note)
        return cls(restored_at=from_iso(kept["restoredAt"]), backup_at=from_iso(kept["backupAt"]))


def note_name(tenant: Tenant) -> str:
    """Where the note of a tenant stands."""
    return f"{PREFIX}{tenant.account_id}/{tenant.mode.value}"


class RestoredRows:
    """A tenant's undecided restore, within one transaction."""

    def __init__(self, connection: Connection, tenant: Tenant) -> None:
        self._connection, self._tenant = connection, tenant
        self._table = tables.installation

    def undecided(self) -> Restored | None:
        """The restore nobody has decided about yet, or none."""
        wanted = select(self._table.c.value).where(self._table.c.name == note_name(self._tenant))
        note = self._connection.execute(wanted).scalar_one_or_none()
        return None if note is None else Restored.of(note)

    def decide(self) -> None:
        """A person decided, for both modes of the account."""
        both = [note_name(Tenant(self._tenant.account_id, mode)) for mode in Mode]
        self._connection.execute(delete(self._table).where(self._table.c.name.in_(both)))
