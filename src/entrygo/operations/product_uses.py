"""Where a product is used: the open orders that hold it, and the exports that wait with them."""

from collections import Counter
from decimal import Decimal

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.product_changes import UseInExport, UseInOrder
from entrygo.contract.answers.shown import shown
from entrygo.contract.problems import not_found
from entrygo.lifecycle.states import ExportState
from entrygo.operations.answer import Answer, answer

MOST_ORDERS, MOST_EXPORTS = 100, 1_000


def product_uses(context: Context, actor: Actor, product_id: str) -> Answer:
    """The newest open orders with the product, and which of the newest waiting exports are planned of them.

    ``has_more`` says that there are more orders than those looked at.
    """
    with context.store.read(actor.tenant) as uow:
        if product_id not in uow.products.many([product_id]):
            raise not_found("Product")
        orders = uow.orders.open_with(product_id, MOST_ORDERS + 1)
        waiting = [each.id for each in uow.exports.newest(ExportState.BATCHED, MOST_EXPORTS)]
        planned = uow.exports.planned_orders(waiting) if orders else {}
        export_of = {order_id: export_id for export_id, ids in planned.items() for order_id in ids}
        rows = orders[:MOST_ORDERS]
        counts = Counter(export_of[row.order.id] for row in rows if row.order.id in export_of)
        found = uow.exports.many(counts)
        exports = [found[each] for each in counts if each in found]
    return answer(
        {
            "orders": [
                shown(
                    UseInOrder,
                    row,
                    order_id=row.order.id,
                    external_id=row.order.external_id,
                    quantity=sum(
                        (line.quantity for line in row.order.lines if line.product_id == product_id),
                        Decimal(0),
                    ),
                    export_id=export_of.get(row.order.id),
                )
                for row in rows
            ],
            "exports": [
                shown(
                    UseInExport,
                    each,
                    export_id=each.id,
                    readiness_state=each.readiness,
                    orders=counts[each.id],
                )
                for each in exports
            ],
            "hasMore": len(orders) > MOST_ORDERS,
        }
    )
