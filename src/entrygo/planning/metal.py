"""Metal of a product under Section 232: which lists its code is on, what its composition says."""

from decimal import Decimal

from entrygo.contract.facts import Metals, Product
from entrygo.planning.product_facts import code_of, lists_of, material_names, mentioned
from entrygo.planning.rule import Case
from entrygo.tariff import metals as section_232

PROGRAMME = "s232_metals"
BELOW_15_PERCENT = "9903.82.03"
NO_LISTED_METAL = "9903.82.01"
RUSSIAN_ALUMINUM = ("9903.85.67", "9903.85.68")

WORDS = {
    "steel": ("steel", "stainless"),
    "aluminum": ("aluminum", "aluminium"),
    "copper": ("copper",),
}
WEIGHT_FIELDS = {
    "steel": "product.metals.steelWeightKg",
    "aluminum": "product.metals.aluminumWeightKg",
    "copper": "product.metals.copperWeightKg",
}


def metal_lists(case: Case, product: Product) -> tuple[str, ...]:
    """The Section 232 metals lists the product's code is on, by their numerals in note 16(c)."""
    names = lists_of(case, product, PROGRAMME)
    return tuple(dict.fromkeys(name.partition("@")[0] for name in names))


def listed_metals(case: Case, product: Product) -> tuple[str, ...]:
    """The metals of the lists the code is on, of steel, aluminum and copper in this order."""
    listed = section_232.listed_metals(f"{PROGRAMME}:{name}" for name in metal_lists(case, product))
    return tuple(metal for metal in WORDS if metal in listed)


def pays_in_full(case: Case, product: Product) -> bool:
    """Whether the code is in a chapter that the 15 percent weight test does not reach."""
    return code_of(case, product).startswith(section_232.FULL_SCOPE_CHAPTERS)


def weights(product: Product) -> dict[str, Decimal]:
    """The stated weights by metal, kilograms a piece; a metal without a stated weight is absent."""
    metals = product.metals or Metals()
    each = {
        "steel": metals.steel_weight_kg,
        "aluminum": metals.aluminum_weight_kg,
        "copper": metals.copper_weight_kg,
    }
    return {metal: weight for metal, weight in each.items() if weight is not None}


def named(product: Product) -> tuple[str, ...]:
    """The metals that the materials name or a stated weight above zero shows."""
    text, stated = material_names(product), weights(product)
    return tuple(metal for metal, words in WORDS.items() if stated.get(metal) or mentioned(words, text))


def holds(case: Case, product: Product, metal: str) -> bool:
    """Whether the goods hold a listed metal: by weight where stated, else by material or chapter."""
    if metal not in listed_metals(case, product):
        return False
    stated = weights(product)
    if metal in stated:
        return stated[metal] > 0
    return metal in named(product) or pays_in_full(case, product)


def draws(case: Case, product: Product, *headings: str) -> bool:
    """Whether the duty room put the product under one of these headings."""
    assessment = case.assessments.get(product.id)
    return assessment is not None and any(heading in assessment.headings for heading in headings)
