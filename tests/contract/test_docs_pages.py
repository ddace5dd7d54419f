"""The served documentation: every page an answer points to is there, and no link of any page leads nowhere."""

import re
from urllib.parse import urldefrag, urljoin

import httpx
import pytest
from lxml import html

from entrygo.contract.problems import CATALOGUE
from entrygo.documents.artifact import kinds
from entrygo.lifecycle.events import EventType
from entrygo.planning.rules import RULES
from tests.serving.server import Server


@pytest.fixture(scope="module")
def pages(server: Server) -> dict[str, str]:
    """Every page one can reach from ``/``, by path, read without a key."""
    found: dict[str, str] = {}
    waiting = ["/docs"]
    with httpx.Client(base_url=server.url) as reader:
        while waiting:
            path = waiting.pop()
            response = reader.get(path)
            assert response.status_code == 200, path
            if path.startswith("/docs/schemas/"):
                assert response.json()["$schema"].endswith("2020-12/schema")
                found[path] = ""
                continue
            if path == "/docs/api/openapi":
                assert response.headers["content-type"] == "application/json"
                found[path] = ""
                continue
            assert response.headers["content-type"].startswith("text/html"), path
            found[path] = response.text
            targets = {urldefrag(urljoin(path, href))[0] for href in links(response.text)}
            waiting += sorted(targets - set(found) - set(waiting))
    return found


def links(page: str) -> list[str]:
    """Where a page's links lead."""
    return [str(href) for href in html.fromstring(page).xpath("//a/@href")]


def text(page: str) -> str:
    """What a page says."""
    return " ".join(html.fromstring(page).xpath("//main")[0].text_content().split())


def test_the_root_leads_programs_to_the_documentation_and_browsers_to_the_console(server: Server) -> None:
    for accept, place in (("*/*", "/docs"), ("text/html,application/xhtml+xml", "/console")):
        response = httpx.get(server.url + "/", headers={"accept": accept})
        assert response.status_code in (302, 307)
        assert response.headers["location"] == place


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_page_of_an_error_says_when_and_what_to_do(server: Server, code: str) -> None:
    response = httpx.get(f"{server.url}/docs/errors/{code}")
    assert response.status_code == 200
    said = text(response.text)
    row = CATALOGUE[code]
    for words in (row.title, row.when, row.remedy):
        assert words.replace("`", "") in said
        assert words[0].isupper()


def test_the_page_of_a_rule_says_all_the_rule_says_of_itself(pages: dict[str, str]) -> None:
    for rule in RULES:
        said = text(pages[f"/docs/rules/{rule.id}"])
        for words in (rule.title, rule.code, rule.explanation, rule.fix, rule.legal_source):
            assert " ".join(words.replace("`", "").split()) in said, rule.id


def test_every_doc_url_an_error_or_finding_carries_is_a_page(pages: dict[str, str], server: Server) -> None:
    refused = httpx.get(f"{server.url}/api/exports/batch_missing").json()
    assert refused["docUrl"] in pages
    assert refused["type"] in pages
    assert {f"/docs/errors/{code}" for code in CATALOGUE} <= set(pages)
    assert {f"/docs/rules/{rule.id}" for rule in RULES} <= set(pages)


def test_every_link_leads_to_a_page_and_to_a_place_on_it(pages: dict[str, str]) -> None:
    places = {
        path: set(html.fromstring(page).xpath("//@id")) if page else set() for path, page in pages.items()
    }
    for path, page in pages.items():
        for href in links(page) if page else ():
            target, place = urldefrag(urljoin(path, href))
            assert target in pages, f"{path} links to {href}"
            assert not place or place in places[target], f"{path} links to {href}"


def test_every_endpoint_event_and_artifact_is_on_its_page(pages: dict[str, str], server: Server) -> None:
    description = httpx.get(f"{server.url}/docs/api/openapi").json()
    api = set(html.fromstring(pages["/docs/api"]).xpath("//section/@id"))
    operations = {node["operationId"] for item in description["paths"].values() for node in item.values()}
    assert operations <= api
    reference = text(pages["/docs/api"])
    for name, schema in description["components"]["schemas"].items():
        for field in schema.get("properties", {}):
            assert field in reference, f"{name}.{field}"
    events = text(pages["/docs/events"])
    assert all(event.value in events and event.public_name in events for event in EventType)
    assert all(kind.filename in text(pages["/docs/artifacts"]) for kind in kinds())


def test_pages_fetch_nothing_and_run_nothing(pages: dict[str, str], server: Server) -> None:
    for path, page in pages.items():
        if page:
            tree = html.fromstring(page)
            assert not tree.xpath("//script | //img | //link | //iframe | //@onclick | //@src"), path
            assert not re.search(r"url\(|@import", page), path
            assert all(href.startswith(("/", "#")) for href in links(page)), path
    policy = httpx.get(f"{server.url}/docs").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")


def test_pages_can_be_read_by_everyone(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        if page:
            tree = html.document_fromstring(page)
            assert tree.get("lang") == "en"
            assert len(tree.xpath("//h1")) == 1, path
            assert tree.xpath("//title")[0].text
            ids = tree.xpath("//@id")
            assert len(ids) == len(set(ids)), path
            assert tree.xpath("//meta[@name='viewport']"), path


def test_every_colour_of_text_stands_out_from_its_ground(pages: dict[str, str]) -> None:
    """WCAG AA: a contrast of 4.5, on the page and on raised ground, in light and dark."""
    style = html.fromstring(pages["/docs"]).xpath("//style")[0].text
    for theme in re.findall(r":root \{ ([^}]*--get[^}]*) \}", style):
        colours = dict(re.findall(r"--(\w+):(#[0-9a-f]{3,6})", theme))
        for name in set(colours) - {"paper", "raised", "line"}:
            for ground in ("paper", "raised"):
                contrast = _contrast(colours[name], colours[ground])
                assert contrast >= 4.5, f"{name} on {ground}: {contrast:.2f}"


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(
    "path", ["/docs/errors/NO_SUCH", "/docs/rules/XXX-999", "/docs/rules/..%2f", "/docs/none"]
)
def test_a_page_that_is_not_there_is_not_found(server: Server, path: str) -> None:
    response = httpx.get(server.url + path)
    assert response.status_code == 404
    assert response.json()["errorCode"] == "NOT_FOUND"
