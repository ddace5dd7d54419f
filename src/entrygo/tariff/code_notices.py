"""What is said of a stated code that is not a valid statistical line: the reason, and the mend where there is one."""

from entrygo.contract.findings import Severity
from entrygo.contract.hts import LENGTHS, digits_of, dotted, is_digits, is_spreadsheet_number
from entrygo.contract.tariff import CodeFacts, Standing
from entrygo.tariff.duty_input import NoticeKind, Remark

INCOMPLETE, COMPLETED = "HTS_CODE_INCOMPLETE", "HTS_CODE_COMPLETED"
UNKNOWN, RETIRED = "HTS_CODE_UNKNOWN", "HTS_CODE_RETIRED"
HEADING = 4
MOST_NAMED = 12


def about_code(facts: CodeFacts, stated: str, whose: str) -> Remark | None:
    """The notice about a code as stated (``whose`` names the goods: ``of product Mug``); none for a valid one."""
    if facts.standing is Standing.VALID:
        return None
    if facts.standing is Standing.INCOMPLETE:
        return _incomplete(facts, whose)
    if facts.standing is Standing.RETIRED:
        return _retired(facts, whose)
    return _unknown(facts, stated, whose)


def _incomplete(facts: CodeFacts, whose: str) -> Remark:
    shown, lines = dotted(facts.digits), facts.candidates
    if lines == (f"{facts.digits}00",):
        return Remark(
            kind=NoticeKind.CODE,
            code=COMPLETED,
            severity=Severity.INFO,
            message=f"HTS code {shown} {whose} has the one line {dotted(lines[0])}.",
            fix=f"Write the ten digits: {dotted(lines[0])}.",
        )
    return Remark(
        kind=NoticeKind.CODE,
        code=INCOMPLETE,
        severity=Severity.ERROR if len(facts.digits) == HEADING else Severity.WARNING,
        message=f"HTS code {shown} {whose} has {len(facts.digits)} of 10 digits; {len(lines)} lines stand below it, "
        "and the goods are judged as the worst of them.",
        fix=f"Complete it to the ten digits of the line that describes the goods: {_named(lines)}.",
        details=(("candidates", tuple(dotted(line) for line in lines[:MOST_NAMED])),),
    )


def _retired(facts: CodeFacts, whose: str) -> Remark:
    successors = facts.candidates
    took = f"; {_named(successors)} took its place" if successors else ""
    return Remark(
        kind=NoticeKind.CODE,
        code=RETIRED,
        severity=Severity.ERROR,
        message=f"HTS code {dotted(facts.digits)} {whose} is valid no longer{_since(facts)}{took}.",
        fix=f"Give the line that describes the goods now: {_named(successors)}."
        if successors
        else "Classify the goods anew; no successor of the code is held.",
        details=(("successors", tuple(dotted(line) for line in successors)),),
    )


def _since(facts: CodeFacts) -> str:
    return f" (since {facts.day.isoformat()})" if facts.day else ""


def _unknown(facts: CodeFacts, stated: str, whose: str) -> Remark:
    why, fix = _why_unknown(facts, stated)
    suggested = (("suggestion", dotted(facts.suggestion)),) if facts.suggestion else ()
    return Remark(
        kind=NoticeKind.CODE,
        code=UNKNOWN,
        severity=Severity.ERROR,
        message=f"HTS code {dotted(stated)} {whose} {why}.",
        fix=fix,
        details=suggested,
    )


def _why_unknown(facts: CodeFacts, stated: str) -> tuple[str, str]:
    digits = digits_of(stated)
    if facts.day is not None:
        return (
            f"is valid from {facts.day.isoformat()} on, after the entry date",
            "Give the code that is valid on the entry date.",
        )
    if is_spreadsheet_number(stated):
        return (
            "reads like a number that a spreadsheet shortened: its last digits are lost",
            "Format the column as text, enter the code again and export anew.",
        )
    if facts.suggestion is not None:
        return (
            "begins no line of the schedule; with a 0 in front it does",
            f"Write {dotted(facts.suggestion)}: a spreadsheet drops the zero a code begins with.",
        )
    if not is_digits(digits):
        return "is not digits", "Give the ten digits of the schedule, with or without dots."
    if len(digits) not in LENGTHS:
        return (
            f"has {len(digits)} digits, and a code has 4, 6, 8 or 10",
            "Give the ten digits of the schedule, with or without dots.",
        )
    return (
        "is in no list of codes held, neither the schedule nor the agency report",
        "Correct the code; the schedule may have split or retired it before 2025.",
    )


def _named(lines: tuple[str, ...]) -> str:
    shown = ", ".join(dotted(line) for line in lines[:MOST_NAMED])
    return shown + (f" and {len(lines) - MOST_NAMED} more" if len(lines) > MOST_NAMED else "")
