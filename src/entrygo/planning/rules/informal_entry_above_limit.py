"""ENT-001: an informal entry above the limit."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryType, EntryUnit
from entrygo.planning.rule import Case, Hit, Rule, Scope

# Stated here again on purpose: a guard does not take its limit from what it guards.
INFORMAL_LIMIT_USD = Decimal(2500)
RETURNED_LIMIT_USD = Decimal(10_000)
RETURNED, HOME = "9801.00.10", "US"


def limit_of(entry: EntryUnit) -> Decimal:
    """The limit of an informal entry: a higher one where all its goods are products of the United States returned."""
    is_returned = all(line.provision == RETURNED and line.country_of_origin == HOME for line in entry.lines)
    return RETURNED_LIMIT_USD if entry.lines and is_returned else INFORMAL_LIMIT_USD


def _check(_case: Case, entry: EntryUnit) -> Iterator[Hit]:
    value = entry.value_usd
    if entry.entry_type is EntryType.INFORMAL and value is not None and value > limit_of(entry):
        yield Hit(
            field="entry_type",
            message=f"Entry {entry.number} is worth {value} USD and is planned informal (type 11); "
            f"the limit is {limit_of(entry)} USD.",
        )


RULE = Rule(
    id="ENT-001",
    code="INFORMAL_ENTRY_ABOVE_LIMIT",
    severity=Severity.ERROR,
    scope=Scope.ENTRY,
    title="Informal entry above the limit",
    fix="File a formal entry (type 01).",
    legal_source="19 CFR 143.21",
    explanation="Fires when an entry planned as informal (type 11) is worth more than 2,500 USD, "
    "or 10,000 USD where all of it is products of the United States returned under 9801.00.10. It "
    "guards the planner's own entry structure: the planner chooses formal above the limit, so this "
    "finding means that a plan was altered or the planner is wrong.",
    check=_check,
    deduction=25,
)
