"""SHP-001: no port of entry, or none that Schedule D knows."""

import re
from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.contract.ports import port_named
from entrygo.planning.crossing import port_of_entry
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.planning.schedule_d import is_district, is_port

_FOUR_DIGITS = re.compile(r"[0-9]{4}")


def _check(case: Case) -> Iterator[Hit]:
    field, port = port_of_entry(case)
    if port is None:
        yield Hit(
            field=field,
            message=f"Neither the shipment nor warehouse {case.warehouse.name} names a port of entry.",
            missing=True,
        )
    elif not _FOUR_DIGITS.fullmatch(port) or not is_district(port):
        yield Hit(
            field=field,
            message=f"Port of entry {port!r} is no four-digit Schedule D code.",
            code="PORT_OF_ENTRY_INVALID",
        )
    elif not is_port(port):
        yield Hit(
            field=field,
            message=f"Port of entry {port} has a known customs district and a port number not in our copy of "
            "Schedule D.",
            fix="Check the code with the broker.",
            severity=Severity.INFO,
            code="PORT_OF_ENTRY_UNKNOWN",
        )


_EXAMPLES = ", ".join(port_named(code) for code in ("0901", "3004"))

RULE = Rule(
    id="SHP-001",
    code="PORT_OF_ENTRY_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PLAN,
    title="Port of entry missing or not in Schedule D",
    fix=f"Set warehouse.portOfEntry or shipment.portOfEntry to a Schedule D code ({_EXAMPLES}).",
    legal_source="19 CFR 141.86(a)(1); Schedule D",
    explanation="Fires when no port of entry is known, or it is not four digits of a known customs district "
    "(then the code is PORT_OF_ENTRY_INVALID). The shipment's port wins over the warehouse's. A well-formed "
    "code of a known district that our copy of Schedule D lacks is only told.",
    check=_check,
    deduction=25,
)
