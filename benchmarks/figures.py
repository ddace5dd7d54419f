"""A figure of the table, how it is measured, and the table itself with the day and the machine it was measured on."""

import math
import os
import platform
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

Work = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a figure is wanted to be. ``reached`` is what is compared: the figure itself, or its ratio to a floor."""

    bound: float
    reached: float
    unit: str
    is_most: bool = True

    @property
    def is_met(self) -> bool:
        """Whether it is reached."""
        return self.reached <= self.bound if self.is_most else self.reached >= self.bound

    def __str__(self) -> str:
        how = "at most" if self.is_most else "at least"
        told = "met" if self.is_met else f"**not met** ({self.reached:,.2f})"
        return f"{how} {self.bound:,g} {self.unit}: {told}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of the table, and what stands beside it: its floor, how it grows, what is wanted."""

    what: str
    value: float
    unit: str
    note: str = ""
    goal: Goal | None = None


def processor(work: Work) -> float:
    """Milliseconds of processor of this process."""
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def least(work: Work, rounds: int) -> float:
    """Milliseconds of processor of this process, the least of so many rounds."""
    return min(processor(work) for _ in range(rounds))


def leasts(work: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """Milliseconds of processor of each, the least of so many rounds, one after the other in each."""
    found = dict.fromkeys(work, math.inf)
    for _ in range(rounds):
        for name, call in work.items():
            found[name] = min(found[name], processor(call))
    return found


def growth(sizes: Sequence[tuple[int, float]]) -> float:
    """The power of the size that values grow with: the slope of the straight line nearest to their logarithms."""
    if len(sizes) < 2:
        return 0.0
    points = [(math.log(size), math.log(value)) for size, value in sizes]
    x_mean = sum(x for x, _ in points) / len(points)
    y_mean = sum(y for _, y in points) / len(points)
    run = sum((x - x_mean) ** 2 for x, _ in points)
    return sum((x - x_mean) * (y - y_mean) for x, y in points) / run


def table_of(figures: Sequence[Figure]) -> str:
    """The figures as a table of Markdown."""
    rows = [
        f"| {each.what} | {each.value:,.1f} {each.unit} | {each.note} | {each.goal or ''} |"
        for each in figures
    ]
    return "\n".join(["| what | figure | beside it | wanted |", "|---|--:|---|---|", *rows])


def machine(loads: Sequence[float]) -> str:
    """The day, the processors and memory, what ran, and how busy the machine was: the load before and after."""
    day = f"{datetime.now(UTC):%d %B %Y}".lstrip("0")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    before, after = loads
    return (
        f"Measured on {day} with {os.cpu_count()} processors ({_processor()}) and {memory:.0f} GB of memory that other "
        f"work shared (load {before:.1f} before, {after:.1f} after), {platform.system()}, Python "
        f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}."
    )


def _processor() -> str:
    """The processor's name as the system has it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
