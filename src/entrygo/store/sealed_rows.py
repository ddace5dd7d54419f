"""Where the database keeps secrets, and sealing all of them anew: what was written in clear, or under an older key."""

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, inspect, select, update
from sqlalchemy.sql import ColumnElement

from entrygo.store import tables
from entrygo.store.database import Database
from entrygo.store.people_tables import people
from entrygo.store.sealing import PREFIX, Keyring, key_id_of
from entrygo.store.secret_fault import SecretFault
from entrygo.store.tenancy import every_tenant

Columns = Mapping[str, Any]  # Any: the columns of any table
log = logging.getLogger(__name__)
SEAL_KEY, LINK_KEY = "seal_key", "link_key"
ANSWERS_WITH_SECRETS = ("webhooks.create", "webhooks.rotate")
"""Operations whose answer holds a secret, so that their idempotency records do."""
BATCH = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A column that holds secrets, in the rows of its table that ``where`` names; all of them without it."""

    table: Table
    column: str
    where: ColumnElement[bool] | None = None

    @property
    def keys(self) -> tuple[Column[Any], ...]:  # Any: keys of any type
        """The columns of the table's primary key, in their order."""
        return tuple(self.table.primary_key.columns)

    def of(self, row: Columns) -> str:
        """What a secret of a row is bound to."""
        return secret_of(self.table, self.column, row)


PLACES = (
    Place(tables.installation, "value", tables.installation.c.name.in_((SEAL_KEY, LINK_KEY))),
    Place(tables.webhooks, "secret"),
    Place(tables.webhooks, "previous_secret"),
    Place(people, "totp_secret_sealed"),
    Place(tables.replays, "body", tables.replays.c.operation.in_(ANSWERS_WITH_SECRETS)),
)


def secret_of(table: Table, column: str, row: Columns) -> str:
    """The words that bind a secret to its place: table, column, and the values of the row's primary key."""
    return "/".join([table.name, column, *(str(row[each.name]) for each in table.primary_key.columns)])


def sealed_with(connection: Connection) -> Mapping[str | None, int]:
    """How many secrets lie under each key's id; under ``None`` those in clear. Of a survey's connection."""
    return Counter(
        key_id_of(_text(row[place.column])) for place in PLACES for row in _rows(connection, place)
    )


def unopenable(database: Database, keyring: Keyring) -> list[str]:
    """The places of secrets that no key opens."""
    faults = []
    with database.survey() as connection:
        for place in PLACES:
            for row in _rows(connection, place):
                try:
                    keyring.open(_text(row[place.column]), of=place.of(row))
                except SecretFault:
                    faults.append(place.of(row))
    return faults


def reseal(database: Database, keyring: Keyring) -> int:
    """Seal anew what is not under the first key; how many secrets that were.

    Some rows a transaction, each only as it was read: writers go on meanwhile, and what they wrote stands.
    """
    if not keyring.ids:
        return 0
    return sum(_reseal(database, keyring, place) for place in PLACES)


def _reseal(database: Database, keyring: Keyring, place: Place) -> int:
    with database.survey() as connection:
        old = [row for row in _rows(connection, place) if not _is_current(row[place.column], keyring)]
    count = 0
    for start in range(0, len(old), BATCH):
        with database.write() as connection, every_tenant(connection):
            for row in old[start : start + BATCH]:
                try:
                    count += _replace(connection, place, row, keyring)
                except SecretFault as fault:
                    log.error("a secret was left as it is: %s", fault)  # noqa: TRY400 - the words say all
    return count


def _replace(connection: Connection, place: Place, row: Columns, keyring: Keyring) -> int:
    kept, of = row[place.column], place.of(row)
    sealed: str | bytes = keyring.seal(keyring.open(_text(kept), of=of), of=of)
    if isinstance(kept, bytes) and isinstance(sealed, str):
        sealed = sealed.encode()
    same = [each == row[each.name] for each in place.keys]
    statement = update(place.table).where(*same, place.table.c[place.column] == kept)
    return connection.execute(statement.values({place.column: sealed})).rowcount


def _rows(connection: Connection, place: Place) -> Iterator[Columns]:
    if not inspect(connection).has_table(place.table.name):
        return iter(())  # a backup migrates nothing: its schema may be an older one
    column = place.table.c[place.column]
    statement = select(*place.keys, column).where(column.is_not(None))
    if place.where is not None:
        statement = statement.where(place.where)
    return (dict(row) for row in connection.execute(statement).mappings())


def _is_current(kept: str | bytes, keyring: Keyring) -> bool:
    return key_id_of(_text(kept)) == keyring.ids[0]


def _text(kept: str | bytes) -> str:
    """A secret as text; of an answer's bytes, which are UTF-8, the same."""
    return kept.decode() if isinstance(kept, bytes) else kept


def is_sealed(kept: bytes) -> bool:
    """Whether bytes are a sealed form."""
    return kept.startswith(PREFIX.encode())
