"""What the database and the mail server hold of some accounts, held against each other."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import psycopg

from tests.cluster.cluster import Cluster

_UNDER_WAY = """
SELECT id FROM exports WHERE account_id = ANY(%s) AND (state = 'EXECUTING' OR id = ANY(%s) AND state = 'BATCHED'
    OR id IN (SELECT export_id FROM mails WHERE account_id = ANY(%s) AND state IN ('pending', 'sending')))
"""


@dataclass(frozen=True)
class Fate:
    """What becomes of an executed export: its packages, and how each of its submissions ends, in order."""

    packages: int = 1
    submissions: tuple[str, ...] = ("sent",)


FILED = Fate()


@dataclass
class Fates:
    """The fates of a row that are not :data:`FILED`, and Message-IDs of which a restored database cannot know."""

    of_exports: dict[str, Fate] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)


@dataclass
class Books:
    """Counts of a row of the table, and every fault found, in words."""

    exports: int = 0
    packages: int = 0
    submissions: int = 0
    mails: int = 0
    resent: int = 0
    faults: list[str] = field(default_factory=list)


def under_way(cluster: Cluster, accounts: Sequence[str], called: Collection[str] = ()) -> set[str]:
    """Exports that are being executed or whose mail is neither sent nor given up; of those ``called`` for execution
    also the ones nobody promised yet.
    """
    with cluster.database.connect() as rows:
        found = rows.execute(_UNDER_WAY, [list(accounts), list(called), list(accounts)]).fetchall()
    return {str(each) for (each,) in found}


def balance(cluster: Cluster, accounts: Sequence[str], recipients: Sequence[str], fates: "Fates") -> Books:
    """One package, one execution event and one submission an executed export, or what its fate says; a mail that is
    sent was taken once, or more often only where that was not known and is recorded, any other never.
    """
    books = Books()
    with cluster.database.connect() as rows:
        _balance_exports(rows, list(accounts), fates.of_exports, books)
        _balance_mails(rows, cluster, list(accounts), (list(recipients), fates.forgotten), books)
    return books


def _balance_exports(
    rows: psycopg.Connection[tuple[str, ...]],
    accounts: list[str],
    fates: Mapping[str, Fate],
    books: Books,
) -> None:
    states = rows.execute("SELECT id, state FROM exports WHERE account_id = ANY(%s)", [accounts]).fetchall()
    executed = {export for export, state in states if state == "COMPLETED"}
    if lost := [export for export, state in states if state == "EXECUTING"]:
        books.faults.append(f"lost in EXECUTING: {lost}")
    per_export: dict[str, Counter[str]] = {}
    wanted: dict[str, Callable[[Fate], int]] = {
        "packages": lambda fate: fate.packages,
        "submissions": lambda fate: len(fate.submissions),
    }
    for what, query in (
        ("packages", "SELECT export_id FROM packages WHERE account_id = ANY(%s)"),
        (
            "events of execution",
            "SELECT export_id FROM events WHERE account_id = ANY(%s) AND type = 'export.executed'",
        ),
        (
            "submissions",
            "SELECT export_id FROM mails WHERE account_id = ANY(%s) AND audience = 'broker'",
        ),
        (
            "notices of sending",
            "SELECT DISTINCT export_id FROM events WHERE account_id = ANY(%s) AND type IN"
            " ('broker.notified', 'broker.submission_failed')",
        ),
    ):
        found = per_export[what] = Counter(str(each) for (each,) in rows.execute(query, [accounts]))
        owed = {
            export: wanted[what](fates.get(export, FILED)) if what in wanted else 1 for export in executed
        }
        if wrong := {export: found[export] for export in executed if found[export] != owed[export]}:
            books.faults.append(f"{what} other than are owed: {wrong}")
        if stray := set(found) - executed:
            books.faults.append(f"{what} without an executed export: {stray}")
    books.exports, books.packages = len(executed), per_export["packages"].total()
    books.submissions = per_export["submissions"].total()
    ends: dict[str, list[str]] = defaultdict(list)
    for export, state in rows.execute(
        "SELECT export_id, state FROM mails WHERE account_id = ANY(%s) AND audience = 'broker'"
        " ORDER BY export_id, position",
        [accounts],
    ):
        ends[export].append(state)
    if wrong_ends := {
        export: ends[export]
        for export in executed
        if tuple(ends[export]) != fates.get(export, FILED).submissions
    }:
        books.faults.append(f"submissions that ended otherwise: {wrong_ends}")


def _balance_mails(
    rows: psycopg.Connection[tuple[str, ...]],
    cluster: Cluster,
    accounts: list[str],
    looked_at: tuple[list[str], set[str]],
    books: Books,
) -> None:
    recipients, forgotten = looked_at
    taken = Counter(
        mail["messageId"]
        for mail in cluster.mail.taken()
        if mail["recipient"] in recipients and mail["messageId"] not in forgotten
    )
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for submission, kind, outcome in rows.execute(
        "SELECT payload::json->>'submissionId', type, coalesce(payload::json->>'outcome', '') FROM events"
        " WHERE account_id = ANY(%s) AND type LIKE 'broker.%%'",
        [accounts],
    ):
        told[submission][f"{kind} {outcome}".strip()] += 1
    known, owed = set(), 0
    for submission, message_id, state in rows.execute(
        "SELECT id, message_id, state FROM mails WHERE account_id = ANY(%s) AND audience = 'broker'",
        [accounts],
    ):
        known.add(message_id)
        owed += state == "sent"
        copies, events = taken[message_id], told[submission]
        if (copies > 0) is not (state == "sent"):
            books.faults.append(f"{submission} is {state} and the mail server took it {copies} times")
        unknown = events["broker.submission_failed uncertain"] + events["broker.submission_held uncertain"]
        if copies > 1 and (not events["broker.resent"] or copies > 1 + unknown):
            books.faults.append(f"{submission} was taken {copies} times, recorded is only {dict(events)}")
        books.resent += copies > 1
    if stray := set(taken) - known:
        books.faults.append(f"mails nobody knows of: {stray}")
    books.mails = taken.total()
    if len(taken) != owed:
        books.faults.append(f"{len(taken)} distinct messages of {owed} submissions")
