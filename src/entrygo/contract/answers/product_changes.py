"""Changes of products as they are answered, and what planning would say of the products they leave."""

from typing import Literal

from entrygo.contract.answers.catalogue import HAS_MORE, NEXT_CURSOR, ProductCheck
from entrygo.contract.answers.fields import Answer, CamelAnswer, FreeObject, Instant, Number, ReadinessName
from entrygo.contract.described import required

Source = Literal["sync", "import", "patch", "change", "undo"]


class ChangedProduct(CamelAnswer):
    """A product after a change."""

    product_id: str = required("The product.", "prod_123", of="product.id")
    external_id: str = required("The caller's own id.", of="product.external_id")
    fields: list[str] = required("The fields that differ now; empty where none does.", ["hsCode"])
    check: ProductCheck = required("What planning says of it as it is now.")


class ProductsChanged(CamelAnswer):
    """What changed, or would."""

    change_id: str | None = required(
        "The change, to be undone by; null in a dry run and where nothing changed.", "chg_123"
    )
    dry_run: bool = required("Whether nothing was stored.")
    changed: int = required("How many products differ now.")
    data: list[ChangedProduct] = required("The products, in the request's order.")


class ChangeActor(CamelAnswer):
    """Who made a change."""

    kind: str = required("`key`, `person`, `agent` or `system`.")
    id: str = required("Id of the key or person.", "key_123")
    name: str | None = required("The person's name, or null.")


class ProductChange(CamelAnswer):
    """A change of products, made in one step."""

    id: str = required("Id of the change.", "chg_123")
    source: Source = required("How it was made.")
    actor: ChangeActor = required("Who made it.")
    products: int = required("How many products it changed.")
    undoes: str | None = required("The change it undid, or null.")
    undone_by: str | None = required("The change that undid it, or null.")
    created_at: Instant = required("When it was made.")


class ProductDifference(CamelAnswer):
    """What a change made different in one product."""

    product_id: str = required("The product.", "prod_123")
    label: str | None = required("Its SKU, or your number.", "TEE-1")
    before: FreeObject = required("The fields that differ, as they were.")
    after: FreeObject = required("The same fields, as they became.")


class ProductChangeDetail(ProductChange):
    """A change with its differences."""

    data: list[ProductDifference] = required("The differences by product, the first 100 products.")


class ProductHistoryEntry(ProductChange):
    """A change as one product sees it."""

    before: FreeObject = required("The fields that differ, as they were.")
    after: FreeObject = required("The same fields, as they became.")


class ProductChangePage(Answer):
    """A page of changes, newest first."""

    data: list[ProductChange] = required("The changes.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)


class ProductHistory(Answer):
    """A page of the changes of one product, newest first."""

    data: list[ProductHistoryEntry] = required("The changes.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)


class UseInOrder(CamelAnswer):
    """An open order that holds a product."""

    order_id: str = required("The order.", "ord_123")
    external_id: str = required("The caller's own id.", "shop-1001")
    quantity: Number = required("How many pieces of the product.", 2)
    export_id: str | None = required("The export that waits with it, or null.", "batch_123")
    created_at: Instant = required("When the order came.")


class UseInExport(CamelAnswer):
    """An export that waits with orders of a product."""

    export_id: str = required("The export.", "batch_123")
    readiness_state: ReadinessName = required("Readiness of its current plan.")
    orders: int = required("How many of the orders shown are planned in it.", 3)


class ProductUses(CamelAnswer):
    """Where a product is used."""

    orders: list[UseInOrder] = required("The newest open orders that hold it, at most 100.")
    exports: list[UseInExport] = required("The waiting exports that are planned of them.")
    has_more: bool = required("Whether more open orders hold it than those.")
