"""SHP-002: no mode of transport."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.planning.crossing import MODES, mode
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case) -> Iterator[Hit]:
    field, stated = mode(case)
    if stated is None:
        yield Hit(
            field=field,
            message=f"Neither the shipment nor warehouse {case.warehouse.name} names a mode of transport.",
            missing=True,
        )
    elif stated.lower() not in MODES:
        yield Hit(
            field=field,
            message=f"Mode of transport {stated!r} is none of air, ocean, truck.",
            code="TRANSPORT_MODE_INVALID",
        )


RULE = Rule(
    id="SHP-002",
    code="TRANSPORT_MODE_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PLAN,
    title="Mode of transport missing",
    fix="Set warehouse.mode or shipment.mode to truck, ocean or air.",
    legal_source="19 CFR 24.24; CBP Form 7501, block 9",
    explanation="Fires when no mode is known or it is none of truck, ocean and air. The mode decides whether "
    "the harbor maintenance fee is owed: ocean cargo pays it, a truck does not.",
    check=_check,
    deduction=25,
)
