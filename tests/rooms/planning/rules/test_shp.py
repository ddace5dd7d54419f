"""The SHP rules: port, mode, carrier, entries of one conveyance, Incoterm."""

from dataclasses import replace
from datetime import date

import pytest

from entrygo.contract.plan import EntryType
from entrygo.contract.ports import port_named, port_names
from entrygo.planning.rule import Case
from entrygo.planning.rules import by_id
from entrygo.planning.schedule_d import PORTS
from tests.rooms.planning.cases import (
    ORDER,
    entry,
    hits,
    ready,
    with_account,
    with_entry,
    with_memory,
    with_shipment,
    with_warehouse,
)
from tests.rooms.planning.rules.examples import (
    ERROR,
    INFO,
    WARNING,
    bad,
    check,
    good,
    parameters,
    rules_without_both,
)


def by_warehouse(**changes: str | None) -> Case:
    """The shipment leaves port and mode to the warehouse."""
    return with_warehouse(with_shipment(ready(), port_of_entry=None, mode=None), **changes)


def sharing(**second: str) -> Case:
    """Two orders in one entry, each with answers of its own."""
    first = {"importer": "12-3456789AB", "port_of_entry": "0901", "mode": "truck", "arrival_on": "2026-11-23"}
    case = with_entry(ready(), order_ids=(ORDER, "ord_2"))
    return with_memory(case, order_shipments={ORDER: first, "ord_2": {**first, **second}})


def split(*types: EntryType) -> Case:
    """A plan of several entries."""
    entries = tuple(
        replace(entry(number), entry_type=entry_type) for number, entry_type in enumerate(types, start=1)
    )
    return replace(ready(), entries=entries)


MONDAY = date(2026, 11, 23)


def dated(export: date | None = None, imported: date | None = None) -> Case:
    """A shipment entered on a Monday, with other days of its way."""
    return with_shipment(ready(), entry_date=MONDAY, export_date=export, import_date=imported)


