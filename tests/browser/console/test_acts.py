"""What people do: by mouse, by keyboard, without a script, twice, too late, from elsewhere."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.console.stage import Stage
from tests.serving.sandbox import METAL_BOOK
from tests.serving.waiting import wait_until


def mails_of(stage: Stage, export_id: str) -> int:
    answered = stage.goods.client.get(f"/api/exports/{export_id}").json()
    return len(
        answered["broker_submissions"] if "broker_submissions" in answered else answered["brokerSubmissions"]
    )


def hidden_of(page: Page) -> dict[str, str]:
    """The hidden fields of the form on a page."""
    fields = page.locator("form [type=hidden]").all()
    return {each.get_attribute("name") or "": each.get_attribute("value") or "" for each in fields}


def state_of(stage: Stage, export_id: str) -> str:
    return str(stage.goods.client.get(f"/api/exports/{export_id}").json()["state"])


def test_a_ready_export_is_sent_by_mouse_and_its_page_follows_by_itself(page: Page, stage: Stage) -> None:
    export_id = stage.waiting()
    page.goto(f"{stage.base}/exports/{export_id}")
    page.get_by_role("link", name="Send to Border Brokers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Send to Border Brokers")
    expect(page.get_by_text(stage.goods.broker_email)).to_be_visible()
    page.get_by_role("button", name="Send 11 files to Border Brokers").click()
    expect(page.get_by_role("status").filter(has_text="Sending began")).to_be_visible()
    expect(page.get_by_role("heading", name="Sent, waiting for the broker")).to_be_visible()
    assert mails_of(stage, export_id) == 1


def test_a_ready_export_is_sent_by_keyboard(page: Page, stage: Stage) -> None:
    export_id = stage.waiting()
    page.goto(f"{stage.base}/exports?sort=newest")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{stage.server.url}{stage.base}/exports/{export_id}")
    page.keyboard.press("s")
    expect(page.get_by_role("heading", level=1)).to_have_text("Send to Border Brokers")
    page.get_by_role("button", name="Send 11 files").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 order to Border Brokers")
    wait_until(lambda: state_of(stage, export_id) == "COMPLETED", seconds=60, why=lambda _: "it was not sent")


def test_what_needs_a_look_is_sent_once_each_point_is_ticked(stage: Stage, browser: Browser) -> None:
    """Without a script: the browser's own check and, past it, the server's."""
    export_id = stage.exports["review"]
    context = browser.new_context(base_url=stage.server.url, java_script_enabled=False)
    context.add_cookies(stage.cookies("operator"))  # type: ignore[arg-type]  # a literal the library names
    page = context.new_page()
    page.goto(f"{stage.base}/exports/{export_id}/send")
    form = hidden_of(page)
    with stage.caller("operator") as caller:
        refused = caller.post(f"{stage.base}/exports/{export_id}/send", data=form)
    assert refused.status_code == 400
    assert "Tick each point" in refused.text
    assert state_of(stage, export_id) == "BATCHED"
    for box in page.locator("input[name=seen]").all():
        box.check()
    page.get_by_role("button", name="Send 11 files").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 order to Border Brokers")
    context.close()
    wait_until(lambda: state_of(stage, export_id) == "COMPLETED", seconds=60, why=lambda _: "it was not sent")


def test_the_same_form_twice_sends_once(stage: Stage, page: Page) -> None:
    export_id = stage.waiting()
    page.goto(f"{stage.base}/exports/{export_id}/send")
    form = hidden_of(page)
    with stage.caller("admin") as caller:
        answers = [caller.post(f"{stage.base}/exports/{export_id}/send", data=form) for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303]
    wait_until(lambda: state_of(stage, export_id) == "COMPLETED", seconds=60, why=lambda _: "it was not sent")
    assert mails_of(stage, export_id) == 1


def test_a_plan_that_changed_since_it_was_shown_is_not_sent(stage: Stage, page: Page) -> None:
    export_id = stage.waiting()
    page.goto(f"{stage.base}/exports/{export_id}/send")
    page.locator("input[name=plan_hash]").evaluate("(field) => { field.value = 'planhash_another'; }")
    page.get_by_role("button", name="Send 11 files").click()
    expect(page.get_by_role("alert")).to_contain_text("The facts changed since you looked")
    assert state_of(stage, export_id) == "BATCHED"


def test_the_ready_are_sent_together_with_a_result_a_row(stage: Stage, page: Page) -> None:
    sent, cancelled, looked_at = stage.waiting(), stage.waiting(), stage.waiting(**METAL_BOOK)
    page.goto(f"{stage.base}/exports?sort=newest")
    page.get_by_label("All ready").check()
    expect(page.locator(f"input[value^='{looked_at}']")).not_to_be_checked()
    page.get_by_label("All ready").uncheck()
    for export_id in (sent, cancelled, looked_at):
        page.locator(f"input[value^='{export_id}']").check()
    stage.goods.client.ok(stage.goods.client.post(f"/api/exports/{cancelled}/cancel", {}))
    page.get_by_role("button", name="Send the chosen (3)").click()
    became = page.get_by_role("status").filter(has_text="What became of the chosen")
    expect(became.get_by_role("listitem")).to_have_count(3)
    expect(became.get_by_text("Its papers are being made and sent.")).to_have_count(1)
    expect(became.get_by_text("Somebody has to look at it first")).to_have_count(1)
    wait_until(lambda: state_of(stage, sent) == "COMPLETED", seconds=60, why=lambda _: "it was not sent")
    assert (state_of(stage, cancelled), state_of(stage, looked_at)) == ("CANCELLED", "BATCHED")


def test_several_are_planned_again_and_cancelled_after_one_question(stage: Stage, browser: Browser) -> None:
    """Without a script."""
    kept, changed = stage.waiting(), stage.waiting(sku="BK-OLD")
    order_id = stage.goods.client.get(f"/api/exports/{changed}").json()["snapshot"]["included_order_ids"][0]
    order = stage.goods.client.get(f"/api/orders/{order_id}").json()
    product = f"/api/products/{order['items'][0]['productId']}"
    stage.goods.client.ok(stage.goods.client.patch(product, {"countryOfOrigin": None}))
    context = browser.new_context(base_url=stage.server.url, java_script_enabled=False)
    context.add_cookies(stage.cookies("operator"))  # type: ignore[arg-type]  # a literal the library names
    page = context.new_page()

    def choose(*exports: str) -> None:
        page.goto(f"{stage.base}/exports?sort=newest")
        for export_id in exports:
            page.locator(f"input[value^='{export_id}']").check()

    choose(kept, changed)
    page.get_by_role("button", name="Plan again").click()
    became = page.get_by_role("status").filter(has_text="What became of the chosen")
    expect(became.get_by_text("Planned again: nothing has changed.")).to_have_count(1)
    expect(became.get_by_text("Planned again: blocked")).to_have_count(1)
    expect(page.locator("#f-sort")).to_have_value("newest")
    choose(kept, changed)
    page.get_by_role("button", name="Cancel…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cancel 2 exports")
    expect(page.get_by_text("2 orders will be open again")).to_be_visible()
    assert state_of(stage, kept) == "BATCHED"
    page.get_by_role("link", name="Keep them").click()
    assert state_of(stage, kept) == "BATCHED"
    choose(kept, changed)
    page.get_by_role("button", name="Cancel…").click()
    page.get_by_label("Reason").fill("Truck is full")
    page.get_by_role("button", name="Cancel 2 exports").click()
    expect(became.get_by_text("Cancelled: its orders are open again.")).to_have_count(2)
    assert {state_of(stage, each) for each in (kept, changed)} == {"CANCELLED"}
    context.close()


def test_half_typed_text_survives_news_and_keeps_its_place(stage: Stage, page: Page) -> None:
    order_id = stage.goods.order()
    export_id = str(stage.goods.plan(order_id)["exportId"])
    page.goto(f"{stage.base}/exports/{export_id}")
    page.get_by_text("Cancel this export").click()
    field = page.get_by_label("Reason")
    field.fill("Truck not av")
    stage.goods.plan(order_id, batchId=export_id)
    expect(page.get_by_text("Planned again")).to_be_visible()
    expect(field).to_have_value("Truck not av")
    expect(field).to_be_focused()
    assert state_of(stage, export_id) == "BATCHED"


def test_a_form_from_elsewhere_does_nothing(stage: Stage) -> None:
    export_id = stage.waiting()
    with stage.caller("admin") as caller:
        for headers in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}):
            answered = caller.post(
                f"{stage.base}/exports/{export_id}/cancel", data={"act": "a"}, headers=headers
            )
            assert answered.status_code == 403
            assert "Nothing was done" in answered.text
    assert state_of(stage, export_id) == "BATCHED"


def test_a_lost_session_keeps_what_was_typed(stage: Stage, page: Page) -> None:
    export_id = stage.waiting()
    with stage.caller(None) as caller:
        answered = caller.post(
            f"{stage.base}/exports/{export_id}/cancel", data={"act": "act_1", "reason": "Truck <b>broke</b>"}
        )
    assert answered.status_code == 401
    assert "Truck &lt;b&gt;broke&lt;/b&gt;" in answered.text
    with stage.caller("admin") as caller:
        again = caller.post(
            f"{stage.base}/exports/{export_id}/cancel",
            data={"act": "act_1", "reason": "Truck", "token": "old"},
        )
    assert again.status_code == 403
    assert "Send what I typed" in again.text
    assert state_of(stage, export_id) == "BATCHED"


def test_keys_do_nothing_while_somebody_types(stage: Stage, page: Page) -> None:
    export_id = stage.waiting()
    page.goto(f"{stage.base}/exports/{export_id}")
    page.get_by_text("Cancel this export").click()
    field = page.get_by_label("Reason")
    field.focus()
    page.keyboard.type("gets?")
    expect(field).to_have_value("gets?")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
