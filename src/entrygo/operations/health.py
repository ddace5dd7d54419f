"""Health: how a client verifies its key and learns which world it sees."""

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.times import iso
from entrygo.contract.version import VERSION
from entrygo.operations.answer import Answer, answer

PROTOCOL = "EntryGo Export Protocol v1"


def health(context: Context, actor: Actor) -> Answer:
    """The server's answer to an authenticated caller."""
    context.store.ping()
    edition = context.book.edition
    return answer(
        {
            "status": "ok",
            "protocol": PROTOCOL,
            "version": VERSION,
            "accountId": actor.tenant.account_id,
            "mode": actor.tenant.mode.value,
            "scopes": sorted(actor.scopes),
            "database": "ok",
            "tariffEdition": edition.name,
            "tariffEditionIsFull": edition.is_full,
            "time": iso(context.clock.now()),
        }
    )
