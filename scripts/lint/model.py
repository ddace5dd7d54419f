"""The shape of a lint rule, and the tree it looks at."""

import ast
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

BINARY = frozenset(
    {".png", ".jpg", ".ico", ".woff", ".woff2", ".ttf", ".otf", ".pdf", ".zip", ".xlsx", ".gz", ".db"}
)
SKIPPED = frozenset(
    {".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One place that breaks a rule; a ``warning`` is told and fails nothing."""

    path: str
    line: int
    what: str
    warning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: its name, what it wants, how it looks, and the call that is right instead."""

    name: str
    summary: str
    check: "Callable[[Tree], Iterable[Fault]]"
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """An exception from a rule for the paths a pattern matches, and why it is one."""

    rule: str
    pattern: str
    reason: str


class SourceFile:
    """One text file; read and parsed at most once."""

    def __init__(self, root: Path, path: str) -> None:
        self.path = path
        self._file = root / path

    @cached_property
    def text(self) -> str:
        """The file's text; empty for a file that is not text."""
        if self._file.suffix in BINARY:
            return ""
        try:
            return self._file.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            return ""

    @cached_property
    def lines(self) -> list[str]:
        """The file's lines."""
        return self.text.splitlines()

    @cached_property
    def syntax(self) -> ast.Module:
        """The parsed module; an empty one where it does not parse, as the other checkers say that better."""
        try:
            return ast.parse(self.text)
        except SyntaxError:
            return ast.Module(body=[], type_ignores=[])

    def walk(self) -> Iterator[ast.AST]:
        """Every node of the parsed module."""
        return iter(self._nodes)

    @cached_property
    def _nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.syntax))


class Tree:
    """The project's files: what git tracks or would track, or, outside a repository, what lies there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = [SourceFile(root, path) for path in self._paths()]

    def _paths(self) -> list[str]:
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
        if (self.root / ".git").exists():
            listed = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=True)
            return sorted(path for path in set(listed.stdout.splitlines()) if (self.root / path).is_file())
        found = (path.relative_to(self.root) for path in self.root.rglob("*") if path.is_file())
        return sorted(path.as_posix() for path in found if not SKIPPED.intersection(path.parts))

    def python(self, *folders: str) -> Iterator[SourceFile]:
        """The Python files, all or those under the folders."""
        return (file for file in self.under(*folders) if file.path.endswith(".py"))

    def under(self, *folders: str) -> Iterator[SourceFile]:
        """The files under any of the folders; all where none is named."""
        return (
            file
            for file in self.files
            if not folders or file.path.startswith(tuple(f"{f}/" for f in folders))
        )

    def get(self, path: str) -> SourceFile | None:
        """The file of that path, if it is there."""
        return next((file for file in self.files if file.path == path), None)


def matches(path: str, pattern: str) -> bool:
    """Whether a path is the pattern, lies under it, or fits it as a glob."""
    return path == pattern or path.startswith(f"{pattern}/") or PurePosixPath(path).match(pattern)
