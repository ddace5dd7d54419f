"""Facts that the law asks beyond code, origin, dates, value and metals: one vocabulary of named conditions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from entrygo.contract.findings import Detail, Severity
from entrygo.contract.plan import OpenQuestion
from entrygo.tariff.duty_input import NoticeKind, Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A named fact of goods: what it asks, and where the law does."""

    name: str
    question: str
    law: str


CONDITIONS: dict[str, Condition] = {}


def condition_notices(questions: Iterable[OpenQuestion], whose: str) -> Iterator[Remark]:
    """What must be stated for a figure, and what the line owes either way."""
    for question in questions:
        known = CONDITIONS.get(question.condition)
        either = {"ifTrueUsd": question.if_true_usd, "ifFalseUsd": question.if_false_usd}
        figures = [figure for figure in either.values() if figure is not None]
        details: dict[str, Detail] = {"condition": question.condition, **either}
        if len(figures) == len(either):
            details["exposureUsd"] = max(figures)
        yield Remark(
            kind=NoticeKind.CONDITION,
            code="CONDITION_UNANSWERED",
            severity=Severity.WARNING,
            message=f"The duty {whose} depends on {question.condition}, which is not stated"
            + (f": {known.question} ({known.law})." if known else "."),
            fix=f"Answer {question.condition} with true or false in the attributes of the goods, or once for all goods "
            "in the account's conditions.",
            flag="condition_unanswered",
            details=tuple(details.items()),
        )
