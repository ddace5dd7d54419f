"""ENT-003: chapter 99 goods above 250 dollars in an informal entry, while that cap is in force."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryType, EntryUnit
from entrygo.planning.rule import Case, Hit, Rule, Scope

CH99_LIMIT_USD = Decimal(250)
# The parenthesis of 143.21(a) has been suspended for all modes and countries since this day
# (ITT, 28 Apr 2025). A return of the cap is a second date here.
CH99_CAP_SUSPENDED_SINCE = date(2025, 4, 30)


def _check(case: Case, entry: EntryUnit) -> Iterator[Hit]:
    if entry.entry_type is not EntryType.INFORMAL or case.shipment.entry_date >= CH99_CAP_SUSPENDED_SINCE:
        return
    for line in entry.lines:
        headings = [heading for heading in line.headings if heading.startswith("99")]
        if headings and line.value_usd is not None and line.value_usd > CH99_LIMIT_USD:
            yield Hit(
                field=f"lines[{line.line_no - 1}].headings",
                message=f"Line {line.line_no} of entry {entry.number} claims {', '.join(headings)}, is worth "
                f"{line.value_usd} USD and is planned informal; the cap in force was {CH99_LIMIT_USD} USD.",
            )


RULE = Rule(
    id="ENT-003",
    code="INFORMAL_ENTRY_CHAPTER_99_CAP",
    severity=Severity.ERROR,
    scope=Scope.ENTRY,
    title="Chapter 99 goods above 250 USD in an informal entry",
    fix="File a formal entry (type 01) for entry dates before 30 April 2025.",
    legal_source="19 CFR 143.21(a), exception clause (suspended 30 Apr 2025)",
    explanation="Fires when an informal entry dated before 30 April 2025 holds a line worth more than "
    "250 USD that claims a chapter 99 heading. CBP suspended the clause for all modes and countries on "
    "that day, so the rule is silent for today's entries; it stays as a dated switch for the day the "
    "clause returns.",
    check=_check,
    deduction=25,
)
