"""VAL-003: figures of an entry that do not add up."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryUnit
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.value import total


def _differ(parts: Decimal | None, whole: Decimal | None) -> bool:
    return parts != whole


def _check(_case: Case, entry: EntryUnit) -> Iterator[Hit]:
    whole = total(line.value_usd for line in entry.lines)
    if _differ(whole, entry.value_usd):
        yield Hit(
            field="value_usd",
            message=f"The lines of entry {entry.number} sum to {whole} USD and the entry says {entry.value_usd}.",
        )
    for line in entry.lines:
        items = total(item.value_usd for item in line.items)
        if _differ(items, line.value_usd):
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
    explanation="Fires when an entry's lines do not sum to its value, or a line's goods do not sum to the line. "
    "Invoice, manifest and entry must state one total. An order's value is computed from its "
    "lines, so this guards the plan's own arithmetic.",
    check=_check,
    deduction=25,
)
