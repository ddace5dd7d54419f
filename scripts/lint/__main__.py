"""Runs the lint rules over the project: ``python -m scripts.lint [--list] [--warnings] [ROOT]``.

A line may opt out with its reason: ``# lint: allow exact-money -- a share, not an amount``; whole paths are
listed in ``ALLOWED``.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.lint import documented, sentences, source, text
from scripts.lint.model import Allowance, Fault, Rule, Tree, matches

RULES: tuple[Rule, ...] = (*source.RULES, *sentences.RULES, *text.RULES, *documented.RULES)
SEEDS = "tests/lint/test_lint.py"
ALLOWED: tuple[Allowance, ...] = (
    Allowance(rule="machine-paths", pattern=SEEDS, reason="it seeds bad files"),
    Allowance(rule="bounded-waits", pattern=SEEDS, reason="it seeds bad files"),
    Allowance(
        rule="bounded-waits", pattern="tests/cluster", reason="its faults last, its clients keep a pace"
    ),
    Allowance(rule="bounded-waits", pattern="tests/soak", reason="its faults last, its clients keep a pace"),
    Allowance(rule="ignore-reasons", pattern=SEEDS, reason="it seeds bad files"),
    Allowance(rule="foreign-words", pattern=SEEDS, reason="it seeds bad files"),
)
OPT_OUT = re.compile(r"lint: allow (?P<rule>[\w-]+) -- (?P<reason>\S.{7,})")


def faults(tree: Tree, rule: Rule) -> Iterator[Fault]:
    """What a rule finds, less what is allowed by path or on the line with a reason."""
    patterns = [allowance.pattern for allowance in ALLOWED if allowance.rule == rule.name]
    for fault in rule.check(tree):
        file = tree.get(fault.path)
        line = file.lines[fault.line - 1] if file and len(file.lines) >= fault.line else ""
        opted = OPT_OUT.search(line)
        if not (opted and opted["rule"] == rule.name) and not any(matches(fault.path, p) for p in patterns):
            yield fault


def report(tree: Tree, *, warnings: bool) -> int:
    """Print what every rule finds with the advice once, and answer how many places break a rule."""
    broken = warned = 0
    for rule in RULES:
        found = list(faults(tree, rule))
        errors = [fault for fault in found if not fault.warning]
        broken += len(errors)
        warned += len(found) - len(errors)
        shown = found if warnings else errors
        if shown:
            print(f"{rule.name}: {rule.summary}. Instead: {rule.advice}")
        for fault in shown:
            print(f"  {fault.path}:{fault.line}: {fault.what}{' (warning)' if fault.warning else ''}")
    print(f"lint rules: {len(RULES)} rules, {len(tree.files)} files, {broken} faults, {warned} warnings")
    return broken


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", nargs="?", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("--list", action="store_true", help="print the rules and stop")
    parser.add_argument("--warnings", action="store_true", help="print what comes near a limit, too")
    given = parser.parse_args()
    if given.list:
        for rule in RULES:
            print(f"{rule.name:24} {rule.summary}")
        return 0
    return 1 if report(Tree(given.root), warnings=given.warnings) else 0


if __name__ == "__main__":
    sys.exit(main())
