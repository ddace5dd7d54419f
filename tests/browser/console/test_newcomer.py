"""Somebody who has never seen it takes the demo's blocked export to sent, by what the pages say alone."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.console.page_forms import form_to, forms_of, press
from tests.browser.console.stage import Stage
from tests.browser.console.test_mending_forms import blocked
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import BOOK, fresh
from tests.serving.server import Server

SECONDS = 60_000


@pytest.fixture(scope="module")
def demo(
    tmp_path_factory: pytest.TempPathFactory, mailbox: BrokerMailbox
) -> Iterator[tuple[Server, str, str]]:
    """A server over what ``entrygo demo`` fills, and who may sign in with what."""
    home: Path = tmp_path_factory.mktemp("newcomer") / "home"
    server = Server(home, smtp_port=mailbox.port)
    done = subprocess.run(
        [sys.executable, "-m", "entrygo", "demo", "--once", "--json", "--port", "0"],
        env=server.settings,
        capture_output=True,
        check=True,
    )
    told = json.loads(done.stdout)
    server.start()
    yield server, told["email"], told["password"]
    server.stop()


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Maple Harbour").first.click()


@pytest.mark.slow
def test_a_newcomer_takes_the_blocked_export_of_the_demo_to_sent(
    browser: Browser, demo: tuple[Server, str, str]
) -> None:
    server, email, password = demo
    context = browser.new_context(base_url=server.url, reduced_motion="reduce")
    page = context.new_page()
    sign_in(page, email, password)
    page.get_by_role("link", name="Fix what is blocked").click()
    cause = page.locator("li").filter(has_text="Product KW-PAN does not state")
    cause.get_by_label("Steel melted and poured in").fill("KR")
    cause.get_by_role("button", name="Save and plan again").click()
    expect(page.get_by_role("heading", name=re.compile("is planned again"))).to_be_visible(timeout=SECONDS)
    agency = page.locator("li").filter(has_text="FD-MAPLE").get_by_role("link", name="Answer the agency")
    agency.click()
    page.get_by_label("Confirmation number of the prior notice").fill("202611880345")
    page.get_by_role("button", name="Save the answer").click()
    expect(page.get_by_text("1 of 11 orders can leave now")).to_be_visible(timeout=SECONDS)
    page.get_by_role("button", name="Go on with 1 order, leave 10 behind").click()
    expect(page.get_by_role("heading", name="Nothing stops these orders")).to_be_visible(timeout=SECONDS)
    page.get_by_role("link", name="Send to Peace Bridge Customs Brokers").click()
    page.get_by_role("button", name="to Peace Bridge Customs Brokers").click()
    expect(page.get_by_role("heading", name="Sent, waiting for the broker")).to_be_visible(timeout=SECONDS)
    context.close()


def test_a_save_on_the_page_of_what_is_wrong_leads_back_to_the_export_planned_anew(stage: Stage) -> None:
    product, export_id = blocked(stage, countryOfOrigin=None)
    export, page = f"{stage.base}/exports/{export_id}", f"{stage.base}/products/{product}"
    with stage.caller("operator") as caller:
        from_export = f"{page}?export={export_id}"
        assert export in caller.get(from_export).text
        done = press(caller, from_export, f"/products/{product}", countryOfOrigin="GB")
        assert done.headers["location"] == f"{export}?done=mended"
        assert "Nothing stops these orders" in caller.get(export).text
        strange = press(caller, f"{page}?export=..%2f..%2fme", f"/products/{product}", title="Atlas")
        assert strange.headers["location"] == f"{page}?done=saved"
        two = caller.get(f"{page}?export={export_id}&export=batch_absent").text
        assert f"{stage.base}/fix" in two
        form = form_to(two, f"/products/{product}")
    assert form.fields["export"] == "batch_absent"


def test_every_page_a_finding_leads_to_knows_the_way_back(stage: Stage) -> None:
    export_id = stage.exports["blocked"]
    with stage.caller("operator") as caller:
        for path in (
            f"products/{stage.paths['product_id']}",
            f"products/{stage.paths['product_id']}/agencies",
            f"orders/{stage.paths['order_id']}",
            f"partners/brokers/{stage.paths['broker_id']}",
            "account",
        ):
            page = caller.get(f"{stage.base}/{path}?export={export_id}")
            assert page.status_code == 200, path
            assert "An export waits" in page.text, path


def test_the_orders_that_can_leave_go_on_without_the_others(stage: Stage) -> None:
    bad = stage.goods.product(BOOK | {"countryOfOrigin": None, "sku": fresh("BK")})
    worse = stage.goods.product(BOOK | {"countryOfOrigin": None, "sku": fresh("BK")})
    orders = [stage.goods.order(), stage.goods.order(bad), stage.goods.order(worse)]
    export_id = str(stage.goods.plan(*orders)["exportId"])
    address = f"{stage.base}/exports/{export_id}"
    with stage.caller("operator") as caller:
        page = caller.get(address).text
        assert "1 of 3 orders can leave now" in page
        behind = [each for each in forms_of(page) if each.fields.get("order") == orders[2]]
        done = caller.post(behind[0].action, data=behind[0].fields)
        assert done.headers["location"] == f"{address}?done=split"
        page = caller.get(address).text
        assert "1 of 2 orders can leave now" in page
        go_on = next(
            each for each in forms_of(page) if each.action.endswith("/split") and "order" not in each.fields
        )
        caller.post(go_on.action, data=go_on.fields)
        assert "Nothing stops these orders" in caller.get(address).text
    kept = stage.goods.client.get(f"/api/exports/{export_id}").json()["snapshot"]["included_order_ids"]
    assert kept == orders[:1]


def test_an_agency_is_answered_on_its_form_and_hostile_names_are_refused(stage: Stage) -> None:
    product = stage.goods.product(BOOK | {"sku": fresh("BK")})
    page = f"{stage.base}/products/{product}/agencies"
    with stage.caller("operator") as caller:
        for wrong in ("FD.XXX", "é", "%00", "FD", "<script>"):
            assert caller.get(page, params={"programme": wrong}).status_code == 404, wrong
        chosen = f"{page}?programme=FC.FCC"
        form = next(each for each in forms_of(caller.get(chosen).text) if "data.fccId" in each.fields)
        refused = caller.post(form.action, data=form.fields | {"programme": "nothing", "data.fccId": "x"})
        assert refused.status_code == 404
        done = caller.post(form.action, data=form.fields | {"data.fccId": "2AB3C-WH100"})
        assert done.status_code == 303
        shown = next(each for each in forms_of(caller.get(chosen).text) if "data.fccId" in each.fields)
        assert shown.fields["data.fccId"] == "2AB3C-WH100"
    (answer,) = stage.goods.client.get(f"/api/products/{product}").json()["pga"]
    assert answer == {"agency": "FCC", "program": "FCC", "disclaim": None, "data": {"fccId": "2AB3C-WH100"}}
