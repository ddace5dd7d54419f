"""The one entry: a case and what the account stands by in, candidates with reasons and calibrated chances out."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from entrygo.classify.attributes import GROUPS
from entrygo.classify.calibrate import Share, Signal
from entrygo.classify.case import Case, Existing, Flag, Missing, Ranking
from entrygo.classify.checks import (
    VACUUM_VESSELS,
    contradicts_value,
    flags_of,
    is_no_goods,
    is_vacuum_vessel,
    names_goods,
    names_stuff_alone,
    telling_apart,
)
from entrygo.classify.corpus import digits_of
from entrygo.classify.edition import Edition
from entrygo.classify.explain import candidates as explained
from entrygo.classify.explain import path_bits
from entrygo.classify.features import Query, query_of
from entrygo.classify.foreign import read_in_english, unread
from entrygo.classify.index import Index
from entrygo.classify.law import fibres
from entrygo.classify.measures import is_left_over, outside, stated, within
from entrygo.classify.memory import Example, Memory, Recalled
from entrygo.classify.ragged import Floats
from entrygo.classify.rank import Pull, Push, Ranked, RankedLine, rank
from entrygo.classify.text import words_of

HIGH, MEDIUM = 0.75, 0.45
"""From which chance of six digits an answer is of high or medium confidence."""

SHOWN = 12
"""Candidates in an answer; of the first subheading at most four, of another two."""

_OF_THE_FIRST, _OF_ANOTHER = 4, 2
_UNDERSTOOD = 0.6
_READ_WORD_BY_WORD = 0.4
"""The most that is said of a description in another language: how far its reading carries was not measured."""

_NEVER_SURE = 0.2
_SAME_WORDS, _CONFIRMED = 0.95, 0.9
"""Goods of the very words of products the account stands by, under one subheading: a rule, not measured."""

_FIBRE = list(GROUPS).index("fibre")
_NEAR = 6
_OF_THE_GOODS = frozenset(["fiber_content", "construction", "wearer", "gender", "age", "value"])
"""Facts that a seller knows of any goods they are asked for."""

_OF_SIX = 0.9
"""At most so much of the chance at six digits has the line of own goods that are merely alike."""

_ASK_FOR_NAME = Missing(
    fact="description",
    question="What is it, of what is it made, and what is it used for? In English, in plain words of the trade.",
)


def classify(
    edition: Edition,
    case: Case,
    memory: Memory | Iterable[Example] = (),
    *,
    excluded: Collection[str] = frozenset(),
) -> Ranking:
    """Ranks the ten-digit lines a case may be. The same edition, case and memory give the same answer.

    ``excluded`` are ten-digit codes that are not valid on the date asked for; they are never proposed.
    """
    index = edition.index
    kept = memory if isinstance(memory, Memory) else Memory(index, memory)
    recalled = kept.recall(case.text)
    case, language = _in_english(index, case)
    text, script = case.text, unread(case.text)
    materials = " ".join(
        f"{percent or ''}{'%' if percent else ''} {name}" for name, percent in case.materials
    )
    query = query_of(index, text, f"{materials} {case.category}".strip(), _sense(edition, text))
    stems = words_of(text).stems
    if not recalled and (is_no_goods(case.name) or not (query.words and names_goods(stems))):
        return _nothing(edition, case, index, script)
    push = _with_present(index, kept.push(recalled), case.existing_code)
    sensed = edition.model.sensed if query.sense else None
    weights = sensed.subheading if sensed else edition.model.subheading
    ranked = rank(index, weights, edition.model.line, query, push)
    lines = _allowed(index, case, ranked, excluded)
    if lines and index.corpus.codes[lines[0].line] not in {each.digits for each in recalled}:
        lines = _of_its_fiber(index, query, lines)
    understood = _understood(index, text, recalled)
    six, ten = _chances(edition, ranked, recalled, understood)
    if lines and lines[0].subheading != int(ranked.subheadings[0]):
        six = min(six, lines[0].share_of_subheading)
        ten = min(ten, six)
    if not (recalled and recalled[0].alike >= _SAME_WORDS):
        most = _most(stems, language, script)
        six, ten = min(six, most), min(ten, most)
    level = "high" if six >= HIGH else "medium" if six >= MEDIUM else "low"
    candidates = explained(index, case, ranked, _shown(lines), recalled)
    missing = _missing(index, case, query, lines, level)
    if level == "low" and (language or script or understood < _UNDERSTOOD or names_stuff_alone(stems)):
        others = [each for each in missing if each != _ASK_FOR_NAME]
        missing = (_what_is_it(language, script, text), *others)
    code, path = (candidates[0].code, candidates[0].path) if candidates else ("", ("",))
    flags = (*flags_of(case, query.attributes, code, path), *_of_inputs(index, case)) if candidates else ()
    if language or script:
        flags = (*flags, _of_language(language, text) if language else _not_read(script or ""))
    return Ranking(
        edition=edition.name,
        candidates=candidates,
        chance_six=six,
        chance_ten=ten,
        level=level,
        action=_action(level, missing),
        summary=_summary(level, six, ten, candidates[0].code if candidates else None),
        missing=missing,
        flags=flags,
        existing=_existing(index, case, lines),
    )


def _in_english(index: Index, case: Case) -> tuple[Case, str | None]:
    """The case with words of another language in English, and which language its name and description are in."""
    known = index.corpus.word_ids
    materials = tuple(
        (found.text if (found := read_in_english(name, known)) else name, percent)
        for name, percent in case.materials
    )
    reading = read_in_english(case.text, known)
    if reading is None:
        return replace(case, materials=materials), None
    return replace(case, name=reading.text, description="", materials=materials), reading.language


def _most(stems: Sequence[str], language: str | None, script: str | None) -> Share:
    """The most that may be said of a text: words read one by one, or of stuff alone, make nobody sure."""
    if script or names_stuff_alone(stems):
        return _NEVER_SURE
    return _READ_WORD_BY_WORD if language else 1.0


def _what_is_it(language: str | None, script: str | None, text: str) -> Missing:
    """The question for goods whose words are not read, in part or at all."""
    if language:
        question = f"The description is in {language} and was read as “{text}”. What is it, in English?"
    elif script:
        question = (
            f"A part of the description is in {script}, which is not read here. What is it, in English?"
        )
    else:
        return _ASK_FOR_NAME
    return Missing(fact="description", question=question)


def _not_read(script: str) -> Flag:
    words = f"A part of the description is in {script}, which is not read here. Papers want it in English."
    return Flag(code="not_in_english", message=words, rule="19 CFR 141.86(d)")


def _of_language(language: str, text: str) -> Flag:
    words = (
        f"The description is in {language}; it was read word by word as “{text}”. Papers want it in English."
    )
    return Flag(code="not_in_english", message=words, rule="19 CFR 141.86(d)")


def _sense(edition: Edition, text: str) -> Mapping[str, Floats] | None:
    """What the edition's encoder says of every subheading; ``None`` for an edition without one."""
    if edition.senses is None or edition.embed is None or edition.model.sensed is None:
        return None
    return edition.senses.columns(edition.index, edition.embed([text])[0])


