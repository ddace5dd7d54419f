"""The whole story as people live it: a table of products and one of orders come in, a fault is mended, the export is
planned and sent, and the broker accepts it by the link in the mail. On a desk and on a tablet."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.console.stage import Stage, second_house
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import PROFILE, fresh
from tests.serving.server import Server

SECONDS = 60_000
PRODUCTS = (
    "externalId,sku,title,description,hsCode,countryOfOrigin,unitValueUsd,netWeightKg,grossWeightKg,materials,manufacturer.name,"
    "manufacturer.address,manufacturer.city,manufacturer.postalCode,manufacturer.country\n"
    'atlas,ATLAS,Road atlas,"Printed hardcover cookery book on paper, English text",4901.99.0070,,20,0.8,0.9,paper:100,'
    "Albion Press Ltd,14 Fleet Street,London,EC4Y 1AA,GB\n"
)
YARD = {
    "Street and number": "5 Dock Road",
    "City": "Mississauga",
    "State or province": "ON",
    "Postal code": "L5T 1A1",
    "Country": "CA",
    "Port of entry": "0901",
}
ORDERS = (
    "externalId,destinationCountry,sku,quantity,unitValueUsd,shipTo.name,shipTo.address1,shipTo.city,shipTo.region,"
    "shipTo.postalCode,shipTo.country\n"
    "1001,US,ATLAS,2,20,Dana Reed,88 Elm Street,Buffalo,NY,14201,US\n"
    "1002,US,ATLAS,1,20,Sam Hill,9 Oak Street,Albany,NY,12207,US\n"
)


def at_desk(browser: Browser, house: Stage, width: int, *, is_signed_in: bool) -> Page:
    """A page of the admin's browser, or of one that nobody signed in with."""
    context = browser.new_context(
        base_url=house.server.url, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    if is_signed_in:
        context.add_cookies(house.cookies("admin"))  # type: ignore[arg-type]  # a literal the library names
    return context.new_page()


def add_partners(page: Page, house: Stage, broker_email: str) -> None:
    """The broker who files, and the place the goods leave from."""
    page.goto(f"{house.base}/partners/brokers/new")
    page.get_by_label("Name").fill("Elm Street Brokers")
    page.get_by_label("E-mail address").fill(broker_email)
    page.get_by_label("On file with the broker").select_option("Yes")
    page.get_by_label("Formal entry, USD", exact=True).fill("125")
    page.get_by_role("button", name="Add the broker").click()
    expect(page.locator("main [role=status]")).to_be_visible(timeout=SECONDS)
    page.goto(f"{house.base}/partners/warehouses/new")
    page.get_by_label("Name").fill("Mississauga")
    for label, value in YARD.items():
        page.get_by_label(label).fill(value)
    page.locator("select[name=mode]").select_option("Truck")
    page.get_by_role("button", name="Add the warehouse").click()
    expect(page.locator("main [role=status]")).to_be_visible(timeout=SECONDS)


def bring_in(page: Page, house: Stage) -> None:
    """Products, then orders, from a spreadsheet."""
    for noun, table, count in (("products", PRODUCTS, "1 product"), ("orders", ORDERS, "2 orders")):
        page.goto(f"{house.base}/{noun}")
        page.locator(f"a[href$='{noun}/import']").first.click()
        page.get_by_label("Or rows").fill(table)
        page.get_by_role("button", name="Check", exact=True).click()
        page.get_by_role("button", name=f"Import {count}").click(timeout=SECONDS)
        expect(page.get_by_role("status").filter(has_text="Imported.")).to_be_visible(timeout=SECONDS)


def plan_and_mend(page: Page, house: Stage) -> str:
    """Plan what is open, see what stops it, mend it from Today; the export's address."""
    page.goto(f"{house.base}/orders")
    page.get_by_role("button", name="Plan all open orders").click()
    expect(page.get_by_role("heading", name=re.compile("stops? these orders"))).to_be_visible(timeout=SECONDS)
    export = page.url.partition("?")[0]
    page.goto(f"{house.base}/today")
    page.get_by_role("link", name="Fix what is blocked").click()
    field = page.get_by_label("Country of origin").first
    if field.evaluate("each => each.tagName") == "SELECT":
        field.select_option("GB")
    else:
        field.fill("GB")
    page.locator("form", has=page.locator("#" + str(field.get_attribute("id")))).get_by_role("button").click()
    expect(page.get_by_role("status").filter(has_text="planned again")).to_be_visible(timeout=SECONDS)
    return export


@pytest.mark.parametrize("width", [pytest.param(1440, marks=[pytest.mark.slow]), 820], ids=["desk", "tablet"])
def test_from_a_table_of_orders_to_accepted_by_the_broker(
    browser: Browser, server: Server, mailbox: BrokerMailbox, width: int
) -> None:
    house = second_house(server, f"Elm Trading {width}")
    house.api.ok(house.api.patch("/api/account", PROFILE))
    broker_email = f"{fresh('files')}@broker.example"
    page = at_desk(browser, house, width, is_signed_in=True)
    add_partners(page, house, broker_email)
    bring_in(page, house)
    page.goto(plan_and_mend(page, house))
    page.get_by_role("link", name="Send to Elm Street Brokers").click()
    expect(page.get_by_text(broker_email)).to_be_visible()
    for box in page.locator("input[name=seen]").all():
        box.check()
    page.get_by_role("button", name=re.compile("Send .* to Elm Street Brokers")).click()
    expect(page.get_by_role("heading", name="Sent, waiting for the broker")).to_be_visible(timeout=SECONDS)

    (mail,) = mailbox.wait_for(broker_email, seconds=60)
    body = mail.get_body(("plain",))
    assert body is not None
    link = re.search(r"/broker/[\w.-]+", body.get_content())
    assert link is not None
    office = at_desk(browser, house, width, is_signed_in=False)
    office.goto(link.group())
    office.get_by_label("Your name").fill("Bea Klein")
    office.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", name="Accepted by the broker")).to_be_visible(timeout=SECONDS)
    office.context.close()
    page.context.close()
