"""Time passing changes a plan only through the records it selects."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from entrygo.contract.facts import Order, Product, Usmca
from entrygo.contract.snapshot import Snapshot
from entrygo.contract.times import port_zone
from entrygo.planning.fingerprint import document, plan_hash
from entrygo.planning.plan import plan
from tests.rooms.planning import snapshots


def _troubled() -> Snapshot:
    """A snapshot on which every rule that knows the date has something to say."""
    base = snapshots.ready()
    expired = Usmca(
        qualifies=True,
        criterion="B",
        certifier="Maker",
        valid_from=date(2024, 1, 1),
        valid_to=date(2024, 12, 31),
    )
    products: dict[str, Product] = {
        key: replace(product, usmca=expired, country_of_origin="CA") for key, product in base.products.items()
    }
    orders: tuple[Order, ...] = tuple(replace(order, currency="CAD") for order in base.orders)
    edition = replace(base.tariff.edition, vintage="2025-01-01")
    return replace(
        base,
        products=products,
        orders=orders,
        broker=replace(base.broker, power_of_attorney_valid_to=date(2024, 6, 30)),
        tariff=replace(base.tariff, edition=edition),
        memory={"screening_list": {"as_of": "2025-01-01", "entries": 1}},
    )


@pytest.mark.requirement("plan_hash:stable:same-facts")
@pytest.mark.parametrize("make", [snapshots.ready, _troubled], ids=["ready", "troubled"])
def test_a_plan_of_another_day_under_the_same_records_has_the_same_hash(make) -> None:
    snapshot = make()
    days = [snapshot.shipment.entry_date + timedelta(days=n) for n in (0, 1, 3)]
    hashes = set()
    for day in days:
        later = replace(snapshot, shipment=replace(snapshot.shipment, entry_date=day))
        hashes.add(plan_hash(document(later, plan(later))))
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("port", "zone"),
    [
        ("0901", "America/New_York"),
        ("3302", "America/Los_Angeles"),
        ("3310", "America/Denver"),
        ("2403", "America/Chicago"),
        ("2402", "America/Denver"),
        ("4909", "America/Puerto_Rico"),
        ("1819", "America/Chicago"),
    ],
)
def test_a_port_has_its_own_calendar_where_its_district_has_two(port: str, zone: str) -> None:
    """Eastport in Idaho is an hour behind Sweetgrass in Montana, in one district."""
    assert str(port_zone(port)) == zone
