"""Consumer goods that CPSC's rules reach: children's products, and goods of a general certificate by their code.

Codes are a guide only: goods of another code may need a certificate too, and not every article of these does. The
rule names the standard, so that a person can see whether the goods are within it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from entrygo.contract.facts import Product
from entrygo.planning.product_facts import mentioned, stated, wording

Attributes: TypeAlias = Mapping[str, Any]  # Any: the operator's own attributes

CHILD_UP_TO_AGE = 12
TOY_HEADING = "9503"
INFANT_GARMENT_HEADINGS = ("6111", "6209")
_AGE_GROUPS = (
    *("infant", "infants", "baby", "toddler", "toddlers", "child", "children", "kid", "kids"),
    *("boys", "girls"),
)
_CHILD_WORDS = (
    *("infant", "infants", "infant's", "infants'", "toddler", "toddlers", "toddler's", "toddlers'"),
    *("children", "children's", "childrens", "kids", "kids'", "kid's", "boys'", "boy's", "girls'", "girl's"),
    *("newborn", "newborns"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class General:
    """Goods of a general certificate: what they are, their codes, the words that narrow these, the standard."""

    name: str
    codes: tuple[str, ...]
    standard: str
    words: tuple[str, ...] = ()


GENERAL = (
    General(name="mattresses", codes=("940421", "940429"), standard="16 CFR 1632, 1633"),
    General(
        name="upholstered furniture",
        codes=("940140", "940141", "940149", "940161", "940171"),
        standard="16 CFR 1640",
    ),
    General(
        name="carpets and rugs", codes=("5701", "5702", "5703", "5704", "5705"), standard="16 CFR 1630, 1631"
    ),
    General(name="lighters", codes=("961310", "961320", "961380"), standard="16 CFR 1210, 1212"),
    General(name="bicycles", codes=("8712",), standard="16 CFR 1512"),
    General(
        name="electric bicycles",
        codes=("871160",),
        standard="16 CFR 1512",
        words=("bicycle", "bicycles", "bike", "e-bike", "ebike"),
    ),
    General(
        name="bicycle helmets",
        codes=("650610",),
        standard="16 CFR 1203",
        words=("bicycle", "bike", "cycling", "cyclist", "multi-sport"),
    ),
    General(name="matches", codes=("3605",), standard="16 CFR 1202"),
    General(name="fireworks", codes=("360410",), standard="16 CFR 1507"),
    General(name="lawn mowers", codes=("843311",), standard="16 CFR 1205"),
    General(
        name="clothing storage units",
        codes=("940320", "940350", "940360", "940370", "940382", "940383", "940389"),
        standard="16 CFR 1261",
        words=("dresser", "chest of drawers", "wardrobe", "armoire", "bureau"),
    ),
    General(
        name="bunk beds",
        codes=("940320", "940350"),
        standard="16 CFR 1213",
        words=("bunk bed", "bunk beds"),
    ),
    General(name="household refrigerators", codes=("841810", "841821", "841829"), standard="16 CFR 1750"),
    General(
        name="button and coin cell batteries",
        codes=("8506100010", "8506401010", "8506500010", "8506600010", "8506800010"),
        standard="16 CFR 1263",
    ),
    General(
        name="all-terrain vehicles",
        codes=("870321",),
        standard="16 CFR 1420",
        words=("atv", "all-terrain", "quad"),
    ),
    General(
        name="loose magnets for play or stress relief",
        codes=("850511", "850519"),
        standard="16 CFR 1262",
        words=("toy", "desk", "fidget", "sculpture", "puzzle", "craft", "hobby"),
    ),
    General(name="paint", codes=("3208", "3209", "3210"), standard="16 CFR 1303"),
)
_APPAREL = (*(f"61{n:02d}" for n in range(1, 16)), "611710", *(f"62{n:02d}" for n in range(1, 13)), "6214")
_EXEMPT_FIBRES = (
    "acrylic",
    "modacrylic",
    "nylon",
    "olefin",
    "polypropylene",
    "polyester",
    "wool",
    "lambswool",
    "merino",
)
_DELICATE = (
    *(
        "velvet",
        "velour",
        "terry",
        "chenille",
        "flannel",
        "sherpa",
        "brushed",
        "raised fibre",
        "raised fiber",
    ),
    *("chiffon", "sheer", "organza", "voile", "gauze", "tulle", "silk"),
)
FLAMMABILITY = "16 CFR 1610"


def child_reason(code: str, attributes: Attributes) -> str | None:
    """Why goods are a children's product for certain: their heading, or a stated age."""
    heading = code[:4]
    if heading == TOY_HEADING:
        return "heading 9503, toys"
    if heading in INFANT_GARMENT_HEADINGS:
        return f"heading {heading}, babies' garments"
    return "a stated age of up to 12 years" if _is_for_children(attributes) else None


def child_words(product: Product) -> tuple[str, ...]:
    """The words that point to children."""
    return mentioned(_CHILD_WORDS, wording(product))


def general_of(code: str, product: Product) -> General | None:
    """The goods of a general certificate that a product is by its code, and by its words where the code is wider."""
    for goods in GENERAL:
        if code.startswith(goods.codes) and (not goods.words or mentioned(goods.words, wording(product))):
            return goods
    return None


def is_adult_apparel(code: str, product: Product) -> bool:
    """Whether the flammability standard of clothing reaches it: garments and scarves not wholly of exempt fibres."""
    fibres = [material.name.lower() for material in product.materials]
    is_exempt = bool(fibres) and all(mentioned(_EXEMPT_FIBRES, fibre) for fibre in fibres)
    return code.startswith(_APPAREL) and not is_exempt


def delicate_words(product: Product) -> tuple[str, ...]:
    """The words for fabric that is sheer or has a raised surface, and so is not exempt from testing."""
    return mentioned(_DELICATE, wording(product))


def _is_for_children(attributes: Attributes) -> bool:
    group = mentioned(_AGE_GROUPS, str(stated(attributes, "ageGroup", "ageRange", "audience") or "").lower())
    ages = (
        stated(attributes, "maxAge", "ageMax", "ageTo"),
        stated(attributes, "minAge", "ageMin", "ageFrom"),
    )
    years = next((age for age in map(_number, ages) if age is not None), None)
    return bool(group) or (years is not None and years <= CHILD_UP_TO_AGE)


def _number(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