def _with_present(index: Index, push: Push, code: str | None) -> Push:
    """The push with the product's present subheading among the candidates, without any help."""
    found = digits_of([code]) if code else ()
    six = index.subheading_place.get(found[0][:6]) if found else None
    if six is None or six in push.subheadings:
        return push
    return Push({**push.subheadings, six: Pull(0.0, 0.0)}, push.lines)


def _shown(lines: list[RankedLine]) -> list[RankedLine]:
    """The first lines, of one subheading only so many that others are seen beside it."""
    seen: Counter[int] = Counter()
    kept = []
    for line in lines:
        most = _OF_THE_FIRST if line.subheading == lines[0].subheading else _OF_ANOTHER
        if seen[line.subheading] < most:
            seen[line.subheading] += 1
            kept.append(line)
    return kept[:SHOWN]


def _allowed(index: Index, case: Case, ranked: Ranked, excluded: Collection[str]) -> list[RankedLine]:
    """The lines that may be proposed; those that a stated value or measure contradicts behind the others.

    A line that names a span in which a stated measure lies goes before the "other" line that is left without it.
    """
    lines = [line for line in ranked.lines if index.corpus.codes[line.line] not in excluded]
    measures = stated(case.text)
    if is_vacuum_vessel(case.text):
        lines.sort(key=lambda line: not index.corpus.codes[line.line].startswith(VACUUM_VESSELS))
    if case.value is None and not measures:
        return lines
    paths = {line.line: index.path(line.line) for line in lines}
    denied = {number for number, path in paths.items() if outside(measures, path)}
    lines.sort(key=lambda line: line.line in denied or contradicts_value(case.value, paths[line.line]))
    first = paths[lines[0].line] if lines else ()
    for place, line in enumerate(lines):
        path = paths[line.line]
        beside = line.subheading == lines[0].subheading and line.line not in denied
        if beside and within(measures, path[-1]) and is_left_over(first, path):
            lines.insert(0, lines.pop(place))
            break
    return lines


