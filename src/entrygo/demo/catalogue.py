"""What the sandbox sells, and the exporter, warehouses and brokers it sells through. All firms are invented."""

import json
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

from entrygo.contract.times import entry_date_at, iso

Json = dict[str, Any]  # Any: JSON as the API takes it

REVIEW = {
    "ap-tee-ca": "made in Canada and on a Section 338 list",
    "ap-hoodie": "Chinese cotton without a supply chain trace",
    "el-charger": "copper in a code on no metals list",
    "el-speaker": "an agency that may want data",
    "kw-flask": "stainless steel in a code on no metals list",
    "kw-whisk": "stainless steel in a code on no metals list",
    "co-poudre": "described in French",
}
"""Products whose orders want a person's look, and why."""

BLOCKED = {
    "el-acc": "described as 'accessories'",
    "ap-shawl": "no country of origin",
    "fd-lager": "Canadian beer, under an import ban",
    "hm-candle": "antidumping question not answered",
    "kw-pan": "steel on a Section 232 list, composition not stated",
    "ap-jeans-m": "USMCA certificate ended in 2024",
    "fd-maple": "food without FDA prior notice",
    "hm-sheets": "made in Xinjiang",
}
"""Products whose orders may not leave as they are, and why."""

SEPARATE = "bk-notebook"
"""In the scope of an antidumping order, and answered: its goods stand in an entry of type 03."""

PERSON = {"name": "Ann Bell", "email": "ann.bell@maple-harbour.example"}
ACCOUNT: Json = {
    "name": "Maple Harbour Goods Inc.",
    "address": {
        "address1": "77 Carlaw Avenue, Suite 210",
        "city": "Toronto",
        "region": "ON",
        "postalCode": "M4M 2R6",
        "country": "CA",
    },
    "importerOfRecord": {
        "name": "Maple Harbour Goods Inc.",
        "number": "260901-04417",
        "bond": {
            "type": "continuous",
            "number": "9926A0417",
            "surety": "Great Lakes Demonstration Surety Co.",
        },
        "address": {
            "address1": "77 Carlaw Avenue, Suite 210",
            "city": "Toronto",
            "region": "ON",
            "postalCode": "M4M 2R6",
            "country": "CA",
        },
    },
    "ultimateConsignee": {
        "name": "Maple Harbour Returns c/o Niagara Fulfilment LLC",
        "address": {
            "address1": "2100 Military Road",
            "city": "Tonawanda",
            "region": "NY",
            "postalCode": "14150",
            "country": "US",
        },
    },
    "responsiblePerson": {
        "name": "Nadia Fournier",
        "title": "Head of Cross-Border Operations",
        "email": "nadia.fournier@maple-harbour.example",
        "phone": "+1 416 555 0138",
    },
    "incoterm": "DDP each buyer's address, US",
    "conditions": {
        "civilAircraft": False,
        "vehiclePart": False,
        "truckPart": False,
        "pharmaceuticalUse": False,
        "namedArticle": False,
        "kitchenCabinet": False,
        "acceleratorParameters": False,
    },
}
"""A Canadian firm that imports in its own name: a number assigned by CBP and a continuous bond."""

WAREHOUSES: dict[str, Json] = {
    "toronto": {
        "name": "Toronto East",
        "address": {
            "address1": "1450 Midland Avenue",
            "city": "Toronto",
            "region": "ON",
            "postalCode": "M1P 3B9",
            "country": "CA",
        },
        "notificationEmail": "dock.toronto@maple-harbour.example",
        "portOfEntry": "0901",
        "mode": "truck",
    },
    "vancouver": {
        "name": "Vancouver Delta",
        "address": {
            "address1": "1188 Cliveden Avenue",
            "city": "Delta",
            "region": "BC",
            "postalCode": "V3M 6G7",
            "country": "CA",
        },
        "notificationEmail": "dock.vancouver@maple-harbour.example",
        "portOfEntry": "3004",
        "mode": "truck",
    },
}
BROKERS: dict[str, Json] = {
    "buffalo": {
        "name": "Peace Bridge Customs Brokers",
        "email": "entries@peacebridge-brokers.example",
        "filerCode": "PBQ",
        "powerOfAttorney": {"onFile": True},
        "cutOff": {"time": "16:30", "timeZone": "America/Toronto", "days": [1, 2, 3, 4, 5, 6, 7]},
        "feeSchedule": {
            "formalEntryUsd": 125,
            "informalEntryUsd": 12.5,
            "extraLineUsd": 3.5,
            "includedLines": 25,
        },
    },
    "blaine": {
        "name": "Peace Arch Brokerage LLC",
        "email": "releases@peacearch-brokerage.example",
        "filerCode": "PAX",
        "onUncertain": "hold",
        "powerOfAttorney": {"onFile": True},
        "cutOff": {"time": "15:00", "timeZone": "America/Vancouver", "days": [1, 2, 3, 4, 5, 6, 7]},
        "feeSchedule": {
            "formalEntryUsd": 140,
            "informalEntryUsd": 11,
            "extraLineUsd": 2,
            "includedLines": 10,
        },
    },
    "ogdensburg": {
        "name": "Thousand Islands Customs Inc.",
        "email": "entires@thousandislands-customs.example",
        "filerCode": "TIC",
        "powerOfAttorney": {"onFile": True},
        "cutOff": {"time": "14:00", "timeZone": "America/Toronto", "days": [1, 2, 3, 4, 5, 6, 7]},
        "feeSchedule": {
            "formalEntryUsd": 130,
            "informalEntryUsd": 10,
            "extraLineUsd": 2.5,
            "includedLines": 15,
        },
    },
}
BROKERS_WITHOUT_MAILBOX = ("ogdensburg",)
"""Their address was mistyped when they were added: mail to them comes back."""
CROSSINGS = {"toronto": "buffalo", "vancouver": "blaine"}
"""The broker at each warehouse's port of entry."""

CARRIERS = {"toronto": ("MHLT", 4711), "vancouver": ("PCFD", 2208)}
"""The invented carrier of each warehouse: its SCAC, and where its PAPS numbers begin."""
HOURS_ON_THE_ROAD = 5


def shipment(warehouse: str, now: datetime) -> Json:
    """How a truck that leaves now crosses: carrier, PAPS number, arrival, day of export, kind of packages."""
    scac, first = CARRIERS[warehouse]
    day = entry_date_at(WAREHOUSES[warehouse]["portOfEntry"], now)
    arrival = (now + timedelta(hours=HOURS_ON_THE_ROAD)).replace(minute=30, second=0, microsecond=0)
    return {
        "carrierScac": scac,
        "papsNumber": f"{scac}{day:%y%m%d}{first}",
        "eta": iso(arrival),
        "exportDate": day.isoformat(),
        "packageKind": "cartons",
    }


def products(today: date) -> list[Json]:
    """The products as a sync takes them; a certification without dates covers the current calendar year."""
    items: list[Json] = json.loads(files(__package__).joinpath("products.json").read_text(encoding="utf-8"))
    for item in items:
        usmca = item.get("usmca")
        if usmca is not None and "validTo" not in usmca:
            usmca |= {"validFrom": f"{today.year}-01-01", "validTo": f"{today.year}-12-31"}
    return items


def plain_products(items: list[Json]) -> list[Json]:
    """Those whose orders are ready and share one entry."""
    apart = {*REVIEW, *BLOCKED, SEPARATE}
    return [item for item in items if item["externalId"] not in apart]
