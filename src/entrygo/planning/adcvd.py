"""What a product's ``adcvd`` datum says about antidumping and countervailing duty orders.

Answers accepted: a case number (``A-570-504``, ``C-533-844``), a list of them,
``{"inScope": true, "cases": [...]}``, or ``{"inScope": false, "reason": "..."}``. Goods in scope may state the cash
deposit rates of their producer, in percent: ``"depositRates": {"A-570-504": 12.5}``, or ``"depositRatePercent": 12.5``
where there is one case, and name the cases that do not reach them: ``"notInScope": ["C-570-128"]``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from entrygo.planning.product_facts import is_stated

MOST_PERCENT = 1000
_CASE_NUMBER = re.compile(r"[AC]-?\d{3}-?\d{3}(?:-?\d{3})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScopeAnswer:
    """``in_scope`` is ``None`` where the datum decides nothing; ``fault`` says what is wrong with it.

    ``deposits`` are the cash deposit rates stated, in percent, by case, and ``not_in_scope`` the cases said not to
    reach goods that are in the scope of others.
    """

    in_scope: bool | None
    cases: tuple[str, ...] = ()
    fault: str | None = None
    deposits: Mapping[str, Decimal] = field(default_factory=dict)
    not_in_scope: tuple[str, ...] = ()


def scope_answer(adcvd: object) -> ScopeAnswer:
    """Read the datum; never raises, whatever was synced."""
    if not is_stated(adcvd):
        return ScopeAnswer(in_scope=None, fault="it is absent")
    if not isinstance(adcvd, Mapping):
        cases, fault = _cases(adcvd)
        return ScopeAnswer(in_scope=None if fault else True, cases=cases, fault=fault)
    if adcvd.get("inScope") is True:
        cases, fault = _cases(adcvd.get("cases"))
        apart, _ = _cases(adcvd.get("notInScope"))
        answer = ScopeAnswer(in_scope=True, cases=cases, fault=fault, not_in_scope=apart)
        return answer if fault else _with_deposits(answer, adcvd)
    if adcvd.get("inScope") is False:
        fault = None if is_stated(adcvd.get("reason")) else "it gives no reason"
        return ScopeAnswer(in_scope=False, fault=fault)
    return ScopeAnswer(in_scope=None, fault="inScope is neither true nor false")


def _with_deposits(answer: ScopeAnswer, adcvd: Mapping[str, object]) -> ScopeAnswer:
    by_case, alone = adcvd.get("depositRates"), adcvd.get("depositRatePercent")
    if by_case is None and alone is not None:
        if len(answer.cases) != 1:
            return replace(answer, fault="depositRatePercent stands for one case; state depositRates by case")
        by_case = {answer.cases[0]: alone}
    if by_case is None:
        return answer
    if not isinstance(by_case, Mapping):
        return replace(answer, fault="depositRates maps no case to a rate in percent")
    found: dict[str, Decimal] = {}
    for name, stated in by_case.items():
        case, rate = str(name).strip().upper(), _percent(stated)
        if case not in answer.cases:
            return replace(answer, fault=f"depositRates names {name}, which cases does not")
        if rate is None:
            return replace(
                answer, fault=f"the deposit rate of {name} is no percentage from 0 to {MOST_PERCENT}"
            )
        found[case] = rate
    return replace(answer, deposits=found)


def _percent(stated: object) -> Decimal | None:
    if isinstance(stated, bool) or not isinstance(stated, int | float | str | Decimal):
        return None
    try:
        rate = Decimal(str(stated))
    except InvalidOperation:
        return None
    return rate if rate.is_finite() and 0 <= rate <= MOST_PERCENT else None


def _cases(datum: object) -> tuple[tuple[str, ...], str | None]:
    """The case numbers a datum names, and what is wrong with them."""
    listed = datum if isinstance(datum, list | tuple) else [datum]
    cases = tuple(str(case).strip().upper() for case in listed if is_stated(case))
    wrong = [case for case in cases if not _CASE_NUMBER.fullmatch(case)]
    if wrong:
        return cases, f"{wrong[0]} is not a case number such as A-570-504"
    return cases, None if cases else "it names no case"


def deposits_of(adcvd: object) -> dict[str, Decimal | None]:
    """The cases that goods are in the scope of, each with the cash deposit rate stated in percent."""
    answer = scope_answer(adcvd)
    if not answer.in_scope:
        return {}
    return {case: answer.deposits.get(case) for case in answer.cases or ("AD/CVD",)}
