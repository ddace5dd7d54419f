"""Products checked by planning's own rules, without an order."""

from collections.abc import Mapping, Sequence

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.catalogue import ProductCheck
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.facts import Product, Shipment
from entrygo.contract.times import entry_date_at
from entrygo.operations.facts import account_facts
from entrygo.operations.parties import profile
from entrygo.planning.product_check import Checked, check_products
from entrygo.store.unit_of_work import UnitOfWork
from entrygo.tariff.resolve import resolve_products


def checked(
    context: Context, uow: UnitOfWork, actor: Actor, products: Sequence[Product]
) -> Mapping[str, Checked]:
    """What planning says today of each product, by its id; as by truck, which is how most go."""
    shipment = Shipment(entry_date=entry_date_at(None, context.clock.now()), mode="truck")
    account = account_facts(actor.tenant.account_id, profile(context, uow, actor))
    return check_products(products, account, shipment, resolve_products(context.book, products, shipment))


def check_view(found: Checked) -> JsonObject:
    """A check as it is answered."""
    return shown(ProductCheck, found)
