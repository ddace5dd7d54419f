"""Examples of rules as data: a case, and the fields and severities a rule finds in it."""

from dataclasses import dataclass

import pytest

from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case
from entrygo.planning.rules import RULES, by_id
from tests.rooms.planning.cases import hits

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, kw_only=True)
class Example:
    """A case in words and what one rule finds in it; nothing found makes it a good one."""

    rule: str
    what: str
    case: Case
    found: tuple[tuple[str, Severity], ...] = ()


def good(rule: str, what: str, case: Case) -> Example:
    """An example the rule is silent about."""
    return Example(rule=rule, what=what, case=case)


def bad(rule: str, what: str, case: Case, *found: tuple[str, Severity]) -> Example:
    """An example in which the rule finds these fields."""
    assert found, f"{rule}: a bad example names what is found"
    return Example(rule=rule, what=what, case=case, found=found)


def parameters(examples: list[Example]) -> list:
    """The examples for ``pytest.mark.parametrize``, named by rule and words."""
    return [pytest.param(example, id=f"{example.rule}: {example.what}") for example in examples]


def check(example: Example) -> None:
    """Hold an example against its rule."""
    rule = by_id(example.rule)
    found = hits(rule, example.case)
    assert [(hit.field, hit.severity or rule.severity) for hit in found] == list(example.found)
    assert all(hit.message.endswith(".") for hit in found)


def rules_without_both(prefix: str, examples: list[Example]) -> list[str]:
    """The rules of a family that lack a good or a bad example."""
    family = [rule.id for rule in RULES if rule.id.startswith(prefix)]
    held = {(example.rule, bool(example.found)) for example in examples}
    return [rule for rule in family if not {(rule, True), (rule, False)} <= held]
