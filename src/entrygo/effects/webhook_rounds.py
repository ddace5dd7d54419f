"""The rounds that tell endpoints: fan out what was written, start a turn at each endpoint something is due at.

A turn is a thread that sends one delivery after another to one endpoint. Endpoints whose last try failed have a lane
of their own and one turn at a time, so that receivers that hang hold up each other and nobody else.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from entrygo.context import Context
from entrygo.contract.problems import Problem
from entrygo.contract.times import later
from entrygo.effects.clock_steps import SteadyTime
from entrygo.effects.webhooks import CLAIM_SECONDS, deliver_in_turn, fan_out
from entrygo.store.outbox import OwedWebhook

log = logging.getLogger(__name__)
ROUND_SECONDS = 0.5
ENDPOINTS = 500  # looked at a round
FAN_OUTS = 5  # transactions an endpoint and round: a long replay does not keep the others waiting
LANES = {False: 32, True: 16}  # turns at once, by whether the endpoint is failing
TURNS = {False: 2, True: 1}  # at once at one endpoint
DELIVERIES_A_TURN = 100
STOP_SECONDS = 3.0  # what is cut off then is tried again when its claim is over
TIDY_SECONDS = 3_600.0
KEPT = timedelta(days=30)


class WebhookRounds:
    """Goes on its rounds until stopped."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._time = SteadyTime(context.clock)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="entrygo-webhooks", daemon=True)
        self._changed = threading.Condition()
        self._lanes: Counter[bool] = Counter()
        self._turns: Counter[str] = Counter()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, drain_seconds: float) -> None:
        """Begin no more tries, and wait a little for those under way."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=ROUND_SECONDS * 4)
        with self._changed:
            self._changed.wait_for(lambda: not self._turns, timeout=min(drain_seconds, STOP_SECONDS))

    def _run(self) -> None:
        tidied = float("-inf")
        while not self._stop.wait(ROUND_SECONDS):
            self._safely(self.round)
            if time.monotonic() - tidied >= TIDY_SECONDS:
                tidied = time.monotonic()
                self._safely(self._tidy)

    def _safely(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Problem as problem:
            log.warning("webhooks: a round was put off: %s", problem)
        except Exception:
            log.exception("webhooks: some work failed; the next round tries again")

    def round(self) -> None:
        """Fan out, then start a turn wherever something is due and there is room."""
        if self._time.was_set_back():
            now = self._context.clock.now()
            self._context.store.owed_webhooks.hasten(now, claims_until=later(now, CLAIM_SECONDS))
        for owed in self._context.store.owed_webhooks.behind(ENDPOINTS):
            self._safely(lambda owed=owed: self._fan_out(owed))  # type: ignore[misc]  # a default binds the loop's value
        for owed in self._context.store.owed_webhooks.due(self._context.clock.now(), ENDPOINTS):
            if not self._stop.is_set() and self._take_place(owed):
                self._begin_turn(owed)

    def _fan_out(self, owed: OwedWebhook) -> None:
        for _ in range(FAN_OUTS):
            if self._stop.is_set() or not fan_out(self._context, owed.tenant, owed.webhook_id):
                return

    def _take_place(self, owed: OwedWebhook) -> bool:
        with self._changed:
            is_free = self._lanes[owed.is_failing] < LANES[owed.is_failing]
            if not is_free or self._turns[owed.webhook_id] >= TURNS[owed.is_failing]:
                return False
            self._lanes[owed.is_failing] += 1
            self._turns[owed.webhook_id] += 1
            return True

    def _begin_turn(self, owed: OwedWebhook) -> None:
        try:
            threading.Thread(target=self._turn, args=(owed,), name="entrygo-webhook", daemon=True).start()
        except RuntimeError:  # the system has no thread to give
            self._leave_place(owed)
            raise

    def _leave_place(self, owed: OwedWebhook) -> None:
        with self._changed:
            self._lanes[owed.is_failing] -= 1
            self._turns[owed.webhook_id] -= 1
            self._turns += Counter()  # forget those at zero
            self._changed.notify_all()

    def _turn(self, owed: OwedWebhook) -> None:
        try:
            left = iter(range(DELIVERIES_A_TURN - 1))
            deliver_in_turn(
                self._context,
                owed.tenant,
                owed.webhook_id,
                goes_on=lambda: not self._stop.is_set() and next(left, None) is not None,
            )
        except Exception:
            log.exception("webhook %s: a try could not be made or recorded", owed.webhook_id)
        finally:
            self._leave_place(owed)

    def _tidy(self) -> None:
        """Drop deliveries that ended long ago; a replay owes them anew, under their old ids."""
        for tenant in self._context.store.registry.tenants():
            with self._context.store.write(tenant) as uow:
                uow.webhooks.purge(self._time.surely_reached() - KEPT)
