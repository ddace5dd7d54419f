"""What an operation may ask of the world, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from entrygo.contract.actor import Actor
from entrygo.contract.canonical import JsonValue, answer_bytes
from entrygo.contract.problems import Problem
from entrygo.ports.blobs import Blobs
from entrygo.ports.clock import Clock, Ids
from entrygo.ports.crash_points import Reached, pass_by
from entrygo.ports.runner import Runner
from entrygo.ports.screening import NoScreening, Screening
from entrygo.ports.store import Store
from entrygo.ports.tariff_book import TariffBook
from entrygo.ports.webhooks import NoWebhooks, WebhookSender


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The ports, and the few settings an operation needs. Assembled once, passed inwards.

    ``reached`` is called at each point between two effects.
    """

    store: Store
    blobs: Blobs
    book: TariffBook
    runner: Runner
    clock: Clock
    ids: Ids
    mail_from: str
    public_url: str
    link_key: bytes
    execute_wait_seconds: float = 10
    idempotency_wait_seconds: float = 10
    reached: Reached = pass_by
    screening: Screening = NoScreening()  # noqa: RUF009 - frozen
    webhooks: WebhookSender = NoWebhooks()  # noqa: RUF009 - without state


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The bytes a door gives back, already encoded: a replay is the same bytes."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"


def answer(
    document: JsonValue, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:  # Any: JSON
    """A JSON answer."""
    return Answer(body=answer_bytes(document), status=status, headers=headers or {})


def require_account(actor: Actor, account_id: str | None) -> None:
    """403 unless a body's accountId is the key's own."""
    if account_id is not None and account_id != actor.tenant.account_id:
        raise Problem(
            "INVALID_ACCOUNT_SCOPE", field="accountId", details={"accountId": account_id}, status=403
        )
