"""A small office for tests of people: a store, a clock that stands still, accounts and who works for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from entrygo.clock import SystemClock, SystemIds
from entrygo.context import Context
from entrygo.contract.actor import Actor, Mode, Tenant
from entrygo.operations.people_at_command_line import NewMember, create_person
from entrygo.operations.sign_in import Begun, SignedIn, Visitor, find_session, sign_in
from entrygo.store.registry import AccountRow
from entrygo.store.unit_of_work import Store
from tests.serving.databases import sqlite_database

PASSWORD = "seven maple leaves drift"
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
ANN = "ann@maple-harbour.example"


@dataclass
class StandingClock:
    """A clock that goes on when it is told to."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def wait(self, **words: int) -> None:
        self.at += timedelta(**words)


def a_context(store: Store, clock: StandingClock, public_url: str = "http://localhost:3000") -> Context:
    """What operations on people ask of a context."""
    unused = dict.fromkeys(("blobs", "book", "runner", "mailer_for"), SimpleNamespace())
    return Context(
        store=store,
        clock=clock,
        ids=SystemIds(),
        seal_key=bytes(32),
        link_key=bytes(range(32)),
        mail_from="entrygo@localhost",
        public_url=public_url,
        **unused,  # type: ignore[arg-type]  # no rows but those of people are touched
    )


@dataclass
class Office:
    """One installation: ``visitor`` is a browser at an address of its own."""

    context: Context
    clock: StandingClock
    url: str
    addresses: Iterator[int] = field(default_factory=lambda: iter(range(1, 250)))

    def account(self, name: str = "Maple Harbour") -> str:
        """A new account; its id."""
        row = AccountRow(id=self.context.ids.new("acc"), name=name, created_at=SystemClock().now())
        self.context.store.registry.add_account(row)
        return row.id

    def person(self, account_id: str, *roles: str, email: str = ANN, name: str = "Ann Bell") -> str:
        """Somebody who works for an account, by the common password; the id."""
        new = NewMember(email=email, account_id=account_id, roles=roles or ("admin",))
        made = create_person(
            self.context.store, new, name=name, password=PASSWORD, clock=self.clock, ids=self.context.ids
        )
        return str(made["personId"])

    def visitor(self) -> Visitor:
        return Visitor(address=f"203.0.113.{next(self.addresses)}", user_agent="Firefox", request_id="req_1")

    def sign_in(self, email: str = ANN, password: str = PASSWORD, *, replaced: str = "") -> Begun:
        return sign_in(self.context, email, password, self.visitor(), replaced=replaced)

    def session(self, email: str = ANN) -> SignedIn:
        """A session of somebody."""
        found = find_session(self.context, self.sign_in(email).token)
        assert found is not None
        return found

    def actor(self, account_id: str, email: str = ANN, mode: str = "live") -> Actor:
        """Somebody at an account's desk."""
        session = self.session(email)
        (handle,) = [desk.handle for desk in session.desks if desk.account_id == account_id]
        return session.actor(handle, mode, "req_1")

    def events(self, account_id: str) -> list[str]:
        """The types of the account's events, oldest first."""
        with self.context.store.read(Tenant(account_id, Mode.LIVE)) as uow:
            return [event.type for event in uow.events.after(0, 500)]


@contextmanager
def an_office(folder: Path, url: str = "") -> Iterator[Office]:
    """An empty installation."""
    url = url or sqlite_database(folder)
    clock = StandingClock()
    store = Store(url, clock, SystemIds())
    yield Office(a_context(store, clock), clock, url)
    store.close()
