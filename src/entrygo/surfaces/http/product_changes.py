"""Changes of products: several at once, their history, their undoing."""

from typing import Annotated

from fastapi import APIRouter, Query

from entrygo.contract.answers.product_changes import (
    ProductChangeDetail,
    ProductChangePage,
    ProductHistory,
    ProductsChanged,
    ProductUses,
)
from entrygo.contract.requests.product_changes import ChangeUndo, ProductsChange
from entrygo.operations.answer import Answer
from entrygo.operations.product_changes import (
    change_products,
    get_product_change,
    list_product_changes,
    product_history,
    undo_change,
)
from entrygo.operations.product_uses import product_uses
from entrygo.operations.queries import ListQuery
from entrygo.surfaces.http.endpoint import Id, ProtocolRoute, Read, Write, fails

router = APIRouter(route_class=ProtocolRoute, tags=["Products"])


@router.post(
    "/api/product-changes",
    operation_id="product_changes.create",
    response_model=ProductsChanged,
    responses=fails("INVALID_PRODUCT_REFERENCE"),
)
def product_changes_create(call: Write, request: ProductsChange) -> Answer:
    """Change several products, all or nothing; a dry run says what planning would find then.

    Each change is one of `PATCH /api/products/{id}`. With an empty `set` and `dryRun` it checks products as they are.
    """
    return change_products(call.context, call.actor, request, call.body, call.tried)


@router.get("/api/product-changes", operation_id="product_changes.list", response_model=ProductChangePage)
def product_changes_list(call: Read, query: Annotated[ListQuery, Query()]) -> Answer:
    """List changes of products.

    Newest first, of syncs, imports and patches too. A new product is no change.
    """
    return list_product_changes(call.context, call.actor, query)


@router.get(
    "/api/product-changes/{id}",
    operation_id="product_changes.get",
    response_model=ProductChangeDetail,
    responses=fails("NOT_FOUND"),
)
def product_changes_get(call: Read, change_id: Id) -> Answer:
    """One change, with what it made different in each product.

    Each field has its value before and after.
    """
    return get_product_change(call.context, call.actor, change_id)


@router.post(
    "/api/product-changes/{id}/undo",
    operation_id="product_changes.undo",
    response_model=ProductsChanged,
    responses=fails("NOT_FOUND", "CHANGED_SINCE"),
)
def product_changes_undo(call: Write, change_id: Id, request: ChangeUndo) -> Answer:
    """Undo a change, by a new one.

    Refused where a field of it was changed again since: each is named. An undo can be undone.
    """
    return undo_change(call.context, call.actor, change_id, request=request, tried=call.tried)


@router.get(
    "/api/products/{id}/history",
    operation_id="products.history",
    response_model=ProductHistory,
    responses=fails("NOT_FOUND"),
)
def products_history(call: Read, product_id: Id, query: Annotated[ListQuery, Query()]) -> Answer:
    """The changes of one product.

    Newest first, each with the fields it made different.
    """
    return product_history(call.context, call.actor, product_id, query)


@router.get(
    "/api/products/{id}/uses",
    operation_id="products.uses",
    response_model=ProductUses,
    responses=fails("NOT_FOUND"),
)
def products_uses(call: Read, product_id: Id) -> Answer:
    """Where a product is used.

    The newest open orders that hold it, and the exports that wait with them: what a change of it concerns.
    """
    return product_uses(call.context, call.actor, product_id)
