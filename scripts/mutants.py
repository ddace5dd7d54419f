"""Changes the law's arithmetic at random places and says which changes no test notices: ``python -m scripts.mutants``.

A mutant is one operator, comparison, number or word of logic changed in one module of tariff, planning or money. It is
killed when a test of its rooms fails. Those that live are listed with a reason in ``tests/mutants.json``; any other
is a fault. A mutant is chosen by its own text and the seed, so a change elsewhere does not change the choice.
"""

import argparse
import ast
import copy
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIVING = ROOT / "tests" / "mutants.json"
TARIFF, PLANNING, ESTIMATES = "tests/rooms/tariff", "tests/rooms/planning", "tests/rooms/operations"
CASES, CODES, CLAIMS, PREFERENCES = (
    f"{ESTIMATES}/test_{name}.py" for name in ("worked_cases", "code_cases", "claims", "preferences")
)
DUTY, LAW, ENTRIES = f"{TARIFF}/test_duty.py", f"{TARIFF}/test_law.py", f"{PLANNING}/test_entries.py"
AGENCIES, VALUE = f"{PLANNING}/rules/test_pga.py", f"{PLANNING}/test_value.py"
MODULES = {
    "entrygo.tariff.units": (f"{PLANNING}/test_quantities.py", f"{TARIFF}/test_rates.py"),
    "entrygo.tariff.rates": (f"{TARIFF}/test_rates.py",),
    "entrygo.tariff.fees": (f"{TARIFF}/test_fees.py",),
    "entrygo.tariff.duty": (CASES, CODES, LAW, CLAIMS, PREFERENCES, f"{PLANNING}/test_adcvd.py", DUTY),
    "entrygo.tariff.layers": (CASES, CODES, LAW, CLAIMS, DUTY, f"{ESTIMATES}/test_components.py"),
    "entrygo.tariff.metals": (CASES, DUTY),
    "entrygo.tariff.usmca": (f"{TARIFF}/test_usmca.py",),
    "entrygo.planning.value": (VALUE, ENTRIES),
    "entrygo.planning.charges": (VALUE,),
    "entrygo.planning.duty_in_price": (VALUE, f"{PLANNING}/test_duty_in_price.py"),
    "entrygo.planning.exchange": (f"{PLANNING}/test_exchange.py", f"{PLANNING}/test_rates_file.py"),
    "entrygo.planning.costs": (f"{PLANNING}/test_savings.py", ENTRIES),
    "entrygo.planning.entries": (ENTRIES, f"{PLANNING}/test_conditions.py", f"{PLANNING}/test_components.py"),
    "entrygo.planning.agencies": (AGENCIES,),
    "entrygo.planning.agency_answers": (AGENCIES,),
    "entrygo.planning.agency_forms": (f"{PLANNING}/test_agency_forms.py", AGENCIES),
    "entrygo.planning.agency_questions": (AGENCIES,),
    "entrygo.planning.score": (f"{PLANNING}/test_score.py",),
    "entrygo.planning.triage": (f"{PLANNING}/test_triage.py",),
}
"""The modules that are changed, and the tests that must notice: the nearest first."""

SHARE, SEED = 12, "2026-11"
LONGEST_RUN_S = 900
_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: the module, what it says now and would say, and how its whole changed source is made."""

    module: str
    where: str
    before: str
    after: str
    make_source: Callable[[], str]

    @property
    def name(self) -> str:
        """What it is listed under."""
        return f"{self.module}.{self.where}: {self.before} -> {self.after}"

    def is_chosen(self, seed: str, share: int) -> bool:
        """Whether this seed picks it, one of so many."""
        return int(hashlib.sha256(f"{seed} {self.name}".encode()).hexdigest(), 16) % share == 0


def mutants_of(module: str, source: str) -> Iterator[Mutant]:
    """Every mutant of a module, in its order."""
    tree = ast.parse(source)
    for where, node in _placed(tree, ""):
        for changed in _changes(node):
            yield Mutant(
                module=module,
                where=where,
                before=ast.unparse(node),
                after=ast.unparse(changed),
                make_source=partial(_source, tree, node, changed),
            )


def _placed(node: ast.AST, where: str) -> Iterator[tuple[str, ast.expr]]:
    """The expressions below a node with the function they stand in; annotations and docstrings are none."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else (value,):
            if not isinstance(child, ast.AST):
                continue
            inner = where
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                inner = f"{where}.{child.name}".lstrip(".")
            if isinstance(child, ast.expr):
                yield inner or "module", child
            yield from _placed(child, inner)


