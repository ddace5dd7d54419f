"""SHP-003: the carrier's identifiers and the arrival are not known yet, or do not fit each other."""

import re
from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.planning.crossing import mode
from entrygo.planning.product_facts import is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope

_SCAC = re.compile(r"[A-Z]{2,4}")
_PAPS = re.compile(r"[A-Z]{2,4}[A-Z0-9]{1,12}")


def _check(case: Case) -> Iterator[Hit]:
    shipment = case.shipment
    if (mode(case)[1] or "").lower() == "truck":
        yield from _absent("shipment.carrierScac", shipment.carrier_scac, "carrier SCAC")
        yield from _absent("shipment.papsNumber", shipment.paps_number, "PAPS number")
        yield from _malformed(
            (shipment.carrier_scac or "").strip().upper(), (shipment.paps_number or "").strip().upper()
        )
    yield from _absent("shipment.eta", shipment.eta, "time of arrival")


def _absent(field: str, value: str | None, name: str) -> Iterator[Hit]:
    if not is_stated(value):
        yield Hit(
            field=field,
            message=f"No {name} is known yet; the papers and the broker's mail say so.",
            missing=True,
        )


def _malformed(scac: str, paps: str) -> Iterator[Hit]:
    if scac and not _SCAC.fullmatch(scac):
        yield Hit(
            field="shipment.carrierScac",
            message=f"Carrier code {scac!r} is not two to four letters.",
            fix="Use the carrier's Standard Carrier Alpha Code.",
            severity=Severity.WARNING,
            code="CARRIER_SCAC_INVALID",
        )
    if paps and not (_PAPS.fullmatch(paps) and paps.startswith(scac)):
        yield Hit(
            field="shipment.papsNumber",
            message=f"PAPS number {paps!r} is not the carrier's code {scac} and up to 12 letters or digits."
            if scac
            else f"PAPS number {paps!r} is not a carrier's code and up to 12 letters or digits.",
            fix="Copy the shipment control number under the PAPS bar code; it begins with the carrier's SCAC.",
            severity=Severity.WARNING,
            code="PAPS_NUMBER_INVALID",
        )


RULE = Rule(
    id="SHP-003",
    code="CARRIER_IDENTIFIERS_MISSING",
    severity=Severity.INFO,
    scope=Scope.PLAN,
    title="Carrier, PAPS number or arrival not known yet",
    fix="Give shipment.carrierScac, shipment.papsNumber and shipment.eta when they are known, at the latest "
    "at execution.",
    legal_source="19 CFR 123.92",
    explanation="Told when a truck's SCAC or PAPS number, or the time of arrival, is not stated: they are often "
    "known only later. A stated code of the wrong form is a warning, since the broker's release would match no "
    "manifest.",
    check=_check,
    deduction=0,
)
