"""What if: a dry run under other circumstances, and of the same orders in parts. Nothing is stored."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.plan import WhatIf, WhatIfFigures, WhatIfVerdict
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.plan import Plan
from entrygo.contract.requests.exports import OverridesIn, PlanRequest
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.contract.snapshot import Snapshot
from entrygo.operations.gather import Asked, gather
from entrygo.planning.fingerprint import document, plan_hash
from entrygo.planning.plan import plan
from entrygo.planning.what_if import Part, figures, what_if

Split = tuple[tuple[str, ...], ...]


def overridden(asked: Asked, overrides: OverridesIn | None) -> Asked:
    """The question with what the overrides say in place of what the request says."""
    if overrides is None:
        return asked
    given = {name: getattr(overrides, name) for name in ("entry_date", "port_of_entry", "mode")}
    shipment = replace(asked.shipment, **{name: value for name, value in given.items() if value is not None})
    return replace(asked, broker_id=overrides.broker_id or asked.broker_id, shipment=shipment)


def split_of(request: PlanRequest) -> Split:
    """The parts asked for, empty without a split. VALIDATION_ERROR unless each order stands in exactly one."""
    split = request.overrides.split if request.overrides else None
    if not split:
        return ()
    if faults := list(_faults(split, request.order_ids)):
        raise validation_problem(faults)
    return tuple(tuple(part) for part in split)


def _faults(split: list[list[str]], order_ids: list[str]) -> Iterator[dict[str, str]]:
    asked, seen = set(order_ids), Counter(each for part in split for each in part)
    for at, part in enumerate(split):
        for position, order_id in enumerate(part):
            path = f"overrides.split.{at}.{position}"
            if order_id not in asked:
                yield issue(path, f"Order {order_id} is not one of orderIds", "custom")
            elif seen[order_id] > 1:
                yield issue(path, f"Order {order_id} stands in the split more than once", "custom")
    for order_id in sorted(asked - seen.keys()):
        yield issue("overrides.split", f"Order {order_id} stands in no part", "custom")


def snapshots(
    context: Context, actor: Actor, asked: Asked, split: Split
) -> tuple[Snapshot, list[tuple[tuple[str, ...], Snapshot]]]:
    """The facts of the whole and of each part, all of one instant and of one entry date."""
    with context.store.read(actor.tenant) as uow:
        whole = gather(context, uow, actor, asked)
        fixed = replace(asked.shipment, entry_date=whole.shipment.entry_date)
        parts = [
            (order_ids, gather(context, uow, actor, replace(asked, order_ids=order_ids, shipment=fixed)))
            for order_ids in split
        ]
    return whole, parts


def compared(whole: Plan, parts: list[tuple[tuple[str, ...], Snapshot]]) -> JsonObject:
    """``what_if`` of the answer: each part planned as a batch of its own."""
    planned = []
    for order_ids, snapshot in parts:
        outcome = plan(snapshot)
        hashed = plan_hash(document(snapshot, outcome))
        planned.append(Part(order_ids=order_ids, plan=outcome, plan_hash=hashed))
    return shown(WhatIf, what_if(whole, planned), parts=[_part(part) for part in planned])


def _part(part: Part) -> JsonObject:
    taken = set(part.plan.included_order_ids)
    included = [order_id for order_id in part.order_ids if order_id in taken]
    verdict = shown(WhatIfVerdict, part, included_order_ids=included)
    return verdict | shown(WhatIfFigures, figures(part.plan))
