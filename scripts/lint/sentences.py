"""Rules on docstrings: a sentence that repeats the name it stands under tells nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from scripts.lint.model import Fault, Rule, SourceFile, Tree

DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
LITTLE_WORDS = frozenset(
    word
    for line in (
        "a all an and any are as at be been by client each every for from had has have here how if in into is it its",
        "no none not of off on one ones or other out own same so than that the their them then there these they this",
        "those to up was were what when where which who whose with",
    )
    for word in line.split()
)
ENDINGS = ("ies", "es", "s", "ed", "ing")


def repeated_names(tree: Tree) -> Iterator[Fault]:
    """Docstrings all of whose words stand already in the signature, the owner's name or the module's."""
    for file in tree.python("src"):
        yield from _within(file, file.syntax, owner="")


def _within(file: SourceFile, node: ast.AST, *, owner: str) -> Iterator[Fault]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, DEFINITIONS):
            continue
        said = ast.get_docstring(child)
        known = _signature(child) | _words(owner) | _words(PurePosixPath(file.path).stem)
        if said and _words(said) <= known | {""}:
            yield Fault(path=file.path, line=child.lineno, what=f"{child.name}: {said!r}")
        yield from _within(file, child, owner=child.name if isinstance(child, ast.ClassDef) else owner)


def _signature(node: DEFINITIONS) -> set[str]:
    found = _words(node.name)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        for argument in (*node.args.args, *node.args.kwonlyargs):
            found |= _words(argument.arg)
        if node.returns is not None:
            found |= _words(ast.unparse(node.returns))
    return found


def _words(text: str) -> set[str]:
    """The stems of the words of a name or sentence, but the little ones."""
    found = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", text)
    return {_stem(word.lower()) for word in found if word.lower() not in LITTLE_WORDS}


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


RULES = (
    Rule(
        name="repeated-names",
        summary="no docstring that only repeats the name it stands under",
        check=repeated_names,
        advice="say what holds, the unit, the error or the source of law; or leave the docstring out",
    ),
)
