"""The immutable snapshot a plan is made from: every fact that can change the outcome, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from pydantic import TypeAdapter

from entrygo.contract.canonical import JsonMapping
from entrygo.contract.facts import Account, Broker, Order, Product, Shipment, Warehouse
from entrygo.contract.tariff import TariffFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All of one planning decision's facts, gathered at one instant.

    ``orders`` are the requested orders in the request's order, duplicates dropped; ``products`` holds every product
    their lines name, by id. ``shipment.entry_date`` picks records and is not itself hashed. ``memory`` carries what
    the installation knows beyond rows, such as screening hits, as plain JSON values.
    """

    ruleset: str
    destination_country: str
    account: Account
    warehouse: Warehouse
    broker: Broker
    shipment: Shipment
    orders: tuple[Order, ...]
    products: Mapping[str, Product]
    tariff: TariffFacts
    memory: JsonMapping = field(default_factory=dict)  # Any: each key is documented by the rule that reads it


def stored_snapshot(kept: bytes) -> Snapshot:
    """The snapshot whose canonical bytes were kept. Raises ``ValueError`` where they are no snapshot of any release."""
    return _reader().validate_json(kept)


@cache
def _reader() -> TypeAdapter[Snapshot]:
    """Made when the first is read: it takes part of a start, and many processes read none."""
    return TypeAdapter(Snapshot)
