"""A bounded fuzz of the live server from its own description: no 5xx, answers as described, the same calls each run."""

import random
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from entrygo.surfaces.http.app import ENDPOINTS
from entrygo.surfaces.http.description import ALWAYS, own_failures
from tests.examples import is_short
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Server

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
CALLS = 3 if is_short() else 12  # of each kind for each operation: some 800 calls in all
BOUNDED = settings(
    max_examples=CALLS,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
KEEP_TEXT = frozenset(
    {"account.patch", "brokers.create", "products.sync", "orders.sync", "exports.plan", "exports.withdraw"}
)
"""What `make test` tries on PostgreSQL too, which takes other characters than SQLite."""
KINDS = {"fitting": GenerationMode.POSITIVE, "faulty": GenerationMode.NEGATIVE}
CASES = [
    pytest.param(
        endpoint,
        mode,
        id=f"{endpoint.operation}-{kind}",
        marks=[pytest.mark.database]
        if endpoint.operation in KEEP_TEXT
        else [pytest.mark.slow]
        if (place + number) % 2
        else [],
    )
    for place, endpoint in enumerate(ENDPOINTS)
    for number, (kind, mode) in enumerate(KINDS.items())
]
"""Of most operations `make test` tries one kind of call, by turns fitting and faulty; `make test-all` both of each."""
SHARE_OF_TRUE_IDS = 0.8
# Faults of a call that fits its schema may only be ones that JSON Schema has no words for: a quantity that is 0 after
# its sixth decimal, 1.0 for 1, the product of two numbers, the depth of an object.
UNSAYABLE = (
    "State unitValueUsd or unitPrice",
    "or a country's name",
    "greater than 0",
    "received float",
    "Line value",
    "State the file once",
    "hold no word",
    "Invalid date; write the last day",
    "control characters",
    "levels deep",
    "Object must be",
    "Invalid cursor",
    "Invalid email",
    "Overrides belong to a dry run",
    "needs a reason in words",
    "A webhook's URL",
    "Not a URL",
    "cannot be changed",
    "must be an IANA name",
    "with commas",
    "one or more of",
    "name one",
)


HOOK = {"url": "https://hooks.invalid/entrygo"}


def path_takes_a_file(path: str) -> bool:
    """A file, inside JSON or as the body: no schema says what it must hold, so any fault of it fits."""
    return path in ("/api/products/import", "/api/orders/import")


@dataclass(frozen=True)
class Target:
    """A filled account in test mode, so that no mail leaves, and its description."""

    goods: Sandbox
    schema: schemathesis.BaseSchema
    ids: dict[str, list[str]]

    def operation(self, method: str, path: str) -> Any:
        """An operation of the description."""
        return self.schema[path][method]

    def call(self, case: Case, dice: random.Random, *, is_fitting: bool, codes: frozenset[str]) -> None:
        """Send a generated case, mostly with ids that exist, and hold the answer to the description and its codes."""
        if case.path_parameters and "id" in case.path_parameters and dice.random() < SHARE_OF_TRUE_IDS:
            case.path_parameters["id"] = dice.choice(self.ids.get(case.path.split("/")[2], ["none"]))
        if isinstance(case.body, dict):
            self._make_true(case.body, dice)
        response = case.call(
            base_url=self.goods.client.server.url,
            headers={"authorization": f"Bearer {self.goods.client.api_key}"},
            timeout=30,
        )
        case.validate_response(response, checks=CHECKS)
        if response.status_code >= 400:
            assert response.json()["errorCode"] in codes, case.as_curl_command()
        if (
            is_fitting
            and not path_takes_a_file(case.path)
            and response.status_code == 400
            and "issues" in response.json().get("details", {})
        ):
            for each in response.json()["details"]["issues"]:
                is_unpriced = each["path"].endswith(".unitValueUsd") and each["code"] == "invalid_type"
                assert is_unpriced or any(words in each["message"] for words in UNSAYABLE), (
                    case.as_curl_command(),
                    each,
                )  # that a line wants one of two prices is a sentence of the description, no schema

    def _make_true(self, body: dict[str, Any], dice: random.Random) -> None:
        known = {
            "accountId": [self.goods.client.account_id],
            "warehouseId": self.ids["warehouses"],
            "brokerId": self.ids["brokers"],
            "batchId": self.ids["exports"],
            "productId": self.ids["products"],
        }
        for name, value in body.items():
            if name == "url":
                body[name] = HOOK["url"]  # never one that somebody has
            elif name in known and dice.random() < SHARE_OF_TRUE_IDS:
                body[name] = dice.choice(known[name])
            elif name == "orderIds" and isinstance(value, list) and dice.random() < SHARE_OF_TRUE_IDS:
                body[name] = [dice.choice(self.ids["orders"])]
            elif isinstance(value, list):
                for item in value:
                    if isinstance(item, dict):
                        self._make_true(item, dice)


@pytest.fixture(scope="module")
def target(server: Server) -> Target:
    """The account, with two exports."""
    goods = sandbox(server.key(server.account().account_id, mode="test"))
    orders = [goods.order() for _ in range(3)]
    done = goods.executed(orders[0])
    batch = goods.plan(*orders[1:])
    ids = {
        "exports": [done["exportId"], batch["exportId"]],
        "customs-packages": [done["customs_package_id"]],
        "products": [goods.book_id],
        "orders": orders,
        "warehouses": [goods.warehouse_id],
        "brokers": [goods.broker_id],
        "webhooks": [goods.client.ok(goods.client.post("/api/webhooks", HOOK))["id"]],
    }
    return Target(goods, schemathesis.openapi.from_url(f"{server.url}/docs/api/openapi"), ids)


@pytest.mark.requirement("openapi:content:true", "errors:envelope:always")
@pytest.mark.by_turns(2)
@pytest.mark.parametrize(("endpoint", "kind"), CASES)
def test_generated_calls_are_answered_as_described(
    target: Target, endpoint: Any, kind: GenerationMode
) -> None:
    method = next(iter(endpoint.methods))
    operation = target.operation(method, endpoint.path)
    is_fitting = kind is GenerationMode.POSITIVE
    codes = frozenset(ALWAYS).union(*own_failures(endpoint).values())
    can_be_faulty = endpoint.request_model is not None or endpoint.query_names
    if kind is GenerationMode.NEGATIVE and not can_be_faulty:
        kind = GenerationMode.POSITIVE  # nothing of it can be faulty

    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=kind), seed=st.integers(0, 2**32))
    def calls(case: Case, seed: int) -> None:
        target.call(case, random.Random(seed), is_fitting=is_fitting, codes=codes)

    calls()
