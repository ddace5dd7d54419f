"""Rules on every tracked file's text: nothing of one machine, no addresses in locks, short records.

Patterns are written with one letter in brackets so that this file does not break its own rules.
"""

import re
from collections.abc import Iterator

from scripts.lint.model import Fault, Rule, Tree

MACHINE_PATH = re.compile(r"(?<![\w.}>:/])/(?:[w]ork|[r]oot|[h]ome/\w+|[U]sers/\w+|[o]pt/\w+)/")
REGISTRY_HOST = re.compile(
    r"\b(?:[p]ypi|[p]ythonhosted|[n]pmjs|[d]ebian|[y]arnpkg)\.(?:org|com|io|net)\b", re.I
)
FOREIGN_WORD = re.compile(
    r"\b(?:[c]laude|[a]nthropic|[o]penai|[c]hatgpt|[c]o-authored-by|[a]s an AI)\b", re.I
)
ADDRESS = re.compile(r"://|^-[ife]\b|^--(?!hash)[\w-]+|\bfile:|@\s|^\.?/")
TEMPLATES = "src/entrygo/surfaces/console/templates"
INLINE = re.compile(
    r"\bhx-on\b|\bon[a-z]+\s*=|\bstyle\s*=|<style\b|<script\b(?![^>]*\bsrc=)|\bjs:|\bjavascript:|\bhx-trigger=\"[^\"]*\[",
    re.I,
)
OR_ZERO = re.compile(r"\bor\s+0\b|default\(\s*0\b")
DECISION_LIMIT, CONTRIBUTING_LIMIT = 60, 150
DECISION_PARTS = ("Context", "Decision", "Consequences", "Alternatives", "Files")


def _find(tree: Tree, pattern: re.Pattern[str]) -> Iterator[Fault]:
    for file in tree.files:
        if not pattern.search(file.text):
            continue
        for number, line in enumerate(file.lines, start=1):
            if found := pattern.search(line):
                yield Fault(path=file.path, line=number, what=found.group())


def machine_paths(tree: Tree) -> Iterator[Fault]:
    """Absolute paths that exist on one machine only."""
    return _find(tree, MACHINE_PATH)


def registry_hosts(tree: Tree) -> Iterator[Fault]:
    """Package registries named by host."""
    return _find(tree, REGISTRY_HOST)


def foreign_words(tree: Tree) -> Iterator[Fault]:
    """Words on how the text was made instead of what the project is."""
    return _find(tree, FOREIGN_WORD)


def lock_addresses(tree: Tree) -> Iterator[Fault]:
    """Addresses, options and paths in a lock, and entries without a hash."""
    for file in tree.under("requirements"):
        if not file.path.endswith(".txt"):
            continue
        for number, line in enumerate(file.lines, start=1):
            if not line.startswith("#") and (found := ADDRESS.search(line.strip())):
                yield Fault(path=file.path, line=number, what=f"{found.group()!r} in {line.strip()[:60]}")
            elif re.match(r"[A-Za-z0-9]", line) and not line.rstrip().endswith("\\"):
                yield Fault(path=file.path, line=number, what=f"no hash for {line.strip()[:60]}")


def inline_parts(tree: Tree) -> Iterator[Fault]:
    """Scripts, handlers and styles inside templates of the console: its content policy refuses them silently."""
    for file in tree.under(TEMPLATES):
        for number, line in enumerate(file.lines, start=1):
            if found := INLINE.search(line):
                yield Fault(path=file.path, line=number, what=found.group())


def unknown_in_templates(tree: Tree) -> Iterator[Fault]:
    """An amount that is not known, shown as nothing."""
    for file in tree.under(TEMPLATES):
        for number, line in enumerate(file.lines, start=1):
            if found := OR_ZERO.search(line):
                yield Fault(path=file.path, line=number, what=found.group())


def record_length(tree: Tree) -> Iterator[Fault]:
    """Decision records and the contributor's page over their limits, and records that lack a part."""
    for file in tree.under("docs/decisions"):
        if re.search(r"/\d{4}-[\w-]+\.md$", file.path):
            if len(file.lines) > DECISION_LIMIT:
                yield Fault(path=file.path, line=1, what=f"{len(file.lines)} lines, limit {DECISION_LIMIT}")
            for part in DECISION_PARTS:
                if f"## {part}" not in file.lines:
                    yield Fault(path=file.path, line=1, what=f"no part '## {part}'")
    guide = tree.get("CONTRIBUTING.md")
    if guide and len(guide.lines) > CONTRIBUTING_LIMIT:
        yield Fault(path=guide.path, line=1, what=f"{len(guide.lines)} lines, limit {CONTRIBUTING_LIMIT}")


RULES = (
    Rule(
        name="machine-paths",
        summary="no tracked file names a path of one machine",
        check=machine_paths,
        advice="make the path relative to the file, or take it from a setting",
    ),
    Rule(
        name="registry-hosts",
        summary="no tracked file names a package registry's host",
        check=registry_hosts,
        advice="name the package alone; the client's own configuration knows where it comes from",
    ),
    Rule(
        name="foreign-words",
        summary="the project speaks of itself alone",
        check=foreign_words,
        advice="say what the code does and why, not who or what wrote it",
    ),
    Rule(
        name="lock-addresses",
        summary="locks carry versions and hashes, nothing else",
        check=lock_addresses,
        advice="run `make lock`",
    ),
    Rule(
        name="inline-parts",
        summary="templates of the console hold no script, handler or style",
        check=inline_parts,
        advice="put it into a file under assets/: the content policy takes nothing inline",
    ),
    Rule(
        name="unknown-in-templates",
        summary="templates of the console show what is not known as such, never as 0",
        check=unknown_in_templates,
        advice="use the filters `usd`, `number` and `known`",
    ),
    Rule(
        name="record-length",
        summary=f"decision records have their parts in {DECISION_LIMIT} lines, CONTRIBUTING is short",
        check=record_length,
        advice="start from docs/decisions/template.md; move what explains to docs/explanation/",
    ),
)
