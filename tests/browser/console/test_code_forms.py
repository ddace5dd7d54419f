"""Codes to decide: a seller's products are proposed for, taken by the group, corrected, described and undone."""

from collections.abc import Iterator
from urllib.parse import urlencode

import httpx
import pytest

from tests.browser.console.page_forms import PageForm, form_to, press
from tests.browser.console.stage import Stage
from tests.serving.sandbox import BOOK, fresh

CERAMIC = [{"name": "ceramic", "percent": 100}]
MUG = {
    "title": "Ceramic coffee mug",
    "description": "Stoneware mug for coffee",
    "hsCode": None,
    "materials": CERAMIC,
}
ITEMS = (
    MUG | {"sku": fresh("MUG")},
    MUG | {"sku": fresh("MUG"), "title": "Ceramic coffee mug, blue"},
    MUG | {"sku": fresh("MUG"), "title": "Ceramic coffee mug, green", "hsCode": "6912.00.9999"},
    {"sku": fresh("QQ"), "title": "Quillet glimworth", "description": None, "hsCode": None, "materials": []},
)


@pytest.fixture(scope="module")
def products(stage: Stage) -> list[str]:
    """Three mugs, one of them with a code that no line has, and something nobody knows."""
    return [stage.goods.product(BOOK | each) for each in ITEMS]


@pytest.fixture
def caller(stage: Stage, products: list[str]) -> Iterator[httpx.Client]:
    """An operator, once codes are proposed."""
    with stage.caller("operator") as caller:
        address = f"{stage.base}/products/codes"
        if "Propose for" in caller.get(address).text:
            done = press(caller, address, "/codes/propose")
            while "go=" in done.headers["location"]:
                done = press(caller, done.headers["location"], "/codes/propose")
        yield caller


def send(caller: httpx.Client, form: PageForm, do: str, ticked: list[str], **typed: str) -> httpx.Response:
    kept = {name: value for name, value in form.fields.items() if name != "take"} | typed
    fields = [*kept.items(), ("do", do), *(("take", each) for each in ticked)]
    kind = {"content-type": "application/x-www-form-urlencoded"}
    return caller.post(form.action, content=urlencode(fields), headers=kind)


def code_of(stage: Stage, product: str) -> str | None:
    code: str | None = stage.goods.client.get(f"/api/products/{product}").json()["hsCode"]
    return code


def decided(caller: httpx.Client, stage: Stage, level: str) -> PageForm:
    return form_to(caller.get(f"{stage.base}/products/codes?level={level}").text, f"/codes?level={level}")


def test_a_group_is_taken_but_for_what_is_not_ticked_and_undone(
    stage: Stage, products: list[str], caller: httpx.Client
) -> None:
    form = decided(caller, stage, "high")
    code = form.fields[f"{products[0]}:first"]
    assert code.startswith("6912.00")
    assert form.fields[f"{products[2]}:first"].startswith("6912.00"), "in place of a code that no line has"
    done = send(caller, form, f"group:{code}", products[:1])
    assert [code_of(stage, each) for each in products[:2]] == [code, None]
    address = done.headers["location"]
    assert press(caller, address, "/undo").headers["location"].startswith(f"{stage.base}/products/codes?")
    assert code_of(stage, products[0]) is None


def test_a_typed_code_goes_before_the_proposal_and_one_that_no_line_has_is_a_fault_at_its_cell(
    stage: Stage, products: list[str], caller: httpx.Client
) -> None:
    form = decided(caller, stage, "high")
    cell = f"{products[1]}:hsCode"
    refused = send(caller, form, "ticked", products[1:2], **{cell: "6912.00.9999"})
    assert refused.status_code == 400
    again = form_to(refused.text, "/codes?level=high")
    assert again.fields[cell] == "6912.00.9999"
    assert code_of(stage, products[1]) is None
    send(caller, again, "ticked", products[1:2], **{cell: "6912.00.3510"})
    assert code_of(stage, products[1]) == "6912.00.3510"


def test_one_that_was_changed_meanwhile_is_left(
    stage: Stage, products: list[str], caller: httpx.Client
) -> None:
    form = decided(caller, stage, "high")
    stage.goods.client.ok(stage.goods.client.patch(f"/api/products/{products[0]}", {"netWeightKg": 0.4}))
    done = send(caller, form, "ticked", products[:1])
    assert "done=changed_meanwhile" in done.headers["location"]
    assert code_of(stage, products[0]) is None


def test_a_description_that_says_more_is_ranked_again_at_once(
    stage: Stage, products: list[str], caller: httpx.Client
) -> None:
    form = decided(caller, stage, "low")
    cell = f"{products[3]}:description"
    send(caller, form, "ticked", [], **{cell: "Jigsaw puzzle of cardboard, a toy"})
    proposal = stage.goods.client.get(f"/api/products/{products[3]}").json()["proposal"]
    assert proposal["hsCode"].startswith("9503.00")
    assert code_of(stage, products[3]) is None
