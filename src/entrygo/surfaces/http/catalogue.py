"""Products and orders."""

from typing import Annotated

from fastapi import APIRouter, Query

from entrygo.contract.answers.catalogue import (
    OrderAnswer,
    OrderPage,
    OrdersImported,
    OrdersSynced,
    OrdersSyncedMinimal,
    ProductAnswer,
    ProductPage,
    ProductsImported,
    ProductsSuggested,
    ProductsSynced,
    ProductsSyncedMinimal,
)
from entrygo.contract.requests.catalogue import OrderPatch, OrdersSync, ProductPatch, ProductsSync
from entrygo.contract.requests.imports import OrdersImport, ProductsImport
from entrygo.contract.requests.optimizer import SuggestRequest
from entrygo.operations.answer import Answer
from entrygo.operations.import_orders import import_orders
from entrygo.operations.import_products import import_products
from entrygo.operations.list_products import list_products
from entrygo.operations.lists import list_orders
from entrygo.operations.queries import OrdersQuery, ProductsQuery
from entrygo.operations.suggest import suggest
from entrygo.operations.sync_orders import get_order, patch_order, sync_orders
from entrygo.operations.sync_products import get_product, patch_product, sync_products
from entrygo.spreadsheets.table import CSV_TYPES, XLSX
from entrygo.surfaces.http.endpoint import Id, Prefer, ProtocolRoute, Read, Write, fails, takes

products = APIRouter(route_class=ProtocolRoute, tags=["Products"])
orders = APIRouter(route_class=ProtocolRoute, tags=["Orders"])


@products.post(
    "/api/products/sync",
    operation_id="products.sync",
    response_model=ProductsSynced | ProductsSyncedMinimal,
)
def products_sync(call: Write, request: ProductsSync, prefer: Prefer = None) -> Answer:
    """Insert or overwrite products by external id.

    A product is found again by its `externalId`; what is stored is what this call says. Up to 1,000 a call, all
    or nothing; the answer keeps the request's order.
    """
    return sync_products(call.context, call.actor, request, call.tried, prefer=prefer)


@products.post(
    "/api/products/import",
    operation_id="products.import",
    response_model=ProductsImported,
    openapi_extra=takes(*CSV_TYPES, XLSX),
)
def products_import(call: Write, request: ProductsImport) -> Answer:
    """Insert or change products from a file, all or nothing; a dry run says what would change.

    CSV in any usual encoding, or XLSX: as JSON, or as the body itself with its media type and the options in the
    query. The columns are product fields in dotted form, those of a shop's export, or those of a mapping. Faults
    are told all at once: each of `details.issues` has `row`, `column`, the `value` and the `mend`.
    """
    return import_products(call.context, call.actor, request, call.tried)


@products.post(
    "/api/products/suggest",
    operation_id="products.suggest",
    response_model=ProductsSuggested,
    responses=fails("INVALID_PRODUCT_REFERENCE"),
)
def products_suggest(call: Write, request: SuggestRequest) -> Answer:
    """Propose codes for products of the catalogue, some a call.

    Call it again with `nextCursor` until `hasMore` is false; a product whose proposal still stands is passed over, so
    that a walk broken off goes on where it was. Proposals change no product: take a code over with PATCH.
    """
    return suggest(call.context, call.actor, request, call.tried)


@products.get("/api/products", operation_id="products.list", response_model=ProductPage)
def products_list(call: Read, query: Annotated[ProductsQuery, Query()]) -> Answer:
    """List products.

    Newest first. `updatedSince` gives what changed, for a copy kept elsewhere. `check` adds what planning finds in
    each.
    """
    return list_products(call.context, call.actor, query)


@products.get(
    "/api/products/{id}",
    operation_id="products.get",
    response_model=ProductAnswer,
    responses=fails("NOT_FOUND"),
)
def products_get(call: Read, product_id: Id) -> Answer:
    """One product, with the MID built where none was given.

    All that is stored of it, and what planning reads from it.
    """
    return get_product(call.context, call.actor, product_id)


@products.patch(
    "/api/products/{id}",
    operation_id="products.patch",
    response_model=ProductAnswer,
    responses=fails("NOT_FOUND"),
)
def products_patch(call: Write, product_id: Id, request: ProductPatch) -> Answer:
    """Change fields of a product.

    Fields that are absent stay as they are; null empties one.
    """
    return patch_product(call.context, call.actor, product_id, call.body, call.tried)


@orders.post(
    "/api/orders/sync",
    operation_id="orders.sync",
    response_model=OrdersSynced | OrdersSyncedMinimal,
    responses=fails("INVALID_PRODUCT_REFERENCE"),
)
def orders_sync(call: Write, request: OrdersSync, prefer: Prefer = None) -> Answer:
    """Insert or overwrite orders by external id; lines are replaced.

    An order is found again by its `externalId`; its value is computed from its lines. Take the `id` of the
    answer to plan it.
    """
    return sync_orders(call.context, call.actor, request, call.tried, prefer=prefer)


@orders.post(
    "/api/orders/import",
    operation_id="orders.import",
    response_model=OrdersImported,
    openapi_extra=takes(*CSV_TYPES, XLSX),
)
def orders_import(call: Write, request: OrdersImport) -> Answer:
    """Insert or overwrite orders from a file; a dry run says what would change.

    A fault refuses the file. Only of a shop's own file an order that names an unknown product is set aside, told in
    `skipped`, and the others are taken; one of which nothing ships any more is cancelled.

    Rows of one `externalId` are one order's lines; each names its product by `productId`, `productExternalId` or
    `sku`. Files, presets and faults are as in the import of products.
    """
    return import_orders(call.context, call.actor, request, call.tried)


@orders.get("/api/orders", operation_id="orders.list", response_model=OrderPage)
def orders_list(call: Read, query: Annotated[OrdersQuery, Query()]) -> Answer:
    """List orders.

    Newest first. `updatedSince` gives what changed, for a copy kept elsewhere.
    """
    return list_orders(call.context, call.actor, query)


@orders.get(
    "/api/orders/{id}", operation_id="orders.get", response_model=OrderAnswer, responses=fails("NOT_FOUND")
)
def orders_get(call: Read, order_id: Id) -> Answer:
    """One order.

    With its lines, its value, and the export it belongs to, if any.
    """
    return get_order(call.context, call.actor, order_id)


@orders.patch(
    "/api/orders/{id}", operation_id="orders.patch", response_model=OrdersSynced, responses=fails("NOT_FOUND")
)
def orders_patch(call: Write, order_id: Id, request: OrderPatch) -> Answer:
    """Change who receives an order, who bought it, or when.

    Fields that are absent stay as they are, null empties one; lines are synced. Of an exported order the answer warns.
    """
    return patch_order(call.context, call.actor, order_id, request=request, tried=call.tried)
