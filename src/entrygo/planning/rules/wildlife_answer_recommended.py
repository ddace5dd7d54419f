"""PGA-006: animal materials without an answer to the Fish and Wildlife Service."""

import re
from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.planning.agencies import is_answered
from entrygo.planning.product_facts import material_names, mentioned, schedule_line
from entrygo.planning.rule import Case, Hit, Rule, Scope

FWS = "FW"
# In the materials these words mean the animal; in a title they may be a colour, a brand or a programming language.
MATERIAL_WORDS = (
    *(
        "fur",
        "mink",
        "fox fur",
        "rabbit fur",
        "sable",
        "chinchilla",
        "feather",
        "feathers",
        "plume",
        "plumes",
    ),
    *(
        "ivory",
        "tusk",
        "horn",
        "antler",
        "bone",
        "baleen",
        "tortoiseshell",
        "turtle shell",
        "coral",
        "sponge",
    ),
    *("python", "crocodile", "alligator", "caiman", "lizard", "snake", "snakeskin", "snake skin", "reptile"),
    *(
        "ostrich",
        "stingray",
        "shagreen",
        "shark",
        "sealskin",
        "peccary",
        "kangaroo",
        "butterfly",
        "taxidermy",
    ),
    *(
        "seashell",
        "seashells",
        "sea shell",
        "mother of pearl",
        "mother-of-pearl",
        "nacre",
        "abalone",
        "conch",
    ),
    *("cowrie", "capiz", "oyster shell"),
)
PHRASES = (
    *(
        "real fur",
        "genuine fur",
        "fox fur",
        "rabbit fur",
        "mink fur",
        "snakeskin",
        "python leather",
        "python skin",
    ),
    *(
        "crocodile leather",
        "crocodile skin",
        "alligator leather",
        "lizard skin",
        "ostrich leather",
        "ostrich feather",
    ),
    *("peacock feather", "mother of pearl", "mother-of-pearl", "abalone shell", "turtle shell", "taxidermy"),
)
_IMITATION = re.compile(
    r"(?:faux|fake|imitation|artificial|synthetic|vegan|simulated|mock|printed|plastic|resin)[\s-]+(?:[\w-]+\s)?[\w-]+"
    r"|bone china|coral (?:fleece|velvet)|tortoiseshell acetate"
)
# Feathers beside down, or of these birds, are filling of domestic fowl.
DOMESTIC_FOWL = ("down", "duck", "goose", "chicken", "turkey")
FEATHERS = frozenset({"feather", "feathers"})


def _check(case: Case, product: Product) -> Iterator[Hit]:
    line = schedule_line(case, product)
    is_flagged = line is not None and any(flag.startswith(FWS) for flag in line.agency_flags)
    if is_flagged or is_answered(product, FWS):
        return
    words = _words(product)
    if words:
        yield Hit(
            field="product.pga",
            message=f"Product {product.label} names animal material ({', '.join(words)}) and does not "
            "answer the Fish and Wildlife Service.",
            missing=True,
        )


def _words(product: Product) -> tuple[str, ...]:
    materials = _IMITATION.sub(" ", material_names(product))
    title = _IMITATION.sub(" ", f"{product.title}; {product.description or ''}".lower())
    words = dict.fromkeys((*mentioned(MATERIAL_WORDS, materials), *mentioned(PHRASES, title)))
    left_out = FEATHERS if mentioned(DOMESTIC_FOWL, materials) else frozenset()
    return tuple(word for word in words if word not in left_out)


RULE = Rule(
    id="PGA-006",
    code="WILDLIFE_ANSWER_RECOMMENDED",
    severity=Severity.WARNING,
    scope=Scope.PRODUCT,
    title="Animal material without a wildlife answer",
    fix='Put in pga {"agency": "FWS", "data": {...}} with species and declaration 3-177, or a disclaim code for '
    "domesticated or imitation material.",
    legal_source="50 CFR 14",
    explanation="Fires when the materials name an animal material (fur, feather, ivory, reptile, coral, "
    "shell, ...), or title or description name one beyond doubt (snakeskin, genuine fur), and pga says "
    "nothing to FWS. Words said to be imitation (faux fur, printed python) are left out, and so are cow "
    "leather, wool, silk and down, which are domesticated. A code that carries a wildlife flag itself is "
    "asked by PGA-001 or PGA-002 instead.",
    check=_check,
    deduction=5,
)
