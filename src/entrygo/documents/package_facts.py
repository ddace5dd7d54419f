"""Every fact that the papers of one customs package are made from; they look nothing up themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from entrygo.contract.facts import Account, Broker, Order, Product, Shipment, Warehouse
from entrygo.contract.plan import Plan
from entrygo.contract.tariff import LawStamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field a correction changed: where, what stood there before, what stands there now, as text."""

    field: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFacts:
    """The facts of one version of one customs package.

    ``orders`` holds at least the orders the plan includes, ``products`` every product their lines name, by id.
    ``version`` counts from 1; a correction names the package it ``supersedes`` and its ``changes``. ``generated_at`` is
    an instant in UTC. ``law`` is what the plan was made by; ``None`` in plans of before it was told. ``chain_head`` is
    where the event history stood when the package was promised: ``seq`` and ``hash``.
    """

    account: Account
    warehouse: Warehouse
    broker: Broker
    shipment: Shipment
    orders: tuple[Order, ...]
    products: Mapping[str, Product]
    plan: Plan
    plan_hash: str
    package_id: str
    package_number: str
    generated_at: datetime
    version: int = 1
    supersedes: str | None = None
    changes: tuple[Change, ...] = ()
    test_mode: bool = False
    law: LawStamp | None = None
    chain_head: Mapping[str, Any] | None = None  # Any: a position and a hash

    def __post_init__(self) -> None:
        """Refuse an instant without UTC and a version below 1: both would print as something untrue."""
        if self.generated_at.utcoffset() != timedelta(0):
            raise ValueError("generated_at must be an instant in UTC")
        if self.version < 1:
            raise ValueError(f"a package version counts from 1, not {self.version}")
