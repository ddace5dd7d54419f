"""TRF-010: aluminum smelted or cast in Russia or nobody knows where."""

from collections.abc import Iterator

from entrygo.contract.facts import Metals, Product
from entrygo.contract.findings import Severity
from entrygo.planning.metal import BELOW_15_PERCENT, NO_LISTED_METAL, RUSSIAN_ALUMINUM, draws, holds
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.metals import UNKNOWN_COUNTRY

_COUNTED_AS_RUSSIAN = frozenset({"RU", UNKNOWN_COUNTRY})


def _check(case: Case, product: Product) -> Iterator[Hit]:
    is_exempt = draws(case, product, NO_LISTED_METAL, BELOW_15_PERCENT)
    is_hit = holds(case, product, "aluminum") and not is_exempt
    if not (is_hit or draws(case, product, *RUSSIAN_ALUMINUM)):
        return
    metals = product.metals or Metals()
    countries = {
        "aluminumPrimarySmeltCountry": metals.aluminum_primary_smelt_country,
        "aluminumSecondarySmeltCountry": metals.aluminum_secondary_smelt_country,
        "aluminumCastCountry": metals.aluminum_cast_country,
    }
    for field, country in countries.items():
        if country and str(country).strip().upper() in _COUNTED_AS_RUSSIAN:
            yield Hit(
                field=f"product.metals.{field}",
                message=f"Product {product.label} states {country} as {field}: the rate is 200 percent.",
            )


RULE = Rule(
    id="TRF-010",
    code="ALUMINUM_ORIGIN_RUSSIA_OR_UNKNOWN",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Aluminum smelted or cast in Russia, or unknown",
    fix="Get the smelter's certificate from the maker, or accept the 200 percent rate.",
    legal_source="HTSUS 9903.85.67, 9903.85.68; CSMS 62582900",
    explanation="Fires when goods on an aluminum list state RU or UN (unknown) as country of primary "
    "smelt, secondary smelt or last cast. Any Russian smelt or cast draws 200 percent, and an unknown "
    "one is counted as Russian.",
    check=_check,
    deduction=5,
)
