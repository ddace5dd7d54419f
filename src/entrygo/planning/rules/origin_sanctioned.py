"""PRD-021: goods of an embargoed place, or of a column 2 country."""

import re
from collections.abc import Iterator

from entrygo.contract.facts import Party, Product
from entrygo.contract.findings import Severity
from entrygo.planning.countries import COLUMN_2, EMBARGOED
from entrygo.planning.product_facts import code_of
from entrygo.planning.rule import Case, Hit, Rule, Scope

_UKRAINE, _RUSSIA = "UA", "RU"
_EMBARGOED_REGIONS = re.compile(r"crimea|krym|sevastopol|simferopol|\bUA-?(?:43|40)\b", re.IGNORECASE)
_PARTLY_EMBARGOED_REGIONS = re.compile(
    r"donetsk|donetska|luhansk|lugansk|\bD[PN]R\b|\bL[PN]R\b|\bUA-?(?:14|09)\b", re.IGNORECASE
)


# Goods of Russian origin that may not be imported, by the prefixes of their codes, with the order that says so.
_RUSSIAN_BANS = (
    ("crude oil, petroleum and its products", "EO 14066", ("2709", "2710", "2712", "2713")),
    ("coal and its products, liquefied natural gas", "EO 14066", ("2701", "2702", "2703", "2704", "271111")),
    ("fish and seafood", "EO 14068", ("03", "1604", "1605")),
    ("alcoholic beverages", "EO 14068", ("2203", "2204", "2205", "2206", "2208")),
    ("non-industrial diamonds", "EO 14068", ("710210", "710231", "710239")),
    ("gold", "determination of 28 June 2022 under EO 14024", ("7108",)),
    (
        "aluminum, copper and nickel",
        "determination of 12 April 2024 under EO 14068",
        ("7601", "7402", "7403", "7502"),
    ),
)


def _check(case: Case, product: Product) -> Iterator[Hit]:
    origin = (product.country_of_origin or "").strip().upper()
    if origin in EMBARGOED:
        yield Hit(
            field="product.countryOfOrigin",
            message=f"Product {product.label} is of {EMBARGOED[origin]} ({origin}); its import is forbidden.",
        )
    elif origin == _RUSSIA and (ban := _russian_ban(code_of(case, product))):
        goods, law = ban
        yield Hit(
            field="product.countryOfOrigin",
            message=f"Product {product.label} is of Russia, whose {goods} may not be imported ({law}).",
            code="ORIGIN_GOODS_BANNED",
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


def _russian_ban(code: str) -> tuple[str, str] | None:
    """The goods a code is of and the order that bans them, where their import from Russia is banned."""
    return next(((goods, law) for goods, law, codes in _RUSSIAN_BANS if code.startswith(codes)), None)


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
    legal_source="31 CFR parts 510, 515, 560, 587, 589; HTSUS General Note 3(b)",
    explanation="Fires for goods of Cuba, Iran, North Korea and of Crimea (by the manufacturer's city or region), and "
    "for Russian oil, coal, liquefied gas, seafood, alcohol, diamonds, gold, aluminum, copper and nickel "
    "(ORIGIN_GOODS_BANNED; by code, as the orders of 2022 and 2024 are known). Other goods of Russia and those of "
    "Belarus are a warning (ORIGIN_COLUMN_2): they pay the column 2 rate. The Donetsk and "
    "Luhansk regions are a warning, as only a part is embargoed.",
    check=_check,
    deduction=25,
)
