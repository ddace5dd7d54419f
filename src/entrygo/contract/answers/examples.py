"""An example answer of every JSON endpoint, by operation, in the style of the protocol's reference page.

The export in them is that page's own: two orders, one finding, one informal entry.
"""

from collections.abc import Mapping

from entrygo.contract.answers.example_export import (
    AGAIN,
    ARTIFACTS,
    CANCELLED,
    EVENT,
    EXECUTE,
    EXECUTED_AT,
    FILES,
    INSPECT,
    NOTIFICATION,
    PLANNED_AT,
    SNAPSHOT,
    SUBMISSION,
    SUMMARY,
)
from entrygo.contract.answers.example_plan import BOOKS, HASH, PLAN, STEEL, Example
from entrygo.contract.answers.example_webhooks import WEBHOOK_ANSWERS
from entrygo.contract.requests.examples import REQUESTS

_STAMPS = {"createdAt": PLANNED_AT, "updatedAt": PLANNED_AT}


def _page(*rows: Example) -> Example:
    return {"data": list(rows), "has_more": False, "next_cursor": None}


_PRODUCT: Example = {"id": "prod_123"} | {
    **REQUESTS["products.sync"]["items"][0],
    "manufacturer": REQUESTS["products.sync"]["items"][0]["manufacturer"] | {"mid": "CAMAPSEW12TOR"},
    "usmca": REQUESTS["products.sync"]["items"][0]["usmca"] | {"certifier": None},
    "category": None,
    "metals": None,
    "pga": [],
    "adcvd": None,
    "attributes": {},
    **_STAMPS,
}
_METALS: Example = {
    "steelWeightKg": 0.015,
    "aluminumWeightKg": None,
    "copperWeightKg": None,
    "steelMeltPourCountry": None,
    "aluminumPrimarySmeltCountry": None,
    "aluminumSecondarySmeltCountry": None,
    "aluminumCastCountry": None,
    "usOriginShare": None,
    "ukOriginShare": None,
    "originEvidence": None,
}
_ORDER: Example = {
    "id": "ord_123",
    "externalId": "shop-1001",
    "status": "open",
    "destinationCountry": "US",
    "destinationRegion": "NY",
    "destinationPostalCode": "14201",
    "currency": "USD",
    "exchangeRateUsd": None,
    "value": 60,
    "valueUsd": 60,
    "items": [
        {
            "productId": "prod_123",
            "quantity": 2,
            "unitValueUsd": 30,
            "unitPrice": None,
            "lineValueUsd": 60,
            "notSold": None,
        }
    ],
    "shipTo": None,
    "buyer": None,
    "charges": [],
    "packages": None,
    "soldOn": None,
    "clearance": None,
    "metadata": {"channel": "web"},
    "exportId": None,
    **_STAMPS,
}
_ACCOUNT: Example = {
    "id": "acc_123",
    "mode": "live",
    "name": "Maple Goods Ltd",
    **REQUESTS["account.patch"],
    "policy": None,
}


_DISPOSITION: Example = {
    "id": "disp_123",
    **{name: value for name, value in REQUESTS["dispositions.create"].items() if name != "accountId"},
    "decidedBy": "key_123",
    "decidedAt": PLANNED_AT,
}


def _stored(identifier: str, operation: str, **changes: object) -> Example:
    given = {name: value for name, value in REQUESTS[operation].items() if name != "accountId"}
    return {"id": identifier, **given, **changes, **_STAMPS}


