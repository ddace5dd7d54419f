"""An example body of every request, by operation, in the style of the protocol's reference page."""

from collections.abc import Mapping
from typing import Any

_ADDRESS = {
    "address1": "5 Dock Road",
    "city": "Mississauga",
    "region": "ON",
    "postalCode": "L5T 1A1",
    "country": "CA",
}

REQUESTS: Mapping[str, dict[str, Any]] = {  # Any: JSON
    "products.sync": {
        "accountId": "acc_123",
        "items": [
            {
                "externalId": "jacket-001",
                "sku": "JKT-001",
                "title": "Rain jacket",
                "description": "Men's woven rain jacket of 100 % polyester, with a steel zip",
                "hsCode": "6201.40.7500",
                "countryOfOrigin": "CA",
                "unitValueUsd": 30,
                "netWeightKg": 0.5,
                "grossWeightKg": 0.6,
                "materials": [{"name": "polyester", "percent": 97}, {"name": "steel", "percent": 3}],
                "manufacturer": {
                    "name": "Maple Sewing Ltd",
                    "address": "12 Bay Street",
                    "city": "Toronto",
                    "region": "ON",
                    "postalCode": "M5J 2R8",
                    "country": "CA",
                },
                "usmca": {
                    "qualifies": True,
                    "criterion": "B",
                    "validFrom": "2026-01-01",
                    "validTo": "2026-12-31",
                },
            }
        ],
    },
    "products.patch": {"hsCode": "6201.40.7500", "metals": {"steelWeightKg": 0.015}},
    "orders.sync": {
        "accountId": "acc_123",
        "items": [
            {
                "externalId": "shop-1001",
                "destinationCountry": "US",
                "destinationRegion": "NY",
                "destinationPostalCode": "14201",
                "items": [{"productId": "prod_123", "quantity": 2, "unitValueUsd": 30}],
                "metadata": {"channel": "web"},
            }
        ],
    },
    "products.import": {
        "accountId": "acc_123",
        "csv": "externalId,title,hsCode\nhoodie-001,Cotton hoodie,6110.20.2041\n",
        "dryRun": True,
    },
    "account.patch": {
        "address": _ADDRESS,
        "importerOfRecord": {
            "name": "Maple Goods Ltd",
            "number": "12-3456789XX",
            "bond": {"type": "continuous", "number": "9912345", "surety": "457"},
            "address": _ADDRESS,
        },
        "ultimateConsignee": {
            "name": "Lakeshore Retail LLC",
            "number": "98-7654321",
            "address": {
                "address1": "88 Elm Street",
                "city": "Buffalo",
                "region": "NY",
                "postalCode": "14201",
                "country": "US",
            },
        },
        "responsiblePerson": {"name": "Ann Bell", "title": "Export manager", "email": "ann@example.com"},
        "incoterm": "DDP",
    },
    "warehouses.create": {
        "accountId": "acc_123",
        "name": "Mississauga",
        "address": _ADDRESS,
        "notificationEmail": "dock@example.com",
        "portOfEntry": "0901",
        "mode": "truck",
    },
    "warehouses.patch": {"notificationEmail": "night-dock@example.com"},
    "brokers.create": {
        "accountId": "acc_123",
        "name": "Border Brokers",
        "email": "broker@example.com",
        "powerOfAttorney": {"onFile": True, "validTo": "2030-12-31"},
        "feeSchedule": {"formalEntryUsd": 125, "informalEntryUsd": 15.73},
    },
    "brokers.patch": {"email": "entries@example.com", "onUncertain": "hold"},
    "exports.plan": {
        "accountId": "acc_123",
        "warehouseId": "wh_123",
        "brokerId": "br_123",
        "destinationCountry": "US",
        "orderIds": ["ord_123", "ord_124"],
        "dryRun": False,
    },
    "exports.execute": {"accountId": "acc_123", "batchId": "batch_123"},
    "exports.cancel": {"accountId": "acc_123", "reason": "Truck not available"},
    "exports.approve": {"accountId": "acc_123", "planHash": "planhash_abc123"},
    "exports.correct": {"accountId": "acc_123"},
    "exports.withdraw": {"accountId": "acc_123", "reason": "Truck did not leave"},
    "mail.inbound": {
        "accountId": "acc_123",
        "raw": "SW4tUmVwbHktVG86IDxlbnRyeWdvLmNwXzEyMy52MS5iZXNfMTIzQGxvY2FsaG9zdD4NCg0KVGhhbmtzLg0K",
    },
    "submissions.decide": {
        "accountId": "acc_123",
        "decision": "arrived",
        "reason": "The broker confirmed by phone",
    },
    "exports.resubmit": {"accountId": "acc_123", "recipientEmail": "broker@example.com"},
    "dispositions.create": {
        "accountId": "acc_123",
        "entryKey": "e1:0123456789abcdef",
        "partyFingerprint": "a" * 64,
        "disposition": "cleared",
        "reason": "Another date of birth; passport seen.",
    },
    "webhooks.create": {
        "accountId": "acc_123",
        "url": "https://shop.example.com/entrygo",
        "eventTypes": ["export.executed", "broker.acknowledged", "broker.rejected"],
        "description": "The shop's order desk",
    },
    "webhooks.patch": {"state": "enabled"},
    "webhooks.rotate": {"accountId": "acc_123"},
    "webhooks.test": {"accountId": "acc_123"},
    "webhooks.redeliver": {"accountId": "acc_123"},
    "webhooks.replay": {"accountId": "acc_123", "since": "2026-11-01T00:00:00.000Z"},
    "customs.estimate": {
        "accountId": "acc_123",
        "entryDate": "2026-11-02",
        "mode": "truck",
        "entryType": "formal",
        "lines": [
            {"hsCode": "4901.99.0070", "countryOfOrigin": "GB", "valueUsd": 1200, "quantity": 60},
            {"hsCode": "7323.93.0080", "countryOfOrigin": "CN", "valueUsd": 100, "quantity": 10},
        ],
    },
}
