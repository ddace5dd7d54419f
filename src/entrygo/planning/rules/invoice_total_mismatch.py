"""VAL-003: figures of an entry that do not add up."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryUnit
from entrygo.planning.rule import Case, Hit, Rule, Scope

CENT = Decimal("0.01")


def _check(_case: Case, entry: EntryUnit) -> Iterator[Hit]:
    total = sum((line.value_usd for line in entry.lines), Decimal(0))
    if abs(total - entry.value_usd) > CENT:
        yield Hit(
            field="value_usd",
            message=f"The lines of entry {entry.number} sum to {total} USD and the entry says {entry.value_usd}.",
        )
    for line in entry.lines:
        items = sum((item.value_usd for item in line.items), Decimal(0))
        if abs(items - line.value_usd) > CENT * max(1, len(line.items)):  # each item may be rounded by itself
            yield Hit(
                field="lines",
                message=f"The goods of line {line.line_no} of entry {entry.number} sum to {items} USD and the line "
                f"says {line.value_usd}.",
            )


RULE = Rule(
    id="VAL-003",
    code="INVOICE_TOTAL_MISMATCH",
    severity=Severity.ERROR,
    scope=Scope.ENTRY,
    title="Lines do not sum to the total",
    fix="Plan again. If it stays, report it with the plan's snapshot: the figures are computed, not entered.",
    legal_source="19 CFR 141.86",
    explanation="Fires when an entry's lines do not sum to its value, or a line's goods do not sum to the line, by "
    "more than a cent. Invoice, manifest and entry must state one total. An order's value is computed from its "
    "lines, so this guards the plan's own arithmetic.",
    check=_check,
    deduction=25,
)
