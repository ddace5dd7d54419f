"""The page of the planning rules, family by family, as their source makes it; ``scripts.reference`` writes it.

What a rule says of itself comes from its ``RULE``; the fields and further codes it may use are read in its source.
"""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from itertools import groupby

from entrygo.planning.rule import FAMILIES, Rule, Scope
from entrygo.planning.rules import RULES

HEAD = """\
# Planning rules

What planning may find. An error blocks, a warning asks for review, information is told and deducts nothing. A rule
never stops at the first fault, and a finding may carry another severity or code where the text says so. A running
server shows each rule at `/docs/rules/{id}`, where the `doc_url` of a finding points."""

ASKED = {
    Scope.PLAN: "once a plan",
    Scope.PRODUCT: "of each product",
    Scope.ORDER: "of each order",
    Scope.LINE: "of each order line",
    Scope.ENTRY: "of each planned entry",
}
_PATH = re.compile(
    r"(?:account|broker|warehouse|shipment|product|shipTo)(?:\.[A-Za-z]\w*)+|destination[A-Z]\w+"
)


def rules_page(made: str) -> str:
    """Every planning rule: its facts, when and why it fires, and what to do. ``made`` is the note on its origin."""
    lines = [HEAD, "", made, ""]
    for family, rules in groupby(RULES, key=lambda rule: rule.id[:3]):
        members = list(rules)
        lines += [f"## {FAMILIES[family]}", "", *_index(members), ""]
        lines += [line for rule in members for line in _rule(rule)]
    return "\n".join(lines)


def _index(rules: list[Rule]) -> Iterator[str]:
    yield "| rule | code | severity | deducts | finds |"
    yield "|---|---|---|---|---|"
    for rule in rules:
        yield f"| {rule.id} | `{rule.code}` | {rule.severity.value} | {rule.deduction} | {_cell(rule.title)} |"


def _rule(rule: Rule) -> Iterator[str]:
    fields, codes = fields_and_codes(rule)
    yield f"### {rule.id}: {rule.title}"
    yield ""
    yield f"- Source in law: {rule.legal_source}"
    named = ", ".join(f"`{field}`" for field in fields) or "those of the finding"
    yield f"- Asked {ASKED[rule.scope]}; fields: {named}"
    if codes:
        yield f"- Further codes: {', '.join(f'`{code}`' for code in codes)}"
    yield ""
    yield rule.explanation
    yield ""
    yield f"*What to do:* {rule.fix}"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def fields_and_codes(rule: Rule) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields a rule's findings may name and the codes it uses besides its own, as its source spells them."""
    tree = ast.parse(inspect.getsource(_module(rule)))
    fields: list[str] = []
    codes: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "field":
            fields.extend(_texts(node.value))
        elif isinstance(node, ast.keyword) and node.arg == "code":
            codes.extend(_texts(node.value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _PATH.fullmatch(node.value):
            fields.append(node.value)
    fields.extend(_PATH.findall(rule.fix))
    return tuple(sorted(set(fields))), tuple(sorted({code for code in codes if code != rule.code}))


def _module(rule: Rule) -> object:
    return importlib.import_module(f"entrygo.planning.rules.{rule.code.lower()}")


def _texts(value: ast.expr) -> Iterator[str]:
    """The texts an expression may be: constants, either side of a condition, f-strings with gaps as ``<name>``."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _texts(value.body)
        yield from _texts(value.orelse)
    elif isinstance(value, ast.JoinedStr):
        parts = (
            part.value if isinstance(part, ast.Constant) else f"<{_last_word(ast.unparse(part))}>"
            for part in value.values
        )
        yield "".join(str(part) for part in parts)


def _last_word(expression: str) -> str:
    names = re.findall(r"[A-Za-z_]\w*", expression)
    return names[-1] if names else "…"
