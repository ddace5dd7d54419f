"""What an admin does: people and policy, keys, partners, imports, rules, the outbox; by mouse and by keyboard."""

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.console.stage import Stage, second_house
from tests.rooms.operations.people_at_work import PASSWORD
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import fresh
from tests.serving.server import Server

SECONDS = 60_000


@pytest.fixture(scope="module")
def house(server: Server) -> Stage:
    """An account of its own on the same server: its policy and people stand in nobody's way."""
    return second_house(server, "Birch House")


@pytest.fixture
def desk(browser: Browser, house: Stage) -> Page:
    """A page of that account's admin."""
    context = browser.new_context(base_url=house.server.url, viewport={"width": 1440, "height": 900})
    context.add_cookies(house.cookies("admin"))  # type: ignore[arg-type]  # a literal the library names
    return context.new_page()


def press(page: Page, words: str) -> None:
    """Press a button; where the session is older than a quarter of an hour, the password is given once more."""
    page.get_by_role("button", name=words, exact=True).click()
    again = page.get_by_role("heading", name="Your password, once more")
    if again.count():
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()


def said(page: Page, words: str) -> None:
    expect(page.locator("main [role=status]").first).to_contain_text(words, timeout=SECONDS)


def test_somebody_is_invited_given_roles_and_sent_away(desk: Page, house: Stage) -> None:
    desk.goto(f"{house.base}/people")
    desk.get_by_label("E-mail address").fill("not an address")
    assert desk.evaluate("!document.querySelector('[name=email]').checkValidity()")
    desk.get_by_label("E-mail address").fill("cara.moss@birch.example")
    press(desk, "Make an invitation")
    said(desk, "Invited: cara.moss@birch.example.")
    link = desk.locator("code.token").inner_text()
    guest = desk.context.browser.new_context() if desk.context.browser else None
    assert guest is not None
    visit = guest.new_page()
    visit.goto(link)
    visit.get_by_label("Your name").fill("Cara Moss")
    visit.locator("[type=password]").first.fill(PASSWORD)
    visit.locator("button[type=submit]").last.click()
    expect(visit.get_by_role("heading", level=1)).not_to_contain_text("invit", timeout=SECONDS)
    guest.close()
    desk.goto(f"{house.base}/people")
    row = desk.get_by_role("row", name="Cara Moss")
    row.get_by_role("link", name="Change").focus()
    desk.keyboard.press("Enter")
    form = desk.get_by_role("region", name="Change Cara Moss")
    expect(form).to_be_visible()
    form.get_by_label("viewer").check()
    press(desk, "Save the roles of Cara Moss")
    said(desk, "The roles are changed.")
    expect(desk.get_by_role("row", name="Cara Moss")).to_contain_text("viewer, operator")
    desk.get_by_role("row", name="Cara Moss").get_by_role("link", name="Change").click()
    press(desk, "Send Cara Moss away")
    said(desk, "Sent away.")


def test_a_policy_is_read_as_sentences_before_it_is_set(desk: Page, house: Stage) -> None:
    desk.goto(f"{house.base}/people")
    desk.get_by_label("Hold back exports worth more than").fill("10,000")
    desk.get_by_label("Another person approves first").focus()
    desk.keyboard.press("Space")
    press(desk, "Say it in sentences first")
    said(desk, "worth more than $10,000.00")
    assert house.api.ok(house.api.get("/api/account")).get("policy") in (None, {})
    press(desk, "Set this policy")
    said(desk, "The policy is set.")
    assert house.api.ok(house.api.get("/api/account"))["policy"]["requireApproval"] is True
    expect(desk.get_by_text("You are alone.")).to_be_visible()
    desk.get_by_label("Hold back exports worth more than").fill("")
    desk.get_by_label("Another person approves first").uncheck()
    press(desk, "Set this policy")
    expect(desk.get_by_text("Nothing is held back beyond what the law asks.")).to_be_visible(timeout=SECONDS)


