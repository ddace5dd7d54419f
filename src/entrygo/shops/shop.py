"""What a shop is to a pull: pages of rows under the columns of its own export files.

The rows go through the same import as the shop's files do, so that there is one mapping, one treatment of money and one
list of faults.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

What = Literal["products", "orders"]
Preset = Literal["shopify", "woocommerce"]
CLOSED, STATUS = "entrygo.closed", "entrygo.status"
"""Columns beside the shop's: why nothing of an order is to be exported, and that one which was so is open again."""


class ShopFault(Exception):
    """The shop refuses or does not answer; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A product or order of a shop: what people call it, and its rows.

    ``left_out`` says why nothing of it is to be exported, ``fault`` why it cannot be taken as it is, ``note`` what is
    told of one that is taken. ``id`` is the shop's own.
    """

    name: str
    rows: Sequence[Mapping[str, str]]
    left_out: str = ""
    fault: str = ""
    note: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some records in the order of their last change, and the instant of the last of them."""

    records: Sequence[Record]
    mark: str


class Shop(Protocol):
    """A shop. ``preset`` names the layout of its files; ``name`` tells one shop from another."""

    name: str
    preset: Preset

    def pages(self, what: What, since: str) -> Iterator[Page]:
        """What changed at or after an instant, the oldest change first. Raises :class:`ShopFault`."""

    def closing(self, name: str, why: str) -> Mapping[str, str]:
        """The row that says of an order that nothing of it is to be exported."""

    def deleted_by(self, topic: str) -> bool:
        """Whether a webhook of this topic tells that an order was deleted."""

    def signature_of(self, headers: Mapping[str, str]) -> str:
        """The signature that a webhook came with, empty where it has none."""

    def delivery_of(self, headers: Mapping[str, str]) -> str:
        """The shop's own id of a delivery, empty where it has none."""
