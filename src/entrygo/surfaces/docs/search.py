"""Search over the pages: words weighted by where they stand, and a small list of titles for the script."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from entrygo.surfaces.docs.page import Page
from entrygo.surfaces.docs.sources import plain

MOST = 30
AROUND = 90
"""Characters shown around the first place found."""
_TITLE = re.compile(r"\A\s*# [^\n]*\n")
_MARKS = re.compile(r"^#+ |^```\w*$|^\|?[-| ]+\|$|<!--.*?-->| ?\| ?", re.MULTILINE | re.DOTALL)
"""What stands in Markdown for headings, rules of tables, their cells, and the ends of code."""
_WORD = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_IN_TITLE, _IN_SUMMARY = 3.5, 1.0
"""What standing there counts beside standing in the text, however often."""
_LONG = 800
"""Words beyond which a page says everything more often, and each place counts for less."""
_WEIGHTS = {"start": 2.5, "guides": 2.5, "concepts": 2.2, "decisions": 0.7}


@dataclass(frozen=True, slots=True)
class Hit:
    """A page found, and the words around the place."""

    page: Page
    excerpt: str


class Index:
    """Every page's words. Built once, in about a second."""

    def __init__(self, pages: Iterable[tuple[Page, str]]) -> None:
        self._texts: dict[str, str] = {}
        self._pages: dict[str, Page] = {}
        self._places: dict[str, dict[str, float]] = defaultdict(dict)
        for page, markdown in pages:
            self._pages[page.path] = page
            self._texts[page.path] = plain(_MARKS.sub(" ", _TITLE.sub("", markdown)))
            self._add(page, self._texts[page.path])

    def search(self, query: str) -> list[Hit]:
        """The pages that hold every word, or its beginning, best first."""
        words = list(dict.fromkeys(words_of(query)))[:8]
        if not words:
            return []
        scores = [self._scores(word) for word in words]
        both = set.intersection(*(set(each) for each in scores)) or set.union(*(set(each) for each in scores))
        total = {path: sum(each.get(path, 0) for each in scores) for path in both}
        best = sorted(total, key=lambda path: (-total[path], len(path), path))[:MOST]
        return [Hit(self._pages[path], self._excerpt(path, words)) for path in best]

    def titles(self) -> list[list[str]]:
        """Address, title and summary of every page, for the script."""
        return [[page.path, page.title, page.summary[:90]] for page in self._pages.values()]

    def _add(self, page: Page, text: str) -> None:
        counted = Counter(words_of(text))
        share = min(1, _LONG / (counted.total() or 1))
        titled = {*words_of(page.title), *words_of(page.path)}
        summed = set(words_of(page.summary))
        listed = _WEIGHTS.get(page.section, 1.3) if page.is_listed else 1.0
        for word in {*counted, *titled, *summed}:
            stands = _IN_TITLE * (word in titled) + _IN_SUMMARY * (word in summed)
            self._places[word][page.path] = listed * (math.log1p(counted[word] * share) + stands)

    def _scores(self, word: str) -> dict[str, float]:
        found: dict[str, float] = defaultdict(float)
        for known, places in self._places.items():
            if not known.startswith(word):
                continue
            rare = math.log1p(len(self._pages) / len(places)) * (2 if known == word else 1)
            for path, weight in places.items():
                found[path] = max(found[path], rare * weight)
        return found

    def _excerpt(self, path: str, words: list[str]) -> str:
        """Whole words around the first place."""
        text = self._texts[path]
        lower = text.lower()
        places = [place for word in words if (place := lower.find(word)) >= 0]
        start = max(0, min(places, default=0) - AROUND // 2)
        start = text.find(" ", start) + 1 if start else 0
        end = start + AROUND * 2
        end = text.rfind(" ", start, end) if end < len(text) else len(text)
        return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def words_of(text: str) -> list[str]:
    """The words of a text, and the parts of those that are joined: a code, a field's path, ``planHash``."""
    found = []
    for word in _WORD.findall(text):
        found.append(word.lower())
        parts = re.split(r"[._-]", _CAMEL.sub("-", word).lower())
        found += parts if len(parts) > 1 else []
    return found
