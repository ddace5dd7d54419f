"""What a unit of work knows: its instant, who asked, and the one way to write an event."""

from entrygo.contract.actor import SYSTEM, Actor, Tenant
from entrygo.lifecycle.events import EventType
from entrygo.store.unit_of_work import Store


def test_all_that_one_transaction_writes_carries_one_instant_and_events_follow_each_other(
    store: Store, tenant: Tenant
) -> None:
    with store.write(tenant) as uow:
        first = uow.record(EventType.EXPORT_BATCH_CREATED, "batch_1", before=None, after={"state": "BATCHED"})
        second = uow.record(
            EventType.EXPORT_PLANNED, "batch_1", planHash="a" * 64, before=None, after={"planHash": "a" * 64}
        )
        assert first.created_at == second.created_at == uow.now
    with store.read(tenant) as uow:
        assert list(uow.events.of_export("batch_1")) == [first, second]
    assert first.id != second.id
    assert second.previous_hash == first.hash
    assert second.payload == {
        "batchId": "batch_1",
        "planHash": "a" * 64,
        "before": None,
        "after": {"planHash": "a" * 64},
    }


def test_an_event_of_no_export_names_none(store: Store, tenant: Tenant) -> None:
    with store.write(tenant) as uow:
        event = uow.record(
            EventType.WEBHOOK_DELETED, webhookId="whk_1", before={"state": "enabled"}, after=None
        )
    assert event.export_id is None
    assert event.payload == {"webhookId": "whk_1", "before": {"state": "enabled"}, "after": None}


def test_a_unit_of_work_knows_who_asked_and_in_which_request(store: Store, tenant: Tenant) -> None:
    actor = Actor(tenant=tenant, principal="key_1", scopes=frozenset({"write"}), request_id="req_1")
    with store.write(tenant, by=actor) as uow:
        assert uow.by == actor.origin
    with store.write(tenant) as uow:
        assert uow.by == SYSTEM, "the installation itself"
