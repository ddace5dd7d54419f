"""Screening: what the list in force says of a plan's parties, and what people decide about it."""

from collections.abc import Mapping
from dataclasses import replace

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.screening import DispositionAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.requests.screening import DispositionRequest
from entrygo.contract.snapshot import Snapshot
from entrygo.contract.times import iso
from entrygo.lifecycle.events import EventType
from entrygo.operations.answer import Answer
from entrygo.operations.idempotency import Attempt, once
from entrygo.operations.lists import paged
from entrygo.operations.policy import require_account
from entrygo.operations.queries import ListQuery
from entrygo.planning.plan import consider
from entrygo.planning.screening import THRESHOLD, parties_of
from entrygo.store.dispositions import DispositionRow
from entrygo.store.unit_of_work import UnitOfWork


def remembered(context: Context, uow: UnitOfWork, snapshot: Snapshot) -> Snapshot:
    """The snapshot with what screening knows of the orders that take part; as it is when no list is loaded.

    Only hits from the score at which one blocks are kept: others decide nothing, so no hash may hang on them.
    """
    listed = context.screening.current()
    if listed is None:
        return snapshot
    included, _ = consider(snapshot)
    named = {line.product_id for order in included for line in order.lines}
    products = {each: product for each, product in snapshot.products.items() if each in named}
    parties = parties_of(replace(snapshot, orders=included, products=products))
    found = [hit for hit in listed.hits(parties, {}) if int(hit["score"]) >= THRESHOLD]
    if found:
        decided = uow.dispositions.standing(str(hit["party_fingerprint"]) for hit in found)
        found = [hit | {"disposition": _standing(hit, decided)} for hit in found]
    about = {"as_of": listed.as_of.isoformat(), "entries": listed.entry_count}
    return replace(snapshot, memory={**snapshot.memory, "screening": found, "screening_list": about})


def _standing(hit: Mapping[str, str | int], decided: Mapping[tuple[str, str], str]) -> str:
    key = (str(hit["entry_key"]), str(hit["party_fingerprint"]))
    return decided.get(key, str(hit["disposition"]))


def decide(context: Context, actor: Actor, request: DispositionRequest, tried: Attempt) -> Answer:
    """Clear or confirm a hit. It holds until the list entry or the party changes, or a later decision."""
    require_account(actor, request.account_id)

    def work(uow: UnitOfWork) -> JsonObject:
        row = DispositionRow(
            id=context.ids.new("disp"),
            entry_key=request.entry_key,
            party_fingerprint=request.party_fingerprint,
            disposition=request.disposition,
            reason=request.reason,
            decided_by=actor.principal,
            created_at=uow.now,
        )
        standing = uow.dispositions.standing([row.party_fingerprint])
        was = standing.get((row.entry_key, row.party_fingerprint))
        uow.dispositions.add(row)
        shown = disposition_view(row)
        payload = {name: value for name, value in shown.items() if name not in ("id", "decidedAt")}
        decided = {"disposition": row.disposition, "reason": row.reason}
        uow.record(
            EventType.SCREENING_DECIDED,
            **payload,
            dispositionId=row.id,
            before=None if was is None else {"disposition": was},
            after=decided,
        )
        return shown

    return once(context, actor, tried, work)


def list_dispositions(context: Context, actor: Actor, asked: ListQuery) -> Answer:
    """Decisions, newest first."""
    with context.store.read(actor.tenant) as uow:
        rows = uow.dispositions.page(asked.page)
    return paged(rows, asked, lambda row: (iso(row.created_at), row.id), disposition_view)


def disposition_view(row: DispositionRow) -> JsonObject:
    """A decision."""
    return shown(DispositionAnswer, row)
