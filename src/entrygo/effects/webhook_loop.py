"""The rounds of webhooks: fan out what was written, start a turn at each endpoint something is due at.

A turn is a thread that sends one delivery after another to one endpoint. Endpoints whose last try failed have a lane
of their own and one turn at a time, so that receivers that hang hold up each other and nobody else.
"""

import logging
import threading
from collections import Counter
from datetime import timedelta
from functools import partial

from entrygo.context import Context
from entrygo.contract.times import later
from entrygo.effects.background_loop import BackgroundLoop
from entrygo.effects.clock_steps import ClockSteps
from entrygo.effects.webhooks import CLAIM_SECONDS, deliver_in_turn, fan_out
from entrygo.store.outbox import DueWebhook

log = logging.getLogger(__name__)
ENDPOINTS = 500  # looked at a round
FAN_OUTS = 5  # transactions an endpoint and round: a long replay does not keep the others waiting
LANES = {False: 32, True: 16}  # turns at once, by whether the endpoint is failing
TURNS = {False: 2, True: 1}  # at once at one endpoint
DELIVERIES_A_TURN = 100
STOP_SECONDS = 3.0  # what is cut off then is tried again when its claim is over
KEPT = timedelta(days=30)


class WebhookLoop:
    """Starts what is due until stopped."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._clock = ClockSteps(context.clock)
        self._loop = BackgroundLoop("webhooks", self.round, tidy=self._tidy)
        self._changed = threading.Condition()
        self._lanes: Counter[bool] = Counter()
        self._turns: Counter[str] = Counter()

    def start(self) -> None:
        """Begin."""
        self._loop.start()

    def stop(self, drain_seconds: float) -> None:
        """Begin no more tries, and wait a little for those under way."""
        self._loop.stop()
        with self._changed:
            self._changed.wait_for(lambda: not self._turns, timeout=min(drain_seconds, STOP_SECONDS))

    def round(self) -> None:
        """Fan out, then start a turn wherever something is due and there is room."""
        outbox = self._context.store.outbox
        if self._clock.stepped_back():
            now = self._context.clock.now()
            outbox.make_deliveries_due_now(now, claims_until=later(now, CLAIM_SECONDS))
        for endpoint in outbox.endpoints_behind(ENDPOINTS):
            self._loop.safely(partial(self._fan_out, endpoint))
        for endpoint in outbox.endpoints_due(self._context.clock.now(), ENDPOINTS):
            if not self._loop.is_stopping and self._take_slot(endpoint):
                self._begin_turn(endpoint)

    def _fan_out(self, endpoint: DueWebhook) -> None:
        for _ in range(FAN_OUTS):
            if self._loop.is_stopping or not fan_out(self._context, endpoint.tenant, endpoint.webhook_id):
                return

    def _take_slot(self, endpoint: DueWebhook) -> bool:
        with self._changed:
            is_free = self._lanes[endpoint.is_failing] < LANES[endpoint.is_failing]
            if not is_free or self._turns[endpoint.webhook_id] >= TURNS[endpoint.is_failing]:
                return False
            self._lanes[endpoint.is_failing] += 1
            self._turns[endpoint.webhook_id] += 1
            return True

    def _begin_turn(self, endpoint: DueWebhook) -> None:
        try:
            threading.Thread(target=self._turn, args=(endpoint,), name="entrygo-webhook", daemon=True).start()
        except RuntimeError:  # the system has no thread to give
            self._free_slot(endpoint)
            raise

    def _free_slot(self, endpoint: DueWebhook) -> None:
        with self._changed:
            self._lanes[endpoint.is_failing] -= 1
            self._turns[endpoint.webhook_id] -= 1
            self._turns += Counter()  # forget those at zero
            self._changed.notify_all()

    def _turn(self, endpoint: DueWebhook) -> None:
        try:
            left = iter(range(DELIVERIES_A_TURN - 1))
            deliver_in_turn(
                self._context,
                endpoint.tenant,
                endpoint.webhook_id,
                goes_on=lambda: not self._loop.is_stopping and next(left, None) is not None,
            )
        except Exception:
            log.exception("webhook %s: a try could not be made or recorded", endpoint.webhook_id)
        finally:
            self._free_slot(endpoint)

    def _tidy(self) -> None:
        """Drop deliveries that ended long ago; a replay makes them again, under their old ids."""
        for tenant in self._context.store.registry.tenants():
            with self._context.store.write(tenant) as uow:
                uow.webhooks.purge(self._clock.trusted_now() - KEPT)