EXAMPLES = [
    good("SHP-001", "Buffalo", ready()),
    good("SHP-001", "the warehouse's port", by_warehouse()),
    bad("SHP-001", "no port", by_warehouse(port_of_entry=None), ("warehouse.portOfEntry", ERROR)),
    bad(
        "SHP-001",
        "a UN/LOCODE",
        with_shipment(ready(), port_of_entry="USBUF"),
        ("shipment.portOfEntry", ERROR),
    ),
    bad(
        "SHP-001",
        "three digits",
        with_shipment(ready(), port_of_entry="901"),
        ("shipment.portOfEntry", ERROR),
    ),
    bad(
        "SHP-001",
        "no such district",
        with_shipment(ready(), port_of_entry="9901"),
        ("shipment.portOfEntry", ERROR),
    ),
    bad(
        "SHP-001",
        "a port our copy lacks",
        with_shipment(ready(), port_of_entry="0999"),
        ("shipment.portOfEntry", INFO),
    ),
    *(good("SHP-002", mode, with_shipment(ready(), mode=mode)) for mode in ("truck", "ocean", "air")),
    good("SHP-002", "the warehouse's mode", by_warehouse()),
    bad("SHP-002", "no mode", by_warehouse(mode=None), ("warehouse.mode", ERROR)),
    bad("SHP-002", "by rail", with_shipment(ready(), mode="rail"), ("shipment.mode", ERROR)),
    good("SHP-003", "all known", ready()),
    good(
        "SHP-003",
        "an aeroplane has no PAPS number",
        with_shipment(ready(), mode="air", carrier_scac=None, paps_number=None),
    ),
    bad(
        "SHP-003",
        "nothing known yet",
        with_shipment(ready(), carrier_scac=None, paps_number=None, eta=None),
        ("shipment.carrierScac", INFO),
        ("shipment.papsNumber", INFO),
        ("shipment.eta", INFO),
    ),
    bad(
        "SHP-003",
        "a PAPS number of another carrier",
        with_shipment(ready(), paps_number="WXYZ123456"),
        ("shipment.papsNumber", WARNING),
    ),
    bad(
        "SHP-003",
        "a carrier's name for its code",
        with_shipment(ready(), carrier_scac="ACME TRUCKS", paps_number=None),
        ("shipment.papsNumber", INFO),
        ("shipment.carrierScac", WARNING),
    ),
    good("SHP-004", "one shipment", ready()),
    good("SHP-004", "the same answers", sharing()),
    bad("SHP-004", "another port", sharing(port_of_entry="3004"), ("orders", ERROR)),
    bad(
        "SHP-004",
        "another importer and day",
        sharing(importer="98-7654321AB", arrival_on="2026-11-24"),
        ("orders", ERROR),
        ("orders", ERROR),
    ),
    good("SHP-005", "one entry", ready()),
    good("SHP-005", "antidumping apart", split(EntryType.INFORMAL, EntryType.ADCVD)),
    bad("SHP-005", "two informal", split(EntryType.INFORMAL, EntryType.INFORMAL), ("export_units", WARNING)),
    bad(
        "SHP-005", "formal, informal", split(EntryType.FORMAL, EntryType.INFORMAL), ("export_units", WARNING)
    ),
    *(
        good("SHP-006", term, with_account(ready(), incoterm=term))
        for term in ("DDP", "dap", "DAP Buffalo NY", "DPU")
    ),
    bad("SHP-006", "none", with_account(ready(), incoterm=None), ("account.incoterm", WARNING)),
    good("SHP-007", "no other day stated", ready()),
    good("SHP-007", "all on one day", dated(export=MONDAY, imported=MONDAY)),
    good("SHP-007", "a week on the way", dated(export=date(2026, 11, 16), imported=MONDAY)),
    bad("SHP-007", "leaves after entry", dated(export=date(2026, 11, 24)), ("shipment.exportDate", WARNING)),
    bad("SHP-007", "last year", dated(export=date(2025, 11, 22)), ("shipment.exportDate", WARNING)),
    good("SHP-007", "a year to the day", dated(export=date(2025, 11, 23))),
    bad(
        "SHP-007",
        "arrives before it leaves",
        dated(export=date(2026, 11, 20), imported=date(2026, 11, 19)),
        ("shipment.importDate", WARNING),
    ),
    bad(
        "SHP-007", "arrives after entry", dated(imported=date(2026, 11, 24)), ("shipment.importDate", WARNING)
    ),
    bad("SHP-006", "one of 2000", with_account(ready(), incoterm="DDU"), ("account.incoterm", WARNING)),
]


@pytest.mark.parametrize("example", parameters(EXAMPLES))
def test_examples(example) -> None:
    """Each example finds what it says, field and severity."""
    check(example)


def test_each_rule_has_a_good_and_a_bad_example() -> None:
    """So that neither silence nor noise goes untested."""
    assert rules_without_both("SHP-", EXAMPLES) == []


def test_what_took_an_old_incoterms_place_is_named() -> None:
    """DDU became DAP."""
    (hit,) = hits(by_id("SHP-006"), with_account(ready(), incoterm="DDU"))
    assert "DAP" in (hit.fix or "")


def test_ports_have_four_digits_and_names_where_two_sources_agree() -> None:
    """The crossings from Canada that most trucks use are among them; a port without a name is its code."""
    assert all(len(port) == 4 and port.isdigit() for port in PORTS)
    crossings = (
        "0106",
        "0115",
        "0209",
        "0701",
        "0704",
        "0708",
        "0901",
        "3004",
        "3009",
        "3310",
        "3401",
        "3801",
        "3802",
    )
    assert set(crossings) <= port_names().keys() & PORTS
    assert port_named("0901") == "0901 Buffalo-Niagara Falls, NY"
    assert port_named("0101") == "0101"
