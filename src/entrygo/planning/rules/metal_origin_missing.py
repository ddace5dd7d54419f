"""TRF-009: the countries where the metal was made are not stated."""

from collections.abc import Iterator

from entrygo.contract.facts import Metals, Product
from entrygo.contract.findings import Severity
from entrygo.planning.metal import BELOW_15_PERCENT, NO_LISTED_METAL, draws, holds
from entrygo.planning.product_facts import is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case, product: Product) -> Iterator[Hit]:
    if draws(case, product, NO_LISTED_METAL, BELOW_15_PERCENT):
        return
    metals = product.metals or Metals()
    if holds(case, product, "steel") and not is_stated(metals.steel_melt_pour_country):
        yield _missing(product, "steelMeltPourCountry", "country where its steel was melted and poured")
    if holds(case, product, "aluminum"):
        smelts = (metals.aluminum_primary_smelt_country, metals.aluminum_secondary_smelt_country)
        if not any(is_stated(country) for country in smelts):
            yield _missing(product, "aluminumPrimarySmeltCountry", "country where its aluminum was smelted")
        if not is_stated(metals.aluminum_cast_country):
            yield _missing(product, "aluminumCastCountry", "country where its aluminum was last cast")


def _missing(product: Product, field: str, what: str) -> Hit:
    return Hit(
        field=f"product.metals.{field}",
        message=f"Product {product.label} does not state the {what}.",
        missing=True,
    )


RULE = Rule(
    id="TRF-009",
    code="METAL_ORIGIN_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Country of melt and pour, smelt or cast missing",
    fix="Ask the maker and state the country; OTH for steel, UN for aluminum where it cannot be known.",
    legal_source="CBP Form 7501 instructions; CSMS 62582900",
    explanation="Fires when goods on a Section 232 list hold steel without a stated country of melt and "
    "pour, or aluminum without a stated smelt (primary or secondary) or cast country. Goods count as "
    "holding the metal when its weight is above zero, a material names it, or the code is in chapter 72, "
    "73, 74 or 76. Goods freed by 9903.82.01 or 9903.82.03 are not asked.",
    check=_check,
    deduction=25,
)
