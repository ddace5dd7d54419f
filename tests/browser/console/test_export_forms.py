"""What the page of an export lets a person do, as forms: through the operations, by role, with words of a refusal."""

import io
import zipfile
from typing import Any

import pytest

from tests.browser.console.page_forms import form_to, forms_of, press
from tests.browser.console.stage import Stage
from tests.contract.test_submission import execute, to_broker
from tests.serving.broker_mailbox import DROP, BrokerMailbox
from tests.serving.sandbox import BOOK, fresh
from tests.serving.waiting import wait_until


def seen(stage: Stage, export_id: str) -> dict[str, Any]:
    return dict(stage.goods.client.get(f"/api/exports/{export_id}").json())


def sent(stage: Stage, **facts: Any) -> str:
    """A further export that left."""
    export_id = stage.waiting(**facts)
    stage.goods.client.ok(stage.goods.client.post("/api/exports/execute", {"batchId": export_id}))
    wait_until(
        lambda: (seen(stage, export_id)["brokerSubmission"] or {}).get("status") == "sent",
        seconds=60,
        why=lambda _: "it was not sent",
    )
    return export_id


def test_another_person_approves_what_is_shown_and_nobody_their_own_plan(stage: Stage) -> None:
    export_id = stage.waiting()
    address = f"{stage.base}/exports/{export_id}"
    with stage.caller("approver") as caller:
        done = press(caller, address, "/approve")
        assert done.headers["location"] == f"{address}?done=approved"
        assert "Ada Stone" in caller.get(address).text
    with stage.caller("admin") as caller:
        press(caller, address, "/replan")
        own = caller.get(address).text
    assert not [each for each in forms_of(own) if each.action.endswith("/approve")]


def test_who_sends_what_somebody_else_sent_meanwhile_is_led_to_how_it_stands(stage: Stage) -> None:
    export_id = stage.waiting()
    address = f"{stage.base}/exports/{export_id}/send"
    with stage.caller("operator") as first, stage.caller("admin") as second:
        form = form_to(second.get(address).text, "/send")
        assert press(first, address, "/send").status_code == 303
        late = second.post(form.action, data=form.fields)
        nothing = second.post(form.action, data={"token": form.fields.get("token", "")} | {"recipient": ""})
    assert late.status_code == 409, late.text
    assert f'href="{stage.base}/exports/{export_id}"' in late.text
    assert nothing.status_code < 500


def test_what_is_blocked_is_split_off_and_the_rest_goes_on(stage: Stage) -> None:
    bad = stage.goods.product(BOOK | {"countryOfOrigin": None, "sku": fresh("BK")})
    good, stopped = stage.goods.order(), stage.goods.order(bad)
    export_id = str(stage.goods.plan(good, stopped)["exportId"])
    with stage.caller("operator") as caller:
        done = press(caller, f"{stage.base}/exports/{export_id}", "/split")
    assert done.status_code == 303
    left = seen(stage, export_id)
    assert left["readinessState"] == "READY"
    assert left["snapshot"]["included_order_ids"] == [good]


def test_papers_are_corrected_after_a_look_at_what_changed(stage: Stage) -> None:
    export_id = sent(stage, sku=fresh("BK"))
    address = f"{stage.base}/exports/{export_id}"
    with stage.caller("operator") as caller:
        assert "No fact has changed" in caller.get(f"{address}/correct").text
        order = seen(stage, export_id)["snapshot"]["included_order_ids"][0]
        product = stage.goods.client.get(f"/api/orders/{order}").json()["items"][0]["productId"]
        stage.goods.client.ok(
            stage.goods.client.patch(f"/api/products/{product}", {"title": "Cookery book, 2nd"})
        )
        shown = caller.get(f"{address}/correct")
        assert "Cookery book, 2nd" in shown.text
        assert stage.goods.broker_email in shown.text
        done = press(caller, f"{address}/correct", "/correct")
    assert done.headers["location"] == f"{address}?done=corrected"
    wait_until(
        lambda: seen(stage, export_id)["customsPackage"]["version"] == 2,
        seconds=60,
        why=lambda _: "no second version",
    )


def test_papers_go_to_another_address_and_are_withdrawn_with_a_reason(stage: Stage) -> None:
    export_id = sent(stage)
    address = f"{stage.base}/exports/{export_id}"
    with stage.caller("operator") as caller:
        refused = press(caller, address, "/resubmit", recipient_email="no address")
        assert refused.status_code == 400
        assert "no address" in refused.text
        assert form_to(refused.text, "/resubmit").fields["recipient_email"] == "no address"
        done = press(caller, address, "/resubmit", recipient_email="desk@broker.example")
        assert done.headers["location"] == f"{address}?done=resubmitted"
        assert seen(stage, export_id)["brokerSubmission"]["recipient_email"] == "desk@broker.example"
        assert "reason" in form_to(caller.get(address).text, "/withdraw").required
        withdrawn = press(caller, address, "/withdraw", reason="The truck did not leave")
    assert withdrawn.headers["location"] == f"{address}?done=withdrawn"
    assert seen(stage, export_id)["customsPackage"]["state"] == "withdrawn"


