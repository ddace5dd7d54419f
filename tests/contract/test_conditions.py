"""The published vocabulary of conditions: what it lists, and what the account may answer once for all goods."""

import httpx
import pytest

from entrygo.tariff.conditions import CONDITIONS
from entrygo.tariff.law import shipped_law
from tests.serving.refusals import refused
from tests.serving.server import Client, Server


@pytest.fixture(scope="module")
def client(server: Server) -> Client:
    """An account of this file's own."""
    return server.account("Conditions Ltd")


@pytest.mark.requirement("conditions:vocabulary:published")
def test_every_condition_is_listed_with_its_question_answers_law_and_the_records_that_ask_it(
    client: Client, server: Server
) -> None:
    listed = client.ok(client.get("/api/tariff/conditions"))
    assert listed["law"]["version"] == shipped_law().stamp.version
    assert {row["name"] for row in listed["data"]} == set(CONDITIONS)
    asking = {
        name: {
            p.heading
            for p in shipped_law().programmes
            if name in p.scope.get("conditions", {}) or name in p.scope.get("stated", {})
        }
        for name in CONDITIONS
    }
    for row in listed["data"]:
        assert row["answers"] == ["true", "false"]
        assert row["question"].startswith("whether ")
        assert row["legalSource"]
        assert {record["heading"] for record in row["records"]} == asking[row["name"]]
        page = httpx.get(server.url + row["docUrl"])
        assert page.status_code == 200
        assert row["question"][8:].split(" ")[0] in page.text
    assert httpx.get(f"{server.url}/docs/conditions/nothing").status_code == 404


@pytest.mark.requirement("conditions:account:once-for-all")
def test_the_account_answers_once_for_all_its_goods_and_the_list_shows_it(client: Client) -> None:
    line = {"hsCode": "8482400000", "countryOfOrigin": "JP", "valueUsd": 1000, "quantity": 1}
    body = {"entryDate": "2026-11-23", "mode": "truck", "entryType": "formal", "lines": [line]}
    asked = client.ok(client.post("/api/customs/estimate", body))
    assert asked["totals"]["dutyUsd"] is None
    client.ok(client.patch("/api/account", {"conditions": {"vehiclePart": False, "donation": None}}))
    rows = client.ok(client.get("/api/tariff/conditions"))["data"]
    assert {row["name"]: row["accountAnswer"] for row in rows if row["accountAnswer"] is not None} == {
        "vehiclePart": False
    }
    assert client.ok(client.post("/api/customs/estimate", body))["totals"]["dutyUsd"] is not None


def test_an_answer_to_no_condition_or_in_other_words_is_refused_with_the_mend(client: Client) -> None:
    wrong = {"vehicelPart": False, "civilAircraft": "perhaps", "packaged": "no"}
    body = refused(client.patch("/api/account", {"conditions": wrong}), 400, "VALIDATION_ERROR")
    issues = {issue["path"]: issue["message"] for issue in body["details"]["issues"]}
    assert set(issues) == {"conditions.vehicelPart", "conditions.civilAircraft"}
    assert "did you mean vehiclePart?" in issues["conditions.vehicelPart"]
    assert "true or false" in issues["conditions.civilAircraft"]
