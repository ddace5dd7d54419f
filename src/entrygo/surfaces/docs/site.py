"""The site: every page by its address, its Markdown, its HTML, and the lists that are made of all of them."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from threading import Lock

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from entrygo.contract.tariff import Law
from entrygo.contract.version import VERSION
from entrygo.surfaces.docs.diagrams import (
    LIFECYCLES,
    drawn_lifecycle,
    drawn_money,
    lifecycle_list,
    money_list,
)
from entrygo.surfaces.docs.markdown import Drawn, code_block, render
from entrygo.surfaces.docs.page import SECTIONS, Page
from entrygo.surfaces.docs.reference.commands import command_pages, setting_pages, tool_pages
from entrygo.surfaces.docs.reference.fields import Node
from entrygo.surfaces.docs.reference.operations import api_pages
from entrygo.surfaces.docs.reference.records import (
    artifact_pages,
    condition_pages,
    error_pages,
    event_pages,
    rule_pages,
)
from entrygo.surfaces.docs.samples import blocks_of, tabs
from entrygo.surfaces.docs.search import Hit, Index
from entrygo.surfaces.docs.sources import body_of, file_pages, moved
from entrygo.surfaces.docs.try_it import form_of

SUMMARY = (
    "EntryGo is a self-hosted export protocol server: sync -> plan -> execute -> inspect. It prepares US "
    "customs for "
    "e-commerce orders, says what is missing before the truck leaves, and hands the papers to a customs "
    "broker once."
)
MOST_FULL = 300_000
"""Characters of `llms-full.txt`: a page that would go beyond is named in `llms.txt` alone."""
_BLOCK = re.compile(r"^```(diagram|sample|try-it)([^\n]*)\n```$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What pages are made from beside files: the full API description, and the law in force."""

    describe: Callable[[], Node]
    law: Callable[[], Law]


