"""Webhooks by page, the message of a mail, and codes proposed for a product."""

import pytest

from tests.browser.console.page_forms import form_to, press
from tests.browser.console.stage import Stage
from tests.serving.sandbox import BOOK, fresh

URL = "https://desk.example.com/hook"


def made(stage: Stage) -> str:
    """A webhook made by page; its page's address."""
    address = f"{stage.base}/developers/webhooks/new"
    with stage.caller("admin") as caller:
        shown = press(
            caller, address, "/webhooks/new", url=URL, purpose=fresh("hook"), event="export.executed"
        )
    assert shown.status_code == 200
    assert "whsec_" in shown.text
    return form_to(shown.text, "/test").action.removesuffix("/test")


def test_a_webhook_is_made_with_its_secret_shown_once_then_tried_and_given_up(stage: Stage) -> None:
    address = made(stage)
    with stage.caller("admin") as caller:
        page = caller.get(address)
        assert "whsec_" not in page.text
        assert form_to(page.text, address).fields["event"] == "export.executed"
        assert press(caller, address, "/switch").headers["location"] == f"{address}?done=saved"
        assert press(caller, address, "/test").headers["location"] == f"{address}?done=owed"
        assert "Post again" in caller.get(address).text
        assert "whsec_" in press(caller, address, "/rotate").text
        again = press(caller, address, "/replay", since="2026-01-01T00:00:00Z")
        assert again.headers["location"] == f"{address}?done=owed"
        gone = press(caller, address, "/delete")
        assert gone.headers["location"] == f"{stage.base}/developers?done=given_up"
        assert caller.get(address).status_code == 404


def test_a_webhook_is_changed_and_what_is_wrong_stands_at_its_field(stage: Stage) -> None:
    address = made(stage)
    with stage.caller("admin") as caller:
        for wrong in ("http://desk.example.com", "https://127.0.0.1/", "nonsense", "é"):
            refused = press(caller, address, address, url=wrong)
            assert refused.status_code == 400, wrong
            assert form_to(refused.text, address).fields["url"] == wrong
        assert press(caller, address, "/replay", since="tomorrow").status_code == 400
        saved = press(caller, address, address, url=URL + "2")
    assert saved.headers["location"] == f"{address}?done=saved"


@pytest.mark.parametrize(
    "end", ["", "/rotate", "/switch", "/test", "/replay", "/delete", "/deliveries/whd_1/replay"]
)
def test_no_other_role_touches_a_webhook_nor_one_that_is_not_there(stage: Stage, end: str) -> None:
    with stage.caller("operator") as caller:
        address = f"{stage.base}/developers/webhooks/whk_absent{end}"
        assert caller.post(address, data={"act": "a"}).status_code == 403
    with stage.caller("admin") as caller:
        form = form_to(caller.get(f"{stage.base}/developers/webhooks/new").text, "/new").fields
        given = form | {"url": URL, "state": "disabled", "since": "2026-01-01T00:00:00Z"}
        assert caller.post(address, data=given).status_code == 404


def test_the_message_of_a_mail_is_read_whole_and_a_foreign_one_is_not_found(stage: Stage) -> None:
    with stage.caller("viewer") as caller:
        page = caller.get(stage.address("/console/{account}/{mode}/outbox/{submission_id}"))
        assert f"{page.url.path}/message" in page.text
        message = caller.get(f"{page.url.path}/message")
        assert message.headers["content-type"].startswith("message/rfc822")
        assert message.headers["content-disposition"].startswith("attachment")
        assert b"Message-ID:" in message.content
        assert caller.get(f"{stage.base}/outbox/bes_absent/message").status_code == 404


def test_codes_are_proposed_for_a_product_and_one_is_taken(stage: Stage) -> None:
    product = stage.goods.product(BOOK | {"sku": fresh("BK"), "hsCode": None})
    address = f"{stage.base}/products/{product}"
    with stage.caller("operator") as caller:
        asked = press(caller, address, "/suggest")
        assert asked.headers["location"] == f"{address}?done=suggested"
        kept = stage.goods.client.get(f"/api/products/{product}").json()
        assert kept["hsCode"] is None
        code = kept["proposal"]["candidates"][0]["hsCode"]
        page = caller.get(address).text
        assert f"Take {code}" in page
        form = form_to(page, f"/products/{product}").fields
        taken = caller.post(
            address, data={"token": form["token"], "act": "act_take", "hsCode": code, "do": "save"}
        )
    assert taken.headers["location"] == f"{address}?done=saved"
    after = stage.goods.client.get(f"/api/products/{product}").json()
    assert after["hsCode"] == code
    assert after["description"] == BOOK["description"]
