"""PTY-003: a formal entry without a bond."""

from collections.abc import Iterator
from decimal import Decimal

from entrygo.contract.findings import Severity
from entrygo.contract.plan import EntryType
from entrygo.planning.product_facts import is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _dollars(value: Decimal | None) -> str:
    return "value not known" if value is None else f"{value} USD"


def _check(case: Case) -> Iterator[Hit]:
    formal = [unit for unit in case.entries if unit.entry_type is not EntryType.INFORMAL]
    bond = case.account.importer.bond
    if not formal or (bond and is_stated(bond.number)):
        return
    listed = ", ".join(
        f"{unit.number} (type {unit.entry_type}, {_dollars(unit.value_usd)})" for unit in formal
    )
    yield Hit(
        field="account.importerOfRecord.bond.number" if bond else "account.importerOfRecord.bond",
        message=f"No customs bond number is on file and the plan has a formal entry: {listed}.",
        missing=True,
    )


RULE = Rule(
    id="PTY-003",
    code="BOND_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PLAN,
    title="Formal entry without a bond",
    fix="Set account.importerOfRecord.bond (type, number, surety): a continuous bond, or a single one for "
    "this entry from the broker's surety.",
    legal_source="19 CFR 113; 19 CFR 142.4",
    explanation="Fires when the plan holds an entry of type 01 or 03 and the importer's bond is not on file. "
    "Formal entries are released against a bond; informal ones are not asked for it here.",
    check=_check,
    deduction=25,
)