def test_a_key_is_shown_once_works_and_is_revoked(desk: Page, house: Stage) -> None:
    desk.goto(f"{house.base}/developers")
    desk.get_by_label("What it is for").fill("The shop")
    desk.get_by_label("Read", exact=True).focus()
    desk.keyboard.press("Space")
    press(desk, "Make the key")
    said(desk, "The key, this once:")
    secret = desk.locator("[role=status] code").first.inner_text()
    headers = {"authorization": f"Bearer {secret}"}
    assert httpx.get(f"{house.server.url}/api/orders", headers=headers, timeout=60).status_code == 200
    desk.goto(f"{house.base}/developers")
    assert secret not in desk.content()
    row = desk.get_by_role("row", name="The shop")
    row.get_by_role("button", name="Revoke").click()
    said(desk, "Revoked.")
    expect(desk.get_by_role("row", name="The shop")).not_to_contain_text("Works")


def test_a_broker_and_a_warehouse_are_added_and_faults_stand_at_their_fields(
    desk: Page, house: Stage
) -> None:
    desk.goto(f"{house.base}/partners")
    desk.get_by_role("link", name="New broker").focus()
    desk.keyboard.press("Enter")
    desk.get_by_label("Name").fill("Falls Brokers")
    desk.get_by_label("E-mail address").fill("entries@falls.example")
    desk.get_by_label("Formal entry, USD", exact=True).fill("a lot")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Formal entry, USD", exact=True)).to_have_attribute(
        "aria-invalid", "true", timeout=SECONDS
    )
    expect(desk.get_by_label("Name")).to_have_value("Falls Brokers")
    desk.get_by_label("Formal entry, USD", exact=True).fill("125.50")
    desk.get_by_role("button", name="Add the broker").click()
    said(desk, "Saved.")
    desk.goto(f"{house.base}/partners/warehouses/new")
    desk.get_by_label("Name").fill("Yard 3")
    desk.get_by_label("Port of entry").fill("0901")
    desk.get_by_role("button", name="Add the warehouse").click()
    said(desk, "Saved.")
    desk.goto(f"{house.base}/partners")
    expect(desk.get_by_role("row", name="Falls Brokers")).to_contain_text("$125.50")
    expect(desk.get_by_role("link", name="Yard 3")).to_be_visible()


def test_faults_of_an_import_stand_by_their_rows_and_nothing_is_kept_before(desk: Page, house: Stage) -> None:
    word = fresh("mug")
    desk.goto(f"{house.base}/products/import")
    desk.get_by_label("Or rows").fill(
        f"externalId,title,hsCode,netWeightKg\n{word},Stoneware mug,6912.00.3550,heavy\n"
    )
    desk.get_by_role("button", name="Check", exact=True).click()
    expect(desk.get_by_role("heading", name="1 fault")).to_be_visible(timeout=SECONDS)
    desk.get_by_label("netWeightKg in row 2").fill("0.4")
    desk.get_by_role("button", name="Check again").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="1 product can be read")).to_be_visible(timeout=SECONDS)
    assert house.api.ok(house.api.get(f"/api/products?q={word}"))["data"] == []
    desk.get_by_role("button", name="Import 1 product").click()
    said(desk, "Imported.")
    assert len(house.api.ok(house.api.get(f"/api/products?q={word}"))["data"]) == 1


def test_rules_are_chosen_by_family_and_a_programme_is_opened(desk: Page, house: Stage) -> None:
    desk.goto(f"{house.base}/rules")
    every = desk.locator("tbody tr").count()
    desk.get_by_role("link", name="Forced labour").focus()
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(f"{house.server.url}{house.base}/rules?family=Forced+labour")
    assert 0 < desk.locator("tbody tr").count() < every
    desk.get_by_role("link", name="The tariff").click()
    desk.get_by_role("link", name="Section 232, metals").click()
    expect(desk.get_by_role("heading", name="Section 232, metals")).to_be_visible(timeout=SECONDS)
    assert desk.locator("tbody tr").count() > 1


def test_papers_are_sent_once_more_to_another_address(
    page: Page, stage: Stage, mailbox: BrokerMailbox
) -> None:
    address = f"{fresh('desk')}@broker.example"
    page.goto(f"{stage.base}/outbox")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_text("Send the papers once more").click()
    page.get_by_label("Recipient").fill(address)
    page.keyboard.press("Enter")
    said(page, "It goes to the broker once more.")
    assert len(mailbox.wait_for(address, seconds=60)) == 1
