"""Papers are made in another process: the same bytes, the same faults, and a process that dies costs a second try."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from entrygo.documents.package import build_package
from entrygo.documents.reconcile import InconsistentPackage
from entrygo.engine import paper_processes
from entrygo.engine.paper_processes import PaperProcessDied, PaperProcesses
from tests.rooms.documents.package_facts import KEY, full
from tests.serving.waiting import wait_until


@pytest.fixture(scope="module")
def processes():
    """One process, for every test."""
    made = PaperProcesses(1)
    yield made
    made.close()


def id_of(processes):
    """The process that waits for the next package."""
    return processes._idle[0]._process.pid


def test_a_package_has_the_bytes_it_has_in_this_process(processes):
    """And the next is made by the same process."""
    made = build_package(full(), KEY)
    assert processes(full(), KEY) == made
    first = id_of(processes)
    assert processes(full(), KEY) == made
    assert id_of(processes) == first


def test_a_package_that_disagrees_with_its_plan_says_so_all_the_same(processes):
    """Each figure with its file."""
    package_facts = full()
    entry = package_facts.plan.entries[0]
    wrong = replace(entry, value_usd=entry.value_usd + Decimal("0.01"))
    plan = replace(package_facts.plan, entries=(wrong, *package_facts.plan.entries[1:]))
    with pytest.raises(InconsistentPackage) as fault:
        processes(replace(package_facts, plan=plan), KEY)
    assert fault.value.disagreements
    assert processes(full(), KEY)


def test_a_killed_process_is_replaced_and_the_package_is_made(processes):
    """Killed while it waited, as by a machine short of memory."""
    processes(full(), KEY)
    killed = id_of(processes)
    os.kill(killed, signal.SIGKILL)
    assert processes(full(), KEY) == build_package(full(), KEY)
    assert id_of(processes) != killed


def test_a_package_that_kills_every_process_is_given_up(monkeypatch):
    """It is never tried in the process that answers calls, which would die of it too."""
    made = PaperProcesses(1)
    script = "import sys; sys.stdout.write('R'); sys.stdout.flush(); sys.stdin.buffer.read(8); sys.exit(9)"
    monkeypatch.setattr(paper_processes, "COMMAND", (paper_processes.COMMAND[0], "-c", script))
    with pytest.raises(PaperProcessDied, match="status"):
        made(full(), KEY)
    made.close()


@pytest.mark.slow
def test_a_process_ends_with_the_one_that_started_it():
    """However that one ended: a server that was killed leaves nobody behind."""
    script = (
        "import time; from entrygo.engine.paper_processes import _PaperProcess; made = _PaperProcess(); "
        "print(made._process.pid, flush=True); time.sleep(60)"
    )
    starter = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    started = int(starter.stdout.readline())
    starter.kill()
    starter.wait()
    starter.stdout.close()
    wait_until(
        lambda: (
            not Path(f"/proc/{started}/cmdline").exists() or not Path(f"/proc/{started}/cmdline").read_bytes()
        )
    )


@pytest.mark.parametrize(
    "command", [("/nowhere/python",), (paper_processes.COMMAND[0], "-c", "raise SystemExit(3)")]
)
def test_where_no_process_starts_papers_are_made_here(monkeypatch, command):
    """A container that allows no processes still makes papers."""
    monkeypatch.setattr(paper_processes, "COMMAND", command)
    made = PaperProcesses(1)
    assert made(full(), KEY) == build_package(full(), KEY)
    made.close()
