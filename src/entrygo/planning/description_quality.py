"""The description clinic: does a text say what the goods are, what they are made of and what they are for?

CBP refuses vague descriptions in manifest and invoice data. The clinic is a fixed list of questions asked in a
fixed order, without any model: the same text always gets the same opinion.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from entrygo.contract.facts import Product
from entrygo.planning.materials import WORDS as MATERIAL_WORDS
from entrygo.planning.materials import named_in
from entrygo.planning.product_words import BARE, FILLERS, USES, VAGUE, names_goods, singulars

MIN_WORDS = 3


class Grade(StrEnum):
    """How a description fares; ``missing`` and ``vague`` would be refused, ``weak`` would raise a question."""

    MISSING = "missing"
    VAGUE = "vague"
    WEAK = "weak"
    GOOD = "good"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """The clinic's opinion: a grade with its reason, and which of what, made of and for the text answers."""

    grade: Grade
    reason: str
    says_what: bool = False
    says_made_of: bool = False
    says_for: bool = False

    @property
    def score(self) -> int:
        """How many of the three questions are answered, 0 to 3."""
        return self.says_what + self.says_made_of + self.says_for

    @property
    def unanswered(self) -> str:
        """The questions left open, in words."""
        asked = (
            (self.says_what, "what it is"),
            (self.says_made_of, "what it is made of"),
            (self.says_for, "what it is for"),
        )
        return ", ".join(name for said, name in asked if not said)


_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_FIRST_PHRASE_END = re.compile(r"[,;:()/|.]|\s(?:for|of|with|made|in|and|from|to)\s|\s[-–—]\s")
_PHRASE_OPENS = re.compile(r"^(?:\W|\d)*(?:set of|pack of|pair of|box of|kit of)\s", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"(?:n\s?/\s?a|tb[acd]|none|null|nil|unknown|lorem ipsum.*|x{2,}|\?+|-+|\.+)", re.IGNORECASE
)


def judge(text: str | None, *, sku: str | None = None, known: Iterable[str] = ()) -> Opinion:
    """The opinion on a text. ``known`` are further words that name the goods, such as the schedule's own."""
    plain = " ".join(unicodedata.normalize("NFKC", text or "").replace("’", "'").split())
    if not plain:
        return Opinion(grade=Grade.MISSING, reason="there is no description")
    refusal = _form_fault(plain, sku)
    if refusal:
        return Opinion(grade=Grade.VAGUE, reason=refusal)
    words = [match[0].lower() for match in _WORD.finditer(plain)]
    nouns = frozenset(word.lower() for word in known)
    answers = _answers(plain, words, nouns)
    if _is_vague(plain, words, nouns):
        vague = ", ".join(dict.fromkeys(word for word in words if word in VAGUE or word in BARE)) or plain
        return _opinion(Grade.VAGUE, f"it names no goods, only {vague}", answers)
    counted = [word for word in words if len(word) > 1]
    if len(counted) < MIN_WORDS:
        return _opinion(Grade.VAGUE, f"it has {len(counted)} of at least {MIN_WORDS} words", answers)
    if not any(answers):
        return _opinion(Grade.WEAK, "it reads as a brand or a name, not as goods", answers)
    if has_symbols(plain):
        return _opinion(Grade.WEAK, "it holds emoji or symbols, which customs messages do not carry", answers)
    return _opinion(Grade.GOOD, "it names the goods", answers)


def has_symbols(text: str) -> bool:
    """Whether a text holds emoji or pictographs."""
    return any(unicodedata.category(sign) in {"So", "Cs", "Co"} and sign not in "°©®™№" for sign in text)


def judged_text(product: Product) -> str:
    """The text customs would read: the description, else the title."""
    description = (product.description or "").strip()
    return description or (product.title or "").strip()


def rewrite(product: Product) -> str:
    """A suggestion built from the product's own facts, with a bracketed gap for each thing they do not say."""
    opinion = judge(product.title, sku=product.sku)
    what = product.title.strip() if opinion.says_what else "[what it is]"
    shares = ", ".join(
        f"{material.percent.normalize():f}% {material.name}"
        if material.percent is not None
        else material.name
        for material in product.materials
    )
    for_whom = str(product.attributes.get("use") or product.attributes.get("gender") or "").strip()
    use = for_whom or "[whom or what it is for]"
    return f"{what}, {shares or '[material and percent]'}, for {use.removeprefix('for ')}"


def _opinion(grade: Grade, reason: str, answers: tuple[bool, bool, bool]) -> Opinion:
    what, made_of, purpose = answers
    return Opinion(grade=grade, reason=reason, says_what=what, says_made_of=made_of, says_for=purpose)


def _form_fault(plain: str, sku: str | None) -> str | None:
    """What is wrong with the form of a text before any word is read."""
    if _PLACEHOLDER.fullmatch(plain):
        return f"{plain!r} is a placeholder"
    if not any(sign.isalpha() for sign in plain):
        return "it holds no words, only numbers or symbols"
    if sku and _bare(plain) == _bare(sku):
        return "it is only the SKU"
    if all(any(sign.isdigit() for sign in token) or len(token) < MIN_WORDS for token in plain.split()):
        return "it is only a code"
    return None


def _bare(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def _answers(plain: str, words: list[str], known: frozenset[str]) -> tuple[bool, bool, bool]:
    what = any(_is_noun(word, known) for word in words)
    used_for = any(word in USES for word in words) or bool(re.search(r"\bfor\s+[^\W\d_]", plain.lower()))
    return what, bool(named_in(plain)), used_for


def _is_noun(word: str, known: frozenset[str]) -> bool:
    """Whether a word, or the last part of a hyphenated one, names goods."""
    parts = (word, word.rpartition("-")[2])
    return any(
        part not in VAGUE and (names_goods(part) or any(form in known for form in singulars(part)))
        for part in parts
    )


def _is_vague(plain: str, words: list[str], known: frozenset[str]) -> bool:
    """Whether nothing in the text names goods: only vague words, or a vague head with its modifiers."""
    telling = [word for word in words if word not in FILLERS and word not in VAGUE and len(word) > 1]
    if not telling:
        return True
    bare = [word for word in telling if word in BARE]
    if len(bare) == len(telling):
        return len(set(bare)) == 1
    naming = [word for word in telling if word not in MATERIAL_WORDS and word not in USES]
    if not naming and any(word in VAGUE for word in words):
        return True
    return _has_vague_head(plain, known)


def _has_vague_head(plain: str, known: frozenset[str]) -> bool:
    """Whether the first phrase ends in a vague word and nothing after it names goods (``phone accessories for X``)."""
    opened = _PHRASE_OPENS.sub("", plain)
    first, rest = opened, ""
    if end := _FIRST_PHRASE_END.search(opened):
        first, rest = opened[: end.start()], opened[end.end() :]
        if end[0].strip().lower() in {"for", "to"}:
            rest = rest.partition(",")[2]
    head = [word for word in (match[0].lower() for match in _WORD.finditer(first)) if word not in FILLERS]
    if not head or head[-1] not in VAGUE:
        return False
    return not any(_is_noun(match[0].lower(), known) for match in _WORD.finditer(rest))
