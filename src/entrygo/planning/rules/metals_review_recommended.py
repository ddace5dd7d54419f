"""MET-001: steel, aluminium or copper in goods whose code is on no metals list."""

import re
from collections.abc import Iterator

from entrygo.contract.facts import Metals, Product
from entrygo.contract.findings import Severity
from entrygo.planning.materials import COPPER_ALLOYS
from entrygo.planning.metal import PROGRAMME, WORDS
from entrygo.planning.product_facts import all_lists_of
from entrygo.planning.rule import Case, Hit, Rule, Scope

_NAMES = "|".join((*(word for words in WORDS.values() for word in words), *COPPER_ALLOYS))
_METAL = re.compile(
    rf"(?<![\w-])(?:{_NAMES})(?!\w)"
    r"(?![ -](?:blue|gr[ae]y|green|red|brown|colou?r(?:ed)?|tone[d]?|look|effect|free|finish)(?!\w))"
)


def _check(case: Case, product: Product) -> Iterator[Hit]:
    if not _is_listed(case, product) and (_is_weighed(product) or _is_named(product)):
        yield Hit(
            field="product.section_232",
            message=f"Product {product.label} should receive metals review before execution.",
        )


def _is_listed(case: Case, product: Product) -> bool:
    """Whether any edition of the metals lists held the code: one taken off a list was looked at, too."""
    return any(key.startswith(PROGRAMME) for key in all_lists_of(case, product))


def _is_named(product: Product) -> bool:
    return any(
        _METAL.search(str(material.name).lower()) for material in product.materials if material.percent != 0
    )


def _is_weighed(product: Product) -> bool:
    metals = product.metals or Metals()
    weights = (metals.steel_weight_kg, metals.aluminum_weight_kg, metals.copper_weight_kg)
    return any(weight is not None and weight > 0 for weight in weights)


RULE = Rule(
    id="MET-001",
    code="METALS_REVIEW_RECOMMENDED",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Metals review recommended",
    fix="Check the product against the current Section 232 lists before executing; correct its HTS code or its "
    "materials where they are wrong.",
    legal_source="HTSUS chapter 99, subchapter III, note 16; Proclamations 11021 and 11032",
    explanation="Fires when the materials or the metals block name steel, aluminium or copper and the code is on "
    "no loaded Section 232 metals list. Stainless steel counts as steel; brass and bronze, whose chief metal is "
    "copper, count as copper. A material of 0 percent and a colour (steel blue, copper-toned) do not count. A "
    "code on a list is TRF-006's. The duty would be on the full value, hence a look by a person and a heavier "
    "deduction than other warnings.",
    check=_check,
    deduction=26,
)
