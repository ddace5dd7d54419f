"""What a large model adds to a ranking, where the operator configured one: it agrees, disagrees or abstains.

It chooses among candidates it was given, with one heading more at most; its reasons count only where they cite a source
it was given. It never raises a confidence, and its absence changes nothing but a flag.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from entrygo.classify.case import Candidate, Case, Flag
from entrygo.contract.answers.optimizer import AssistReport
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.hts import dotted
from entrygo.operations.code_advice import Advice
from entrygo.ports.adjudicator import Adjudicator, AdjudicatorError, Choice, Question, Source, Verdict

MOST_CHOICES, MOST_EXPANDED = 20, 60
SEND_CANDIDATES = "candidates"
LinesBelow: TypeAlias = Callable[[str], Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assisted:
    """The advice as it stands after the model was heard, and the record of it."""

    advice: Advice
    report: JsonObject | None


def assisted(
    adjudicator: Adjudicator, case: Case, advice: Advice, *, lines_below: LinesBelow, send: str
) -> Assisted:
    """Ask the model once, once more where it wants a heading expanded. Without one configured, nothing happens.

    ``lines_below`` gives the valid lines of a heading with their paths.
    """
    if not adjudicator.model or not advice.candidates:
        return Assisted(advice=advice, report=None)
    choices = tuple(_choice(each) for each in advice.candidates[:MOST_CHOICES])
    asked = Question(words=_words(case, send), facts=_facts(case, send), choices=choices, may_expand=True)
    try:
        verdict = adjudicator.decide(asked)
        if verdict.code is None and verdict.expand is not None:
            more = _expanded(lines_below(verdict.expand), {each.code for each in choices})
            choices = (*choices, *more)
            verdict = adjudicator.decide(replace(asked, choices=choices, may_expand=False))
    except AdjudicatorError as error:
        flag = Flag(
            code="assist_unavailable",
            message=f"No model was heard: {error}.",
            rule="ENTRYGO_CLASSIFY_LLM_URL",
        )
        return Assisted(
            advice=replace(advice, flags=(*advice.flags, flag)),
            report=_unavailable(adjudicator.model, str(error)),
        )
    return _heard(advice, choices, verdict)


def _heard(advice: Advice, choices: Sequence[Choice], verdict: Verdict) -> Assisted:
    known = {each.code: each for each in choices}
    chosen = known.get(verdict.code or "")
    sources = {source.id for each in choices for source in each.sources}
    reasons = [f"{each.words} [{each.source}]" for each in verdict.reasons if each.source in sources]
    if chosen is None or not reasons:
        return Assisted(advice=advice, report=_report(verdict, "abstains", None, reasons))
    if chosen.code == advice.candidates[0].code:
        return Assisted(advice=advice, report=_report(verdict, "agrees", chosen.code, reasons))
    ranking = advice.ranking
    level = "medium" if ranking.level == "high" else ranking.level
    action = "review_candidates" if ranking.action == "accept_after_review" else ranking.action
    words = f"A model would choose {dotted(chosen.code)} ({chosen.path}): {reasons[0]}"
    flag = Flag(code="assist_disagrees", message=words, rule="19 USC 1484 (reasonable care)")
    return Assisted(
        advice=replace(
            advice, ranking=replace(ranking, level=level, action=action), flags=(*advice.flags, flag)
        ),
        report=_report(verdict, "disagrees", chosen.code, reasons),
    )


def _report(verdict: Verdict, state: str, code: str | None, reasons: list[str]) -> JsonObject:
    return shown(AssistReport, verdict, state=state, hs_code=code, reasons=reasons, error=None)


def _unavailable(model: str, error: str) -> JsonObject:
    return shown(
        AssistReport,
        None,
        state="unavailable",
        model=model,
        prompt_version=None,
        request_sha256=None,
        seconds=None,
        hs_code=None,
        reasons=[],
        error=error,
    )


def _choice(candidate: Candidate) -> Choice:
    words = " > ".join(candidate.path)
    rulings = tuple(
        Source(
            id=each.number,
            words=f"Ruling of {each.date or 'unknown date'} on goods alike: {dotted(each.code)}",
        )
        for each in candidate.rulings
    )
    line = Source(id=dotted(candidate.code), words=words)
    return Choice(code=candidate.code, path=words, sources=(line, *rulings))


def _expanded(lines: Mapping[str, Sequence[str]], known: set[str]) -> tuple[Choice, ...]:
    """The lines of a heading that are not among the candidates yet."""
    new = [code for code in lines if code not in known]
    paths = {code: " > ".join(lines[code]) for code in new[:MOST_EXPANDED]}
    return tuple(
        Choice(code=code, path=path, sources=(Source(id=dotted(code), words=path),))
        for code, path in paths.items()
    )


def _words(case: Case, send: str) -> str:
    """The goods in words: all of them, or with ``candidates`` the name alone."""
    return case.name if send == SEND_CANDIDATES else f"{case.name}. {case.description}".strip()


def _facts(case: Case, send: str) -> dict[str, str]:
    """Materials and category; origin and value decide no heading and stay here."""
    if send == SEND_CANDIDATES:
        return {}
    materials = ", ".join(
        name if percent is None else f"{_plain(percent)}% {name}" for name, percent in case.materials
    )
    return {name: value for name, value in (("materials", materials), ("category", case.category)) if value}


def _plain(percent: Decimal) -> str:
    return f"{percent.normalize():f}"
