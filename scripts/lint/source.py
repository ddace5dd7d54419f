"""Rules on Python code: sizes, names, exact money, suppressions with a reason."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from scripts.lint.model import Fault, Rule, SourceFile, Tree

FILE_LIMIT, FILE_AIM = 500, 250
FUNCTION_LIMIT = 60
POSITIONAL_LIMIT, POSITIONAL_AIM = 5, 2
ATTICS = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"})
# Words that only this project once understood. The first are refused as a part of a name, the second as a whole
# name, since `restricted_goods` or `chapter_99_heading_absent` are words of the trade.
DIALECT_PART = re.compile(
    r"(?:^|_)(?:door|owed|told|telling|insist|steady|shelf|clinic|hasten|census|backlog|readback|wording|watch"
    r"|watched|watching|dossier)(?:_|$)"
)
DIALECT_NAME = re.compile(
    r"absent|about|around|cells|compatible|covering|drafting|goods|held|house|papers|peers|people|places|points"
    r"|printing|proof|remarks|surely|tools|treatment|turns|world"
)
MONEY_ROOMS = tuple(f"src/entrygo/{room}" for room in ("contract", "tariff", "planning", "documents"))
WAITING = "tests/serving/waiting.py"
GENERATED = "generated"
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


def file_length(tree: Tree) -> Iterator[Fault]:
    """Files over the limit, and as warnings those over the aim."""
    for file in tree.python():
        count = len(file.lines)
        if count > FILE_AIM and GENERATED not in file.lines[0].lower():
            yield Fault(path=file.path, line=1, what=f"{count} lines", warning=count <= FILE_LIMIT)


def function_length(tree: Tree) -> Iterator[Fault]:
    """Functions over the limit, decorators not counted. A migration is one list of statements, made by a tool."""
    for file in tree.python():
        if "/migrations/" in file.path:
            continue
        for node in file.walk():
            if (
                isinstance(node, FUNCTIONS)
                and (count := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LIMIT
            ):
                yield Fault(path=file.path, line=node.lineno, what=f"{node.name} has {count} lines")


def positional_parameters(tree: Tree) -> Iterator[Fault]:
    """Functions a caller must count the arguments of."""
    for file in tree.python("src"):
        for node in file.walk():
            if not isinstance(node, FUNCTIONS):
                continue
            names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
            count = len(names) - (1 if names[:1] in (["self"], ["cls"]) else 0)
            if count > POSITIONAL_AIM:
                what = f"{node.name} takes {count} positional parameters"
                yield Fault(path=file.path, line=node.lineno, what=what, warning=count <= POSITIONAL_LIMIT)


def module_names(tree: Tree) -> Iterator[Fault]:
    """Modules and folders named after nothing in particular."""
    for file in tree.python():
        for part in PurePosixPath(file.path).with_suffix("").parts:
            if ATTICS.intersection(part.strip("_").split("_")):
                yield Fault(path=file.path, line=1, what=f"the name {part!r} says nothing of what is in it")


def trade_words(tree: Tree) -> Iterator[Fault]:
    """Modules and folders named in a dialect of the project's own; a test is named as the module it tests."""
    for file in tree.python():
        for part in PurePosixPath(file.path).with_suffix("").parts:
            name = part.strip("_").removeprefix("test_")
            if DIALECT_PART.search(name) or DIALECT_NAME.fullmatch(name):
                yield Fault(path=file.path, line=1, what=f"the name {part!r} needs a glossary")


def bounded_waits(tree: Tree) -> Iterator[Fault]:
    """Tests that sleep, outside the one place that waits; a turn of the event loop, ``sleep(0)``, is none."""
    for file in tree.python("tests"):
        if file.path == WAITING:
            continue
        for node in file.walk():
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func) in ("time.sleep", "asyncio.sleep", "sleep")
                and [ast.unparse(argument) for argument in node.args] != ["0"]
            ):
                yield Fault(path=file.path, line=node.lineno, what=ast.unparse(node))


def unknown_is_not_zero(tree: Tree) -> Iterator[Fault]:
    """``x or 0`` where money, weights and rates are computed: an amount that is not known becomes nothing."""
    for file in tree.python(*MONEY_ROOMS):
        for node in file.walk():
            if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and _is_zero(node.values[-1]):
                yield Fault(path=file.path, line=node.lineno, what=ast.unparse(node))


