"""The example of a plan: the reference page's own, two orders, one finding, one informal entry."""

from typing import Any

Example = dict[str, Any]  # Any: JSON

HASH = "planhash_abc123"
_MESSAGE: Example = {
    "code": "METALS_REVIEW_RECOMMENDED",
    "message": "Product JKT-001 should receive metals review before execution.",
    "severity": "warning",
    "field": "orders[0].items[0].product.section_232",
    "product_id": "prod_hoodie_001",
    "order_id": "ord_123",
    "fix": "Have someone who knows the tariff confirm that the product is on no Section 232 list.",
    "doc_url": "/docs/rules/MET-001",
    "legal_source": "HTSUS chapter 99, subchapter III, note 16",
    "rule": "MET-001",
    "affected_order_ids": ["ord_123"],
    "details": None,
}


def _worth(*, unit_price: int, goods_usd: int) -> Example:
    """The figures of goods that no charge moves."""
    return {
        "unit_price": unit_price,
        "currency": "USD",
        "goods_usd": goods_usd,
        "add_charges_usd": 0,
        "deduct_charges_usd": 0,
        "value_usd": goods_usd,
        "not_sold": None,
    }


_UNIT: Example = {
    "number": 1,
    "entry_type": "11",
    "order_ids": ["ord_123", "ord_124"],
    "value_usd": 80,
    "duty_usd": 0,
    "mpf_usd": 2.77,
    "hmf_usd": 0,
    "broker_fee_usd": 15.73,
    "reason": "The goods of one importer on one conveyance are one entry (19 CFR 141.51), of at most 2,500 USD.",
    "lines": [
        {
            "line_no": 1,
            "hs_code": "4901.99.0070",
            "country_of_origin": "GB",
            "description": "Printed hardcover cookery book on paper, English text",
            "spi": None,
            "headings": [],
            "value_usd": 80,
            "pieces": 3,
            "quantities": [{"amount": 3, "unit": "No."}],
            "net_weight_kg": 2.4,
            "gross_weight_kg": 2.7,
            "duty_usd": 0,
            "items": [
                {"order_id": "ord_123", "product_id": "prod_hoodie_001", "quantity": 2}
                | _worth(unit_price=30, goods_usd=60),
                {"order_id": "ord_124", "product_id": "prod_123", "quantity": 1}
                | _worth(unit_price=20, goods_usd=20),
            ],
        }
    ],
}
_STRUCTURE: Example = {
    "entry_count": 1,
    "entries": [
        {
            "number": 1,
            "entry_type": "11",
            "order_count": 2,
            "line_count": 1,
            "value_usd": 80,
            "reason": _UNIT["reason"],
        }
    ],
    "alternatives": [
        {
            "name": "one_entry_per_order",
            "entry_count": 2,
            "cost_usd": 37,
            "breaks": "19 CFR 141.51: goods arriving on one conveyance for one consignee are one entry.",
        }
    ],
}


def _layer(program: str, heading: str, rate: str, amount: float, **of_record: str) -> Example:
    empty = {"effectiveFrom": None, "certainty": None, "verifiedOn": None, "note": None}
    head = {"program": program, "heading": heading, "rate": rate, "amountUsd": amount}
    return head | {"source": "HTSUS 2026 Revision 12"} | empty | of_record


BOOKS: Example = {"hsCode": "4901.99.0070", "countryOfOrigin": "GB", "dutyUsd": 0} | {
    "layers": [_layer("BASE", "4901.99.0070", "Free", 0)]
}
STEEL: Example = {
    "hsCode": "7323.93.0080",
    "countryOfOrigin": "CN",
    "valueUsd": 100,
    "dutyUsd": 27,
    "layers": [
        _layer("BASE", "7323.93.0080", "2%", 2),
        _layer(
            "S232_METALS",
            "9903.82.09",
            "+25%",
            25,
            source="Proclamation 11032, 91 FR 34085",
            effectiveFrom="2026-06-08",
            certainty="V",
            verifiedOn="2026-11-23",
        ),
    ],
}
DECISION: Example = {
    "flags": ["human_review_recommended"],
    "missing_data": [],
    "recommended_strategy": "Group U.S.-bound orders by operational readiness and generate an export batch before "
    "broker-facing review.",
    "score_breakdown": [
        {"code": "BASE", "points": 100, "rule": None, "product_id": None, "order_id": None},
        {
            "code": "METALS_REVIEW_RECOMMENDED",
            "points": -26,
            "rule": "MET-001",
            "product_id": "prod_hoodie_001",
            "order_id": "ord_123",
        },
    ],
    "savings_breakdown": {
        "one_entry_per_order": {
            "entry_count": 2,
            "broker_fees_usd": 31.46,
            "mpf_usd": 5.54,
            "hmf_usd": 0,
            "total_usd": 37,
        },
        "planned": {
            "entry_count": 1,
            "broker_fees_usd": 15.73,
            "mpf_usd": 2.77,
            "hmf_usd": 0,
            "total_usd": 18.5,
        },
        "saved_usd": 18.5,
    },
    "export_units": [_UNIT],
    "entry_structure": _STRUCTURE,
    "routing_context": {
        "warehouse_id": "wh_123",
        "broker_id": "br_123",
        "destination_country": "US",
        "port_of_entry": "0901",
        "mode": "truck",
        "carrier_scac": None,
        "paps_number": None,
    },
    "duty_estimate": {
        "lines": [BOOKS | {"valueUsd": 80, "exportUnit": 1, "lineNo": 1}],
        "totals": {"valueUsd": 80, "dutyUsd": 0, "mpfUsd": 2.77, "hmfUsd": 0},
        "tariffEdition": "HTSUS 2026 Revision 12",
    },
}
INCLUDED: Example = {"included_order_ids": ["ord_123", "ord_124"], "excluded_order_ids": []}
VERDICT: Example = {
    "readinessState": "REVIEW_REQUIRED",
    "complianceScore": 74,
    "validationMessages": [_MESSAGE],
}
PLAN: Example = {
    "exportId": "batch_123",
    "state": "BATCHED",
    "batch_id": "batch_123",
    "planHash": HASH,
    "status": "BATCHED",
    **VERDICT,
    **INCLUDED,
    "excluded_orders": [],
    **DECISION,
    "estimated_import_savings_usd": 18.5,
    "next_recommended_action": "review_flags_then_execute",
    "validation": {
        "readiness_state": "REVIEW_REQUIRED",
        "compliance_score": 74,
        "validation_messages": [_MESSAGE],
    },
}
