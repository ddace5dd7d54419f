"""Triage: what to mend first, over all batches that wait."""

from collections.abc import Iterable
from decimal import Decimal

import orjson

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.shown import shown
from entrygo.contract.answers.triage import TriageGroup
from entrygo.contract.canonical import JsonMapping, JsonObject
from entrygo.contract.findings import Finding, Severity, rule_page
from entrygo.lifecycle.rows import OutcomeRow
from entrygo.lifecycle.states import ExportState
from entrygo.operations.answer import Answer, answer
from entrygo.operations.proposals import CODE_FINDINGS, candidates_of, counted, open_proposals
from entrygo.planning.triage import Export, Group
from entrygo.planning.triage import triage as grouped
from entrygo.store.optimizer import ProposalRow

MOST_EXPORTS = 1_000


def triage(context: Context, actor: Actor) -> Answer:
    """The findings of the newest batches by root cause, in the order that frees exports soonest.

    At most ``MOST_EXPORTS`` batches are looked at; ``has_more`` says when there are others.
    """
    with context.store.read(actor.tenant) as uow:
        found = [_export(row) for row in uow.exports.outcomes(ExportState.BATCHED, MOST_EXPORTS + 1)]
        exports = found[:MOST_EXPORTS]
        groups = grouped(exports)
        asked = {each.cause.subject_id for each in groups if each.cause.code in CODE_FINDINGS}
        proposals = open_proposals(uow, asked)
    return answer(
        {
            "data": [_view(group, proposals.get(group.cause.subject_id)) for group in groups],
            "exports": len(exports),
            "blocked_exports": sum(_is_blocked(export.findings) for export in exports),
            "has_more": len(found) > MOST_EXPORTS,
        }
    )


def _is_blocked(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _export(row: OutcomeRow) -> Export:
    outcome = orjson.loads(row.outcome)
    return Export(
        id=row.export_id,
        findings=tuple(_finding(each) for each in outcome["findings"]),
        value_usd=None if outcome["value_usd"] is None else Decimal(outcome["value_usd"]),
        warehouse_id=row.warehouse_id,
        broker_id=row.broker_id,
    )


def _finding(stored: JsonMapping) -> Finding:
    return Finding(
        rule=stored["rule"],
        code=stored["code"],
        severity=Severity(stored["severity"]),
        field=stored["field"],
        message=stored["message"],
        fix=stored["fix"],
        legal_source=stored["legal_source"],
        deduction=stored["deduction"],
        product_id=stored["product_id"],
        order_id=stored["order_id"],
    )


def _view(group: Group, proposal: ProposalRow | None) -> JsonObject:
    named = proposal if group.cause.code in CODE_FINDINGS else None
    return shown(
        TriageGroup,
        group,
        fix=group.fix if named is None else f"{group.fix} {counted(named)}",
        proposed_codes=[] if named is None else [each["hsCode"] for each in candidates_of(named)],
        subject_id=group.cause.subject_id or None,
        doc_url=rule_page(group.cause.rule),
        export_count=len(group.export_ids),
    )
