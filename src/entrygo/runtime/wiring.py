"""Assembly: from the settings to an :class:`Application` with its ports, worker and telemetry."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from entrygo.blobs.opening import open_blobs
from entrygo.bounces.apply_return import receive
from entrygo.bounces.classify import READ_BYTES
from entrygo.bounces.inbox_loop import InboxReader
from entrygo.clock import SystemClock, SystemIds
from entrygo.context import Context
from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.times import later
from entrygo.documents.package import build_package
from entrygo.effects.worker import Worker
from entrygo.engine.dbos_runner import RUNS_VERSION, DbosRunner
from entrygo.engine.lease import Lease, open_lease
from entrygo.engine.no_runner import NoRunner
from entrygo.engine.node_registry import NodeEntry, may_pack, planning_inputs
from entrygo.engine.paper_processes import PaperProcesses
from entrygo.lifecycle.rows import CapturedMailRow
from entrygo.maintenance.checkpoints import add_if_due
from entrygo.maintenance.installation import (
    IN_CLEAR,
    LINK_KEY,
    SEAL_KEY,
    key_of,
    open_store,
    seal_what_is_clear,
)
from entrygo.maintenance.restore import held_before
from entrygo.outbound.adjudicators.chat_completions import ChatCompletions
from entrygo.outbound.brokers.captured import CapturedMailer
from entrygo.outbound.brokers.smtp import SmtpMailer
from entrygo.outbound.mailboxes.opening import open_mailbox
from entrygo.outbound.webhooks.sender import HttpWebhooks
from entrygo.ports.adjudicator import Adjudicator, NoAdjudicator
from entrygo.ports.clock import Clock
from entrygo.ports.crash_points import Reached, pass_by
from entrygo.ports.identity_provider import IdentityProvider, NoIdentityProvider
from entrygo.ports.mailer import Mailer
from entrygo.ports.runner import Runner
from entrygo.settings import Settings
from entrygo.store.classifier import ClassifierBook
from entrygo.store.editions.book import FileTariffBook
from entrygo.store.editions.rates import FileRates
from entrygo.store.screening import FileScreening
from entrygo.store.unit_of_work import Store

if TYPE_CHECKING:
    from entrygo.telemetry.node import NodeTelemetry

log = logging.getLogger(__name__)
LEAST_DRAIN = 2.0  # seconds for runs under way, however long the calls took
INBOX_HOLD = "inbox_reader"
WORKER_THREADS = 16  # a mail server that hangs holds one of them for up to two minutes


@dataclass(frozen=True, slots=True)
class Application:
    """One assembled process; nothing of it runs before :meth:`start`."""

    settings: Settings
    store: Store
    context: Context
    worker: Worker
    telemetry: "NodeTelemetry"
    node_entry: NodeEntry
    inbox: InboxReader | None = None
    papers: PaperProcesses | None = None

    def start(self) -> None:
        """Start the worker and the mailbox's reader."""
        self.worker.start()
        self.telemetry.beat()
        if self.inbox is not None:
            self.inbox.start()

    def close(self) -> None:
        """Stop the worker within what the calls left of the drain time, then the database."""
        self.telemetry.stopping.set()
        if self.inbox is not None:
            self.inbox.stop()
        drain = self.settings.stop_notice_seconds + self.settings.drain_seconds
        self.worker.stop(
            min(self.settings.drain_seconds, max(LEAST_DRAIN, self.telemetry.stopping.left(drain)))
        )
        if self.papers is not None:
            self.papers.close()
        self.node_entry.remove()
        self.store.close()
        self.telemetry.close()


