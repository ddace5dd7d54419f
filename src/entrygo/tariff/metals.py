"""Section 232 metals: what a product's composition answers to the questions of U.S. note 16."""

from collections.abc import Iterable
from decimal import Decimal

from entrygo.contract.facts import Metals
from entrygo.tariff.duty_input import Goods

LISTED_METAL = {
    **dict.fromkeys(("i", "ii", "vi", "ix"), "aluminum"),
    **dict.fromkeys(("iii", "iv", "vii", "x", "xi"), "steel"),
    **dict.fromkeys(("v", "viii"), "copper"),
}
"""The metal in the title of each list of note 16(c)."""

FULL_SCOPE_CHAPTERS = ("72", "73", "74", "76")
"""Chapters whose listed goods pay whatever their metal weighs (note 16(c), heading 9903.82.03)."""

US_CONTENT = "us"
WEIGHT_TEST = Decimal("0.15")
UNKNOWN_COUNTRY = "UN"
PART_OF = {"part_steel": "steel", "part_aluminum": "aluminum"}
"""Conditions on one metal: the value of its content is stated, or it is not the whole weight of the article."""
CONDITIONS = frozenset(
    {"none", "under_15", "unknown", "russian_aluminum", "us_95", "us_85", "uk_95", "us_content", *PART_OF}
)
"""What a record may ask of a composition."""


def content_values(metals: Metals | None) -> dict[str, Decimal]:
    """The stated values of the metal content by metal, and of what is of the US; one not stated is absent."""
    stated = metals or Metals()
    each = {
        "steel": stated.steel_value_usd,
        "aluminum": stated.aluminum_value_usd,
        "copper": stated.copper_value_usd,
        US_CONTENT: stated.us_content_value_usd,
    }
    return {metal: value for metal, value in each.items() if value is not None}


def listed_metals(lists: Iterable[str]) -> frozenset[str]:
    """Which metals the metals lists a code is on are about."""
    romans = (
        key.removeprefix("s232_metals:").partition("@")[0] for key in lists if key.startswith("s232_metals:")
    )
    return frozenset(LISTED_METAL[roman] for roman in romans if roman in LISTED_METAL)


def holds(condition: str, goods: Goods) -> bool:
    """Whether the goods meet a record's condition; an unanswered question meets only ``unknown``."""
    metals = goods.metals or Metals()
    if condition == "none":
        return _weights(metals, ("steel", "aluminum", "copper")) == [0, 0, 0]
    if condition == "russian_aluminum":
        return _may_hold_aluminum(goods, metals) and _is_russian(goods.country_of_origin, metals)
    if condition in PART_OF:
        return _is_part(goods, metals, PART_OF[condition])
    if condition == "us_content":
        return bool(metals.us_content_value_usd)
    if condition == "uk_95":
        return _reaches(metals.uk_origin_share, Decimal("0.95"))
    if condition in ("us_95", "us_85"):
        return _reaches(metals.us_origin_share, Decimal(condition[-2:]) / 100)
    share = _metal_share(goods, metals)
    return share is None if condition == "unknown" else share is not None and share < WEIGHT_TEST


def _is_part(goods: Goods, metals: Metals, metal: str) -> bool:
    [weight] = _weights(metals, (metal,))
    if metal in content_values(metals):
        return True
    return weight is not None and goods.article_weight_kg is not None and weight < goods.article_weight_kg


def _reaches(share: Decimal | None, least: Decimal) -> bool:
    """Whether a stated share is high enough; one that is not stated proves nothing."""
    return share is not None and share >= least


def _listed(goods: Goods) -> frozenset[str]:
    return listed_metals(goods.lists)


def _weights(metals: Metals, names: Iterable[str]) -> list[Decimal | None]:
    by_name = {
        "steel": metals.steel_weight_kg,
        "aluminum": metals.aluminum_weight_kg,
        "copper": metals.copper_weight_kg,
    }
    return [by_name[name] for name in names]


def _metal_share(goods: Goods, metals: Metals) -> Decimal | None:
    """Listed metals' weight over the article's; ``None`` when it is not known.

    On several lists the weights add up. A metal that is not stated beside others matters only where they stay below
    the test.
    """
    weights = _weights(metals, sorted(_listed(goods)))
    stated = [weight for weight in weights if weight is not None]
    if not stated or not goods.article_weight_kg:
        return None
    share = sum(stated, Decimal(0)) / goods.article_weight_kg
    return share if len(stated) == len(weights) or share >= WEIGHT_TEST else None


def _may_hold_aluminum(goods: Goods, metals: Metals) -> bool:
    """Not when the listed metals' weights are stated and none of them is aluminum's."""
    stated = [weight for weight in _weights(metals, sorted(_listed(goods))) if weight is not None]
    return not stated or bool(metals.aluminum_weight_kg)


def _is_russian(origin: str, metals: Metals) -> bool:
    """Aluminum of Russia, or with any primary smelt or the cast there, or declared unknown (CBP: ``UN``)."""
    smelted = (metals.aluminum_primary_smelt_country, metals.aluminum_secondary_smelt_country)
    return bool({origin, *smelted, metals.aluminum_cast_country} & {"RU", UNKNOWN_COUNTRY})
