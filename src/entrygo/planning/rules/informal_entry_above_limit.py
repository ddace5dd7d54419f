"""ENT-001: an informal entry above the limit."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryType, EntryUnit
from entrygo.planning.rule import Case, Hit, Rule, Scope

# Stated here again on purpose: a guard does not take its limit from what it guards.
INFORMAL_LIMIT_USD = Decimal(2500)


def _check(_case: Case, entry: EntryUnit) -> Iterator[Hit]:
    value = entry.value_usd
    if entry.entry_type is EntryType.INFORMAL and value is not None and value > INFORMAL_LIMIT_USD:
        yield Hit(
            field="entry_type",
            message=f"Entry {entry.number} is worth {value} USD and is planned informal (type 11); "
            f"the limit is {INFORMAL_LIMIT_USD} USD.",
        )


RULE = Rule(
    id="ENT-001",
    code="INFORMAL_ENTRY_ABOVE_LIMIT",
    severity=Severity.ERROR,
    scope=Scope.ENTRY,
    title="Informal entry above the limit",
    fix="File a formal entry (type 01).",
    legal_source="19 CFR 143.21(a)",
    explanation="Fires when an entry planned as informal (type 11) is worth more than 2,500 USD. It "
    "guards the planner's own entry structure: the planner chooses formal above the limit, so this "
    "finding means that a plan was altered or the planner is wrong.",
    check=_check,
    deduction=25,
)