_HELD: Example = SUBMISSION | {
    "status": "uncertain",
    "sent_at": None,
    "error_message": "Whether the message arrived is not known: the connection ended before the server answered.",
    "waiting_for": "decision",
}
_WAREHOUSE = _stored("wh_123", "warehouses.create")
_BROKER = _stored("br_123", "brokers.create")
ANSWERS: Mapping[str, Example] = {
    "products.sync": {"data": [_PRODUCT]},
    "products.list": _page(_PRODUCT),
    "products.get": _PRODUCT,
    "products.patch": _PRODUCT | {"metals": _METALS},
    "products.import": {
        "dryRun": True,
        "rows": 1,
        "new": 0,
        "changed": 1,
        "unchanged": 0,
        "data": [
            {
                "row": 2,
                "id": "prod_123",
                "externalId": "hoodie-001",
                "change": "changed",
                "columns": ["hsCode"],
            }
        ],
    },
    "orders.sync": {"data": [_ORDER], "warnings": []},
    "orders.list": _page(_ORDER),
    "orders.get": _ORDER,
    "account.get": _ACCOUNT,
    "account.patch": _ACCOUNT,
    "warehouses.create": _WAREHOUSE,
    "warehouses.list": _page(_WAREHOUSE),
    "warehouses.get": _WAREHOUSE,
    "warehouses.patch": _WAREHOUSE | REQUESTS["warehouses.patch"],
    "brokers.create": _BROKER,
    "brokers.list": _page(_BROKER),
    "brokers.get": _BROKER,
    "brokers.patch": _BROKER | REQUESTS["brokers.patch"],
    "exports.plan": PLAN,
    "exports.execute": EXECUTE,
    "exports.list": _page(SUMMARY),
    "exports.inspect": INSPECT,
    "exports.snapshot": SNAPSHOT,
    "exports.diff": {
        "exportId": "batch_123",
        "from": {"plan": 1, "planHash": HASH},
        "to": {"plan": 2, "planHash": "planhash_def456"},
        "changed": ["Value in USD changed from 80 to 60."],
        "patch": [{"op": "replace", "path": "/outcome/value_usd", "value": "60"}],
    },
    "exports.cancel": CANCELLED,
    "exports.approve": {
        "exportId": "batch_123",
        "planHash": HASH,
        "approvedBy": "key_123",
        "approvedAt": "2026-03-11T16:05:00.000Z",
    },
    "exports.correct": {
        "exportId": "batch_123",
        "customs_package_id": "cp_124",
        "packageNumber": "cp_kd204518",
        "version": 2,
        "supersedes": "cp_ch123456",
        "planHash": "planhash_def456",
        "changes": [{"field": "Product BK-1: country_of_origin", "before": "GB", "after": "IE"}],
    },
    "exports.withdraw": {
        "exportId": "batch_123",
        "customs_package_id": "cp_123",
        "packageNumber": "cp_ch123456",
        "recipient_email": "broker@example.com",
        "reason": "Truck did not leave",
    },
    "exports.resubmit": {
        "exportId": "batch_123",
        "customs_package_id": "cp_123",
        "brokerSubmission": AGAIN,
        "previousSubmissionId": "bes_123",
    },
    "submissions.list": _page(_HELD),
    "submissions.decide": {"exportId": "batch_123", "decision": "arrived", "brokerSubmission": SUBMISSION},
    "mail.inbound": {
        "kind": "replied",
        "isNew": True,
        "exportId": "batch_123",
        "submissionId": "bes_123",
        "status": "sent",
    },
    "events.list": _page(EVENT),
    "notifications.list": _page(NOTIFICATION),
    "packages.get": {
        "id": "cp_123",
        "exportBatchId": "batch_123",
        "packageNumber": "cp_ch123456",
        "state": "sent_to_broker",
        "version": 1,
        "createdAt": EXECUTED_AT,
        "artifacts": ARTIFACTS,
        "packageUrl": f"{FILES}/package.zip",
    },
    "customs.estimate": {
        "lines": [BOOKS | {"valueUsd": 1200}, STEEL],
        "totals": {"valueUsd": 1300, "dutyUsd": 27, "mpfUsd": 33.58, "hmfUsd": 0},
        "validationMessages": [],
        "tariffEdition": "HTSUS 2026 Revision 12",
    },
    "captured_mails.list": _page(
        {
            "id": "mail_123",
            "submission_id": "bes_123",
            "from": "entrygo@localhost",
            "to": "broker@example.com",
            "size_bytes": 148787,
            "created_at": EXECUTED_AT,
            "raw_path": "/api/captured-mails/mail_123",
        }
    ),
    "dispositions.create": _DISPOSITION,
    "dispositions.list": _page(_DISPOSITION),
    "triage.get": {
        "data": [
            {
                "rule": "PRD-001",
                "code": "HTS_CODE_MISSING",
                "severity": "error",
                "subject": "product",
                "subject_id": "prod_123",
                "field": "product.hsCode",
                "message": "Product JKT-001 has no HTS code.",
                "fix": "Set product.hsCode to the ten-digit code of the United States schedule.",
                "doc_url": "/docs/rules/PRD-001",
                "export_ids": ["batch_123", "batch_124"],
                "export_count": 2,
                "blocks": 2,
                "frees": 1,
                "value_usd": 140,
            }
        ],
        "exports": 12,
        "blocked_exports": 2,
        "has_more": False,
    },
    "system.health": {
        "status": "ok",
        "protocol": "EntryGo Export Protocol v1",
        "version": "0.1.0",
        "accountId": "acc_123",
        "mode": "live",
        "scopes": ["execute", "read", "write"],
        "database": "ok",
        "tariffEdition": "HTSUS 2026 Revision 12",
        "tariffEditionIsFull": False,
        "time": EXECUTED_AT,
    },
    **WEBHOOK_ANSWERS,
}
