"""Descriptions in French, Spanish, German or Italian, read word by word in English; all others are left as they are.

Letters that are not Latin are not read: :func:`unread` names what they are in, so that the rest makes nobody sure.

A reading is no translation: it finds the goods by trade words, and an answer that rests on one is of low confidence.
The papers want English (19 CFR 141.86(d)).
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from entrygo.classify.foreign_words import TABLES
from entrygo.classify.text import folded, is_filler, stem

_WORD = re.compile(r"\d[\w.,/]*|[a-z]+")
_LEAST, _MOST_WORDS, _SHORTEST_PART = 0.4, 4, 4
"""Which share of the words a language must know; of how many words a phrase has at most; of a compound's parts."""

_ENDINGS = ("", "s", "es", "x", "n", "en", "e", "er", "i")
_JOINTS = ("", "s", "n", "en", "es")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in English words, and the language it was in."""

    language: str
    text: str


def read_in_english(text: str, known: Collection[str]) -> Reading | None:
    """The reading of a text in another language; ``None`` for English, and where no language knows enough of it.

    ``known`` are the stems of English words: a language is believed only where it knows a word that English does not.
    """
    parts = _WORD.findall(folded(text).replace("ß", "ss"))
    words = [word for word in parts if word.isalpha()]
    if not words:
        return None
    best = max(TABLES, key=lambda language: (_hits(words, TABLES[language]), language))
    table = TABLES[best]
    foreign = [word for word in words if table.get(word) != word and _english(word, table) is not None]
    telling = [word for word in foreign if len(word) > 2 and stem(word) not in known and not is_filler(word)]
    if not telling or len(foreign) < _LEAST * len(words):
        return None
    return Reading(best, " ".join(_said(parts, table)))


_SCRIPTS = (
    ("Japanese", r"\u3040-\u30ff"),
    ("Korean", r"\u1100-\u11ff\uac00-\ud7af"),
    ("Chinese", r"\u3400-\u9fff\uf900-\ufaff"),
    ("Cyrillic letters", r"\u0400-\u052f"),
    ("Greek", r"\u0370-\u03ff\u1f00-\u1fff"),
    ("Hebrew", r"\u0590-\u05ff"),
    ("Arabic letters", r"\u0600-\u06ff\u0750-\u077f"),
    ("Thai", r"\u0e00-\u0e7f"),
    ("an Indian script", r"\u0900-\u0dff"),
)
_LETTERS = tuple((name, re.compile(f"[{letters}]")) for name, letters in _SCRIPTS)
_IDEOGRAPHS = frozenset(["Japanese", "Korean", "Chinese"])
_OF_A_WORD = 3
"""Letters that a sign of Chinese, Japanese or Korean stands for."""

_UNREAD = 0.25


def unread(text: str) -> str | None:
    """What a good part of a text is written in, where its letters cannot be read here; ``None`` for Latin letters."""
    if text.isascii():
        return None
    counts = {name: len(letters.findall(text)) for name, letters in _LETTERS}
    weighed = sum(count * (_OF_A_WORD if name in _IDEOGRAPHS else 1) for name, count in counts.items())
    latin = sum(char.isascii() and char.isalpha() for char in text)
    if weighed < _OF_A_WORD or weighed < _UNREAD * (weighed + latin):
        return None
    return max(counts, key=lambda name: counts[name]) if not counts["Japanese"] else "Japanese"


def _hits(words: list[str], table: Mapping[str, str]) -> int:
    return sum(_english(word, table) is not None for word in words)


def _said(words: list[str], table: Mapping[str, str]) -> list[str]:
    said, place = [], 0
    while place < len(words):
        for size in range(min(_MOST_WORDS, len(words) - place), 1, -1):
            phrase = " ".join(words[place : place + size])
            if phrase in table:
                said.append(table[phrase])
                place += size
                break
        else:
            english = _english(words[place], table)
            said.append(words[place] if english is None else english)
            place += 1
    return [each for each in said if each]


def _english(word: str, table: Mapping[str, str]) -> str | None:
    """A word's English, its ending off where that is needed, or of both parts of a compound."""
    for ending in _ENDINGS:
        if word.endswith(ending) and (found := table.get(word[: len(word) - len(ending)])) is not None:
            return found
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        first, second = word[:cut], word[cut:]
        if second in table and (head := _joined(first, table)):
            return f"{head} {table[second]}"
    return None


def _joined(first: str, table: Mapping[str, str]) -> str | None:
    return next(
        (table[first[: len(first) - len(joint)]] for joint in _JOINTS
         if first.endswith(joint) and first[: len(first) - len(joint)] in table),
        None,
    )  # fmt: skip
