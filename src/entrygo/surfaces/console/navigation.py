"""The rail: where one can go, in the order of the work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from entrygo.contract.actor import Mode
from entrygo.operations.board import exports_counts
from entrygo.operations.board_query import CountsQuery
from entrygo.operations.sign_in import Desk
from entrygo.surfaces.console.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place: its name, its path below the account, its icon, and the key that follows ``g``."""

    name: str
    path: str
    icon: str
    key: str = ""
    scope: str = "read"


WORK = (
    Entry(name="Today", path="today", icon="gauge", key="t"),
    Entry(name="Exports", path="exports", icon="package", key="e"),
    Entry(name="Fix first", path="fix", icon="list-checks", key="f"),
    Entry(name="Products", path="products", icon="layers", key="p"),
    Entry(name="Orders", path="orders", icon="inbox", key="o"),
    Entry(name="Outbox", path="outbox", icon="send", key="b"),
)
HOUSE = (
    Entry(name="Partners", path="partners", icon="building-2"),
    Entry(name="Rules & tariff", path="rules", icon="scale"),
    Entry(name="Audit", path="audit", icon="scroll-text", key="a"),
    Entry(name="Developers", path="developers", icon="webhook", key="d", scope="admin"),
    Entry(name="People & policy", path="people", icon="users", scope="admin"),
)
FRESH, MOST_KEPT = timedelta(seconds=5), 1_000
_KEPT: dict[tuple[str, str, Mode], tuple[datetime, Mapping[str, str]]] = {}
SERVED: set[str] = set()
"""The paths there are pages for, told when it collects its pages: a place without one is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rail:
    """The navigation of one page."""

    work: tuple[Entry, ...]
    house: tuple[Entry, ...]
    base: str
    account: Desk
    mode: Mode
    other_modes: tuple[Mode, ...]
    counts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_test(self) -> bool:
        """Whether nothing leaves the building from here."""
        return self.mode is Mode.TEST


def _counts(visit: Visit) -> Mapping[str, str]:
    """How many exports wait, how many of them are blocked, how many mails want a person; as old as some seconds."""
    now = visit.context.clock.now()
    key = (visit.context.public_url, visit.account.account_id, visit.mode)
    if (kept := _KEPT.get(key)) is not None and timedelta() <= now - kept[0] < FRESH:
        return kept[1]
    told = visit.answer(exports_counts, CountsQuery())
    waiting = [each for each in told["exports"] if each["state"] == "BATCHED"]
    found = {
        "exports": waiting,
        "fix": [each for each in waiting if each["readinessState"] == "BLOCKED"],
        "outbox": [each for each in told["mails"] if each["audience"] == "broker"],
    }
    counts = {path: words for path, rows in found.items() if (words := _sum(rows))}
    if len(_KEPT) >= MOST_KEPT:
        _KEPT.clear()
    _KEPT[key] = (now, counts)
    return counts


def _sum(rows: list[Mapping[str, int]]) -> str:
    whole = sum(each["count"] for each in rows)
    return f"{whole:,}{'+' if any(each['has_more'] for each in rows) else ''}" if whole else ""


def navigation(visit: Visit) -> Rail:
    """The rail of a visit: the places there are that the person's roles may see."""
    account = visit.account
    return Rail(
        work=_open(WORK, visit),
        house=_open(HOUSE, visit),
        base=visit.base(),
        account=account,
        mode=visit.mode,
        other_modes=tuple(sorted(account.modes - {visit.mode})),
        counts={} if visit.is_fragment else _counts(visit),
    )


def _open(entries: tuple[Entry, ...], visit: Visit) -> tuple[Entry, ...]:
    return tuple(each for each in entries if each.path in SERVED and visit.allows(each.scope))
