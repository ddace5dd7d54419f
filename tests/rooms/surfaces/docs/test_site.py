"""The documentation: a page for all that a user can name, links that lead somewhere, nothing from outside."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from lxml import html

from entrygo.contract.problems import CATALOGUE
from entrygo.documents.artifact import kinds
from entrygo.documents.published import schemas
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.states import EXPORT_MOVES, MAIL_MOVES, PACKAGE_MOVES
from entrygo.planning.rules import RULES
from entrygo.settings import Settings
from entrygo.surfaces.docs.routes import ASSETS, asset, docs_site
from entrygo.surfaces.docs.site import MOST_FULL, Site
from entrygo.surfaces.http.app import ENDPOINTS
from entrygo.surfaces.mcp.server import TOOLS
from entrygo.tariff.law import shipped_law
from scripts.commands_page import commands_page
from scripts.reference import REFERENCE
from scripts.tools_page import tools_page
from tests.rooms.surfaces.docs.reading import links, said

ROOT = Path(__file__).resolve().parents[4]
OF_THE_REFERENCE_PAGE = (
    "/docs/concepts/protocol",
    "/docs/concepts/export-lifecycle",
    "/docs/concepts/artifacts",
    "/docs/concepts/broker-submission",
    "/docs/guides/first-export",
    "/docs/guides/warehouse-integration",
    "/docs/guides/automation-agents",
)
NOT_PAGES = (
    "/openapi.json",
    "/llms.txt",
    "/llms-full.txt",
    "/docs/api/openapi",
    "/docs/api/openapi/full",
    "/docs/vectors.json",
)
BLOCK = re.compile(r"^(?P<margin> *)```(?P<info>.*)\n(?s:.*?)^(?P=margin)```$", re.MULTILINE)


@pytest.fixture(scope="module")
def site() -> Site:
    """The documentation over the shipped law."""
    return docs_site(shipped_law)


@pytest.fixture(scope="module")
def trees(site: Site) -> dict[str, html.HtmlElement]:
    """Every page, read."""
    return {path: html.document_fromstring(site.html(path)) for path in site.pages}


def test_whatever_a_user_can_name_has_a_page(site: Site) -> None:
    wanted = {
        *OF_THE_REFERENCE_PAGE,
        *(f"/docs/api/{route.operation}" for route in ENDPOINTS),
        *(f"/docs/errors/{code}" for code in CATALOGUE),
        *(f"/docs/rules/{rule.id}" for rule in RULES),
        *(f"/docs/events/{kind.value}" for kind in EventType),
        *(f"/docs/artifacts/{kind.artifact_type}" for kind in kinds()),
        *(f"/docs/settings/ENTRYGO_{name.upper()}" for name in Settings.model_fields),
        *(f"/docs/tools/{name}" for name in TOOLS),
    }
    assert wanted <= set(site.pages)


def test_every_file_of_the_repository_has_a_page(site: Site) -> None:
    for file in (ROOT / "docs").rglob("*.md"):
        own = f"/docs/{file.relative_to(ROOT / 'docs').with_suffix('')}"
        if (
            file.name not in ("template.md", "start.md") and file.parent.name != "console"
        ):  # pictures for reviewers
            assert own in site.moved or own in site.pages, own
    assert set(site.moved.values()) <= set(site.pages)


def test_commands_and_tools_are_recorded_as_they_are() -> None:
    """``make golden`` writes them anew."""
    assert (REFERENCE / "commands.json").read_text() == commands_page()
    assert (REFERENCE / "tools.json").read_text() == tools_page()


def test_every_link_leads_to_a_page_and_to_a_place_on_it(
    site: Site, trees: dict[str, html.HtmlElement]
) -> None:
    others = {f"/docs/schemas/{name}" for name in schemas()} | {f"{path}.md" for path in site.pages}
    places = {path: set(tree.xpath("//@id")) for path, tree in trees.items()}
    for path, tree in trees.items():
        for href in links(tree):
            target, place = urldefrag(urljoin(path, href))
            if target.startswith("https://") or target in others or target in NOT_PAGES:
                continue
            assert target in places, f"{path} links to {href}"
            assert not place or place in places[target], f"{path} links to {href}"


def test_every_page_the_program_names_is_there(site: Site) -> None:
    def named() -> Iterator[tuple[Path, str]]:
        sources = (ROOT / "src").rglob("*.py")
        for file in (*(each for each in sources if "surfaces/docs" not in str(each)), ROOT / "README.md"):
            for found in re.findall(r"(/docs/[\w./-]+[\w])(?![\w{*(])", file.read_text(encoding="utf-8")):
                yield file, found

    for file, path in named():
        assert path in site.pages or path in site.moved or path in NOT_PAGES, f"{file}: {path}"


def test_pages_take_nothing_from_outside_and_run_nothing_inline(trees: dict[str, html.HtmlElement]) -> None:
    for path, tree in trees.items():
        fetched = tree.xpath("//@src | //link[@rel!='alternate']/@href | //form/@action")
        assert all(each.startswith("/docs/") for each in fetched), path
        assert not tree.xpath("//style | //script[not(@src)] | //@style | //@onclick | //iframe"), path
    for name in ASSETS:
        words = asset(name).decode()
        assert not re.search(
            r"https?://(?!www\.w3\.org/2000/svg)|@import|url\((?!#)|eval\(|innerHTML", words
        ), name


def test_pages_can_be_read_by_everyone(trees: dict[str, html.HtmlElement]) -> None:
    for path, tree in trees.items():
        assert tree.get("lang") == "en"
        assert len(tree.xpath("//h1")) == 1, path
        assert tree.xpath("//title")[0].text
        assert tree.xpath("//meta[@name='viewport']"), path
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        assert all(each.get("alt") for each in tree.xpath("//img")), path


def test_no_block_of_code_is_lost_on_the_way(site: Site, trees: dict[str, html.HtmlElement]) -> None:
    for path, page in site.pages.items():
        kinds_of_blocks = [found["info"].partition(" ")[0] for found in BLOCK.finditer(page.write())]
        blocks = sum(kind not in ("diagram", "sample", "try-it") for kind in kinds_of_blocks)
        shown = trees[path].xpath("//main//div[@class='code']")
        inside = trees[path].xpath("//main//div[@class='panel']//div[@class='code']")
        assert len(shown) - len(inside) == blocks, path
        assert bool(inside) == ("sample" in kinds_of_blocks), path


def test_each_door_of_a_sample_can_be_shown(trees: dict[str, html.HtmlElement]) -> None:
    """Tabs work without script: the style names each place of a panel."""
    style = asset("docs.css").decode()
    for path, tree in trees.items():
        for sample in tree.xpath("//div[@class='tabs']"):
            panels = sample.xpath("./div[@class='panel']")
            assert len(panels) == len(sample.xpath("./input")) == len(sample.xpath("./label")), path
            for place in range(1, len(panels) + 1):
                shown = f"input:nth-of-type({place}):checked ~ .panel:nth-of-type({place})"
                assert shown in style, f"{path}: the panel {place} is never shown"


def test_an_operation_of_the_guides_is_shown_by_each_door(site: Site) -> None:
    for operation in ("exports.plan", "exports.execute", "exports.inspect", "products.sync"):
        assert "## By each door" in site.pages[f"/docs/api/{operation}"].write(), operation


def test_a_page_is_markdown_too(site: Site) -> None:
    for path in OF_THE_REFERENCE_PAGE:
        text = site.markdown(path)
        assert text.startswith(f"# {site.pages[path].title}\n")
        assert "```diagram" not in text
        assert "```sample" not in text
    assert "`BATCHED` is followed by `EXECUTING`" in site.markdown("/docs/concepts/export-lifecycle")


def test_lists_for_models_name_every_page_and_stay_small(site: Site) -> None:
    short = site.short_list()
    assert short.startswith("# EntryGo\n\n> ")
    named = re.findall(r"\]\((/docs[^)]*)\.md\)", short)
    assert set(OF_THE_REFERENCE_PAGE) <= set(named) <= set(site.pages)
    for line in re.findall(r"^- .*", short.partition("## API")[0], re.MULTILINE):
        assert re.search(r"\): [\w(`/].{8,}\.$", line), line
        assert not re.search(r"\): [a-z]+\.$", line), line
    full = site.long_list()
    assert len(full) <= MOST_FULL
    assert all(site.pages[path].title in full for path in OF_THE_REFERENCE_PAGE)


def test_a_picture_shows_every_move_of_the_table(trees: dict[str, html.HtmlElement]) -> None:
    tree = trees["/docs/concepts/export-lifecycle"]
    figures = tree.xpath("//figure")
    assert len(figures) == 3
    for figure, moves in zip(figures[:2], (EXPORT_MOVES, PACKAGE_MOVES), strict=True):
        arrows = figure.xpath(".//*[local-name()='path'][@marker-end]")
        assert len(arrows) == sum(len(others) for others in moves.values())
        assert set(figure.xpath(".//*[local-name()='text']/text()")) == {state.value for state in moves}
    dots = figures[2].xpath(".//td/span")
    assert len(dots) == sum(len(others) for others in MAIL_MOVES.values())


def test_a_search_finds_codes_fields_and_words(site: Site) -> None:
    def first(query: str) -> list[str]:
        return [hit.page.path for hit in site.search(query)[:3]]

    assert "/docs/errors/PLAN_CHANGED" in first("PLAN_CHANGED")
    assert "/docs/rules/MET-001" in first("met-001")
    assert "/docs/api/exports.plan" in first("exports.plan")
    assert "/docs/settings/ENTRYGO_SMTP_URL" in first("entrygo_smtp_url")
    assert "/docs/guides/webhooks" in first("webhooks")
    assert "/docs/api/exports.approve" in first("hash")
    assert "/docs/guides/automation-agents" in first("agent")
    assert "/docs/guides/what-if" in first("planHash dry run")
    for hit in (each for query in ("idempotency", "duty", "webhook") for each in site.search(query)):
        assert not re.search(r"^#|## |\|--|```", hit.excerpt), (hit.page.path, hit.excerpt)
    assert site.search("zzzz qqqq") == []
    assert site.search("") == []
    assert "&lt;script&gt;" in site.found("<script>alert(1)</script>")


def test_a_page_that_is_not_there_names_its_neighbours(site: Site) -> None:
    page = html.document_fromstring(site.not_found("/docs/guides/first-exports"))
    assert "/docs/guides/first-export" in links(page)
    assert "PLAN_CHANGED" in said(html.document_fromstring(site.not_found("/docs/errors/PLAN_CHANGE")))
