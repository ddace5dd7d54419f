"""The groups of a tenant's rows, each asked for by what it is for. A unit of work holds one of each."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from entrygo.contract.canonical import JsonMapping
from entrygo.contract.facts import Order, Product
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.states import ExportState, MailState, PackageState
from entrygo.ports.rows import (
    ArtifactRow,
    CapturedMailRow,
    DispositionRow,
    DocumentRow,
    EventRow,
    ExportRow,
    InboundRow,
    MailRow,
    NotificationRow,
    OrderRow,
    OutcomeRow,
    PackageRow,
    Page,
    PlanRow,
    ProductRow,
    ReplayRow,
)


class ClaimConflict(Exception):
    """Some of the orders belong to another export already; ``order_ids`` names them."""

    def __init__(self, order_ids: Sequence[str]) -> None:
        self.order_ids = list(order_ids)
        super().__init__(f"orders already claimed: {', '.join(self.order_ids)}")


class Documents(Protocol):
    """Profiles, warehouses and brokers."""

    def get(self, identifier: str) -> DocumentRow | None:
        """One document, or none."""
        ...

    def put(self, identifier: str, document: JsonMapping, *, at: datetime) -> DocumentRow:
        """Insert or overwrite one document; ``created_at`` stays that of the first."""
        ...

    def page(self, page: Page, *, updated_since: datetime | None = None) -> Sequence[DocumentRow]:
        """A page, newest first."""
        ...


class Products(Protocol):
    """The product catalogue."""

    def ids_of(self, external_ids: Iterable[str]) -> Mapping[str, str]:
        """Our id of each external id we know; unknown ones are absent."""
        ...

    def many(self, ids: Iterable[str]) -> Mapping[str, ProductRow]:
        """The products of these ids; unknown and foreign ids are absent."""
        ...

    def put(self, products: Sequence[Product], *, at: datetime) -> None:
        """Insert or overwrite by external id; the id of the first stays."""
        ...

    def page(self, page: Page, *, updated_since: datetime | None = None) -> Sequence[ProductRow]:
        """A page, newest first."""
        ...


class Orders(Protocol):
    """Orders and the claims that make each exported once."""

    def ids_of(self, external_ids: Iterable[str]) -> Mapping[str, str]:
        """Our id of each external id we know; unknown ones are absent."""
        ...

    def many(self, ids: Iterable[str]) -> Mapping[str, OrderRow]:
        """The orders of these ids, ``status`` exported where claimed; unknown and foreign ids are absent."""
        ...

    def put(self, orders: Sequence[tuple[Order, JsonMapping | None]], *, at: datetime) -> None:
        """Insert or overwrite by external id, with metadata; the id of the first stays."""
        ...

    def page(
        self, page: Page, *, updated_since: datetime | None = None, is_exported: bool | None = None
    ) -> Sequence[OrderRow]:
        """A page, newest first."""
        ...

    def claimed(self, ids: Iterable[str]) -> Mapping[str, str]:
        """The export that claimed each of these orders, where one did."""
        ...

    def claim(self, ids: Iterable[str], export_id: str) -> None:
        """Claim orders for an export; raises :class:`ClaimConflict` when another has one of them."""
        ...


class Exports(Protocol):
    """Export batches and the history of their plans."""

    def get(self, export_id: str, *, for_update: bool = False) -> ExportRow | None:
        """One batch; ``for_update`` holds its row until the transaction ends."""
        ...

    def insert(self, export: ExportRow) -> None:
        """A new batch."""
        ...

    def show_package(self, export_id: str, package_id: str, *, at: datetime) -> None:
        """The package an export shows: the newest that is made."""
        ...

    def replan(self, export: ExportRow) -> None:
        """Overwrite a batch's plan; its state stays."""
        ...

    def move(
        self,
        export_id: str,
        *,
        was: ExportState,
        becomes: ExportState,
        at: datetime,
        package_id: str | None = None,
    ) -> bool:
        """Compare and set the state; false when it was not ``was``."""
        ...

    def note_attempt(self, export_id: str, *, attempts: int, at: datetime) -> None:
        """Count a failed run of the execution."""
        ...

    def page(
        self, page: Page, *, filters: Mapping[str, str], updated_since: datetime | None = None
    ) -> Sequence[ExportRow]:
        """A page, newest first; ``filters`` by state, readiness, warehouseId, brokerId."""
        ...

    def outcomes(self, state: ExportState, limit: int) -> Iterable[OutcomeRow]:
        """The outcome of the current plan of the newest exports in a state, newest first, read one after another."""
        ...

    def add_plan(self, export_id: str, plan: PlanRow) -> None:
        """One more plan of the batch's history."""
        ...

    def plan(self, export_id: str, seq: int) -> PlanRow | None:
        """One plan of the history."""
        ...

    def plan_hashes(self, export_id: str) -> Sequence[tuple[int, str]]:
        """Sequence number and hash of every plan, first to last."""
        ...


class Packages(Protocol):
    """Customs packages and their files."""

    def get(self, package_id: str) -> PackageRow | None:
        """One package, or none."""
        ...

    def of_export(self, export_id: str) -> Sequence[PackageRow]:
        """Every version of an export's package, first to last."""
        ...

    def insert(self, package: PackageRow) -> None:
        """A new package."""
        ...

    def number_is_taken(self, number: str) -> bool:
        """Whether any tenant of the installation has this number."""
        ...

    def move(self, package_id: str, becomes: PackageState) -> bool:
        """Set the state where the lifecycle allows it; says whether it did."""
        ...

    def complete(self, package_id: str, *, at: datetime) -> bool:
        """Say that a package is made, once; false when it was."""
        ...

    def note_attempt(self, package_id: str, *, attempts: int) -> None:
        """Count a failed run of its making."""
        ...

    def add_artifacts(self, artifacts: Sequence[ArtifactRow]) -> None:
        """A package's files."""
        ...

    def artifacts(self, package_id: str) -> Sequence[ArtifactRow]:
        """A package's files in their order."""
        ...


