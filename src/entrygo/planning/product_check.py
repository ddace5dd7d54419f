"""What planning would say of products by themselves: each in an order of one piece to the US."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from entrygo.contract.facts import Account, Broker, Order, OrderLine, Product, Shipment, Warehouse
from entrygo.contract.findings import Finding
from entrygo.contract.plan import Readiness
from entrygo.contract.snapshot import Snapshot
from entrygo.contract.tariff import TariffFacts
from entrygo.planning.fold import without_position
from entrygo.planning.plan import plan
from entrygo.planning.ruleset import RULESET
from entrygo.planning.score import WORST_FIRST, readiness, score, score_breakdown

OF_PRODUCT = "product."
ONE_DOLLAR = Decimal(1)
"""Stands for a price that is not stated, so that only the product's own facts are judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The findings about one product's fields, worst first, and what they come to as a verdict of their own."""

    findings: tuple[Finding, ...]

    @property
    def readiness(self) -> Readiness:
        """The verdict, as of a plan with these findings."""
        return readiness(self.findings)

    @property
    def score(self) -> int:
        """What the findings leave of 100."""
        return score(score_breakdown(self.findings))


def check_products(
    products: Iterable[Product], account: Account, shipment: Shipment, tariff: TariffFacts
) -> Mapping[str, Checked]:
    """Each product's own findings, by its id. ``tariff`` holds what the law says of these products."""
    goods = {product.id: product for product in products}
    outcome = plan(
        Snapshot(
            ruleset=RULESET,
            destination_country="US",
            account=account,
            warehouse=Warehouse(id="", name="", mode=shipment.mode),
            broker=Broker(id="", name="", email=""),
            shipment=shipment,
            orders=tuple(_order(product) for product in goods.values()),
            products=goods,
            tariff=tariff,
        )
    )
    found: dict[str, list[Finding]] = {product_id: [] for product_id in goods}
    for finding in outcome.findings:
        field = without_position(finding.field)
        if finding.product_id in found and field.startswith(OF_PRODUCT):
            found[finding.product_id].append(replace(finding, field=field))
    return {product_id: Checked(findings=_sorted(each)) for product_id, each in found.items()}


def _sorted(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(
        sorted(findings, key=lambda each: (WORST_FIRST[each.severity], each.field, each.rule, each.message))
    )


def _order(product: Product) -> Order:
    price = ONE_DOLLAR if product.unit_value_usd is None else product.unit_value_usd
    line = OrderLine(product_id=product.id, quantity=ONE_DOLLAR, unit_value_usd=price)
    return Order(id=product.id, external_id=product.external_id, destination_country="US", lines=(line,))
