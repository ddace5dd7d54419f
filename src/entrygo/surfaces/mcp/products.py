"""Tools on products, orders and the parties of exports."""

from entrygo.contract.canonical import JsonObject
from entrygo.contract.requests.catalogue import OrdersSync, ProductsSync
from entrygo.contract.requests.issues import parse
from entrygo.operations.list_products import list_products
from entrygo.operations.lists import list_brokers, list_warehouses
from entrygo.operations.parties import get_account
from entrygo.operations.queries import ChangedQuery, ProductsQuery
from entrygo.operations.sync_orders import sync_orders
from entrygo.operations.sync_products import get_product, sync_products
from entrygo.surfaces.mcp.requests import Nothing, OrdersUpsert, ProductsFind, ProductsUpsert
from entrygo.surfaces.mcp.tool import Tool, ToolCall, next_call, picked, read_answer

CUSTOMS_ASKS = ("description", "hsCode", "countryOfOrigin", "netWeightKg", "materials", "manufacturer")
MOST_PARTIES = 100


def _missing(product: JsonObject) -> list[str]:
    """What customs asks of every product and this one does not say."""
    return [name for name in CUSTOMS_ASKS if not product.get(name)]


def _product(product: JsonObject) -> JsonObject:
    shown = picked(product, "id", "externalId", "sku", "title", "hsCode", "countryOfOrigin")
    return {**shown, "missing": _missing(product)}


def _products_upsert(call: ToolCall, request: ProductsUpsert) -> JsonObject:
    body = {"accountId": call.actor.tenant.account_id, "items": request.items}
    sync = parse(ProductsSync, body)
    synced = read_answer(sync_products(call.context, call.actor, sync, call.tried("products.sync", body)))
    return {"data": [_product(each) for each in synced["data"]]}


def _products_find(call: ToolCall, request: ProductsFind) -> JsonObject:
    if request.ids:
        found = [read_answer(get_product(call.context, call.actor, each)) for each in request.ids]
        return {"data": [_product(each) for each in found], "next_cursor": None}
    given = {"limit": str(request.limit), "q": request.query or None, "cursor": request.cursor}
    asked = parse(ProductsQuery, {name: value for name, value in given.items() if value is not None})
    page = read_answer(list_products(call.context, call.actor, asked))
    return {"data": [_product(each) for each in page["data"]], "next_cursor": page["next_cursor"]}


def _orders_upsert(call: ToolCall, request: OrdersUpsert) -> JsonObject:
    body = {"accountId": call.actor.tenant.account_id, "items": request.items}
    sync = parse(OrdersSync, body)
    synced = read_answer(sync_orders(call.context, call.actor, sync, call.tried("orders.sync", body)))
    data = [picked(each, "id", "externalId", "valueUsd", "status", "exportId") for each in synced["data"]]
    return {"data": data, "warnings": synced["warnings"], "next_call": next_call("parties_list")}


def _parties_list(call: ToolCall, _: Nothing) -> JsonObject:
    all_of_them = parse(ChangedQuery, {"limit": str(MOST_PARTIES)})
    warehouses = read_answer(list_warehouses(call.context, call.actor, all_of_them))["data"]
    brokers = read_answer(list_brokers(call.context, call.actor, all_of_them))["data"]
    account = read_answer(get_account(call.context, call.actor))
    importer = account.get("importerOfRecord") or {}
    needed = {
        "address": account.get("address"),
        "importerOfRecord.number": importer.get("number"),
        "importerOfRecord.address": importer.get("address"),
        "responsiblePerson": account.get("responsiblePerson"),
    }
    return {
        "mode": call.actor.tenant.mode.value,
        "account": {
            **picked(account, "id", "name"),
            "missing": [name for name, value in needed.items() if not value],
            "policy": account.get("policy"),
        },
        "warehouses": [picked(each, "id", "name", "portOfEntry", "mode") for each in warehouses],
        "brokers": [picked(each, "id", "name", "email", "feeSchedule") for each in brokers],
    }


TOOLS = (
    Tool(
        name="products_upsert",
        title="Insert or overwrite products",
        description="Store products by externalId, all or nothing. A stored product becomes what this call says. "
        "`missing` names what customs still asks.",
        request=ProductsUpsert,
        scope="write",
        run=_products_upsert,
    ),
    Tool(
        name="products_find",
        title="Find products",
        description="Products by part of their externalId, SKU or title, or by ids.",
        request=ProductsFind,
        scope="read",
        run=_products_find,
    ),
    Tool(
        name="orders_upsert",
        title="Insert or overwrite orders",
        description="Store orders by externalId, all or nothing; lines are replaced. Lines name products by the id "
        "that products_upsert answers.",
        request=OrdersUpsert,
        scope="write",
        run=_orders_upsert,
    ),
    Tool(
        name="parties_list",
        title="Who takes part",
        description="The account, its warehouses and brokers with the ids that exports_plan takes, and what the "
        "account lacks.",
        request=Nothing,
        scope="read",
        run=_parties_list,
    ),
)
