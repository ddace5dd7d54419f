"""A finding is mended where it stands: on the page of an export and on Fix first, without a script."""

from tests.browser.console.page_forms import PageForm, forms_of
from tests.browser.console.stage import Stage
from tests.serving.sandbox import BOOK, fresh


def form_at(text: str, at: str) -> PageForm:
    """The form of one finding."""
    return next(each for each in forms_of(text) if each.fields.get("at") == at)


def blocked(stage: Stage, **facts: object) -> tuple[str, str]:
    """An export that one product stops; both ids."""
    product = stage.goods.product(BOOK | {"sku": fresh("BK")} | facts)
    return product, str(stage.goods.plan(stage.goods.order(product))["exportId"])


def test_a_field_is_set_at_its_finding_and_the_export_is_ready(stage: Stage) -> None:
    product, export_id = blocked(stage, netWeightKg=None, grossWeightKg=None)
    address, at = f"{stage.base}/exports/{export_id}", f"product {product} netWeightKg"
    with stage.caller("operator") as caller:
        form = form_at(caller.get(address).text, at)
        refused = caller.post(form.action, data=form.fields | {"value": "heavy"})
        assert refused.status_code == 400
        assert "is no number" in refused.text
        again = form_at(refused.text, at)
        assert again.fields["value"] == "heavy"
        done = caller.post(again.action, data=again.fields | {"value": "0.8"})
        assert done.headers["location"] == f"{address}?done=mended"
        assert not [each for each in forms_of(caller.get(address).text) if each.fields.get("at") == at]
    assert stage.goods.client.get(f"/api/products/{product}").json()["netWeightKg"] == 0.8


def test_fix_first_mends_it_in_every_export_it_stands_in(stage: Stage) -> None:
    product, first = blocked(stage, netWeightKg=None, grossWeightKg=None)
    second = str(stage.goods.plan(stage.goods.order(product))["exportId"])
    with stage.caller("operator") as caller:
        page = caller.get(f"{stage.base}/fix").text
        form = form_at(page, f"product {product} netWeightKg")
        sent = [(name, value) for name, value in form.fields.items() if name not in ("value", "export")]
        exports = [("export", each) for each in (first, second)]
        body = "&".join(f"{name}={value}" for name, value in [*sent, *exports, ("value", "0.8")])
        done = caller.post(
            form.action, content=body, headers={"content-type": "application/x-www-form-urlencoded"}
        )
    assert done.status_code == 303, done.text
    assert stage.goods.client.get(f"/api/products/{product}").json()["netWeightKg"] == 0.8
    for export_id in (first, second):
        assert stage.goods.client.get(f"/api/exports/{export_id}").json()["export"]["plan"]["plan_count"] == 2


def test_the_shipment_is_mended_too_and_nonsense_is_refused(stage: Stage) -> None:
    _, export_id = blocked(stage)
    address = f"{stage.base}/exports/{export_id}"
    with stage.caller("operator") as caller:
        any_form = next(
            each for each in forms_of(caller.get(address).text) if each.action.endswith("/replan")
        )
        given = {"token": any_form.fields["token"], "act": any_form.fields["act"]}
        at = f"export {export_id} papsNumber"
        done = caller.post(f"{address}/mend", data=given | {"at": at, "value": "MPLG123456"})
        assert done.status_code == 303
        for nonsense in (
            "",
            "x",
            "product",
            "account  policy",
            f"product {export_id} pga",
            "export  mode",
            "é \x00 .",
        ):
            answered = caller.post(f"{address}/mend", data=given | {"at": nonsense, "value": "1"})
            assert answered.status_code == 400, nonsense
        absent = caller.post(
            f"{address}/mend", data=given | {"at": "product prod_absent title", "value": "x"}
        )
        assert absent.status_code == 404
    planned = stage.goods.client.get(f"/api/exports/{export_id}").json()
    assert planned["routing_context"]["paps_number"] == "MPLG123456"


def test_a_viewer_sees_the_findings_and_no_field(stage: Stage) -> None:
    _, export_id = blocked(stage, countryOfOrigin=None)
    with stage.caller("viewer") as caller:
        page = caller.get(f"{stage.base}/exports/{export_id}").text
    assert not [each for each in forms_of(page) if "at" in each.fields]
    assert "Country of origin" in page
