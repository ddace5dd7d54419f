"""Products and orders."""

from entrygo.contract.answers.catalogue import (
    OrderAnswer,
    OrderPage,
    OrdersSynced,
    ProductAnswer,
    ProductPage,
    ProductsImported,
    ProductsSynced,
)
from entrygo.contract.requests.catalogue import OrdersSync, ProductPatch, ProductsImport, ProductsSync
from entrygo.operations.import_products import import_products
from entrygo.operations.lists import list_orders, list_products
from entrygo.operations.sync_orders import get_order, sync_orders
from entrygo.operations.sync_products import get_product, patch_product, sync_products
from entrygo.surfaces.http.endpoint import PAGED, Endpoint, Parameter

ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/api/products/sync",
        operation="products.sync",
        summary="Insert or overwrite products by external id",
        tag="Products",
        scope="write",
        request=ProductsSync,
        answer=ProductsSynced,
        handle=lambda call: sync_products(call.world, call.actor, call.request, call.tried),
    ),
    Endpoint(
        method="POST",
        path="/api/products/import",
        operation="products.import",
        summary="Insert or change products from a CSV file, all or nothing; a dry run says what would change",
        description="The file's text travels in the JSON body. Faults are told all at once: each of "
        "`details.issues` has `row` and `column`.",
        tag="Products",
        scope="write",
        request=ProductsImport,
        answer=ProductsImported,
        handle=lambda call: import_products(call.world, call.actor, call.request, call.tried),
    ),
    Endpoint(
        method="GET",
        path="/api/products",
        operation="products.list",
        summary="List products",
        tag="Products",
        scope="read",
        parameters=PAGED,
        answer=ProductPage,
        handle=lambda call: list_products(call.world, call.actor, call.query),
    ),
    Endpoint(
        method="GET",
        path="/api/products/{id}",
        operation="products.get",
        summary="One product, with the MID built where none was given",
        tag="Products",
        scope="read",
        errors=("NOT_FOUND",),
        answer=ProductAnswer,
        handle=lambda call: get_product(call.world, call.actor, call.path["id"]),
    ),
    Endpoint(
        method="PATCH",
        path="/api/products/{id}",
        operation="products.patch",
        summary="Change fields of a product",
        tag="Products",
        scope="write",
        request=ProductPatch,
        errors=("NOT_FOUND",),
        answer=ProductAnswer,
        handle=lambda call: patch_product(call.world, call.actor, call.path["id"], call.body, call.tried),
    ),
    Endpoint(
        method="POST",
        path="/api/orders/sync",
        operation="orders.sync",
        summary="Insert or overwrite orders by external id; lines are replaced",
        tag="Orders",
        scope="write",
        request=OrdersSync,
        errors=("INVALID_PRODUCT_REFERENCE",),
        answer=OrdersSynced,
        handle=lambda call: sync_orders(call.world, call.actor, call.request, call.tried),
    ),
    Endpoint(
        method="GET",
        path="/api/orders",
        operation="orders.list",
        summary="List orders",
        tag="Orders",
        scope="read",
        parameters=(
            *PAGED,
            Parameter(
                name="state",
                description="Only orders in this state.",
                schema={"type": "string", "enum": ["open", "exported"]},
            ),
        ),
        answer=OrderPage,
        handle=lambda call: list_orders(call.world, call.actor, call.query),
    ),
    Endpoint(
        method="GET",
        path="/api/orders/{id}",
        operation="orders.get",
        summary="One order",
        tag="Orders",
        scope="read",
        errors=("NOT_FOUND",),
        answer=OrderAnswer,
        handle=lambda call: get_order(call.world, call.actor, call.path["id"]),
    ),
)
