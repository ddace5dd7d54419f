"""Rules on completeness: whatever a user can name is found in ``docs/``.

Each collector reads names from one place of the source and yields nothing while that place does not exist.
"""

import ast
import re
from collections.abc import Callable, Iterator

from scripts.lint.model import Fault, Rule, SourceFile, Tree

Named = Iterator[tuple[SourceFile, int, str]]
ENVIRONMENT_PREFIX = "ENTRYGO_"
RULE_ID = re.compile(r"[A-Z]{3}-\d{3}")
ERROR_CODE = re.compile(r"[A-Z]{3,}(?:_[A-Z]+)+")


def _strings(file: SourceFile, *, keyword: str | None = None) -> Iterator[tuple[int, str]]:
    """String constants of a file, or only those given under a keyword of a call or to a name."""
    for node in file.walk():
        if keyword is None:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.lineno, node.value
        elif isinstance(node, ast.keyword) and node.arg == keyword and isinstance(node.value, ast.Constant):
            yield node.value.lineno, str(node.value.value)


def settings(tree: Tree) -> Named:
    """Environment variables: the annotated fields of the settings classes."""
    if file := tree.get("src/entrygo/settings.py"):
        for node in file.walk():
            if not isinstance(node, ast.ClassDef) or not any(
                "Settings" in ast.unparse(base) for base in node.bases
            ):
                continue
            for field in node.body:
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    name = field.target.id
                    if name != "model_config" and not name.startswith("_"):
                        yield file, field.lineno, f"{ENVIRONMENT_PREFIX}{name.upper()}"


def command_verbs(tree: Tree) -> Named:
    """Verbs of the command line: functions under ``@….command(…)``."""
    for file in tree.python("src/entrygo/cli"):
        for node in file.walk():
            if isinstance(node, ast.FunctionDef):
                for mark in node.decorator_list:
                    if isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith(".command"):
                        yield file, node.lineno, _verb(mark, node.name)


def _verb(mark: ast.Call, function: str) -> str:
    """The name given to the decorator, else the one made from the function's."""
    given = [argument.value for argument in mark.args if isinstance(argument, ast.Constant)]
    return str(given[0]) if given else function.strip("_").replace("_", "-")


def error_codes(tree: Tree) -> Named:
    """Codes of the problem catalogue."""
    if file := tree.get("src/entrygo/contract/problems.py"):
        for line, text in _strings(file):
            if ERROR_CODE.fullmatch(text) or text == "UNAVAILABLE":
                yield file, line, text


def artifact_types(tree: Tree) -> Named:
    """Artifact types: the ``artifact_type`` or ``kind`` each artifact's file declares."""
    for file in tree.python("src/entrygo/documents/artifacts"):
        for keyword in ("artifact_type", "kind"):
            for line, text in _strings(file, keyword=keyword):
                yield file, line, text


def rule_ids(tree: Tree) -> Named:
    """Ids of the planning rules."""
    for file in tree.python("src/entrygo/planning/rules"):
        for line, text in _strings(file, keyword="id"):
            if RULE_ID.fullmatch(text):
                yield file, line, text


def _undocumented(collect: Callable[[Tree], Named]) -> Callable[[Tree], Iterator[Fault]]:
    def check(tree: Tree) -> Iterator[Fault]:
        words = set()
        for file in tree.under("docs"):
            if file.path.endswith(".md"):
                words.update(re.findall(r"[A-Za-z][\w-]*", file.text))
        for file, line, name in collect(tree):
            if name not in words:
                yield Fault(path=file.path, line=line, what=f"{name} is found nowhere in docs/")

    return check


def _rule(name: str, *, what: str, collect: Callable[[Tree], Named], page: str) -> Rule:
    return Rule(
        name=f"documented-{name}",
        summary=f"{what} is found in docs/",
        check=_undocumented(collect),
        advice=f"describe it in docs/reference/{page}.md",
    )


RULES = (
    _rule("settings", what="every setting", collect=settings, page="settings"),
    _rule("commands", what="every command", collect=command_verbs, page="command-line"),
    _rule("errors", what="every error code", collect=error_codes, page="errors"),
    _rule("artifacts", what="every artifact type", collect=artifact_types, page="artifacts"),
    _rule("rules", what="every planning rule", collect=rule_ids, page="rules"),
)