class Mails(Protocol):
    """Messages owed to brokers and warehouses, their notifications, and test mode's captured mail."""

    def get(self, mail_id: str) -> MailRow | None:
        """One mail, or none."""
        ...

    def of_export(self, export_id: str, audience: str) -> Sequence[MailRow]:
        """An export's mails to one audience, first to last."""
        ...

    def insert(self, mail: MailRow) -> None:
        """A mail the world is owed."""
        ...

    def of_message_ids(self, message_ids: Sequence[str]) -> MailRow | None:
        """The mail of the first of these Message-IDs that is the tenant's, or none."""
        ...

    def submission_page(self, page: Page, *, filters: Mapping[str, str]) -> Sequence[MailRow]:
        """A page of broker submissions, newest first; ``filters`` by status, exportId."""
        ...

    def turn(self, mail: MailRow, *, per_minute: int, at: datetime) -> datetime | None:
        """None where the recipient's limit lets the mail go now; else when its turn comes, first come first served."""
        ...

    def put_off(self, mail: MailRow, *, until: datetime) -> bool:
        """Let a mail wait for its turn; false when another run moved it meanwhile."""
        ...

    def begin(self, mail_id: str, *, attempts: int, at: datetime) -> bool:
        """Before DATA: ``sending`` with the next number, by compare-and-set; false when another run began it."""
        ...

    def last_begun(self, mail_id: str) -> datetime | None:
        """When the mail's last try began, if one did."""
        ...

    def settle(self, mail: MailRow, *, is_begun: bool) -> bool:
        """Record what became of try ``mail.attempts``, which was begun or ended before; says whether it did.

        False where the row has moved on: another run began that try or settled it, or the recipient answered. What is
        certain, sent or refused, wins over what another run took for unknown, as long as no newer try was begun.
        """
        ...

    def move(self, mail: MailRow, *, was: MailState) -> bool:
        """Overwrite the row of a mail that is still ``was``, where the lifecycle allows it; says whether it did."""
        ...

    def note_inbound(self, inbound: InboundRow) -> bool:
        """Record a mail that came back; false when it was recorded before."""
        ...

    def answered(self, mail_id: str, state: MailState) -> None:
        """The recipient's own answer: it stands whatever a try still under way may find."""
        ...

    def add_notification(self, notification: NotificationRow) -> None:
        """A notification of an export."""
        ...

    def notifications(self, export_id: str) -> Sequence[NotificationRow]:
        """An export's notifications, first to last."""
        ...

    def notification_page(self, page: Page) -> Sequence[NotificationRow]:
        """A page of notifications, newest first."""
        ...

    def capture(self, mail: CapturedMailRow) -> None:
        """Keep a message of test mode."""
        ...

    def captured_page(self, page: Page) -> Sequence[CapturedMailRow]:
        """A page of captured mail, newest first."""
        ...

    def captured(self, identifier: str) -> CapturedMailRow | None:
        """One captured mail, or none."""
        ...

    def forget_captured(self, before: datetime) -> int:
        """Drop messages of test mode captured before an instant; how many."""
        ...


class Events(Protocol):
    """The append-only, hash-chained stream."""

    def append(
        self,
        event: EventType,
        *,
        export_id: str | None,
        payload: JsonMapping,
        identifier: str,
        at: datetime,
    ) -> EventRow:
        """Append one event to the chain."""
        ...

    def of_export(self, export_id: str) -> Sequence[EventRow]:
        """An export's events in order."""
        ...

    def after(self, seq: int, limit: int, *, kind: str | None = None) -> Sequence[EventRow]:
        """At most ``limit`` events after a position, oldest first."""
        ...

    def newest(self) -> int:
        """The position of the newest event; 0 before the first."""
        ...

    def position(self, identifier: str) -> int | None:
        """The position of the event of this id, or none."""
        ...

    def position_before(self, at: datetime) -> int:
        """The position of the newest event written before an instant; 0 where there is none."""
        ...

    def chain(self) -> Iterable[EventRow]:
        """Every event in order."""
        ...


class Replays(Protocol):
    """Idempotency records, written in the transaction of their effect."""

    def get(self, operation: str, key: str) -> ReplayRow | None:
        """The record of a key, or none."""
        ...

    def begin(
        self,
        operation: str,
        key: str,
        *,
        fingerprint: str,
        subject_id: str | None,
        at: datetime,
        expires_at: datetime | None,
    ) -> bool:
        """Take a key for this work; false when it is taken."""
        ...

    def finish(self, operation: str, key: str, *, status: int, body: bytes) -> None:
        """Store the answer, unless one is stored: the first stands."""
        ...

    def purge(self, before: datetime) -> int:
        """Drop records that expired before an instant; how many."""
        ...


class Dispositions(Protocol):
    """What people decided about screening hits. Nothing is overwritten: the latest decision stands."""

    def add(self, disposition: DispositionRow) -> None:
        """One more decision."""
        ...

    def standing(self, party_fingerprints: Iterable[str]) -> Mapping[tuple[str, str], str]:
        """The latest decision of each (entry key, party fingerprint) of these parties."""
        ...

    def page(self, page: Page) -> Sequence[DispositionRow]:
        """A page, newest first."""
        ...
