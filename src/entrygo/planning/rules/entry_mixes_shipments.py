"""SHP-004: one entry mixes importers, ports, modes or days."""

from collections.abc import Iterator, Mapping

from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryUnit
from entrygo.planning.rule import Case, Hit, Rule, Scope

_SAME = (
    ("importer", "importer of record"),
    ("port_of_entry", "port of entry"),
    ("mode", "mode of transport"),
    ("arrival_on", "day of arrival"),
)


def _check(case: Case, entry: EntryUnit) -> Iterator[Hit]:
    own = case.memory.get("order_shipments")
    if not isinstance(own, Mapping):
        return
    stated = [own[order_id] for order_id in entry.order_ids if isinstance(own.get(order_id), Mapping)]
    for key, name in _SAME:
        values = sorted({str(each[key]) for each in stated if each.get(key)})
        if len(values) > 1:
            yield Hit(
                field="orders",
                message=f"Entry {entry.number} joins orders of more than one {name}: {', '.join(values)}.",
            )


RULE = Rule(
    id="SHP-004",
    code="ENTRY_MIXES_SHIPMENTS",
    severity=Severity.ERROR,
    scope=Scope.ENTRY,
    title="One entry mixes importers, ports, modes or days",
    fix="Plan the orders apart: one plan for each importer, port, mode and day.",
    legal_source="19 CFR 141.51; 19 CFR 142.17a",
    explanation="Fires when orders of one entry state different importers, ports, modes or arrival days. A plan "
    "has one shipment and one importer, so it can fire only where orders carry answers of their own. Reads "
    "memory key order_shipments: {order id: {importer, port_of_entry, mode, arrival_on}}.",
    check=_check,
    deduction=25,
)
