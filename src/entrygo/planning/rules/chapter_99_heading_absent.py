"""TRF-001: a chapter 99 heading that the goods draw and the entry line does not claim."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryLine, EntryUnit
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case, entry: EntryUnit) -> Iterator[Hit]:
    for line in entry.lines:
        absent = [heading for heading in _drawn(case, line) if heading not in line.headings]
        if absent:
            yield Hit(
                field=f"lines[{line.line_no - 1}].headings",
                message=f"Line {line.line_no} of entry {entry.number} ({line.hs_code}, {line.country_of_origin}) "
                f"lacks {', '.join(absent)}.",
            )


def _drawn(case: Case, line: EntryLine) -> list[str]:
    ids = dict.fromkeys(item.product_id for item in line.items)
    assessments = (case.assessments[product_id] for product_id in ids if product_id in case.assessments)
    drawn = dict.fromkeys(heading for assessment in assessments for heading in assessment.headings)
    return [heading for heading in drawn if heading.startswith("99")]


RULE = Rule(
    id="TRF-001",
    code="CHAPTER_99_HEADING_ABSENT",
    severity=Severity.ERROR,
    scope=Scope.ENTRY,
    title="Chapter 99 heading required and absent",
    fix="Plan again; if the finding stays, report it: the entry line does not match its assessment.",
    legal_source="HTSUS chapter 99, subchapter III",
    explanation="Fires when the duty assessment of goods on an entry line draws a chapter 99 heading (Section 232, "
    "301, 338, exempting headings too) that the line does not carry. It guards the planner's own entry lines. What an "
    "assessment assumed about a heading is TRF-017.",
    check=_check,
    deduction=25,
)
