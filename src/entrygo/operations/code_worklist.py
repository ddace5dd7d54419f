"""The worklist of codes to decide: products with an open proposal, by level, those of one code beside each other."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Annotated, Literal

from pydantic import Field

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonObject
from entrygo.contract.described import optional
from entrygo.contract.requests.fields import Request
from entrygo.operations.answer import Answer, answer
from entrygo.operations.views import product_view
from entrygo.store.optimizer import OpenCode
from entrygo.store.unit_of_work import UnitOfWork

Level = Literal["high", "medium", "low"]
LEVELS: tuple[Level, ...] = ("high", "medium", "low")
ROWS = 40


class WorklistQuery(Request):
    """Which part of the worklist."""

    level: Level | None = optional("Of this level; where it is absent, of the surest there is.")
    skip: Annotated[int, Field(ge=0, le=1_000_000)] = Field(default=0, description="So many are passed over.")


def code_worklist(context: Context, actor: Actor, asked: WorklistQuery) -> Answer:
    """How many codes of each level are to be decided, and the next ones of a level, the most frequent code first.

    ``unasked`` are products without a complete code that were never ranked.
    """
    with context.store.read(actor.tenant) as uow:
        waiting = uow.proposals.open()
        counts = Counter(each.level for each in waiting)
        level = asked.level or next((each for each in LEVELS if counts[each]), LEVELS[0])
        ordered = _ordered(each for each in waiting if each.level == level)
        here = ordered[asked.skip : asked.skip + ROWS]
        groups = _groups(uow, here)
        unasked = uow.proposals.unasked()
    following = asked.skip + ROWS
    return answer(
        {
            "level": level,
            "counts": {each: counts[each] for each in LEVELS},
            "unasked": unasked,
            "groups": groups,
            "first": asked.skip + 1,
            "last": asked.skip + len(here),
            "next": following if following < len(ordered) else None,
        }
    )


def _ordered(waiting: Iterable[OpenCode]) -> Sequence[OpenCode]:
    """Codes that many products share first; within a code the surest first."""
    found = list(waiting)
    shared = Counter(each.code for each in found)
    return sorted(
        found, key=lambda each: (not each.code, -shared[each.code], each.code, -each.chance, each.product_id)
    )


def _groups(uow: UnitOfWork, here: Sequence[OpenCode]) -> list[JsonObject]:
    ids = [each.product_id for each in here]
    products, proposals = uow.products.many(ids), uow.proposals.of(ids)
    return [
        {
            "hsCode": code or None,
            "products": [
                product_view(products[each.product_id], proposals.get(each.product_id))
                for each in together
                if each.product_id in products
            ],
        }
        for code, together in groupby(here, key=lambda each: each.code)
    ]
