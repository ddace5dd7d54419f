"""What people call an export: the seller's number of its first order, and how many more it has."""

from collections.abc import Iterable

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.operations.answer import Answer, answer

END = 8
"""So much of an id names an export none of whose orders is kept."""


def export_names(context: Context, actor: Actor, ids: Iterable[str]) -> Answer:
    """The name of each of these exports by its id; ids that are not the tenant's are absent."""
    with context.store.read(actor.tenant) as uow:
        planned = uow.exports.planned_orders(ids)
        firsts = {orders[0] for orders in planned.values() if orders}
        numbers = {key: row.order.external_id for key, row in uow.orders.many(firsts).items()}
    named = {
        key: name_of(key, numbers.get(orders[0]) if orders else None, len(orders))
        for key, orders in planned.items()
    }
    return answer({"data": named})


def name_of(export_id: str, number: str | None, orders: int) -> str:
    """``MHG-10198 and 10 more``; the end of its id where its first order's number is not known."""
    if number is None:
        return export_id[-END:]
    return number if orders == 1 else f"{number} and {orders - 1:,} more"
