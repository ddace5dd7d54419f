"""TRF-032: components that do not sum to the goods' value, or lack what the rate asks of them."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.contract.hts import digits_of
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.component_parts import sum_of, sum_to


def _check(case: Case, product: Product) -> Iterator[Hit]:
    if not product.components:
        return
    whole = sum_of(product.components)
    for value in _values(case, product):
        if not sum_to(product.components, value):
            yield Hit(
                field="product.components",
                message=f"The components of product {product.label} come to {whole} USD and not to its {value} "
                "USD; a duty on components has no figure until they sum to the value.",
                details={"componentsUsd": whole, "valueUsd": value},
            )
    for place, component in enumerate(product.components):
        code = digits_of(component.hs_code or "")
        if code and code not in case.tariff.lines:
            yield Hit(
                field=f"product.components[{place}].hsCode",
                message=f"HTS code {component.hs_code} of {component.description} in product {product.label} is in no "
                "list of codes held.",
                fix="Correct the component's code.",
            )


def _values(case: Case, product: Product) -> list[Decimal]:
    if product.unit_value_usd is not None:
        return [product.unit_value_usd]
    lines = (line for order in case.orders for line in order.lines if line.product_id == product.id)
    return sorted({line.stated_price for line in lines})


RULE = Rule(
    id="TRF-032",
    code="COMPONENTS_FAULTY",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Components that do not sum to the value",
    fix="Give every component of a piece with its value; together they are the value of the piece.",
    legal_source="HTSUS chapter 91, additional U.S. notes 2 and 3; chapters 61 and 62, ensembles; chapter 82, sets",
    explanation="Fires where the values of product.components do not sum to product.unitValueUsd (or, where that is "
    "not stated, to the price on an order), or a component's code is in no list held. Rates on the case, the strap or "
    "the battery of a watch, and those of sets and ensembles, are computed from components: without them the duty of "
    "the line is unknown (TRF-016).",
    check=_check,
    deduction=25,
    reads_plan=True,
)
