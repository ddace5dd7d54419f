"""PRD-006: an old schedule edition."""

import re
from collections.abc import Iterator
from datetime import date

from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope

MAX_AGE_DAYS = 120  # the schedule is revised some twenty times a year; four months hold several
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _check(case: Case) -> Iterator[Hit]:
    edition, entry_date = case.tariff.edition, case.shipment.entry_date
    made_on = _day(edition.vintage)
    if made_on and (entry_date - made_on).days > MAX_AGE_DAYS:
        yield Hit(
            field="account.tariffEdition",
            message=f"{edition.name} is of {made_on}, more than {MAX_AGE_DAYS} days before the entry date.",
        )


def _day(vintage: str) -> date | None:
    match = _DAY.search(vintage)
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


RULE = Rule(
    id="PRD-006",
    code="TARIFF_EDITION_OLD",
    severity=Severity.INFO,
    scope=Scope.PLAN,
    title="Old schedule edition",
    fix="Load the current revision of the schedule (entrygo tariff fetch, or entrygo tariff load) and plan again.",
    legal_source="19 USC 1484(a), reasonable care",
    explanation="Told once a plan when the loaded edition's date lies more than 120 days before the entry date. "
    "It says what the installation lacks and deducts nothing, however old the edition is.",
    check=_check,
    deduction=0,
)
