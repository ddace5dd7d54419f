"""What every room's tests share: the reference data, if it is here, and the mark that cites a requirement."""

import os
import zlib
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from entrygo.runtime.loading import kept_objects
from tests.contract.requirements import manifest
from tests.serving.certificates import share_what_is_trusted

if TYPE_CHECKING:  # imported by what uses it: every run of a single test waits for what stands here
    from tests.serving.broker_mailbox import BrokerMailbox
    from tests.serving.postgres import PostgresServer

LONGEST_FIRST = ("browser", "overload", "rooms/telemetry", "rooms/demo", "crash", "contract", "rooms/engine")
"""Folders of files that take long though they hold few tests: begun first, so that no worker ends on one alone."""
DATABASES = ("sqlite", "postgresql")
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference folder beside the project; tests that read it are skipped, in one line, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the reference folder ../shared is not beside this clone")
    return SHARED


@pytest.fixture(scope="session")
def mailbox() -> Iterator["BrokerMailbox"]:
    """The mail server of brokers and warehouses; it lives on while EntryGo dies."""
    from tests.serving.broker_mailbox import start_mailbox

    box, controller = start_mailbox()
    yield box
    controller.stop()


NOT_TRIED = "NOT TRIED HERE:"
"""Begins the reason of a skip that a run says at its end."""


@pytest.fixture(scope="session")
def postgres() -> Iterator["PostgresServer"]:
    """The PostgreSQL server of this process's tests."""
    from tests.serving.postgres import postgres_server

    with postgres_server() as server:
        yield server


@pytest.fixture(scope="module")
def database_kind() -> str:
    """Where the servers of contract and crash tests keep their rows; a test that asks for it may be run on both."""
    return "sqlite"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run on both databases what a server answers; with ``--one-database`` only what is marked to differ there."""
    if "database_kind" not in metafunc.fixturenames:
        return
    if not metafunc.config.getoption("--one-database") or _may_differ(metafunc.definition):
        metafunc.parametrize("database_kind", DATABASES, scope="module")


def _may_differ(test: pytest.Item) -> bool:
    """Whether a test is marked `database`, or some of its cases."""
    cases = [each for mark in test.iter_markers("parametrize") for each in mark.args[1]]
    marks = [mark.name for case in cases for mark in getattr(case, "marks", ())]
    return "database" in marks or test.get_closest_marker("database") is not None


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--requirement plan_hash`` runs the tests of an area, ``--requirement plan_hash:stable`` of a topic."""
    parser.addoption(
        "--requirement", metavar="ID", help="run only tests that cite a requirement of this prefix"
    )
    parser.addoption(
        "--one-database",
        action="store_true",
        help="run what is marked `database` on one of the two, each test by its name; the rest on SQLite",
    )


@pytest.hookimpl(optionalhook=True)  # the cluster test runs without xdist
def pytest_xdist_auto_num_workers() -> int:
    """``-n auto``: three workers on two cores, since tests wait for servers, mails and processes to end.

    More of them would starve the tests of overload and of stops, which hold a server to its times.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + (cores + 1) // 2


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Tell Hypothesis of the short profile before its plugin looks for it."""
    share_what_is_trusted()
    if config.getoption("--hypothesis-profile"):
        from tests.examples import register_short

        register_short()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end, loudly, what this machine did not let the tests try."""
    skipped = terminalreporter.stats.get("skipped", ())
    reasons = {report.longrepr[2] for report in skipped if isinstance(report.longrepr, tuple)}
    for reason in sorted(each for each in reasons if NOT_TRIED in each):
        terminalreporter.write_line(reason.removeprefix("Skipped: "), yellow=True, bold=True)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look through no object again and again while some thousand modules and tests are made."""
    with kept_objects():
        return (yield)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse marks that cite no known requirement; keep only the asked-for ones where some are asked for."""
    known, prefix = manifest(), config.getoption("--requirement")
    turns = Counter[str]()
    kept, dropped = [], []
    for item in items:
        cited = [each for mark in item.iter_markers("requirement") for each in mark.args]
        unknown = [each for each in cited if each not in known]
        if unknown and not hasattr(config, "workerinput"):  # under xdist the coverage test tells it instead
            raise pytest.UsageError(
                f"{item.nodeid} cites {unknown}: no such requirement in tests/contract/clauses"
            )
        chosen = not prefix or any(f"{each}:".startswith(f"{prefix.rstrip(':')}:") for each in cited)
        chosen = chosen and not (config.getoption("--one-database") and _is_for_the_other_database(item))
        chosen = chosen and (not _goes_by_turns(config) or _has_its_turn(item, turns))
        (kept if chosen else dropped).append(item)
    if dropped:
        config.hook.pytest_deselected(items=dropped)
    items[:] = sorted(kept, key=_turn)


def _is_for_the_other_database(item: pytest.Item) -> bool:
    """Whether this test is left to the other database; its name and case decide, so every run agrees."""
    call = getattr(item, "callspec", None)
    if call is None or "database_kind" not in call.params:
        return False
    kind, mark = call.params["database_kind"], item.get_closest_marker("database")
    if mark is None:
        return bool(kind != DATABASES[0])
    name = item.nodeid[::-1].replace(kind[::-1], "", 1)  # the last is its own, whatever the file is called
    return not mark.kwargs.get("both") and bool(kind != DATABASES[zlib.crc32(name.encode()) % 2])


def _goes_by_turns(config: pytest.Config) -> bool:
    """Whether this run leaves out cases; one that runs again what failed takes every case it is given."""
    return bool(config.getoption("--hypothesis-profile")) and not config.getoption("lf", False)


def _has_its_turn(item: pytest.Item, turns: Counter[str]) -> bool:
    """Whether a case of a test marked `by_turns` is run: the first of so many, and then each one in so many."""
    mark = item.get_closest_marker("by_turns")
    if mark is None:
        return True
    test = item.nodeid.partition("[")[0]
    turns[test] += 1
    return (turns[test] - 1) % int(mark.args[0]) == 0


def _turn(item: pytest.Item) -> int:
    place = item.path.relative_to(Path(__file__).parent).as_posix()
    return next((n for n, folder in enumerate(LONGEST_FIRST) if place.startswith(folder)), len(LONGEST_FIRST))
