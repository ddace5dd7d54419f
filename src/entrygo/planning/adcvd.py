"""What a product's ``adcvd`` datum says about antidumping and countervailing duty orders.

Answers accepted: a case number (``A-570-504``, ``C-533-844``), a list of them,
``{"inScope": true, "cases": [...]}``, or ``{"inScope": false, "reason": "..."}``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from entrygo.planning.product_facts import is_stated

_CASE_NUMBER = re.compile(r"[AC]-?\d{3}-?\d{3}(?:-?\d{3})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScopeAnswer:
    """``in_scope`` is ``None`` where the datum decides nothing; ``fault`` says what is wrong with it."""

    in_scope: bool | None
    cases: tuple[str, ...] = ()
    fault: str | None = None


def scope_answer(adcvd: object) -> ScopeAnswer:
    """Read the datum; never raises, whatever was synced."""
    if not is_stated(adcvd):
        return ScopeAnswer(in_scope=None, fault="it is absent")
    if not isinstance(adcvd, Mapping):
        cases, fault = _cases(adcvd)
        return ScopeAnswer(in_scope=None if fault else True, cases=cases, fault=fault)
    if adcvd.get("inScope") is True:
        cases, fault = _cases(adcvd.get("cases"))
        return ScopeAnswer(in_scope=True, cases=cases, fault=fault)
    if adcvd.get("inScope") is False:
        fault = None if is_stated(adcvd.get("reason")) else "it gives no reason"
        return ScopeAnswer(in_scope=False, fault=fault)
    return ScopeAnswer(in_scope=None, fault="inScope is neither true nor false")


def _cases(datum: object) -> tuple[tuple[str, ...], str | None]:
    """The case numbers a datum names, and what is wrong with them."""
    listed = datum if isinstance(datum, list | tuple) else [datum]
    cases = tuple(str(case).strip().upper() for case in listed if is_stated(case))
    wrong = [case for case in cases if not _CASE_NUMBER.fullmatch(case)]
    if wrong:
        return cases, f"{wrong[0]} is not a case number such as A-570-504"
    return cases, None if cases else "it names no case"
