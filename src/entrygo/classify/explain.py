"""Why a line is a candidate: shared words, rulings by number and date, own products, and what speaks against it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np

from entrygo.classify.attributes import GROUPS, Attributes
from entrygo.classify.calibrate import Share
from entrygo.classify.case import Candidate, Case, CitedRuling, OwnProduct
from entrygo.classify.checks import contradictions
from entrygo.classify.corpus import SOURCES, digits_of, is_older
from entrygo.classify.index import Index
from entrygo.classify.memory import Recalled
from entrygo.classify.rank import Ranked, RankedLine
from entrygo.classify.text import folded, is_filler, stem
from entrygo.contract.hts import dotted

_CITED, _LEAST_ALIKE = 3, 0.25
_OLDER = (
    "before the harmonized system's changes since 2012: evidence for the heading, no authority for the code"
)


def candidates(
    index: Index, case: Case, ranked: Ranked, lines: Sequence[RankedLine], own: Sequence[Recalled]
) -> tuple[Candidate, ...]:
    """Ranked lines with all they rest on."""
    written = _written(index, case)
    return tuple(_candidate(index, case, ranked, line, own=own, written=written) for line in lines)


def _candidate(
    index: Index,
    case: Case,
    ranked: Ranked,
    line: RankedLine,
    *,
    own: Sequence[Recalled],
    written: Mapping[int, str],
) -> Candidate:
    path, code = index.path(line.line), index.corpus.codes[line.line]
    rulings, names = _examples(index, ranked, line, written)
    products = tuple(
        OwnProduct(
            reference=each.example.reference,
            code=each.example.code,
            alike=each.alike,
            by_broker=each.example.by_broker,
            label=each.example.label or each.example.reference,
        )
        for each in own
        if each.digits[:6] == code[:6]
    )[:_CITED]
    bits = path_bits(index, line)
    conflicts = contradictions(case, ranked.answer.query.attributes, bits, path)
    stand = _standing(index, written, line)
    return Candidate(
        code=code,
        path=path,
        support=line.share,
        rulings=rulings,
        own=products,
        names_alike=len(names),
        reasons=(
            *(_own_sentence(each) for each in products if _is_of(each, code)),
            *_schedule_sentences(stand, code),
            *_stated_sentences(ranked.answer.query.attributes, bits, code, path),
            *(_ruling_sentence(each) for each in rulings),
            *([_names_sentence(len(names), _in_common(index, written, names), code)] if names else []),
            *([_RESIDUAL] if path[-1].lower().startswith("other") and len(path) > 1 else []),
        ),
        against=(
            *(_of_another_line(each) for each in products if not _is_of(each, code)),
            *([] if stand or rulings or names or products else [_DISTANT]),
            *(f"The description and the line differ on {_DIFFERS_ON[each]}." for each in conflicts),
        ),
        conflicts=conflicts,
    )


def path_bits(index: Index, line: RankedLine) -> tuple[int, ...]:
    """What a line's whole path says, by group; its own step where that says something of a group."""
    own, above = index.bits_line[line.line], index.bits_near[line.subheading]
    return tuple(int(bits) for bits in np.where(own != 0, own, above))


def _examples(
    index: Index, ranked: Ranked, line: RankedLine, written: Mapping[int, str]
) -> tuple[tuple[CitedRuling, ...], list[int]]:
    """Rulings with a number on goods alike, nearest first; the trade names alike that stand under the subheading."""
    examples = index.corpus.examples
    numbers = index.by_heading.example[index.by_heading.row == index.heading_of_subheading[line.subheading]]
    near = [int(n) for n in numbers if ranked.alike[n] >= _LEAST_ALIKE]
    six = index.subheadings[line.subheading]
    cited = []
    for number in sorted(near, key=lambda n: (-float(ranked.alike[n]), n)):
        if not examples.number[number]:
            continue
        code = next((each for each in examples.codes[number] if each.startswith(six[:4])), "")
        older = is_older(examples.number[number], examples.date[number])
        if older or code.startswith(six):
            cited.append(
                CitedRuling(
                    number=examples.number[number],
                    date=examples.date[number],
                    code=code,
                    alike=float(ranked.alike[number]),
                    caution=_OLDER if older else None,
                    shared=tuple(_in_common(index, written, [number])),
                )
            )
    names = [n for n in near if SOURCES[examples.source[n]] in ("goods", "synonym", "listing")]
    return tuple(cited[:_CITED]), [
        n for n in names if any(code.startswith(six) for code in examples.codes[n])
    ]


def _in_common(index: Index, written: Mapping[int, str], examples: Sequence[int]) -> list[str]:
    """The words of the case, as written, that tell most of what it has in common with these examples."""
    words = index.corpus.examples.words
    weights: dict[int, Share] = {}
    for number in examples:
        for word in words.row(number).tolist():
            if word in written:
                weights[word] = weights.get(word, 0.0) + float(index.rarity[word])
    best = sorted(weights, key=lambda word: -weights[word])[:_CITED]
    return [shown for word, shown in written.items() if word in best]


def _own_sentence(each: OwnProduct) -> str:
    who = "A broker corrected" if each.by_broker else "You confirmed"
    return f"{who} {each.label}, whose words are {each.alike:.0%} alike, as {dotted(each.code)}."


def _is_of(each: OwnProduct, code: str) -> bool:
    return code.startswith(digits_of([each.code])[0])


