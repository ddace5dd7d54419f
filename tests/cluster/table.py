"""The fault table: a row a fault, begun with clients at work and ended with the books balanced."""

import contextlib
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from entrygo.maintenance.audit import verify_events
from tests.cluster.books import Books, Fates, balance, under_way
from tests.cluster.cluster import Cluster
from tests.cluster.hosts import eventually
from tests.cluster.nodes import Node
from tests.cluster.shops import Load, Shop

PRINTED = (
    "fault",
    "under way",
    "recovered",
    "exports",
    "packages",
    "submissions",
    "mails",
    "again",
    "verdict",
)
WIDTHS = (46, 24, 9, 7, 8, 11, 5, 5, 0)
BOUND_SECONDS = 180.0


@dataclass
class Row:
    """One fault: a shop whose executions it strikes, shops that go on working, and what became of it all."""

    cluster: Cluster
    fault: str
    struck: Shop
    others: list[Shop]
    load: Load
    under_way: str = ""
    recovered: float | None = None
    fates: Fates = field(default_factory=Fates)
    _watch: threading.Thread | None = None
    _calls: list[threading.Thread] = field(default_factory=list)
    _faults: list[str] = field(default_factory=list)

    @property
    def shops(self) -> list[Shop]:
        """Every shop of the row."""
        return [self.struck, *self.others]

    def begin_executions(self, count: int, *, at: Node, until_begun: bool = True) -> set[str]:
        """Plan exports, then execute them all at once at one node; returns while they are under way."""
        exports = {self.struck.plan() for _ in range(count)}
        for export_id in exports:
            call = threading.Thread(target=self._execute, args=(export_id, at.url))
            call.start()
            self._calls.append(call)
        if until_begun:
            accounts = [self.struck.account_id]
            eventually(
                "an execution is under way",
                lambda: bool(under_way(self.cluster, accounts)),
                seconds=20,
                pause=0,
            )
        return exports

    def strike(self, exports: set[str], words: str = "") -> None:
        """The fault comes now: from here on it is watched when all that is under way is done."""
        waiting = under_way(self.cluster, self._accounts) | exports
        self.under_way = words or f"{len(exports)} executions, {len(waiting) - len(exports)} others"
        self._watch = threading.Thread(target=self._watch_until_done, args=(waiting, time.monotonic()))
        self._watch.start()

    def strike_mail(self, mode: str, count: int = 4) -> set[str]:
        """Execute exports whose broker's mail is met in this mode; they."""
        self.cluster.mail.meet(self.struck.broker_email, mode)
        begun = self.begin_executions(count, at=self.cluster.nodes[0], until_begun=False)
        self.strike(begun, f"{count} executions")
        return begun

    def wait_for_answers(self) -> None:
        """Until every execution that was begun is answered."""
        for call in self._calls:
            call.join(BOUND_SECONDS)

    def recover(self) -> None:
        """Wait until all that was under way is done."""
        assert self._watch is not None
        self._watch.join()
        assert self.recovered is not None, f"not recovered from: {self.fault}"

    def finish(self) -> "Result":
        """Stop the clients, wait for the last of their work, balance the books."""
        self.load.stop()
        self.wait_for_answers()
        try:
            return self._result()
        finally:
            for shop in self.shops:
                shop.close()

    def _result(self) -> "Result":
        accounts = self._accounts
        try:
            eventually("all is done", lambda: not under_way(self.cluster, accounts), seconds=BOUND_SECONDS)
        except AssertionError as error:
            self._faults.append(f"{error}: {sorted(under_way(self.cluster, accounts))}")
        books = balance(self.cluster, accounts, [shop.broker_email for shop in self.shops], self.fates)
        books.faults += self._faults + self.load.faults + self._unacknowledged()
        for shop in self.shops:
            if shop.answers["500"]:
                books.faults.append(f"{shop.answers['500']} answers of 500 for {shop.name}")
        audit = verify_events(self.cluster.settings)
        books.faults += audit["faults"]
        return Result(self.fault, self.under_way, self.recovered, books)

    def _unacknowledged(self) -> list[str]:
        found: list[str] = []

        def look(node: str) -> None:
            for shop in self.shops:
                found.extend(shop.missing(node))

        looks = [threading.Thread(target=look, args=(node.url,)) for node in self.cluster.nodes]
        for each in looks:
            each.start()
        for each in looks:
            each.join()
        return found

    def _watch_until_done(self, waiting: set[str], since: float) -> None:
        with contextlib.suppress(AssertionError):
            eventually(
                f"recovered from: {self.fault}",
                lambda: not under_way(self.cluster, self._accounts, waiting) & waiting,
                seconds=BOUND_SECONDS,
            )
            self.recovered = time.monotonic() - since

    @property
    def _accounts(self) -> list[str]:
        return [shop.account_id for shop in self.shops]

    def _execute(self, export_id: str, at: str) -> None:
        try:
            self.struck.execute(export_id, first=at)
        except Exception as error:
            self._faults.append(f"the call that executes {export_id} gave up: {error!r}")


@dataclass(frozen=True)
class Result:
    """A finished row."""

    fault: str
    under_way: str
    recovered: float | None
    books: Books

    @property
    def cells(self) -> tuple[str, ...]:
        """As printed."""
        found = self.books
        recovered = "-" if self.recovered is None else f"{self.recovered:.1f} s"
        counts = (found.exports, found.packages, found.submissions, found.mails, found.resent)
        verdict = f"FAILED: {'; '.join(found.faults)[:2000]}" if found.faults else "holds"
        return (self.fault, self.under_way, recovered, *map(str, counts), verdict)


class FaultTable:
    """All rows."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.results: list[Result] = []
        self.started = time.monotonic()
        print("\n" + _padded(PRINTED))

    def begin(self, fault: str, *, clients: int = 3) -> Row:
        """Open the row's shops and set its clients to work."""
        name = f"row{len(self.results)}-{time.monotonic_ns() % 10**9}"
        struck, *others = (Shop(self.cluster, f"{name}-{n}") for n in range(clients + 1))
        return Row(self.cluster, fault, struck, list(others), Load(others))

    def end(self, row: Row) -> None:
        """Finish a row and print it; an AssertionError when something does not hold."""
        result = row.finish()
        self.results.append(result)
        print(_padded(result.cells), flush=True)
        assert not result.books.faults, "\n".join(result.books.faults)

    @contextlib.contextmanager
    def row(self, fault: str, *, clients: int = 3) -> Iterator[Row]:
        """A row for the time of the block."""
        with self.ending(self.begin(fault, clients=clients)) as row:
            yield row

    @contextlib.contextmanager
    def ending(self, row: Row) -> Iterator[Row]:
        """Finish a row after the block; a fault in the block still prints it."""
        try:
            yield row
        except BaseException as error:
            row.load.stop()
            self.cluster.mail.meet(row.struck.broker_email, "accept")  # what a fault leaves waiting
            row._faults.append(repr(error)[:500])
            with contextlib.suppress(AssertionError):
                self.end(row)
            raise
        self.end(row)


def _padded(cells: Sequence[str]) -> str:
    return " | ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
