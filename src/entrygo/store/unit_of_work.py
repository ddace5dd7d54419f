"""The store: units of work over one database."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection, text

from entrygo.contract.actor import SYSTEM, Actor, Mode, Origin, Tenant
from entrygo.contract.canonical import JsonObject, JsonValue
from entrygo.contract.parties import AccountRecord, BrokerRecord, WarehouseRecord
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.rows import EventRow
from entrygo.ports.clock import Clock, Ids
from entrygo.store import tables
from entrygo.store.board import BoardRows
from entrygo.store.catalogue import OrderRows, PartyRows, ProductRows
from entrygo.store.database import Database, reachable
from entrygo.store.dispositions import DispositionRows
from entrygo.store.events import EventRows
from entrygo.store.evidence import Noted
from entrygo.store.exports import ExportRows
from entrygo.store.inspected import InspectedRows
from entrygo.store.keys import KeyRows
from entrygo.store.mails import MailRows
from entrygo.store.members import PeopleRows
from entrygo.store.optimizer import CorrectionRows, OptimizerRunRows, ProposalRows
from entrygo.store.outbox import Outbox
from entrygo.store.packages import PackageRows
from entrygo.store.packed import Packing
from entrygo.store.people_mails import PersonMailRows
from entrygo.store.product_changes import ProductChangeRows
from entrygo.store.registry import InstallationRows, RegistryRows
from entrygo.store.replays import ReplayRows
from entrygo.store.request_log import RequestLogRows
from entrygo.store.restored import RestoredRows
from entrygo.store.retention import RetentionRows
from entrygo.store.saved_views import SavedViewRows
from entrygo.store.sealing import NO_KEYS, Keyring
from entrygo.store.sessions import InvitationRows, ResetRows, SessionRows, TryRows
from entrygo.store.tenancy import name_tenant
from entrygo.store.webhooks import WebhookRows


class UnitOfWork:
    """One tenant's rows within one transaction: no query can forget account and mode.

    ``by`` is who asked for what is written, and in which request. ``noted`` are rows that moved since the last event:
    the next one carries them as its evidence. ``retention`` deletes records whose time to be kept is over, for
    ``entrygo retention`` alone. ``people``, their ``sessions`` and ``invitations`` are the installation's: who asks
    them names the account.
    """

    def __init__(
        self,
        connection: Connection,
        tenant: Tenant,
        *,
        clock: Clock,
        ids: Ids,
        keyring: Keyring = NO_KEYS,
        by: Origin = SYSTEM,
        packs: bool = False,
    ) -> None:
        """``packs`` says that plans and answers are written packed."""
        self._clock = clock
        self.ids = ids
        self.tenant = tenant
        self.by = by
        self.noted: Noted = {}
        self.profiles = PartyRows(connection, tenant, tables.profiles, AccountRecord)
        self.warehouses = PartyRows(connection, tenant, tables.warehouses, WarehouseRecord)
        self.brokers = PartyRows(connection, tenant, tables.brokers, BrokerRecord)
        self.products = ProductRows(connection, tenant)
        self.product_changes = ProductChangeRows(connection, tenant)
        self.orders = OrderRows(connection, tenant)
        self.exports = ExportRows(connection, tenant, self.noted, packs=packs)
        self.board = BoardRows(connection, tenant)
        self.inspected = InspectedRows(connection, tenant)
        self.packages = PackageRows(connection, tenant, self.noted)
        self.mails = MailRows(connection, tenant)
        self.events = EventRows(connection, tenant)
        self.dispositions = DispositionRows(connection, tenant)
        self.replays = ReplayRows(connection, tenant, keyring, plan_of=self.exports.plan, packs=packs)
        self.restored = RestoredRows(connection, tenant)
        self.webhooks = WebhookRows(connection, tenant, keyring)
        self.optimizer_runs = OptimizerRunRows(connection, tenant)
        self.proposals = ProposalRows(connection, tenant)
        self.corrections = CorrectionRows(connection, tenant)
        self.retention = RetentionRows(connection, tenant)
        self.keys = KeyRows(connection, tenant)
        self.saved_views = SavedViewRows(connection, tenant)
        self.request_log = RequestLogRows(connection, tenant)
        self.people = PeopleRows(connection, keyring)
        self.sessions = SessionRows(connection)
        self.invitations = InvitationRows(connection)
        self.people_mails = PersonMailRows(connection)

    @cached_property
    def now(self) -> datetime:
        """The instant of this transaction, read when it is first asked for: all it writes may carry the same."""
        return self._clock.now()

    def record(
        self,
        event: EventType,
        export_id: str | None = None,
        /,
        *,
        before: JsonObject | None,
        after: JsonObject | None,
        **payload: JsonValue,
    ) -> EventRow:
        """Append an event to the tenant's chain, at :attr:`now`. The payload of an export's event holds its id.

        ``before`` and ``after`` are what the write changed, as it was and as it is: ``None`` for what was not there
        or is no more. Nobody records an event without saying them.
        """
        about: JsonObject = {} if export_id is None else {"batchId": export_id}
        written = self.events.append(
            event,
            export_id=export_id,
            payload=about | payload | {"before": before, "after": after},
            identifier=self.ids.new("evt"),
            at=self.now,
            origin=self.by,
            evidence=self.noted,
        )
        self.noted.clear()
        return written

    def close(self) -> None:
        """Before the commit: rows that moved without an event of their own get one, and the chain's end is noted."""
        if self.noted:
            moved: JsonObject = {
                each: self.noted[each] for each in ("exports", "packages") if each in self.noted
            }
            self.record(EventType.RECORDS_MOVED, before=None, after=moved or None)
        self.events.note_head()


