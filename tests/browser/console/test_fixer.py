"""The product fixer and Fix first, as a person uses them: a block pasted, undone, checked, kept, taken back."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.console.stage import Stage
from tests.serving.sandbox import BOOK, fresh

SECONDS = 60_000


def three_books(stage: Stage) -> tuple[str, list[str]]:
    """Three products found by one word, and their ids in the order of the page."""
    word = fresh("shelf")
    ids = [
        stage.goods.product(BOOK | {"sku": f"{word}-{letter}", "netWeightKg": 1, "grossWeightKg": 3})
        for letter in "abc"
    ]
    return word, list(reversed(ids))


def product_of(stage: Stage, product_id: str) -> dict[str, Any]:
    return stage.api.ok(stage.api.get(f"/api/products/{product_id}"))


def cell(page: Page, product_id: str, field: str) -> Locator:
    return page.locator(f'[name="{product_id}:{field}"]')


def test_a_block_from_a_spreadsheet_is_pasted_undone_checked_kept_and_taken_back(
    visitor: BrowserContext, page: Page, stage: Stage
) -> None:
    visitor.grant_permissions(["clipboard-read", "clipboard-write"])
    word, _ = three_books(stage)
    page.goto(f"{stage.base}/products?q={word}")
    ids = [
        name.partition(":")[0]
        for name in page.locator("td.cell [name$=':netWeightKg']").evaluate_all("all => all.map(e => e.name)")
    ]
    assert len(ids) == 3
    origin = cell(page, ids[0], "countryOfOrigin")
    origin.focus()
    page.evaluate("text => navigator.clipboard.writeText(text)", "FR\t1.25\nDE\t2.5\n")
    page.keyboard.press("Control+v")
    expect(cell(page, ids[1], "countryOfOrigin")).to_have_value("DE")
    expect(cell(page, ids[1], "netWeightKg")).to_have_value("2.5")
    expect(page.locator("[data-edited]")).to_have_text("4 cells changed")
    page.keyboard.press("Control+z")
    expect(cell(page, ids[0], "netWeightKg")).to_have_value("1")
    expect(page.locator("[data-edited]")).to_have_text("No cell changed")
    page.keyboard.press("Control+y")
    expect(cell(page, ids[0], "countryOfOrigin")).to_have_value("FR")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(cell(page, ids[2], "countryOfOrigin")).to_be_focused()
    page.keyboard.press("Control+d")
    expect(cell(page, ids[2], "countryOfOrigin")).to_have_value("DE")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Enter")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("Checked: 3 products would change.")).to_be_visible(timeout=SECONDS)
    expect(cell(page, ids[1], "netWeightKg")).to_have_value("2.5")
    assert product_of(stage, ids[1])["netWeightKg"] == 1
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Kept as one change.")).to_be_visible(timeout=SECONDS)
    assert [product_of(stage, each)["countryOfOrigin"] for each in ids] == ["FR", "DE", "DE"]
    page.get_by_role("button", name="Undo it").click()
    expect(page.get_by_text("Put back as it was before.")).to_be_visible(timeout=SECONDS)
    assert [product_of(stage, each)["countryOfOrigin"] for each in ids] == ["GB", "GB", "GB"]


def test_a_cell_that_cannot_be_kept_says_why_and_keeps_the_others_typed(page: Page, stage: Stage) -> None:
    word, (first, second, _) = three_books(stage)
    page.goto(f"{stage.base}/products?q={word}")
    cell(page, first, "netWeightKg").fill("heavy")
    cell(page, second, "description").fill("Printed hardcover book on paper, poems in English")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("1 cell cannot be kept", timeout=SECONDS)
    expect(cell(page, first, "netWeightKg")).to_have_attribute("aria-invalid", "true")
    expect(cell(page, second, "description")).to_have_value(
        "Printed hardcover book on paper, poems in English"
    )
    assert product_of(stage, second)["description"] == BOOK["description"]
    page.locator("h1").click()
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.closest('[data-fault]') !== null")
    cell(page, first, "netWeightKg").fill("1.5")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Kept as one change.")).to_be_visible(timeout=SECONDS)
    assert product_of(stage, first)["netWeightKg"] == 1.5


def test_the_fixer_saves_without_a_script(browser: Browser, stage: Stage) -> None:
    word, (first, *_) = three_books(stage)
    context = browser.new_context(base_url=stage.server.url, java_script_enabled=False)
    context.add_cookies(stage.cookies("operator"))  # type: ignore[arg-type]  # a literal the library names
    page = context.new_page()
    page.goto(f"{stage.base}/products?q={word}")
    cell(page, first, "netWeightKg").fill("0.75")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Kept as one change.")).to_be_visible(timeout=SECONDS)
    context.close()
    assert product_of(stage, first)["netWeightKg"] == 0.75


def test_a_form_saved_as_it_was_changes_nothing(page: Page, stage: Stage) -> None:
    """The forms of a product, an order, a broker, a warehouse and the account lose no fact they do not show."""
    stage.api.ok(
        stage.api.patch(f"/api/products/{stage.goods.book_id}", {"attributes": {"relatedParty": False}})
    )
    order_id = stage.goods.order(
        shipTo={"name": "Dana Reed", "city": "Buffalo", "country": "US"}, soldOn="2026-11-20"
    )
    looks = {
        f"products/{stage.goods.book_id}": (f"/api/products/{stage.goods.book_id}", "Save the product"),
        f"orders/{order_id}": (f"/api/orders/{order_id}", "Save the receiver"),
        f"partners/brokers/{stage.goods.broker_id}": (
            f"/api/brokers/{stage.goods.broker_id}",
            "Save the broker",
        ),
        f"partners/warehouses/{stage.goods.warehouse_id}": (
            f"/api/warehouses/{stage.goods.warehouse_id}",
            "Save the warehouse",
        ),
        "account": ("/api/account", "Save the account"),
    }
    for place, (address, words) in looks.items():
        before = stage.api.ok(stage.api.get(address))
        page.goto(f"{stage.base}/{place}")
        page.get_by_role("button", name=words).click()
        expect(page.locator("main [role=status]")).to_be_visible(timeout=SECONDS)
        after = stage.api.ok(stage.api.get(address))
        assert {name: value for name, value in after.items() if name != "updatedAt"} == {
            name: value for name, value in before.items() if name != "updatedAt"
        }


def test_a_cause_is_mended_where_it_stands_and_the_export_is_planned_again(page: Page, stage: Stage) -> None:
    for is_by_keyboard in (False, True):
        product_id = stage.goods.product(BOOK | {"countryOfOrigin": None, "sku": fresh("fix")})
        export_id = str(stage.goods.plan(stage.goods.order(product_id))["exportId"])
        page.goto(f"{stage.base}/fix")
        row = page.locator("li[data-row]", has=page.locator(f"a[href*='{product_id}']")).first
        field = row.get_by_label("Country of origin")
        field.focus()
        page.keyboard.type("GB")
        if is_by_keyboard:
            page.keyboard.press("Enter")
        else:
            row.get_by_role("button", name="Save and plan again").click()
        expect(page.get_by_text("the exports it stood in are planned again")).to_be_visible(timeout=SECONDS)
        answered = stage.api.ok(stage.api.get(f"/api/exports/{export_id}"))
        assert answered["readinessState"] == "READY"
