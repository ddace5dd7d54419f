"""Changes of several products at once, and their undoing."""

from typing import Annotated

from pydantic import Field

from entrygo.contract.described import optional, required
from entrygo.contract.requests.catalogue import ACCOUNT_ID, IDEMPOTENCY_KEY, MAX_SYNC_ITEMS, ProductPatch
from entrygo.contract.requests.fields import Flag, IdempotencyKey, Identifier, Request


class ProductChangeIn(Request):
    """New values of fields of a single product, as PATCH takes them."""

    product_id: Identifier = required("The product.", "prod_123")
    set: ProductPatch = required("Its new fields: those absent stay, null empties one.")


class ProductsChange(Request):
    """Changes of products, all or nothing."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    changes: Annotated[list[ProductChangeIn], Field(min_length=1, max_length=MAX_SYNC_ITEMS)] = required(
        "The changes, each product once."
    )
    dry_run: Flag | None = optional("Only check: nothing is stored.", example=True)
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "change-acc-123-001")


class ChangeUndo(Request):
    """Whether to put back what was replaced, or only to look."""

    account_id: Identifier = required(ACCOUNT_ID, "acc_123")
    dry_run: Flag | None = optional("Only check: nothing is stored.", example=False)
    idempotency_key: IdempotencyKey | None = optional(IDEMPOTENCY_KEY, "undo-chg-123-001")
