"""Endpoints and deliveries as rows: claimed by one, settled by the one that claimed, owed anew."""

from dataclasses import replace

from entrygo.contract.actor import Tenant
from entrygo.lifecycle.events import EventType
from entrygo.lifecycle.states import WebhookDeliveryState, WebhookState
from entrygo.store.tenant_rows import Page
from entrygo.store.unit_of_work import Store
from tests.rooms.store.rows import AT, later, race, webhook, webhook_delivery

ALL = Page(limit=100)


def test_rows_come_back_as_they_went(store: Store, tenant: Tenant) -> None:
    full = webhook(
        event_types=None,
        description="desk",
        previous_secret="whsec_b2xk",
        previous_secret_until=later(9),
        state=WebhookState.DISABLED,
        disabled_reason="The receiver answered 410 Gone.",
        disabled_at=later(1),
        fanned_out_seq=7,
        failing_since=later(2),
    )
    done = webhook_delivery(
        state=WebhookDeliveryState.DELIVERED,
        attempts=3,
        attempts_before_replay=1,
        due_at=None,
        response_status=204,
        error_message="none",
        last_attempt_at=later(4),
        delivered_at=later(5),
    )
    with store.write(tenant) as uow:
        uow.webhooks.insert(webhook())
        assert uow.webhooks.get("whk_1") == webhook()
        uow.webhooks.replace(full)
        uow.webhooks.enqueue([done])
    with store.read(tenant) as uow:
        assert uow.webhooks.get("whk_1") == full
        assert uow.webhooks.delivery("whk_1", "whd_1") == done
        assert uow.webhooks.delivery("whk_other", "whd_1") is None
        assert uow.webhooks.count() == 1


def test_of_those_who_begin_a_try_at_once_one_has_it(store: Store, tenant: Tenant) -> None:
    due = webhook_delivery()
    with store.write(tenant) as uow:
        uow.webhooks.enqueue([due])

    def begin() -> bool:
        with store.write(tenant) as uow:
            return uow.webhooks.begin(due, at=AT, until=later(90))

    assert sorted(race([begin] * 8)) == [False] * 7 + [True]
    with store.write(tenant) as uow:
        assert uow.webhooks.next_due("whk_1", later(89)) is None
        again = uow.webhooks.next_due("whk_1", later(90))
        assert again is not None
        assert (again.state, again.attempts) == (WebhookDeliveryState.SENDING, 1)
        assert uow.webhooks.begin(again, at=later(90), until=later(180))
        late = replace(due, attempts=1, state=WebhookDeliveryState.FAILED, due_at=None)
        assert not uow.webhooks.settle(late), "its claim went to another"
        assert uow.webhooks.settle(replace(late, attempts=2))
        assert not uow.webhooks.settle(replace(late, attempts=2)), "a try ends once"


def test_owing_again_leaves_what_is_being_sent_alone(store: Store, tenant: Tenant) -> None:
    ended, sent = webhook_delivery("whd_1"), webhook_delivery("whd_2")
    with store.write(tenant) as uow:
        uow.webhooks.enqueue([ended, sent])
        for each in (ended, sent):
            assert uow.webhooks.begin(each, at=AT, until=later(90))
        failed = replace(
            ended,
            attempts=1,
            state=WebhookDeliveryState.FAILED,
            due_at=None,
            error_message="no",
            last_attempt_at=AT,
        )
        assert uow.webhooks.settle(failed)
        uow.webhooks.enqueue([replace(ended, due_at=later(5)), replace(sent, due_at=later(5))])
        anew, under_way = uow.webhooks.delivery("whk_1", "whd_1"), uow.webhooks.delivery("whk_1", "whd_2")
    assert anew == replace(
        failed, state=WebhookDeliveryState.PENDING, due_at=later(5), attempts_before_replay=1
    )
    assert under_way is not None
    assert (under_way.state, under_way.due_at) == (WebhookDeliveryState.SENDING, later(90))


def test_what_is_due_together_goes_in_the_events_order(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        uow.webhooks.enqueue([webhook_delivery(f"whd_{n}", event_seq=n) for n in (3, 1, 2)])
        uow.webhooks.enqueue([webhook_delivery("whd_0", event_seq=9, due_at=later(-1))])
        order = []
        while due := uow.webhooks.next_due("whk_1", AT):
            order.append(due.id)
            uow.webhooks.begin(due, at=AT, until=later(90))
    assert order == ["whd_0", "whd_1", "whd_2", "whd_3"]


def test_deleting_an_endpoint_drops_its_own_deliveries_alone(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        for n in (1, 2):
            uow.webhooks.insert(webhook(f"whk_{n}"))
            uow.webhooks.enqueue([webhook_delivery(f"whd_{n}", webhook_id=f"whk_{n}")])
        uow.webhooks.delete("whk_1")
    with store.read(tenant) as uow:
        assert [each.id for each in uow.webhooks.page(ALL)] == ["whk_2"]
        assert uow.webhooks.deliveries("whk_1", ALL, state=None) == []
        assert [each.id for each in uow.webhooks.deliveries("whk_2", ALL, state=None)] == ["whd_2"]


def test_places_in_the_stream_are_found_by_id_and_by_instant(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        assert uow.events.newest() == 0
        for n in range(1, 4):
            uow.events.append(
                EventType.EXPORT_PLANNED, export_id=None, payload={}, identifier=f"evt_{n}", at=later(n)
            )
    with store.read(tenant) as uow:
        assert uow.events.newest() == 3
        assert [uow.events.position(f"evt_{n}") for n in (1, 3, 4)] == [1, 3, None]
        assert [uow.events.position_before(later(n)) for n in (0, 1, 2, 99)] == [0, 0, 1, 3]


def test_a_clock_that_was_set_back_leaves_nothing_waiting_for_the_hours_that_come_again(
    store: Store, tenant: Tenant
) -> None:
    waiting, begun = webhook_delivery(due_at=later(3600)), webhook_delivery(id="whd_2", event_id="evt_2")
    with store.write(tenant) as uow:
        uow.webhooks.enqueue([waiting, begun])
        assert uow.webhooks.begin(begun, at=AT, until=later(3600))
    assert store.outbox.make_deliveries_due_now(AT, claims_until=later(90)) >= 2
    with store.read(tenant) as uow:
        delivery = uow.webhooks.delivery("whk_1", "whd_1")
        claimed = uow.webhooks.delivery("whk_1", "whd_2")
    assert delivery is not None
    assert claimed is not None
    assert (delivery.due_at, claimed.due_at) == (AT, later(90))
    assert claimed.state is WebhookDeliveryState.SENDING