def assemble(
    settings: Settings,
    *,
    public_url: str,
    reached: Reached = pass_by,
    has_worker: bool = True,
    clock: Clock | None = None,
) -> Application:
    """An application over the settings. ``has_worker`` is false where another process does the work; the clock is the
    machine's where none is given."""
    from entrygo.telemetry.node import NodeTelemetry  # its library, once it is settled who counts

    telemetry = NodeTelemetry(settings)
    store = telemetry.store(open_store(settings, clock))
    lease = telemetry.lease(open_lease(settings.database, settings.node_id, settings.home.absolute()))
    papers = PaperProcesses(settings.paper_processes) if has_worker and settings.paper_processes else None
    context = Context(
        store=store,
        blobs=telemetry.blobs(open_blobs(settings.artifacts, settings.s3_endpoint)),
        book=FileTariffBook(settings.home),
        rates=FileRates(settings.home),
        screening=FileScreening(settings.home),
        classifier=ClassifierBook(settings.home),
        adjudicator=_adjudicator(settings),
        identity=_identity(settings),
        adjudicator_send=settings.classify_llm_send,
        runner=telemetry.runner(_runner(settings, lease) if has_worker else NoRunner()),
        clock=clock or SystemClock(),
        ids=SystemIds(),
        mailer_for=_ways_out(settings, telemetry, store),
        webhooks=telemetry.webhooks(HttpWebhooks(allow_private=settings.webhook_allow_private)),
        seal_key=key_of(store, SEAL_KEY),
        link_key=key_of(store, LINK_KEY),
        mail_from=settings.mail_from,
        sends_mail=bool(settings.smtp_url),
        public_url=settings.public_url or public_url,
        mails_per_minute=settings.mails_per_minute,
        held_before=held_before(store),
        execute_wait_seconds=settings.execute_wait_seconds,
        idempotency_wait_seconds=settings.idempotency_wait_seconds,
        reached=reached,
        papers=papers or build_package,
    )
    node_entry = _node_entry(context, lease)

    def rounded(is_well: bool) -> None:  # noqa: FBT001 - the worker's own hook
        telemetry.round_ended(is_well)
        node_entry.publish()

    if not store.keyring.ids:
        log.warning(IN_CLEAR)

    def tidied() -> None:
        _bring_up(store)
        add_if_due(store, settings.home, seal_key=context.seal_key, now=context.clock.now())

    inbox = _inbox(settings, context, has_worker=has_worker)
    worker = Worker(context, rounded=rounded, tidied=tidied)
    return Application(settings, store, context, worker, telemetry, node_entry, inbox, papers)


def _node_entry(context: Context, lease: Lease) -> NodeEntry:
    """What says of this node, at the installation, that it works and by which law."""
    return NodeEntry(
        context.store.installation,
        lease.executor_id,
        context.clock,
        lambda: planning_inputs(context.book, context.screening, secret_keys=context.store.keyring.ids),
    )


def _bring_up(store: Store) -> None:
    """Seal what older versions wrote in clear, and begin to pack plans once every node at work reads that."""
    seal_what_is_clear(store)
    if not store.packing.is_on and may_pack(store.installation, SystemClock().now()):
        store.packing.begin()


def _inbox(settings: Settings, context: Context, *, has_worker: bool) -> InboxReader | None:
    """The reader of the mailbox of the settings; none without one, or where another process works."""
    if settings.inbox_url is None or not has_worker:
        return None
    holder = context.ids.new("inbox")

    def hold(seconds: float) -> bool:
        now = context.clock.now()
        return context.store.installation.hold(INBOX_HOLD, holder, now=now, until=later(now, seconds))

    return InboxReader(
        open_mailbox(settings.inbox_url, most_bytes=READ_BYTES, clear_password=settings.inbox_clear_password),
        receive=lambda raw: receive(context, raw),
        hold=hold,
        seconds=settings.inbox_seconds,
    )


def _identity(settings: Settings) -> IdentityProvider:
    """The provider of single sign-on; none without an issuer."""
    if settings.oidc_issuer is None:
        return NoIdentityProvider()
    from entrygo.outbound.oidc import OidcProvider  # loads a library that most installations do not need

    return OidcProvider(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret)


def _adjudicator(settings: Settings) -> Adjudicator:
    if settings.classify_llm_url is None:
        return NoAdjudicator()
    file = settings.classify_llm_key_file
    return ChatCompletions(
        settings.classify_llm_url,
        settings.classify_llm_model,
        key="" if file is None else file.read_text(encoding="utf-8").strip(),
        timeout_seconds=settings.classify_llm_timeout_s,
    )


def _runner(settings: Settings, lease: Lease) -> Runner:
    return DbosRunner(settings.database, lease, RUNS_VERSION, threads=WORKER_THREADS)


def _ways_out(
    settings: Settings, telemetry: "NodeTelemetry", store: Store
) -> Callable[[Tenant, str], Mailer]:
    live, clock, ids = _smtp(settings), SystemClock(), SystemIds()

    def mailer_for(tenant: Tenant, mail_id: str) -> Mailer:
        if tenant.mode is Mode.LIVE:
            return telemetry.mailer(live, mail_id, way="smtp")
        return telemetry.mailer(_captured(store, clock, ids, tenant, mail_id), mail_id, way="captured")

    return mailer_for


def _smtp(settings: Settings) -> SmtpMailer:
    return SmtpMailer(settings.smtp_url, clear_password=settings.smtp_clear_password)


def _captured(store: Store, clock: SystemClock, ids: SystemIds, tenant: Tenant, mail_id: str) -> Mailer:
    def capture(message: bytes, sender: str, recipients: Sequence[str]) -> None:
        row = CapturedMailRow(
            id=ids.new("mail"),
            mail_id=mail_id,
            sender=sender,
            recipient=", ".join(recipients),
            message=message,
            created_at=clock.now(),
        )
        with store.write(tenant) as uow:
            uow.mails.capture(row)

    return CapturedMailer(capture)