def _changes(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _COMPARED:
        yield ast.Compare(node.left, [_COMPARED[type(node.ops[0])]()], node.comparators)
    elif isinstance(node, ast.BinOp) and type(node.op) in _COUNTED and not _is_text(node):
        yield ast.BinOp(node.left, _COUNTED[type(node.op)](), node.right)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        swapped = {"min": "max", "max": "min", "any": "all", "all": "any"}.get(node.func.id)
        if swapped:
            yield ast.Call(ast.Name(swapped, ast.Load()), node.args, node.keywords)
        elif node.func.id == "Decimal" and len(node.args) == 1 and isinstance(node.args[0], ast.Constant):
            yield ast.BinOp(node, ast.Add(), ast.Constant(1))


def _is_text(node: ast.BinOp) -> bool:
    return any(
        isinstance(part, ast.JoinedStr) or (isinstance(part, ast.Constant) and isinstance(part.value, str))
        for part in (node.left, node.right)
    )


def _source(tree: ast.Module, node: ast.expr, changed: ast.expr) -> str:
    """The source with one node replaced; the tree given stays as it is."""
    memo = {id(node): copy.deepcopy(changed)}
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(tree, memo)))


def chosen(seed: str, share: int) -> list[Mutant]:
    """The mutants of every module that this seed picks; one that reads as another does is left out."""
    found: dict[str, Mutant] = {}
    for module in MODULES:
        path = ROOT / "src" / Path(*module.split(".")).with_suffix(".py")
        for mutant in mutants_of(module, path.read_text(encoding="utf-8")):
            if mutant.is_chosen(seed, share):
                found.setdefault(mutant.name, mutant)
    return list(found.values())


def _unchanged(module: str) -> Mutant:
    source = (ROOT / "src" / Path(*module.split(".")).with_suffix(".py")).read_text(encoding="utf-8")
    return Mutant(module=module, where="module", before="", after="", make_source=lambda: source)


def lives(mutant: Mutant) -> bool:
    """Whether every test of its rooms passes on the changed module. Raises ``TimeoutExpired`` for one that hangs."""
    environment = os.environ | {
        "ENTRYGO_MUTANT": mutant.module,
        "ENTRYGO_MUTANT_SOURCE": mutant.make_source(),
    }
    options = ("-x", "-q", "-n", "0", "-p", "scripts.mutant_plugin", "-p", "no:cacheprovider")
    command = [
        sys.executable,
        "-m",
        "pytest",
        *options,
        "--hypothesis-profile=short",
        *MODULES[mutant.module],
    ]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, timeout=LONGEST_RUN_S, check=False
    )
    return done.returncode == 0


def _lives_in_time(mutant: Mutant) -> bool:
    """As :func:`lives`; a mutant that hangs its tests is noticed, too."""
    try:
        return lives(mutant)
    except subprocess.TimeoutExpired:
        return False


def main(arguments: list[str] | None = None) -> int:
    """Run the chosen mutants; 1 where one lives that is not listed, or a listed one of the choice is killed."""
    parser = argparse.ArgumentParser(prog="python -m scripts.mutants", description=__doc__)
    parser.add_argument("--seed", default=SEED, help="another choice of mutants")
    parser.add_argument("--share", type=int, default=SHARE, help="one mutant of so many")
    parser.add_argument("--module", action="append", help="this module alone; may be repeated")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="runs at a time")
    options = parser.parse_args(arguments)
    listed: dict[str, str] = json.loads(LIVING.read_text(encoding="utf-8"))
    picked = [
        each for each in chosen(options.seed, options.share) if each.module in (options.module or MODULES)
    ]
    with ThreadPoolExecutor(options.jobs) as runs:
        modules = list({MODULES[mutant.module]: mutant.module for mutant in picked}.values())
        for module, passes in zip(modules, runs.map(lives, map(_unchanged, modules)), strict=True):
            if not passes:
                print(f"mutants: the tests of {module} fail as it stands: mend them first")
                return 2
        living = []
        for mutant, is_living in zip(picked, runs.map(_lives_in_time, picked), strict=True):
            print(f"mutants: {'LIVES ' if is_living else 'killed'} {mutant.name}", flush=True)
            if is_living:
                living.append(mutant.name)
    unlisted = [name for name in living if name not in listed]
    stale = [mutant.name for mutant in picked if mutant.name in listed and mutant.name not in living]
    print(
        f"mutants: {len(picked) - len(living)} of {len(picked)} killed, {len(living) - len(unlisted)} live for a reason"
    )
    for name in unlisted:
        print(f"mutants: no test notices {name}: write one, or list it with its reason in tests/mutants.json")
    for name in stale:
        print(f"mutants: {name} is listed in tests/mutants.json and killed: take it off the list")
    return 1 if unlisted or stale else 0


if __name__ == "__main__":
    sys.exit(main())
