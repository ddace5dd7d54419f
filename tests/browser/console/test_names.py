"""Exports go by what people know of them, an order says what stops it, and a mended stop is gone."""

from tests.browser.console.page_forms import forms_of
from tests.browser.console.stage import Stage
from tests.serving.sandbox import BOOK, fresh


def number_of(stage: Stage, order: str) -> str:
    return str(stage.goods.client.get(f"/api/orders/{order}").json()["externalId"])


def test_an_export_is_called_by_the_seller_s_number_of_its_first_order(stage: Stage) -> None:
    bad = stage.goods.product(BOOK | {"countryOfOrigin": None, "sku": fresh("BK")})
    orders = [stage.goods.order(bad), stage.goods.order(), stage.goods.order()]
    export_id = stage.goods.plan(*orders)["exportId"]
    name = f"{number_of(stage, orders[0])} and 2 more"
    here = f"exports/{export_id}"
    with stage.caller("admin") as caller:
        for path in ("exports?sort=newest", "fix", here, f"{here}/send", f"{here}/diff", "audit"):
            assert name in caller.get(f"{stage.base}/{path}").text, path
        back = f"{stage.base}/products/{bad}?export={export_id}"
        assert f"the export of {name}" in caller.get(back).text
        unknown = caller.get(f"{stage.base}/products/{bad}?export=batch_{'0' * 32}").text
        assert "the export of 00000000" in unknown


def test_a_clearance_that_is_refused_is_mended_where_it_stands(stage: Stage) -> None:
    order = stage.goods.order(clearance="321")
    export_id = str(stage.goods.plan(order)["exportId"])
    with stage.caller("operator") as caller:
        page = caller.get(f"{stage.base}/exports/{export_id}").text
        (form,) = [each for each in forms_of(page) if each.fields.get("at") == f"order {order} clearance"]
        assert caller.post(form.action, data=form.fields | {"value": "informal"}).status_code == 303
        assert "Nothing stops these orders" in caller.get(f"{stage.base}/exports/{export_id}").text


def test_an_order_s_page_says_what_stops_it_and_leaves_it_behind(stage: Stage) -> None:
    bad = stage.goods.product(BOOK | {"countryOfOrigin": None, "sku": fresh("BK")})
    stopped, fine = stage.goods.order(bad), stage.goods.order()
    export_id = str(stage.goods.plan(stopped, fine)["exportId"])
    with stage.caller("operator") as caller:
        page = caller.get(f"{stage.base}/orders/{stopped}?export={export_id}").text
        assert "has no country of origin" in page
        (form,) = [each for each in forms_of(page) if each.action.endswith(f"/exports/{export_id}/split")]
        assert caller.post(form.action, data=form.fields).status_code == 303
        gone = caller.get(f"{stage.base}/orders/{stopped}?export={export_id}").text
        assert "has no country of origin" not in gone
        assert "Nothing stops these orders" in caller.get(f"{stage.base}/exports/{export_id}").text


def test_a_timeline_says_once_what_happened_many_times(stage: Stage) -> None:
    with stage.caller("viewer") as caller:
        page = caller.get(f"{stage.base}/exports/{stage.exports['sent']}").text
    assert page.count("File made") == 1
    assert "× 11" in page
