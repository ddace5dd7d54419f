"""The golden plans: published planning snapshots and their hashes, kept as files.

``python -m tests.golden.plans.regenerate`` writes them anew; review what changed as a diff. Another implementation
proves itself by hashing each ``<name>.json`` to the hash that ``hashes.json`` gives under that name.
"""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from entrygo.contract.facts import FeeSchedule, OrderLine
from entrygo.contract.snapshot import Snapshot
from entrygo.planning.fingerprint import Document, document, plan_hash
from entrygo.planning.plan import plan
from entrygo.tariff.law import programmes_on, shipped_law
from tests.rooms.planning import cases, snapshots

HERE = Path(__file__).parent


def golden_snapshots() -> dict[str, Snapshot]:
    """What each golden plan is made from, by name."""
    return {
        "ready": snapshots.ready(),
        "reference_example": snapshots.reference(),
        "programmes_in_force": _programmes_in_force(),
        "formal_of_five_orders": snapshots.books(5, "1000.10"),
        "type_03_apart": snapshots.with_product(snapshots.ready(), cases.BOOK, adcvd="A-122-504"),
        "blocked_and_excluded": _blocked(),
        "nothing_to_export": snapshots.with_first_order(snapshots.ready(), status="cancelled"),
        "texts_of_the_world": _texts(),
    }


def _programmes_in_force() -> Snapshot:
    base = snapshots.ready()
    programmes = programmes_on(shipped_law(), cases.ENTRY_DATE)
    made_in_china = snapshots.with_product(base, cases.PULLOVER, country_of_origin="CN", mid="CNPORMAL45POR")
    return replace(made_in_china, tariff=replace(base.tariff, programmes=programmes))


def _blocked() -> Snapshot:
    orders = (
        replace(cases.order("ord_1"), clearance="86"),
        replace(cases.order("ord_2"), destination_country="CA"),
        replace(cases.order("ord_3"), lines=()),
    )
    return snapshots.with_orders(snapshots.ready(), orders)


def _texts() -> Snapshot:
    base = snapshots.with_product(
        snapshots.ready(),
        cases.BOOK,
        title='Größe ﬀ \U0001f600 \u2028 "quoted" \\ tab\t',
        attributes={"\ufb33": 1, "\U0001f600": [2.5, True, None], "é": 2**60, "marked": True},
    )
    third = Decimal("0.333")
    lines = (OrderLine(product_id=cases.BOOK, quantity=Decimal(3), unit_value_usd=third),)
    fees = FeeSchedule(extra_line_usd=Decimal("1.5"), included_lines=0)
    return replace(
        base,
        orders=(replace(base.orders[0], lines=lines),),
        broker=replace(base.broker, fees=fees, name="Courtiers Frontière inc."),
    )


def golden_documents() -> dict[str, Document]:
    """The published snapshots as this code makes them now."""
    return {name: document(snapshot, plan(snapshot)) for name, snapshot in golden_snapshots().items()}


def main() -> None:
    """Write every golden plan and the table of hashes."""
    documents = golden_documents()
    for name, made in documents.items():
        (HERE / f"{name}.json").write_text(_pretty(made), encoding="utf-8")
    hashes = {name: plan_hash(made) for name, made in sorted(documents.items())}
    (HERE / "hashes.json").write_text(_pretty(hashes), encoding="utf-8")


def _pretty(value: object) -> str:
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
