"""How rows read to a caller: the contract's objects."""

from datetime import date
from decimal import Decimal
from typing import Any

from entrygo.contract.facts import Party, Product
from entrygo.contract.times import iso
from entrygo.planning.exchange import exchange_of
from entrygo.planning.value import goods_value, valued
from entrygo.store.catalogue import DocumentRow, OrderRow, ProductRow
from entrygo.tariff.hts import dotted
from entrygo.tariff.mid import build_mid

View = dict[str, Any]  # Any: JSON values


def product_view(row: ProductRow) -> View:
    """A product: as given, with its id, dotted HTS code, and the MID built where none was given."""
    product = row.product
    return {"id": product.id, **product_document(product, mid=built_mid(product))} | {
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
    }


def built_mid(product: Product) -> str | None:
    """The MID given, else built from the manufacturer's name and address (19 CFR 102 Appendix)."""
    maker = product.manufacturer
    if product.mid or maker is None:
        return product.mid
    origin = product.country_of_origin or maker.country
    return build_mid(maker.name, maker.address1, maker.city, maker.region, origin)


def product_document(product: Product, *, mid: str | None) -> View:
    """A product in the form a sync takes."""
    maker, usmca, metals = product.manufacturer, product.usmca, product.metals
    return {
        "externalId": product.external_id,
        "sku": product.sku,
        "title": product.title,
        "description": product.description,
        "hsCode": dotted(product.hs_code) if product.hs_code else None,
        "countryOfOrigin": product.country_of_origin,
        "unitValueUsd": product.unit_value_usd,
        "netWeightKg": product.net_weight_kg,
        "grossWeightKg": product.gross_weight_kg,
        "materials": [{"name": m.name, "percent": m.percent} for m in product.materials],
        "category": product.category,
        "manufacturer": None
        if maker is None and mid is None
        else {
            "name": maker.name if maker else None,
            "address": maker.address1 if maker else None,
            "city": maker.city if maker else None,
            "region": maker.region if maker else None,
            "postalCode": maker.postal_code if maker else None,
            "country": maker.country if maker else None,
            "mid": mid,
        },
        "usmca": None
        if usmca is None
        else {
            "qualifies": usmca.qualifies,
            "criterion": usmca.criterion,
            "certifier": usmca.certifier,
            "validFrom": day(usmca.valid_from),
            "validTo": day(usmca.valid_to),
        },
        "metals": None if metals is None else {_camel(n): getattr(metals, n) for n in metals.__slots__},
        "pga": [
            {"agency": p.agency, "program": p.program, "disclaim": p.disclaim, "data": p.data}
            for p in product.pga
        ],
        "adcvd": product.adcvd,
        "attributes": product.attributes,
    }


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def day(value: date | None) -> str | None:
    """A date as ISO text."""
    return None if value is None else value.isoformat()


def order_view(row: OrderRow) -> View:
    """An order. ``value`` is in the money its prices are stated in; ``valueUsd`` is null where no rate is stated."""
    order = row.order
    sale = valued(order, exchange_of(order)).sale
    return {
        "id": order.id,
        "externalId": order.external_id,
        "status": order.status,
        "destinationCountry": order.destination_country,
        "destinationRegion": order.destination_region,
        "destinationPostalCode": order.destination_postal_code,
        "currency": order.currency,
        "exchangeRateUsd": order.exchange_rate_usd,
        "value": goods_value(order),
        "valueUsd": sale.goods_usd,
        "items": [
            {
                "productId": line.product_id,
                "quantity": line.quantity,
                "unitValueUsd": line.unit_value_usd,
                "unitPrice": line.unit_price,
                "lineValueUsd": None if line.unit_value_usd is None else line.quantity * line.unit_value_usd,
                "notSold": line.not_sold,
            }
            for line in order.lines
        ],
        "shipTo": party_view(order.ship_to),
        "buyer": party_view(order.buyer),
        "charges": [
            {
                "type": c.type,
                "statedType": c.stated_type,
                "amountUsd": c.amount_usd,
                "includedInPrice": c.included,
                "evidence": c.evidence,
            }
            for c in sale.charges
        ],
        "packages": order.packages,
        "soldOn": day(order.sold_on),
        "clearance": order.clearance,
        "metadata": row.metadata,
        "exportId": row.exported_in,
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
    }


def party_view(party: Party | None) -> View | None:
    """A person or firm with an address."""
    if party is None:
        return None
    return {_camel(name): getattr(party, name) for name in party.__slots__}


def document_view(row: DocumentRow) -> View:
    """A warehouse or broker; its fees, stored as decimal strings, are numbers again."""
    shown = {"id": row.id, **row.document, "createdAt": iso(row.created_at), "updatedAt": iso(row.updated_at)}
    if fees := row.document.get("feeSchedule"):
        shown["feeSchedule"] = {
            name: None if fee is None else Decimal(str(fee)) for name, fee in fees.items()
        }
    return shown
