"""The published vocabulary of conditions: what the law in force asks of goods, and who asks it."""

from collections.abc import Mapping

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.shown import shown
from entrygo.contract.answers.tariff import AskingRecord, ConditionList, ConditionRow, LawAnswer
from entrygo.contract.canonical import JsonObject
from entrygo.contract.tariff import Law, Programme
from entrygo.operations.answer import Answer, answer
from entrygo.operations.parties import conditions_of
from entrygo.tariff.conditions import CONDITIONS, Condition, answers_asked, records_asking, unanswered

PAGES = "/docs/conditions/"


def list_conditions(context: Context, actor: Actor) -> Answer:
    """Every condition, with the account's answer to it and the records that ask it."""
    with context.store.read(actor.tenant) as uow:
        for_all = conditions_of(context, uow, actor)
    law = context.book.law
    rows = [_row(law, CONDITIONS[name], for_all) for name in sorted(CONDITIONS)]
    return answer(shown(ConditionList, law, law=shown(LawAnswer, law.stamp), data=rows))


def _row(law: Law, condition: Condition, for_all: Mapping[str, bool]) -> JsonObject:
    return shown(
        ConditionRow,
        condition,
        answers=["true", "false"],
        unanswered=unanswered(condition),
        legal_source=condition.law,
        account_answer=for_all.get(condition.name),
        records=[_asking(record, condition.name) for record in records_asking(law, condition.name)],
        doc_url=PAGES + condition.name,
    )


def _asking(record: Programme, name: str) -> JsonObject:
    return shown(
        AskingRecord,
        record,
        applies_if=answers_asked(record)[name],
        effective_from=record.effective_from.isoformat(),
        effective_to=record.effective_to.isoformat() if record.effective_to else None,
    )