def test_a_decision_on_a_mail_that_is_not_uncertain_is_refused_at_its_page(stage: Stage) -> None:
    export_id = sent(stage)
    address = f"{stage.base}/exports/{export_id}"
    with stage.caller("operator") as caller:
        form = form_to(caller.get(address).text, "/withdraw")
        given = {"token": form.fields["token"], "act": form.fields["act"], "reason": "By phone"}
        assert not [each for each in forms_of(caller.get(address).text) if each.action.endswith("/decide")]
        last = seen(stage, export_id)["brokerSubmission"]["id"]
        for submission in ("", "bes_another", last):
            data = given | {
                "submission_id": submission,
                "decision": "arrived",
                "act": given["act"] + submission,
            }
            answered = caller.post(f"{address}/decide", data=data)
            assert answered.status_code == 409


def test_two_plans_are_compared_in_sentences(stage: Stage) -> None:
    product = stage.goods.product(BOOK | {"sku": fresh("BK")})
    order = stage.goods.order(product)
    export_id = str(stage.goods.plan(order)["exportId"])
    stage.goods.client.ok(stage.goods.client.patch(f"/api/products/{product}", {"countryOfOrigin": "IE"}))
    address = f"{stage.base}/exports/{export_id}"
    with stage.caller("viewer") as caller:
        assert f"{address}/diff" not in caller.get(address).text
        stage.goods.plan(order, batchId=export_id)
        assert f"{address}/diff" in caller.get(address).text
        compared = caller.get(f"{address}/diff")
        assert "changed from GB to IE" in compared.text
        assert "Nothing differs" in caller.get(f"{address}/diff?from=2&to=2").text
        assert caller.get(f"{address}/diff?from=1&to=9").status_code == 404
        assert caller.get(f"{address}/diff?from=x").status_code == 400


@pytest.mark.parametrize("act", ["split", "correct", "resubmit", "withdraw", "decide", "approve"])
def test_a_viewer_has_no_form_of_it_and_is_refused(stage: Stage, act: str) -> None:
    address = f"{stage.base}/exports/{stage.exports['sent']}"
    with stage.caller("viewer") as caller:
        assert not [each for each in forms_of(caller.get(address).text) if each.action.endswith(f"/{act}")]
        assert caller.post(f"{address}/{act}", data={"act": "a"}).status_code == 403


def test_what_was_said_of_the_shipment_stays_when_a_batch_is_planned_again(stage: Stage) -> None:
    order = stage.goods.order()
    export_id = str(stage.goods.plan(order, shipment={"carrierScac": "MPLG", "eta": "at noon"})["exportId"])
    with stage.caller("operator") as caller:
        press(caller, f"{stage.base}/exports/{export_id}", "/replan")
    again = stage.goods.plan(order, batchId=export_id, shipment={"papsNumber": "MPLG123456", "eta": None})
    assert again["routing_context"]["carrier_scac"] == "MPLG"
    assert again["routing_context"]["paps_number"] == "MPLG123456"
    snapshot = stage.goods.client.get(f"/api/exports/{export_id}/snapshot").json()
    assert snapshot["shipment"]["eta"] is None


def test_an_uncertain_mail_is_decided_on_the_page_of_its_export(stage: Stage, mailbox: BrokerMailbox) -> None:
    address, body = to_broker(stage.goods, onUncertain="hold")
    mailbox.data_answers[address] = DROP
    execute(stage.goods, body)
    export_id = body["batchId"]
    page = f"{stage.base}/exports/{export_id}"
    with stage.caller("operator") as caller:
        assert form_to(caller.get(page).text, "/decide").required == {"decision", "reason"}
        refused = press(caller, page, "/decide", decision="arrived")
        assert refused.status_code == 400
        done = press(caller, page, "/decide", decision="arrived", reason="They said so on the phone")
    assert done.headers["location"] == f"{page}?done=decided"
    assert seen(stage, export_id)["brokerSubmission"]["status"] == "sent"


def test_papers_are_read_as_drafts_before_anything_is_made(stage: Stage) -> None:
    export_id = stage.waiting()
    path, page = f"/api/exports/{export_id}/drafts", f"{stage.base}/exports/{export_id}"
    get = stage.goods.client.get
    paper = get(f"{path}/commercial_customs_invoice.html")
    assert paper.status_code == 200, paper.text
    assert f"DRAFT-{export_id[-8:]}" in paper.text
    assert paper.headers["content-disposition"] == 'inline; filename="DRAFT-commercial_customs_invoice.html"'
    packed = zipfile.ZipFile(io.BytesIO(get(f"{path}/package.zip").content))
    assert "commercial_customs_invoice.html" in packed.namelist()
    assert "manifest.json" not in packed.namelist()
    after = seen(stage, export_id)
    assert (after["state"], after["artifacts"], after["brokerSubmissions"]) == ("BATCHED", [], [])
    for absent in ("manifest.json", "..%2f..%2fetc%2fpasswd", "é", "%00"):
        assert get(f"{path}/{absent}").status_code == 404, absent
    with stage.caller("viewer") as caller:
        assert f"{page}/drafts/commercial_customs_invoice.html" in caller.get(page).text
        shown = caller.get(f"{page}/drafts/commercial_customs_invoice.html")
        assert shown.headers["content-security-policy"].startswith("sandbox")
        assert f"DRAFT-{export_id[-8:]}" in shown.text
        made = caller.get(f"{stage.base}/exports/{stage.exports['sent']}/drafts/packing_list.json")
        assert made.headers["location"].endswith("/documents/packing_list.json")
    for kind in ("blocked", "sent"):
        refused = get(f"/api/exports/{stage.exports[kind]}/drafts/package.zip")
        assert refused.json()["errorCode"] == "INVALID_EXPORT_STATE"
