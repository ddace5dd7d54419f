"""Views of the board that a person names: kept, shown as one of the views, forgotten; nobody else's."""

from playwright.sync_api import Page, expect

from tests.browser.console.page_forms import form_to, forms_of, press
from tests.browser.console.stage import Stage


def test_a_view_is_kept_by_its_name_and_forgotten_by_keyboard(page: Page, stage: Stage) -> None:
    page.goto(f"{stage.base}/exports?readiness=BLOCKED&sort=oldest")
    page.get_by_text("Keep this view").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Blocked, oldest")
    page.keyboard.press("Enter")
    chip = page.get_by_role("link", name="Blocked, oldest")
    expect(chip).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="Waiting").click()
    chip.click()
    expect(page.get_by_label("Sorted by")).to_have_value("oldest")
    page.get_by_text("Your view Blocked, oldest").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="The view is forgotten")).to_be_visible()
    expect(chip).to_have_count(0)


def test_a_view_is_one_person_s_own_in_one_world_and_nonsense_is_refused(stage: Stage) -> None:
    address = f"{stage.base}/exports?readiness=READY&sort=newest"
    with stage.caller("viewer") as caller:
        assert press(caller, address, "/views", name="  Mine   now ").status_code == 303
        assert press(caller, address, "/views/forget", name="Other").status_code == 404
        assert "Mine now" in caller.get(f"{stage.base}/exports").text
        assert "Mine now" not in caller.get(f"{stage.base.replace('/live', '/test')}/exports").text
        other = f"{stage.base}/exports?readiness=READY"
        for name in (" ", "x" * 41):
            refused = press(caller, other, "/views", name=name)
            assert refused.status_code == 400
            assert "at most 40 letters" in refused.text
            assert form_to(refused.text, "/views").fields["query"] == "readiness=READY"
        for query in ("readiness=PURPLE", "valueFrom=x%00", "sort=é"):
            assert press(caller, other, "/views", name="n", query=query).status_code == 400
        hostile = "<b>&\"'"
        press(caller, other, "/views", name=hostile, query="readiness=READY&cursor=x&colour=red")
        shown = caller.get(other).text
        assert hostile not in shown
        kept = next(each for each in forms_of(shown) if each.action.endswith("/forget"))
        assert kept.fields["name"] == hostile
        assert caller.post(kept.action, data=kept.fields).status_code == 303
        for number in range(29):
            press(caller, other, "/views", name=f"View {number}", query=f"valueFrom={number}")
        full = press(caller, other, "/views", name="One more")
        assert full.status_code == 400
        assert "forget one first" in full.text
    with stage.caller("operator") as caller:
        assert "Mine now" not in caller.get(f"{stage.base}/exports").text


def test_the_board_is_filtered_by_what_its_address_names(stage: Stage) -> None:
    made = {"name": "Winnipeg", "portOfEntry": "3401"}
    elsewhere = stage.goods.client.ok(stage.goods.client.post("/api/warehouses", made))["id"]
    with stage.caller("viewer") as caller:
        assert "No export here" in caller.get(f"{stage.base}/exports?warehouseId={elsewhere}").text
        assert "No export here" in caller.get(f"{stage.base}/exports?valueFrom=999999").text
        assert "No export here" in caller.get(f"{stage.base}/exports?createdFrom=2999-01-01T00:00:00Z").text
        assert "data-row" in caller.get(f"{stage.base}/exports?brokerId={stage.paths['broker_id']}").text
        assert caller.get(f"{stage.base}/exports?warehouse_id={elsewhere}").status_code == 400