def _is_zero(node: ast.expr) -> bool:
    """Whether it is written as nothing: ``0``, ``Decimal(0)``, ``Decimal("0.00")``, ``ZERO``."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Decimal", "int"):
        return not node.args or _is_zero(node.args[0])
    if isinstance(node, ast.Constant):
        return bool(re.fullmatch(r"0+(\.0*)?", str(node.value)))
    return ast.unparse(node).rpartition(".")[2] in ("ZERO", "NOTHING")


def exact_money(tree: Tree) -> Iterator[Fault]:
    """Binary floating point in the rooms that compute money, weights and rates; example bodies compute nothing."""
    for file in tree.python(*MONEY_ROOMS):
        if PurePosixPath(file.path).name.startswith("example"):
            continue
        for node in file.walk():
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                what = f"float literal {node.value!r}"
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
                what = "call of float()"
            else:
                continue
            yield Fault(path=file.path, line=node.lineno, what=what)


IGNORE = re.compile(r"#\s*type:\s*ignore(?P<code>\[[\w\-, ]+\])?(?P<rest>.*)")


def ignore_reasons(tree: Tree) -> Iterator[Fault]:
    """Suppressed type errors without the code or the reason."""
    for file in tree.python():
        for number, line in enumerate(file.lines, start=1):
            found = IGNORE.search(line)
            if found and not (found["code"] and _says_why(found["rest"])):
                yield Fault(path=file.path, line=number, what=line.strip()[:80])


def any_reasons(tree: Tree) -> Iterator[Fault]:
    """``Any`` in an annotation or expression without a comment on its line."""
    for file in tree.python("src"):
        for line in sorted(_lines_of_any(file)):
            if not _says_why(file.lines[line - 1].partition("#")[2]):
                yield Fault(path=file.path, line=line, what=file.lines[line - 1].strip()[:80])


def _lines_of_any(file: SourceFile) -> set[int]:
    return {
        node.lineno
        for node in file.walk()
        if (isinstance(node, ast.Name) and node.id == "Any")
        or (isinstance(node, ast.Attribute) and node.attr == "Any")
    }


def _says_why(comment: str) -> bool:
    """At least two words that are no other suppression."""
    return len(re.findall(r"[A-Za-z]{2,}", re.sub(r"noqa(:\s*[A-Z0-9, ]+)?", "", comment))) > 1


RULES = (
    Rule(
        name="file-length",
        summary=f"a file has at most {FILE_LIMIT} lines and aims at {FILE_AIM}",
        check=file_length,
        advice="split it where a section banner would stand; a generated file says so in its first line",
    ),
    Rule(
        name="function-length",
        summary=f"a function has at most {FUNCTION_LIMIT} lines",
        check=function_length,
        advice="name its parts and let it read as their sequence",
    ),
    Rule(
        name="positional-parameters",
        summary=f"at most {POSITIONAL_LIMIT} positional parameters, keyword-only from the third",
        check=positional_parameters,
        advice="put `*` before the third parameter, or group them in a frozen dataclass",
    ),
    Rule(
        name="module-names",
        summary="no module is named after nothing: utils, helpers, common, manager, misc",
        check=module_names,
        advice="name it by the noun or verb it holds, in the room that owns it",
    ),
    Rule(
        name="trade-words",
        summary="no module is named in a dialect of this project's own",
        check=trade_words,
        advice="name it by what a customs broker or an engineer calls it, so that no reader needs a glossary",
    ),
    Rule(
        name="bounded-waits",
        summary="tests wait until something holds and do not sleep",
        check=bounded_waits,
        advice="call wait_until (tests/serving); a pause is meant: # lint: allow bounded-waits -- reason",
    ),
    Rule(
        name="unknown-is-not-zero",
        summary="no `x or 0` where money, weights and rates are computed",
        check=unknown_is_not_zero,
        advice="ask `is None` and say what follows; no amount meant: # lint: allow unknown-is-not-zero -- reason",
    ),
    Rule(
        name="exact-money",
        summary="no binary floats where money, weights and rates are computed",
        check=exact_money,
        advice='write Decimal("18.5") or cents; no amount meant: # lint: allow exact-money -- reason',
    ),
    Rule(
        name="ignore-reasons",
        summary="a suppressed type error names its code and its reason",
        check=ignore_reasons,
        advice="write `# type: ignore[code]  # why it is right all the same`, or give the value its type",
    ),
    Rule(
        name="any-reasons",
        summary="`Any` says on its line why no better type is known",
        check=any_reasons,
        advice="use object or a Protocol; else name the type once, with `# Any: why` on its line",
    ),
)
