"""The plan's own checks of goods, asked of goods that stand in no order: what an estimate must say, too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from entrygo.contract.facts import Account, Broker, Product, Shipment, Warehouse
from entrygo.contract.tariff import TariffFacts
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.rules import RULES
from entrygo.tariff.duty import Assessment

AGENCIES = "PGA-"
OF_GOODS = (
    *("PRD-004", "PRD-021", "QTY-005", "TRF-007", "TRF-009", "TRF-010", "TRF-011", "TRF-012", "TRF-014"),
    *("TRF-019", "TRF-032", "TRF-033"),
)
"""Chapters no goods are of, embargoed origins, units, components, the origin and weight of metals, exclusions, duty
orders and scheduled changes; the tariff room tells of codes and duties."""

RULES_OF_GOODS = tuple(
    rule
    for rule in RULES
    if rule.scope is Scope.PRODUCT and (rule.id in OF_GOODS or rule.id.startswith(AGENCIES))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsFault:
    """One fault of goods: whose, which rule's, and the hit with its field as a product has it."""

    product_id: str
    rule: Rule
    hit: Hit


def goods_faults(
    products: Mapping[str, Product],
    assessments: Mapping[str, Assessment],
    tariff: TariffFacts,
    shipment: Shipment,
) -> Iterator[GoodsFault]:
    """What the rules of goods say of these products, product by product; assessments are by the same ids."""
    lines = {product_id: assessment.goods.line for product_id, assessment in assessments.items()}
    known = {line.code: line for line in lines.values() if line is not None}
    case = Case(
        account=Account(id="", name=""),
        warehouse=Warehouse(id="", name="", mode=shipment.mode),
        broker=Broker(id="", name="", email=""),
        shipment=shipment,
        orders=(),
        products=products,
        tariff=replace(tariff, lines={**tariff.lines, **known}),
        assessments=assessments,
        entries=(),
        schedule_codes={product_id: line.code for product_id, line in lines.items() if line is not None},
    )
    for product_id, product in products.items():
        for rule in RULES_OF_GOODS:
            if not rule.needs_schedule or product_id in case.schedule_codes:
                for hit in rule.check(case, product):
                    yield GoodsFault(product_id=product_id, rule=rule, hit=hit)
