"""Products, orders and parties as they are answered."""

from entrygo.contract.answers.catalogue import ManufacturerAnswer, OrderAnswer, ProductAnswer
from entrygo.contract.answers.parties import BrokerAnswer, WarehouseAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.facts import Party, Product
from entrygo.contract.parties import BrokerRecord, WarehouseRecord
from entrygo.contract.requests.catalogue import ProductIn
from entrygo.operations.proposals import proposal_view
from entrygo.planning.exchange import exchange_of
from entrygo.planning.value import goods_value, valued
from entrygo.store.catalogue import OrderRow, PartyRow, ProductRow
from entrygo.store.optimizer import ProposalRow
from entrygo.tariff.mid import build_mid

SYNCED = frozenset(field.alias for field in ProductIn.model_fields.values()) - {"sourceUpdatedAt"}
ROW_FIELDS = ("proposal", "created_at", "updated_at", "source_updated_at", "check")
"""Fields of an answer that are read from the row, not from the product."""


def product_view(
    row: ProductRow, proposal: ProposalRow | None = None, check: JsonObject | None = None
) -> JsonObject:
    """A product as given, with its id, dotted HTS code, the MID built where none was given, and its proposal.

    ``check`` is what planning says of it, where that was asked.
    """
    product = row.product
    maker = _manufacturer(product, built_mid(product))
    return shown(
        ProductAnswer,
        product,
        manufacturer=maker,
        proposal=proposal_view(product, proposal),
        created_at=row.created_at,
        updated_at=row.updated_at,
        source_updated_at=row.source_updated_at,
        check=check,
    )


def product_document(product: Product) -> JsonObject:
    """A product in the form a sync takes."""
    maker = _manufacturer(product, product.mid)
    stated = shown(ProductAnswer, product, manufacturer=maker, **dict.fromkeys(ROW_FIELDS))
    return {name: value for name, value in stated.items() if name in SYNCED}


def _manufacturer(product: Product, mid: str | None) -> JsonObject | None:
    """Who made it; the MID is the product's own fact and stands with its maker on the wire."""
    if product.manufacturer is None and mid is None:
        return None
    return shown(ManufacturerAnswer, product.manufacturer or Party(), mid=mid)


def built_mid(product: Product) -> str | None:
    """The MID given, else built from the manufacturer's name and address (19 CFR 102 Appendix)."""
    maker = product.manufacturer
    if product.mid or maker is None:
        return product.mid
    origin = product.country_of_origin or maker.country
    return build_mid(maker.name, maker.address1, maker.city, maker.region, origin)


def order_view(row: OrderRow) -> JsonObject:
    """An order. ``value`` is in the money its prices are stated in; ``valueUsd`` is null where no rate is stated."""
    order = row.order
    sale = valued(order, exchange_of(order)).sale
    return shown(
        OrderAnswer,
        order,
        value=goods_value(order),
        value_usd=sale.goods_usd,
        charges=sale.charges,
        metadata=row.metadata,
        export_id=row.exported_in,
        created_at=row.created_at,
        updated_at=row.updated_at,
        source_updated_at=row.source_updated_at,
    )


def warehouse_view(row: PartyRow[WarehouseRecord]) -> JsonObject:
    """A warehouse; what is not stated is absent."""
    return shown(WarehouseAnswer, row.stated, id=row.id, created_at=row.created_at, updated_at=row.updated_at)


def broker_view(row: PartyRow[BrokerRecord]) -> JsonObject:
    """A broker; what is not stated is absent."""
    return shown(BrokerAnswer, row.stated, id=row.id, created_at=row.created_at, updated_at=row.updated_at)
