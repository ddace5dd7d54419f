"""What a shop is to a pull: pages of rows under the columns of its own export files.

The rows go through the same import as the shop's files do, so that there is one mapping, one treatment of money and one
list of faults.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

What = Literal["products", "orders"]
Preset = Literal["shopify", "woocommerce"]


class ShopFault(Exception):
    """The shop refuses or does not answer; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A product or order of a shop: what people call it, its rows, and why it is left out where it is."""

    name: str
    rows: Sequence[Mapping[str, str]]
    left_out: str = ""


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

    def signature_of(self, headers: Mapping[str, str]) -> str:
        """The signature that a webhook came with, empty where it has none."""

    def delivery_of(self, headers: Mapping[str, str]) -> str:
        """The shop's own id of a delivery, empty where it has none."""