def _of_its_fiber(index: Index, query: Query, lines: list[RankedLine]) -> list[RankedLine]:
    """The lines with one of the stated fiber first, where the first is of another and one beside it is not.

    It is not asked where the account's own goods, or a broker, stand for the first.
    """
    said = fibres(query.attributes.bits[_FIBRE])
    if not lines or not said:
        return lines

    def contradicts(line: RankedLine) -> bool:
        theirs = path_bits(index, line)[_FIBRE]
        return bool(theirs) and not theirs & said

    beside = [each for each in lines if each.subheading == lines[0].subheading]
    chosen = next((each for each in beside if not contradicts(each)), None)
    if chosen is None or chosen is lines[0]:
        return lines
    return [chosen, *(each for each in lines if each is not chosen)]


def _understood(index: Index, text: str, recalled: tuple[Recalled, ...]) -> Share:
    """The share of the words the classifier or the account's own products know."""
    stems = set(words_of(text).stems)
    known = sum(1 for stem in stems if stem in index.corpus.word_ids)
    alike = recalled[0].alike if recalled else 0.0
    return max(known / len(stems) if stems else 0.0, alike)


def _chances(
    edition: Edition, ranked: Ranked, recalled: tuple[Recalled, ...], understood: Share
) -> tuple[Share, Share]:
    """Calibrated chances at six and ten digits; words nobody knows make them smaller."""
    six, ten = ranked.signals(edition.index)
    own = _own(edition.index, ranked, recalled)
    six, ten = (_with(signal, max(signal.alike, own)) for signal in (six, ten))
    trust = min(1.0, understood / _UNDERSTOOD)
    calibration, sensed = edition.model.calibration, edition.model.sensed
    if sensed and ranked.answer.query.sense:
        calibration = replace(calibration, six=sensed.six, ten=sensed.ten)
    sure, to_ten = calibration.at_six(six) * trust, calibration.at_ten(ten) * trust
    if not ranked.answer.query.informative and not own:
        sure = min(sure, _NEVER_SURE)
    if own and recalled[0].alike <= own:
        codes = _of_the_same_words(recalled)
        sure = max(sure, _CONFIRMED if len(codes) == 1 else edition.model.calibration.of_likeness(own))
        sure = min(sure, 1 / len(codes)) if len(codes) > 1 else sure
        same = recalled[0].digits == edition.index.corpus.codes[ranked.lines[0].line]
        if same:
            merely_alike = max(sure * own, min(to_ten, _OF_SIX * sure))
            to_ten = max(to_ten, sure) if own >= _SAME_WORDS else merely_alike
    return sure, min(to_ten, sure)


def _of_the_same_words(recalled: tuple[Recalled, ...]) -> set[str]:
    """The subheadings of products of the case's own words; where a broker corrected one, those of brokers alone."""
    same = [each for each in recalled if each.alike >= _SAME_WORDS]
    chosen = [each for each in same if each.example.by_broker] or same
    return {each.digits[:6] for each in chosen}


def _own(index: Index, ranked: Ranked, recalled: tuple[Recalled, ...]) -> Share:
    first = index.subheadings[int(ranked.subheadings[0])]
    return max((each.alike for each in recalled if each.digits[:6] == first), default=0.0)


