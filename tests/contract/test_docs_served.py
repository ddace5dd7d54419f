"""The documentation of a running server: without a key, and where errors and findings point."""

import httpx
import pytest

from entrygo.contract.problems import CATALOGUE
from tests.serving.server import Server


def test_the_root_leads_programs_to_the_documentation_and_browsers_to_the_console(server: Server) -> None:
    for accept, place in (("*/*", "/docs"), ("text/html,application/xhtml+xml", "/console")):
        response = httpx.get(server.url + "/", headers={"accept": accept})
        assert response.status_code in (302, 307)
        assert response.headers["location"] == place
    page = httpx.get(server.url + "/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["x-request-id"]


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_page_of_an_error_says_when_and_what_to_do(server: Server, code: str) -> None:
    said = httpx.get(f"{server.url}/docs/errors/{code}.md").text
    row = CATALOGUE[code]
    for words in (row.title, row.when, row.remedy):
        assert words in said
        assert words[0].isupper()


def test_the_address_in_an_error_is_that_of_its_page(server: Server) -> None:
    refused = httpx.get(f"{server.url}/api/exports/batch_missing").json()
    for address in (refused["docUrl"], refused["type"]):
        page = httpx.get(httpx.URL(server.url).join(address))
        assert page.status_code == 200
        assert refused["errorCode"] in page.text


@pytest.mark.parametrize(
    "path", ["/docs/errors/NO_SUCH", "/docs/rules/XXX-999", "/docs/rules/..%2f", "/docs/none"]
)
def test_a_page_that_is_not_there_is_told_to_programs_and_people_in_their_own_form(
    server: Server, path: str
) -> None:
    response = httpx.get(server.url + path, timeout=60)
    assert response.status_code == 404
    assert response.json()["errorCode"] == "NOT_FOUND"
    page = httpx.get(server.url + path, headers={"accept": "text/html"}, timeout=60)
    assert page.status_code == 404
    assert "No such page" in page.text
