"""What goods are made of: fibres, leathers, metals, plastics, woods, and where words name them."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from entrygo.contract.facts import Material

_FIBRES = """
    cotton polyester wool merino cashmere mohair angora alpaca camel yak vicuna llama silk linen flax hemp
    jute ramie sisal abaca coir kapok nylon polyamide acrylic modacrylic viscose rayon modal lyocell
    tencel cupro acetate triacetate elastane spandex lycra polyurethane polypropylene polyethylene olefin
    aramid kevlar nomex bamboo lurex metallic elastomultiester chlorofibre vinyon pbt pet microfiber
    microfibre lambswool shetland elasthane polyolefin glass carbon horsehair down feather feathers
"""
_OTHERS = """
    leather suede nubuck sheepskin cowhide pigskin goatskin fur shearling rubber latex silicone neoprene
    eva foam plastic plastics pvc vinyl abs polycarbonate acrylic resin epoxy melamine nylon polystyrene
    paper cardboard paperboard kraft cork wood wooden oak pine maple walnut birch beech teak mahogany
    cedar plywood mdf rattan wicker bamboo straw raffia ceramic porcelain stoneware earthenware clay
    terracotta glass crystal quartz stone marble granite slate concrete cement plaster gypsum steel
    stainless iron aluminum aluminium copper brass bronze zinc tin lead nickel titanium tungsten silver
    gold platinum pewter alloy metal chrome magnesium beeswax wax soy paraffin soap shell pearl horn bone
    amber fabric canvas denim felt fleece flannel corduroy jersey satin velvet tulle lace terry chiffon
    twill muslin poplin chenille tweed velour graphite fiberglass fibreglass carbon diamond sapphire ruby
    emerald opal turquoise jade
"""
FIBRES = frozenset(_FIBRES.split())
"""Textile fibres by the names labels use."""

OTHERS = frozenset(_OTHERS.split())
"""Other materials people name in a description."""

WORDS = FIBRES | OTHERS

COPPER_ALLOYS = ("brass", "bronze")
"""Alloys whose chief metal is copper: for the metals review they count as copper."""

_WORD = re.compile(r"[a-z]+")
_SHARE = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,2})?)\s?%([^0-9%]*)")


def named_in(text: str) -> tuple[str, ...]:
    """The materials a text names, in its order, each once."""
    return tuple(dict.fromkeys(word for word in _WORD.findall(text.lower()) if word in WORDS))


def shares_in(text: str) -> tuple[tuple[str, Decimal], ...]:
    """The fibre shares a text states: ``80% cotton, 20% polyester`` gives both with their percentages."""
    return tuple(_shares(text.lower()))


def _shares(text: str) -> Iterator[tuple[str, Decimal]]:
    for match in _SHARE.finditer(text):
        fibre = next((word for word in _WORD.findall(match[2]) if word in FIBRES), None)
        if fibre:
            yield fibre, Decimal(match[1].replace(",", "."))


def part_sums(materials: Iterable[Material]) -> dict[str, Decimal | None]:
    """Percentages summed by part of the article (``shell: cotton``); ``None`` where one is not stated.

    A material without a part belongs to the whole article, written ``""``.
    """
    sums: dict[str, Decimal | None] = {}
    for material in materials:
        part = str(material.name).partition(":")[0].strip().lower() if ":" in str(material.name) else ""
        so_far = sums.get(part, Decimal(0))
        sums[part] = None if so_far is None or material.percent is None else so_far + material.percent
    return sums
