"""What notes and the General Rules ask before a code is taken: facts that contradict a line, and flags to review.

Sources: General Rules of Interpretation 1 to 6; notes to sections XI and XVI and to chapters 39, 61, 62 and 95 of the
harmonized schedule. The notes' texts are not held as data; the rules below are those that decide often in retail.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from entrygo.classify.attributes import GROUPS, Attributes
from entrygo.classify.case import Case, Flag, Missing
from entrygo.classify.law import fibres
from entrygo.classify.measures import outside, spans, stated
from entrygo.classify.text import stem

_BOUNDS = re.compile(
    r"valued (?:over \$(?P<low>[\d.]+)(?: but)? not over \$(?P<top>[\d.]+)|over \$(?P<over>[\d.]+)"
    r"|not over \$(?P<under>[\d.]+))"
    r"\s*(?:/\s*(?:pair|unit|each)|per (?:pair|unit|piece)|each|a pair)",
    re.IGNORECASE,
)
_BY_WEIGHT = re.compile(r"percent or more by weight|by weight of", re.IGNORECASE)
_SIZE = re.compile(
    r"exceeding|not over|\b(?:cm|mm|kg|liters?|watts?|volts?|hp|kw|grams?)\b|capacity|weighing|measuring|width",
    re.IGNORECASE,
)
_SET = re.compile(r"\b(sets?|kits?|assortments?|bundles?)\b", re.IGNORECASE)
_COSTUME = re.compile(r"\b(costume|cosplay|halloween)\b", re.IGNORECASE)

_QUESTIONS = {
    "fibre": "Of which fibers is it, with percentages by weight?",
    "material": "Of which material is it made, and which gives it its essential character?",
    "wearer": "Who wears or uses it: men or boys, women or girls, or babies?",
    "sex": "Is it for men or boys, or for women or girls?",
    "age": "Is it for adults or for children, and in which sizes?",
    "construction": "Is the fabric knitted or crocheted, or woven?",
    "electric": "Does it work by electricity, and from what source?",
}


_EMPTY_WORDS = """
accessory accessories sample samples item items set sets gift gifts bundle bundles piece pieces pc pcs product products
article articles good goods thing things stuff decor decoration decorative ornamental assorted assortment collection
merchandise sku ref misc miscellaneous various other new small large medium big mini xl part parts spare spares
component components equipment supplies supply material materials gadget gadgets unit units lot order test demo premium
deluxe classic original handmade limited edition best seller special summer winter spring autumn fall season seasonal
holiday size color colour black white red blue green yellow grey gray pink rose purple brown navy beige gold silver
natural the a an of for and with your my our in to
"""
_NAMELESS = frozenset(stem(word) for word in _EMPTY_WORDS.split())
"""Words that name no goods by themselves; a code rests on none of them."""


_SERVICES = re.compile(
    r"\W*(?:(?:e-?)?gift (?:cards?|certificates?|vouchers?)\b.*|(?:\w+ )?(?:shipping|package|delivery|order) protection"
    r"\b.*|(?:extended )?warranty\b.*|extended warrant.*|(?:tips?|gratuity|donation|deposit)|default title"
    r"|(?:rush|express|priority) (?:shipping|delivery|processing|fee)\b.*|(?:shipping|handling|delivery|service) fees?"
    r"|mystery (?:box|bag|item)\b.*|custom order\b.*|(?:please )?do not (?:buy|order|use)\b.*"
    r"|coming soon\W*|see (?:picture|photo|description)s?\W*)\W*",
    re.IGNORECASE,
)
"""What shops keep among their products that is no goods, or does not say which."""


def is_no_goods(name: str) -> bool:
    """Whether a whole name is that of a service, of money's worth, or of whatever is in the box."""
    return bool(_SERVICES.fullmatch(name))


def names_goods(words: Iterable[str]) -> bool:
    """Whether one word at least, without its ending, may name goods; colors, sizes and "sample" do not."""
    return any(
        word not in _NAMELESS and not any(c.isdigit() for c in word) and len(word) > 1 for word in words
    )


