"""An order is exported once: claims decide."""

import pytest

from entrygo.contract.actor import Tenant
from entrygo.store.catalogue import ClaimConflict
from entrygo.store.tenant_rows import Page
from entrygo.store.unit_of_work import Store
from tests.rooms.store.rows import AT, broker, order, race


@pytest.fixture
def orders(store: Store, tenant: Tenant) -> list[str]:
    """Three orders."""
    ids = ["ord_1", "ord_2", "ord_3"]
    with store.write(tenant) as uow:
        uow.orders.put([(order(each), None) for each in ids], at=AT)
    return ids


def try_claim(store: Store, tenant: Tenant, ids: list[str], export_id: str) -> list[str] | None:
    """Claim; the conflicting ids, or ``None`` where the claim stands."""
    try:
        with store.write(tenant) as uow:
            uow.orders.claim(ids, export_id)
    except ClaimConflict as conflict:
        return conflict.order_ids
    return None


def test_a_claimed_order_says_which_export_has_it(store: Store, tenant: Tenant, orders: list[str]) -> None:
    assert try_claim(store, tenant, orders[:2], "batch_1") is None
    with store.read(tenant) as uow:
        rows = uow.orders.many(orders)
        assert uow.orders.claimed([*orders, "ord_unknown"]) == {"ord_1": "batch_1", "ord_2": "batch_1"}
        listed = {
            is_exported: {row.order.id for row in uow.orders.page(Page(limit=9), is_exported=is_exported)}
            for is_exported in (True, False, None)
        }
    assert [(rows[each].order.status, rows[each].exported_in) for each in orders] == [
        ("exported", "batch_1"),
        ("exported", "batch_1"),
        ("open", None),
    ]
    assert listed == {True: {"ord_1", "ord_2"}, False: {"ord_3"}, None: set(orders)}


def test_a_conflict_names_the_orders_another_export_has_and_claims_nothing(
    store: Store, tenant: Tenant, orders: list[str]
) -> None:
    assert try_claim(store, tenant, ["ord_3", "ord_1"], "batch_1") is None
    assert try_claim(store, tenant, orders, "batch_2") == ["ord_1", "ord_3"]
    with store.read(tenant) as uow:
        assert uow.orders.claimed(orders) == {"ord_1": "batch_1", "ord_3": "batch_1"}


def test_the_unit_of_work_can_go_on_after_a_conflict(store: Store, tenant: Tenant, orders: list[str]) -> None:
    assert try_claim(store, tenant, orders[:1], "batch_1") is None
    with store.write(tenant) as uow:
        uow.brokers.put("br_before", broker(), at=AT)
        with pytest.raises(ClaimConflict, match="ord_1"):
            uow.orders.claim(orders, "batch_2")
        uow.brokers.put("br_after", broker(), at=AT)
        uow.orders.claim(orders[1:], "batch_2")
    with store.read(tenant) as uow:
        assert uow.brokers.get("br_before")
        assert uow.brokers.get("br_after")
        assert uow.orders.claimed(orders) == {
            "ord_1": "batch_1",
            "ord_2": "batch_2",
            "ord_3": "batch_2",
        }


def test_of_threads_that_claim_overlapping_orders_exactly_one_wins(
    store: Store, tenant: Tenant, orders: list[str]
) -> None:
    sets = [orders, orders[::-1], orders[:2], orders[:1:-1] + orders[:1]]
    outcomes = race(
        [
            lambda n=n: try_claim(store, tenant, sets[n % len(sets)], f"batch_{n}")  # type: ignore[misc]  # a default binds n
            for n in range(8)
        ]
    )
    winners = [n for n, outcome in enumerate(outcomes) if outcome is None]
    assert len(winners) == 1
    with store.read(tenant) as uow:
        claimed = uow.orders.claimed(orders)
    assert claimed == dict.fromkeys(sets[winners[0] % len(sets)], f"batch_{winners[0]}")
    for n, outcome in enumerate(outcomes):
        if outcome is not None:
            assert outcome == sorted(set(sets[n % len(sets)]) & set(claimed))


def test_a_claim_rolled_back_leaves_the_orders_free(store: Store, tenant: Tenant, orders: list[str]) -> None:
    with pytest.raises(RuntimeError, match="power cut"), store.write(tenant) as uow:  # noqa: PT012 - the write is the point
        uow.orders.claim(orders, "batch_1")
        raise RuntimeError("power cut")
    assert try_claim(store, tenant, orders, "batch_2") is None
