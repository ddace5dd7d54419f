"""An account's own confirmed products as evidence. Never another account's: the caller passes what may speak."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from entrygo.classify.attributes import Attributes, attributes_of
from entrygo.classify.calibrate import Share
from entrygo.classify.corpus import digits_of
from entrygo.classify.index import Index
from entrygo.classify.law import contradict
from entrygo.classify.rank import Pull, Push
from entrygo.classify.text import words_of

_CONFIRMED, _CORRECTED = 4.0, 9.0
"""By what margin of score goods of the very same words lead: a product's confirmed code, a broker's correction."""

_LEAST = 0.2
_OF_OTHER_STUFF = 0.5
_UNKNOWN_WORD = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A product the account stands by: its words, its code, a reference to it and the name a person knows it by.

    ``by_broker`` marks a broker's correction, which outweighs every other evidence on goods alike.
    """

    text: str
    code: str
    reference: str
    by_broker: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Recalled:
    """An example and how much the case's words are like it (cosine, 0 to 1)."""

    example: Example
    alike: Share
    digits: str
    """The example's code without dots."""


class Memory:
    """Examples ready to be asked. Making it reads every new text once; keep it while the products stay the same."""

    def __init__(self, index: Index, examples: Iterable[Example], before: "Memory | None" = None) -> None:
        """Keeps the examples whose code has six digits or more that the schedule knows.

        ``before`` is a memory over the same index whose readings of the same texts are taken over.
        """
        self._index = index
        self.examples = tuple(
            each
            for each in examples
            if (code := digits_of([each.code])) and code[0][:6] in index.subheading_place
        )
        self._digits = tuple(digits_of([each.code])[0] for each in self.examples)
        read: dict[str, dict[str, Share]] = {} if before is None else before._read
        self._read: dict[str, dict[str, Share]] = {
            each.text: read.get(each.text) or self._weighed(each.text) for each in self.examples
        }
        stated = {} if before is None else before._stated.copy()  # at once: another thread may be asking it
        self._stated: dict[str, Attributes] = {
            text: said for text, said in stated.items() if text in self._read
        }
        holders: dict[str, tuple[list[int], list[Share]]] = defaultdict(lambda: ([], []))
        for number, each in enumerate(self.examples):
            for stem, weight in self._read[each.text].items():
                numbers, weights = holders[stem]
                numbers.append(number)
                weights.append(weight)
        self._holders = {
            stem: (np.array(numbers, np.int32), np.array(weights, np.float64))
            for stem, (numbers, weights) in holders.items()
        }

    def recall(self, text: str) -> tuple[Recalled, ...]:
        """Examples alike, most alike first; a broker's before the account's own where they are even.

        Goods of another fiber or material are half as much alike: what a product is of decides its heading.
        """
        alike = np.zeros(len(self.examples))
        for stem, weight in self._weighed(text).items():
            if held := self._holders.get(stem):
                alike[held[0]] += weight * held[1]
        said = attributes_of(text)
        for n in np.flatnonzero(alike >= _LEAST):
            if contradict(said, self._stating(self.examples[n].text)):
                alike[n] *= _OF_OTHER_STUFF
        found = [
            Recalled(self.examples[n], min(float(alike[n]), 1.0), self._digits[n])
            for n in np.flatnonzero(alike >= _LEAST)
        ]
        return tuple(sorted(found, key=lambda each: (-round(each.alike, 3), not each.example.by_broker)))

    def _stating(self, text: str) -> Attributes:
        """What an example states, read when it is first asked for."""
        found = self._stated.get(text)
        if found is None:
            found = self._stated[text] = attributes_of(text)
        return found

    def push(self, recalled: Sequence[Recalled]) -> Push:
        """What the recalled examples add to the scores of their subheadings and lines: the nearest of each counts,
        and a broker's correction before it."""
        subheadings: dict[int, Pull] = {}
        lines: dict[int, Pull] = {}
        for each in sorted(recalled, key=lambda each: (each.example.by_broker, each.alike)):
            pull = Pull(each.alike**3, _CORRECTED if each.example.by_broker else _CONFIRMED)
            code = each.digits
            six = self._index.subheading_place[code[:6]]
            subheadings[six] = pull
            for line in self._lines(code):
                lines[line] = pull
        return Push(subheadings, lines)

    def _lines(self, code: str) -> list[int]:
        """The line of a code; of one the schedule no longer has, the lines of its eight digits."""
        if code in self._index.line_place:
            return [self._index.line_place[code]]
        eight = self._index.eight_place.get(code[:8])
        return [] if eight is None else np.flatnonzero(self._index.eight_of_line == eight).tolist()

    def _weighed(self, text: str) -> dict[str, Share]:
        """Stems weighted by rarity, of length 1 together; a word no edition knows is the rarest."""
        weights = {}
        for stem in words_of(text).stems:
            word = self._index.corpus.word_ids.get(stem)
            weights[stem] = _UNKNOWN_WORD if word is None else float(self._index.rarity[word])
        length = sum(weight**2 for weight in weights.values()) ** 0.5
        return {stem: weight / length for stem, weight in weights.items()}
