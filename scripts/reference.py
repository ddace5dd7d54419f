"""Writes the reference pages that are made from the source: ``python -m scripts.reference`` (``make golden`` does)."""

import sys
from collections.abc import Callable
from pathlib import Path

from entrygo.documents.artifact import ArtifactKind, kinds
from scripts.agencies_page import agencies_page
from scripts.clients import python, typescript
from scripts.commands_page import commands_page
from scripts.conditions_page import conditions_page
from scripts.rules_page import rules_page
from scripts.tools_page import tools_page
from scripts.vectors_page import vectors_page

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
MADE = "<!-- generated from the source; write it anew with `make golden` -->"

ARTIFACTS_HEAD = """\
# Artifacts

Each artifact of a package has `artifact_type`, `filename`, `generated_at`, `sha256`, `size_bytes`, `media_type` and
`download_url`. The same plan gives the same bytes. One file: `GET /api/customs-packages/{id}/artifacts/{filename}`;
all together: `GET /api/customs-packages/{id}/package.zip`.

| `artifact_type` | file | media type | is |
|---|---|---|---|"""


def artifacts_page() -> str:
    """Every kind of artifact, in the order of the package."""
    return "\n".join([ARTIFACTS_HEAD, *(_artifact(kind) for kind in kinds()), "", MADE, ""])


def _artifact(kind: ArtifactKind) -> str:
    module = sys.modules[f"entrygo.documents.artifacts.{kind.artifact_type}"]
    summary = (module.__doc__ or "").strip().split("\n\n", 1)[0].replace("\n", " ").rstrip(".")
    return f"| `{kind.artifact_type}` | `{kind.filename}` | `{kind.media_type}` | {summary} |"


PAGES: dict[str, Callable[[], str]] = {
    "rules.md": lambda: rules_page(MADE),
    "artifacts.md": artifacts_page,
    "conditions.md": lambda: conditions_page(MADE),
    "commands.json": commands_page,
    "tools.json": tools_page,
    "vectors.json": vectors_page,
    "agencies.md": lambda: agencies_page(MADE),
}


def main() -> None:
    """Write every page, and what the clients are told of the API."""
    python.write()
    typescript.write()
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
        print(f"reference: docs/reference/{name}")


if __name__ == "__main__":
    main()
