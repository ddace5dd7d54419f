"""Plan the open orders that no batch holds, the oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.problems import Problem
from entrygo.contract.requests.batches import MAX_OPEN, PlanOpenRequest
from entrygo.contract.requests.exports import PlanRequest
from entrygo.contract.requests.issues import Issue, issue, validation_problem
from entrygo.operations.answer import Answer
from entrygo.operations.idempotency import Attempt, recorded, replay
from entrygo.operations.plan import plan
from entrygo.operations.policy import require_account
from entrygo.store.tenant_rows import Page
from entrygo.store.unit_of_work import UnitOfWork

NONE_OPEN = "No open order is without a batch: each is planned, exported or cancelled, or goes elsewhere."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    warehouse_id: str
    broker_id: str
    order_ids: Sequence[str]


def plan_open(context: Context, actor: Actor, request: PlanOpenRequest, tried: Attempt) -> Answer:
    """One plan of the oldest open orders to a country that no batch holds; call again for those beyond the bound."""
    require_account(actor, request.account_id)
    record = None if request.dry_run else recorded(context, actor, tried)
    if record is not None:
        return replay(record)
    with context.store.read(actor.tenant) as uow:
        chosen = _chosen(uow, request)
    if not chosen.order_ids:
        raise Problem("INVALID_ORDER_REFERENCE", NONE_OPEN, details={"openOrders": 0})
    asked = PlanRequest.model_construct(
        account_id=request.account_id,
        warehouse_id=chosen.warehouse_id,
        broker_id=chosen.broker_id,
        order_ids=list(chosen.order_ids),
        destination_country=request.destination_country,
        dry_run=request.dry_run,
        shipment=request.shipment,
    )
    return plan(context, actor, asked, tried)


def _chosen(uow: UnitOfWork, request: PlanOpenRequest) -> _Chosen:
    warehouses = [row.id for row in uow.warehouses.page(Page(limit=2))]
    brokers = [row.id for row in uow.brokers.page(Page(limit=2))]
    faults = [
        *_faults("warehouseId", request.warehouse_id, warehouses),
        *_faults("brokerId", request.broker_id, brokers),
    ]
    if faults:
        raise validation_problem(faults)
    most = request.max_orders or MAX_OPEN
    ids = uow.orders.unplanned(request.destination_country or "US", uow.exports.held_orders(), most)
    return _Chosen(
        warehouse_id=request.warehouse_id or warehouses[0],
        broker_id=request.broker_id or brokers[0],
        order_ids=ids,
    )


def _faults(field: str, given: str | None, known: Sequence[str]) -> list[Issue]:
    if given is not None or len(known) == 1:
        return []
    words = "The account has none; make one first" if not known else "The account has several; name one"
    return [issue(field, words, "custom")]