class Site:
    """The documentation. Pages are written when they are asked for, and kept."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._kept: dict[str, tuple[str, str]] = {}
        self._menus: dict[str, str] = {}
        self._turn = Lock()

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every page by its address, in the order of the navigation."""
        made = [self._start(), *file_pages(), *api_pages(self._facts.describe), *self._reference()]
        order = list(SECTIONS)
        return {page.path: page for page in sorted(made, key=lambda page: order.index(page.section))}

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """Addresses that lead to a page of another."""
        return {old: new for old, new in moved().items() if old not in self.pages}

    def html(self, path: str) -> str:
        """A page as it is served. Raises ``KeyError`` where there is none."""
        page = self.pages[path]
        law = self._facts.law().stamp.digest
        of_law, kept = self._kept.get(path, ("", ""))
        if of_law != law:  # another law may be put in force under a running server
            kept = self._html(page)
            self._kept[path] = law, kept
        return kept

    def markdown(self, path: str) -> str:
        """A page's Markdown, whole. Raises ``KeyError`` where there is none."""
        page = self.pages[path]
        body = _BLOCK.sub(lambda found: self._in_words(found[1], found[2].strip()), page.write())
        return f"# {page.title}\n\n{body.strip()}\n\n---\nEntryGo {VERSION} · {page.path}\n"

    def not_found(self, path: str) -> str:
        """A page that says so, with those whose address is nearest."""
        wanted = path.rpartition("/")[2].lower()
        folder = path.rpartition("/")[0].lower()
        beside: dict[str, Page] = {}
        elsewhere: dict[str, Page] = {}
        for page in self.pages.values():
            there, _, name = page.path.lower().rpartition("/")
            (beside if there == folder else elsewhere)[name] = page
        near = [beside[name] for name in difflib.get_close_matches(wanted, beside, n=4, cutoff=0.5)]
        near += [elsewhere[name] for name in difflib.get_close_matches(wanted, elsewhere, n=2, cutoff=0.7)]
        hits = [hit.page for hit in self.search(wanted.replace("-", " "))[:5]]
        return self._page(
            "not_found.html",
            title="No such page",
            section="",
            path=path,
            near=list({page.path: page for page in (*near, *hits)}.values())[:6],
        )

    def found(self, query: str) -> str:
        """The page of what a search finds."""
        return self._page(
            "search.html",
            title="Search",
            section="",
            path="/docs/search",
            query=query,
            hits=self.search(query),
            sections=SECTIONS,
        )

    def search(self, query: str) -> list[Hit]:
        """What a search finds, best first."""
        return self.index.search(query)

    @cached_property
    def index(self) -> Index:
        """Every word of every page."""
        return Index((page, page.write()) for page in self.pages.values())

    def short_list(self) -> str:
        """`llms.txt`: what there is, and where its Markdown lies."""
        parts = [f"# EntryGo\n\n> {SUMMARY}\n"]
        for section, pages in self._sections():
            lines = [f"- [{page.title}]({_twin(page)}): {page.summary}" for page in pages if page.is_listed]
            parts.append(f"## {section}\n\n" + "\n".join(lines) + "\n")
        parts.append(
            "## For programs\n\n- [OpenAPI 3.1](/docs/api/openapi)\n- [Everything in one "
            "file](/llms-full.txt)\n"
        )
        return "\n".join(parts)

    def long_list(self) -> str:
        """`llms-full.txt`: the pages themselves, as many as fit, what is read first at its beginning."""
        parts: list[str] = []
        size = 0
        for page in self.pages.values():
            if page.is_listed and page.section != "decisions":
                text = self.markdown(page.path)
                if size + len(text) <= MOST_FULL:
                    size += len(text)
                    parts.append(text)
        return "\n".join(parts)[:MOST_FULL]

    def _html(self, page: Page) -> str:
        drawn: dict[str, Drawn] = {"diagram": self._diagram, "sample": tabs, "try-it": self._form}
        with self._turn:  # the parser is one for all threads
            made = render(page.write(), drawn)
        return self._page(
            "page.html",
            title=page.title,
            section=page.section,
            path=page.path,
            page=page,
            body=Markup(made.html),  # noqa: S704 - made by the renderer, which escapes
            headings=[heading for heading in made.headings if heading.depth <= 3],
            scripts=["docs.js", *(["try.js"] if page.operation else [])],
        )

    def _page(self, template: str, *, path: str, section: str, title: str, **values: object) -> str:
        values.setdefault("scripts", ["docs.js"])
        here = f'href="{path}"'
        menu = self._menu(section).replace(f"{here}>", f'{here} aria-current="page">')
        return (
            _environment()
            .get_template(template)
            .render(
                version=VERSION,
                path=path,
                section=section,
                title=title,
                menu=Markup(menu),  # noqa: S704 - made by a template, which escapes
                **values,
            )
        )

    def _menu(self, section: str) -> str:
        """The navigation with one section open; made once a section."""
        if section not in self._menus:
            nav = [
                (key, SECTIONS[key], [(group, list(each)) for group, each in groupby(pages, key=_group)])
                for key, pages in self._listed.items()
            ]
            self._menus[section] = _environment().get_template("menu.html").render(nav=nav, section=section)
        return self._menus[section]

    @cached_property
    def _listed(self) -> Mapping[str, list[Page]]:
        listed: dict[str, list[Page]] = {section: [] for section in SECTIONS}
        for page in self.pages.values():
            if page.is_listed:
                listed[page.section].append(page)
        return listed

    def _sections(self) -> Iterator[tuple[str, list[Page]]]:
        for section, pages in self._listed.items():
            yield SECTIONS[section], pages

    def _reference(self) -> Iterator[Page]:
        yield from error_pages(self._facts.describe)
        yield from rule_pages()
        yield from event_pages()
        yield from artifact_pages()
        yield from condition_pages(self._facts.law)
        yield from setting_pages()
        yield from command_pages()
        yield from tool_pages()

    def _start(self) -> Page:
        return Page(
            path="/docs",
            title="EntryGo Export Protocol",
            section="start",
            summary=SUMMARY,
            write=lambda: body_of("start.md"),
        )

    def _diagram(self, name: str) -> str:
        return drawn_money(self._facts.law) if name == "money" else drawn_lifecycle(name)

    def _form(self, operation: str) -> str:
        return form_of(self._facts.describe(), operation)

    def _in_words(self, kind: str, name: str) -> str:
        if kind == "try-it":
            return ""
        if kind == "sample":
            return blocks_of(name)
        return lifecycle_list(name) if name in LIFECYCLES else money_list(self._facts.law)


def _group(page: Page) -> str:
    return page.group


def _twin(page: Page) -> str:
    return f"{page.path}.md"


def _environment() -> Environment:
    if not _made:
        environment = Environment(
            loader=PackageLoader("entrygo.surfaces.docs"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals["code_block"] = code_block
        _made.append(environment)
    return _made[0]


_made: list[Environment] = []
