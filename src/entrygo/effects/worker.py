"""The worker's rounds: what is due and nobody is doing is started. Starting twice starts once."""

import logging
from collections.abc import Callable
from datetime import timedelta

from entrygo.context import Context
from entrygo.contract.actor import SYSTEM
from entrygo.effects.background_loop import BackgroundLoop
from entrygo.effects.clock_steps import ClockSteps, has_passed
from entrygo.effects.correction import correction
from entrygo.effects.delivery import delivery, start_delivery
from entrygo.effects.execution import execution
from entrygo.effects.older_plans import packings, summaries
from entrygo.effects.people_mail import EFFECT as PEOPLE_MAIL
from entrygo.effects.people_mail import people_mail, start_people_mails
from entrygo.effects.repair_files import mending
from entrygo.effects.webhook_loop import WebhookLoop
from entrygo.ports.runner import run_argument

log = logging.getLogger(__name__)
BATCH = 100
PATIENCE_SECONDS = 0.2  # what is freshly owed is started by what owes it, where that process works
RUNS_KEPT = timedelta(days=7)
CAPTURED_KEPT = timedelta(days=90)
PEOPLE_MAILS_KEPT = timedelta(days=30)
RETRY_SECONDS = (2.0, 5.0, 15.0, 60.0, 300.0)  # between tries of an execution that failed


class Worker:
    """Registers the effects, takes up what a crash left, and goes on its rounds until stopped."""

    def __init__(
        self,
        context: Context,
        *,
        rounded: Callable[[bool], None] = lambda _: None,
        tidied: Callable[[], object] = lambda: None,
    ) -> None:
        """``rounded`` is called after each round, with whether it went well; ``tidied`` once an hour."""
        self._context = context
        self._tidied = tidied
        self._clock = ClockSteps(context.clock)
        self._loop = BackgroundLoop(
            "worker", self.round, tidy=self._tidy, first=self._take_up, rounded=rounded
        )
        self._webhooks = WebhookLoop(context)
        self._passes = (summaries(context.store), packings(context.store))

    def start(self) -> None:
        """Launch the runner and the rounds."""
        self._context.runner.register("execute", lambda run: execution(self._context, run))
        self._context.runner.register("correct", lambda run: correction(self._context, run))
        self._context.runner.register("deliver", lambda run: delivery(self._context, run))
        self._context.runner.register(PEOPLE_MAIL, lambda run: people_mail(self._context, run))
        self._context.runner.register("mend", lambda run: mending(self._context, run))
        self._context.runner.launch()
        self._loop.start()
        self._webhooks.start()

    def stop(self, drain_seconds: float) -> None:
        """End the rounds, then let what runs finish, bounded; a worker that was not started has nothing to stop."""
        self._loop.stop()
        self._webhooks.stop(drain_seconds)
        self._context.runner.close(drain_seconds)

    def _take_up(self) -> None:
        """After a restart: retry waiting mail at once, and settle tries that a crash cut off."""
        context = self._context
        context.store.outbox.make_mails_due_now(context.clock.now())
        for mail in context.store.outbox.begun_mails(BATCH):
            start_delivery(context, mail.tenant, mail.mail_id, attempts=mail.attempts - 1, is_begun=True)

    def _tidy(self) -> None:
        """Drop what is no record: idempotency records 30 days after their call (execute's stay
        with their export), copies of test mode's mail, runs that finished.
        """
        context, now = self._context, self._clock.trusted_now()
        for tenant in context.store.registry.tenants():
            with context.store.write(tenant) as uow:
                uow.replays.purge(now)
                uow.mails.forget_captured(now - CAPTURED_KEPT)
        with context.store.write_people((), by=SYSTEM) as work:
            work.people_mails.forget(before=now - PEOPLE_MAILS_KEPT)
        context.runner.prune(now - RUNS_KEPT)
        self._tidied()
        for each in self._passes:
            each.begin_again()

    def round(self) -> None:
        """Start every execution and delivery that is due, then do a little of what older versions left."""
        context, now = self._context, self._context.clock.now()
        if self._clock.stepped_back():
            log.warning("the clock was set back: mail that waits is tried now")
            context.store.outbox.make_mails_due_now(now)
        for export in context.store.outbox.exports(BATCH):
            index = min(export.attempts, len(RETRY_SECONDS)) - 1
            patience = PATIENCE_SECONDS if export.attempts == 0 else RETRY_SECONDS[index]
            if has_passed(patience, since=export.since, now=now):
                given = run_argument(export.tenant, export_id=export.export_id)
                context.runner.start("execute", f"execute:{export.export_id}:{export.attempts}", given)
        for package in context.store.outbox.packages(BATCH):
            patience = PATIENCE_SECONDS * 2 ** min(package.attempts, 10)
            if has_passed(patience, since=package.since, now=now):
                given = run_argument(package.tenant, package_id=package.package_id)
                context.runner.start("correct", f"correct:{package.package_id}:{package.attempts}", given)
        for mail in context.store.outbox.mails(now - timedelta(seconds=PATIENCE_SECONDS), BATCH):
            start_delivery(context, mail.tenant, mail.mail_id, attempts=mail.attempts, waits=mail.waits)
        start_people_mails(context)
        for each in self._passes:
            each.round()
