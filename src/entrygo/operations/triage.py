"""Triage: what to mend first, over all batches that wait."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import orjson

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.shown import shown
from entrygo.contract.answers.triage import TriageGroup
from entrygo.contract.canonical import JsonObject, JsonValue, canonical_bytes, sha256_hex
from entrygo.contract.findings import rule_page
from entrygo.contract.version import VERSION
from entrygo.lifecycle.rows import FigureRow
from entrygo.lifecycle.states import ExportState
from entrygo.operations.answer import Answer, answer
from entrygo.operations.board_query import TriageQuery
from entrygo.operations.inspect import export_and_plan
from entrygo.operations.proposals import CODE_FINDINGS, candidates_of, counted, open_proposals
from entrygo.planning.summary import read_again, stood
from entrygo.planning.triage import Group, Standing, merged, ordered
from entrygo.store.optimizer import ProposalRow
from entrygo.store.unit_of_work import UnitOfWork

MOST_EXPORTS = 1_000
ALL = TriageQuery()


def triage(context: Context, actor: Actor, asked: TriageQuery = ALL) -> Answer:
    """The findings of the newest batches by root cause, in the order that frees exports soonest.

    At most ``MOST_EXPORTS`` batches are looked at; ``has_more`` says when there are others. While neither their plans
    nor the proposals named beside them change, the answer is the one made before.
    """
    key = (actor.tenant.account_id, actor.tenant.mode.value, "triage", *sorted(asked.severity))
    kept = context.kept_bodies
    with context.store.read(actor.tenant) as uow:
        found = uow.exports.newest(ExportState.BATCHED, MOST_EXPORTS + 1)
        of_plans = _tag(VERSION, *map(list, found))
        coded = kept.get((*key, "products"), of_plans)
        if coded is not None:
            proposals = open_proposals(uow, orjson.loads(coded))
            body = kept.get(key, _tag_beside(of_plans, proposals))
            if body is not None:
                return Answer(body=body)
        groups, figures = _groups(uow, found, asked)
        products = {each.cause.subject_id for each in groups if each.cause.code in CODE_FINDINGS}
        proposals = open_proposals(uow, products)
    answered = answer(
        {
            "data": [_view(group, proposals.get(group.cause.subject_id)) for group in groups],
            "exports": len(figures),
            "blocked_exports": sum(bool(each.errors) for each in figures),
            "has_more": len(found) > MOST_EXPORTS,
        }
    )
    if all(
        each.summary_of == each.plan_seq for each in found
    ):  # their causes are in rows, as long as they stand
        kept.put((*key, "products"), of_plans, orjson.dumps(sorted(products)))
        kept.put(key, _tag_beside(of_plans, proposals), answered.body)
    return answered


def _tag(*parts: JsonValue) -> str:
    return sha256_hex(canonical_bytes(parts))


def _tag_beside(of_plans: str, proposals: Mapping[str, ProposalRow]) -> str:
    return _tag(of_plans, *map(repr, sorted(proposals.items())))


def _groups(
    uow: UnitOfWork, found: Sequence[FigureRow], asked: TriageQuery
) -> tuple[Sequence[Group], Sequence[FigureRow]]:
    """The causes in the batches looked at, in the order of mending, and the batches' figures."""
    standing = list(uow.exports.standing(ExportState.BATCHED, MOST_EXPORTS, asked.severity))
    figures: list[FigureRow] = []
    for each in found[:MOST_EXPORTS]:
        if each.summary_of != each.plan_seq:
            each, late = _read_again(uow, each)
            standing += [part for part in late if part.severity in asked.severity]
        figures.append(each)
    return ordered(merged(standing), {each.id: _dollars(each) for each in figures}), figures


def _read_again(uow: UnitOfWork, kept: FigureRow) -> tuple[FigureRow, list[Standing]]:
    """Figures and causes of a batch whose findings are not in rows yet, from its plan."""
    export, plan = export_and_plan(uow, kept.id)
    export, found = read_again(export, plan)
    figures = kept._replace(
        value_usd_cents=export.value_usd_cents, errors=export.errors, summary_of=export.summary_of
    )
    return figures, [stood(export.id, each) for each in found]


def _dollars(figures: FigureRow) -> Decimal | None:
    return None if figures.value_usd_cents is None else Decimal(figures.value_usd_cents).scaleb(-2)


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
