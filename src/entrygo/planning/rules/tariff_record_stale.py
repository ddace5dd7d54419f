"""TRF-013: a tariff record past its own date, or a list held only in part."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.contract.tariff import Programme
from entrygo.planning.notices import hits_of
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.duty import NoticeKind

FIELD = "duty_estimate"


def _check(case: Case) -> Iterator[Hit]:
    assessments = [each for _, each in sorted(case.assessments.items())]
    remarks = (remark for each in assessments for remark in each.remarks)
    yield from hits_of((r for r in remarks if r.kind is NoticeKind.RECORD_DOUBT), field=FIELD)
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
    "entry date is past it. The age of a record or an edition alone never warns. It also warns, once a list, where "
    "a programme's list is held only in part, so that a code on the rest of it has no figure, and where a record that "
    "applies rests on one source that was not confirmed.",
    check=_check,
    deduction=5,
)
