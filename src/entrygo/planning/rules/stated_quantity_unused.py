"""QTY-005: a quantity that the product states and nothing measures by."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import schedule_line
from entrygo.planning.quantities import quantities_of
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.rates import parse_rate
from entrygo.tariff.units import FAMILIES, ace_code, is_known, unit, weights_differ


def _check(case: Case, product: Product) -> Iterator[Hit]:
    own = quantities_of(product)
    unread = sorted(name for name in own if not is_known(name))
    if unread:
        yield Hit(
            field="product.quantities",
            message=f"Product {product.label} states a quantity in {', '.join(unread)}, which is no unit of the "
            "schedule or of ACE; it is not used.",
        )
    weight, kilograms = product.net_weight_kg, own.get("kg")
    if weight is not None and kilograms is not None and weights_differ(kilograms, weight):
        yield Hit(
            field="product.quantities",
            message=f"Product {product.label} states {kilograms} kg as its quantity and {weight} kg as its net weight; "
            "duty by the kilogram is of the quantity.",
            fix="Correct the one that is wrong: both are the net weight in kilograms.",
            code="QUANTITY_WEIGHT_DIFFER",
        )
    line = schedule_line(case, product)
    if line is None:
        return
    rates = (parse_rate(text) for text in (line.general, line.other))
    asked = {*map(unit, line.units), *(name for rate in rates for _, name in rate.specifics)}
    unused = sorted(
        name for name in own if name not in unread and not any(_serves(name, one) for one in asked)
    )
    if unused:
        yield Hit(
            field="product.quantities",
            message=f"Product {product.label} states a quantity in {', '.join(unused)}; neither the units that HTS "
            f"code {line.code} is reported in nor its rates ask for it.",
            severity=Severity.INFO,
        )


def _serves(stated: str, asked: str) -> bool:
    """Whether an amount in one unit tells one in the other."""
    if stated == asked or stated == unit(ace_code(asked) or ""):
        return True
    families = [FAMILIES[name][0] for name in (stated, asked) if name in FAMILIES]
    return len(families) == 2 and families[0] == families[1]


RULE = Rule(
    id="QTY-005",
    code="STATED_QUANTITY_UNUSED",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="A stated quantity is not used",
    fix="State quantities a piece in the units the schedule asks for, in its words or in ACE codes "
    "(NO, DOZ, DPR, PRS, KG, M2, M3, L, BBL, CAR).",
    legal_source="HTSUS, General Statistical Note 3; CBP Form 7501, columns 30 and 31",
    explanation="Fires when product.quantities (or attributes.quantities) names a unit that neither the schedule nor "
    "ACE knows: the amount would vanish without a word. A known unit that the code is not reported in, and no rate of "
    "it is by, is told as information. A quantity in kilograms that is more than a tenth from the net weight is a "
    "warning, too.",
    check=_check,
    deduction=5,
)
