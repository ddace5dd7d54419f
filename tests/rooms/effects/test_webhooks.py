"""What endpoints are owed, on both databases and against a real receiver; time passes by the clock alone."""

import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from entrygo.clock import SystemIds
from entrygo.contract.actor import Mode, Tenant
from entrygo.contract.times import iso
from entrygo.effects.webhook_loop import WebhookLoop
from entrygo.effects.webhooks import (
    BATCH,
    CLAIM_SECONDS,
    after_try,
    deliver_in_turn,
    deliver_next,
    delivery_id,
    fan_out,
    secrets_of,
)
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.retries import WEBHOOK
from entrygo.lifecycle.states import WebhookDeliveryState, WebhookState
from entrygo.outbound.webhooks.sender import HttpWebhooks
from entrygo.ports.webhooks import WebhookMessage, WebhookReply
from entrygo.store.registry import AccountRow
from entrygo.store.tenant_rows import Page
from entrygo.store.unit_of_work import Store
from tests.rooms.effects.endpoints import SECRET, START, House, Passing, context_of
from tests.rooms.store.rows import webhook_delivery
from tests.serving.databases import migrated_database
from tests.serving.receiver import Receiver, hang, receiving


@pytest.fixture(scope="module")
def clock() -> Passing:
    """A clock that stands."""
    return Passing()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(
    clock: Passing, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A migrated database of either kind."""
    url = migrated_database(request, tmp_path_factory.mktemp("webhooks"))
    opened = Store(url, clock, SystemIds())
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def listening() -> Iterator[Receiver]:
    """A receiver of the module's own."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def receiver(listening: Receiver) -> Receiver:
    """It, with nothing received and ready to take."""
    listening.messages.clear()
    listening.answer = Receiver.answer
    return listening


@pytest.fixture
def tenant(store: Store) -> Tenant:
    """A new account's live world."""
    identifier = f"acc_{uuid.uuid4().hex}"
    store.registry.add_account(AccountRow(id=identifier, name="Maple", created_at=START))
    return Tenant(identifier, Mode.LIVE)


@pytest.fixture
def house(store: Store, tenant: Tenant, clock: Passing) -> House:
    """The worker's side, with a clock that stands."""
    clock.at = START
    return House(context_of(store, clock), clock, tenant)


def test_each_event_reaches_each_endpoint_that_wants_it(house: House, receiver: Receiver) -> None:
    house.happens(EventType.EXPORT_PLANNED)
    every, some = house.hook(receiver.url), house.hook(receiver.url, event_types=("export.executed",))
    written = house.happens(EventType.EXPORT_PLANNED, EventType.EXPORT_EXECUTED)
    for hook in (every, some):
        while house.told(hook):
            pass
    got = [(each.document["data"]["id"], each.id) for each in receiver.messages]
    assert got == [(each, delivery_id(every, each)) for each in written] + [
        (written[1], delivery_id(some, written[1]))
    ]
    assert {each.state for each in house.deliveries(every)} == {WebhookDeliveryState.DELIVERED}
    assert house.told(every) is None


def test_a_message_holds_the_event_as_the_api_lists_it_and_whose_it_is(
    house: House, receiver: Receiver
) -> None:
    hook = house.hook(receiver.url)
    (identifier,) = house.happens(EventType.EXPORT_EXECUTED)
    house.told(hook)
    (got,) = receiver.messages
    assert {name: got.document[name] for name in ("type", "timestamp")} == {
        "type": "export.executed",
        "timestamp": iso(START),
    }
    data = got.document["data"]
    assert (data["id"], data["accountId"], data["mode"]) == (identifier, house.tenant.account_id, "live")
    assert (data["name"], data["payload"]) == (
        "EXPORT_EXECUTED",
        {"batchId": "batch_1", "before": None, "after": {"n": 1}},
    )
    assert set(data) == {
        "id",
        "type",
        "name",
        "created_at",
        "payload",
        "export_id",
        "sequence",
        "hash",
        "previous_hash",
        "accountId",
        "mode",
        "actor",
        "requestId",
    }


def test_the_tries_of_a_failing_delivery_follow_the_specifications_schedule(
    house: House, receiver: Receiver
) -> None:
    receiver.answer = lambda _: (500, {})
    hook = house.hook(receiver.url)
    house.happens(EventType.EXPORT_EXECUTED)
    waits = []
    while house.told(hook) is False:
        (delivery,) = house.deliveries(hook)
        if delivery.due_at is None:
            break
        waits.append((delivery.due_at - house.clock.now()).total_seconds())
        house.clock.passes(waits[-1] - 1)
        assert house.told(hook) is None, "not before its time"
        house.clock.passes(1.01)
    assert len(receiver.messages) == len(WEBHOOK.waits) + 1 == 10
    for wait, wanted in zip(waits, WEBHOOK.waits, strict=True):
        assert wanted <= wait <= wanted * 1.11
    assert [round(wait / wanted, 3) for wait, wanted in zip(waits, WEBHOOK.waits, strict=True)] != [1.0] * 9
    assert len({each.id for each in receiver.messages}) == 1, "a receiver can tell a repeat"
    assert len({each.body for each in receiver.messages}) == 1
    (delivery,) = house.deliveries(hook)
    assert (delivery.state, delivery.attempts) == (WebhookDeliveryState.FAILED, 10)
    assert (delivery.response_status, delivery.error_message) == (500, "The receiver answered 500.")
    house.clock.passes(10**6)
    assert house.told(hook) is None


def test_a_receiver_that_recovers_is_told_and_is_no_longer_failing(house: House, receiver: Receiver) -> None:
    receiver.answer = lambda _: (500, {})
    hook = house.hook(receiver.url)
    house.happens(EventType.EXPORT_EXECUTED)
    assert house.told(hook) is False
    assert house.row(hook).failing_since == START
    receiver.answer = Receiver.answer
    house.clock.passes(6)
    assert house.told(hook) is True
    assert house.row(hook).failing_since is None
    (delivery,) = house.deliveries(hook)
    assert (delivery.attempts, delivery.error_message) == (2, None)
    assert delivery.delivered_at == house.clock.now()


@pytest.mark.parametrize("status", [429, 503])
def test_a_receiver_that_asks_to_wait_is_waited_for(house: House, receiver: Receiver, status: int) -> None:
    receiver.answer = lambda _: (status, {"Retry-After": "120"})
    hook = house.hook(receiver.url)
    house.happens(EventType.EXPORT_EXECUTED)
    house.told(hook)
    (delivery,) = house.deliveries(hook)
    assert delivery.due_at == START + timedelta(seconds=120)


def test_gone_ends_it_for_the_endpoint_and_says_so(house: House, receiver: Receiver) -> None:
    receiver.answer = lambda _: (410, {})
    hook, other = house.hook(receiver.url), house.hook(receiver.url)
    house.happens(EventType.EXPORT_EXECUTED, EventType.EXPORT_CANCELLED)
    assert house.told(hook) is False
    row = house.row(hook)
    assert (row.state, row.disabled_reason) == (WebhookState.DISABLED, "The receiver answered 410 Gone.")
    assert row.disabled_at == START
    assert [each.state.value for each in house.deliveries(hook)] == ["failed", "pending"]
    house.clock.passes(10**6)
    assert house.told(hook) is None
    receiver.answer = Receiver.answer
    receiver.messages.clear()
    while house.told(other):
        pass
    assert receiver.messages[-1].document["type"] == "webhook.disabled"
    assert receiver.messages[-1].document["data"]["payload"]["webhookId"] == hook


def test_an_endpoint_is_disabled_after_five_days_of_nothing_but_failures(
    house: House, receiver: Receiver
) -> None:
    receiver.answer = lambda _: (500, {})
    hook = house.hook(receiver.url)
    for day in range(5):
        house.happens(EventType.EXPORT_EXECUTED)
        house.told(hook)
        assert house.row(hook).state is WebhookState.ENABLED, f"day {day}"
        house.clock.passes(86_400)
    house.told(hook)
    row = house.row(hook)
    assert row.state is WebhookState.DISABLED
    assert row.disabled_reason == "Nothing but failures for 5 days; the last: The receiver answered 500."
    with house.context.store.read(house.tenant) as uow:
        last = uow.events.after(uow.events.newest() - 1, 1)[0]
    assert (last.type, last.payload["webhookId"]) == ("webhook.disabled", hook)


def test_an_endpoint_enabled_again_is_told_what_it_missed(house: House, receiver: Receiver) -> None:
    hook = house.hook(receiver.url)
    (before,) = house.happens(EventType.EXPORT_PLANNED)
    fan_out(house.context, house.tenant, hook)
    house.change(hook, state=WebhookState.DISABLED)
    (during,) = house.happens(EventType.EXPORT_EXECUTED)
    assert house.told(hook) is None
    house.change(hook, state=WebhookState.ENABLED)
    while house.told(hook):
        pass
    assert [each.document["data"]["id"] for each in receiver.messages] == [before, during]


def test_what_a_dead_node_sent_and_did_not_record_is_sent_again_under_its_id(
    house: House, receiver: Receiver
) -> None:
    class Died(Exception):
        """The process ends between sending and recording."""

    class Dying(HttpWebhooks):
        def send(self, message: WebhookMessage) -> WebhookReply:
            """Send, and die."""
            super().send(message)
            raise Died

    hook = house.hook(receiver.url)
    house.happens(EventType.EXPORT_EXECUTED)
    fan_out(house.context, house.tenant, hook)
    dying = replace(house.context, webhooks=Dying(allow_private=True))
    with pytest.raises(Died):
        deliver_next(dying, house.tenant, hook)
    assert house.told(hook) is None, "its claim is not over"
    house.clock.passes(CLAIM_SECONDS + 1)
    assert house.told(hook) is True
    first, second = receiver.messages
    assert (first.id, first.body) == (second.id, second.body)
    (delivery,) = house.deliveries(hook)
    assert (delivery.state, delivery.attempts) == (WebhookDeliveryState.DELIVERED, 2)


def test_a_late_outcome_does_not_overwrite_that_of_the_try_after_it(house: House, receiver: Receiver) -> None:
    hook = house.hook(receiver.url)
    house.happens(EventType.EXPORT_EXECUTED)
    fan_out(house.context, house.tenant, hook)
    receiver.answer = lambda _: (500, {})

    class Slow(HttpWebhooks):
        def send(self, message: WebhookMessage) -> WebhookReply:
            """So slow that its claim ends and another node delivers."""
            reply = super().send(message)
            receiver.answer = Receiver.answer
            house.clock.passes(CLAIM_SECONDS + 1)
            assert house.told(hook) is True
            return reply

    slow = replace(house.context, webhooks=Slow(allow_private=True))
    assert deliver_next(slow, house.tenant, hook) is False
    (delivery,) = house.deliveries(hook)
    assert (delivery.state, delivery.attempts) == (WebhookDeliveryState.DELIVERED, 2)
    assert house.row(hook).failing_since is None


def test_many_nodes_at_once_send_each_delivery_once(store: Store, house: House, receiver: Receiver) -> None:
    hook = house.hook(receiver.url)
    house.happens(*[EventType.EXPORT_PLANNED] * 40)

    def node() -> None:
        while fan_out(house.context, house.tenant, hook):
            pass
        while deliver_next(house.context, house.tenant, hook) is not None:
            pass

    nodes = [threading.Thread(target=node) for _ in range(6)]
    for each in nodes:
        each.start()
    for each in nodes:
        each.join(60)
    assert len(receiver.messages) == len({each.id for each in receiver.messages}) == 40
    assert {each.attempts for each in house.deliveries(hook)} == {1}


def test_a_turn_goes_on_until_nothing_is_due_one_fails_or_it_is_told_to_stop(
    house: House, receiver: Receiver
) -> None:
    hook = house.hook(receiver.url)
    written = house.happens(*[EventType.EXPORT_PLANNED] * 7)
    fan_out(house.context, house.tenant, hook)
    left = iter([True, False])
    deliver_in_turn(house.context, house.tenant, hook, goes_on=lambda: next(left))
    assert len(receiver.messages) == 2
    receiver.answer = lambda message: (500 if message.id == delivery_id(hook, written[3]) else 200, {})
    deliver_in_turn(house.context, house.tenant, hook, goes_on=lambda: True)
    assert [each.id for each in receiver.messages] == [delivery_id(hook, each) for each in written[:4]]
    deliver_in_turn(house.context, house.tenant, hook, goes_on=lambda: True)
    states = [each.state.value for each in house.deliveries(hook)]
    assert states == ["delivered"] * 3 + ["pending"] + ["delivered"] * 3
    assert {each.attempts for each in house.deliveries(hook)} == {1}


def test_a_long_stream_is_fanned_out_in_parts_and_none_is_passed_over(house: House) -> None:
    hook = house.hook("http://127.0.0.1:9/")
    written = house.happens(*[EventType.EXPORT_PLANNED] * (BATCH + 3))
    assert fan_out(house.context, house.tenant, hook) is True
    assert fan_out(house.context, house.tenant, hook) is False
    with house.context.store.read(house.tenant) as uow:
        owed = uow.webhooks.deliveries(hook, Page(limit=1000), state=None)
    assert {each.event_id for each in owed} == set(written)


def test_the_previous_secret_signs_until_its_time_is_over(house: House) -> None:
    until = START + timedelta(hours=24)
    row = house.row(house.hook("https://hooks.invalid/"))
    rotated = replace(row, secret="whsec_new", previous_secret="whsec_old", previous_secret_until=until)
    assert secrets_of(row, START) == (SECRET,)
    assert secrets_of(rotated, until - timedelta(seconds=1)) == ("whsec_new", "whsec_old")
    assert secrets_of(rotated, until) == ("whsec_new",)


def test_a_replayed_delivery_has_a_whole_schedule_again(house: House, receiver: Receiver) -> None:
    receiver.answer = lambda _: (500, {})
    hook = house.hook(receiver.url)
    house.happens(EventType.EXPORT_EXECUTED)
    house.told(hook)
    (delivery,) = house.deliveries(hook)
    with house.context.store.write(house.tenant) as uow:
        uow.webhooks.enqueue([replace(delivery, due_at=house.clock.now())])
    assert house.told(hook) is False
    (delivery,) = house.deliveries(hook)
    assert (delivery.attempts, delivery.attempts_before_replay) == (2, 1)
    assert delivery.due_at is not None
    assert (delivery.due_at - house.clock.now()).total_seconds() < 6


def test_moving_the_place_back_owes_everything_after_it_once_more(house: House, receiver: Receiver) -> None:
    hook = house.hook(receiver.url)
    written = house.happens(*[EventType.EXPORT_PLANNED] * 3)
    while house.told(hook):
        pass
    house.change(hook, fanned_out_seq=house.row(hook).fanned_out_seq - 2)
    while house.told(hook):
        pass
    got = [each.id for each in receiver.messages]
    assert got == [delivery_id(hook, each) for each in [*written, *written[1:]]]


def test_ended_deliveries_are_dropped_in_time_and_a_replay_owes_them_anew(
    house: House, receiver: Receiver
) -> None:
    hook = house.hook(receiver.url)
    house.happens(EventType.EXPORT_PLANNED)
    house.told(hook)
    house.clock.passes(86_400 * 31)
    (waiting,) = house.happens(EventType.EXPORT_EXECUTED)
    fan_out(house.context, house.tenant, hook)
    with house.context.store.write(house.tenant) as uow:
        uow.webhooks.purge(house.clock.now() - timedelta(days=30))
    assert [each.event_id for each in house.deliveries(hook)] == [waiting]
    house.change(hook, fanned_out_seq=0)
    while house.told(hook):
        pass
    assert receiver.messages[0].id in [each.id for each in receiver.messages[1:]]


def test_an_endpoint_that_hangs_holds_up_no_other(store: Store, house: House, receiver: Receiver) -> None:
    with receiving() as hanging:
        hanging.answer = hang(40)
        hung = [house.hook(hanging.url) for _ in range(3)]
        good = house.hook(receiver.url)
        sender = HttpWebhooks(allow_private=True, timeout_seconds=15)
        rounds = WebhookLoop(replace(house.context, webhooks=sender))
        house.happens(*[EventType.EXPORT_EXECUTED] * 10)
        begun = time.monotonic()
        for _ in range(4):
            rounds.round()
        receiver.wait_for(10, seconds=6)
        assert time.monotonic() - begun < 15, "shorter than one try at the others"
        assert {each.attempts for each in house.deliveries(good)} == {1}
        for hook in hung:
            sent = [each for each in house.deliveries(hook) if each.attempts]
            assert 0 < len(sent) <= 2, "two at a time at one endpoint"
        rounds.stop(30)


def test_what_is_owed_is_seen_over_all_tenants_and_only_where_it_is(
    store: Store, house: House, receiver: Receiver
) -> None:
    idle, hook = house.hook(receiver.url), house.hook(receiver.url)
    stopped = house.hook(receiver.url, state=WebhookState.DISABLED)
    assert not {idle, hook, stopped} & {each.webhook_id for each in store.outbox.endpoints_behind(1000)}
    house.happens(EventType.EXPORT_EXECUTED)
    assert {idle, hook} <= {each.webhook_id for each in store.outbox.endpoints_behind(1000)}
    assert stopped not in {each.webhook_id for each in store.outbox.endpoints_behind(1000)}
    fan_out(house.context, house.tenant, hook)
    due = {each.webhook_id: each for each in store.outbox.endpoints_due(house.clock.now(), 1000)}
    assert hook in due
    assert due[hook].tenant == house.tenant
    assert idle not in due


def test_no_wait_is_shorter_than_the_one_before() -> None:
    assert all(later > earlier for earlier, later in pairwise(WEBHOOK.waits))
    delivery = webhook_delivery(state=WebhookDeliveryState.SENDING, attempts=1, due_at=None)
    asked = WebhookReply(status=503, words="", retry_after_seconds=10**9)
    due = after_try(delivery, asked, START).due_at
    assert due == START + timedelta(days=1), "nobody asks for more than a day"
    soon = replace(asked, retry_after_seconds=1.0)
    due = after_try(delivery, soon, START).due_at
    assert due is not None
    assert due >= START + timedelta(seconds=5)