def _of_another_line(each: OwnProduct) -> str:
    return f"{_own_sentence(each).removesuffix('.')}: the same six digits, another line."


def _ruling_sentence(each: CitedRuling) -> str:
    when = f" of {each.date}" if each.date else ""
    caution = f"; it is from {each.caution}." if each.caution else "."
    words = f"{_listed(each.shared)}; " if each.shared else ""
    alike = f"({words}{each.alike:.0%} of the words)"
    return f"Ruling {each.number}{when} classified goods alike {alike} under {dotted(each.code)}{caution}"


def _schedule_sentences(words: Sequence[str], code: str) -> Iterator[str]:
    if words:
        stand = "stands" if len(words) == 1 else "stand"
        yield f"{_listed(words)} {stand} in the schedule's words for {dotted(code)}."


def _stated_sentences(said: Attributes, bits: Sequence[int], code: str, path: Sequence[str]) -> Iterator[str]:
    """Facts that the description states and the line asks for, each with what makes it decide."""
    facts = []
    for ours, theirs, (group, values) in zip(said.bits, bits, GROUPS.items(), strict=True):
        agreed = [value for bit, value in enumerate(values) if (ours & theirs) >> bit & 1]
        agreed = [
            each for each in agreed if each != "textile" and not (each == "iron" and "stainless" in agreed)
        ]
        agreed = [each for each in agreed if _asks_for(group, each, code, path)]
        if agreed and group in _AGREES:
            words, law = _AGREES[group]
            named = " and ".join(_SAID.get(value, value) for value in agreed)
            facts.append(f"{words.format(named)} ({law.format(chapter=code[:2])})")
    if facts:
        listed = facts[0] if len(facts) == 1 else f"{', '.join(facts[:-1])} and {facts[-1]}"
        yield f"As {dotted(code)} asks, it is {listed}."


def _asks_for(group: str, value: str, code: str, path: Sequence[str]) -> bool:
    """Whether a line is for goods of a material, or for parts, and does not merely name the word.

    Machines and instruments (chapters 84 to 92) are not classified by what they are made of.
    """
    if group == "part":
        return any(step.lower().startswith(("parts", "accessories", "other parts")) for step in path)
    if group == "material":
        return not "84" <= code[:2] <= "92" and bool(_of(value).search(" > ".join(path).lower()))
    return True


@cache
def _of(material: str) -> re.Pattern[str]:
    """A line's words for "of this material": after "of", or at the beginning of a step."""
    words = "|".join(map(re.escape, GROUPS["material"][material].split()))
    return re.compile(rf"(?:\bof (?:[\w-]+,? ){{0,8}}|(?:^|> ))(?:{words})\w*\b(?!-)")


_AGREES = {
    "fibre": ("of {}", "section XI note 2"),
    "material": ("of {}", "General Rule 1"),
    "construction": ("{}", "chapter {chapter} note 1"),
    "sex": ("for {}", "General Rule 6"),
    "electric": ("electric", "General Rule 1"),
    "part": ("a part or accessory", "section XVI note 2"),
}
"""Groups of stated facts: how one that agrees with a line is said, and the rule that makes it decide."""

_SAID = {
    "knit": "knitted or crocheted",
    "woven": "woven",
    "male": "men or boys",
    "female": "women or girls",
    "synthetic": "synthetic fibers",
    "artificial": "artificial fibers",
    "manmade": "man-made fibers",
    "linen": "flax, jute or another vegetable fiber",
    "imitation": "imitation leather",
    "stainless": "stainless steel",
    "iron": "iron or steel",
}
_RESIDUAL = (
    "It is a residual line: no line beside it names the goods by the words given (General Rules 1 and 6)."
)


_DISTANT = (
    "No word of the description stands in the line's words, and no ruling or known name of goods is near."
)


def _names_sentence(count: int, words: Sequence[str], code: str) -> str:
    goods = "A known name" if count == 1 else f"{count} known names"
    alike = f" ({_listed(words)})" if words else ""
    return f"{goods} of goods alike{alike} {'stands' if count == 1 else 'stand'} under {dotted(code[:6])}."


_DIFFERS_ON = {
    **{group: group for group in GROUPS},
    "fibre": "the fiber",
    "construction": "knitted or woven",
    "sex": "whom it is for",
    "age": "the age: adults or children, or the years on the label",
    "value": "the value",
    "power": "the power",
    "capacity": "the capacity",
    "weight": "the weight",
    "weight per area": "the weight per square meter",
}


def _written(index: Index, case: Case) -> dict[int, str]:
    """Words of the case that the index knows, each as it is first written."""
    materials = " ".join(name for name, _ in case.materials)
    shown: dict[int, str] = {}
    for written in folded(f"{case.text} {materials}").replace("'s", "").split():
        bare = written.strip(".,;:()[]\"'/%")
        word = index.corpus.word_ids.get(stem(bare))
        if word is not None and not is_filler(bare):
            shown.setdefault(word, bare)
    return shown


def _standing(index: Index, written: Mapping[int, str], line: RankedLine) -> list[str]:
    """Words of the case, as written, that stand in the line's path."""
    corpus = index.corpus
    there = {
        int(w) for segment in corpus.paths.row(line.line) for w in corpus.segment_words.row(int(segment))
    }
    return [shown for word, shown in written.items() if word in there][:6]


def _listed(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
