"""Acts by the keyboard alone: Tab to what one wants, Enter or Space on it, letters into fields. No mouse, no focus by a
script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.console.stage import Stage
from tests.browser.console.test_export_forms import seen, sent
from tests.browser.console.test_mending_forms import blocked
from tests.serving.sandbox import fresh

MOST_TABS = 150


def reach(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus, as somebody without a mouse does."""
    expect(wanted).to_be_visible()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"Tab does not lead to {wanted} within {MOST_TABS} presses")


def press(page: Page, role: str, name: str) -> None:
    """Reach it and press Enter."""
    reach(page, page.get_by_role(role, name=name).first)  # type: ignore[arg-type]  # a literal the library names
    page.keyboard.press("Enter")


@pytest.fixture
def desk_of(browser: Browser, stage: Stage) -> Callable[[str], Page]:
    """A page of somebody with a role."""

    def opened(role: str) -> Page:
        context = browser.new_context(base_url=stage.server.url, reduced_motion="reduce")
        context.add_cookies(stage.cookies(role))  # type: ignore[arg-type]  # a literal the library names
        return context.new_page()

    return opened


@pytest.mark.slow  # an export is mended and sent by keyboard below; forms of approval are sent in test_export_forms
def test_a_plan_is_approved_by_keyboard(desk_of: Callable[[str], Page], stage: Stage) -> None:
    export_id = stage.waiting()
    page = desk_of("approver")
    page.goto(f"{stage.base}/exports/{export_id}")
    press(page, "button", "Approve")
    expect(page.get_by_role("status").filter(has_text="Approved.")).to_be_visible()
    page.context.close()
    approved = [each for each in seen(stage, export_id)["events"] if each["type"] == "export.approved"]
    assert [each["actor"]["name"] for each in approved] == ["Ada Stone"]


def test_what_stops_an_export_is_mended_and_it_is_sent_by_keyboard(page: Page, stage: Stage) -> None:
    _, export_id = blocked(stage, countryOfOrigin=None)
    page.goto(f"{stage.base}/exports/{export_id}")
    reach(page, page.get_by_label("Country of origin"))
    page.keyboard.type("GB")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nothing stops these orders")).to_be_visible()
    press(page, "link", "Send to Border Brokers")
    press(page, "button", "Send 11 files to Border Brokers")
    expect(page.get_by_role("heading", name="Sent, waiting for the broker")).to_be_visible()


@pytest.mark.slow  # as above
def test_papers_are_corrected_by_keyboard(page: Page, stage: Stage) -> None:
    export_id = sent(stage, sku=fresh("BK"))
    order = seen(stage, export_id)["snapshot"]["included_order_ids"][0]
    product = stage.goods.client.get(f"/api/orders/{order}").json()["items"][0]["productId"]
    stage.goods.client.ok(stage.goods.client.patch(f"/api/products/{product}", {"title": "Atlas, 2nd"}))
    page.goto(f"{stage.base}/exports/{export_id}")
    press(page, "link", "Correct the papers")
    press(page, "button", "Send the corrected papers")
    expect(page.get_by_role("status").filter(has_text="A corrected version")).to_be_visible()


@pytest.mark.slow
def test_papers_go_once_more_by_keyboard(page: Page, stage: Stage) -> None:
    export_id = sent(stage)
    page.goto(f"{stage.base}/exports/{export_id}")
    reach(page, page.locator("summary", has_text="Send the papers once more"))
    page.keyboard.press("Enter")
    address = page.get_by_label("Recipient")
    reach(page, address)
    page.keyboard.type("desk@broker.example")
    press(page, "button", "Send once more")
    expect(page.get_by_role("status").filter(has_text="It goes to the broker once more")).to_be_visible()
    assert seen(stage, export_id)["brokerSubmission"]["recipient_email"] == "desk@broker.example"


@pytest.mark.slow
def test_a_cause_is_mended_on_fix_first_and_leads_to_its_export_by_keyboard(page: Page, stage: Stage) -> None:
    product, export_id = blocked(stage, countryOfOrigin=None)
    order = seen(stage, export_id)["snapshot"]["included_order_ids"][0]
    number = stage.goods.client.get(f"/api/orders/{order}").json()["externalId"]
    page.goto(f"{stage.base}/fix")
    cause = page.locator("form", has=page.locator(f"input[value='product {product} countryOfOrigin']"))
    reach(page, cause.get_by_label("Country of origin"))
    page.keyboard.type("GB")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"The export of {number} can leave")).to_be_visible()
    press(page, "link", "Open the export")
    expect(page.get_by_role("heading", name="Nothing stops these orders")).to_be_visible()
