"""The reference page's own example as a golden test: the same keys and types, the same score, the same savings."""

from typing import Any

import pytest

from tests.serving.sandbox import METAL_BOOK, Sandbox

PLAN_KEYS = {
    "exportId": str, "state": str, "batch_id": str, "planHash": str, "status": str, "readinessState": str,
    "complianceScore": int, "validationMessages": list, "included_order_ids": list, "excluded_order_ids": list,
    "flags": list, "missing_data": list, "recommended_strategy": str, "estimated_import_savings_usd": float,
    "next_recommended_action": str, "validation": dict,
}  # fmt: skip
EXECUTE_KEYS = {
    "exportId": str, "state": str, "batch_id": str, "status": str, "customs_package_id": str, "planHash": str,
    "artifacts": list, "notification_ids": list, "notifications": list, "execution_timestamp": str,
    "brokerSubmission": dict,
}  # fmt: skip
INSPECT_KEYS = {
    "exportId": str, "status": str, "state": str, "readinessState": str, "complianceScore": int,
    "validationMessages": list, "planHash": str, "artifacts": list, "export": dict, "batch": dict,
    "customsPackage": dict, "notifications": list, "brokerSubmission": dict, "snapshot": dict, "events": list,
}  # fmt: skip


def has(body: dict[str, Any], keys: dict[str, type]) -> None:
    """Every key of the reference is there with the reference's type."""
    assert {name: type(body.get(name)) for name in keys} == keys


@pytest.fixture(scope="module")
def example(goods: Sandbox) -> dict[str, Any]:
    """Two orders, the first with the product that wants a metals review."""
    jacket = goods.product(METAL_BOOK)
    first, second = goods.order(jacket, quantity=2, value=30), goods.order()
    return goods.plan(first, second, dryRun=False) | {"requested": [first, second], "jacket": jacket}


@pytest.mark.requirement("plan:answer:fields")
def test_the_reference_plan_comes_out_to_the_letter(example: dict[str, Any]) -> None:
    has(example, PLAN_KEYS)
    assert example["readinessState"] == "REVIEW_REQUIRED"
    assert example["complianceScore"] == 74
    assert example["estimated_import_savings_usd"] == 18.5
    assert example["flags"] == ["human_review_recommended"]
    assert example["missing_data"] == []
    assert example["next_recommended_action"] == "review_flags_then_execute"
    assert example["included_order_ids"] == example["requested"]
    assert example["excluded_order_ids"] == []
    assert example["state"] == example["status"] == "BATCHED"
    assert example["exportId"] == example["batch_id"]
    assert example["recommended_strategy"] == (
        "Group U.S.-bound orders by operational readiness and generate an export batch before "
        "broker-facing review."
    )
    warnings = [m for m in example["validationMessages"] if m["severity"] != "info"]
    assert [m["code"] for m in warnings] == ["METALS_REVIEW_RECOMMENDED"]
    assert (
        warnings[0].items()
        >= {
            "message": "Product JKT-001 should receive metals review before execution.",
            "severity": "warning",
            "field": "orders[0].items[0].product.section_232",
            "product_id": example["jacket"],
            "order_id": example["requested"][0],
        }.items()
    )


@pytest.mark.requirement("execute:answer:fields", "inspect:answer:fields", "inspect:answer:nested")
def test_the_reference_execution_and_inspection_carry_every_key(
    goods: Sandbox, example: dict[str, Any]
) -> None:
    done = goods.client.ok(goods.client.post("/api/exports/execute", {"batchId": example["exportId"]}))
    has(done, EXECUTE_KEYS)
    seen = goods.inspect(example["exportId"])
    has(seen, INSPECT_KEYS)
    assert done["brokerSubmission"]["status"] == "sent"
    assert seen["batch"]["estimated_savings_usd"] == 18.5
    assert seen["batch"]["raw_state"] == "completed"
