"""Packages of what the planner really plans."""

from entrygo.contract.snapshot import Snapshot
from entrygo.documents.package_facts import PackageFacts
from entrygo.planning.plan import plan
from tests.rooms.documents.package_facts import MADE_AT


def package_facts_of(snapshot: Snapshot) -> PackageFacts:
    """The facts an execution makes papers from of a snapshot's plan."""
    return PackageFacts(
        account=snapshot.account,
        warehouse=snapshot.warehouse,
        broker=snapshot.broker,
        shipment=snapshot.shipment,
        orders=snapshot.orders,
        products=snapshot.products,
        plan=plan(snapshot),
        plan_hash="planhash_1",
        package_id="cp_1",
        package_number="cp_ab123456",
        generated_at=MADE_AT,
        law=snapshot.tariff.law,
    )
