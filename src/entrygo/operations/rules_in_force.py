"""The rules with how often each spoke, and the law they speak of."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

import orjson

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.rules import ProgrammeRow, RuleList, RuleRow, TariffStatus
from entrygo.contract.answers.shown import shown
from entrygo.contract.findings import rule_page
from entrygo.operations.answer import Answer, answer
from entrygo.operations.queries import TariffQuery
from entrygo.planning.rule import FAMILIES
from entrygo.planning.rules import RULES
from entrygo.planning.ruleset import RULESET

COUNTED_DAYS, MOST_PLANS = 30, 1_000
REMEMBERED_SECONDS = 3_600


def list_rules(context: Context, actor: Actor) -> Answer:
    """Every rule; hits are counted once an hour."""
    key = ("rule hits", actor.tenant.account_id, actor.tenant.mode.value)
    plans, hits = context.remembered.get(key, REMEMBERED_SECONDS, lambda: _hits(context, actor))
    data = [
        shown(
            RuleRow,
            rule,
            severity=rule.severity.value,
            family=FAMILIES[rule.id.partition("-")[0]],
            doc_url=rule_page(rule.id),
            hits=hits[rule.id],
        )
        for rule in sorted(RULES, key=lambda rule: rule.id)
    ]
    return answer(shown(RuleList, None, data=data, plans=plans, ruleset=RULESET))


def _hits(context: Context, actor: Actor) -> tuple[int, Counter[str]]:
    since = context.clock.now() - timedelta(days=COUNTED_DAYS)
    with context.store.read(actor.tenant) as uow:
        return _counted(uow.exports.outcomes_since(since, MOST_PLANS))


def _counted(outcomes: Iterable[bytes]) -> tuple[int, Counter[str]]:
    plans, hits = 0, Counter[str]()
    for outcome in outcomes:
        plans += 1
        hits.update({finding["rule"] for finding in orjson.loads(outcome)["findings"]})
    return plans, hits


def tariff_status(context: Context, actor: Actor, asked: TariffQuery | None = None) -> Answer:
    """What is loaded and how old it is on a day, today where none is asked; the same for every account."""
    edition, law = context.book.edition, context.book.law
    today = asked.on if asked and asked.on else context.clock.now().date()
    current = [each for each in law.programmes if each.effective_to is None or each.effective_to >= today]
    programmes = [
        shown(ProgrammeRow, each, is_in_force=each.effective_from <= today)
        for each in sorted(current, key=lambda each: (each.heading, each.effective_from, each.id))
    ]
    made = shown(
        TariffStatus,
        edition,
        edition=edition.name,
        age_days=(today - date.fromisoformat(edition.vintage)).days,
        partial_lists={**edition.partial_lists, **law.partial},
        law=law.stamp,
        programmes=programmes,
    )
    return answer(made)
