"""PRD-021: goods of an embargoed place, or of a column 2 country."""

import re
from collections.abc import Iterator

from entrygo.contract.facts import Party, Product
from entrygo.contract.findings import Severity
from entrygo.planning.countries import COLUMN_2, EMBARGOED
from entrygo.planning.rule import Case, Hit, Rule, Scope

_UKRAINE = "UA"
_EMBARGOED_REGIONS = re.compile(r"crimea|krym|sevastopol|simferopol|\bUA-?(?:43|40)\b", re.IGNORECASE)
_PARTLY_EMBARGOED_REGIONS = re.compile(
    r"donetsk|donetska|luhansk|lugansk|\bD[PN]R\b|\bL[PN]R\b|\bUA-?(?:14|09)\b", re.IGNORECASE
)


def _check(_case: Case, product: Product) -> Iterator[Hit]:
    origin = (product.country_of_origin or "").strip().upper()
    if origin in EMBARGOED:
        yield Hit(
            field="product.countryOfOrigin",
            message=f"Product {product.label} is of {EMBARGOED[origin]} ({origin}); its import is forbidden.",
        )
    elif origin in COLUMN_2:
        yield Hit(
            field="product.countryOfOrigin",
            message=f"Product {product.label} is of {COLUMN_2[origin]} ({origin}), which pays the column 2 rate.",
            fix="Check the sanctions programmes with the broker; plan with the column 2 duty.",
            severity=Severity.WARNING,
            code="ORIGIN_COLUMN_2",
        )
    elif origin == _UKRAINE:
        yield from _of_occupied_region(product)


def _of_occupied_region(product: Product) -> Iterator[Hit]:
    maker = product.manufacturer or Party()
    place = " ".join(part for part in (maker.city, maker.region) if part)
    if _EMBARGOED_REGIONS.search(place):
        yield Hit(
            field="product.manufacturer.region",
            message=f"Product {product.label} was made in {place}; imports from Crimea are forbidden.",
        )
    elif _PARTLY_EMBARGOED_REGIONS.search(place):
        yield Hit(
            field="product.manufacturer.region",
            message=f"Product {product.label} was made in {place}; imports from the occupied part of the region "
            "are forbidden.",
            fix="Have the manufacturer's exact place checked before execution.",
            severity=Severity.WARNING,
        )


RULE = Rule(
    id="PRD-021",
    code="ORIGIN_SANCTIONED",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="Origin embargoed or of column 2",
    fix="Take the product out of the plan, unless an OFAC licence covers it.",
    legal_source="31 CFR parts 510, 515, 560, 589; HTSUS General Note 3(b)",
    explanation="Fires for goods of Cuba, Iran, North Korea and of Crimea (by the manufacturer's city or region). "
    "Goods of Russia and Belarus are a warning (ORIGIN_COLUMN_2): they pay the column 2 rate, and some are "
    "forbidden by other rules. The Donetsk and Luhansk regions are a warning, as only a part is embargoed.",
    check=_check,
    deduction=25,
)
