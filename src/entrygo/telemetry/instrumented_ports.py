"""Ports that hand their calls on to another and record duration and outcome as metrics, spans and log lines."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

from entrygo.contract.actor import SYSTEM, Actor, Origin, Tenant
from entrygo.ports.blobs import Blobs
from entrygo.ports.mailer import Mailer, MailOutcome
from entrygo.ports.webhooks import WebhookMessage, WebhookReply, WebhookSender
from entrygo.store.unit_of_work import Store, UnitOfWork
from entrygo.telemetry.metrics import FAILED, Metrics, timed
from entrygo.telemetry.spans import Spans

log = logging.getLogger("entrygo.out")


class InstrumentedStore(Store):
    """A store over the parts of another whose units of work are timed and traced."""

    def __init__(self, store: Store, metrics: Metrics, spans: Spans) -> None:
        vars(self).update(vars(store))
        self._metrics, self._spans = metrics, spans

    @contextmanager
    def read(self, tenant: Tenant) -> Iterator[UnitOfWork]:
        """See :meth:`entrygo.store.unit_of_work.Store.read`."""
        with (
            self._spans.inner("database read"),
            timed(self._metrics.database_seconds, "read"),
            super().read(tenant) as uow,
        ):
            yield uow

    @contextmanager
    def write(self, tenant: Tenant, *, by: Actor | Origin = SYSTEM) -> Iterator[UnitOfWork]:
        """See :meth:`entrygo.store.unit_of_work.Store.write`."""
        with (
            self._spans.inner("database write"),
            timed(self._metrics.database_seconds, "write"),
            super().write(tenant, by=by) as uow,
        ):
            yield uow


@dataclass(frozen=True, slots=True)
class InstrumentedBlobs:
    """:class:`~entrygo.ports.blobs.Blobs` that are timed."""

    inner: Blobs
    metrics: Metrics
    spans: Spans

    def put(self, key: str, data: bytes) -> None:
        """See :meth:`entrygo.ports.blobs.Blobs.put`."""
        with self.spans.inner("blob put", bytes=len(data)), timed(self.metrics.blob_seconds, "put"):
            self.inner.put(key, data)

    def get(self, key: str) -> bytes:
        """See :meth:`entrygo.ports.blobs.Blobs.get`."""
        with self.spans.inner("blob get"), timed(self.metrics.blob_seconds, "get"):
            return self.inner.get(key)

    def exists(self, key: str) -> bool:
        """See :meth:`entrygo.ports.blobs.Blobs.exists`."""
        with timed(self.metrics.blob_seconds, "exists"):
            return self.inner.exists(key)

    def delete(self, key: str) -> None:
        """See :meth:`entrygo.ports.blobs.Blobs.delete`."""
        with timed(self.metrics.blob_seconds, "delete"):
            self.inner.delete(key)


@dataclass(frozen=True, slots=True)
class InstrumentedWebhooks:
    """A :class:`~entrygo.ports.webhooks.WebhookSender` whose tries are counted by the kind of answer."""

    inner: WebhookSender
    metrics: Metrics

    def fault(self, url: str) -> str | None:
        """See :meth:`entrygo.ports.webhooks.WebhookSender.fault`."""
        return self.inner.fault(url)

    def send(self, message: WebhookMessage) -> WebhookReply:
        """See :meth:`entrygo.ports.webhooks.WebhookSender.send`."""
        began = monotonic()
        reply = self.inner.send(message)
        took = monotonic() - began
        outcome = "none" if reply.status is None else f"{reply.status // 100}xx"
        self.metrics.webhook_try_seconds.labels(outcome).observe(took)
        fields = {"event_id": message.identifier, "outcome": outcome, "duration_ms": round(took * 1000, 1)}
        log.info("webhook tried: %s", outcome, extra={"fields": fields})
        return reply


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentedMailer:
    """A :class:`~entrygo.ports.mailer.Mailer` of one mail; ``way`` is ``smtp`` or ``captured``."""

    inner: Mailer
    mail_id: str
    way: str
    metrics: Metrics
    spans: Spans

    def send(
        self,
        message: bytes,
        *,
        sender: str,
        recipients: Sequence[str],
        before_data: Callable[[], None],
    ) -> MailOutcome:
        """See :meth:`entrygo.ports.mailer.Mailer.send`."""
        began, kind = monotonic(), FAILED
        with self.spans.inner("mail try", way=self.way, mail_id=self.mail_id) as span:
            try:
                outcome = self.inner.send(
                    message, sender=sender, recipients=recipients, before_data=before_data
                )
                kind = outcome.kind.value
                return outcome
            finally:
                took = monotonic() - began
                self.metrics.mail_try_seconds.labels(self.way, kind).observe(took)
                span.set({"outcome": kind, "message_bytes": len(message)}, failed=kind == FAILED)
                fields = {"outcome": kind, "way": self.way, "duration_ms": round(took * 1000, 1)}
                log.info("mail tried: %s", kind, extra={"fields": {"mail_id": self.mail_id} | fields})
