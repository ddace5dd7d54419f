"""What a text says of the goods' nature, as bits: material, construction, for whom, part or whole, electric or not.

The same table reads descriptions and the schedule, so that a text can be held against a line word by word.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from entrygo.classify.text import folded, stem

GROUPS: Mapping[str, Mapping[str, str]] = {
    "fibre": {
        "cotton": "cotton denim canvas corduroy flannel terry muslin chambray poplin",
        "wool": "wool merino lambswool cashmere mohair alpaca angora tweed",
        "silk": "silk",
        "linen": "linen flax ramie jute hemp sisal coir",
        "synthetic": "polyester nylon polyamide acrylic spandex elastane polypropylene microfiber microfibre fleece"
        " synthetic lycra neoprene chiffon",
        "artificial": "rayon viscose modal lyocell tencel acetate cupro artificial",
        "manmade": "man-made manmade",
    },
    "material": {
        "leather": "leather suede nubuck cowhide sheepskin",
        "imitation": "pu polyurethane leatherette faux vegan",
        "textile": "textile textiles fabric woven knitted nonwoven yarn cloth",
        "plastic": "plastic plastics pvc vinyl silicone acrylic polyethylene polycarbonate abs resin eva tpu melamine"
        " polyresin polystyrene",
        "rubber": "rubber latex neoprene",
        "wood": "wood wooden oak pine plywood mdf walnut teak acacia maple birch",
        "bamboo": "bamboo",
        "wicker": "rattan wicker straw seagrass willow raffia",
        "paper": "paper cardboard paperboard cardstock",
        "glass": "glass borosilicate crystal",
        "ceramic": "ceramic stoneware earthenware terracotta pottery clay",
        "porcelain": "porcelain china",
        "stone": "stone marble granite slate",
        "stainless": "stainless",
        "iron": "iron steel",
        "aluminum": "aluminum aluminium",
        "copper": "copper brass bronze",
        "zinc": "zinc",
        "precious": "silver gold platinum sterling",
        "fur": "fur furskin",
        "feather": "feather down",
        "hair": "human hair",
    },
    "wearer": {
        "men": "men mens man boys boy male",
        "women": "women womens woman ladies girls girl female bridal",
        "baby": "baby babies infant infants newborn toddler",
        "child": "children childrens kids kid youth boys girls",
    },
    "sex": {"male": "men mens man male boys boy", "female": "women womens woman ladies female girls girl"},
    "age": {
        "adult": "men mens man women womens woman ladies adult",
        "young": "boys boy girls girl",
    },
    "construction": {
        "knit": "knit knitted knitting crochet crocheted jersey sweater hoodie sweatshirt tshirt leggings socks"
        " pullover cardigan fleece ribbed",
        "woven": "woven denim chiffon poplin jeans flannel oxford twill",
    },
    "part": {"part": "part parts accessory accessories component components replacement fitting fittings"},
    "electric": {"electric": "electric electrical electronic rechargeable led usb battery bluetooth wireless powered"},
    "toy": {"toy": "toy toys doll kids play plush"},
    "set": {"set": "set sets kit kits assortment"},
    "printed": {"printed": "printed embroidered"},
}  # fmt: skip
"""Groups of words that say one thing: group, then the value, then the words for it."""

_NOT_KNIT = re.compile(r"\bnot knitted( or crocheted)?\b|\bnot woven\b")
_SAYS_NOT = re.compile(r"\bfitted\b|\b(?:non-?|not )electric(?:al|ally)?\b")
"""Words that look like those of a group and say nothing of it, or the contrary."""

_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*(?:%|percent)\s*(?:of\s+)?([a-z-]+)")


def _table() -> dict[str, tuple[tuple[int, int], ...]]:
    bits: dict[str, list[tuple[int, int]]] = {}
    for group, values in enumerate(GROUPS.values()):
        for bit, words in enumerate(values.values()):
            for word in words.split():
                for form in {word, stem(word)}:
                    bits.setdefault(form, []).append((group, 1 << bit))
    return {word: tuple(found) for word, found in bits.items()}


_ELECTRIC = re.compile(
    r"\b(?:electric|electrically|rechargeable|battery[ -](?:powered|operated)|cordless|corded|led)\b"
    r"|\b\d{2,4} ?(?:w|watts?|mah)\b"
)
_HEAD_END = re.compile(r"\b(?:for|with|of|to fit|fits)\b|[,;(]")
_NOT_THE_MACHINE = re.compile(
    r"\b(?:case|cover|holder|bracket|stand|mount|box|bag|part|replacement|fittings?|spare|skin|sleeve|strap)s?\b"
)
_BITS = _table()
_KNIT, _WOVEN = 1, 2
_CONSTRUCTION = list(GROUPS).index("construction")
_FIBRE = list(GROUPS).index("fibre")


@dataclass(frozen=True, slots=True)
class Attributes:
    """One number of bits for each group of ``GROUPS``; 0 where the text says nothing."""

    bits: tuple[int, ...]

    def named(self, group: str) -> tuple[str, ...]:
        """The values of a group that the text states: ``("cotton", "synthetic")``."""
        mask = self.bits[list(GROUPS).index(group)]
        return tuple(value for bit, value in enumerate(GROUPS[group]) if mask >> bit & 1)


def attributes_of(text: str, more: Iterable[str] = ()) -> Attributes:
    """What a text, and words beside it such as materials, say. Of stated shares the chief fibre alone counts."""
    plain = _SAYS_NOT.sub(" ", folded(" ".join((text, *more))))
    bits = [0] * len(GROUPS)
    if _NOT_KNIT.search(plain):
        bits[_CONSTRUCTION] |= _WOVEN
        plain = _NOT_KNIT.sub(" ", plain)
    for word in re.findall(r"[a-z]+(?:-made)?", plain.replace("'s", "").replace("'", "")):
        for group, bit in _BITS.get(word) or _BITS.get(stem(word), ()):
            bits[group] |= bit
    shares = {
        word: float(share) for share, word in _SHARE.findall(plain) if _fibre(word)
    }  # house: allow exact-money -- a share, not an amount
    if shares:
        bits[_FIBRE] = _fibre(max(shares, key=lambda word: shares[word]))
    return Attributes(tuple(bits))


def _fibre(word: str) -> int:
    found = _BITS.get(word) or _BITS.get(stem(word), ())
    return next((bit for group, bit in found if group == _FIBRE), 0)


def is_electric(text: str) -> bool:
    """Whether the words that name the goods say that they work by electricity."""
    plain = _SAYS_NOT.sub(" ", text.lower())
    head = _HEAD_END.split(plain, maxsplit=1)[0]
    return bool(_ELECTRIC.search(head)) and not _NOT_THE_MACHINE.search(head)
