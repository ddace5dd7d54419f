"""PTY-004: the broker's power of attorney is absent or over."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case) -> Iterator[Hit]:
    broker, entry_date = case.broker, case.shipment.entry_date
    if not broker.power_of_attorney_on_file:
        yield Hit(
            field="broker.powerOfAttorney.onFile",
            message=f"No power of attorney for broker {broker.name} is on file.",
            missing=True,
        )
    elif broker.power_of_attorney_valid_to and broker.power_of_attorney_valid_to < entry_date:
        yield Hit(
            field="broker.powerOfAttorney.validTo",
            message=f"The power of attorney for broker {broker.name} ended on "
            f"{broker.power_of_attorney_valid_to}, before the entry date.",
            fix="Renew the power of attorney and set broker.powerOfAttorney.validTo.",
            code="POWER_OF_ATTORNEY_EXPIRED",
        )


RULE = Rule(
    id="PTY-004",
    code="POWER_OF_ATTORNEY_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PLAN,
    title="Broker's power of attorney absent or expired",
    fix="Have the importer sign a power of attorney (CBP Form 5291) and set broker.powerOfAttorney.onFile.",
    legal_source="19 CFR 141.31 to 141.46",
    explanation="Fires when the broker's record does not say that a power of attorney is on file, or its last "
    "day lies before the entry date (then the code is POWER_OF_ATTORNEY_EXPIRED). A broker may do customs "
    "business for an importer only under one.",
    check=_check,
    deduction=25,
)
