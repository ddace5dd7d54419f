"""The requirements manifest: every clause of the contract as one record, and which tests prove it.

A test says what it proves with ``@pytest.mark.requirement("plan_hash:stable:same-facts")``; it may name several.
``python -m tests.contract.requirements`` prints the clauses that still want a test.

An id is ``area:topic:detail``. A source is a letter and a place: ``R`` the protocol's reference page (its part),
``P`` another public page and ``D`` a decision of this project, both with the section of the contract. An id never
changes its meaning: a clause that goes is removed with its tests.
"""

import ast
import pkgutil
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ID = re.compile(r"[a-z_]+:[a-z0-9-]+:[a-z0-9-]+")
SOURCE = re.compile(
    r"R (auth|plan|execute|inspect|errors)|[PD] ([1-9]|10|11(\.\d+)?)|D (console|doors|speed|classify) \d+(\.\d+)?"
)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One clause: its id, one plain sentence that can be true or false, and where it stands."""

    id: str
    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A requirement's id as a test cites it, and where; ``id`` is None where it is not a plain string."""

    id: str | None
    place: str


def manifest() -> dict[str, Requirement]:
    """Every clause by its id."""
    package = import_module("tests.contract.clauses")
    modules = [
        import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)
    ]
    clauses = [clause for module in modules for clause in module.CLAUSES]
    by_id = {clause.id: clause for clause in clauses}
    if len(by_id) != len(clauses):
        ids = [clause.id for clause in clauses]
        raise ValueError(f"ids used twice: {sorted({each for each in ids if ids.count(each) > 1})}")
    return by_id


def citations(root: Path = TESTS) -> Iterator[Citation]:
    """Every ``pytest.mark.requirement(...)`` of the test files under a folder, read without running them."""
    for file in sorted(root.rglob("test_*.py")):
        text = file.read_text(encoding="utf-8")
        if "mark.requirement" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.requirement"):
                place = f"{file.relative_to(root)}:{node.lineno}"
                for argument in node.args:
                    plain = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                    yield Citation(argument.value if plain else None, place)


def faults(clauses: Iterable[str], *, cited: Iterable[Citation], gaps: Iterable[str]) -> Iterator[str]:
    """Where manifest, tests and known gaps disagree, one sentence each."""
    known, open_gaps, cited = set(clauses), set(gaps), list(cited)
    proved = {citation.id for citation in cited}
    for citation in cited:
        if citation.id is None:
            yield f"{citation.place}: cite a requirement by a plain string"
        elif citation.id not in known:
            yield f"{citation.place}: {citation.id} is no requirement"
        elif citation.id in open_gaps:
            yield f"{citation.place}: {citation.id} is a known gap; take it out of KNOWN_GAPS"
    for clause in sorted(open_gaps - known):
        yield f"KNOWN_GAPS: {clause} is no requirement"
    for clause in sorted(known - open_gaps - proved):
        yield f"{clause} has no test"


def main() -> None:
    """Print what wants a test, and how much is proved."""
    from tests.contract.known_gaps import KNOWN_GAPS

    clauses, cited = manifest(), list(citations())
    for fault in faults(clauses, cited=cited, gaps=KNOWN_GAPS):
        clause = clauses.get(fault.split(" ", 1)[0])
        print(fault if clause is None else f"{clause.id:40} {clause.source:10} {clause.sentence}")
    proved = len({citation.id for citation in cited} & set(clauses))
    print(f"{len(clauses)} requirements, {proved} with a test, {len(KNOWN_GAPS)} known gaps")


if __name__ == "__main__":
    main()
