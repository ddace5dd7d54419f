"""What lists and triage show of a plan, kept in rows beside it: its figures and the root causes of its findings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from entrygo.contract.findings import Severity
from entrygo.contract.money import cents
from entrygo.contract.plan import Plan
from entrygo.contract.snapshot import Snapshot, stored_snapshot
from entrygo.lifecycle.rows import UNKNOWN_VALUE_RANK, ExportRow, FindingRow, PlanRow
from entrygo.planning.stored_plans import stored_plan
from entrygo.planning.triage import Cause, Export, Standing, stands


def summarised(export: ExportRow, snapshot: Snapshot, plan: Plan) -> ExportRow:
    """The batch with the figures of its current plan, which is this one."""
    included = set(plan.included_order_ids)
    found = Counter(finding.severity for finding in plan.findings)
    value = _whole_cents(plan.value_usd)
    return replace(
        export,
        order_count=len(included),
        line_count=sum(len(order.lines) for order in snapshot.orders if order.id in included),
        value_usd_cents=value,
        value_rank=UNKNOWN_VALUE_RANK if value is None else value,
        duty_usd_cents=_whole_cents(plan.duty_usd),
        savings_usd_cents=_whole_cents(plan.savings.saved_usd),
        errors=found[Severity.ERROR],
        warnings=found[Severity.WARNING],
        summary_of=export.plan_seq,
    )


def findings_of(export: ExportRow, plan: Plan) -> Sequence[FindingRow]:
    """The root causes of the plan's findings."""
    planned = Export(
        id=export.id, findings=plan.findings, warehouse_id=export.warehouse_id, broker_id=export.broker_id
    )
    return [
        FindingRow(
            position=position,
            rule=stand.cause.rule,
            code=stand.cause.code,
            severity=stand.severity.value,
            subject=stand.cause.subject,
            subject_id=stand.cause.subject_id,
            field=stand.cause.field,
            message=stand.message,
            fix=stand.fix,
        )
        for position, stand in enumerate(stands(planned))
    ]


def read_again(export: ExportRow, kept: PlanRow) -> tuple[ExportRow, Sequence[FindingRow]]:
    """Figures and causes from the kept plan itself. Raises ``ValueError`` where it is no plan of any release."""
    snapshot = stored_snapshot(kept.snapshot)
    plan = stored_plan(kept.outcome, snapshot)
    return summarised(export, snapshot, plan), findings_of(export, plan)


def stood(export_id: str, found: FindingRow) -> Standing:
    """A kept cause as triage takes it."""
    cause = Cause(
        rule=found.rule,
        code=found.code,
        subject=found.subject,
        subject_id=found.subject_id,
        field=found.field,
    )
    severity = Severity(found.severity)
    return Standing(
        cause=cause,
        severity=severity,
        message=found.message,
        fix=found.fix,
        export_ids=(export_id,),
        blocked_ids=(export_id,) if severity is Severity.ERROR else (),
    )


def _whole_cents(amount: Decimal | None) -> int | None:
    return None if amount is None else int(cents(amount).scaleb(2))