_STUFF = frozenset(
    each
    for group in ("fibre", "material", "wearer", "sex", "age")
    for words in GROUPS[group].values()
    for word in words.split()
    for each in (word, stem(word))
) - {"denim", "crystal", "china", "down", "fur", "doll"}
_SHELVES = frozenset(
    stem(each) for each in ("clothes", "garments", "wear", "outfit", "electronics", "houseware", "homeware")
)
"""Words for a whole shelf of a shop, not for what stands on it."""
_SAYS_NO_GOODS = _NAMELESS | _STUFF | _SHELVES


def names_stuff_alone(words: Iterable[str]) -> bool:
    """Whether words that may name goods only say of what they are, for whom, or of which shelf: "women's clothes"."""
    return all(word in _SAYS_NO_GOODS or any(c.isdigit() for c in word) for word in words)


VACUUM_VESSELS = "9617"
"""The heading that names vacuum flasks and vessels, complete, of whatever material."""

_VACUUM = re.compile(
    r"\bvacuum[ -](?:\w+ )?(?:insulated|flasks?|bottles?|tumblers?|mugs?|jugs?|jars?)\b", re.IGNORECASE
)


def is_vacuum_vessel(text: str) -> bool:
    """Whether a text names a vacuum vessel: its heading goes before those of its material (General Rule 1)."""
    return bool(_VACUUM.search(text)) and "cleaner" not in text.lower()


def bounds(path: Iterable[str]) -> tuple[Decimal | None, Decimal | None]:
    """The value a line is for, in US dollars a piece: over the first, not over the second; ``None`` is no bound."""
    low = high = None
    for step in path:
        if found := _BOUNDS.search(step):
            over, under = found["low"] or found["over"], found["top"] or found["under"]
            low, high = (Decimal(over) if over else low), (Decimal(under) if under else high)
    return low, high


def contradicts_value(value: Decimal | None, path: Iterable[str]) -> bool:
    """Whether a stated value lies outside a line's bounds. An unstated value contradicts nothing."""
    if value is None:
        return False
    low, high = bounds(path)
    return (low is not None and value <= low) or (high is not None and value > high)


def contradictions(
    case: Case, said: Attributes, path_bits: Sequence[int], path: Sequence[str]
) -> tuple[str, ...]:
    """Facts stated in a case that a line's path denies: its groups of ``GROUPS``, ``value`` and kinds of measure."""
    found = [
        group
        for ours, theirs, group in zip(said.bits, path_bits, GROUPS, strict=True)
        if ours
        and theirs
        and group in ("fibre", "construction", "sex", "age")
        and not (fibres(ours) if group == "fibre" else ours) & theirs
    ]
    measured = outside(stated(case.text), path)
    return (*found, *(["value"] if contradicts_value(case.value, path) else []), *measured)


def flags_of(case: Case, said: Attributes, code: str, path: Sequence[str]) -> tuple[Flag, ...]:
    """What a person must look at before the first candidate is accepted."""
    text = case.text
    joined = " > ".join(path)
    apparel = code[:2] in ("61", "62")
    found: list[tuple[bool, str, str, str]] = [
        (apparel and not said.named("construction"), "construction_unstated",
         "Knitted garments fall in chapter 61, woven ones in chapter 62; the description says neither.",
         "Chapter 61 note 1, chapter 62 note 1"),
        (apparel and not said.named("fibre"), "fiber_unstated",
         "Garments are classified by the fiber that predominates by weight; none is stated.",
         "Section XI note 2, subheading note 2"),
        (apparel and len(said.named("fibre")) > 1 and not _shares(case, text), "fiber_shares_missing",
         "Several fibers are named without percentages; the one that predominates by weight decides.",
         "Section XI note 2"),
        (code[:2] in ("61", "62", "64") and not said.named("wearer"), "wearer_unstated",
         "Lines differ for men, women, children and babies; the description names no wearer.",
         "General Rule 6"),
        (bool(_SET.search(text)), "set_for_retail_sale",
         "A set is classified by the article that gives it its essential character, if it is a set put up for retail"
         " sale; else article by article.", "General Rule 3(b)"),
        (bool(said.named("part")) or path[-1].lower().startswith(("parts", "accessories")), "parts_or_accessories",
         "Parts go with their machine only if suitable solely or principally for it and not named elsewhere.",
         "Section XVI note 2, section XVII note 3"),
        (len(set(said.named("material")) - {"stainless"}) > 1 and not apparel, "several_materials",
         "Several materials are named; the one that gives the goods their essential character decides.",
         "General Rules 2(b) and 3(b)"),
        (bool(_COSTUME.search(text)), "costume_construction",
         "Costumes of flimsy, non-durable make are festive articles; well-made ones are garments.",
         "Chapter 95 note 1(e)"),
        (bool(_BY_WEIGHT.search(joined)) and not _shares(case, text), "percentage_by_weight_needed",
         "The line depends on a percentage by weight that is not stated.", "General Rule 6"),
        ("valued" in joined.lower() and case.value is None, "value_decides",
         "The line depends on the value of the goods, which is not stated.", "General Rule 6"),
        (code[8:] != "" and path[-1].lower().startswith("other"), "residual_line",
         "This is a residual line: it is right only if no line beside it names the goods.", "General Rules 1 and 6"),
    ]  # fmt: skip
    return tuple(Flag(code=name, message=text, rule=rule) for holds, name, text, rule in found if holds)


