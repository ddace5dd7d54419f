"""What a search finds."""

from typing import Literal

from entrygo.contract.answers.fields import Answer, CamelAnswer
from entrygo.contract.described import required


class SearchHit(CamelAnswer):
    """A row whose id or number begins with the words."""

    kind: Literal["export", "package", "order", "product", "submission", "warehouse", "broker"] = required(
        "What it is."
    )
    id: str = required("Its id.", "ord_123")
    label: str = required(
        "What people call it: a package number, an external id, a SKU, a name.", "shop-1001"
    )
    text: str | None = required("What it is about, or null: a product's title, an export's state.")
    export_id: str | None = required("The export it belongs to, or null.", "batch_123")


class SearchAnswer(Answer):
    """What was found: exact matches first, then by kind."""

    data: list[SearchHit] = required("The rows found.")
    has_more: bool = required("Whether more would be found with a greater `limit`.")
