"""Words of a description: folded, without endings and filler, with the phrase that names the goods set apart."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_FILLER = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "of",
        "for",
        "with",
        "in",
        "on",
        "to",
        "by",
        "from",
        "as",
        "at",
        "is",
        "are",
        "be",
        "was",
        "were",
        "been",
        "which",
        "that",
        "this",
        "these",
        "those",
        "it",
        "its",
        "their",
        "his",
        "her",
        "our",
        "your",
        "not",
        "nor",
        "no",
        "than",
        "other",
        "others",
        "also",
        "any",
        "such",
        "each",
        "per",
        "into",
        "out",
        "up",
        "over",
        "under",
        "made",
        "used",
        "use",
        "using",
        "consisting",
        "composed",
        "comprising",
        "designed",
        "intended",
        "including",
        "included",
        "containing",
        "contain",
        "contains",
        "having",
        "has",
        "have",
        "item",
        "items",
        "article",
        "articles",
        "product",
        "products",
        "merchandise",
        "good",
        "goods",
        "style",
        "styles",
        "model",
        "number",
        "various",
        "type",
        "types",
        "kind",
        "kinds",
        "identified",
        "described",
        "referred",
        "known",
        "called",
        "so-called",
        "similar",
        "like",
        "etc",
        "eg",
        "ie",
        "ruling",
        "tariff",
        "classification",
        "new",
        "hot",
        "high",
        "quality",
        "sale",
        "wholesale",
        "free",
        "shipping",
        "2021",
        "2022",
        "2023",
        "2024",
        "2025",
        "2026",
        "custom",
        "fashion",
    ]
)
_SPELLING = {
    "colour": "color", "aluminium": "aluminum", "jewellery": "jewelry", "fibre": "fiber", "fibres": "fiber",
    "tyre": "tire", "tyres": "tire", "grey": "gray", "pyjama": "pajama", "pyjamas": "pajama", "moulded": "molded",
    "mould": "mold", "moulds": "mold", "plough": "plow", "sulphur": "sulfur", "sulphate": "sulfate",
    "centre": "center", "metre": "meter", "litre": "liter", "yoghurt": "yogurt", "aeroplane": "airplane",
    "polythene": "polyethylene", "doughnut": "donut", "woollen": "wool", "woolen": "wool", "wooden": "wood",
    "catalogue": "catalog", "vapour": "vapor", "odour": "odor", "tee": "tshirt", "trousers": "trouser",
    "pants": "trouser", "sneaker": "footwear", "sneakers": "footwear", "women": "woman", "womens": "woman",
    "ladies": "woman", "lady": "woman", "men": "man", "mens": "man", "children": "child", "childrens": "child",
    "kids": "child", "kid": "child", "knit": "knitted", "knitting": "knitted", "crochet": "crocheted",
    "teeth": "tooth", "feet": "foot", "knives": "knife", "leaves": "leaf", "shelves": "shelf",
    "scarves": "scarf", "clothes": "apparel", "clothing": "apparel", "mice": "mouse", "halves": "half",
    "loaves": "loaf",
}  # fmt: skip
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)?%?")
_JOINT = "_"
_TSHIRT = re.compile(r"\btee[ -]?shirt|\bt[ -]shirt")
_END_OF_HEAD = re.compile(
    r"\b(?:of|with|for|made|used|composed|consisting|comprising|designed|intended|containing|featuring|which|that|in"
    r"|from|to|without|having|and|by|on|as|under|or|including)\b|[,;:(\[/]"
)
_LEADING = re.compile(r"^(?:a|an|the|set of|pair of|two|three|one)\s+")
MOST_WORDS = 160
"""Words read of one description; the rest of a longer text adds noise, not evidence."""


@dataclass(frozen=True, slots=True)
class Words:
    """A description as the index reads it: stems in order, and those of the phrase that names the goods."""

    stems: tuple[str, ...]
    head: tuple[str, ...]


def words_of(text: str) -> Words:
    """Stems of a text and of its head phrase (at most two, the last before the first preposition)."""
    return Words(stems=tuple(_stems(text))[:MOST_WORDS], head=_head(text))


def pairs_of(stems: Sequence[str]) -> tuple[str, ...]:
    """Neighbours as one word each: ``ice_cream`` says more than ``ice`` and ``cream``."""
    return tuple(f"{one}{_JOINT}{other}" for one, other in pairwise(stems))


def is_filler(word: str) -> bool:
    """Whether a word tells nothing of any goods and is passed over."""
    return word in _FILLER


def is_pair(word: str) -> bool:
    """Whether a word of a vocabulary is two neighbours."""
    return _JOINT in word


def folded(text: str) -> str:
    """Lower case without accents, apostrophes straightened."""
    plain = text
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _TSHIRT.sub("tshirt", plain.lower().replace("’", "'"))


def stem(word: str) -> str:
    """A word without plural and participle endings, in American spelling. Not for show: ``machin``, ``box``."""
    word = _SPELLING.get(word, word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = _SPELLING.get(word[:-1], word[:-1])
    if len(word) > 6 and word.endswith("ing"):
        word = _undoubled(word[:-3])
    elif len(word) > 5 and word.endswith("ed"):
        word = _undoubled(word[:-2])
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _stems(text: str) -> Iterator[str]:
    for found in _WORD.findall(folded(text)):
        if found[0].isdigit():
            continue
        word = found.replace("'s", "").replace("'", "")
        if len(word) > 1 and word not in _FILLER:
            yield stem(word)


def _head(text: str) -> tuple[str, ...]:
    plain = _LEADING.sub("", folded(text))
    first = plain if _END_OF_HEAD.match(plain) else _END_OF_HEAD.split(plain, maxsplit=1)[0]
    return tuple(_stems(first))[-2:] or tuple(_stems(plain))[:2]


def _undoubled(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz" else word
