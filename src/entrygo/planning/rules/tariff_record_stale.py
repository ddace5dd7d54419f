"""TRF-013: a tariff record past its own date, or a list held only in part."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.contract.tariff import Programme
from entrygo.planning.notices import PARTIAL_LIST, hits_of
from entrygo.planning.rule import Case, Hit, Rule, Scope

FIELD = "duty_estimate"


def _check(case: Case) -> Iterator[Hit]:
    assessments = [each for _, each in sorted(case.assessments.items())]
    remarks = (remark for each in assessments for remark in each.remarks)
    yield from hits_of((r for r in remarks if r.rule == "TRF-013" or r.code == PARTIAL_LIST), field=FIELD)
    for record in _stale(case):
        yield Hit(
            field=FIELD,
            message=f"Tariff record {record.id} ({record.heading}) was verified until "
            f"{record.verified_until}, before the entry date.",
        )


def _stale(case: Case) -> list[Programme]:
    """The records used whose own date has passed, each once, by id."""
    used = {record.id: record for each in case.assessments.values() for record in each.programmes}
    entry_date = case.shipment.entry_date
    return [
        r for _, r in sorted(used.items()) if r.verified_until is not None and r.verified_until < entry_date
    ]


RULE = Rule(
    id="TRF-013",
    code="TARIFF_RECORD_STALE",
    severity=Severity.WARNING,
    scope=Scope.PLAN,
    title="Tariff record past its date, or a list held in part",
    fix="Check the heading against the current schedule, and load newer tariff records.",
    legal_source="19 USC 1484 (reasonable care)",
    explanation="Fires when a record used in the plan names a verifiedUntil date of its own and the "
    "entry date is past it. The age of a record or an edition alone never warns. It also tells, as "
    "information and once a list, that a programme's list is held only in part: a code that is not on it "
    "is computed as not listed.",
    check=_check,
    deduction=5,
)
