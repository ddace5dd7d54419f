"""The documentation at work in a real browser: a call tried, a search as one types, an address that is not there."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.serving.server import Server


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A page of the server's documentation, on which nothing fails and nothing comes from outside."""
    context = browser.new_context(base_url=server.url, viewport={"width": 1440, "height": 900})
    failed: list[str] = []
    context.on("weberror", lambda error: failed.append(str(error.error)))
    context.on(
        "request",
        lambda sent: failed.append(sent.url) if not sent.url.startswith(server.url) else None,
    )
    yield context.new_page()
    context.close()
    assert failed == []


def test_a_call_is_tried_with_a_test_key_which_stays_in_the_tab(page: Page, server: Server) -> None:
    client = server.account(mode="test")
    page.goto("/docs/api/products.sync")
    tried = page.locator("section.try")
    tried.get_by_label("Key").fill(client.api_key)
    item = {"externalId": "mug", "sku": "MUG-1", "title": "Stoneware mug"}
    tried.locator("textarea").fill(json.dumps({"accountId": client.account_id, "items": [item]}))
    expect(tried.locator(".live")).to_be_hidden()
    tried.get_by_role("button", name="Send POST").click()
    expect(tried.locator(".outcome")).to_contain_text("200 OK")
    expect(tried.locator(".outcome")).to_contain_text("MUG-1")
    assert client.api_key not in tried.locator(".outcome").inner_text()
    (kept,) = client.ok(client.get("/api/products"))["data"]
    page.goto("/docs/api/products.get")
    assert page.locator("section.try").get_by_label("Key").input_value() == client.api_key
    page.locator("section.try input[data-in=path]").fill(kept["id"])
    page.locator("section.try").get_by_role("button", name="Send GET").click()
    expect(page.locator("section.try .outcome")).to_contain_text(kept["id"])


def test_a_live_key_changes_nothing_before_one_says_so(page: Page, server: Server) -> None:
    client = server.account()
    page.goto("/docs/api/products.sync")
    tried = page.locator("section.try")
    tried.get_by_label("Key").fill(client.api_key)
    expect(tried.locator(".live")).to_be_visible()
    tried.get_by_role("button", name="Send POST").click()
    expect(tried.locator(".outcome")).to_contain_text("confirm that you mean it")
    assert client.ok(client.get("/api/products"))["data"] == []


def test_a_search_leads_on_as_one_types_by_keyboard_alone(page: Page) -> None:
    page.goto("/docs")
    page.keyboard.press("/")
    page.keyboard.type("plan_changed", delay=20)
    expect(page.locator("#hits a").first).to_contain_text("PLAN_CHANGED")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/docs/errors/PLAN_CHANGED")


def test_a_search_is_answered_without_a_script(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/docs")
    page.locator("#q").fill("plan_changed")
    page.locator("#q").press("Enter")
    page.locator(".found a", has_text="PLAN_CHANGED").first.click()
    assert page.url.endswith("/docs/errors/PLAN_CHANGED")
    context.close()


def test_every_door_of_a_sample_is_shown_and_one_chosen_once_is_chosen_everywhere(page: Page) -> None:
    page.goto("/docs/guides/first-export")
    first = page.locator(".tabs").first
    for number, label in enumerate(first.locator("label").all()):
        label.click()
        expect(first.locator(".panel:visible")).to_have_count(1)
        expect(first.locator(".panel").nth(number)).to_be_visible()
    first.locator("label", has_text="Python").click()
    assert page.locator(".tabs:has(input[data-door=python])").count() > 5
    expect(page.locator(".tabs:has(input[data-door=python]:not(:checked))")).to_have_count(0)
    page.goto("/docs/guides/warehouse-integration")
    expect(page.locator(".tabs").first.locator(".panel").nth(1)).to_be_visible()


def test_an_address_that_is_not_there_names_the_nearest(page: Page) -> None:
    answered = page.goto("/docs/errors/PLAN_CHANGD")
    assert answered is not None
    assert answered.status == 404
    page.locator("main a", has_text="PLAN_CHANGED").first.click()
    expect(page.locator("h1")).to_contain_text("PLAN_CHANGED")