def _with(signal: Signal, alike: Share) -> Signal:
    return replace(signal, alike=alike)


def _missing(
    index: Index, case: Case, query: Query, lines: list[RankedLine], level: str
) -> tuple[Missing, ...]:
    """The fact that tells the first from the second, and a better description where there is hardly one."""
    asked: list[Missing] = []
    if query.informative < 2 and level == "low":
        asked.append(_ASK_FOR_NAME)
    if len(lines) > 1:
        asked.append(_telling(index, case, query, lines))
    if not (case.origin or "").strip():
        asked.append(
            Missing(fact="country_of_origin", question="In which country was it made? Duty depends on it.")
        )
    return tuple(asked)


def _telling(index: Index, case: Case, query: Query, lines: list[RankedLine]) -> Missing:
    """What tells the first line from the second; where that is no fact but the kind of goods, a fact that tells it from
    a line of its heading that follows soon."""
    first = lines[0]
    heading = index.corpus.codes[first.line][:4]
    near = [each for each in lines[2:_NEAR] if index.corpus.codes[each.line].startswith(heading)]
    found = []
    for other in (lines[1], *near):
        bits = path_bits(index, first), path_bits(index, other)
        paths = index.path(first.line), index.path(other.line)
        found.append(telling_apart(case, query.attributes, *paths, bits))
    return next((each for each in found if each.fact in _OF_THE_GOODS), found[0])


def _of_inputs(index: Index, case: Case) -> tuple[Flag, ...]:
    found = []
    origin = (case.origin or "").strip()
    if origin and not (len(origin) == 2 and origin.isascii() and origin.isalpha()):
        found.append(
            Flag(code="origin_unknown", message=f"“{origin}” is no country's two letters.", rule="ISO 3166-1")
        )
    if case.existing_code and not _known(index, case.existing_code):
        found.append(
            Flag(
                code="existing_code_unknown",
                message=f"The schedule has no line {case.existing_code}; it was not ranked.",
                rule="General Rule 1",
            )
        )
    return tuple(found)


def _existing(index: Index, case: Case, lines: list[RankedLine]) -> Existing | None:
    if not case.existing_code:
        return None
    found = digits_of([case.existing_code])
    code = found[0] if found else ""
    places = [n for n, line in enumerate(lines) if code and index.corpus.codes[line.line].startswith(code)]
    first = index.corpus.codes[lines[0].line] if lines else ""
    agrees = max((n for n in (2, 4, 6, 8, 10) if len(code) >= n and first[:n] == code[:n]), default=0)
    return Existing(
        code=case.existing_code,
        known=_known(index, case.existing_code),
        place=places[0] + 1 if places else None,
        support=sum(lines[n].share for n in places),
        agrees_to=agrees,
    )


def _known(index: Index, code: str) -> bool:
    found = digits_of([code])
    if not found or len(found[0]) < 6:
        return False
    places = {6: index.subheading_place, 8: index.eight_place, 10: index.line_place}
    return found[0] in places.get(len(found[0]), {})


def _action(level: str, missing: tuple[Missing, ...]) -> str:
    if level == "high":
        return "accept_after_review"
    if level == "medium":
        return "review_candidates"
    return "add_details" if any(each.fact != "country_of_origin" for each in missing) else "ask_broker"


def _summary(level: str, six: Share, ten: Share, code: str | None) -> str:
    if code is None:
        return "No line is proposed: every candidate is invalid on the date."
    return (
        f"Confidence is {level}: of answers like this {six:.0%} are right at six digits ({code[:4]}.{code[4:6]})"
        f" and {ten:.0%} at ten."
    )


def _nothing(edition: Edition, case: Case, index: Index, script: str | None) -> Ranking:
    return Ranking(
        edition=edition.name,
        candidates=(),
        chance_six=0.0,
        chance_ten=0.0,
        level="low",
        action="add_details",
        summary="No word of the description that is known here names goods, so nothing is proposed.",
        missing=(_what_is_it(None, script, case.text),),
        flags=(*_of_inputs(index, case), *([_not_read(script)] if script else [])),
        existing=_existing(index, case, []),
    )
