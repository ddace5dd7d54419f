"""SHP-007: days of export, importation and entry that cannot follow one another."""

from collections.abc import Iterator
from datetime import date, timedelta

from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope

LONGEST_WAY = timedelta(days=365)


def _check(case: Case) -> Iterator[Hit]:
    shipment = case.shipment
    entered, exported, imported = shipment.entry_date, shipment.export_date, shipment.import_date
    if exported is not None and exported > entered:
        yield _out_of_order("exportDate", "leave", exported, "are entered", entered)
    elif exported is not None and exported < entered - LONGEST_WAY:
        yield Hit(
            field="shipment.exportDate",
            message=f"The goods are stated to leave on {exported}, more than a year before they are entered on "
            f"{entered}: its rates of exchange are of another quarter.",
            fix="Check the year of exportDate.",
        )
    if imported is not None and exported is not None and imported < exported:
        yield _out_of_order("importDate", "leave", exported, "arrive", imported)
    if imported is not None and imported > entered:
        yield _out_of_order("importDate", "arrive", imported, "are entered", entered)


def _out_of_order(field: str, first: str, later: date, then: str, sooner: date) -> Hit:
    return Hit(
        field=f"shipment.{field}",
        message=f"The goods are stated to {first} on {later}, after they {then} on {sooner}.",
    )


RULE = Rule(
    id="SHP-007",
    code="SHIPMENT_DATES_OUT_OF_ORDER",
    severity=Severity.WARNING,
    scope=Scope.PLAN,
    title="Days of the shipment out of order",
    fix="Correct the days: goods leave, arrive, and are entered, in this order or on one day.",
    legal_source="19 CFR 101.1; 19 CFR 141.68; 19 CFR 159.32",
    explanation="Fires when goods leave after they arrive or are entered, or arrive after they are entered: goods are "
    "imported once they arrive within a port, and an entry filed before is not earlier than that. The day of export "
    "decides the rate of exchange, that of importation the bans tied to it, that of entry all other law, so a day that "
    "cannot be makes each of them doubtful. It fires too when goods leave more than a year before they are entered.",
    check=_check,
    deduction=5,
)
