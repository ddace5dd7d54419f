"""Assembly of the mailbox's reader."""

from entrygo.bounces.apply_return import receive
from entrygo.bounces.classify import READ_BYTES
from entrygo.bounces.inbox_loop import InboxReader
from entrygo.contract.times import later
from entrygo.operations.world import World
from entrygo.outbound.mailboxes.opening import open_mailbox
from entrygo.runtime.settings import Settings

HELD = "inbox_reader"


def inbox_of(settings: Settings, world: World, *, has_worker: bool) -> InboxReader | None:
    """The reader of the mailbox of the settings; none without one, or where another process works."""
    if settings.inbox_url is None or not has_worker:
        return None
    holder = world.ids.new("inbox")

    def hold(seconds: float) -> bool:
        now = world.clock.now()
        return world.store.installation.hold(HELD, holder, now=now, until=later(now, seconds))

    return InboxReader(
        open_mailbox(settings.inbox_url, most_bytes=READ_BYTES),
        receive=lambda raw: receive(world, raw),
        hold=hold,
        seconds=settings.inbox_seconds,
    )
