"""ENT-006: more lines than an entry summary takes."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryUnit
from entrygo.planning.rule import Case, Hit, Rule, Scope

MAX_SUMMARY_LINES = 999  # of an ACE entry summary; from memory, not read in primary text


def _check(_case: Case, entry: EntryUnit) -> Iterator[Hit]:
    if len(entry.lines) > MAX_SUMMARY_LINES:
        yield Hit(
            field="lines",
            message=f"Entry {entry.number} has {len(entry.lines)} lines; an entry summary takes "
            f"{MAX_SUMMARY_LINES}.",
        )


RULE = Rule(
    id="ENT-006",
    code="TOO_MANY_ENTRY_LINES",
    severity=Severity.WARNING,
    scope=Scope.ENTRY,
    title="More lines than an entry summary takes",
    fix="Ask the broker how to divide the entry, or send fewer distinct products on one day.",
    legal_source="ACE entry summary, line limit",
    explanation="Fires when an entry has more than 999 lines, each line being one HTS code, origin and "
    "set of programmes. The limit is from memory and wants the broker's word, hence a warning.",
    check=_check,
    deduction=5,
)
