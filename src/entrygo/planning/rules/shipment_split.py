"""SHP-005: goods of one truck for one consignee in several entries."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryType
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case) -> Iterator[Hit]:
    ordinary = [unit for unit in case.entries if unit.entry_type is not EntryType.ADCVD]
    if len(ordinary) > 1:
        listed = ", ".join(f"{unit.number} (type {unit.entry_type})" for unit in ordinary)
        yield Hit(
            field="export_units",
            message=f"The goods travel on one conveyance to one consignee and are split into {len(ordinary)} "
            f"entries: {listed}.",
        )


RULE = Rule(
    id="SHP-005",
    code="SHIPMENT_SPLIT",
    severity=Severity.WARNING,
    scope=Scope.PLAN,
    title="One conveyance and consignee, several entries",
    fix="Join the orders in one entry, or have the broker confirm that 19 CFR 141.52 allows the split.",
    legal_source="19 CFR 141.51; 19 CFR 141.52",
    explanation="Fires when a plan has more than one entry besides those of type 03. Goods that arrive on one "
    "conveyance for one consignee belong on one entry unless an exception applies; goods under antidumping or "
    "countervailing duty stand apart and are not counted.",
    check=_check,
    deduction=5,
)
