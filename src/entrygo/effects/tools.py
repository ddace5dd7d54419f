"""What the effects work with, and the argument every run carries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from entrygo.contract.actor import Mode, Tenant
from entrygo.effects.bulkhead import Places
from entrygo.ports.blobs import Blobs
from entrygo.ports.clock import Clock, Ids
from entrygo.ports.crash_points import Reached, pass_by
from entrygo.ports.mailer import Mailer
from entrygo.ports.runner import Runner
from entrygo.ports.store import Store
from entrygo.ports.webhooks import NoWebhooks, WebhookSender

MOST_TRIES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The ports of the effects room. ``mailer_for`` gives a tenant's way out: the mail server, or test mode's capture.

    ``seal_key`` is the installation's Ed25519 private key, 32 bytes. ``reached`` is called at each point between two
    effects. ``tries`` are the places of conversations with mail servers: half of the threads, so that executions go on
    beside mail servers that hang. ``mails_per_minute`` is the limit of a recipient whose broker names none; 0 is none.
    Submissions of packages promised before ``held_before``, when a backup was restored, are held for a person.
    """

    store: Store
    blobs: Blobs
    runner: Runner
    clock: Clock
    ids: Ids
    mailer_for: Callable[[Tenant, str], Mailer]
    seal_key: bytes
    mail_from: str
    link_key: bytes
    public_url: str
    mails_per_minute: int = 0
    held_before: datetime | None = None
    tries: Places = field(default_factory=lambda: Places(MOST_TRIES))
    reached: Reached = pass_by
    webhooks: WebhookSender = NoWebhooks()  # noqa: RUF009 - without state


def argument(tenant: Tenant, **names: str) -> dict[str, str]:
    """The argument of a run."""
    return {"account_id": tenant.account_id, "mode": tenant.mode.value, **names}


def tenant_of(given: Mapping[str, Any]) -> Tenant:  # Any: JSON
    """The tenant a run works for."""
    return Tenant(given["account_id"], Mode(given["mode"]))
