"""The customs optimizer over HTTP: what it asks, what it answers, that it records its runs and applies nothing."""

from typing import Any

import pytest

from tests.serving.refusals import issues, refused
from tests.serving.server import Client, Server

Node = dict[str, Any]
HOODIE: Node = {
    "product_name": "Men's knitted cotton hoodie",
    "description": "Pullover with hood, 100 % cotton, knitted, long sleeves",
    "country_of_origin": "Pakistan",
    "value": 18,
    "entry_date": "2026-11-02",
}
OPTIONAL: Node = {
    "materials": ["80% cotton", {"name": "polyester", "percent": 20}],
    "category": "apparel",
    "existing_hs_code": "6110.20.2069",
    "supplier_metadata": {"sheet": "spring"},
    "tenant_context": {"desk": "imports"},
}
NEEDED = ("product_name", "description", "country_of_origin", "value")


@pytest.fixture(scope="module")
def shop(server: Server) -> Client:
    """An account of its own."""
    return server.account()


@pytest.fixture(scope="module")
def told(shop: Client) -> Node:
    """The answer of a request with every field."""
    answered: Node = ask(shop, OPTIONAL | {"account_id": shop.account_id})
    return answered


def ask(client: Client, changes: Node) -> Node:
    """An answer to the hoodie with changes."""
    answered: Node = client.ok(client.post("/api/customs/optimize", HOODIE | changes))
    return answered


@pytest.mark.requirement("optimizer:request:required")
def test_every_required_field_that_is_missing_is_named_at_once(shop: Client) -> None:
    found = issues(shop.post("/api/customs/optimize", {}))
    assert set(found) == set(NEEDED)


@pytest.mark.requirement("optimizer:request:optional", "optimizer:answer:fields")
def test_an_answer_has_every_field_and_the_optional_ones_of_the_request_are_read(told: Node) -> None:
    assert {
        "optimizer_run_id", "optimizer_attempt_id", "hs_code", "candidate_classifications", "confidence_score",
        "confidence_level", "confidence_reasoning_summary", "recommended_action", "compliance_flags",
        "duty_preview", "merge_report", "tariff_edition",
    } <= told.keys()  # fmt: skip
    first = told["candidate_classifications"][0]
    assert first["hs_code"] == told["hs_code"]
    assert told["hs_code"].startswith("6110.20")
    assert {"hs_code", "description", "support_score", "rests_on", "duty_preview"} <= first.keys()
    assert first["rests_on"]["reasons"]
    assert told["merge_report"]["materials"]["supplied"] == ["80% cotton", "20% polyester"]
    assert told["existing_classification"]["rank"] is not None


@pytest.mark.requirement("optimizer:answer:confidence")
def test_confidence_is_a_chance_and_its_level_follows_from_it(shop: Client, told: Node) -> None:
    odd = ask(shop, {"product_name": "zzkx", "description": "qwrtp blorf"})
    for each in (told, odd):
        chance = each["confidence_score"]
        assert 0 <= each["confidence_score_ten_digits"] <= chance <= 1
        level = "high" if chance >= 0.75 else "medium" if chance >= 0.45 else "low"
        assert each["confidence_level"] == level
    assert odd["confidence_level"] == "low"
    assert odd["missing_facts"][0]["fact"] == "description"


@pytest.mark.requirement("optimizer:answer:duty-preview")
def test_each_candidate_has_its_duty_as_the_estimate_computes_it(shop: Client, told: Node) -> None:
    assert told["tariff_edition"]
    assert told["duty_preview"] == told["candidate_classifications"][0]["duty_preview"]
    for each in told["candidate_classifications"]:
        preview = each["duty_preview"]
        line = {"hsCode": each["hs_code"], "countryOfOrigin": "PK", "valueUsd": 18, "quantity": 1}
        asked = {"entryDate": "2026-11-02", "mode": "truck", "entryType": "formal", "lines": [line]}
        priced = shop.ok(shop.post("/api/customs/estimate", asked))["lines"][0]
        if preview["duty_usd"] is not None:
            assert preview["duty_usd"] == priced["dutyUsd"]
        assert [layer["heading"] for layer in preview["layers"]] == [
            layer["heading"] for layer in priced["layers"]
        ]


@pytest.mark.requirement("optimizer:answer:merge-report")
def test_the_merge_report_keeps_what_was_supplied_field_by_field(told: Node) -> None:
    report = told["merge_report"]
    assert set(report) == {*NEEDED, "materials", "category", "hs_code"}
    assert all(set(each) == {"supplied", "proposed", "kept"} for each in report.values())
    assert all(each["kept"] == each["supplied"] for each in report.values())
    assert report["hs_code"]["proposed"] == told["hs_code"]
    assert report["country_of_origin"]["supplied"] == "PK"


