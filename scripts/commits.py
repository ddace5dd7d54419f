"""Checks the messages of the commits since the last tag, or, while there is none, since ``START``.

A subject is ``room: what it now does`` in at most 72 characters. A body says why, after an empty line; only a change
of at most ``SMALL`` lines may go without. What is not checked is counted in the last line that is printed.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START = "7310d8af2caa95bd0ec94a929a2342808385a676"  # the rule holds for what came after this commit
EXCUSED: dict[str, str] = {}  # a full id and the reason, for a commit that is published and cannot be mended
SUBJECT_LIMIT, SMALL = 72, 20
SUBJECT = re.compile(r"[a-z][\w .,/-]*: \S.*[^.\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit's id, its message, and how many lines it adds and removes."""

    id: str
    message: str
    lines: int = 0
    is_merge: bool = False


def faults(commit: Commit) -> Iterator[str]:
    """What is wrong with the message of a commit."""
    subject, _, rest = commit.message.partition("\n")
    if not SUBJECT.fullmatch(subject):
        yield "the subject is not `room: what it now does`, or ends with a full stop"
    if len(subject) > SUBJECT_LIMIT:
        yield f"the subject has {len(subject)} characters, limit {SUBJECT_LIMIT}"
    if rest and not rest.startswith("\n"):
        yield "there is no empty line between subject and body"
    if not rest.strip() and commit.lines > SMALL:
        yield f"{commit.lines} lines change and no body says why"


def check(root: Path, start: str = START) -> int:
    """Print what is wrong with the commits of a clone; how many are wrong."""
    if not (root / ".git").exists():
        print("not a clone, so there is no commit to check")
        return 0
    since = _git(root, "describe", "--tags", "--abbrev=0") or start
    if not _is_ancestor(root, since):
        kind = (
            "a shallow clone" if _git(root, "rev-parse", "--is-shallow-repository") == "true" else "a history"
        )
        print(f"{kind} without {since[:12]}, where the check begins, so no commit is checked")
        return 0
    commits = list(_commits(root, since))
    merges = [commit for commit in commits if commit.is_merge]
    excused = [commit for commit in commits if commit.id in EXCUSED]
    wrong = 0
    for commit in commits:
        found = [] if commit.is_merge or commit.id in EXCUSED else list(faults(commit))
        wrong += bool(found)
        for fault in found:
            print(f"  {commit.id[:9]} {commit.message.splitlines()[0]}\n    {fault}")
    print(
        f"{len(commits)} since {since[:12]}, {wrong} wrong; not checked: {len(merges)} merges, "
        f"{len(excused)} excused"
    )
    return wrong


def _commits(root: Path, since: str) -> Iterator[Commit]:
    log = _git(root, "log", "--numstat", "-M", "--format=%x00%H%x01%P%x01%B%x01", f"{since}..HEAD")
    for record in log.split("\0")[1:]:
        id_, parents, message, changes = record.split("\1")
        counts = re.findall(r"^(\d+)\t(\d+)\t", changes, re.M)
        lines = sum(int(added) + int(removed) for added, removed in counts)
        yield Commit(id=id_, message=message.strip(), lines=lines, is_merge=" " in parents)


def _is_ancestor(root: Path, commit: str) -> bool:
    command = ["git", "merge-base", "--is-ancestor", commit, "HEAD"]
    return subprocess.run(command, cwd=root, capture_output=True, check=False).returncode == 0


def _git(root: Path, *arguments: str) -> str:
    """What git prints, or nothing where it fails."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    return done.stdout.strip(" \n") if done.returncode == 0 else ""


if __name__ == "__main__":
    sys.exit(1 if check(ROOT) else 0)
