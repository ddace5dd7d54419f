"""PTY-009: parties were screened against no list, or an old one."""

from collections.abc import Iterator, Mapping
from datetime import date

from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope

MAX_AGE_DAYS = 7  # the government's file is made anew every day; a week allows for a forgotten week-end


def _check(case: Case) -> Iterator[Hit]:
    known = case.memory.get("screening_list")
    if not isinstance(known, Mapping):
        yield Hit(
            field="account.screeningList",
            message="No screening list is loaded, so the parties of this plan were not screened.",
        )
        return
    as_of = _day(known.get("as_of"))
    if as_of and (case.shipment.entry_date - as_of).days > MAX_AGE_DAYS:
        yield Hit(
            field="account.screeningList",
            message=f"The screening list is of {as_of}, more than {MAX_AGE_DAYS} days before the entry date.",
            code="SCREENING_LIST_OLD",
        )


def _day(value: object) -> date | None:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


RULE = Rule(
    id="PTY-009",
    code="SCREENING_LIST_MISSING",
    severity=Severity.INFO,
    scope=Scope.PLAN,
    title="Screening list absent or old",
    fix="Load the current Consolidated Screening List (CSV or JSON from the International Trade "
    "Administration) with entrygo screening load FILE and plan again.",
    legal_source="15 CFR 744; 31 CFR 500 and following; compliance practice",
    explanation="Told once a plan when the installation holds no screening list, or one more than seven days "
    "older than the entry date. It says what the installation lacks, not what is wrong with the orders, and so "
    "deducts nothing. Reads memory key screening_list: {as_of, entries}.",
    check=_check,
    deduction=0,
)
