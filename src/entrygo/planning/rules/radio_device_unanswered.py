"""PGA-012: radio devices without the ground on which FCC rules let them in."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import is_answered
from entrygo.planning.agency_programmes.consumer import FCC
from entrygo.planning.product_facts import code_of, mentioned, wording
from entrygo.planning.rule import Case, Hit, Rule, Scope

CODES = (
    "851711",
    "851713",
    "851714",
    "851761",
    "851762",
    "852550",
    "852560",
    "8526",
    "8527",
    "880622",
    "880623",
)
CHAPTERS_READ = ("84", "85", "88", "90", "91", "9503", "9504")
WORDS = (
    *("wireless", "bluetooth", "wi-fi", "wifi", "zigbee", "rfid", "nfc", "walkie-talkie", "radio-controlled"),
    *("remote-controlled", "2.4 ghz", "5 ghz", "lte", "4g", "5g", "gps tracker"),
)


def _check(case: Case, product: Product) -> Iterator[Hit]:
    reason = _reason(case, product)
    if reason and not is_answered(product, FCC):
        yield Hit(
            field="product.pga",
            message=f"Product {product.label} sends by radio ({reason}); the ground on which FCC rules let it in is "
            "not stated.",
        )


def _reason(case: Case, product: Product) -> str | None:
    code = code_of(case, product)
    prefix = next((each for each in CODES if code.startswith(each)), None)
    if prefix:
        return f"code {prefix}"
    words = mentioned(WORDS, wording(product)) if code.startswith(CHAPTERS_READ) else ()
    return f"its wording says {', '.join(words)}" if words else None


RULE = Rule(
    id="PGA-012",
    code="RADIO_DEVICE_UNANSWERED",
    severity=Severity.INFO,
    scope=Scope.PRODUCT,
    title="Radio device without its FCC authorisation",
    fix='Put in pga {"agency": "FCC", "data": {"fccId": "2AB3C-WH100"}}, a supplierDeclaration with its responsible '
    "party in the US, or the importCondition of 47 CFR 2.1204(a) that is met.",
    legal_source="47 CFR 2.1204",
    explanation="Told for telephones, routers, radar, radio and television receivers, and for goods of chapters 84, "
    "85, 88, 90, 91, 9503 and 9504 whose wording says wireless, bluetooth or the like, where pga holds no answer to "
    "FCC. Nothing has been filed with FCC since 2 November 2017; the importer keeps the proof, and equipment on the "
    "Covered List may not be authorised.",
    check=_check,
    deduction=0,
)