def telling_apart(case: Case, said: Attributes, first: Sequence[str], second: Sequence[str],
                  bits: tuple[Sequence[int], Sequence[int]]) -> Missing:  # fmt: skip
    """The fact that decides between two lines: an unstated one on which their paths differ, else the use or kind."""
    ours = next((n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), 0)
    steps = (first[min(ours, len(first) - 1)], second[min(ours, len(second) - 1)])
    unsaid = [
        group
        for group, said_bits, one, other in zip(GROUPS, said.bits, *bits, strict=True)
        if one != other
        and group in _QUESTIONS
        and not said_bits
        and not (group == "fibre" and not one and (_of_no_textile(said) or first[0] != second[0]))
    ]
    if unsaid and _measure(case, first[ours:], second[ours:]) != "age":
        return Missing(fact=_FACT.get(unsaid[0], unsaid[0]), question=_QUESTIONS[unsaid[0]], between=steps)
    if any(step.lower().startswith(("parts", "accessories")) for step in steps) and not said.named("part"):
        question = "Is it a complete article, or a part or accessory of one?"
        return Missing(fact="part_or_whole", question=question, between=steps)
    if any("valued" in step.lower() for step in steps) and case.value is None:
        return Missing(fact="value", question="What is the value of one piece in US dollars?", between=steps)
    if kind := _measure(case, first[ours:], second[ours:]):
        return Missing(fact=kind.split()[0], question=_MEASURES[kind], between=steps)
    if any(_SIZE.search(step) for step in steps):
        return Missing(fact="size", question="What are its size, weight, capacity or power?", between=steps)
    return Missing(fact="use", question=_which(*steps), between=steps)


def _of_no_textile(said: Attributes) -> bool:
    """Whether materials are stated, and none of them is a textile."""
    return bool(said.named("material")) and "textile" not in said.named("material")


def _measure(case: Case, first: Sequence[str], second: Sequence[str]) -> str | None:
    """A kind of measure that one line's span names otherwise than the other's, and that the text does not state."""
    one, other, said = spans(first), spans(second), stated(case.text)
    return next((kind for kind in _MEASURES if one.get(kind) != other.get(kind) and kind not in said), None)


def _which(one: str, other: str) -> str:
    """One of two steps that stand beside each other; the residual one is what is left where the other does not hold."""
    named, left = (other, one) if one.lower().startswith("other") else (one, other)
    if left.lower().startswith("other") and not named.lower().startswith("other"):
        return f"Is it “{named}”? If not, it is “{left}”."
    return f"Which is it: “{one}” or “{other}”?"


_MEASURES = {
    "age": "For which ages is it labeled or meant?",
    "power": "What is its power, in watts?",
    "capacity": "How much does it hold, in liters?",
    "weight": "What does one weigh, in kilograms, with its immediate container?",
    "weight per area": "What does the material weigh, in grams per square meter?",
}
_FACT = {"fibre": "fiber_content", "wearer": "wearer", "sex": "gender", "age": "age"}


def _shares(case: Case, text: str) -> bool:
    return any(percent is not None for _, percent in case.materials) or bool(
        re.search(r"\d\s*(%|percent)", text)
    )