class PeopleWork:
    """One transaction on people, who work for several accounts. What it records stands in each account's live chain.

    The turns of those accounts are taken first, in one order, so that no two of these ever wait for each other.
    """

    def __init__(
        self,
        connection: Connection,
        accounts: Collection[str],
        *,
        clock: Clock,
        ids: Ids,
        keyring: Keyring,
        by: Origin,
    ) -> None:
        self._connection, self._clock, self._by = connection, clock, by
        self._tenants = [Tenant(account_id, Mode.LIVE) for account_id in sorted(set(accounts))]
        for tenant in self._tenants:
            name_tenant(connection, tenant, is_writing=True)
        self.ids = ids
        self.people = PeopleRows(connection, keyring)
        self.sessions = SessionRows(connection)
        self.invitations = InvitationRows(connection)
        self.people_mails = PersonMailRows(connection)
        self.resets = ResetRows(connection)
        self.tries = TryRows(connection)

    @cached_property
    def now(self) -> datetime:
        """The instant of this transaction."""
        return self._clock.now()

    def end_everything(self, why: str) -> None:
        """End every session, invitation and reset, and owe no mail that would bring another link.

        After a restore those that had ended would live again.
        """
        self.sessions.end_all(why, at=self.now)
        self.invitations.revoke_all(at=self.now)
        self.resets.use_all(at=self.now)
        self.people_mails.forget_all()

    def record(
        self, event: EventType, *, before: JsonObject | None, after: JsonObject | None, **payload: JsonValue
    ) -> None:
        """Append an event to the chain of each of the accounts, with what it changed as it was and as it is."""
        for tenant in self._tenants:
            name_tenant(self._connection, tenant, is_writing=True)
            uow = UnitOfWork(self._connection, tenant, clock=self._clock, ids=self.ids, by=self._by)
            uow.record(event, before=before, after=after, **payload)
            uow.close()


class Store:
    """A database of either kind, by URL. Nobody calls out to the world inside one of its transactions.

    ``keyring`` seals the secrets that it keeps.
    """

    def __init__(self, url: str, clock: Clock, ids: Ids, keyring: Keyring = NO_KEYS) -> None:
        self.database = Database(url)
        self.keyring = keyring
        self.registry = RegistryRows(self.database)
        self.outbox = Outbox(self.database)
        self.installation = InstallationRows(self.database, keyring)
        self.packing = Packing(self.installation)
        self._clock = clock
        self._ids = ids

    @contextmanager
    def read(self, tenant: Tenant) -> Iterator[UnitOfWork]:
        """A consistent view of the tenant's last committed rows."""
        with reachable(), self.database.read() as connection:
            name_tenant(connection, tenant, is_writing=False)
            yield UnitOfWork(connection, tenant, clock=self._clock, ids=self._ids, keyring=self.keyring)

    @contextmanager
    def write(self, tenant: Tenant, *, by: Actor | Origin = SYSTEM) -> Iterator[UnitOfWork]:
        """One transaction on the tenant's rows: commits at the end, rolls back on any exception.

        ``by`` is who asked for it; the installation itself where nobody did.
        """
        origin = by.origin if isinstance(by, Actor) else by
        with reachable():
            packs = self.packing.is_on
        with reachable(), self.database.write() as connection:
            name_tenant(connection, tenant, is_writing=True)
            uow = UnitOfWork(
                connection,
                tenant,
                clock=self._clock,
                ids=self._ids,
                keyring=self.keyring,
                by=origin,
                packs=packs,
            )
            yield uow
            uow.close()

    @contextmanager
    def read_people(self) -> Iterator[PeopleWork]:
        """A consistent view of people and what they hold."""
        with reachable(), self.database.read() as connection:
            yield self._people_work(connection, (), SYSTEM)

    @contextmanager
    def write_people(self, accounts: Collection[str], *, by: Origin) -> Iterator[PeopleWork]:
        """One transaction on people; ``accounts`` are those whose chains tell of it."""
        with reachable(), self.database.write() as connection:
            yield self._people_work(connection, accounts, by)

    def _people_work(self, connection: Connection, accounts: Collection[str], by: Origin) -> PeopleWork:
        return PeopleWork(connection, accounts, clock=self._clock, ids=self._ids, keyring=self.keyring, by=by)

    def ping(self) -> None:
        """Raise unless the database answers."""
        with reachable(), self.database.read() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        """Close every connection."""
        self.database.close()
