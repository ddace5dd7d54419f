"""The worker's rounds: whatever the world is owed and nobody is doing is started. Starting twice starts once."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from entrygo.context import Context
from entrygo.contract.problems import Problem
from entrygo.effects.clock_steps import SteadyTime, has_passed
from entrygo.effects.correction import correction
from entrygo.effects.delivery import delivery, start_delivery
from entrygo.effects.execution import execution
from entrygo.effects.webhook_rounds import WebhookRounds
from entrygo.ports.runner import run_argument

log = logging.getLogger(__name__)
ROUND_SECONDS = 0.5
BATCH = 100
ROUNDS_A_TIDYING = 7200  # an hour of rounds
PATIENCE_SECONDS = 0.2  # a fresh promise is started by the call that made it, where that process works
RUNS_KEPT = timedelta(days=7)
CAPTURED_KEPT = timedelta(days=90)
RETRY_SECONDS = (2.0, 5.0, 15.0, 60.0, 300.0)  # between tries of an execution that failed


class Worker:
    """Registers the effects, takes up what a crash left, and goes on its rounds until stopped."""

    def __init__(self, context: Context, *, rounded: Callable[[bool], None] = lambda _: None) -> None:
        """``rounded`` is called after each round, with whether it went well."""
        self._context = context
        self._rounded = rounded
        self._time = SteadyTime(context.clock)
        self._webhooks = WebhookRounds(context)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="entrygo-worker", daemon=True)

    def start(self) -> None:
        """Launch the runner and the rounds."""
        self._context.runner.register("execute", lambda run: execution(self._context, run))
        self._context.runner.register("correct", lambda run: correction(self._context, run))
        self._context.runner.register("deliver", lambda run: delivery(self._context, run))
        self._context.runner.launch()
        self._thread.start()
        self._webhooks.start()

    def stop(self, drain_seconds: float) -> None:
        """End the rounds, then let what runs finish, bounded; a worker that was not started has nothing to stop."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=ROUND_SECONDS * 4)
        self._webhooks.stop(drain_seconds)
        self._context.runner.close(drain_seconds)

    def _run(self) -> None:
        self._safely(self._take_up)
        rounds = 0
        while not self._stop.wait(ROUND_SECONDS):
            self._rounded(self._safely(self.round))
            if rounds % ROUNDS_A_TIDYING == 0:
                self._safely(self._tidy)
            rounds += 1

    def _safely(self, work: Callable[[], None]) -> bool:
        try:
            work()
        except Problem as problem:
            log.warning("a round of the worker was put off: %s", problem)
            return False
        except Exception:
            log.exception("a round of the worker failed; the next one tries again")
            return False
        return True

    def _take_up(self) -> None:
        """After a restart: retry waiting mail at once, and settle tries that a crash cut off."""
        context = self._context
        context.store.owed.hasten_mails(context.clock.now())
        for mail in context.store.owed.begun_mails(BATCH):
            start_delivery(context, mail.tenant, mail.mail_id, attempts=mail.attempts - 1, is_begun=True)

    def _tidy(self) -> None:
        """Drop what is no record: idempotency records 30 days after their call (contract section 2; execute's stay
        with their export), copies of test mode's mail, runs that finished.
        """
        context, now = self._context, self._time.surely_reached()
        for tenant in context.store.registry.tenants():
            with context.store.write(tenant) as uow:
                uow.replays.purge(now)
                uow.mails.forget_captured(now - CAPTURED_KEPT)
        context.runner.prune(now - RUNS_KEPT)

    def round(self) -> None:
        """Start every execution and delivery that is due."""
        context, now = self._context, self._context.clock.now()
        if self._time.was_set_back():
            log.warning("the clock was set back: mail that waits is tried now")
            context.store.owed.hasten_mails(now)
        for owed in context.store.owed.exports(BATCH):
            index = min(owed.attempts, len(RETRY_SECONDS)) - 1
            patience = PATIENCE_SECONDS if owed.attempts == 0 else RETRY_SECONDS[index]
            if has_passed(patience, since=owed.since, now=now):
                given = run_argument(owed.tenant, export_id=owed.export_id)
                context.runner.start("execute", f"execute:{owed.export_id}:{owed.attempts}", given)
        for package in context.store.owed.packages(BATCH):
            patience = PATIENCE_SECONDS * 2 ** min(package.attempts, 10)
            if has_passed(patience, since=package.since, now=now):
                given = run_argument(package.tenant, package_id=package.package_id)
                context.runner.start("correct", f"correct:{package.package_id}:{package.attempts}", given)
        for mail in context.store.owed.mails(now, BATCH):
            start_delivery(context, mail.tenant, mail.mail_id, attempts=mail.attempts, waits=mail.waits)
