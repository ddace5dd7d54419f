"""Writes the reference pages that are made from the source: ``python -m scripts.reference`` (``make golden`` does)."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from entrygo.documents.artifact import ArtifactKind, kinds
from entrygo.planning.rule import Rule
from entrygo.planning.rules import RULES

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
MADE = "<!-- generated from the source; write it anew with `make golden` -->"

ARTIFACTS_HEAD = """\
# Artifacts

Each artifact of a package has `artifact_type`, `filename`, `generated_at`, `sha256`, `size_bytes`, `media_type` and
`download_url`. The same plan gives the same bytes. One file: `GET /api/customs-packages/{id}/artifacts/{filename}`;
all together: `GET /api/customs-packages/{id}/package.zip`.

| `artifact_type` | file | media type | is |
|---|---|---|---|"""
RULES_HEAD = """\
# Planning rules

What planning may find. An error blocks, a warning asks for review, information is told and deducts nothing. A rule
never stops at the first fault, and a finding may carry another severity or code where the text says so."""


def rules_page() -> str:
    """Every planning rule with its explanation, its source in law and its fix."""
    return "\n".join([RULES_HEAD, "", MADE, "", *(line for rule in RULES for line in _rule(rule))])


def _rule(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}: {rule.title}"
    yield ""
    yield f"`{rule.code}` · {rule.severity.value} · deducts {rule.deduction} · {rule.legal_source}"
    yield ""
    yield rule.explanation
    yield ""
    yield f"*Fix:* {rule.fix}"
    yield ""


def artifacts_page() -> str:
    """Every kind of artifact, in the order of the package."""
    return "\n".join([ARTIFACTS_HEAD, *(_artifact(kind) for kind in kinds()), "", MADE, ""])


def _artifact(kind: ArtifactKind) -> str:
    module = sys.modules[f"entrygo.documents.artifacts.{kind.artifact_type}"]
    summary = (module.__doc__ or "").strip().split("\n\n", 1)[0].replace("\n", " ").rstrip(".")
    return f"| `{kind.artifact_type}` | `{kind.filename}` | `{kind.media_type}` | {summary} |"


PAGES: dict[str, Callable[[], str]] = {"rules.md": rules_page, "artifacts.md": artifacts_page}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
        print(f"reference: docs/reference/{name}")


if __name__ == "__main__":
    main()
