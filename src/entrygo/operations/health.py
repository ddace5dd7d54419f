"""Health: how a client verifies its key and learns which world it sees."""

from entrygo.contract.actor import Actor
from entrygo.contract.times import iso
from entrygo.contract.version import VERSION
from entrygo.operations.world import Answer, World, answer

PROTOCOL = "EntryGo Export Protocol v1"


def health(world: World, actor: Actor) -> Answer:
    """The server's answer to an authenticated caller."""
    world.store.ping()
    edition = world.book.edition
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
            "time": iso(world.clock.now()),
        }
    )
