"""Writes a page for every planning rule and their index: ``python -m scripts.rule_pages``.

What a rule says of itself comes from its ``RULE``; the fields and further codes it may use are read in its source.
"""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from entrygo.planning.rule import Rule, Scope
from entrygo.planning.rules import RULES

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference" / "rules"
INDEX = "index.md"
MADE = "<!-- generated from the source; write it anew with `python -m scripts.rule_pages` -->"

ASKED = {
    Scope.PLAN: "once a plan",
    Scope.PRODUCT: "of each product",
    Scope.ORDER: "of each order",
    Scope.LINE: "of each order line",
    Scope.ENTRY: "of each planned entry",
}
FAMILIES = {
    "DOC": "Documents",
    "ENT": "Entry choice",
    "FLB": "Forced labour",
    "MET": "Metals review",
    "PGA": "Agencies",
    "PRD": "Product identity",
    "PTY": "Parties",
    "QTY": "Quantities and weights",
    "SHP": "Shipment",
    "TRF": "Tariff programmes",
    "VAL": "Value",
}
_PATH = re.compile(
    r"(?:account|broker|warehouse|shipment|product|shipTo)(?:\.[A-Za-z]\w*)+|destination[A-Z]\w+"
)


def pages() -> dict[str, str]:
    """The text of every page by file name: the index, and one page a rule."""
    return {INDEX: _index(), **{f"{rule.id}.md": _page(rule) for rule in RULES}}


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
    return importlib.import_module(f"entrygo.planning.rules.{rule.id.lower().replace('-', '_')}")


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


def _page(rule: Rule) -> str:
    fields, codes = fields_and_codes(rule)
    facts = [
        ("Code", f"`{rule.code}`" + "".join(f", `{code}`" for code in codes)),
        ("Severity", rule.severity.value),
        ("Deduction", str(rule.deduction)),
        ("Asked", ASKED[rule.scope]),
        ("Fields", ", ".join(f"`{field}`" for field in fields) or "those of the finding"),
        ("Source in law", rule.legal_source),
    ]
    lines = [f"# {rule.id}: {rule.title}", "", MADE, "", "| | |", "|---|---|"]
    lines += [f"| {name} | {value.replace('|', chr(92) + '|')} |" for name, value in facts]
    lines += ["", "## When and why", "", rule.explanation, "", "## What to do", "", rule.fix, ""]
    lines += ["[All rules](index.md)", ""]
    return "\n".join(lines)


def _index() -> str:
    lines = ["# Rules one by one", "", MADE, ""]
    lines += [
        f"{len(RULES)} rules. An error blocks, a warning asks for review, information is told and deducts nothing.",
        "",
    ]
    family = ""
    for rule in RULES:
        if rule.id[:3] != family:
            family = rule.id[:3]
            lines += ["", f"## {FAMILIES.get(family, family)}", ""]
            lines += ["| rule | code | severity | deducts | title |", "|---|---|---|---|---|"]
        lines.append(
            f"| [{rule.id}]({rule.id}.md) | `{rule.code}` | {rule.severity.value} | {rule.deduction} | {rule.title} |"
        )
    return "\n".join([*lines, ""])


def main() -> None:
    """Write every page, and take away those of rules that are gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"rule pages: {len(made)} in docs/reference/rules")


if __name__ == "__main__":
    main()
