"""The example of an export: the plan's, executed and inspected."""

from entrygo.contract.answers.example_plan import DECISION, HASH, INCLUDED, VERDICT, Example

PLANNED_AT, EXECUTED_AT = "2026-03-11T16:00:00.000Z", "2026-03-11T16:10:00.000Z"
FILES = "http://localhost:3000/api/customs-packages/cp_123"


def _artifact(kind: str, filename: str, media_type: str, digit: str, size: int) -> Example:
    return {
        "artifact_type": kind,
        "filename": filename,
        "generated_at": EXECUTED_AT,
        "sha256": digit * 64,
        "size_bytes": size,
        "media_type": media_type,
        "download_url": f"{FILES}/artifacts/{filename}",
    }


ARTIFACTS = [
    _artifact("cci_human_readable", "commercial_customs_invoice.html", "text/html", "a", 15676),
    _artifact("cci_csv", "commercial_customs_invoice.csv", "text/csv", "b", 869),
    _artifact("manifest", "manifest.json", "application/json", "c", 2310),
]
SUBMISSION: Example = {
    "id": "bes_123",
    "submission_type": "EMAIL",
    "status": "sent",
    "recipient_email": "broker@example.com",
    "subject": "EntryGo broker submission cp_ch123456",
    "sent_at": EXECUTED_AT,
    "error_message": None,
    "message_id": "<entrygo.cp_123.v1.bes_123@localhost>",
    "attempts": 1,
    "next_attempt_at": None,
    "package_id": "cp_123",
    "export_id": "batch_123",
    "waiting_for": None,
}
AGAIN: Example = SUBMISSION | {
    "id": "bes_456",
    "status": "pending",
    "sent_at": None,
    "message_id": "<entrygo.cp_123.v1.bes_456@localhost>",
    "attempts": 0,
    "next_attempt_at": "2026-03-11T17:00:00.000Z",
}
NOTIFICATION: Example = {
    "id": "notif_123",
    "channel": "EMAIL",
    "status": "sent",
    "created_at": EXECUTED_AT,
    "audience": "broker",
    "export_id": "batch_123",
}
EVENT: Example = {
    "id": "evt_123",
    "type": "export.executed",
    "name": "EXPORT_EXECUTED",
    "created_at": EXECUTED_AT,
    "payload": {
        "batchId": "batch_123",
        "packageId": "cp_123",
        "packageNumber": "cp_ch123456",
        "planHash": HASH,
    },
    "export_id": "batch_123",
    "sequence": 8,
    "hash": "e" * 64,
    "previous_hash": "d" * 64,
}
_EXPORT: Example = {"exportId": "batch_123", "status": "COMPLETED", "state": "COMPLETED"}
EXECUTE: Example = {
    **_EXPORT,
    "batch_id": "batch_123",
    "customs_package_id": "cp_123",
    "planHash": HASH,
    "artifacts": ARTIFACTS,
    "notification_ids": ["notif_123", "notif_456"],
    "notifications": ["notif_123", "notif_456"],
    "execution_timestamp": EXECUTED_AT,
    "brokerSubmission": SUBMISSION,
}
INSPECT: Example = {
    **_EXPORT,
    **VERDICT,
    "planHash": HASH,
    "artifacts": ARTIFACTS,
    "export": {
        "batch_id": "batch_123",
        "status": "COMPLETED",
        "planHash": HASH,
        "lifecycle_state": "COMPLETED",
        "plan": {"readinessState": "REVIEW_REQUIRED", **INCLUDED, "excluded_orders": [], "plan_count": 1},
        "execution": {"customs_package_id": "cp_123", "executed_at": EXECUTED_AT},
        "inspection": {"artifact_count": 3, "notification_count": 1},
    },
    "batch": {
        "id": "batch_123",
        "state": "COMPLETED",
        "raw_state": "completed",
        "warehouse_id": "wh_123",
        "broker_id": "br_123",
        "destination_country": "US",
        "estimated_savings_usd": 18.5,
        "next_recommended_action": "review_flags_then_execute",
        "created_at": PLANNED_AT,
        "executed_at": EXECUTED_AT,
    },
    "customsPackage": {
        "id": "cp_123",
        "packageNumber": "cp_ch123456",
        "state": "sent_to_broker",
        "version": 1,
    },
    "notifications": [NOTIFICATION],
    "brokerSubmission": SUBMISSION,
    "snapshot": {
        "included_order_ids": ["ord_123", "ord_124"],
        "planHash": HASH,
        "snapshot_url": "http://localhost:3000/api/exports/batch_123/snapshot",
    },
    "events": [EVENT],
    "brokerSubmissions": [SUBMISSION],
    "brokerAnswers": [],
    **DECISION,
}
SUMMARY: Example = {
    "exportId": "batch_123",
    "status": "COMPLETED",
    "state": "COMPLETED",
    "readinessState": "REVIEW_REQUIRED",
    "complianceScore": 74,
    "planHash": HASH,
    "warehouse_id": "wh_123",
    "broker_id": "br_123",
    "destination_country": "US",
    "customs_package_id": "cp_123",
    "created_at": PLANNED_AT,
    "updated_at": EXECUTED_AT,
    "executed_at": EXECUTED_AT,
}
CANCELLED: Example = SUMMARY | {
    "status": "CANCELLED",
    "state": "CANCELLED",
    "customs_package_id": None,
    "executed_at": None,
}
SNAPSHOT: Example = {
    "schema": "entrygo.plan/1",
    "ruleset": "2026.11",
    "destination_country": "US",
    "account": {"id": "acc_123", "name": "Maple Goods Ltd"},
    "warehouse": {"id": "wh_123", "name": "Mississauga"},
    "broker": {"id": "br_123", "fees": {"formal_entry_usd": "125", "informal_entry_usd": "15.73"}},
    "shipment": {"port_of_entry": "0901", "mode": "truck"},
    "orders": [{"id": "ord_123"}, {"id": "ord_124"}],
    "products": [{"id": "prod_hoodie_001"}],
    "tariff": {"edition": {"name": "HTSUS 2026 Revision 12"}},
    "memory": {},
    "outcome": {"readiness": "REVIEW_REQUIRED", "score": 74},
}