@pytest.mark.requirement("optimizer:apply:never-silent")
def test_a_proposal_changes_no_product_until_the_product_is_changed(shop: Client) -> None:
    item = {"externalId": "hoodie", "title": HOODIE["product_name"], "description": HOODIE["description"]}
    synced = shop.ok(shop.post("/api/products/sync", {"items": [item]}))["data"][0]
    proposed = ask(shop, {})["hs_code"]
    assert shop.ok(shop.get(f"/api/products/{synced['id']}"))["hsCode"] is None
    taken = shop.ok(shop.patch(f"/api/products/{synced['id']}", {"hsCode": proposed}))
    assert taken["hsCode"] == proposed


@pytest.mark.requirement("optimizer:run:recorded")
def test_a_run_is_read_again_with_its_request_and_by_its_own_account_alone(
    server: Server, shop: Client, told: Node
) -> None:
    run = shop.ok(shop.get(f"/api/customs/optimize/{told['optimizer_run_id']}"))
    assert {name: run[name] for name in told} == told
    assert run["request"]["supplier_metadata"] == {"sheet": "spring"}
    other = server.account().get(f"/api/customs/optimize/{told['optimizer_run_id']}")
    assert refused(other, 404, "NOT_FOUND")


def test_the_same_key_answers_the_same_run_and_another_payload_conflicts(shop: Client) -> None:
    first = shop.post("/api/customs/optimize", HOODIE, key="optimize-1")
    again = shop.post("/api/customs/optimize", HOODIE, key="optimize-1")
    assert again.content == first.content
    other = shop.post("/api/customs/optimize", HOODIE | {"value": 19}, key="optimize-1")
    assert refused(other, 409, "IDEMPOTENCY_CONFLICT")


def test_another_account_s_id_in_the_body_is_refused_by_the_field_s_own_name(shop: Client) -> None:
    other = shop.post("/api/customs/optimize", HOODIE | {"account_id": "acc_of_somebody_else"})
    assert refused(other, 403, "INVALID_ACCOUNT_SCOPE")["field"] == "account_id"


def test_words_that_are_none_an_unknown_origin_and_no_value_are_refused_together(shop: Client) -> None:
    bad = {"product_name": "...", "description": "!!", "country_of_origin": "Atlantis", "value": 0}
    found = issues(shop.post("/api/customs/optimize", bad))
    assert set(found) == {"description", "country_of_origin", "value"}


@pytest.mark.parametrize(
    "changes",
    [
        {"product_name": "x9", "description": "lorem ipsum dolor sit amet " * 40},
        {"product_name": "chaise en bois", "description": "une chaise de cuisine en bois massif, vernie"},
        {"product_name": "木制餐椅", "description": "实木 厨房 椅子"},
    ],
)
def test_noise_and_other_languages_are_answered_with_low_confidence_and_what_is_missing(
    shop: Client, changes: Node
) -> None:
    told = ask(shop, changes)
    assert told["confidence_level"] == "low"
    assert told["recommended_action"] in ("add_details", "ask_broker")
    assert told["missing_facts"]


@pytest.mark.parametrize(
    ("code", "flag"),
    [
        ("1234567890", "existing_code_unknown"),
        ("6110", "existing_code_incomplete"),
        ("abc", "existing_code_unknown"),
    ],
)
def test_an_existing_code_that_is_no_line_is_flagged_and_kept(shop: Client, code: str, flag: str) -> None:
    told = ask(shop, {"existing_hs_code": code})
    assert flag in told["compliance_flags"]
    assert told["existing_classification"]["is_valid"] is False
    assert told["merge_report"]["hs_code"]["kept"] == told["merge_report"]["hs_code"]["supplied"]


def test_every_candidate_is_valid_on_the_entry_date(shop: Client, told: Node) -> None:
    lines = [
        {"hsCode": each["hs_code"], "countryOfOrigin": "PK", "valueUsd": 18, "quantity": 1}
        for each in told["candidate_classifications"]
    ]
    asked = {"entryDate": "2026-11-02", "mode": "truck", "entryType": "formal", "lines": lines}
    messages = shop.ok(shop.post("/api/customs/estimate", asked))["validationMessages"]
    assert not [each for each in messages if each["code"].startswith("HTS_CODE")]
    assert ask(shop, {"existing_hs_code": told["hs_code"]})["existing_classification"]["is_valid"] is True
