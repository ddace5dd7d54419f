"""What a restored installation cannot know: whether a mail that waited in the backup has left since."""

from datetime import datetime

from entrygo.contract.actor import Mode
from entrygo.contract.times import iso
from entrygo.effects.held_after_restore import WAITING, hold_waiting
from entrygo.lifecycle.states import Audience
from entrygo.maintenance.access_keys import opened
from entrygo.runtime.clock import SystemIds
from entrygo.runtime.settings import Settings
from entrygo.store.unit import SqlStore

RESTORED_AT = "submissions_held_before"


def held_before(store: SqlStore) -> datetime | None:
    """When this installation was restored; submissions of packages promised before that are held."""
    written = store.installation.get(RESTORED_AT)
    return datetime.fromisoformat(written) if written else None


def hold_submissions(settings: Settings, *, now: datetime) -> int:
    """Hold every live submission that waits, and those that promises made before now will owe; how many wait."""
    ids, count = SystemIds(), 0
    with opened(settings) as store:
        store.installation.note(RESTORED_AT, iso(now))
        for tenant in store.registry.tenants():
            if tenant.mode is not Mode.LIVE:  # test mode's mail goes nowhere
                continue
            with store.write(tenant) as uow:
                for mail in uow.mails.waiting(Audience.BROKER, WAITING):
                    count += hold_waiting(uow, mail, identifier=ids.new("evt"), at=now)
    return count


def let_go(settings: Settings) -> None:
    """Hold nothing, whatever an earlier restore said."""
    with opened(settings) as store:
        store.installation.note(RESTORED_AT, "")
