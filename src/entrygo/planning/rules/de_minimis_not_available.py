"""ENT-005: a duty-free low-value clearance that no longer exists."""

import re
from collections.abc import Iterator

from entrygo.contract.facts import Order
from entrygo.contract.findings import Severity
from entrygo.planning.rule import Case, Hit, Rule, Scope

_LOW_VALUE = re.compile(r"(?<!\d)(?:86|321)(?!\d)|de[ _-]?minimis|low[ _-]?value", re.IGNORECASE)


def _check(_case: Case, order: Order) -> Iterator[Hit]:
    if order.clearance and _LOW_VALUE.search(str(order.clearance)):
        yield Hit(
            field="clearance",
            message=f"Order {order.external_id} asks for clearance {order.clearance!r}; the duty-free "
            "low-value path has been closed for all countries since 29 August 2025.",
        )


RULE = Rule(
    id="ENT-005",
    code="DE_MINIMIS_NOT_AVAILABLE",
    severity=Severity.ERROR,
    scope=Scope.ORDER,
    title="De minimis clearance asked for",
    fix="Remove clearance from the order; the planner chooses an informal (11) or formal (01) entry.",
    legal_source="EO 14324; EO 14388; 91 FR 37789",
    explanation="Fires when an order's clearance asks for type 86, section 321 or de minimis. The 800 "
    "USD exemption was suspended for all countries on 29 August 2025, the suspension was kept on 20 "
    "February 2026, and an interim final rule of 24 June 2026 amended the regulation. Every parcel needs "
    "an entry, however small.",
    check=_check,
    deduction=25,
)
