"""Goods that an agency is asked about whatever flags their code carries: animal materials, and restricted goods."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from entrygo.contract.facts import Product
from entrygo.planning.product_facts import chapter_of, code_of, material_names, mentioned, wording
from entrygo.planning.rule import Case

FWS = "FW"
# In the materials these words mean the animal; in a title they may be a colour, a brand or a programming language.
MATERIAL_WORDS = (
    "fur", "mink", "fox fur", "rabbit fur", "sable", "chinchilla", "feather", "feathers", "plume", "plumes",
    "ivory", "tusk", "horn", "antler", "bone", "baleen", "tortoiseshell", "turtle shell", "coral", "sponge",
    "python", "crocodile", "alligator", "caiman", "lizard", "snake", "snakeskin", "snake skin", "reptile",
    "ostrich", "stingray", "shagreen", "shark", "sealskin", "peccary", "kangaroo", "butterfly", "taxidermy",
    "seashell", "seashells", "sea shell", "mother of pearl", "mother-of-pearl", "nacre", "abalone", "conch",
    "cowrie", "capiz", "oyster shell",
)  # fmt: skip
PHRASES = (
    "real fur", "genuine fur", "fox fur", "rabbit fur", "mink fur", "snakeskin", "python leather",
    "python skin", "crocodile leather", "crocodile skin", "alligator leather", "lizard skin",
    "ostrich leather", "ostrich feather", "peacock feather", "mother of pearl", "mother-of-pearl",
    "abalone shell", "turtle shell", "taxidermy",
)  # fmt: skip
_IMITATION = re.compile(
    r"(?:faux|fake|imitation|artificial|synthetic|vegan|simulated|mock|printed|plastic|resin)[\s-]+(?:[\w-]+\s)?[\w-]+"
    r"|bone china|coral (?:fleece|velvet)|tortoiseshell acetate"
)
# Feathers beside down, or of these birds, are filling of domestic fowl.
DOMESTIC_FOWL = ("down", "duck", "goose", "chicken", "turkey")
FEATHERS = frozenset({"feather", "feathers"})


@dataclass(frozen=True, slots=True)
class Restricted:
    """A class of restricted goods: its name, whom it must answer (any of them), how it is known."""

    name: str
    agencies: tuple[str, ...]
    code_prefixes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


RESTRICTED = (
    Restricted("alcohol", ("TB",), ("2203", "2204", "2205", "2206", "2207", "2208")),
    Restricted("tobacco", ("TB", "FD"), ("2401", "2402", "2403")),
    Restricted(
        "nicotine and vapes",
        ("FD",),
        ("2404", "854340"),
        ("vape", "vapes", "e-cigarette", "e-cigarettes", "e-liquid", "nicotine"),
    ),
    Restricted(
        "arms and ammunition",
        ("AT",),
        ("9301", "9302", "9303", "9305", "9306"),
        ("firearm", "firearms", "handgun", "handguns", "ammunition"),
    ),
    Restricted(
        "controlled drugs",
        ("DE",),
        ("12113000", "12114000"),
        ("cannabis", "marijuana", "thc", "kratom", "psilocybin", "ketamine", "fentanyl"),
    ),
    Restricted("CBD", ("FD", "DE"), (), ("cbd", "cannabidiol", "hemp extract")),
)
# A book about firearms and a shirt that says vape are neither: words are not read in these chapters.
NOT_READ_FOR_WORDS = frozenset({42, 48, 49, *range(61, 66)})


def wildlife_words(product: Product) -> tuple[str, ...]:
    """The words that name an animal material, imitations and domestic fowl left out."""
    materials = _IMITATION.sub(" ", material_names(product))
    title = _IMITATION.sub(" ", f"{product.title}; {product.description or ''}".lower())
    words = dict.fromkeys((*mentioned(MATERIAL_WORDS, materials), *mentioned(PHRASES, title)))
    left_out = FEATHERS if mentioned(DOMESTIC_FOWL, materials) else frozenset()
    return tuple(word for word in words if word not in left_out)


def restrictions(case: Case, product: Product) -> Iterator[tuple[Restricted, str]]:
    """The classes of restricted goods a product falls into, and what it goes by."""
    code = code_of(case, product)
    text = "" if chapter_of(case, product) in NOT_READ_FOR_WORDS else wording(product)
    for restricted in RESTRICTED:
        if reason := _reason(restricted, code, text):
            yield restricted, reason


def _reason(restricted: Restricted, code: str, text: str) -> str | None:
    prefix = next((prefix for prefix in restricted.code_prefixes if code.startswith(prefix)), None)
    if prefix:
        return f"code {prefix}"
    words = mentioned(restricted.words, text)
    return f"the words {', '.join(words)}" if words else None
