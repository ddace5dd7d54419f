"""Whether the tenant's events are the ones that were written."""

from itertools import islice

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.chain import ChainVerdict
from entrygo.contract.answers.shown import shown
from entrygo.operations.answer import Answer, answer
from entrygo.store.chain import ChainWalk

MOST_TOLD = 100


def verify_chain(context: Context, actor: Actor) -> Answer:
    """Every hash of the chain computed anew. Rows and signed checkpoints are for ``entrygo verify``."""
    walk = ChainWalk(actor.tenant)
    with context.store.read(actor.tenant) as uow:
        faults = list(islice(walk.faults(uow), MOST_TOLD))
    return answer(shown(ChainVerdict, walk, intact=not faults, faults=faults))
