"""Runs every checker, side by side: a line for each, and what it said when it failed."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Checker:
    """A checker: what it looks at and the command that does; ``is_quoted`` when its last line is always shown."""

    name: str
    command: tuple[str, ...]
    is_quoted: bool = False


CHECKERS = (
    Checker(name="types (mypy)", command=(f"{BIN}/mypy",)),
    Checker(name="imports (import-linter)", command=(f"{BIN}/lint-imports", "--no-logo")),
    Checker(name="lint (ruff)", command=(f"{BIN}/ruff", "check", ".")),
    Checker(name="dependencies (deptry)", command=(f"{BIN}/deptry", "--no-ansi", "src")),
    Checker(
        # They may import what only developers install, and need not import what the product does.
        name="dependencies of tests (deptry)",
        command=(f"{BIN}/deptry", "--no-ansi", "--ignore", "DEP002,DEP004", "tests", "scripts", "benchmarks"),
    ),
    Checker(name="format (ruff)", command=(f"{BIN}/ruff", "format", "--check", ".")),
    Checker(
        name="docstrings (interrogate)", command=(f"{BIN}/interrogate", "-v", "--omit-covered-files", "src")
    ),
    Checker(name="commit messages", command=(sys.executable, "-m", "scripts.commits"), is_quoted=True),
    Checker(name="lint rules", command=(sys.executable, "-m", "scripts.lint")),
    Checker(name="licences (cyclonedx)", command=(sys.executable, "-m", "scripts.licences")),
)


def run(checker: Checker) -> bool:
    """Whether the checker found nothing; prints its line when it is done."""
    started = time.monotonic()
    done = subprocess.run(checker.command, capture_output=True, text=True, check=False)
    verdict = "FAILED" if done.returncode else "ok"
    if checker.is_quoted and not done.returncode:
        verdict += f" ({done.stdout.strip().splitlines()[-1]})"
    line = f"check [{time.monotonic() - started:5.1f} s] {checker.name}: {verdict}"
    said = f"\n{done.stdout}{done.stderr}".rstrip() if done.returncode else ""
    print(line + said, flush=True)
    return done.returncode == 0


def main() -> int:
    """All of them, whatever fails, so that one run tells everything."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        verdicts = list(pool.map(run, CHECKERS))
    print(f"check: {verdicts.count(True)} of {len(verdicts)} checkers found nothing", flush=True)
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
