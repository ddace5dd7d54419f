"""The Markdown of the repository: where each file stands on the site, and its links as the site has them."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from entrygo.surfaces.docs.page import CODE, Page, outside_code

FOLDERS = {
    "tutorial": ("guides", "/docs/guides/"),
    "how-to": ("guides", "/docs/guides/"),
    "explanation": ("concepts", "/docs/concepts/"),
    "reference": ("reference", "/docs/reference/"),
    "decisions": ("decisions", "/docs/decisions/"),
}
MOVED = {"how-to/agents.md": "/docs/guides/automation-agents", "decisions/README.md": "/docs/decisions"}
ELSEWHERE = {
    "README.md": "/docs",
    "reference/errors.md": "/docs/errors",
    "reference/rules.md": "/docs/rules",
    "reference/conditions.md": "/docs/conditions",
    "reference/artifacts.md": "/docs/artifacts",
    "reference/settings.md": "/docs/settings",
    "reference/command-line.md": "/docs/commands",
    "tutorial/": "/docs/guides/first-export",
    "how-to/": "/docs",
    "reference/": "/docs",
    "explanation/": "/docs",
}
"""Files and folders whose place is taken by pages made from the code."""
LEFT_OUT = {"decisions/template.md"}
FIRST = (
    "/docs/guides/first-export",
    "/docs/guides/warehouse-integration",
    "/docs/guides/automation-agents",
    "/docs/concepts/protocol",
    "/docs/concepts/export-lifecycle",
    "/docs/concepts/artifacts",
    "/docs/concepts/broker-submission",
)
"""What is read first stands first."""
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
_COMMENT = re.compile(r"^<!--.*?-->\n?", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r"^# (.+)\n+", re.MULTILINE)
_NO_WORDS = re.compile(r"[#|>\-*<!]|\d+\. |```")
"""How a heading, a table, a list, a picture or code begins."""


@cache
def folder() -> Traversable:
    """The folder of the Markdown: inside an installed package, else beside the source."""
    packed = files("entrygo.surfaces.docs") / "content"
    return packed if packed.is_dir() else Path(__file__).resolve().parents[4] / "docs"


@cache
def addresses() -> Mapping[str, str]:
    """Where each file stands, by its path below the folder."""
    found = dict(ELSEWHERE)
    for place, (_, prefix) in FOLDERS.items():
        for file in sorted((folder() / place).iterdir(), key=lambda each: each.name):
            name = f"{place}/{file.name}"
            if file.name.endswith(".md") and name not in found and name not in LEFT_OUT:
                found[name] = MOVED.get(name, prefix + file.name.removesuffix(".md"))
    return found


def moved() -> Mapping[str, str]:
    """Addresses that lead elsewhere: a file's own place in the repository, with and without its ending."""
    return {f"/docs/{name.removesuffix('.md')}": address for name, address in addresses().items()}


def file_pages() -> list[Page]:
    """A page a file, what is read first at the beginning of its section."""
    pages = [_page(name, address) for name, address in addresses().items() if name not in ELSEWHERE]
    order = {path: number for number, path in enumerate(FIRST)}
    return sorted(
        pages, key=lambda page: (order.get(page.path, len(order)), page.section, page.title.lower())
    )


def body_of(name: str) -> str:
    """A file's Markdown below its title, its links as the site has them."""
    text = outside_code(lambda part: _COMMENT.sub("", part), _read(name))
    text = _TITLE.sub("", text, count=1)
    return outside_code(lambda part: _LINK.sub(lambda found: _linked(name, found), part), text)


def picture(name: str) -> bytes | None:
    """A picture of the explanations."""
    file = folder() / "explanation" / name
    return file.read_bytes() if re.fullmatch(r"[\w-]+\.svg", name) and file.is_file() else None


def vectors() -> bytes:
    """The test vectors, as JSON."""
    return (folder() / "reference" / "vectors.json").read_bytes()


def title_of(name: str) -> str:
    """A file's title."""
    found = _TITLE.search(_read(name))
    return found[1] if found else name


def summary_of(markdown: str) -> str:
    """The first paragraph, as plain words."""
    words = CODE.split(markdown)[::2]
    paragraphs = (each for part in words for each in part.strip().split("\n\n"))
    first = next((each for each in paragraphs if each and not _NO_WORDS.match(each)), "")
    return plain(first).partition(". ")[0].rstrip(".:") + "." if first else ""


def plain(markdown: str) -> str:
    """Words without their marks."""
    text = _LINK.sub(lambda found: found[2], markdown)
    return " ".join(re.sub(r"[*`]", "", text).split())


def _page(name: str, address: str) -> Page:
    section, _ = FOLDERS[name.partition("/")[0]]
    return Page(
        path=address,
        title=title_of(name),
        section=section,
        summary=summary_of(body_of(name)),
        write=lambda: body_of(name),
        group="Further" if section == "reference" else "",
    )


def _read(name: str) -> str:
    return (folder() / name).read_text(encoding="utf-8")


def _linked(name: str, found: re.Match[str]) -> str:
    mark, words, target = found.groups()
    if target.startswith(("http://", "https://", "/", "#", "mailto:")):
        return found[0]
    path, _, place = target.partition("#")
    resolved = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) + (
        "/" if path.endswith("/") else ""
    )
    if mark:
        return f"![{words}](/docs/assets/{posixpath.basename(resolved)})"
    address = addresses().get(resolved)
    if address is None:
        return words
    return f"[{words}]({address}{f'#{place}' if place and resolved not in ELSEWHERE else ''})"


def packed_names() -> Iterator[str]:
    """Every file the documentation is made of, for those who pack it."""
    yield from addresses()
